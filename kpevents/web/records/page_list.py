"""The list of the texts of the site at the desk."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.pages import queries
from kpevents.features.pages.models import Page
from kpevents.infra.i18n import gettext, language, listed
from kpevents.web.addresses import address
from kpevents.web.exports import Column
from kpevents.web.filters import Asked
from kpevents.web.listing import ManyForm
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.short_list import ShortList, has_words, put_up, quoted

blueprint = Blueprint("page_list", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """``languages``: those in which there is a text, each by its code and its own name."""

    id: int
    page: Page
    title: str
    languages: list[tuple[str, str]]


COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Title"), lambda row: row.title),
    Column(N_("Address"), lambda row: f"/{row.page.slug}/"),
    Column(N_("Languages"), lambda row: listed(name for _, name in row.languages)),
    Column(N_("Text, in Markdown"), lambda row: row.page.body[language()]),
)


def _list() -> ShortList[Row]:
    return ShortList(
        at=address("records.page_list.index"),
        name=gettext("Texts of the site"),
        columns=COLUMNS,
        rows=_rows,
        said={"q": quoted},
    )


def _page(form: ManyForm | None) -> str:
    return render_template("records/pages.html", page=_list().page(form))


def _rows(asked: Asked) -> list[Row]:
    return [_row(page) for page in queries.every() if has_words(asked, *page.title, *page.body, page.slug)]


def _row(page: Page) -> Row:
    languages = [(code, NAMES_OF_LANGUAGES[code]) for code in page.body.as_dict()]
    return Row(page.id, page, page.title[language()], languages)


put_up(blueprint, "/pages", Permission.KEEP_RECORDS, the_list=_list, shown=_page)
