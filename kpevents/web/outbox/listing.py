"""The list of messages as the desk shows it: a line for each, and the filters that stand in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from kpevents.core.text import has_controls, searchable
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.queries import Wanted
from kpevents.features.outbox.rules import KIND_LABELS, STATE_LABELS, State
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.filters import MOST_LETTERS, NotAChoice, NotText, NoWord, TooLong

_CSS = {State.WAITING: "soft", State.SENDING: "soft", State.SENT: "ok", State.FAILED: "act"}


@dataclass(frozen=True, slots=True)
class Filters:
    """``given`` holds what was asked, as it was written; ``wanted`` is what it means."""

    given: dict[str, str]
    wanted: Wanted

    def query(self, **changes: str | int) -> str:
        """The address's part after the question mark, with some filters set; an empty one is left out."""
        kept = {name: value for name, value in {**self.given, **changes}.items() if value}
        return "?" + urlencode(kept) if kept else "?"


def read_filters(args: Mapping[str, str]) -> Filters:
    """Raises NotUnderstood for what has no meaning."""
    given = {name: value for name in ("state", "kind", "q") if (value := args.get(name, "").strip())}
    words, state, kind = given.get("q", ""), given.get("state"), given.get("kind")
    if len(words) > MOST_LETTERS:
        raise TooLong(most=MOST_LETTERS)
    if has_controls("".join(given.values())):
        raise NotText()
    if words and not searchable(words):
        raise NoWord()
    for name, choices in (("state", STATE_LABELS), ("kind", KIND_LABELS)):
        if given.get(name, next(iter(choices))) not in choices:
            raise NotAChoice(name=name, value=given[name][:40])
    return Filters(given, Wanted(State(state) if state else None, kind, words))


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
    return [Tab(gettext("All messages"), filters.query(state=""), here is None), *states]


@dataclass(frozen=True, slots=True)
class Pager:
    page: int
    pages: int
    before: str | None
    after: str | None


def pager(filters: Filters, page: int, total: int, size: int) -> Pager:
    pages = max(1, -(-total // size))
    before = filters.query(page=page - 1 if page > 2 else 0) if page > 1 else None
    return Pager(page, pages, before, filters.query(page=page + 1) if page < pages else None)
