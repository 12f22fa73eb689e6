"""One message as the desk shows it: its text with the secret link masked, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpevents.features.outbox import rules
from kpevents.features.outbox.models import Message
from kpevents.infra import dates
from kpevents.infra.i18n import LOCALES, gettext, ngettext
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.outbox.listing import Row, row


@dataclass(frozen=True, slots=True)
class Sheet:
    """``facts`` are label, value, and whether the value is a code that runs from left to right in every language."""

    row: Row
    direction: str
    text: str
    has_link: bool
    facts: Sequence[tuple[str, str, bool]]


def sheet(message: Message, base_url: str, path: str = "") -> Sheet:
    """With ``path`` the link leads there in full; without, it is masked."""
    masked = (message.link_path or "").replace(rules.TOKEN, rules.MASK)
    return Sheet(
        row=row(message),
        direction=LOCALES[message.language].text_direction,
        text=rules.with_link(message.body, base_url + (path or masked)),
        has_link=bool(masked),
        facts=[fact for fact in _facts(message) if fact[1]],
    )


def _facts(message: Message) -> list[tuple[str, str, bool]]:
    about = row(message)
    return [
        (gettext("Addressed to"), message.to_address, True),
        (gettext("About"), about.kind, False),
        (gettext("Language"), NAMES_OF_LANGUAGES[message.language], False),
        (gettext("Written"), dates.moment(message.created_at), False),
        (gettext("Attempts"), _tried(message), False),
        (gettext("Next attempt"), dates.moment(message.next_try_at) if about.is_tried_again else "", False),
        (gettext("Sent"), dates.moment(message.sent_at) if message.sent_at else "", False),
        (gettext("What the server said"), message.error, True),
        (gettext("Message-ID"), message.message_id or "", True),
    ]


def _tried(message: Message) -> str:
    if not message.tried_at:
        return ""
    return ngettext(
        "once, on %(moment)s",
        "%(number)s times, last on %(moment)s",
        message.attempts,
        number=dates.number(message.attempts),
        moment=dates.moment(message.tried_at),
    )
