"""One term at the desk: who was a member, sat in the Committee or held the chair, and between which dates."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import ValidationError

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.governance import actions, queries
from kpevents.features.governance.models import Term
from kpevents.features.governance.rules import BODY_LABELS, EVIDENCE_LABELS, BodySlug, Evidence
from kpevents.features.journal.actions import card
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.forms import Form, Needed, TextsField, line
from kpevents.web.guards import permitted
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.records import deleting
from kpevents.web.records.fields import ReducedDateField, one_of, partner_choices, values, yes_or_no
from kpevents.web.records.saving import Told, saved
from kpevents.web.records.term_words import name_of
from kpevents.web.session import actor

blueprint = Blueprint("terms", __name__, url_prefix="/terms")


def _an_address(_form: Form, field: Any) -> None:
    if field.data and not _is_an_address(field.data):
        raise ValidationError(gettext("Write the address of a page, beginning with https:// or http://."))


def _is_an_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
    except ValueError:
        return False


class TermForm(Form):
    starts = ReducedDateField(N_("Began"))
    ends = ReducedDateField(N_("Ended"))
    ongoing = yes_or_no(N_("It still runs"))
    seen_on = ReducedDateField(N_("Shown by a source on"))
    basis = one_of(N_("Where this is known from"), EVIDENCE_LABELS, default=Evidence.SECRETARIAT)
    source = line(N_("Address of the source"), 500, validators=[_an_address])
    note = TextsField(N_("Note for readers"), at_most=4000, lines=True)


class NewTermForm(TermForm):
    body = one_of(N_("Body"), BODY_LABELS, default=BodySlug.STEERING_COMMITTEE)
    partner = SelectField(N_("Partner"), [Needed(N_("Choose a partner."))])


@blueprint.get("/new")
@permitted(Permission.KEEP_RECORDS)
def new() -> ResponseReturnValue:
    return _new_page(NewTermForm())


@blueprint.post("/new")
@permitted(Permission.KEEP_RECORDS)
def create() -> ResponseReturnValue:
    form = NewTermForm()
    form.partner.choices = _choices()

    def act() -> str:
        given = values(form, actions.FIELDS)
        made = actions.create(form.body.data, form.partner.data, given, by=actor(), now=clock.now())
        return address("records.terms.edit", key=made.key, saved=1)

    return sent(form, act, lambda: _new_page(form))


@blueprint.get("/<key>/")
@permitted(Permission.KEEP_RECORDS)
def edit(key: str) -> ResponseReturnValue:
    term = queries.get(key)
    form = TermForm(obj=term)
    form.keep_opened(card(term, actions.FIELDS))
    return _page(form, term)


@blueprint.post("/<key>/")
@permitted(Permission.KEEP_RECORDS)
def change(key: str) -> ResponseReturnValue:
    form = TermForm()

    def act() -> str:
        given = values(form, actions.FIELDS)
        actions.change(key, given, opened=form.opened_card(), by=actor(), now=clock.now())
        return address("records.terms.edit", key=key, saved=1)

    return saved(form, act, lambda told: _page(form, queries.get(key), told), lambda: queries.get(key))


@blueprint.get("/<key>/delete")
@permitted(Permission.KEEP_RECORDS)
def ask(key: str) -> ResponseReturnValue:
    return deleting.ask(_doomed(key))


@blueprint.post("/<key>/delete")
@permitted(Permission.KEEP_RECORDS)
def delete(key: str) -> ResponseReturnValue:
    def act() -> str:
        actions.delete(key, by=actor(), now=clock.now())
        return address("records.term_list.index")

    return deleting.deleted(act, lambda: _doomed(key))


def _doomed(key: str) -> deleting.Doomed:
    term = queries.get(key)
    warning = gettext("The term leaves the pages of the partner and of governance. The journal keeps its dates.")
    return deleting.Doomed(
        name_of(term, reading()), warning, address("records.terms.edit", key=key), deleting.hanging_on(term, term.id)
    )


def _choices() -> list[tuple[str, str]]:
    return [("", gettext("Choose a partner")), *partner_choices(reading())]


def _new_page(form: NewTermForm) -> str:
    form.partner.choices = _choices()
    return render_template("records/term.html", form=form, term=None, told=(), name="", handover="", read=reading())


def _page(form: TermForm, term: Term, told: Sequence[Told] = ()) -> str:
    read = reading()
    handover = queries.handover_of(term)
    return render_template(
        "records/term.html",
        form=form,
        term=term,
        told=told,
        name=name_of(term, read),
        handover=handover.title.shown(read.language) if handover else "",
        read=read,
    )
