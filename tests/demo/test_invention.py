"""Invented meetings before they are stored: the same each time, on days on which meetings are held."""

from collections import Counter
from datetime import date, timedelta

import pytest

from kpevents.core.text import LANGUAGES, Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.demo import files
from kpevents.features.demo.actions import invent
from kpevents.features.demo.invention.days_in_words import moved
from kpevents.features.demo.invention.weeks import next_month, working_week
from kpevents.features.meetings.rules import Format, RoleName, Status, Visibility

TODAY = date(2026, 3, 2)
YEAR = len(files.coming_year().meetings)
TUESDAY, THURSDAY = 1, 3
ANY_DAY = [TODAY + timedelta(days=n) for n in range(0, 400, 9)]


def invented(number, *, seed=1, today=TODAY):
    return invent(number, seed=seed, today=today)


def days(meetings):
    return [(each.sketch.slug, each.days, each.loosely) for each in meetings]


def year(today=TODAY):
    return {each.sketch.slug: each for each in invented(YEAR, today=today)}


def test_same_seed_gives_the_same_meetings():
    assert invented(200) == invented(200)


def test_another_seed_gives_other_meetings_beyond_the_coming_year():
    one, two = invented(200), invented(200, seed=2)
    assert one[:YEAR] == two[:YEAR]
    assert {each.sketch.slug for each in one[YEAR:]}.isdisjoint(each.sketch.slug for each in two[YEAR:])
    assert [each.days for each in one[YEAR:]] != [each.days for each in two[YEAR:]]


def test_asking_for_more_begins_with_the_same():
    assert invented(500)[:100] == invented(100)


@pytest.mark.parametrize("number", [0, 1, YEAR, YEAR + 1, 300])
def test_the_number_asked_for_is_reached_exactly(number):
    assert len({each.sketch.slug for each in invented(number)}) == number


@pytest.mark.parametrize("today", ANY_DAY, ids=str)
def test_every_day_lies_between_tuesday_and_thursday(today):
    weekdays = {day.day.weekday() for each in invented(YEAR + 60, today=today) for day in each.days}
    assert min(weekdays) >= TUESDAY
    assert max(weekdays) <= THURSDAY


@pytest.mark.parametrize("today", ANY_DAY, ids=str)
def test_the_coming_year_begins_three_months_back_and_ends_within_twelve(today):
    held = [day.day for each in year(today).values() for day in each.days]
    assert timedelta(days=-90) < min(held) - today < timedelta(days=-20)
    assert timedelta(days=200) < max(held) - today < timedelta(days=366)
    assert {each.loosely.precision for each in year(today).values() if each.loosely} == {"month"}


def test_nobody_meets_around_the_turn_of_the_year():
    assert working_week(date(2026, 12, 23)) == date(2027, 1, 11)
    assert working_week(date(2026, 12, 16)) == date(2026, 12, 14)


def test_a_month_that_has_begun_means_the_next_year():
    assert next_month(4, TODAY) == PartialDate(2026, 4)
    assert next_month(3, TODAY) == PartialDate(2027, 3)


def test_many_are_spread_evenly_over_ten_years_back_and_two_ahead():
    years = Counter((each.days[0].day - TODAY).days // 365 for each in invented(1200)[YEAR:] if each.days)
    assert sorted(set(years) - {-11}) == list(range(-10, 2))
    assert max(years[n] for n in range(-9, 1)) < 1.3 * min(years[n] for n in range(-9, 1))


def test_many_are_varied():
    sketches = [each.sketch for each in invented(1000)]
    assert {sketch.format for sketch in sketches} == set(Format)
    assert {sketch.status for sketch in sketches} == set(Status)
    assert len({sketch.type for sketch in sketches}) == 11
    assert {number for sketch in sketches for number in sketch.domains} == {1, 2, 3, 4, 5}
    assert {sketch.venue for sketch in sketches} == {"", *files.vocabulary().venues}
    assert len({sketch.title.en for sketch in sketches}) > 300


def test_each_text_is_written_in_all_languages():
    for sketch in (each.sketch for each in invented(600)):
        for text in (sketch.title, sketch.summary, sketch.notice, sketch.building):
            assert set(text.as_dict()) in (set(LANGUAGES), set())
            assert "{" not in "".join(text)


def test_a_thematic_meeting_has_an_african_and_a_european_host():
    african = set(files.vocabulary().african)
    for each in invented(600):
        if each.sketch.type == "thematic-meeting":
            hosts = [part.partner for part in each.sketch.roles if part.role in (RoleName.HOST, RoleName.CO_HOST)]
            assert [host in african for host in hosts].count(True) == 1
            assert len(hosts) == 2


def test_a_meeting_that_moved_says_from_which_days_to_which():
    first, last = (day.day for day in year()["demo-tm-seasonal-lisbon"].days)
    assert (first, last) == (date(2026, 6, 17), date(2026, 6, 18))
    assert year()["demo-tm-seasonal-lisbon"].sketch.notice == Trilingual(
        "Moved from 10–11 to 17–18 June.",
        "Déplacée du 10–11 au 17–18 juin.",
        "نُقل موعد الاجتماع من ١٠–١١ إلى ١٧–١٨ يونيو.",
    )


def test_months_are_named_apart_when_they_differ():
    notice = Trilingual("From {before} to {days}", "Du {before} au {days}", "من {before} إلى {days}")
    before, now = (date(2026, 3, 31), date(2026, 4, 1)), (date(2026, 4, 7), date(2026, 4, 8))
    assert moved(notice, before, now) == Trilingual(
        "From 31 March – 1 April to 7–8 April",
        "Du 31 mars – 1er avril au 7–8 avril",
        "من ٣١ مارس – ١ أبريل إلى ٧–٨ أبريل",
    )


def test_the_coming_year_shows_what_can_happen_to_a_meeting():
    sketches = [each.sketch for each in year().values()]
    assert {sketch.status for sketch in sketches} == set(Status) - {Status.HELD}
    assert {sketch.visibility for sketch in sketches} == {Visibility.PUBLIC, Visibility.RESTRICTED, Visibility.HIDDEN}
    assert {sketch.format for sketch in sketches} == set(Format)
    assert [sketch.series.number for sketch in sketches if sketch.series] == [1, 2, 3]
    assert sum(sketch.cluster == "demo-kampala" for sketch in sketches) == 2
    assert len({(day.begins, day.ends) for day in year()["demo-training-nairobi"].days}) == 3
