"""Dates, hours and zones in words, in the language of this request. Nothing here invents a day.

Day before month, 24-hour clock, Arabic with its own digits: as the Process prints them. Names come from Unicode's
CLDR through Babel. Each form is made once for a value and a language, and remembered.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta, get_timezone_location

from kpevents.core.timespan import PartialDate
from kpevents.infra.i18n import LOCALES, gettext, language, locale

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_remembered = lru_cache(maxsize=4096)


def digits(text: object) -> str:
    """Numbers as this language writes them."""
    return _digits(str(text), language())


def number(value: int) -> str:
    """With a mark between thousands."""
    spoken = language()
    mark = {"en": ",", "fr": "\u202f", "ar": "٬"}[spoken]
    return _digits(f"{value:,}".replace(",", mark), spoken)


def decimal(tenths: int) -> str:
    """1.2, of twelve tenths"""
    spoken = language()
    mark = {"en": ".", "fr": ",", "ar": "٫"}[spoken]
    return _digits(f"{tenths // 10}{mark}{tenths % 10}", spoken)


def full(day: date) -> str:
    """Tuesday 12 July 2022"""
    return _named(day, "EEEE d MMMM y", language())


def day_month(day: date) -> str:
    """12 July"""
    return _named(day, "d MMMM", language())


def short_day(day: date) -> str:
    """Tue 12 July"""
    return _named(day, "EEE d MMMM", language())


def month_year(day: date) -> str:
    """July 2022"""
    return _named(day, "LLLL y", language())


def month(day: date) -> str:
    """July"""
    return _named(day, "LLLL", language())


def month_short(day: date) -> str:
    return _named(day, "LLL", language())


def weekday(day: date) -> str:
    return _named(day, "EEEE", language())


def weekday_short(day: date) -> str:
    return _named(day, "EEE", language())


def span(first: date, last: date) -> str:
    """12–13 July 2022; 30 June – 2 July 2022; 12 July 2022"""
    if first == last:
        return _named(first, "d MMMM y", language())
    if (first.year, first.month) == (last.year, last.month):
        return f"{_of_month(first)}–{_named(last, 'd MMMM y', language())}"
    start = "d MMMM" if first.year == last.year else "d MMMM y"
    return f"{_named(first, start, language())} – {_named(last, 'd MMMM y', language())}"


def days(first: date, last: date) -> str:
    """12–13 July; 30 June – 2 July; 12 July: within a year that is known"""
    if first == last:
        return day_month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_of_month(first)}–{day_month(last)}"
    return f"{day_month(first)} – {day_month(last)}"


def loosely(partial: PartialDate) -> str:
    """As far as it is known: 2018; May 2018; 8 May 2018"""
    if partial.day:
        return span(partial.first, partial.first)
    return month_year(partial.first) if partial.month else digits(partial.year)


def weekdays(first: date, last: date, *, short: bool = False) -> str:
    """Tuesday; Tuesday and Wednesday; Wednesday to Friday"""
    named = weekday_short if short else weekday
    if first == last:
        return weekday(first)
    if last - first == timedelta(days=1):
        return gettext("%(first)s and %(last)s", first=named(first), last=named(last))
    return gettext("%(first)s to %(last)s", first=named(first), last=named(last))


def hours(begins: time, ends: time) -> str:
    """09:00–17:30"""
    return f"{clock(begins)}–{clock(ends)}"


def clock(moment: time | datetime) -> str:
    return digits(f"{moment:%H:%M}")


def moment(at: datetime) -> str:
    """12 July 2022, 09:05 (UTC): an instant, for those who keep records."""
    at = at.astimezone(UTC)
    return gettext("%(day)s, %(clock)s (UTC)", day=_named(at.date(), "d MMMM y", language()), clock=clock(at))


def wait(span: timedelta) -> str:
    """12 minutes: how long somebody must wait, rounded up to whole minutes when it is more than one."""
    seconds = ceil(span.total_seconds())
    rounded = timedelta(minutes=ceil(seconds / 60)) if seconds > 60 else timedelta(seconds=seconds)
    return digits(format_timedelta(rounded, threshold=1.5, locale=locale()))


def zone_and_offset(zone: str, moment: datetime) -> str:
    """Nairobi, UTC+3. ``moment`` is aware; the offset is the one in force then."""
    return _zone_and_offset(zone, moment, language())


@_remembered
def _zone_and_offset(zone: str, moment: datetime, spoken: str) -> str:
    return gettext("%(city)s, %(offset)s", city=_city(zone, spoken), offset=offset(zone, moment))


def offset(zone: str, moment: datetime) -> str:
    """UTC+3, UTC−4:30, UTC: the offset of a zone at an instant."""
    minutes = int((moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds() // 60)
    if not minutes:
        return "UTC"
    sign, (whole, rest) = "+" if minutes > 0 else "−", divmod(abs(minutes), 60)
    return f"UTC{sign}{whole}" + (f":{rest:02}" if rest else "")


@dataclass(frozen=True, slots=True)
class Block:
    """A date set large: numerals, the month under them, the weekdays under that."""

    first: str
    last: str
    """Empty for a single day."""
    month: str
    weekdays: str
    machine: str
    """For ``<time datetime>``: as far as it is known."""


def block(first: date, last: date, *, with_year: bool = True, short: bool = False) -> Block:
    return _block(first, last, with_year, short, language())


@_remembered
def _block(first: date, last: date, with_year: bool, short: bool, spoken: str) -> Block:
    """``spoken`` is what the other functions find by themselves; it stands here to remember by."""
    return Block(
        first=_digits(str(first.day), spoken),
        last=_digits(str(last.day), spoken) if last != first else "",
        month=_months(first, last, with_year),
        weekdays=weekdays(first, last, short=short),
        machine=str(first),
    )


def _months(first: date, last: date, with_year: bool) -> str:
    shown = month_year if with_year else month
    if (first.year, first.month) == (last.year, last.month):
        return shown(first)
    return f"{(month if first.year == last.year else shown)(first)} – {shown(last)}"


@_remembered
def _named(day: date, pattern: str, spoken: str) -> str:
    text = format_date(day, pattern, locale=LOCALES[spoken])
    if spoken == "fr" and day.day == 1 and "d" in pattern:
        text = text.replace("1 ", "1er ", 1)
    return _digits(text, spoken)


def _of_month(day: date) -> str:
    """The number of a day before a dash: French says the first of a month as an ordinal."""
    return "1er" if language() == "fr" and day.day == 1 else digits(day.day)


def _digits(text: str, spoken: str) -> str:
    return text.translate(_ARABIC_DIGITS) if spoken == "ar" else text


@_remembered
def _city(zone: str, spoken: str) -> str:
    return get_timezone_location(zone, locale=LOCALES[spoken], return_city=True)
