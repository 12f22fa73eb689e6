"""The list of series at the desk, the latest first."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.meetings.groups import queries
from kpevents.features.meetings.groups import series as groups
from kpevents.features.meetings.models import Series
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, language, ngettext
from kpevents.web.addresses import address
from kpevents.web.exports import Column, Kind
from kpevents.web.filters import Asked
from kpevents.web.listing import Act, Ids, ManyForm
from kpevents.web.records import deleting
from kpevents.web.session import actor
from kpevents.web.short_list import ShortList, has_words, put_up, quoted

blueprint = Blueprint("series_list", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """``used``: the number of its meetings, of whatever status."""

    id: int
    series: Series
    title: str
    used: int


COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Title"), lambda row: row.title),
    Column(N_("Word in addresses"), lambda row: row.series.slug),
    Column(N_("Meetings"), lambda row: row.used, Kind.NUMBER),
    Column(N_("Planned"), lambda row: row.series.planned, Kind.NUMBER),
    Column(N_("What it is about"), lambda row: row.series.about[language()]),
)


def _delete(ids: Ids) -> str:
    for slug in [row.series.slug for row in _rows(Asked({})) if row.id in ids]:
        groups.delete(slug, by=actor(), now=clock.now())
    return ngettext(
        "%(number)s series is deleted.", "%(number)s series are deleted.", len(ids), number=dates.number(len(ids))
    )


def _asks_to_delete(number: int) -> str:
    return ngettext(
        "Delete %(number)s series without meetings? It leaves every list, and its feed ends.",
        "Delete %(number)s series without meetings? They leave every list, and their feeds end.",
        number,
        number=dates.number(number),
    )


DELETE = Act(
    "delete", N_("Delete those not in use"), _delete, asks=_asks_to_delete, fits=lambda ids: deleting.free(Series, ids)
)


def _list() -> ShortList[Row]:
    return ShortList(
        at=address("records.series_list.index"),
        name=gettext("Series"),
        columns=COLUMNS,
        rows=_rows,
        said={"q": quoted},
        acts=(DELETE,),
    )


def _page(form: ManyForm | None) -> str:
    return render_template("records/series_list.html", page=_list().page(form))


def _rows(asked: Asked) -> list[Row]:
    return [
        Row(each.id, each, each.title[language()], used)
        for each, used in queries.series()
        if has_words(asked, *each.title, each.slug)
    ]


put_up(blueprint, "/series", Permission.KEEP_RECORDS, the_list=_list, shown=_page)
