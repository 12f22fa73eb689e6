"""Texts of the site at the desk, with a look at how they will be printed before they are saved."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import SubmitField

from kpevents.core.policy import Permission
from kpevents.core.text import LANGUAGES, N_
from kpevents.features.journal.actions import card
from kpevents.features.pages import actions, queries
from kpevents.features.pages.models import Page
from kpevents.infra import clock
from kpevents.web.addresses import address
from kpevents.web.forms import Form, TextsField
from kpevents.web.guards import permitted
from kpevents.web.markdown import as_html
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.reading import reading
from kpevents.web.records.fields import values
from kpevents.web.records.saving import Told, saved
from kpevents.web.session import actor

blueprint = Blueprint("pages", __name__, url_prefix="/pages")


class PageForm(Form):
    title = TextsField(N_("Title"), at_most=200, needed=N_("Write the title in at least one language."))
    body = TextsField(
        N_("Text, in Markdown"), at_most=20_000, lines=True, needed=N_("Write the text in at least one language.")
    )
    look = SubmitField(N_("See how it will look"))


@dataclass(frozen=True, slots=True)
class Printed:
    """One language of a text as readers will get it."""

    language: str
    name: str
    title: str
    html: Markup


@blueprint.get("/<slug>/")
@permitted(Permission.KEEP_RECORDS)
def edit(slug: str) -> ResponseReturnValue:
    page = queries.get(slug)
    form = PageForm(obj=page)
    form.keep_opened(card(page, actions.FIELDS))
    return _page(form, page)


@blueprint.post("/<slug>/")
@permitted(Permission.KEEP_RECORDS)
def change(slug: str) -> ResponseReturnValue:
    """Saves it; or only shows it, when that was the button."""
    form, page = PageForm(), queries.get(slug)
    if form.look.data:
        valid = form.validate()
        return _page(form, page, printed=_printed(form) if valid else ()), 200 if valid else 422

    def act() -> str:
        given = values(form, actions.FIELDS)
        actions.change(slug, given, opened=form.opened_card(), by=actor(), now=clock.now())
        return address("records.pages.edit", slug=slug, saved=1)

    return saved(form, act, lambda told: _page(form, queries.get(slug), told), lambda: queries.get(slug))


def _printed(form: PageForm) -> list[Printed]:
    """In each language in which there is something."""
    title, body = form.title.data, form.body.data
    return [
        Printed(each, NAMES_OF_LANGUAGES[each], getattr(title, each), as_html(getattr(body, each)))
        for each in LANGUAGES
        if getattr(title, each) or getattr(body, each)
    ]


def _page(form: PageForm, page: Page, told: Sequence[Told] = (), printed: Sequence[Printed] = ()) -> str:
    return render_template("records/page.html", form=form, page=page, told=told, printed=printed, read=reading())
