"""The desk's pages of offers: all of them, and one with its answer."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.hosting.actions import offers as actions
from kpevents.features.hosting.actions.offers import Answer
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.queries import history
from kpevents.features.hosting.queries import offers as queries
from kpevents.features.hosting.rules.offers import STANDING_LABELS, Standing
from kpevents.features.meetings import whole as meetings
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web import met
from kpevents.web.addresses import address
from kpevents.web.exports import Column, FileType, Kind, Table, export
from kpevents.web.filters import page_number
from kpevents.web.guards import permitted
from kpevents.web.hosting.asked import chosen_words, read_filters
from kpevents.web.hosting.forms import AnswerForm
from kpevents.web.listing import PAGE, Act, Ids, Many, ManyForm, acted, page
from kpevents.web.offered import Offered, offered, partner_choices
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.session import actor

blueprint = Blueprint("offers", __name__, url_prefix="/desk")

COLUMNS: tuple[Column[Offered], ...] = (
    Column(N_("Theme"), lambda offer: offer.theme),
    Column(N_("Partner"), lambda offer: offer.partner.name),
    Column(N_("Offer"), lambda offer: offer.role),
    Column(N_("Period"), lambda offer: offer.period),
    Column(N_("Domain"), lambda offer: offer.domain),
    Column(N_("Type"), lambda offer: offer.kind),
    Column(N_("Where it stands"), lambda offer: offer.standing),
    Column(N_("What the partner writes"), lambda offer: offer.note),
    Column(N_("What the partner reads"), lambda offer: offer.answer),
    Column(N_("Made"), lambda offer: offer.made, Kind.MOMENT),
    Column(N_("Last changed"), lambda offer: offer.answered, Kind.MOMENT),
)


@blueprint.get("/offers/")
@permitted(Permission.PLAN_MEETINGS)
def index() -> ResponseReturnValue:
    """``state`` and ``partner`` in the address."""
    return _list()


@blueprint.post("/offers/")
@permitted(Permission.PLAN_MEETINGS)
def selected() -> ResponseReturnValue:
    filters = read_filters(request.args, reading())
    matching = lambda: queries.ids(filters.wanted)  # noqa: E731 - read anew when it is asked
    return acted(Many(at=address("offers.index"), asked=filters, matching=matching, again=_list, acts=(KEEP,)))


def _list(form: ManyForm | None = None) -> str:
    read = reading()
    filters, number = read_filters(request.args, read), page_number(request.args)
    rows, total = queries.find(filters.wanted, page=number, size=PAGE)
    shown = [offered(offer, read, {}, may_answer=True) for offer in rows]
    return render_template(
        "hosting/offers.html",
        page=page(
            address("offers.index"), filters, number, (shown, total), form=form, chosen=chosen_words(filters, read),
            acts=(KEEP,),
        ),
        waiting=queries.waiting(),
        states=[(str(standing), gettext(label)) for standing, label in STANDING_LABELS.items()],
        partners=partner_choices(read),
    )  # fmt: skip


@blueprint.get("/offers.<any(csv, xlsx):file_type>")
@permitted(Permission.PLAN_MEETINGS)
def file(file_type: str) -> ResponseReturnValue:
    read = reading()
    rows = [offered(offer, read, {}) for offer in queries.every(read_filters(request.args, read).wanted)]
    return export(Table(gettext("Offers to host"), COLUMNS, rows), FileType(file_type))


def _keep(ids: Ids) -> str:
    for number in ids:
        actions.answer(number, Answer(Standing.KEPT, queries.get(number).turn), by=actor(), now=clock.now())
    return ngettext(
        "%(number)s offer is kept for later.",
        "%(number)s offers are kept for later.",
        len(ids),
        number=dates.number(len(ids)),
    )


def _waiting(ids: Ids) -> list[int]:
    """What has an answer keeps it."""
    return [number for number in ids if queries.get(number).standing is Standing.MADE]


KEEP = Act("keep", N_("Keep for later"), _keep, fits=_waiting)


@blueprint.get("/offers/<int:offer_id>/")
@permitted(Permission.PLAN_MEETINGS)
def offer(offer_id: int) -> ResponseReturnValue:
    found = queries.get(offer_id)
    return _page(found, _form(data={"answer": found.answer if found.standing is Standing.KEPT else ""}))


@blueprint.post("/offers/<int:offer_id>/")
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
