"""The list of terms at the desk: the chair first, then the Committee and the members, the latest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.governance import actions, queries
from kpevents.features.governance.models import Term
from kpevents.features.governance.rules import BODY_LABELS, EVIDENCE_LABELS, BodySlug
from kpevents.features.partners.models import Partner
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, language, ngettext
from kpevents.web.addresses import address
from kpevents.web.exports import Column, Kind
from kpevents.web.filters import Asked
from kpevents.web.listing import Act, Ids, ManyForm
from kpevents.web.reading import reading
from kpevents.web.records import deleting
from kpevents.web.records.fields import partner_choices, translated
from kpevents.web.records.term_words import when
from kpevents.web.session import actor
from kpevents.web.short_list import ShortList, has_words, labelled, put_up, quoted

blueprint = Blueprint("term_list", __name__)


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


def _delete(ids: Ids) -> str:
    for key in [row.term.key for row in _rows(Asked({})) if row.id in ids]:
        actions.delete(key, by=actor(), now=clock.now())
    return ngettext(
        "%(number)s term is deleted.", "%(number)s terms are deleted.", len(ids), number=dates.number(len(ids))
    )


def _asks_to_delete(number: int) -> str:
    return ngettext(
        "Delete %(number)s term? It leaves the pages of its partner and of governance; the journal keeps its dates.",
        "Delete %(number)s terms? They leave the pages of their partners and of governance; the journal keeps their"
        " dates.",
        number,
        number=dates.number(number),
    )


DELETE = Act("delete", N_("Delete"), _delete, asks=_asks_to_delete, fits=lambda ids: deleting.free(Term, ids))


def _list() -> ShortList[Row]:
    read = reading()
    return ShortList(
        at=address("records.term_list.index"),
        name=gettext("Terms of office"),
        columns=COLUMNS,
        rows=_rows,
        said={
            "q": quoted,
            "body": labelled(BODY_LABELS),
            "partner": lambda code: read.partners.get(code).name[read.language],
        },
        acts=(DELETE,),
    )


def _page(form: ManyForm | None) -> str:
    return render_template(
        "records/terms.html",
        page=_list().page(form),
        bodies=translated(BODY_LABELS),
        partners=partner_choices(reading()),
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
        if (partner is None or term.partner_id == partner.id) and _has(asked, term, read.partners.by_id)
    ]


def _has(asked: Asked, term: Term, partners: Mapping[int, Partner]) -> bool:
    """The words are looked for in the name of its partner, its source and its note."""
    return has_words(asked, *partners[term.partner_id].name, term.source, *term.note)


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


put_up(blueprint, "/terms", Permission.KEEP_RECORDS, the_list=_list, shown=_page)
