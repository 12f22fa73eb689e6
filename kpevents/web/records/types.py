"""Types of meetings at the desk."""

from collections.abc import Sequence

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.journal.actions import card
from kpevents.features.meetings.groups import queries, types
from kpevents.features.meetings.groups.rules import CSS_COLOURS
from kpevents.features.meetings.models import MeetingType
from kpevents.features.meetings.rules import LEVEL_LABELS, MARK_LABELS, Level, Mark
from kpevents.infra import clock
from kpevents.infra.i18n import gettext, language
from kpevents.web.addresses import address
from kpevents.web.forms import Form, TextsField, line
from kpevents.web.guards import permitted
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.records import deleting
from kpevents.web.records.fields import lowered, number, one_of, values, yes_or_no
from kpevents.web.records.saving import Told, saved
from kpevents.web.session import actor

blueprint = Blueprint("types", __name__, url_prefix="/types")

NAMED = N_("Write the name in at least one language.")


class TypeForm(Form):
    name = TextsField(N_("Name of one"), at_most=120, needed=NAMED)
    plural = TextsField(N_("Name of several"), at_most=120, needed=NAMED)
    level = one_of(N_("Level"), LEVEL_LABELS, default=Level.TECHNICAL)
    mark = one_of(N_("How it is marked on pages"), MARK_LABELS, default=Mark.THEMATIC)
    colour = line(N_("Colour in calendars"), 30, N_("Write the name of a colour."), filters=[lowered])
    needs_pair = yes_or_no(N_("One African and one European partner host it together"))
    position = number(N_("Place in lists"), 0, 999, default=99)


class NewTypeForm(TypeForm):
    slug = line(N_("Word in addresses"), 60, N_("Write the word that stands in addresses."))


@blueprint.get("/new")
@permitted(Permission.KEEP_RECORDS)
def new() -> ResponseReturnValue:
    return _page(NewTypeForm(), None)


@blueprint.post("/new")
@permitted(Permission.KEEP_RECORDS)
def create() -> ResponseReturnValue:
    form = NewTypeForm()

    def act() -> str:
        made = types.create(form.slug.data, values(form, types.FIELDS), by=actor(), now=clock.now())
        return address("records.types.edit", slug=made.slug, saved=1)

    return sent(form, act, lambda: _page(form, None))


@blueprint.get("/<slug>/")
@permitted(Permission.KEEP_RECORDS)
def edit(slug: str) -> ResponseReturnValue:
    kind = queries.get_type(slug)
    form = TypeForm(obj=kind)
    form.keep_opened(card(kind, types.FIELDS))
    return _page(form, kind)


@blueprint.post("/<slug>/")
@permitted(Permission.KEEP_RECORDS)
def change(slug: str) -> ResponseReturnValue:
    form, stands = TypeForm(), queries.get_type(slug)

    def act() -> str:
        given = values(form, types.FIELDS)
        types.change(slug, given, opened=form.opened_card(), by=actor(), now=clock.now())
        return address("records.types.edit", slug=slug, saved=1)

    return saved(form, act, lambda told: _page(form, queries.get_type(slug), told), lambda: stands)


@blueprint.get("/<slug>/delete")
@permitted(Permission.KEEP_RECORDS)
def ask(slug: str) -> ResponseReturnValue:
    return deleting.ask(_doomed(slug))


@blueprint.post("/<slug>/delete")
@permitted(Permission.KEEP_RECORDS)
def delete(slug: str) -> ResponseReturnValue:
    def act() -> str:
        types.delete(slug, by=actor(), now=clock.now())
        return address("records.type_list.index")

    return deleting.deleted(act, lambda: _doomed(slug))


def _doomed(slug: str) -> deleting.Doomed:
    kind = queries.get_type(slug)
    warning = gettext("The type leaves every list and its feed ends. Only a type that no meeting is of can be deleted.")
    hanging = deleting.hanging_on(kind, kind.id)
    return deleting.Doomed(kind.name[language()], warning, address("records.types.edit", slug=slug), hanging)


def _page(form: TypeForm, kind: MeetingType | None, told: Sequence[Told] = ()) -> str:
    colours = sorted(CSS_COLOURS)
    return render_template("records/type.html", form=form, kind=kind, told=told, colours=colours, read=reading())
