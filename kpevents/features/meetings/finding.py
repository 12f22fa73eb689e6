"""Which meetings a reader asks for: the same filters for the list, the calendar and the feeds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from sqlalchemy import ColumnElement, and_, exists, or_, select, text, true

from kpevents.core.policy import ANONYMOUS, Actor, Permission, allows, reach
from kpevents.features.meetings import words
from kpevents.features.meetings.models import PUBLISHED, Meeting, MeetingRole, MeetingType, meeting_domains
from kpevents.features.meetings.rules import FELL_AWAY, Format, Level, Status, Visibility


class When(StrEnum):
    UPCOMING = auto()
    PAST = auto()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every filter is optional; all that are given must hold. ``since`` and ``until`` are days, both included."""

    type_id: int | None = None
    level: Level | None = None
    partner_id: int | None = None
    series_id: int | None = None
    domain_id: int | None = None
    format: Format | None = None
    status: Status | None = None
    doubtful: bool = False
    """Only those whose facts need checking."""
    when: When | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""
    takes_place: bool = False
    """Without those that were cancelled or postponed."""
    seen_by: Actor = ANONYMOUS
    """Only what this person may see; calendars are the same for everybody."""

    @property
    def asks_beyond_titles(self) -> bool:
        """Of a restricted meeting only title and days are public: it must not be found by anything else."""
        return any((self.type_id, self.level, self.partner_id, self.series_id, self.domain_id, self.format, self.words))


def published() -> ColumnElement[bool]:
    return text(PUBLISHED)  # type: ignore[return-value]


def visible(actor: Actor) -> ColumnElement[bool]:
    """Of which this person may know at least the title: the same answer as ``rules.sight``, for many at once."""
    if allows(actor, Permission.SEE_HIDDEN):
        return true()
    if not allows(actor, Permission.SEE_FOR_PARTNERS):
        return published()
    seen = Meeting.visibility != Visibility.HIDDEN
    if not allows(actor, Permission.SEE_PLANNED):
        seen = and_(seen, Meeting.status != Status.DRAFT)
    return or_(seen, Meeting.id.in_(reach(actor, Permission.FOLLOW_MEETING).meeting_ids))


def conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    """What the database is asked; always only what the reader may see."""
    asked = [visible(wanted.seen_by), *narrowing(wanted, today)]
    if wanted.asks_beyond_titles and not allows(wanted.seen_by, Permission.SEE_FOR_PARTNERS):
        asked.append(Meeting.visibility == Visibility.PUBLIC)
    if wanted.takes_place:
        asked.append(Meeting.status.notin_(FELL_AWAY))
    if (with_words := words.found(wanted.words)) is not None:
        asked.append(with_words)
    return asked


def narrowing(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    """What is asked but for the words, of whatever meetings the caller shows."""
    asked = [*_of_kind(wanted), *_at_time(wanted, today)]
    if wanted.partner_id:
        asked.append(exists().where(MeetingRole.meeting_id == Meeting.id, MeetingRole.partner_id == wanted.partner_id))
    if wanted.domain_id:
        of_domain = select(meeting_domains.c.meeting_id).where(meeting_domains.c.domain_id == wanted.domain_id)
        asked.append(Meeting.id.in_(of_domain))
    return asked


def _of_kind(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.type_id:
        asked.append(or_(Meeting.type_id == wanted.type_id, Meeting.category_id == wanted.type_id))
    if wanted.level:
        asked.append(Meeting.type_id.in_(select(MeetingType.id).where(MeetingType.level == wanted.level)))
    if wanted.series_id:
        asked.append(Meeting.series_id == wanted.series_id)
    if wanted.format:
        asked.append(Meeting.format == wanted.format)
    if wanted.doubtful:
        asked.append(Meeting.needs_checking.is_(True))
    if wanted.status:
        asked.append(Meeting.status == wanted.status)
    return asked


def _at_time(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.when is When.UPCOMING:
        asked.append(Meeting.list_until >= today)
    if wanted.when is When.PAST:
        asked.append(Meeting.list_until < today)
    if wanted.since:
        asked.append(Meeting.list_until >= wanted.since)
    if wanted.until:
        asked.append(Meeting.list_from <= wanted.until)
    return asked
