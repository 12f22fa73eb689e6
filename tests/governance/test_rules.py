"""Terms one after another: whose turn it was, from bounds known only in part."""

from datetime import date

from kpevents.core.timespan import Certainty, PartialDate
from kpevents.features.governance.rules import holders_on, in_turn, nearest_snapshot, span


def known(starts: str | None, ends: str | None, **more):
    parse = PartialDate.parse
    return span(starts and parse(starts), ends and parse(ends), **{"ongoing": False} | more)


def test_who_may_have_held_is_not_named_beside_who_did():
    spans = [known("2019-01-01", "2021-01-01"), known(None, None)]
    assert holders_on(date(2020, 5, 1), spans) == [(0, Certainty.YES)]
    assert holders_on(date(2021, 5, 1), spans) == [(1, Certainty.MAYBE)]


def test_days_of_the_handover_meeting_are_nearer_than_a_month():
    days = (date(2022, 3, 22), date(2022, 3, 23))
    assert known("2022-03", None, handover=days, ongoing=True).begins.earliest == days[0]
    assert known("2022-03-23", None, handover=days, ongoing=True).begins.earliest == days[1]


def test_term_ends_where_the_next_begins_when_that_is_known_more_closely():
    first, _ = in_turn([known("2020-03", "2022"), known("2022-03-23", None, ongoing=True)])
    assert (first.ends.earliest, first.ends.latest) == (date(2022, 3, 23), date(2022, 3, 23))


def test_term_keeps_its_own_end_when_the_next_is_known_less_closely():
    first, _ = in_turn([known("2014", "2015-06-30"), known("2016", "2016")])
    assert first.ends.latest == date(2015, 6, 30)


def test_nobody_in_turn_is_nobody():
    assert in_turn([]) == []


def test_record_of_a_year_counts_from_its_first_day():
    seen = [PartialDate(2016), PartialDate(2019), PartialDate(2024)]
    assert [nearest_snapshot(day, seen) for day in (date(2015, 12, 31), date(2019, 1, 1), date(2023, 6, 1))] == [
        None, PartialDate(2019), PartialDate(2019),
    ]  # fmt: skip
