"""Two chairmanships on one day: refused where both are beyond doubt, and never on a guess."""

from datetime import date

import pytest

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.governance.rules import (
    ChairNeedsBeginning,
    Days,
    EndsBeforeItStarts,
    NothingKnown,
    OutOfTime,
    SnapshotHasNoBounds,
    StillRuns,
    TermsOverlap,
    TermsOverlapForGood,
    certain_days,
    ensure_apart,
    ensure_dates,
    has_left,
    shared_days,
    span,
)


def parse(text):
    return PartialDate.parse(text) if text else None


def term(written: str, **more):
    """``2018-05-08/2019``; ``2018/`` has no end on record; ``2018/..`` still runs."""
    starts, ends = written.split("/")
    return span(parse(starts), parse(ends.strip(".")), ongoing=ends == "..", **more)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2018-05-08/2019-03-01", date(2018, 5, 8), date(2019, 2, 28)),
        ("2018-05/2019-03", date(2018, 5, 31), date(2019, 2, 28)),
        ("2018/2020", date(2018, 12, 31), date(2019, 12, 31)),
        ("2018-05-08/..", date(2018, 5, 8), None),
        ("2018/..", date(2018, 12, 31), None),
    ],
)
def test_days_that_are_certain_begin_late_and_end_early(written, first, last):
    assert certain_days(term(written)) == Days(first, last)


@pytest.mark.parametrize(
    "written",
    ["2018/2018", "/2019", "/..", "2018-05-08/", "2018-05-08/2018", "2018-05/2018-05", "2018-05-08/2018-05-08"],
)
def test_term_known_too_loosely_has_no_certain_day(written):
    assert certain_days(term(written)) is None


def test_days_of_the_handover_make_a_month_certain():
    days = (date(2022, 3, 22), date(2022, 3, 23))
    assert certain_days(term("2022-03/2023-03", handover=days)) == Days(date(2022, 3, 23), date(2023, 2, 28))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("2018-01-01/2019-01-01", "2018-06-01/2020-01-01", Days(date(2018, 6, 1), date(2018, 12, 31))),
        ("2018-01-01/..", "2019-01-01/2020-01-01", Days(date(2019, 1, 1), date(2019, 12, 31))),
        ("2018-01-01/..", "2019-01-01/..", Days(date(2019, 1, 1), None)),
        ("2018-01-01/2018-01-02", "2018-01-01/..", Days(date(2018, 1, 1), date(2018, 1, 1))),
    ],
)
def test_days_that_two_terms_share(one, other, shared):
    assert shared_days(term(one), term(other)) == shared_days(term(other), term(one)) == shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2018-01-01/2019-01-01", "2019-01-01/2020-01-01"),
        ("2018-01-01/2019", "2019-06-01/2020-01-01"),
        ("2018/2019", "2019/2020"),
        ("2018-01-01/", "2019-01-01/2020-01-01"),
        ("/2019-01-01", "2018-01-01/2020-01-01"),
        ("2014/2015", "2015/2016"),
    ],
)
def test_handover_day_and_what_is_not_known_are_no_overlap(one, other):
    assert shared_days(term(one), term(other)) is None


def test_refusal_names_both_and_the_days():
    france, egypt = Trilingual(en="France"), Trilingual(en="Egypt")
    with pytest.raises(TermsOverlap) as refused:
        ensure_apart(egypt, term("2018-01-01/2019-01-01"), [(france, term("2018-06-01/2020-01-01"))])
    assert refused.value.values == {
        "holder": egypt, "other": france, "first": date(2018, 6, 1), "last": date(2018, 12, 31),
    }  # fmt: skip
    with pytest.raises(TermsOverlapForGood):
        ensure_apart(egypt, term("2018-01-01/.."), [(france, term("2018-06-01/.."))])


@pytest.mark.parametrize(
    ("dates", "chair", "refusal", "field"),
    [
        ({}, False, NothingKnown, "starts"),
        ({"ends": "2019"}, True, ChairNeedsBeginning, "starts"),
        ({"seen_on": "2019"}, True, ChairNeedsBeginning, "starts"),
        ({"starts": "2019", "seen_on": "2019"}, False, SnapshotHasNoBounds, "seen_on"),
        ({"seen_on": "2019", "ongoing": True}, False, SnapshotHasNoBounds, "seen_on"),
        ({"starts": "2018", "ends": "2019", "ongoing": True}, True, StillRuns, "ends"),
        ({"starts": "2019-02", "ends": "2019-01-31"}, True, EndsBeforeItStarts, "ends"),
        ({"starts": "0001"}, False, OutOfTime, "starts"),
        ({"starts": "2019", "ends": "9999-12-31"}, False, OutOfTime, "ends"),
        ({"seen_on": "1919"}, False, OutOfTime, "seen_on"),
    ],
    ids=str,
)
def test_dates_that_do_not_go_together_are_refused(dates, chair, refusal, field):
    given = {name: value if value is True else parse(value) for name, value in dates.items()}
    with pytest.raises(refusal) as refused:
        ensure_dates(**{"starts": None, "ends": None, "ongoing": False, "seen_on": None} | given, of_the_chair=chair)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "dates",
    [{"starts": "2019", "ends": "2019"}, {"ongoing": True}, {"ends": "2019"}, {"seen_on": "2019"}, {"starts": "2019"}],
    ids=str,
)
def test_membership_may_be_known_in_part(dates):
    given = {name: value if value is True else parse(value) for name, value in dates.items()}
    ensure_dates(**{"starts": None, "ends": None, "ongoing": False, "seen_on": None} | given, of_the_chair=False)


@pytest.mark.parametrize(
    ("written", "day", "left"),
    [
        ("2020/2026-02-01", date(2026, 3, 1), True),
        ("2020/2026-02-01", date(2026, 2, 1), True),
        ("2020/2026-02-01", date(2026, 1, 31), False),
        ("2020/2026", date(2026, 6, 1), False),
        ("2020/2025-06-01", date(2026, 6, 1), False),
        ("2027/2028", date(2026, 6, 1), False),
        ("2020/..", date(2026, 6, 1), False),
        ("2020/", date(2026, 6, 1), False),
    ],
)
def test_member_has_left_when_its_term_ended_after_the_record(written, day, left):
    assert has_left(day, term(written), since=PartialDate(2025)) is left
