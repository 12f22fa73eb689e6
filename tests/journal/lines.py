"""Lines of the journal to read."""

from datetime import datetime

from kpevents.core.policy import Actor
from kpevents.features.journal import actions
from kpevents.features.journal.rules import Change, Deed, Line, Subject
from kpevents.infra.db import unit_of_work
from tests.times import NOW

TITLE = {"en": "Legal Pathways", "fr": "Voies légales", "ar": "المسارات القانونية"}


def note(
    *changes: Change,
    by: int | Actor = 1,
    subject: Subject = Subject.MEETING,
    deed: Deed = Deed.CHANGED,
    at: datetime = NOW,
    **more,
) -> None:
    usual = {"subject_id": 1, "name": TITLE}
    actor = by if isinstance(by, Actor) else Actor(by, "a name that must not be kept")
    with unit_of_work():
        actions.note(Line(subject, deed=deed, changes=changes, **usual | more), by=actor, now=at)
