"""Meetings are planned: made, changed, announced, moved, cancelled, copied. Each is one commit of whoever calls."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from kpevents.core.crossing import Card, ensure_uncrossed
from kpevents.core.errors import NotFound, RuleBroken
from kpevents.core.policy import Actor
from kpevents.core.text import N_, Trilingual, slugged
from kpevents.features.journal.rules import Change, Deed, differences
from kpevents.features.meetings import notices, words
from kpevents.features.meetings.actions import place_in_lists, settle
from kpevents.features.meetings.copying import Bring, copied
from kpevents.features.meetings.journalled import note, said
from kpevents.features.meetings.lifecycle import (
    AT_FIRST,
    GIVE_A_REASON,
    NoWay,
    ReasonMissing,
    ensure_may_become,
    ensure_ready,
    is_announced,
)
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.pairing import Part, ensure_pair
from kpevents.features.meetings.plan import PRIVATE, Day, Plan, closed_at
from kpevents.features.meetings.plan_rows import Known, known, plan_of, write
from kpevents.features.meetings.rules import DOMAIN_OF_UIDS, STATUS_LABELS, Basis, NoticeOf, Status, Visibility
from kpevents.features.meetings.soundness import ensure_sound
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db
from kpevents.infra.i18n import gettext, language


class NotADraft(RuleBroken):
    message = N_("Only a draft can be deleted. What was announced is cancelled, or hidden.")


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting as its editor shows it."""

    meeting: Meeting
    plan: Plan


def get(slug: str) -> Planned:
    """Raises NotFound."""
    meeting = _load(slug)
    return Planned(meeting, plan_of(meeting, known()))


def _load(slug: str) -> Meeting:
    parts = [
        selectinload(part) for part in (Meeting.days, Meeting.roles, Meeting.domains, Meeting.type, Meeting.series)
    ]
    asked = select(Meeting).where(Meeting.slug == slug).options(*parts)
    meeting = db.session.scalar(asked, execution_options={"populate_existing": True})
    if meeting is None:
        raise NotFound()
    return meeting


def create(plan: Plan, status: Status, *, by: Actor, now: datetime) -> Meeting:
    """Raises what a plan, its status and its pair may raise."""
    revisions.hold()
    if status not in AT_FIRST:
        raise NoWay(before=STATUS_LABELS[Status.DRAFT], after=STATUS_LABELS[status])
    there = known()
    plan = _checked(plan, status, there, now=now)
    meeting = _new(plan, now)
    meeting.status = status
    with db.session.no_autoflush:
        write(plan, meeting, there)
    place_in_lists(meeting)
    db.session.add(meeting)
    db.session.flush()
    note(meeting, Deed.CREATED, [Change("status", None, status), *said(plan)], by=by, now=now)
    settle([meeting.id], now=now)
    return meeting


def _new(plan: Plan, now: datetime) -> Meeting:
    """Its UID is chance, and never changes; its address comes from what it is called first."""
    day = plan.days[0].day if plan.days else (plan.loosely.first if plan.loosely else now.date())
    return Meeting(
        uid=f"{token_hex(16)}@{DOMAIN_OF_UIDS}",
        slug=_free_slug(plan, day.year),
        basis=Basis.SECRETARIAT,
        days=[],
        roles=[],
        domains=[],
        list_from=day,
        list_until=day,
        created_at=now,
        changed_at=now,
        sequence=0,
    )


def _free_slug(plan: Plan, year: int) -> str:
    base = slugged(plan.title.en or plan.title.fr) or plan.type
    base = f"{base[:80].strip('-')}-{year}"
    taken = set(db.session.scalars(select(Meeting.slug).where(Meeting.slug.startswith(base, autoescape=True))))
    numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


def change(slug: str, opened: Card, plan: Plan, *, by: Actor, now: datetime) -> Meeting:
    """``opened`` is the card of the plan as the officer opened it.

    A new day or venue of what was announced is told to readers, unless the officer wrote a notice of their own.
    Raises Crossed when somebody else changed the meeting meanwhile, and what a plan, its status and its pair may raise.
    """
    revisions.hold()
    meeting, there = _load(slug), known()
    before = plan_of(meeting, there)
    ensure_uncrossed(opened, plan.as_card(), before.as_card())
    plan = _checked(plan, meeting.status, there, now=now)
    plan, notice_of = _with_notice(before, plan, meeting)
    changes = differences(before.as_card(), plan.as_card(), personal=PRIVATE)
    if not changes:
        return meeting
    write(plan, meeting, there)
    meeting.notice_of = notice_of
    note(meeting, Deed.CHANGED, changes, by=by, now=now)
    settle([meeting.id], now=now)
    return meeting


def _with_notice(before: Plan, plan: Plan, meeting: Meeting) -> tuple[Plan, NoticeOf]:
    """An officer's own words stand; else a move of what was announced is told."""
    if plan.notice != before.notice:
        return plan, NoticeOf.OWN_WORDS if plan.notice else NoticeOf.NOTHING
    moved = notices.moved(before, plan) if is_announced(meeting.status, meeting.visibility) else None
    return (replace(plan, notice=moved), NoticeOf.MOVE) if moved else (plan, meeting.notice_of)


