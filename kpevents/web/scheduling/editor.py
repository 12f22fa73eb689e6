"""The page on which a meeting is written: its choices, its rows, and how a refusal comes back to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from kpevents.core.crossing import Crossed
from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, searchable
from kpevents.features.meetings.copying import BRING_LABELS
from kpevents.features.meetings.lifecycle import GIVE_A_REASON
from kpevents.features.meetings.pairing import PairIncomplete
from kpevents.features.meetings.planning import Planned
from kpevents.features.meetings.rules import ROLE_LABELS, Qualifier, RoleName, Status
from kpevents.infra.i18n import countries, gettext, locale
from kpevents.web.errors import explain
from kpevents.web.fields import field_label
from kpevents.web.forms import Act, Form
from kpevents.web.pressing import pressed
from kpevents.web.reading import reading
from kpevents.web.scheduling.forms import INTERPRETED, MeetingForm, offer
from kpevents.web.values import compared

Choice = tuple[Any, str]
EMPTY_ROWS = {"days": 2, "roles": 2}
"""How many rows wait on a new form."""
ADD = "add"
"""The name of the buttons that ask for one more row, and send nothing."""

NOTHING = "–"


def blank(given: Mapping[str, str]) -> dict[str, Any]:
    """What a new form begins with; a link may bring type, days and hosts along."""
    return {
        "type": given.get("type", "thematic-meeting"),
        "head_count_qualifier": Qualifier.EXACTLY,
        "interpretation": ["en"],
    }


def zones() -> dict[str, str | None]:
    """The zone of each state, by the code of its country."""
    return {partner.code: partner.zone for partner in reading().partners.by_id.values() if partner.is_state}


def offered(form: MeetingForm) -> MeetingForm:
    """With its choices in the reader's language."""
    read, spoken = reading(), reading().language
    offer(
        form,
        {
            "type": [(kind.slug, kind.name[spoken]) for kind in read.reference.types.values()],
            "domains": [
                (domain.number, f"{domain.number}. {domain.name[spoken]}") for domain in read.reference.domains.values()
            ],
            "series": [("", gettext("None")), *((s.slug, s.title[spoken]) for s in read.reference.series.values())],
            "country": [("", gettext("None, or not settled")), *countries()],
            "interpretation": [(code, str(locale().languages.get(code, code))) for code in INTERPRETED],
        },
    )
    return form


def asks_for_a_row(form: Form, sent: Mapping[str, str]) -> bool:
    """Whether the button pressed was one for another row; it is then there."""
    wanted = sent.get(ADD)
    if wanted in EMPTY_ROWS:
        form[wanted].rows.append(dict.fromkeys(form[wanted].columns, ""))
    return wanted in EMPTY_ROWS


@dataclass(frozen=True, slots=True)
class Told:
    """A field that two people changed, in words."""

    field: str
    opened: str
    typed: str
    stands: str
    contested: bool


def told(crossed: Crossed) -> list[Told]:
    read = reading()
    return [
        Told(
            field=field_label(each.field),
            opened=compared(each.field, each.opened, read) or NOTHING,
            typed=compared(each.field, each.typed, read) or NOTHING,
            stands=compared(each.field, each.stands, read) or NOTHING,
            contested=each.contested,
        )
        for each in crossed.crossings
    ]


def page(form: MeetingForm, planned: Planned | None, crossings: Sequence[Told] = ()) -> str:
    read = reading()
    for name in EMPTY_ROWS:
        fill_up(form, name)
    return render_template(
        "scheduling/edit.html", form=form, planned=planned, told=crossings, read=read,
        role_choices=[(str(role), gettext(ROLE_LABELS[role])) for role in RoleName],
        partner_choices=_partners(), zone_choices=sorted({zone for zone in zones().values() if zone}),
    )  # fmt: skip


def fill_up(form: Form, name: str) -> None:
    """Rows that wait to be filled, so that there is always one to write in."""
    rows = form[name].rows
    rows += [_empty(form, name, n) for n in range(len(rows), EMPTY_ROWS[name])]


def bring_choices() -> list[Choice]:
    return [(str(each), gettext(label)) for each, label in BRING_LABELS.items()]


def _empty(form: Form, name: str, n: int) -> dict[str, str]:
    """A new meeting asks for a host first, then for a co-host."""
    row = dict.fromkeys(form[name].columns, "")
    return row | {"role": (RoleName.HOST, RoleName.CO_HOST)[n]} if name == "roles" else row


def _partners() -> list[Choice]:
    read = reading()
    named = [(partner.code, partner.name[read.language]) for partner in read.partners.by_id.values()]
    return [
        ("secretariat", gettext("Secretariat of the Khartoum Process")),
        *sorted(named, key=lambda choice: searchable(choice[1])),
    ]


def answered(form: MeetingForm, act: Act, planned: Planned | None) -> ResponseReturnValue:
    """As ``pressing.sent``; a pair that lacks a side is answered beside its reason. Raises Crossed."""
    if not form.validate():
        return page(form, planned), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        return pressed(form, act)
    except Crossed:
        raise
    except RuleBroken as refusal:
        field = "pair_reason" if isinstance(refusal, PairIncomplete) else refusal.field
        form.refuse(explain(refusal), field)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if field in form else HTTPStatus.CONFLICT
        return page(form, planned), status


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status: the button that leads to it, and what it will do."""

    after: Status
    button: str
    tells: str
    asks_why: bool


_BUTTONS = {
    Status.SAVE_THE_DATE: N_("Announce as a save-the-date"),
    Status.CONFIRMED: N_("Confirm"),
    Status.POSTPONED: N_("Postpone"),
    Status.CANCELLED: N_("Cancel the meeting"),
    Status.HELD: N_("Mark as held"),
    Status.DRAFT: N_("Keep as a draft"),
}
_TELLS = {
    Status.SAVE_THE_DATE: N_("Everybody who may see it sees it as a save-the-date; calendars show it as tentative."),
    Status.CONFIRMED: N_("Everybody who may see it sees it as confirmed; calendars show it as certain."),
    Status.POSTPONED: N_("Its days no longer hold. Calendars show it as cancelled until it has new days."),
    Status.CANCELLED: N_("Readers see that it is cancelled, and why. Every calendar that has it strikes it out."),
    Status.HELD: N_("It stands among the meetings that were held."),
    Status.DRAFT: N_("Nobody outside the Secretariat and the Committee sees it."),
}


def step(after: Status) -> Step:
    return Step(after, gettext(_BUTTONS[after]), gettext(_TELLS[after]), after in GIVE_A_REASON)
