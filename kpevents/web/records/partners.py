"""One partner at the desk; their list is partner_list.py."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.journal.actions import card
from kpevents.features.meetings import holders
from kpevents.features.partners import actions, queries
from kpevents.features.partners.contacts import queries as contacts
from kpevents.features.partners.contacts.rules import CHECK_LABELS
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import KIND_LABELS, SIDE_LABELS, Kind, Side
from kpevents.infra import clock
from kpevents.infra.i18n import gettext, language
from kpevents.web.addresses import address
from kpevents.web.forms import Form, TextsField, line
from kpevents.web.guards import permitted
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.records import deleting
from kpevents.web.records.fields import number, one_of, one_of_many, or_none, ticks, values
from kpevents.web.records.saving import Told, saved
from kpevents.web.records.weekdays import weekdays
from kpevents.web.session import actor

blueprint = Blueprint("partners", __name__, url_prefix="/partners")


class PartnerForm(Form):
    name = TextsField(N_("Name in lists"), at_most=300, needed=N_("Write the name in at least one language."))
    name_in_text = TextsField(N_("Name inside a sentence"), at_most=300)
    short_name = line(N_("Short name"), 40)
    side = one_of(N_("Side"), SIDE_LABELS, default=Side.NEITHER)
    kind = one_of_many(N_("Kind"), KIND_LABELS)
    eu_protocol_rank = number(N_("Place in the European Union’s order"), 1, 99)
    zone = line(N_("Time zone"), 60, filters=[or_none])
    weekend = ticks(N_("Days of the weekend"), weekdays)
    weekend_note = line(N_("What else to know of its weekend"), 500)
    about = TextsField(N_("About the partner"), at_most=4000, lines=True)
    note = TextsField(N_("Note for readers"), at_most=4000, lines=True)


class NewPartnerForm(PartnerForm):
    code = line(N_("Code in addresses"), 20, N_("Write the code."))
    iso3 = line(N_("Code of three letters, of a state"), 3, filters=[or_none])


@blueprint.get("/new")
@permitted(Permission.KEEP_RECORDS)
def new() -> ResponseReturnValue:
    return _page(NewPartnerForm(), None)


@blueprint.post("/new")
@permitted(Permission.KEEP_RECORDS)
def create() -> ResponseReturnValue:
    form = NewPartnerForm()

    def act() -> str:
        given = values(form, actions.FIELDS)
        made = actions.create(form.code.data, form.iso3.data, given, by=actor(), now=clock.now())
        return address("records.partners.edit", code=made.code, saved=1)

    return sent(form, act, lambda: _page(form, None))


@blueprint.get("/<code>/")
@permitted(Permission.KEEP_RECORDS)
def edit(code: str) -> ResponseReturnValue:
    partner = queries.get(code)
    form = _of_kind(PartnerForm(obj=partner), partner)
    form.keep_opened(card(partner, actions.FIELDS))
    return _page(form, partner)


@blueprint.post("/<code>/")
@permitted(Permission.KEEP_RECORDS)
def change(code: str) -> ResponseReturnValue:
    form = _of_kind(PartnerForm(), queries.get(code))

    def act() -> str:
        given = values(form, actions.FIELDS)
        holders.change(code, given, opened=form.opened_card(), by=actor(), now=clock.now())
        return address("records.partners.edit", code=code, saved=1)

    return saved(form, act, lambda told: _page(form, queries.get(code), told), lambda: queries.get(code))


@blueprint.get("/<code>/delete")
@permitted(Permission.KEEP_RECORDS)
def ask(code: str) -> ResponseReturnValue:
    return deleting.ask(_doomed(code))


@blueprint.post("/<code>/delete")
@permitted(Permission.KEEP_RECORDS)
def delete(code: str) -> ResponseReturnValue:
    def act() -> str:
        actions.delete(code, by=actor(), now=clock.now())
        return address("records.partner_list.index")

    return deleting.deleted(act, lambda: _doomed(code))


def _of_kind(form: PartnerForm, partner: Partner) -> PartnerForm:
    """A state stays a state, and an organisation one of the other kinds: only those can be chosen."""
    kind: SelectField = form.kind
    offered: Any = kind.choices
    kind.choices = [(word, text) for word, text in offered if (word == Kind.STATE) == partner.is_state]
    return form


def _doomed(code: str) -> deleting.Doomed:
    partner = queries.get(code)
    warning = gettext(
        "The partner leaves every list and its feed ends. Only one that nothing refers to can be deleted."
    )
    hanging = deleting.hanging_on(partner, partner.id)
    return deleting.Doomed(partner.name[language()], warning, address("records.partners.edit", code=code), hanging)


def _page(form: PartnerForm, partner: Partner | None, told: Sequence[Told] = ()) -> str:
    read = reading()
    return render_template(
        "records/partner.html",
        form=form,
        partner=partner,
        told=told,
        zones=sorted({each.zone for each in read.partners.by_id.values() if each.zone}),
        state=contacts.states(read.today).get(partner.id) if partner else None,
        checks=CHECK_LABELS,
        read=read,
    )
