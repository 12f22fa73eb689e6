"""The list of people: a line for each, and the filters that stand in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kpevents.core.policy import ROLE_LABELS, Role
from kpevents.core.text import has_controls, searchable
from kpevents.features.accounts.models import User
from kpevents.features.accounts.queries import People
from kpevents.features.accounts.rules import STATE_LABELS, State
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.filters import MOST_LETTERS, NotAChoice, NotText, NoWord, TooLong
from kpevents.web.reading import Reading
from kpevents.web.role_words import HeldRole, held_roles

NAMES = ("q", "role", "state", "partner")
STATE_CSS = {State.INVITED: "soft", State.ACTIVE: "ok", State.ENDED: "none"}


@dataclass(frozen=True, slots=True)
class Filters:
    """``given`` holds what was asked, as it was written; ``wanted`` is what it means."""

    given: dict[str, str]
    wanted: People

    def query(self, **changes: str | int) -> str:
        """The address's part after the question mark, with some filters set; an empty one is left out."""
        kept = {name: value for name, value in {**self.given, **changes}.items() if value}
        return "?" + urlencode(kept) if kept else "?"


def read_filters(args: Mapping[str, str], read: Reading) -> Filters:
    """Raises NotUnderstood for what has no meaning, NotFound for a partner that is not there."""
    given = {name: value for name in NAMES if (value := args.get(name, "").strip())}
    words = given.get("q", "")
    if len(words) > MOST_LETTERS:
        raise TooLong(most=MOST_LETTERS)
    if has_controls("".join(given.values())):
        raise NotText()
    if words and not searchable(words):
        raise NoWord()
    role, state, code = (given.get(name, "") for name in ("role", "state", "partner"))
    for name, value, choices in (("role", role, list(Role)), ("state", state, list(State))):
        if value and value not in choices:
            raise NotAChoice(name=name, value=value[:40])
    wanted = People(
        words=words,
        role=Role(role) if role else None,
        state=State(state) if state else None,
        partner_id=read.partners.get(code).id if code else None,
    )
    return Filters(given, wanted)


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    email: str
    roles: Sequence[HeldRole]
    state: str
    css: str
    signed_in: str


def rows(found: Sequence[User], read: Reading) -> list[Row]:
    every = held_roles([grant for user in found for grant in user.grants], read)
    by_id = {each.id: each for each in every if not each.is_over}
    return [
        Row(
            id=user.id,
            name=name_of(user),
            email="" if user.erased_at else user.email,
            roles=[by_id[grant.id] for grant in user.grants if grant.id in by_id],
            state=state_of(user),
            css=STATE_CSS[user.state],
            signed_in=dates.moment(user.signed_in_at) if user.signed_in_at else "",
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
