"""When the clocks of a zone change, and from what to what, as zoneinfo has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# No zone has changed its clocks and changed them back within this time in the years meetings are held in.
STEP = timedelta(days=3)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Clock:
    """What the clocks of a zone show at one instant."""

    offset: timedelta
    summer: bool
    name: str


@dataclass(frozen=True)
class Change:
    """The instant, in UTC, at which the clocks change from one state to another."""

    at: datetime
    before: Clock
    after: Clock

    @property
    def onset(self) -> datetime:
        """Local time of the change in the offset before it, as DTSTART wants it (RFC 5545, 3.6.5)."""
        return (self.at + self.before.offset).replace(tzinfo=None)

    def follows(self, earlier: "Change") -> bool:
        """Whether this is the same change one year after the earlier one."""
        same = (self.before, self.after) == (earlier.before, earlier.after)
        return same and self.onset.year == earlier.onset.year + 1


def clock_at(place: ZoneInfo, at: datetime) -> Clock:
    """What the clocks of the place show at an instant."""
    local = at.astimezone(place)
    offset = local.utcoffset() or timedelta()
    return Clock(offset, bool(local.dst()), local.tzname() or "")


def changes(place: ZoneInfo, since: datetime, until: datetime) -> Iterator[Change]:
    """Every change of the zone's clocks: looked for every few days, then halved down to the second."""
    early, before = since, clock_at(place, since)
    while early < until:
        late = early + STEP
        after = clock_at(place, late)
        if after != before:
            yield Change(_instant(place, early, late), before, after)
        early, before = late, after


def _instant(place: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The first second at which the clocks no longer show what they show at the early instant."""
    before = clock_at(place, early)
    while late - early > SECOND:
        middle = early + (late - early) // SECOND // 2 * SECOND
        early, late = (middle, late) if clock_at(place, middle) == before else (early, middle)
    return late
