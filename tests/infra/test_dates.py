"""Dates, hours and zones as the Process prints them, in three languages."""

from datetime import UTC, date, datetime, time

import pytest

from kpevents.core.timespan import PartialDate
from kpevents.infra import dates
from kpevents.infra.i18n import speaking

JULY = date(2022, 7, 12)


@pytest.mark.parametrize(
    ("language", "first", "last", "said"),
    [
        ("en", JULY, JULY, "12 July 2022"),
        ("en", JULY, date(2022, 7, 13), "12–13 July 2022"),
        ("en", date(2022, 6, 30), date(2022, 7, 2), "30 June – 2 July 2022"),
        ("en", date(2021, 12, 31), date(2022, 1, 1), "31 December 2021 – 1 January 2022"),
        ("fr", JULY, date(2022, 7, 13), "12–13 juillet 2022"),
        ("fr", date(2026, 12, 1), date(2026, 12, 1), "1er décembre 2026"),
        ("fr", date(2026, 12, 1), date(2026, 12, 3), "1er–3 décembre 2026"),
        ("fr", date(2026, 11, 30), date(2026, 12, 1), "30 novembre – 1er décembre 2026"),
        ("fr", date(2026, 12, 11), date(2026, 12, 11), "11 décembre 2026"),
        ("ar", JULY, date(2022, 7, 13), "١٢–١٣ يوليو ٢٠٢٢"),
    ],
)
def test_days_are_said_as_each_language_says_them(language, first, last, said):
    with speaking(language):
        assert dates.span(first, last) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Tuesday 12 July 2022"), ("fr", "mardi 12 juillet 2022"), ("ar", "الثلاثاء ١٢ يوليو ٢٠٢٢")],
)
def test_day_is_said_in_full(language, said):
    with speaking(language):
        assert dates.full(JULY) == said


@pytest.mark.parametrize(("known", "said"), [("2018", "2018"), ("2018-05", "May 2018"), ("2018-05-08", "8 May 2018")])
def test_date_is_said_as_far_as_it_is_known(known, said):
    assert dates.loosely(PartialDate.parse(known)) == said


@pytest.mark.parametrize(
    ("language", "last", "said"),
    [
        ("en", 13, "Tuesday and Wednesday"),
        ("en", 14, "Tuesday to Thursday"),
        ("fr", 13, "mardi et mercredi"),
        ("fr", 14, "du mardi au jeudi"),
        ("ar", 13, "الثلاثاء والأربعاء"),
        ("ar", 14, "من الثلاثاء إلى الخميس"),
    ],
)
def test_weekdays_are_joined_as_each_language_joins_them(language, last, said):
    with speaking(language):
        assert dates.weekdays(JULY, JULY.replace(day=last)) == said


@pytest.mark.parametrize(
    ("zone", "moment", "said"),
    [
        ("Africa/Nairobi", datetime(2022, 7, 12, 6, tzinfo=UTC), "Nairobi, UTC+3"),
        ("Europe/Brussels", datetime(2022, 7, 12, 6, tzinfo=UTC), "Brussels, UTC+2"),
        ("Europe/Brussels", datetime(2022, 1, 12, 6, tzinfo=UTC), "Brussels, UTC+1"),
        ("Asia/Kolkata", datetime(2022, 1, 12, 6, tzinfo=UTC), "Kolkata, UTC+5:30"),
        ("America/St_Johns", datetime(2022, 1, 12, 6, tzinfo=UTC), "St John’s, UTC−3:30"),
        ("Europe/London", datetime(2022, 1, 12, 6, tzinfo=UTC), "London, UTC"),
    ],
)
def test_zone_is_named_with_the_offset_in_force_then(zone, moment, said):
    assert dates.zone_and_offset(zone, moment) == said


def test_hours_are_those_of_a_day_of_twenty_four():
    assert dates.hours(time(9, 0), time(17, 30)) == "09:00–17:30"
    with speaking("ar"):
        assert dates.hours(time(9, 0), time(17, 30)) == "٠٩:٠٠–١٧:٣٠"


@pytest.mark.parametrize(("language", "said"), [("en", "1,800"), ("fr", "1\u202f800"), ("ar", "١٬٨٠٠")])
def test_thousands_are_marked_as_each_language_marks_them(language, said):
    with speaking(language):
        assert dates.number(1800) == said