def become(slug: str, before: Status, after: Status, reason: Trilingual, *, by: Actor, now: datetime) -> Meeting:
    """``before`` is the status that the officer saw: what has another by now is not changed.

    Raises NoWay, ReasonMissing, and what a plan and its pair may raise.
    """
    revisions.hold()
    meeting, there = _load(slug), known()
    if meeting.status is after:
        return meeting
    ensure_may_become(meeting.status, after)
    if meeting.status is not before:
        raise NoWay(before=STATUS_LABELS[meeting.status], after=STATUS_LABELS[after])
    plan = _checked(plan_of(meeting, there), after, there, now=now)
    if after in GIVE_A_REASON:
        if not reason:
            raise ReasonMissing()
        meeting.notice, meeting.notice_of = notices.fell_away(after, reason, now.date()), NoticeOf.FALL
    elif meeting.notice_of is NoticeOf.FALL:  # it takes place after all: why it did not is no news any more
        meeting.notice, meeting.notice_of = Trilingual(), NoticeOf.NOTHING
    meeting.status, meeting.pair_reason = after, plan.pair_reason
    line = [Change("status", before, after)]
    note(meeting, Deed.CHANGED, line, reason=reason[language()], by=by, now=now)
    settle([meeting.id], now=now)
    return meeting


def duplicate(
    slug: str, title: Trilingual, days: tuple[Day, ...], bring: Collection[Bring], *, by: Actor, now: datetime
) -> Meeting:
    """A new draft; what is not brought along is empty. Raises what a plan may raise."""
    revisions.hold()
    meeting, there = _load(slug), known()
    number = _next_number(meeting) if Bring.SERIES in bring else None
    plan = copied(plan_of(meeting, there), title, days, bring, number)
    return create(plan, Status.DRAFT, by=by, now=now)


def _next_number(meeting: Meeting) -> int | None:
    asked = select(func.max(Meeting.series_number)).where(Meeting.series_id == meeting.series_id)
    last = db.session.scalar(asked)
    return last + 1 if last else None


def close_early(slug: str, what: str, *, by: Actor, now: datetime) -> Meeting:
    """Nominations or registration, one of ``plan.WINDOWS``, are closed from now on. Raises NotOpen."""
    plan = plan_of(_load(slug), known())
    shut: dict[str, Any] = {what: closed_at(getattr(plan, what), now.replace(microsecond=0))}
    return change(slug, plan.as_card(), replace(plan, **shut), by=by, now=now)


def show_to(meeting_ids: Sequence[int], visibility: Visibility, *, by: Actor, now: datetime) -> int:
    """Who may see these meetings, many at once; gives how many are seen by others than before."""
    revisions.hold()
    asked = select(Meeting).where(Meeting.id.in_(meeting_ids), Meeting.visibility != visibility)
    meetings = db.session.scalars(asked.order_by(Meeting.id)).all()
    for meeting in meetings:
        change = Change("visibility", meeting.visibility, visibility)
        meeting.visibility = visibility
        note(meeting, Deed.CHANGED, [change], by=by, now=now)
    settle([meeting.id for meeting in meetings], now=now)
    return len(meetings)


def mark_checked(slug: str, *, by: Actor, now: datetime) -> Meeting:
    """Somebody looked at what was in doubt, and the record is right now. Nothing happens when nothing was in doubt."""
    revisions.hold()
    meeting = _load(slug)
    if not meeting.doubts and not meeting.needs_checking:
        return meeting
    change = Change("doubts", [doubt.as_dict() for doubt in meeting.doubts], [])
    meeting.doubts, meeting.needs_checking = (), False
    note(meeting, Deed.CHANGED, [change], by=by, now=now)
    settle([meeting.id], now=now)
    return meeting


def delete(slug: str, *, by: Actor, now: datetime) -> None:
    """A draft that nobody outside has seen. Raises NotADraft."""
    revisions.hold()
    meeting = _load(slug)
    if meeting.status is not Status.DRAFT or meeting.announced is not None:
        raise NotADraft()
    note(meeting, Deed.DELETED, [], by=by, now=now)
    words.remove([meeting.id])
    db.session.delete(meeting)
    db.session.flush()
    revisions.rise(now=now)


def _checked(plan: Plan, status: Status, there: Known, *, now: datetime) -> Plan:
    """As it may be stored: sound, with what its status needs, and with its pair once it is confirmed."""
    ensure_sound(plan)
    ensure_ready(status, plan, today=now.date())
    needs_pair = there.type(plan.type).needs_pair and status is Status.CONFIRMED
    reason = ensure_pair(_parts(plan, there), needs_pair, plan.pair_reason, comma=gettext(", "))
    return replace(plan, pair_reason=reason) if needs_pair else plan


def _parts(plan: Plan, there: Known) -> list[Part]:
    holders = [(each.role, there.partner(each.code)) for each in plan.roles if each.code]
    return [Part(role, partner.id, partner.side, partner.called(language())) for role, partner in holders]
