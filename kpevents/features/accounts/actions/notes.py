"""The journal's lines about people: by number, never by name."""

from collections.abc import Sequence
from datetime import datetime

from kpevents.core.policy import Actor
from kpevents.features.accounts.rules import Given
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject


def note(
    user_id: int, deed: Deed, given: Given | None = None, changes: Sequence[Change] = (), *, by: Actor, now: datetime
) -> None:
    line = Line(
        Subject.PERSON,
        user_id,
        deed,
        name={},
        changes=changes,
        person_id=user_id,
        partner_id=given.partner_id if given else None,
        meeting_id=given.meeting_id if given else None,
    )
    journal.note(line, by=by, now=now)
