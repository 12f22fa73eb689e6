"""The way in to the records, each kind with how many there are."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_, Sentence
from kpevents.features.governance.queries import governance
from kpevents.features.meetings.groups import queries as groups
from kpevents.features.pages import queries as pages
from kpevents.features.partners.contacts import queries as contacts
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.guards import permitted
from kpevents.web.reading import Reading, reading

blueprint = Blueprint("records", __name__, url_prefix="/desk/records")


@dataclass(frozen=True, slots=True)
class Way:
    url: str
    number: str
    name: str
    about: str


_WAYS = (
    ("partner_records.index", N_("Partners"), N_("Names, time zones, weekends, and the contacts of each")),
    ("contacts.due", N_("Contacts to check"), N_("Nobody made sure of them for a year")),
    ("terms.index", N_("Terms of office"), N_("Members, Steering Committee, chairs of the Process")),
    ("types.index", N_("Types of meetings"), N_("Their names, level, mark and colour")),
    ("series.index", N_("Series"), N_("Numbered meetings that belong together")),
    ("clusters.index", N_("Clusters"), N_("Meetings of one trip")),
    ("pages.index", N_("Texts of the site"), N_("About the Process, contact, legal notice and others")),
)


@blueprint.get("/")
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
        "partner_records.index": len(read.partners.by_id),
        "contacts.due": len(contacts.to_check(read.today)),
        "terms.index": len(governed.chairs) + len(governed.committee) + len(governed.members),
        "types.index": len(read.reference.types),
        "series.index": len(read.reference.series),
        "clusters.index": len(groups.clusters()),
        "pages.index": len(pages.every()),
    }
