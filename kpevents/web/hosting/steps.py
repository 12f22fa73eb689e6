"""The steps of a candidature as pages: for each its title, its form, and the one action it leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kpevents.core.text import N_, Sentence
from kpevents.features.hosting.actions import chairmanship as actions
from kpevents.features.hosting.actions.chairmanship import Where
from kpevents.features.hosting.models import Candidature
from kpevents.features.hosting.queries import chairmanship as queries
from kpevents.features.hosting.queries import history
from kpevents.features.hosting.rules.chairmanship import Step
from kpevents.features.meetings import whole as meetings
from kpevents.features.meetings.models import Meeting
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web import met
from kpevents.web.hosting.forms import EndorseForm, HandOverForm, PlanForm, WithdrawForm
from kpevents.web.reading import reading
from kpevents.web.seen import SeenForm
from kpevents.web.session import actor

BACK, AHEAD = timedelta(days=3 * 366), timedelta(days=2 * 366)
"""How far from today the meetings lie that a form offers."""


@dataclass(frozen=True, slots=True)
class StepPage:
    """``after``: where a candidature must stand for this step. ``warns`` says what it will do, where that is much."""

    title: Sentence
    button: Sentence
    after: tuple[Step, ...]
    form: type[SeenForm]
    act: Callable[[int, Any], object]
    warns: Sentence | None = None


def _endorse(candidature_id: int, form: EndorseForm) -> object:
    return actions.endorse(
        candidature_id, _where(form), handover=_meeting(form.handover.data), seen=form.turn, by=actor(), now=clock.now()
    )


def _plan(candidature_id: int, form: PlanForm) -> object:
    meeting = _meeting(form.handover.data)
    return actions.plan_handover(candidature_id, meeting, seen=form.turn, by=actor(), now=clock.now())


def _hand_over(candidature_id: int, form: HandOverForm) -> object:
    return actions.hand_over(candidature_id, _where(form), seen=form.turn, by=actor(), now=clock.now())


def _withdraw(candidature_id: int, form: WithdrawForm) -> object:
    assert form.on.partial is not None  # noqa: S101 - the form asks for it
    return actions.withdraw(candidature_id, form.on.partial, seen=form.turn, by=actor(), now=clock.now())


def _where(form: EndorseForm | HandOverForm) -> Where:
    return Where(_meeting(form.meeting.data), form.on.partial)


def _meeting(slug: str) -> Meeting | None:
    if not slug:
        return None
    meeting_id = meetings.id_of(slug)
    return queries.meetings_of([meeting_id])[meeting_id]


PAGES = {
    "endorse": StepPage(N_("Record the endorsement"), N_("Record"), (Step.OFFERED,), EndorseForm, _endorse),
    "plan": StepPage(N_("Plan the handover"), N_("Save"), (Step.ENDORSED,), PlanForm, _plan),
    "hand-over": StepPage(
        N_("Record the handover"),
        N_("Record the handover"),
        (Step.ENDORSED,),
        HandOverForm,
        _hand_over,
        N_("The term of the present chair ends where the new one begins, and the new chair is public from then on."),
    ),
    "withdraw": StepPage(
        N_("Record a withdrawal"), N_("Record"), (Step.OFFERED, Step.ENDORSED), WithdrawForm, _withdraw
    ),
}


def form_of(page: StepPage, found: Candidature, *, sent: bool) -> SeenForm:
    """As the page shows it at first, or as it was sent."""
    read = reading()
    form = page.form() if sent else page.form(data={"handover": _slug(found), "meeting": _slug(found)})
    ahead = met.choices(history.of_the_political_level(read.today, read.today + AHEAD), read)
    past = met.choices(history.of_the_political_level(read.today - BACK, read.today), read)
    for name, chosen in (("meeting", past), ("handover", ahead)):
        if name in form:
            form[name].choices = [("", gettext("Not at a meeting on record")), *chosen]
    return form


def _slug(found: Candidature) -> str:
    """Of the meeting at which the handover is planned."""
    meeting = queries.meetings_of([found.handover_id]).get(found.handover_id) if found.handover_id else None
    return meeting.slug if meeting else ""
