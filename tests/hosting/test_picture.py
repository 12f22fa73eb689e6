"""The balance as a drawing, and reasons as words: nothing is left out, however much there is."""

import re
from itertools import pairwise

import pytest

from kpevents.features.hosting.rules.candidates import Why
from kpevents.features.hosting.rules.turns import YearOfHosts
from kpevents.features.partners.rules import Side
from kpevents.web.hosting import reasons
from kpevents.web.hosting.picture import GAP, HALF, MIDDLE, picture

AFRICAN, EUROPEAN = Side.AFRICAN, Side.EUROPEAN


def marks(path: str) -> list[tuple[float, float]]:
    """From where to where each goes."""
    found = re.findall(r"M([\d.]+) \d+h([\d.]+)v", path)
    return [(float(x), float(x) + float(width)) for x, width in found]


def test_each_meeting_is_a_mark_on_its_side_of_the_line(app):
    (row,) = picture([YearOfHosts(2022, {AFRICAN: 2, EUROPEAN: 1}, {EUROPEAN: 3})]).rows
    african = [mark for mark in marks(row.filled) if mark[1] <= MIDDLE - GAP]
    european = [mark for mark in marks(row.filled) if mark[0] >= MIDDLE + GAP]
    assert (len(african), len(european)) == (2, 1)
    assert [mark[0] >= MIDDLE + GAP for mark in marks(row.hollow)] == [True, True, True]


@pytest.mark.parametrize("number", [1, 9, 50, 51, 400, 5000])
def test_no_year_is_drawn_beyond_the_edges_and_no_mark_over_another(app, number):
    (row,) = picture([YearOfHosts(2022, {AFRICAN: number, EUROPEAN: number}, {})]).rows
    drawn = sorted(marks(row.filled))
    assert drawn[0][0] >= MIDDLE - GAP - HALF - 1
    assert drawn[-1][1] <= MIDDLE + GAP + HALF + 1
    assert all(before[1] <= after[0] for before, after in pairwise(drawn))


def test_longer_is_more(app):
    few, many = picture([YearOfHosts(2021, {AFRICAN: 60}, {}), YearOfHosts(2022, {AFRICAN: 120}, {})]).rows
    ((few_from, few_to),), ((many_from, many_to),) = marks(few.filled), marks(many.filled)
    assert many_to - many_from == pytest.approx(2 * (few_to - few_from), rel=0.02)


def test_empty_years_and_neither_side(app):
    drawn = picture([YearOfHosts(2022, {}, {}), YearOfHosts(None, {Side.NEITHER: 2}, {AFRICAN: 1})])
    assert (drawn.rows[0].filled, drawn.rows[1].hosts[2], drawn.any_on_neither) == ("", "2", True)
    assert (drawn.hosts, drawn.co_hosts) == ((0, 0), (1, 0))
    assert picture([]).rows == []


def test_every_reason_has_its_words():
    assert set(reasons._SAYING) == set(Why)
