"""The page of one meeting at the desk: how it stands, who sees how much of it, and what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from kpevents.core.text import N_
from kpevents.features.meetings.lifecycle import NEXT
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.plan import WINDOWS, Plan
from kpevents.features.meetings.planning import Planned
from kpevents.features.meetings.rules import Certain, RoleName, Sight, Status, calendar_status, sight
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.lines import Day, day, numbered_kind, place, state
from kpevents.web.looking import AS, READERS
from kpevents.web.reading import Reading
from kpevents.web.scheduling.editor import Step, step
from kpevents.web.values import in_words

_SEES = {
    Sight.FULL: N_("sees all of it"),
    Sight.TITLE: N_("sees title and days"),
    Sight.NONE: N_("does not see it"),
}
_IN_CALENDARS = {
    Certain.TENTATIVE: N_("tentative"),
    Certain.CONFIRMED: N_("confirmed"),
    Certain.CANCELLED: N_("cancelled"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """``address`` leads to the meeting's page as they see it; empty when there is nothing to see."""

    name: str
    address: str
    sees: str


@dataclass(frozen=True, slots=True)
class Overview:
    slug: str
    title: str
    kind: str
    state: str
    state_class: str
    status: Status
    day: Day
    place: str
    plan: Plan
    roles: str
    zone: str
    readers: Sequence[Reader]
    calendar: str
    windows: Sequence[tuple[str, datetime]]
    closable: Sequence[tuple[str, str]]
    steps: Sequence[Step]
    candidates: str
    """Where it is asked who could host this meeting."""
    is_draft: bool
    needs_checking: bool
    doubts: Sequence[str]


def overview(planned: Planned, read: Reading) -> Overview:
    meeting = planned.meeting
    word, css = state(meeting, read)
    card = planned.plan.as_card()
    return Overview(
        slug=meeting.slug,
        title=meeting.title[read.language],
        kind=numbered_kind(meeting, read),
        state=word,
        state_class=css,
        status=meeting.status,
        day=day(meeting, read.today),
        place=place(meeting, read.language),
        plan=planned.plan,
        roles=in_words("roles", card["roles"], read),
        zone=meeting.zone or "",
        readers=[_reader(meeting, key) for key in READERS],
        windows=_windows(planned.plan),
        closable=_closable(planned.plan, read.now),
        calendar=_calendar(meeting),
        steps=_steps(meeting, read),
        candidates=_candidates(planned.plan),
        is_draft=meeting.status is Status.DRAFT and meeting.announced is None,
        needs_checking=meeting.needs_checking,
        doubts=[doubt[read.language] for doubt in meeting.doubts],
    )


def _reader(meeting: Meeting, key: str) -> Reader:
    name, actor = READERS[key]
    seen = sight(meeting.status, meeting.visibility, actor)
    there = f"{address('meetings.meeting', slug=meeting.slug)}?{AS}={key}" if seen is not Sight.NONE else ""
    return Reader(gettext(name), there, gettext(_SEES[seen]))


def _candidates(plan: Plan) -> str:
    """Beside whoever hosts already, for these days."""
    asked = {"type": plan.type}
    if plan.days:
        asked |= {"from": str(plan.days[0].day), "to": str(plan.days[-1].day)}
    hosts = [each.code for each in plan.roles if each.role is RoleName.HOST and each.code]
    if hosts:
        asked["with"] = hosts[0]
    return f"{address('hosting.candidates')}?{urlencode(asked)}"


_WINDOWS = (
    ("nominations", N_("Nominations open"), N_("Nominations close")),
    ("registration", N_("Registration opens"), N_("Registration closes")),
)


def _windows(plan: Plan) -> list[tuple[str, datetime]]:
    bounds = [
        bound
        for name, opens, closes in _WINDOWS
        for bound in ((opens, getattr(plan, name).opens), (closes, getattr(plan, name).closes))
    ]
    return [(gettext(label), moment) for label, moment in bounds if moment]


_CLOSE = {"nominations": N_("Close nominations now"), "registration": N_("Close registration now")}


def _closable(plan: Plan, now: datetime) -> list[tuple[str, str]]:
    """What runs just now and has an end: the name of its window, and the button that ends it."""
    running = []
    for name in WINDOWS:
        window = getattr(plan, name)
        if window.closes and now < window.closes and (window.opens is None or window.opens < now):
            running.append((name, gettext(_CLOSE[name])))
    return running


def _calendar(meeting: Meeting) -> str:
    certain = calendar_status(meeting.status, meeting.visibility, meeting.date_precision)
    if certain is None:
        return gettext("in no calendar")
    return gettext(
        "%(word)s, change number %(number)s",
        word=gettext(_IN_CALENDARS[certain]),
        number=dates.digits(meeting.sequence),
    )


def _steps(meeting: Meeting, read: Reading) -> list[Step]:
    """What makes sense on this day: nothing is announced after it is over, or held before."""
    over = meeting.list_until < read.today
    left_out = (Status.SAVE_THE_DATE, Status.POSTPONED) if over else (Status.HELD,)
    return [step(after) for after in NEXT[meeting.status] if after not in left_out]
