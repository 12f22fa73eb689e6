"""Days of the week, by the words in which partners' weekends are stored."""

from datetime import date

from kpevents.features.partners.rules import WEEKDAYS
from kpevents.infra import dates

_A_WEEK = {word: date(2024, 1, n) for n, word in enumerate(WEEKDAYS, start=1)}
"""1 January 2024 was a Monday."""


def weekdays() -> list[tuple[str, str]]:
    """Word and name, Monday first."""
    return [(word, dates.weekday(day)) for word, day in _A_WEEK.items()]


def short_weekdays() -> dict[str, str]:
    return {word: dates.weekday_short(day) for word, day in _A_WEEK.items()}
