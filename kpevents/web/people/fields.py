"""The roles of a form: a row each, with a partner or a meeting where the role needs one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from kpevents.core.policy import ROLE_LABELS, Permission, Role, allows
from kpevents.core.text import N_
from kpevents.core.timespan import Precision
from kpevents.features.accounts.rules import Given, GrantMisplaced, ensure_placed, last_day_of_a_liaison
from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.finding import Wanted
from kpevents.infra.i18n import gettext
from kpevents.web.choices import partner_choices
from kpevents.web.reading import Reading
from kpevents.web.session import actor

COLUMNS = ("role", "partner", "meeting", "ends_on")
LOOKED_BACK, LOOKED_AHEAD, MOST = timedelta(days=90), timedelta(days=730), 300
"""Which meetings are offered: a liaison may be needed for some weeks after one."""

NO_LAST_DAY = N_("The days of this meeting are not known yet: give the last day of its host liaison.")
OVER_ALREADY = N_("This last day is over already.")

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the rows may name: values and words, and what the values mean."""

    roles: Sequence[Choice]
    partners: Sequence[Choice]
    meetings: Sequence[Choice]
    partner_ids: Mapping[str, int]
    meeting_ids: Mapping[str, int]
    last_days: Mapping[str, date]
    today: date


def offer(read: Reading) -> Offer:
    found = meetings.between(
        read.today - LOOKED_BACK, read.today + LOOKED_AHEAD, Wanted(seen_by=actor()), read.today, MOST
    )
    may_all = allows(actor(), Permission.MANAGE_ADMINISTRATORS)
    known_to_the_day = [each for each in found if each.date_precision is Precision.DAY and each.last_day]
    return Offer(
        roles=[
            (str(role), gettext(label)) for role, label in ROLE_LABELS.items() if may_all or role != Role.ADMINISTRATOR
        ],
        partners=partner_choices(read),
        meetings=[(each.slug, each.title[read.language]) for each in found],
        partner_ids={code: partner.id for code, partner in read.partners.by_code.items()},
        meeting_ids={each.slug: each.id for each in found},
        last_days={each.slug: last_day_of_a_liaison(each.last_day) for each in known_to_the_day if each.last_day},
        today=read.today,
    )


class GrantsField(Field):
    """``roles-0-role``, ``roles-0-partner`` and so on; empty rows do not count. ``offer`` is set by the view."""

    offer: Offer

    def __init__(self, label: Any, *, rows: int, needed: Any = None, **more: Any) -> None:
        super().__init__(label, **more)
        self.number, self.needed = rows, needed

    def process(self, formdata: Any, data: Any = None, **_more: Any) -> None:
        self.process_errors: list[str] = []
        sent = formdata or {}
        self.rows = [
            {name: sent.get(f"{self.name}-{n}-{name}", "").strip() for name in COLUMNS} for n in range(self.number)
        ]
        self.data: list[Given] = []

    @property
    def has_more(self) -> bool:
        """Whether something stands in a row that is folded away at first."""
        return any(any(row.values()) for row in self.rows[1:])

    def pre_validate(self, _form: object) -> None:
        """Raises StopValidation."""
        self.data = [self._read(row) for row in self.rows if any(row.values())]
        if self.needed and not self.data:
            raise StopValidation(gettext(self.needed))

    def _read(self, row: Mapping[str, str]) -> Given:
        if row["role"] not in dict(self.offer.roles):
            raise StopValidation(gettext("Choose a role."))
        partner, meeting = row["partner"], row["meeting"]
        if (partner and partner not in self.offer.partner_ids) or (meeting and meeting not in self.offer.meeting_ids):
            raise StopValidation(gettext("Not a valid choice."))
        given = Given(
            Role(row["role"]),
            self.offer.partner_ids.get(partner),
            self.offer.meeting_ids.get(meeting),
            self._last_day(row["ends_on"], meeting),
        )
        try:
            ensure_placed(given)
        except GrantMisplaced as refusal:
            raise StopValidation(gettext(refusal.message)) from refusal
        return given

    def _last_day(self, typed: str, meeting: str) -> date | None:
        if not typed:
            if meeting and meeting not in self.offer.last_days:
                raise StopValidation(gettext(NO_LAST_DAY))
            return self.offer.last_days.get(meeting)
        day = as_day(typed)
        if day < self.offer.today:
            raise StopValidation(gettext(OVER_ALREADY))
        return day


def as_day(typed: str) -> date:
    """As a browser's field for dates sends it. Raises StopValidation."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise StopValidation(gettext("Not a valid date value.")) from error
