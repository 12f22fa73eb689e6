"""The list of terms at the desk: the chair first, then the Committee and the members, the latest first."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.governance import queries
from kpevents.features.governance.models import Term
from kpevents.features.governance.rules import BODY_LABELS, EVIDENCE_LABELS, BodySlug
from kpevents.features.partners.models import Partner
from kpevents.infra.i18n import gettext, language
from kpevents.web.addresses import address
from kpevents.web.exports import Column, FileType, Kind, Table, export
from kpevents.web.filters import Asked, given_in, page_number
from kpevents.web.guards import permitted
from kpevents.web.listing import PAGE, Many, ManyForm, acted, ids_in, page
from kpevents.web.reading import reading
from kpevents.web.records.fields import partner_choices, translated
from kpevents.web.records.term_words import when

blueprint = Blueprint("term_list", __name__)

FILTERS = ("body", "partner")


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    term: Term
    partner: Partner
    name: str
    body: str
    basis: str
    when: str


COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Partner"), lambda row: row.name),
    Column(N_("Code in addresses"), lambda row: row.partner.code),
    Column(N_("Body"), lambda row: row.body),
    Column(N_("Began"), lambda row: row.term.starts, Kind.DAY),
    Column(N_("Ended"), lambda row: row.term.ends, Kind.DAY),
    Column(N_("It still runs"), lambda row: gettext("yes") if row.term.ongoing else gettext("no")),
    Column(N_("Shown by a source on"), lambda row: row.term.seen_on, Kind.DAY),
    Column(N_("Where this is known from"), lambda row: row.basis),
    Column(N_("Address of the source"), lambda row: row.term.source),
    Column(N_("Note for readers"), lambda row: row.term.note[language()]),
)


@blueprint.get("/terms/")
@permitted(Permission.KEEP_RECORDS)
def index() -> ResponseReturnValue:
    return _page()


@blueprint.post("/terms/")
@permitted(Permission.KEEP_RECORDS)
def selected() -> ResponseReturnValue:
    """What is ticked can be had as a file."""
    asked = _asked()
    return acted(Many(at=_at(), asked=asked, matching=lambda: [row.id for row in _rows(asked)], again=_page))


@blueprint.get("/terms.<any(csv, xlsx):file_type>")
@permitted(Permission.KEEP_RECORDS)
def file(file_type: str) -> ResponseReturnValue:
    ids = ids_in(request.args)
    rows = [row for row in _rows(_asked()) if not ids or row.id in ids]
    return export(Table(gettext("Terms of office"), COLUMNS, rows), FileType(file_type))


def _at() -> str:
    return address("records.term_list.index")


def _asked() -> Asked:
    return Asked(given_in(request.args, FILTERS))


def _page(form: ManyForm | None = None) -> str:
    read, asked, number = reading(), _asked(), page_number(request.args)
    rows = _rows(asked)
    shown = (rows[(number - 1) * PAGE : number * PAGE], len(rows))
    return render_template(
        "records/terms.html",
        page=page(_at(), asked, number, shown, form=form, chosen=_chosen(asked)),
        bodies=translated(BODY_LABELS),
        partners=partner_choices(read),
    )


def _rows(asked: Asked) -> list[Row]:
    """Raises NotAChoice for a body, NotFound for a partner, that is not there."""
    read = reading()
    governed = queries.governance(read.revision)
    body, partner = asked.choice("body", BodySlug), asked.known("partner", read.partners.by_code)
    of_bodies = {
        BodySlug.CHAIR: governed.chairs,
        BodySlug.STEERING_COMMITTEE: governed.committee,
        BodySlug.PROCESS: governed.members,
    }
    return [
        _row(term, each, read.partners.by_id[term.partner_id])
        for each, terms in of_bodies.items()
        if body in (None, each)
        for term in sorted(terms, key=_latest, reverse=True)
        if partner is None or term.partner_id == partner.id
    ]


def _latest(term: Term) -> str:
    return str(term.seen_on or term.starts or term.ends or "")


def _row(term: Term, body: BodySlug, partner: Partner) -> Row:
    return Row(
        id=term.id,
        term=term,
        partner=partner,
        name=partner.name[language()],
        body=gettext(BODY_LABELS[body]),
        basis=gettext(EVIDENCE_LABELS[term.basis]),
        when=when(term),
    )


def _chosen(asked: Asked) -> list[tuple[str, str]]:
    """Each filter in words, and the address without it."""
    read = reading()
    said = {
        name: gettext(BODY_LABELS[BodySlug(value)]) if name == "body" else read.partners.get(value).name[read.language]
        for name, value in asked.given.items()
    }
    return [(words, asked.query(**{name: None}) or "?") for name, words in said.items()]
