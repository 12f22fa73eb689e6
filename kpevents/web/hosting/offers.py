"""The desk's pages of offers: all of them, and one with its answer."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.policy import Permission
from kpevents.features.hosting.actions import offers as actions
from kpevents.features.hosting.actions.offers import Answer
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.queries import history
from kpevents.features.hosting.queries import offers as queries
from kpevents.features.hosting.rules.offers import STANDING_LABELS, Standing
from kpevents.features.meetings import whole as meetings
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web import met
from kpevents.web.addresses import address
from kpevents.web.filters import page_number
from kpevents.web.guards import permitted
from kpevents.web.hosting.asked import asked_offers, pages
from kpevents.web.hosting.forms import AnswerForm
from kpevents.web.offered import offered, partner_choices
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.session import actor

blueprint = Blueprint("offers", __name__, url_prefix="/desk/offers")

PAGE = 50


@blueprint.get("/")
@permitted(Permission.PLAN_MEETINGS)
def index() -> ResponseReturnValue:
    """``state`` and ``partner`` in the address."""
    read = reading()
    asked, page = asked_offers(request.args, read), page_number(request.args)
    found = queries.find(standings=asked.standings, partner_id=asked.partner_id, page=page, size=PAGE)
    if page > 1 and not found.rows:
        raise NotFound()
    return render_template(
        "hosting/offers.html",
        offers=[offered(offer, read, {}, may_answer=True) for offer in found.rows],
        total=found.total,
        waiting=queries.waiting(),
        pages=pages(asked.given, page, found.total, PAGE),
        given=asked.given,
        states=[(str(standing), gettext(label)) for standing, label in STANDING_LABELS.items()],
        partners=partner_choices(read),
    )


@blueprint.get("/<int:offer_id>/")
@permitted(Permission.PLAN_MEETINGS)
def offer(offer_id: int) -> ResponseReturnValue:
    found = queries.get(offer_id)
    return _page(found, _form(data={"answer": found.answer if found.standing is Standing.KEPT else ""}))


@blueprint.post("/<int:offer_id>/")
@permitted(Permission.PLAN_MEETINGS)
def answer(offer_id: int) -> ResponseReturnValue:
    queries.get(offer_id)
    form = _form()

    def act() -> str:
        meeting_id = meetings.id_of(form.meeting.data) if form.meeting.data else None
        given = Answer(Standing(form.standing.data), form.turn, form.answer.data, meeting_id)
        actions.answer(offer_id, given, by=actor(), now=clock.now())
        return address("offers.offer", offer_id=offer_id)

    return sent(form, act, lambda: _page(queries.get(offer_id), form))


def _form(**given: Any) -> AnswerForm:
    read = reading()
    form = AnswerForm(**given)
    form.offer_choices(met.choices(history.open_to_hosts(read.today), read))
    return form


def _page(found: Offer, form: AnswerForm) -> str:
    """From here on it is decided upon as it stands here."""
    read = reading()
    form.seen.data = str(found.turn)
    seen = history.meetings([found.meeting_id] if found.meeting_id else [])
    shown = offered(found, read, seen, may_answer=True)
    return render_template("hosting/offer.html", offer=shown, form=form)
