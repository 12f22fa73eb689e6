from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission, reach
from kpevents.core.text import searchable
from kpevents.features.hosting.actions import offers as actions
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.queries import history
from kpevents.features.hosting.queries import offers as queries
from kpevents.features.hosting.rules.turns import SHARE_LABELS
from kpevents.features.partners.models import Partner
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.chairs import Named, named
from kpevents.web.delegations.forms import OfferForm
from kpevents.web.guards import permitted
from kpevents.web.met import Met, met
from kpevents.web.offered import Offered, offered
from kpevents.web.pressing import sent
from kpevents.web.reading import Reading, reading
from kpevents.web.seen import SeenForm
from kpevents.web.session import actor

blueprint = Blueprint("delegations", __name__, url_prefix="/delegations")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A meeting still to come in which a partner hosts, and as what."""

    share: str
    meeting: Met


@dataclass(frozen=True, slots=True)
class Own:
    """A partner that one speaks for. ``hosts``: the nearest first."""

    code: str
    partner: Named
    hosts: Sequence[Ahead]
    offers: Sequence[Offered]


@blueprint.get("/")
@permitted(Permission.ANSWER_FOR_PARTNER, somewhere=True)
def index() -> ResponseReturnValue:
    read = reading()
    return render_template("delegations/index.html", own=_own(_spoken_for(read), read), read=read)


def _spoken_for(read: Reading) -> list[Partner]:
    """By name; whoever may speak for everybody sees them all."""
    where = reach(actor(), Permission.ANSWER_FOR_PARTNER)
    found = [p for p in read.partners.by_id.values() if where.everywhere or p.id in where.partner_ids]
    return sorted(found, key=lambda partner: searchable(partner.name[read.language]))


def _own(partners: Sequence[Partner], read: Reading) -> list[Own]:
    ids = [partner.id for partner in partners]
    made = queries.of_partners(ids)
    turns = [t for t in history.turns() if t.partner_id in ids and t.year is not None and t.last >= read.today]
    wanted = {turn.meeting_id for turn in turns} | {offer.meeting_id for offer in made if offer.meeting_id}
    seen = history.seen_by(actor(), wanted)
    hosts = {n: [t for t in turns if t.partner_id == n and t.meeting_id in seen] for n in ids}
    return [
        Own(
            code=partner.code,
            partner=named(partner.id, read),
            hosts=[Ahead(gettext(SHARE_LABELS[t.share]), met(seen[t.meeting_id], read)) for t in hosts[partner.id]],
            offers=[offered(offer, read, seen) for offer in made if offer.partner_id == partner.id],
        )
        for partner in partners
    ]


@blueprint.get("/<code>/offers/")
@permitted(Permission.ANSWER_FOR_PARTNER, partner="code")
def offers(code: str) -> ResponseReturnValue:
    read = reading()
    partner = read.partners.get(code)
    (own,) = _own([partner], read)
    return render_template("delegations/offers.html", own=own)


@blueprint.get("/<code>/offers/new")
@permitted(Permission.ANSWER_FOR_PARTNER, partner="code")
def new(code: str) -> ResponseReturnValue:
    return _new(code, _offer_form())


@blueprint.post("/<code>/offers/new")
@permitted(Permission.ANSWER_FOR_PARTNER, partner="code")
def new_send(code: str) -> ResponseReturnValue:
    form = _offer_form()

    def act() -> str:
        read = reading()
        actions.make(read.partners.get(code).id, form.terms(read), by=actor(), now=clock.now())
        return address("delegations.offers", code=code)

    return sent(form, act, lambda: _new(code, form))


@blueprint.get("/<code>/offers/<int:offer_id>/withdraw")
@permitted(Permission.ANSWER_FOR_PARTNER, partner="code")
def withdraw(code: str, offer_id: int) -> ResponseReturnValue:
    return _withdraw(code, _offer_of(code, offer_id), SeenForm())


@blueprint.post("/<code>/offers/<int:offer_id>/withdraw")
@permitted(Permission.ANSWER_FOR_PARTNER, partner="code")
def withdraw_send(code: str, offer_id: int) -> ResponseReturnValue:
    found, form = _offer_of(code, offer_id), SeenForm()
    partner_id = found.partner_id

    def act() -> str:
        actions.withdraw(offer_id, partner_id, seen=form.turn, by=actor(), now=clock.now())
        return address("delegations.offers", code=code)

    return sent(form, act, lambda: _withdraw(code, _offer_of(code, offer_id), form))


def _offer_of(code: str, offer_id: int) -> Offer:
    """Raises NotFound for another partner's."""
    return queries.get(offer_id, partner_id=reading().partners.get(code).id)


def _withdraw(code: str, found: Offer, form: SeenForm) -> str:
    """From here on it is decided upon as it stands here."""
    form.seen.data = str(found.turn)
    return render_template("delegations/withdraw.html", code=code, offer=offered(found, reading(), {}), form=form)


def _offer_form() -> OfferForm:
    form = OfferForm()
    form.offer_choices(reading())
    return form


def _new(code: str, form: OfferForm) -> str:
    partner = named(reading().partners.get(code).id, reading())
    return render_template("delegations/offer.html", code=code, partner=partner, form=form)
