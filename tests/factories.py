"""Things to test with. Each takes only what the test cares about."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from kpevents.core.policy import Actor
from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.governance.models import Body, Term
from kpevents.features.governance.rules import BodySlug, Evidence
from kpevents.features.journal.models import JournalLine
from kpevents.features.meetings import actions
from kpevents.features.meetings.models import Domain, Meeting, MeetingDay, MeetingRole, MeetingType, Series
from kpevents.features.meetings.rules import Basis, Format, Level, Mark, RoleName, Status, Visibility
from kpevents.features.pages.models import Page
from kpevents.features.partners.contacts.models import Contact
from kpevents.features.partners.contacts.rules import ContactKind
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import Kind, Side
from kpevents.infra.db import db, unit_of_work

LOADED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 7, 14)
OFFICER = Actor(user_id=7, name="Amina Officer")
_number = count(1)


def save(row):
    with unit_of_work():
        db.session.add(row)
    return row


def make_partner(**given) -> Partner:
    n = next(_number)
    usual = {
        "code": f"p{n}",
        "kind": Kind.STATE,
        "iso3": f"{n % 1000:03}" if given.get("kind", Kind.STATE) is Kind.STATE else None,
        "name": Trilingual(en=f"Partner {n}", fr=f"Partenaire {n}", ar=f"شريك {n}"),
        "side": Side.AFRICAN,
    }
    return save(Partner(**usual | given))


def make_type(**given) -> MeetingType:
    n = next(_number)
    usual = {
        "slug": f"type-{n}",
        "name": Trilingual(en="Thematic meeting", fr="Réunion thématique", ar="اجتماع مواضيعي"),
        "plural": Trilingual(en="Thematic meetings", fr="Réunions thématiques", ar="اجتماعات مواضيعية"),
        "level": Level.TECHNICAL,
        "mark": Mark.THEMATIC,
        "colour": "teal",
    }
    return save(MeetingType(**usual | given))


def make_series(**given) -> Series:
    usual = {"slug": f"series-{next(_number)}", "title": Trilingual(en="A series"), "planned": 4}
    return save(Series(**usual | given))


def make_domain(**given) -> Domain:
    usual = {"number": next(_number), "name": Trilingual(en="A domain"), "short": Trilingual(en="Domain")}
    return save(Domain(**usual | given))


def make_page(**given) -> Page:
    usual = {"slug": f"page-{next(_number)}", "title": Trilingual(en="A page"), "body": Trilingual(en="Some words.")}
    return save(Page(**usual | given))


def make_body(slug: BodySlug = BodySlug.CHAIR, **given) -> Body:
    return save(Body(**{"slug": slug, "name": Trilingual(en=str(slug))} | given))


def make_term(body: Body, partner: Partner, starts: str | None = None, ends: str | None = None, **given) -> Term:
    """Dates as far as they are known: ``2018``, ``2018-05``, ``2018-05-08``."""
    usual = {
        "key": f"term-{next(_number)}",
        "body_id": body.id,
        "partner_id": partner.id,
        "starts": starts and PartialDate.parse(starts),
        "ends": ends and PartialDate.parse(ends),
        "basis": Evidence.SECRETARIAT,
    }
    return save(Term(**usual | given))


def make_contact(partner: Partner, **given) -> Contact:
    usual = {"kind": ContactKind.FOCAL_POINT, "name": "Person Contact", "email": "person@ministry.example"}
    return save(Contact(partner_id=partner.id, **usual | given))


def lines(**by) -> list[JournalLine]:
    """Of the journal, the first first."""
    return list(db.session.scalars(select(JournalLine).filter_by(**by).order_by(JournalLine.id)))


def make_meeting(*, days: int = 2, hours=None, settled: bool = False, **given) -> Meeting:
    """In person, confirmed and public, on two days in July 2026, unless the test says otherwise."""
    n, first = next(_number), given.get("first_day", FIRST_DAY)
    usual = {
        "uid": f"meeting-{n}@test",
        "slug": f"meeting-{n}",
        "title": Trilingual(en=f"Meeting {n}", fr=f"Réunion {n}", ar=f"اجتماع {n}"),
        "type_id": given.get("type_id") or make_type().id,
        "format": Format.IN_PERSON,
        "date_precision": Precision.DAY,
        "first_day": first,
        "last_day": first and first + timedelta(days=days - 1),
        "list_from": first or FIRST_DAY,
        "list_until": first or FIRST_DAY,
        "status": Status.CONFIRMED,
        "visibility": Visibility.PUBLIC,
        "basis": Basis.SECRETARIAT,
        "created_at": LOADED,
        "changed_at": LOADED,
        "zone": "Africa/Nairobi",
    }
    meeting = Meeting(**usual | given)
    begins, ends = hours or (None, None)
    if meeting.date_precision is Precision.DAY and first:
        for n in range((meeting.last_day - first).days + 1):
            meeting.days.append(MeetingDay(day=first + timedelta(days=n), begins=begins, ends=ends))
    actions.place_in_lists(meeting)
    save(meeting)
    if settled:
        settle(meeting)
    return meeting


def make_role(meeting: Meeting, partner: Partner | None, role: RoleName = RoleName.HOST) -> MeetingRole:
    return save(MeetingRole(meeting_id=meeting.id, partner_id=partner and partner.id, role=role))


def whole(meeting_id: int) -> Meeting:
    """As an action wants it: with all its parts."""
    parts = [
        selectinload(part) for part in (Meeting.days, Meeting.roles, Meeting.type, Meeting.series, Meeting.domains)
    ]
    return db.session.scalars(select(Meeting).where(Meeting.id == meeting_id).options(*parts)).one()


def settle(*meetings: Meeting, now: datetime = LOADED) -> None:
    ids = [meeting.id for meeting in meetings]
    with unit_of_work():
        actions.settle(ids, now=now)


def change(meeting: Meeting, *, now: datetime, **values) -> Meeting:
    """What an officer does at the desk: one commit."""
    with unit_of_work():
        found = whole(meeting.id)
        for name, value in values.items():
            setattr(found, name, value)
        actions.settle([meeting.id], now=now)
    return found
