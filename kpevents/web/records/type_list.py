"""The list of types of meetings at the desk, in the order of their places."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.meetings.groups import queries, types
from kpevents.features.meetings.models import MeetingType
from kpevents.features.meetings.rules import LEVEL_LABELS, MARK_LABELS, Level
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, language, ngettext
from kpevents.web.addresses import address
from kpevents.web.exports import Column, Kind
from kpevents.web.filters import Asked
from kpevents.web.listing import Act, Ids, ManyForm
from kpevents.web.records import deleting
from kpevents.web.records.fields import translated
from kpevents.web.session import actor
from kpevents.web.short_list import ShortList, has_words, labelled, put_up, quoted

blueprint = Blueprint("type_list", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """``used``: the number of its meetings, as main type or further one."""

    id: int
    type: MeetingType
    name: str
    level: str
    hosts: str
    used: int


COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Name of one"), lambda row: row.name),
    Column(N_("Name of several"), lambda row: row.type.plural[language()]),
    Column(N_("Word in addresses"), lambda row: row.type.slug),
    Column(N_("Level"), lambda row: row.level),
    Column(N_("How it is marked on pages"), lambda row: gettext(MARK_LABELS[row.type.mark])),
    Column(N_("Colour in calendars"), lambda row: row.type.colour),
    Column(N_("Hosts"), lambda row: row.hosts),
    Column(N_("Place in lists"), lambda row: row.type.position, Kind.NUMBER),
    Column(N_("Meetings"), lambda row: row.used, Kind.NUMBER),
)


def _delete(ids: Ids) -> str:
    for slug in [row.type.slug for row in _rows(Asked({})) if row.id in ids]:
        types.delete(slug, by=actor(), now=clock.now())
    return ngettext(
        "%(number)s type is deleted.", "%(number)s types are deleted.", len(ids), number=dates.number(len(ids))
    )


def _asks_to_delete(number: int) -> str:
    return ngettext(
        "Delete %(number)s type that no meeting is of? It leaves every list, and its feed ends.",
        "Delete %(number)s types that no meeting is of? They leave every list, and their feeds end.",
        number,
        number=dates.number(number),
    )


DELETE = Act(
    "delete",
    N_("Delete those not in use"),
    _delete,
    asks=_asks_to_delete,
    fits=lambda ids: deleting.free(MeetingType, ids),
)


def _list() -> ShortList[Row]:
    return ShortList(
        at=address("records.type_list.index"),
        name=gettext("Types of meetings"),
        columns=COLUMNS,
        rows=_rows,
        said={"q": quoted, "level": labelled(LEVEL_LABELS)},
        acts=(DELETE,),
    )


def _page(form: ManyForm | None) -> str:
    return render_template("records/types.html", page=_list().page(form), levels=translated(LEVEL_LABELS))


def _rows(asked: Asked) -> list[Row]:
    """Raises NotAChoice."""
    level = asked.choice("level", Level)
    return [
        _row(kind, used)
        for kind, used in queries.types()
        if level in (None, kind.level) and has_words(asked, *kind.name, *kind.plural, kind.slug)
    ]


def _row(kind: MeetingType, used: int) -> Row:
    hosts = gettext("one African, one European") if kind.needs_pair else gettext("no pair asked")
    return Row(kind.id, kind, kind.name[language()], gettext(LEVEL_LABELS[kind.level]), hosts, used)


put_up(blueprint, "/types", Permission.KEEP_RECORDS, the_list=_list, shown=_page)
