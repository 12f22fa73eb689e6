"""Two people changed the same record: what each of them wrote, field by field, and what comes of it.

A record is a card here: its fields by name, with values that JSON can hold. Three cards are compared: as it stood when
a person opened it, as they left it, and as it stands now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_

Card = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A field that somebody else changed meanwhile. ``contested``: this person changed it too, to something else."""

    field: str
    opened: Any
    typed: Any
    stands: Any
    contested: bool


class Crossed(RuleBroken):
    """``merged`` is what this person typed, with what others wrote in the fields that this person left alone."""

    message = N_("Somebody else changed this meanwhile. Nothing of yours is lost: compare, and save again.")

    def __init__(self, crossings: list[Crossing], merged: dict[str, Any], stands: Card) -> None:
        super().__init__()
        self.crossings, self.merged, self.stands = crossings, merged, stands


def ensure_uncrossed(opened: Card, typed: Card, stands: Card) -> None:
    """Raises Crossed when the record is no longer what this person opened, wherever the change lies."""
    moved = [field for field in typed if stands.get(field) != opened.get(field)]
    if moved:
        crossings = [_crossing(field, opened, typed, stands) for field in moved]
        taken = {each.field: stands.get(each.field) for each in crossings if typed[each.field] == each.opened}
        raise Crossed([each for each in crossings if each.typed != each.stands], {**typed, **taken}, stands)


def _crossing(field: str, opened: Card, typed: Card, stands: Card) -> Crossing:
    was, mine, now = opened.get(field), typed[field], stands.get(field)
    return Crossing(field, was, mine, now, contested=mine not in (was, now))
