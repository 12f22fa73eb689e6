"""Any number of invented meetings beyond the coming year, for measuring under load: put together from a vocabulary.

The nth of them is the same whatever the number asked for, so that asking for more adds to what is there; and any
number of them is spread evenly over the years.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kpevents.core.text import LANGUAGES, Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.demo.invention.sketches import NOTHING, Day, Invented, Part, Sketch, Venue
from kpevents.features.demo.invention.weeks import days_from, working_week
from kpevents.features.meetings.rules import Format, RoleName, Status, Visibility

YEARS_BEFORE, YEARS_AFTER = 10, 2
_GOLDEN = 0.6180339887498949
"""Steps of this part of a whole never crowd together, wherever one stops."""

_ANNOUNCED = timedelta(weeks=26)
"""How long before its days a meeting is more than a date to save."""


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """``pair``: one African and one European partner hold it. ``weight``: how many in a hundred."""

    type: str
    weight: int
    title: Trilingual
    online: bool = False
    pair: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    domain: int
    name: Trilingual


@dataclass(frozen=True, slots=True)
class Angle:
    name: Trilingual
    summary: Trilingual


@dataclass(frozen=True, slots=True)
class Notices:
    cancelled: Trilingual
    postponed: Trilingual


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``african``: the states of which each pair has one."""

    venues: dict[str, Venue]
    african: tuple[str, ...]
    hours: tuple[str, ...]
    online_hours: tuple[str, ...]
    online_zones: tuple[str, ...]
    kinds: tuple[MeetingKind, ...]
    subjects: tuple[Subject, ...]
    angles: tuple[Angle, ...]
    notices: Notices
    delegates: Trilingual

    @property
    def states(self) -> list[str]:
        return sorted({venue.country for venue in self.venues.values()})


def crowd(number: int, chance: Random, today: date, vocabulary: Vocabulary, prefix: str) -> Iterator[Invented]:
    """Slugs are the prefix and a number."""
    begin = today - timedelta(days=round(YEARS_BEFORE * 365.25))
    whole, start = round((YEARS_BEFORE + YEARS_AFTER) * 365.25), chance.random()
    for n in range(number):
        day = begin + timedelta(days=int((start + n * _GOLDEN) % 1 * whole))
        yield _one(f"{prefix}-{n + 1:05}", working_week(day), chance, today, vocabulary)


def _one(slug: str, week: date, chance: Random, today: date, words: Vocabulary) -> Invented:
    kind = chance.choices(words.kinds, [kind.weight for kind in words.kinds])[0]
    days = _days(week, kind, chance, words)
    status = _status(days, today, chance)
    sketch = _sketch(slug, kind, status, chance, words)
    by_month = chance.random() < (0.1 if status is Status.SAVE_THE_DATE else 0.01)
    if by_month:
        return Invented(sketch, loosely=PartialDate(days[0].day.year, days[0].day.month))
    return Invented(sketch, days)


def _days(week: date, kind: MeetingKind, chance: Random, words: Vocabulary) -> tuple[Day, ...]:
    if kind.online:
        return days_from(week, chance.choice(("tue", "wed", "thu")), [chance.choice(words.online_hours)])
    first, number = chance.choice((("tue", 1), ("tue", 2), ("tue", 3), ("wed", 1), ("wed", 2), ("thu", 1)))
    usual, other = chance.choice(words.hours), chance.choice(words.hours)
    last = other if chance.random() < 0.3 else usual
    return days_from(week, first, [*[usual] * (number - 1), last])


def _status(days: Sequence[Day], today: date, chance: Random) -> Status:
    drawn = chance.random()
    if drawn < 0.05:
        return Status.CANCELLED if drawn < 0.03 else Status.POSTPONED
    if days[-1].day < today:
        return Status.HELD
    return Status.CONFIRMED if days[0].day < today + _ANNOUNCED else Status.SAVE_THE_DATE


def _sketch(slug: str, kind: MeetingKind, status: Status, chance: Random, words: Vocabulary) -> Sketch:
    name = chance.choice(list(words.venues))
    subject, angle, venue = chance.choice(words.subjects), chance.choice(words.angles), words.venues[name]
    hybrid, counted, restricted = (chance.random() < share for share in (0.12, 0.5, 0.02))
    technical = "{subject}" in kind.title.en
    return Sketch(
        slug=slug,
        type=kind.type,
        title=_title(kind.title, venue.city, subject.name, angle.name),
        summary=angle.summary if technical else NOTHING,
        notice=_notice(status, words.notices),
        format=Format.ONLINE if kind.online else Format.HYBRID if hybrid else Format.IN_PERSON,
        status=status,
        visibility=Visibility.RESTRICTED if restricted else Visibility.PUBLIC,
        venue="" if kind.online else name,
        zone=chance.choice(words.online_zones) if kind.online else venue.zone,
        roles=_roles(kind, venue.country, chance, words),
        domains=(subject.domain,) if technical else (),
        head_count=chance.randrange(20, 100) if counted and status is Status.HELD else None,
        interpretation=chance.choice((("en",), ("en", "fr"), ("en", "fr", "ar"))),
        join_link=f"https://meet.example.org/private/{slug}" if kind.online or hybrid else "",
    )


def _title(pattern: Trilingual, place: Trilingual, subject: Trilingual, angle: Trilingual) -> Trilingual:
    return Trilingual(
        *(
            getattr(pattern, spoken).format(place=place[spoken], subject=subject[spoken], angle=angle[spoken])
            for spoken in LANGUAGES
        )
    )


def _notice(status: Status, notices: Notices) -> Trilingual:
    if status is Status.CANCELLED:
        return notices.cancelled
    return notices.postponed if status is Status.POSTPONED else NOTHING


def _roles(kind: MeetingKind, country: str, chance: Random, words: Vocabulary) -> tuple[Part, ...]:
    """The host is the state of the venue; the other of a pair comes from the other side."""
    if kind.online:
        return (Part(RoleName.ORGANISER),)
    host = Part(RoleName.HOST, country)
    if not kind.pair:
        return (host,)
    is_african = country in words.african
    others = [state for state in words.states if (state in words.african) != is_african]
    return (host, Part(RoleName.CO_HOST, chance.choice(others)))
