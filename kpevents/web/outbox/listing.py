"""The list of messages as the desk shows it: a line for each, and the filters that stand in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kpevents.core.text import N_
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.queries import Wanted
from kpevents.features.outbox.rules import KIND_LABELS, STATE_LABELS, Kind, State
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.exports import Column
from kpevents.web.exports import Kind as Holds
from kpevents.web.filters import Asked, given_in
from kpevents.web.listing import ids_in

_CSS = {State.WAITING: "soft", State.SENDING: "soft", State.SENT: "ok", State.FAILED: "act"}

COLUMNS: tuple[Column[Message], ...] = (
    Column(N_("Subject"), lambda message: message.subject),
    Column(N_("Addressed to"), lambda message: message.to_address),
    Column(N_("About"), lambda message: kind_in_words(message.kind)),
    Column(N_("Status"), lambda message: gettext(STATE_LABELS[message.state])),
    Column(N_("Written"), lambda message: message.created_at, Holds.MOMENT),
    Column(N_("Attempts"), lambda message: message.attempts, Holds.NUMBER),
    Column(N_("Sent"), lambda message: message.sent_at, Holds.MOMENT),
    Column(N_("What the server said"), lambda message: message.error),
)


@dataclass(frozen=True, slots=True)
class Filters(Asked):
    """``given`` holds what was asked, as it was written; ``wanted`` is what it means."""

    wanted: Wanted


def read_filters(args: Mapping[str, str]) -> Filters:
    """Raises NotUnderstood for what has no meaning."""
    asked = Asked(given_in(args, ("q", "kind", "state")))
    wanted = Wanted(ids_in(args), asked.choice("state", State), asked.choice("kind", Kind), asked.given.get("q", ""))
    return Filters(asked.given, wanted)


def chosen_words(filters: Filters) -> list[tuple[str, str]]:
    """Each filter in words, and the address without it. The state is chosen above the list."""
    given = filters.given
    said = {
        "kind": kind_in_words(given.get("kind", "")),
        "q": gettext("“%(words)s”", words=given.get("q", "")),
    }
    return [(words, filters.query(**{name: None}) or "?") for name, words in said.items() if name in given]


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    to: str
    language: str
    subject: str
    kind: str
    state: str
    css: str
    when: str
    error: str
    is_tried_again: bool


def row(message: Message) -> Row:
    again = message.state is State.WAITING and message.attempts > 0
    return Row(
        id=message.id,
        to=message.to_address,
        language=message.language,
        subject=message.subject,
        kind=kind_in_words(message.kind),
        state=gettext(STATE_LABELS[message.state]),
        css="act" if again else _CSS[message.state],
        when=_when(message),
        error=message.error,
        is_tried_again=again,
    )


def kind_in_words(kind: str) -> str:
    known = {str(each): label for each, label in KIND_LABELS.items()}
    return gettext(known[kind]) if kind in known else kind


def _when(message: Message) -> str:
    """The moment that counts in its state: when it left, when it is tried, or when it was written."""
    if message.sent_at:
        return dates.moment(message.sent_at)
    if message.state is State.WAITING and message.attempts:
        return gettext("next attempt on %(moment)s", moment=dates.moment(message.next_try_at))
    return dates.moment(_last(message))


def _last(message: Message) -> datetime:
    return message.tried_at if message.tried_at and message.state is not State.WAITING else message.created_at


def kinds() -> Sequence[tuple[str, str]]:
    return [(str(kind), gettext(label)) for kind, label in KIND_LABELS.items()]


@dataclass(frozen=True, slots=True)
class Tab:
    text: str
    url: str
    is_open: bool


def tabs(filters: Filters, counted: Mapping[State, int]) -> list[Tab]:
    """All, and each state with the number of messages in it."""
    here = filters.wanted.state
    states = [
        Tab(f"{gettext(label)} {dates.number(counted[state])}", filters.query(state=state), here is state)
        for state, label in STATE_LABELS.items()
    ]
    return [Tab(gettext("All messages"), filters.query(state=None) or "?", here is None), *states]
