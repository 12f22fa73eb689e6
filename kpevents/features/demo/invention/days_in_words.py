"""Two spans of days in one sentence, in all three languages: what a notice says of a meeting that moved.

Day before month, Arabic with its own digits, as the pages print dates. A notice is stored, not made for each reader.
"""

from datetime import date

from kpevents.core.text import LANGUAGES, Trilingual

Span = tuple[date, date]
"""The first and the last day, both included."""

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def moved(notice: Trilingual, before: Span, now: Span) -> Trilingual:
    """``{before}`` and ``{days}`` filled in. A month that both share is named once: from 4–5 to 11–12 March."""
    return Trilingual(*(_filled(getattr(notice, spoken), before, now, spoken) for spoken in LANGUAGES))


def _filled(notice: str, before: Span, now: Span, spoken: str) -> str:
    shared = len({(day.year, day.month) for day in (*before, *now)}) == 1
    return notice.format(before=_span(before, spoken, named=not shared), days=_span(now, spoken, named=True))


def _span(span: Span, spoken: str, *, named: bool) -> str:
    first, last = span
    if first == last:
        return _day(last, spoken, named=named)
    if first.month == last.month:
        return f"{_day(first, spoken, named=False)}–{_day(last, spoken, named=named)}"
    return f"{_day(first, spoken, named=True)} – {_day(last, spoken, named=True)}"


def _day(day: date, spoken: str, *, named: bool) -> str:
    number = "1er" if spoken == "fr" and day.day == 1 else str(day.day)
    text = f"{number} {_MONTHS[spoken].split()[day.month - 1]}" if named else number
    return text.translate(_ARABIC_DIGITS) if spoken == "ar" else text
