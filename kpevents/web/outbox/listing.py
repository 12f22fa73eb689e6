"""The list of messages as the desk shows it: a line for each, and the filters that stand in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kpevents.core.text import N_
from kpevents.features.outbox import actions, queries
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.queries import Wanted
from kpevents.features.outbox.rules import KIND_LABELS, STATE_LABELS, Kind, State
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web import exports
from kpevents.web.exports import Column
from kpevents.web.filters import Asked, given_in
from kpevents.web.listing import Act, Ids, ids_in
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.session import actor
from kpevents.web.short_list import labelled, quoted

_CSS = {State.WAITING: "soft", State.SENDING: "soft", State.SENT: "ok", State.FAILED: "act"}


@dataclass(frozen=True, slots=True)
class Filters(Asked):
    """``given`` holds what was asked, as it was written; ``wanted`` is what it means."""

    wanted: Wanted


def read_filters(args: Mapping[str, str]) -> Filters:
    """Raises NotUnderstood for what has no meaning, NotFound for a line that is no number."""
    asked = Asked(given_in(args, ("q", "state", "kind")))
    words = asked.given.get("q", "")
    wanted = Wanted(ids_in(args), asked.choice("state", State), asked.choice("kind", Kind), words)
    return Filters(asked.given, wanted)


def chosen_words(filters: Filters) -> list[tuple[str, str]]:
    """Each filter in words, and the address without it."""
    said = {"q": quoted, "state": labelled(STATE_LABELS), "kind": kind_in_words}
    return [(said[name](value), filters.query(**{name: None}) or "?") for name, value in filters.given.items()]


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


COLUMNS: tuple[Column[Message], ...] = (
    Column(N_("Subject"), lambda message: message.subject),
    Column(N_("Addressed to"), lambda message: message.to_address),
    Column(N_("Language"), lambda message: NAMES_OF_LANGUAGES[message.language]),
    Column(N_("About"), lambda message: kind_in_words(message.kind)),
    Column(N_("Status"), lambda message: gettext(STATE_LABELS[message.state])),
    Column(N_("Written"), lambda message: message.created_at, exports.Kind.MOMENT),
    Column(N_("Attempts"), lambda message: message.attempts, exports.Kind.NUMBER),
    Column(N_("Sent"), lambda message: message.sent_at, exports.Kind.MOMENT),
    Column(N_("What the server said"), lambda message: message.error),
)
"""The text is not in the file: it stands on the page of its message."""


def _try_again(ids: Ids) -> str:
    number = actions.try_again(ids, by=actor(), now=clock.now())
    return ngettext(
        "%(number)s message is tried again now.",
        "%(number)s messages are tried again now.",
        number,
        number=dates.number(number),
    )


TRY_AGAIN = Act("again", N_("Try again now"), _try_again, fits=queries.still_here)


def kinds() -> list[tuple[str, str]]:
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
