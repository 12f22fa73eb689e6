"""Accounts of every role for a demonstration."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from kpevents.core.policy import Actor, Role
from kpevents.core.text import N_
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import people
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.rules import Given
from kpevents.features.meetings.models import Meeting
from kpevents.features.partners import queries as partners
from kpevents.infra.db import db

_DEMONSTRATION = Actor(None, N_("the demonstration"))
_FOLLOWS_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Sample:
    """``partner`` is the code of whom they speak for."""

    email: str
    name: str
    role: Role
    partner: str = ""


SAMPLES = (
    Sample("administrator@example.org", "Administrator of the demonstration", Role.ADMINISTRATOR),
    Sample("secretariat@example.org", "Officer of the demonstration", Role.SECRETARIAT),
    Sample("committee@example.org", "Committee member of the demonstration", Role.COMMITTEE_READER),
    Sample("kenya@example.org", "Focal point of the demonstration", Role.FOCAL_POINT, "ke"),
    Sample("germany@example.org", "Deputy of the demonstration", Role.DEPUTY, "de"),
    Sample("liaison@example.org", "Host liaison of the demonstration", Role.HOST_LIAISON),
)
"""The domain is one that nobody has: RFC 2606, section 3."""


def let_in(password: str, *, now: datetime) -> None:
    """Those who are there already stay as they are. The liaison follows the next invented meeting."""
    codes = {partner.code: partner.id for partner in partners.every()}
    for sample in SAMPLES:
        if queries.find_by_address(sample.email) is None:
            person = Person(sample.email, sample.name)
            given = _followed(now) if sample.role is Role.HOST_LIAISON else _given(sample, codes)
            people.create(person, password, [given], by=_DEMONSTRATION, now=now)


def _given(sample: Sample, codes: dict[str, int]) -> Given:
    return Given(sample.role, codes[sample.partner] if sample.partner else None)


def _followed(now: datetime) -> Given:
    ahead = select(Meeting).where(Meeting.slug.startswith("demo-"), Meeting.list_until >= now.date())
    meeting = db.session.scalars(ahead.order_by(Meeting.list_from, Meeting.id).limit(1)).one()
    return Given(Role.HOST_LIAISON, meeting_id=meeting.id, ends_on=meeting.list_until + _FOLLOWS_FOR)
