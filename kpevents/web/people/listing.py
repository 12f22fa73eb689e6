"""The list of people: a line for each, and the filters that stand in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kpevents.core.policy import ROLE_LABELS, Role
from kpevents.core.text import N_
from kpevents.features.accounts.models import User
from kpevents.features.accounts.queries import People
from kpevents.features.accounts.rules import STATE_LABELS, State
from kpevents.infra.i18n import gettext, listed
from kpevents.web.exports import Column, Kind
from kpevents.web.filters import Asked, given_in
from kpevents.web.listing import ids_in
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.reading import Reading
from kpevents.web.role_words import HeldRole, held_roles

NAMES = ("q", "role", "state", "partner")
STATE_CSS = {State.INVITED: "soft", State.ACTIVE: "ok", State.ENDED: "none"}


@dataclass(frozen=True, slots=True)
class Filters(Asked):
    """``given`` holds what was asked, as it was written; ``wanted`` is what it means."""

    wanted: People


def read_filters(args: Mapping[str, str], read: Reading) -> Filters:
    """Raises NotUnderstood for what has no meaning, NotFound for a partner that is not there."""
    asked = Asked(given_in(args, NAMES))
    wanted = People(
        words=asked.given.get("q", ""),
        role=asked.choice("role", Role),
        state=asked.choice("state", State),
        partner_id=asked.known("partner", {code: p.id for code, p in read.partners.by_code.items()}),
        ids=ids_in(args),
    )
    return Filters(asked.given, wanted)


def chosen_words(filters: Filters, read: Reading) -> list[tuple[str, str]]:
    """Each filter in words, and the address without it."""
    said = {
        "q": lambda value: gettext("“%(words)s”", words=value),
        "role": lambda value: gettext(ROLE_LABELS[Role(value)]),
        "state": lambda value: gettext(STATE_LABELS[State(value)]),
        "partner": lambda value: read.partners.by_code[value].name[read.language],
    }
    return [(said[name](value), filters.query(**{name: None}) or "?") for name, value in filters.given.items()]


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    email: str
    language: str
    roles: Sequence[HeldRole]
    state: str
    css: str
    has_factor: bool
    signed_in: datetime | None
    since: datetime

    @property
    def roles_in_words(self) -> str:
        return "\n".join(listed([each.role, each.where]) for each in self.roles)


COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Name"), lambda row: row.name),
    Column(N_("E-mail address"), lambda row: row.email),
    Column(N_("Roles"), lambda row: row.roles_in_words),
    Column(N_("Status"), lambda row: row.state),
    Column(N_("Second factor"), lambda row: gettext("yes") if row.has_factor else gettext("no")),
    Column(N_("Language of mail"), lambda row: row.language),
    Column(N_("Last signed in"), lambda row: row.signed_in, Kind.MOMENT),
    Column(N_("Account since"), lambda row: row.since, Kind.MOMENT),
)


def rows(found: Sequence[User], read: Reading) -> list[Row]:
    """With the roles that hold today."""
    every = held_roles([grant for user in found for grant in user.grants], read)
    by_id = {each.id: each for each in every if not each.is_over}
    return [
        Row(
            id=user.id,
            name=name_of(user),
            email="" if user.erased_at else user.email,
            language=NAMES_OF_LANGUAGES[user.language],
            roles=[by_id[grant.id] for grant in user.grants if grant.id in by_id],
            state=state_of(user),
            css=STATE_CSS[user.state],
            has_factor=user.totp_since is not None,
            signed_in=user.signed_in_at,
            since=user.created_at,
        )
        for user in found
    ]


def name_of(user: User) -> str:
    return gettext("Erased person") if user.erased_at else user.name


def state_of(user: User) -> str:
    return gettext("Erased") if user.erased_at else gettext(STATE_LABELS[user.state])


def role_choices() -> list[tuple[str, str]]:
    return [(str(role), gettext(label)) for role, label in ROLE_LABELS.items()]


def state_choices() -> list[tuple[str, str]]:
    return [(str(state), gettext(label)) for state, label in STATE_LABELS.items()]
