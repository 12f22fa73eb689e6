"""One meeting: read with its parts, and with what stands beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import bindparam, exists, literal_column, select

from kpevents.core.errors import NotFound
from kpevents.core.policy import Actor
from kpevents.core.text import Trilingual
from kpevents.features.meetings.finding import published
from kpevents.features.meetings.listed import Held, Listed, of_meetings, read, roles_of
from kpevents.features.meetings.models import Meeting, MeetingDay, meeting_domains
from kpevents.features.meetings.rules import Sight, Visibility, sight
from kpevents.infra.db import db


class Day(NamedTuple):
    """Hours are of the meeting's zone; none of them: all day."""

    day: date
    begins: time | None
    ends: time | None


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to one meeting and stands in rows of its own. ``domains``: their ids."""

    days: Sequence[Day]
    roles: Sequence[Held]
    domains: Sequence[int]


_BY_SLUG = select(Meeting).where(Meeting.slug == bindparam("slug"))
_OF_DAYS = MeetingDay.__table__.c
_DAYS = (
    select(_OF_DAYS.day, _OF_DAYS.begins, _OF_DAYS.ends)
    .where(_OF_DAYS.meeting_id == bindparam("id"))
    .order_by(_OF_DAYS.day)
)
_DOMAINS = (
    select(meeting_domains.c.domain_id)
    .where(meeting_domains.c.meeting_id == bindparam("id"))
    .order_by(meeting_domains.c.domain_id)
)


def get_visible(slug: str, actor: Actor) -> tuple[Meeting, Sight]:
    """Without its parts. Raises NotFound for what this person may not see at all."""
    meeting = db.session.scalar(_BY_SLUG, {"slug": slug})
    seen = sight(meeting.status, meeting.visibility, actor, meeting.id) if meeting else Sight.NONE
    if meeting is None or seen is Sight.NONE:
        raise NotFound()
    return meeting, seen


def parts(meeting_id: int) -> Parts:
    connection, of_meeting = db.session.connection(), {"id": meeting_id}
    return Parts(
        days=[Day(*row) for row in connection.execute(_DAYS, of_meeting)],
        roles=roles_of(meeting_id),
        domains=list(connection.scalars(_DOMAINS, of_meeting)),
    )


class Opening(NamedTuple):
    """When a meeting begins, in its own zone."""

    day: date
    begins: time
    zone: str


_OPENING = (
    select(_OF_DAYS.day, _OF_DAYS.begins, Meeting.__table__.c.zone)
    .join(Meeting.__table__, Meeting.__table__.c.id == _OF_DAYS.meeting_id)
    .where(_OF_DAYS.meeting_id == bindparam("id"))
    .order_by(_OF_DAYS.day)
    .limit(1)
)


def opening(meeting_id: int) -> Opening | None:
    """None without hours on the first day."""
    row = db.session.connection().execute(_OPENING, {"id": meeting_id}).first()
    return Opening(*row) if row and row.begins and row.zone else None


def siblings(meeting: Meeting) -> Sequence[Listed]:
    """The others of its series and of its trip, oldest first."""
    together = []
    if meeting.series_id:
        together.append(Meeting.series_id == meeting.series_id)
    if meeting.cluster:
        together.append(Meeting.cluster == meeting.cluster)
    if not together:
        return []
    either = together[0] if len(together) == 1 else together[0] | together[1]
    beside = (published(), Meeting.visibility == Visibility.PUBLIC, Meeting.id != meeting.id)
    asked = of_meetings().where(*beside, either)
    return read(asked.order_by(Meeting.list_from, Meeting.series_number, Meeting.id).limit(60))


_SHARES_A_DOMAIN = exists().where(
    meeting_domains.c.meeting_id == Meeting.id,
    meeting_domains.c.domain_id.in_(bindparam("domains", expanding=True)),
)
_ON_THE_SAME_SUBJECT = (
    of_meetings()
    .where(published(), Meeting.visibility == literal_column("'public'"), _SHARES_A_DOMAIN)
    .where(Meeting.list_from < bindparam("before"), Meeting.series_id.is_distinct_from(bindparam("series")))
    .order_by(Meeting.list_from.desc(), Meeting.id.desc())
    .limit(bindparam("limit"))
)
"""Walks the meetings backwards from a day and stops when enough were found: it costs the same among many."""


def on_the_same_subject(meeting: Meeting, domains: Sequence[int], limit: int) -> Sequence[Listed]:
    """The nearest earlier meetings that share a domain, the last first; those of its own series stand elsewhere."""
    if not domains:
        return []
    no_series = 0
    asked = {"domains": domains, "before": meeting.list_from, "series": meeting.series_id or no_series}
    return read(_ON_THE_SAME_SUBJECT, asked | {"limit": limit})


def titles(ids: Collection[int]) -> dict[int, Trilingual]:
    """What these meetings are called, by their ids."""
    if not ids:
        return {}
    rows = db.session.execute(select(Meeting.id, Meeting.title).where(Meeting.id.in_(ids)))
    return {row.id: row.title for row in rows}


def named(slug: str) -> Meeting:
    """Whatever anybody may see of it: for commands. Raises NotFound."""
    meeting = db.session.scalar(_BY_SLUG, {"slug": slug})
    if meeting is None:
        raise NotFound()
    return meeting


def id_of(slug: str) -> int:
    """Raises NotFound."""
    found = db.session.scalar(select(Meeting.id).where(Meeting.slug == slug))
    if found is None:
        raise NotFound()
    return found
