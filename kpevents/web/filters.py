"""Filters as they stand in an address, of any list; and those of meetings, for the list, the calendar and the feeds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from kpevents.core.errors import NotFound, NotUnderstood
from kpevents.core.policy import ANONYMOUS, Actor
from kpevents.core.text import N_, has_controls, searchable
from kpevents.core.timespan import PartialDate
from kpevents.features.meetings.finding import Wanted, When
from kpevents.features.meetings.rules import Format, Level
from kpevents.web.reading import Reading

NAMES = ("q", "type", "level", "partner", "series", "domain", "format", "when", "from", "to")
MOST_LETTERS = 200

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")


class NotADate(NotUnderstood):
    message = N_("“%(value)s” is not a date. Write it as 2022, 2022-07 or 2022-07-12.")


class NotAChoice(NotUnderstood):
    message = N_("“%(value)s” is not one of the choices for “%(name)s”.")


class TooLong(NotUnderstood):
    message = N_("This search is too long. Use at most %(most)s letters.")


class NoWord(NotUnderstood):
    message = N_("This search holds no word. Write at least one letter or digit.")


class NotText(NotUnderstood):
    message = N_("This search holds characters that cannot be typed. Write it anew.")


@dataclass(frozen=True, slots=True)
class Asked:
    """``given`` holds each filter that is not empty, as it was written."""

    given: Mapping[str, str]

    def query(self, **changes: str | int | None) -> str:
        """The address's part after the question mark, with some filters set (or, with None, left out)."""
        merged = {**self.given, **{name: str(value) for name, value in changes.items() if value is not None}}
        kept = {name: value for name, value in merged.items() if changes.get(name, "") is not None}
        return "?" + urlencode(kept) if kept else ""

    def choice(self, name: str, choices: type[Choice]) -> Choice | None:
        """Raises NotAChoice."""
        value = self.given.get(name)
        if value is None:
            return None
        try:
            return choices(value)
        except ValueError as error:
            raise NotAChoice(name=name, value=value[:40]) from error

    def known(self, name: str, values: Mapping[str, Value]) -> Value | None:
        """What this filter names. Raises NotFound for a name that is not there."""
        given = self.given.get(name)
        if given is None:
            return None
        if given not in values:
            raise NotFound()
        return values[given]

    def number(self, name: str) -> int | None:
        """The number of a row. Raises NotFound for what is none."""
        given = self.given.get(name)
        return None if given is None else whole_number(given)

    def first(self, name: str) -> date | None:
        """The earliest day of a date as far as it is known: of 2022, 1 January. Raises NotADate."""
        return bound(self.given.get(name), "first")

    def last(self, name: str) -> date | None:
        """The latest day: of 2022, 31 December. Raises NotADate."""
        return bound(self.given.get(name), "last")


@dataclass(frozen=True, slots=True)
class Filters(Asked):
    """``given`` holds what was asked, as it was written; ``wanted`` is what it means."""

    wanted: Wanted

    @property
    def asks_more(self) -> bool:
        """By a filter that the form keeps folded."""
        return any(name in self.given for name in ("level", "format", "series", "from", "to"))


def read_filters(args: Mapping[str, str], read: Reading, by: Actor = ANONYMOUS) -> Filters:
    """``by``: of whom only what they may see is found. Calendars are the same for everybody.

    Raises NotFound for a name that is not there (type, partner, ...), NotUnderstood for what has no meaning.
    """
    asked = Asked(given_in(args, NAMES))
    reference = read.reference
    wanted = Wanted(
        type_id=asked.known("type", {slug: t.id for slug, t in reference.type_by_slug.items()}),
        partner_id=asked.known("partner", {code: p.id for code, p in read.partners.by_code.items()}),
        series_id=asked.known("series", {slug: s.id for slug, s in reference.series_by_slug.items()}),
        domain_id=asked.known("domain", {str(n): d.id for n, d in reference.domain_by_number.items()}),
        level=asked.choice("level", Level),
        format=asked.choice("format", Format),
        when=asked.choice("when", When),
        since=asked.first("from"),
        until=asked.last("to"),
        words=asked.given.get("q", ""),
        seen_by=by,
    )
    return Filters(asked.given, wanted)


def given_in(args: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The filters of these names; ``q`` are the words that are searched. Raises TooLong, NotText, NoWord."""
    given = {name: value for name in names if (value := args.get(name, "").strip())}
    words = given.get("q", "")
    if len(words) > MOST_LETTERS:
        raise TooLong(most=MOST_LETTERS)
    if has_controls("".join(given.values())):
        raise NotText()
    if words and not searchable(words):
        raise NoWord()
    return given


def page_number(args: Mapping[str, str]) -> int:
    """Raises NotFound for what is no page."""
    return whole_number(args.get("page") or "1", digits=6)


def whole_number(given: str, *, digits: int = 9) -> int:
    """From 1 on. Raises NotFound."""
    if not (given.isascii() and given.isdigit() and len(given) <= digits and int(given) >= 1):
        raise NotFound()
    return int(given)


def bound(given: str | None, side: str) -> date | None:
    """The ``first`` or ``last`` day that a date can mean. Raises NotADate."""
    if given is None:
        return None
    try:
        day: date = getattr(PartialDate.parse(given), side)
    except ValueError as error:
        raise NotADate(value=given[:40]) from error
    return day
