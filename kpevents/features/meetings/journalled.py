"""What the journal is told of a meeting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kpevents.core.policy import Actor
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject, differences
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.plan import PRIVATE, Plan


def said(plan: Plan) -> list[Change]:
    """What a new meeting says of itself; what is empty is not worth a word."""
    return [each for each in differences({}, plan.as_card(), personal=PRIVATE) if each.after]


def note(
    meeting: Meeting, deed: Deed, changes: Sequence[Change], *, reason: str = "", by: Actor, now: datetime
) -> None:
    name: dict[str, Any] = meeting.title.as_dict()
    line = Line(Subject.MEETING, meeting.id, deed, name, changes, reason, meeting_id=meeting.id)
    journal.note(line, by=by, now=now)
