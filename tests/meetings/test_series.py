"""Series of numbered meetings, and clusters of one trip."""

from datetime import timedelta

import pytest

from kpevents.core.errors import NotFound
from kpevents.core.text import Trilingual
from kpevents.features.meetings.groups import clusters, queries, series
from kpevents.features.meetings.groups.rules import ClusterTaken, InAClusterAlready, PlannedTooFew
from kpevents.features.records.rules import NotAWord, StillInUse, Taken, Unnamed
from kpevents.features.revisions.queries import current
from kpevents.infra.db import unit_of_work
from tests.factories import LOADED, OFFICER, lines, make_meeting, make_series, whole

LATER = LOADED + timedelta(days=1)
USUAL = {"title": Trilingual(en="Four talks"), "about": Trilingual(), "planned": 4}


def do(act, *given):
    with unit_of_work():
        return act(*given, by=OFFICER, now=LATER)


def as_it_stands(row, **values):
    return {field: getattr(row, field) for field in series.FIELDS} | values


def test_new_series_is_there_and_its_word_is_taken(db):
    do(series.create, "four-talks", USUAL)
    assert queries.get_series("four-talks").planned == 4
    with pytest.raises(Taken):
        do(series.create, "four-talks", USUAL)


def test_series_without_a_title_is_refused(db):
    with pytest.raises(Unnamed):
        do(series.create, "four-talks", USUAL | {"title": Trilingual()})


def test_three_of_four_becomes_three_of_five_in_every_calendar(db):
    found = make_series(planned=4)
    third = make_meeting(series_id=found.id, series_number=3, settled=True)
    do(series.change, found.slug, as_it_stands(found, planned=5))
    assert whole(third.id).sequence == 1


def test_about_a_series_is_in_no_calendar(db):
    found = make_series()
    third = make_meeting(series_id=found.id, series_number=3, settled=True)
    before = current().number
    do(series.change, found.slug, as_it_stands(found, about=Trilingual(en="Talks")))
    assert (whole(third.id).sequence, current().number) == (0, before + 1)


def test_no_fewer_are_planned_than_the_highest_number(db):
    found = make_series(planned=4)
    make_meeting(series_id=found.id, series_number=3)
    with pytest.raises(PlannedTooFew, match="has the number 3"):
        do(series.change, found.slug, as_it_stands(found, planned=2))
    do(series.change, found.slug, as_it_stands(found, planned=3))
    do(series.change, found.slug, as_it_stands(found, planned=None))
    assert queries.get_series(found.slug).planned is None


def test_only_a_series_without_meetings_can_be_deleted(db):
    found = make_series()
    meeting = make_meeting(series_id=found.id, series_number=1)
    with pytest.raises(StillInUse, match="1 of them"):
        do(series.delete, found.slug)
    with unit_of_work():
        row = whole(meeting.id)
        row.series_id = row.series_number = None
    do(series.delete, found.slug)
    assert queries.series() == []
    assert [line.deed for line in lines(subject="series")] == ["deleted"]


def test_cluster_is_renamed_with_all_its_meetings(db):
    two = [make_meeting(cluster="cairo-2026", settled=True) for _ in range(2)]
    other = make_meeting(cluster="rome-2026", settled=True)
    do(clusters.rename, "cairo-2026", "cairo-july-2026")
    assert [whole(m.id).cluster for m in (*two, other)] == ["cairo-july-2026"] * 2 + ["rome-2026"]
    assert [(line.meeting_id, line.changes) for line in lines()] == [
        (m.id, [{"field": "cluster", "before": "cairo-2026", "after": "cairo-july-2026"}]) for m in two
    ]


def test_two_clusters_are_not_made_one_by_renaming(db):
    make_meeting(cluster="cairo-2026")
    make_meeting(cluster="rome-2026")
    with pytest.raises(ClusterTaken):
        do(clusters.rename, "cairo-2026", "rome-2026")


def test_word_of_a_cluster_stands_in_addresses(db):
    make_meeting(cluster="cairo-2026")
    with pytest.raises(NotAWord):
        do(clusters.rename, "cairo-2026", "Cairo 2026")


def test_meeting_joins_a_cluster_and_leaves_it(db):
    one, other = make_meeting(cluster="cairo-2026", settled=True), make_meeting(settled=True)
    do(clusters.put_in, "cairo-2026", other.slug)
    assert [m.id for m in queries.get_cluster("cairo-2026").meetings] == [one.id, other.id]
    do(clusters.take_out, "cairo-2026", other.slug)
    do(clusters.take_out, "cairo-2026", one.slug)
    assert queries.clusters() == []
    assert [whole(m.id).sequence for m in (one, other)] == [0, 0]


def test_change_of_a_cluster_is_seen_by_who_asks_whether_anything_changed(db):
    meeting, before = make_meeting(settled=True), current().number
    do(clusters.put_in, "cairo-2026", meeting.slug)
    assert current().number == before + 1


def test_meeting_of_one_cluster_is_not_put_into_another(db):
    meeting = make_meeting(cluster="cairo-2026")
    with pytest.raises(InAClusterAlready):
        do(clusters.put_in, "rome-2026", meeting.slug)
    with pytest.raises(NotFound):
        do(clusters.take_out, "rome-2026", meeting.slug)


def test_cluster_without_meetings_is_not_found(db):
    with pytest.raises(NotFound):
        do(clusters.rename, "nowhere", "somewhere")
