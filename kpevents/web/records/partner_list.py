"""The list of partners at the desk: by side, kind, words, and by how their contacts stand."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from kpevents.core.policy import Permission
from kpevents.core.text import N_, searchable
from kpevents.features.partners.contacts import actions
from kpevents.features.partners.contacts import queries as contacts
from kpevents.features.partners.contacts.queries import State
from kpevents.features.partners.contacts.rules import CHECK_LABELS, CheckState
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import KIND_LABELS, SIDE_LABELS, Kind, Side
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, language, listed, ngettext
from kpevents.web import exports
from kpevents.web.addresses import address
from kpevents.web.exports import Column
from kpevents.web.filters import Asked
from kpevents.web.listing import Act, Ids, ManyForm
from kpevents.web.reading import reading
from kpevents.web.records.due import told_checked
from kpevents.web.records.fields import translated
from kpevents.web.records.weekdays import short_weekdays
from kpevents.web.session import actor
from kpevents.web.short_list import ShortList, has_words, labelled, put_up, quoted

blueprint = Blueprint("partner_list", __name__)


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


def _checked(ids: Ids) -> str:
    """Every contact of these partners that is due: whoever called a ministry asked for all of them."""
    due = [contact.id for contact, partner in contacts.to_check(reading().today) if partner.id in ids]
    return told_checked(actions.mark_many_as_checked(due, by=actor(), now=clock.now()))


def _asks_to_check(number: int) -> str:
    return ngettext(
        "Mark all contacts of %(number)s partner as checked today?",
        "Mark all contacts of %(number)s partners as checked today?",
        number,
        number=dates.number(number),
    )


def _with_due(ids: Ids) -> list[int]:
    due = {partner.id for _, partner in contacts.to_check(reading().today)}
    return [each for each in ids if each in due]


CHECKED = Act("checked", N_("Mark the contacts as checked today"), _checked, asks=_asks_to_check, fits=_with_due)


def _list() -> ShortList[Row]:
    return ShortList(
        at=address("records.partner_list.index"),
        name=gettext("Partners"),
        columns=COLUMNS,
        rows=_rows,
        said={
            "q": quoted,
            "side": labelled(SIDE_LABELS),
            "kind": labelled(KIND_LABELS),
            "contact": labelled(CHECK_LABELS),
        },
        acts=(CHECKED,),
    )


def _page(form: ManyForm | None) -> str:
    return render_template(
        "records/partners.html",
        page=_list().page(form),
        sides=translated(SIDE_LABELS),
        kinds=translated(KIND_LABELS),
        checks=translated(CHECK_LABELS),
    )


def _rows(asked: Asked) -> list[Row]:
    """States first, each kind in the order of names. Raises NotAChoice."""
    read = reading()
    side, kind, check = asked.choice("side", Side), asked.choice("kind", Kind), asked.choice("contact", CheckState)
    states = contacts.states(read.today)
    rows = [_row(partner, states.get(partner.id)) for partner in read.partners.by_id.values() if _has(asked, partner)]
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


def _has(asked: Asked, partner: Partner) -> bool:
    """The words are looked for in its names and codes."""
    texts = [*partner.name, *partner.name_in_text, partner.short_name, partner.code, partner.iso3 or ""]
    return has_words(asked, *texts)


put_up(blueprint, "/partners", Permission.KEEP_RECORDS, the_list=_list, shown=_page)
