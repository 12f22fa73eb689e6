"""Contacts that nobody checked for a year: called or written to, then marked, many at once."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.partners.contacts import actions, queries
from kpevents.features.partners.contacts.models import Contact
from kpevents.features.partners.contacts.rules import CONTACT_LABELS, SPEAKS_LABELS
from kpevents.features.partners.models import Partner
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, language, ngettext
from kpevents.web import exports
from kpevents.web.addresses import address
from kpevents.web.exports import Column, FileType, Table, export
from kpevents.web.filters import Asked, given_in, page_number
from kpevents.web.guards import permitted
from kpevents.web.listing import PAGE, Act, Many, ManyForm, acted, ids_in, page
from kpevents.web.reading import reading
from kpevents.web.session import actor

blueprint = Blueprint("due", __name__)

Due = tuple[Contact, Partner]

COLUMNS: tuple[Column[Due], ...] = (
    Column(N_("Name"), lambda row: row[0].name),
    Column(N_("Function"), lambda row: row[0].function),
    Column(N_("Contact as"), lambda row: gettext(CONTACT_LABELS[row[0].kind])),
    Column(N_("Partner"), lambda row: row[1].name[language()]),
    Column(N_("E-mail address"), lambda row: row[0].email),
    Column(N_("Telephone"), lambda row: row[0].phone),
    Column(N_("Language to write in"), lambda row: row[0].language and gettext(SPEAKS_LABELS[row[0].language])),
    Column(N_("Last checked"), lambda row: row[0].last_checked_on, exports.Kind.DAY),
)


@blueprint.get("/contacts/")
@permitted(Permission.KEEP_RECORDS)
def index() -> ResponseReturnValue:
    return _page()


@blueprint.post("/contacts/")
@permitted(Permission.KEEP_RECORDS)
def selected() -> ResponseReturnValue:
    return acted(Many(at=_at(), asked=_asked(), matching=_ids, again=_page, acts=_ACTS))


@blueprint.get("/contacts.<any(csv, xlsx):file_type>")
@permitted(Permission.KEEP_RECORDS)
def file(file_type: str) -> ResponseReturnValue:
    ids = ids_in(request.args)
    rows = [row for row in _rows(_asked()) if not ids or row[0].id in ids]
    return export(Table(gettext("Contacts to check"), COLUMNS, rows), FileType(file_type))


def _checked(ids: Sequence[int]) -> str:
    number = actions.mark_many_as_checked(ids, by=actor(), now=clock.now())
    return ngettext(
        "%(number)s contact is marked as checked today.",
        "%(number)s contacts are marked as checked today.",
        number,
        number=dates.number(number),
    )


_ACTS = (Act("checked", N_("Mark as checked today"), _checked),)


def _at() -> str:
    return address("records.due.index")


def _asked() -> Asked:
    return Asked(given_in(request.args, ("partner",)))


def _rows(asked: Asked) -> list[Due]:
    """Raises NotFound for a partner that is not there."""
    read = reading()
    partner = asked.known("partner", read.partners.by_code)
    return [row for row in queries.to_check(read.today) if partner is None or row[1].id == partner.id]


def _ids() -> list[int]:
    return [contact.id for contact, _ in _rows(_asked())]


def _page(form: ManyForm | None = None) -> str:
    read, asked, number = reading(), _asked(), page_number(request.args)
    rows = _rows(asked)
    shown = (rows[(number - 1) * PAGE : number * PAGE], len(rows))
    chosen = [(read.partners.get(code).name[read.language], "?") for code in asked.given.values()]
    return render_template(
        "records/due.html",
        page=page(_at(), asked, number, shown, form=form, chosen=chosen, acts=_ACTS),
        kinds=CONTACT_LABELS,
        read=read,
    )
