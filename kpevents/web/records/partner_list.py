"""The list of partners at the desk: by side, kind, words, and by how their contacts stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_, searchable
from kpevents.features.partners.contacts import queries as contacts
from kpevents.features.partners.contacts.queries import State
from kpevents.features.partners.contacts.rules import CHECK_LABELS, CheckState
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import KIND_LABELS, SIDE_LABELS, Kind, Side
from kpevents.infra.i18n import gettext, language, listed
from kpevents.web import exports
from kpevents.web.addresses import address
from kpevents.web.exports import Column, FileType, Table, export
from kpevents.web.filters import Asked, given_in, page_number
from kpevents.web.guards import permitted
from kpevents.web.listing import PAGE, Many, ManyForm, acted, ids_in, page
from kpevents.web.reading import reading
from kpevents.web.records.fields import translated
from kpevents.web.records.weekdays import short_weekdays

blueprint = Blueprint("partner_list", __name__)

FILTERS = ("q", "side", "kind", "contact")


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    partner: Partner
    name: str
    kind: str
    side: str
    weekend: str
    in_use: int
    check: CheckState

    @property
    def contacts(self) -> str:
        return gettext(CHECK_LABELS[self.check])


COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Name"), lambda row: row.name),
    Column(N_("Short name"), lambda row: row.partner.short_name),
    Column(N_("Code in addresses"), lambda row: row.partner.code),
    Column(N_("Kind"), lambda row: row.kind),
    Column(N_("Side"), lambda row: row.side),
    Column(N_("Time zone"), lambda row: row.partner.zone),
    Column(N_("Weekend"), lambda row: row.weekend),
    Column(N_("Place in the European Union’s order"), lambda row: row.partner.eu_protocol_rank, exports.Kind.NUMBER),
    Column(N_("Contacts"), lambda row: row.in_use, exports.Kind.NUMBER),
    Column(N_("Last checked"), lambda row: row.contacts),
)


@blueprint.get("/partners/")
@permitted(Permission.KEEP_RECORDS)
def index() -> ResponseReturnValue:
    return _page()


@blueprint.post("/partners/")
@permitted(Permission.KEEP_RECORDS)
def selected() -> ResponseReturnValue:
    """What is ticked can be had as a file."""
    asked = _asked()
    return acted(Many(at=_at(), asked=asked, matching=lambda: [row.id for row in _rows(asked)], again=_page))


@blueprint.get("/partners.<any(csv, xlsx):file_type>")
@permitted(Permission.KEEP_RECORDS)
def file(file_type: str) -> ResponseReturnValue:
    ids = ids_in(request.args)
    rows = [row for row in _rows(_asked()) if not ids or row.id in ids]
    return export(Table(gettext("Partners"), COLUMNS, rows), FileType(file_type))


def _at() -> str:
    return address("records.partner_list.index")


def _asked() -> Asked:
    return Asked(given_in(request.args, FILTERS))


def _page(form: ManyForm | None = None) -> str:
    asked, number = _asked(), page_number(request.args)
    rows = _rows(asked)
    shown = (rows[(number - 1) * PAGE : number * PAGE], len(rows))
    return render_template(
        "records/partners.html",
        page=page(_at(), asked, number, shown, form=form, chosen=_chosen(asked)),
        sides=translated(SIDE_LABELS),
        kinds=translated(KIND_LABELS),
        checks=translated(CHECK_LABELS),
    )


def _rows(asked: Asked) -> list[Row]:
    """States first, each kind in the order of names. Raises NotAChoice."""
    read = reading()
    side, kind, check = asked.choice("side", Side), asked.choice("kind", Kind), asked.choice("contact", CheckState)
    states, words = contacts.states(read.today), searchable(asked.given.get("q", "")).split()
    rows = [_row(partner, states.get(partner.id)) for partner in read.partners.by_id.values() if _has(partner, words)]
    found = [
        row
        for row in rows
        if side in (None, row.partner.side) and kind in (None, row.partner.kind) and check in (None, row.check)
    ]
    return sorted(found, key=lambda row: (not row.partner.is_state, searchable(row.name)))


def _row(partner: Partner, state: State | None) -> Row:
    days = short_weekdays()
    return Row(
        id=partner.id,
        partner=partner,
        name=partner.name[language()],
        kind=gettext(KIND_LABELS[partner.kind]),
        side=gettext(SIDE_LABELS[partner.side]),
        weekend=listed(days[day] for day in partner.weekend),
        in_use=state.in_use if state else 0,
        check=state.check if state else CheckState.NONE,
    )


def _has(partner: Partner, words: Sequence[str]) -> bool:
    """Every word begins a word of the partner's names or codes."""
    texts = [*partner.name, *partner.name_in_text, partner.short_name, partner.code, partner.iso3 or ""]
    there = searchable(*texts).split()
    return all(any(word.startswith(each) for word in there) for each in words)


def _chosen(asked: Asked) -> list[tuple[str, str]]:
    """Each filter in words, and the address without it."""
    labels = {"side": SIDE_LABELS, "kind": KIND_LABELS, "contact": CHECK_LABELS}
    said = {
        name: gettext(labels[name][value]) if name in labels else gettext("“%(words)s”", words=value)  # type: ignore[index]
        for name, value in asked.given.items()
    }
    return [(words, asked.query(**{name: None}) or "?") for name, words in said.items()]
