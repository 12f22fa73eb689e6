"""Terms as records: the Secretariat enters, corrects and deletes them; no two chairs on one day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.governance import actions
from kpevents.features.governance.models import Term
from kpevents.features.governance.queries import governance
from kpevents.features.governance.rules import BodySlug, Evidence, SeenAlready, TermsOverlap, TermsOverlapForGood
from kpevents.features.revisions.queries import current
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.factories import OFFICER, lines, make_body, make_meeting, make_partner, make_term
from tests.times import NOW

CHAIR, COMMITTEE = BodySlug.CHAIR, BodySlug.STEERING_COMMITTEE
NOTHING = {
    "starts": None, "ends": None, "ongoing": False, "seen_on": None,
    "basis": Evidence.SECRETARIAT, "source": "", "note": Trilingual(),
}  # fmt: skip


def values(**given):
    parsed = {name: PartialDate.parse(value) if isinstance(value, str) and name != "source" else value
              for name, value in given.items()}  # fmt: skip
    return NOTHING | parsed


def create(body, partner, **given):
    with unit_of_work():
        return actions.create(body, partner.code, values(**given), by=OFFICER, now=NOW)


def change(term, **given):
    with unit_of_work():
        return actions.change(term.key, values(**given), by=OFFICER, now=NOW)


def in_the_chair(day):
    return [term.partner_id for term, _ in governance(current()).chairs_on(day)]


@pytest.fixture
def chair(db):
    return make_body(CHAIR)


@pytest.fixture
def committee(db):
    return make_body(COMMITTEE)


def test_new_chairmanship_holds_at_once(chair):
    kenya = make_partner(name=Trilingual(en="Kenya"))
    term = create(CHAIR, kenya, starts="2026-01-10", ongoing=True)
    assert in_the_chair(date(2026, 3, 1)) == [kenya.id]
    [line] = lines(subject="chairmanship")
    assert (line.deed, line.name, line.partner_id) == ("created", {"en": "Kenya"}, kenya.id)
    assert {"field": "starts", "before": None, "after": "2026-01-10"} in line.changes
    assert term.key.startswith("desk-chair-")


def test_second_chair_on_known_days_is_refused_and_nothing_is_kept(chair):
    italy, kenya = make_partner(name_in_text=Trilingual(en="Italy")), make_partner(name_in_text=Trilingual(en="Kenya"))
    make_term(chair, italy, "2024-01-01", "2026-01-01")
    with pytest.raises(TermsOverlap, match=r"Kenya.*Italy.*2025-06-01.*2025-12-31"):
        create(CHAIR, kenya, starts="2025-06-01", ends="2026-06-01")
    assert database.session.scalars(select(Term.partner_id)).all() == [italy.id]
    assert lines() == []


def test_chair_that_still_runs_must_end_before_the_next_begins(chair):
    italy, kenya = make_partner(), make_partner()
    running = make_term(chair, italy, "2024-01-01", ongoing=True)
    with pytest.raises(TermsOverlapForGood):
        create(CHAIR, kenya, starts="2026-01-01", ongoing=True)
    change(running, starts="2024-01-01", ends="2026-01-01")
    create(CHAIR, kenya, starts="2026-01-01", ongoing=True)
    assert in_the_chair(date(2025, 12, 31)) == [italy.id]
    assert in_the_chair(date(2026, 1, 1)) == [kenya.id]


def test_term_does_not_stand_in_its_own_way(chair):
    term = make_term(chair, make_partner(), "2024-01-01", "2026-01-01")
    change(term, starts="2024-02-01", ends="2026-01-01")
    assert [each["field"] for each in lines()[0].changes] == ["starts"]


def test_days_of_the_handover_meeting_count(chair):
    italy, kenya = make_partner(), make_partner()
    handover = make_meeting(first_day=date(2024, 3, 12), days=2)
    make_term(chair, italy, "2024-03", "2026-01-01", handover_id=handover.id)
    with pytest.raises(TermsOverlap):
        create(CHAIR, kenya, starts="2023-01-01", ends="2024-03-20")
    create(CHAIR, kenya, starts="2023-01-01", ends="2024-03")


def test_chairs_known_by_the_year_only_never_stand_in_each_others_way(chair):
    make_term(chair, make_partner(), "2014", "2015")
    create(CHAIR, make_partner(), starts="2015", ends="2016")
    assert len(lines()) == 1


def test_members_sit_beside_each_other_but_none_sits_twice(committee):
    italy = make_partner()
    create(COMMITTEE, italy, starts="2024-01-01", ongoing=True)
    create(COMMITTEE, make_partner(), starts="2024-01-01", ongoing=True)
    with pytest.raises(TermsOverlapForGood):
        create(COMMITTEE, italy, starts="2025-01-01", ongoing=True)
    create(COMMITTEE, italy, seen_on="2025")
    with pytest.raises(SeenAlready):
        create(COMMITTEE, italy, seen_on="2025")
    assert [line.subject for line in lines()] == ["term"] * 3


def test_bodies_do_not_stand_in_each_others_way(chair, committee):
    italy = make_partner()
    create(CHAIR, italy, starts="2024-01-01", ongoing=True)
    create(COMMITTEE, italy, starts="2024-01-01", ongoing=True)


def test_committee_of_a_day_follows_the_terms_that_are_dated(committee):
    stays, leaves, joins = make_partner(), make_partner(), make_partner()
    for partner in (stays, leaves):
        make_term(committee, partner, seen_on=PartialDate(2025))
    create(COMMITTEE, leaves, starts="2020", ends="2026-02-01")
    create(COMMITTEE, joins, starts="2026-02-01", ongoing=True)

    def members(day):
        return {term.partner_id for term in governance(current()).committee_on(day)[1]}

    assert members(date(2026, 1, 31)) == {stays.id, leaves.id}
    assert members(date(2026, 2, 1)) == {stays.id, joins.id}


def test_deleted_term_is_gone_and_the_journal_says_what_it_was(chair):
    term = make_term(chair, make_partner(), "2024-01-01", "2026-01-01")
    with unit_of_work():
        actions.delete(term.key, by=OFFICER, now=NOW)
    assert in_the_chair(date(2025, 1, 1)) == []
    [line] = lines()
    assert {"field": "starts", "before": "2024-01-01", "after": None} in line.changes


def test_keys_of_terms_are_never_those_of_the_data_files(committee):
    italy = make_partner()
    keys = [create(COMMITTEE, italy, seen_on=str(year)).key for year in (2024, 2025, 2026)]
    assert keys == [f"desk-steering-committee-{italy.code}-{n}" for n in (1, 2, 3)]


def test_change_is_seen_by_who_asks_whether_anything_changed(chair):
    term, before = make_term(chair, make_partner(), "2024-01-01", ongoing=True), current()
    change(term, starts="2024-01-01", ongoing=True)
    assert current() == before
    change(term, starts="2024-01-02", ongoing=True)
    assert current().number == before.number + 1


def test_nobody_and_nothing_is_not_found(chair):
    with pytest.raises(NotFound), unit_of_work():
        actions.create(CHAIR, "xx", values(starts="2024"), by=OFFICER, now=NOW)
    with pytest.raises(NotFound), unit_of_work():
        actions.change("nothing", values(starts="2024"), by=OFFICER, now=NOW)


def test_no_two_chairs_of_the_real_facts_overlap(facts):
    for term in database.session.scalars(select(Term).order_by(Term.key)).all():
        given = {field: getattr(term, field) for field in actions.FIELDS}
        with unit_of_work():
            actions.change(term.key, given, by=OFFICER, now=NOW + timedelta(days=1))
    assert lines(subject="chairmanship") == lines(subject="term") == []
