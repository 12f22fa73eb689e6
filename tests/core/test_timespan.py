"""Dates known in part, and what can be said of a day when they are."""

from datetime import date

import pytest

from kpevents.core.timespan import Bound, Certainty, PartialDate, Precision, holds_on


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2018", Precision.YEAR, date(2018, 1, 1), date(2018, 12, 31)),
        ("2016-02", Precision.MONTH, date(2016, 2, 1), date(2016, 2, 29)),
        ("2018-05-08", Precision.DAY, date(2018, 5, 8), date(2018, 5, 8)),
    ],
)
def test_date_means_all_the_days_it_can_mean(text, precision, first, last):
    partial = PartialDate.parse(text)
    assert (partial.precision, partial.first, partial.last, str(partial)) == (precision, first, last, text)


@pytest.mark.parametrize("text", ["", "18", "2018-13", "2018-02-30", "2018-5", "2018-05-08T00", "٢٠١٨", "0000"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def bound(text: str) -> Bound:
    return Bound.of(PartialDate.parse(text))


@pytest.mark.parametrize(
    ("day", "certainty"),
    [
        (date(2020, 2, 29), Certainty.NO),
        (date(2020, 3, 15), Certainty.MAYBE),
        (date(2021, 5, 26), Certainty.YES),
        (date(2022, 3, 10), Certainty.MAYBE),
        (date(2022, 4, 1), Certainty.NO),
    ],
)
def test_term_known_by_its_months_is_certain_between_them_only(day, certainty):
    assert holds_on(day, bound("2020-03"), bound("2022-03")) is certainty


def test_day_of_a_handover_belongs_to_the_one_who_takes_over():
    handover = date(2025, 4, 9)
    assert holds_on(handover, bound("2024-04"), bound("2025-04-09")) is Certainty.NO
    assert holds_on(handover, bound("2025-04-09"), None) is Certainty.YES


def test_term_of_one_day_holds_on_that_day():
    assert holds_on(date(2025, 4, 9), bound("2025-04-09"), bound("2025-04-09")) is not Certainty.NO


def test_nothing_is_certain_of_a_term_of_which_nothing_is_known():
    assert holds_on(date(2019, 1, 1), Bound(), Bound()) is Certainty.MAYBE
