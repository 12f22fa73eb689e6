"""The contacts of one partner at the desk."""

from collections.abc import Sequence

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from wtforms import EmailField

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.journal.actions import card
from kpevents.features.partners import queries as partners
from kpevents.features.partners.contacts import actions, queries
from kpevents.features.partners.contacts.models import Contact
from kpevents.features.partners.contacts.rules import CONTACT_LABELS, SPEAKS_LABELS, ContactKind, is_due
from kpevents.features.partners.models import Partner
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.forms import Clean, Form, line, prose, stripped
from kpevents.web.guards import permitted
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.records import deleting
from kpevents.web.records.fields import day, one_of, one_of_many, values, yes_or_no
from kpevents.web.records.saving import Told, saved
from kpevents.web.session import actor

blueprint = Blueprint("contacts", __name__)

OF_PARTNER = "/partners/<code>/contacts"


class ContactForm(Form):
    kind = one_of(N_("What the person is to the partner"), CONTACT_LABELS, default=ContactKind.FOCAL_POINT)
    name = line(N_("Name"), 200, N_("Write the name of the contact, or of the office that answers."))
    function = line(N_("Function"), 200)
    email = EmailField(N_("E-mail address"), [Clean(254)], filters=[stripped])
    phone = line(N_("Telephone"), 60)
    language = one_of_many(N_("Language to write in"), SPEAKS_LABELS, none=N_("Not known"))
    note = prose(N_("Note"), 1000)
    active = yes_or_no(N_("In use: the Secretariat writes to this contact"), default=True)
    last_checked_on = day(N_("Last checked on"))


@blueprint.get(f"{OF_PARTNER}/")
@permitted(Permission.KEEP_RECORDS)
def index(code: str) -> ResponseReturnValue:
    partner, read = partners.get(code), reading()
    rows = [(each, is_due(each.active, each.last_checked_on, read.today)) for each in queries.of_partner(partner.id)]
    return render_template(
        "records/contacts.html", partner=partner, rows=rows, kinds=CONTACT_LABELS, form=Form(), read=read
    )


@blueprint.get(f"{OF_PARTNER}/new")
@permitted(Permission.KEEP_RECORDS)
def new(code: str) -> ResponseReturnValue:
    return _page(ContactForm(), partners.get(code), None)


@blueprint.post(f"{OF_PARTNER}/new")
@permitted(Permission.KEEP_RECORDS)
def create(code: str) -> ResponseReturnValue:
    form, partner = ContactForm(), partners.get(code)

    def act() -> str:
        actions.create(code, values(form, actions.FIELDS), by=actor(), now=clock.now())
        return address("records.contacts.index", code=code)

    return sent(form, act, lambda: _page(form, partner, None))


@blueprint.get(f"{OF_PARTNER}/<int:contact_id>/")
@permitted(Permission.KEEP_RECORDS)
def edit(code: str, contact_id: int) -> ResponseReturnValue:
    partner = partners.get(code)
    contact = queries.get(partner.id, contact_id)
    form = ContactForm(obj=contact)
    form.keep_opened(card(contact, actions.FIELDS))
    return _page(form, partner, contact)


@blueprint.post(f"{OF_PARTNER}/<int:contact_id>/")
@permitted(Permission.KEEP_RECORDS)
def change(code: str, contact_id: int) -> ResponseReturnValue:
    form, partner = ContactForm(), partners.get(code)
    whose = partner.id

    def act() -> str:
        given = values(form, actions.FIELDS)
        actions.change(whose, contact_id, given, opened=form.opened_card(), by=actor(), now=clock.now())
        return address("records.contacts.edit", code=code, contact_id=contact_id, saved=1)

    def again(told: Sequence[Told]) -> str:
        return _page(form, partners.get(code), queries.get(whose, contact_id), told)

    return saved(form, act, again, lambda: queries.get(whose, contact_id))


@blueprint.post(f"{OF_PARTNER}/<int:contact_id>/checked")
@permitted(Permission.KEEP_RECORDS)
def checked(code: str, contact_id: int) -> ResponseReturnValue:
    whose = partners.get(code).id

    def act() -> str:
        actions.mark_as_checked(whose, contact_id, by=actor(), now=clock.now())
        return address("records.contacts.index", code=code)

    return sent(Form(), act, lambda: _page(ContactForm(), partners.get(code), queries.get(whose, contact_id)))


@blueprint.get(f"{OF_PARTNER}/<int:contact_id>/delete")
@permitted(Permission.KEEP_RECORDS)
def ask(code: str, contact_id: int) -> ResponseReturnValue:
    return deleting.ask(_doomed(code, contact_id))


@blueprint.post(f"{OF_PARTNER}/<int:contact_id>/delete")
@permitted(Permission.KEEP_RECORDS)
def erase(code: str, contact_id: int) -> ResponseReturnValue:
    whose = partners.get(code).id

    def act() -> str:
        actions.erase(whose, contact_id, by=actor(), now=clock.now())
        return address("records.contacts.index", code=code)

    return deleting.deleted(act, lambda: _doomed(code, contact_id))


def _doomed(code: str, contact_id: int) -> deleting.Doomed:
    contact = queries.get(partners.get(code).id, contact_id)
    warning = gettext(
        "Name, function, addresses and note are erased for good. The journal keeps that there was a contact."
    )
    back = address("records.contacts.edit", code=code, contact_id=contact_id)
    return deleting.Doomed(contact.name, warning, back, deleting.hanging_on(contact, contact.id))


def _page(form: ContactForm, partner: Partner, contact: Contact | None, told: Sequence[Told] = ()) -> str:
    return render_template(
        "records/contact.html", form=form, partner=partner, contact=contact, told=told, read=reading()
    )
