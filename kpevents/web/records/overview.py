"""The way in to the records, each kind with how many there are."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_, Sentence
from kpevents.features.governance.queries import governance
from kpevents.features.meetings.groups import queries as groups
from kpevents.features.pages import queries as texts
from kpevents.features.partners.contacts.queries import to_check
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.guards import permitted
from kpevents.web.reading import Reading, reading
from kpevents.web.records import (
    cluster_list,
    clusters,
    contacts,
    due,
    page_list,
    pages,
    partner_list,
    partners,
    series,
    series_list,
    term_list,
    terms,
    type_list,
    types,
)

blueprint = Blueprint("records", __name__, url_prefix="/desk")
_LISTS = (partner_list, due, term_list, type_list, series_list, cluster_list, page_list)
for _room in (*_LISTS, partners, contacts, terms, types, series, clusters, pages):
    blueprint.register_blueprint(_room.blueprint)


@dataclass(frozen=True, slots=True)
class Way:
    url: str
    number: str
    name: str
    about: str


_WAYS = (
    ("records.partner_list.index", N_("Partners"), N_("Names, time zones, weekends, and the contacts of each")),
    ("records.due.index", N_("Contacts to check"), N_("Nobody made sure of them for a year")),
    ("records.term_list.index", N_("Terms of office"), N_("Members, Steering Committee, chairs of the Process")),
    ("records.type_list.index", N_("Types of meetings"), N_("Their names, level, mark and colour")),
    ("records.series_list.index", N_("Series"), N_("Numbered meetings that belong together")),
    ("records.cluster_list.index", N_("Clusters"), N_("Meetings of one trip")),
    ("records.page_list.index", N_("Texts of the site"), N_("About the Process, contact, legal notice and others")),
)


@blueprint.get("/records/")
@permitted(Permission.KEEP_RECORDS)
def index() -> ResponseReturnValue:
    read = reading()
    counted = _counted(read)
    return render_template("records/index.html", kinds=[_way(*way, number=counted[way[0]]) for way in _WAYS], read=read)


def _way(endpoint: str, name: Sentence, about: Sentence, *, number: int) -> Way:
    return Way(address(endpoint), dates.number(number), gettext(name), gettext(about))


def _counted(read: Reading) -> dict[str, int]:
    governed = governance(read.revision)
    return {
        "records.partner_list.index": len(read.partners.by_id),
        "records.due.index": len(to_check(read.today)),
        "records.term_list.index": len(governed.chairs) + len(governed.committee) + len(governed.members),
        "records.type_list.index": len(read.reference.types),
        "records.series_list.index": len(read.reference.series),
        "records.cluster_list.index": len(groups.clusters()),
        "records.page_list.index": len(texts.every()),
    }
