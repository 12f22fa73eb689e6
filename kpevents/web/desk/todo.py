"""What needs a decision today: a number, a sentence, and the one way to decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpevents.features.accounts import queries as accounts
from kpevents.features.hosting.queries import offers
from kpevents.features.meetings import waiting
from kpevents.features.meetings.listed import Listed
from kpevents.features.outbox import queries as outbox
from kpevents.features.outbox.rules import State
from kpevents.features.partners.contacts import queries as contacts
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, listed, ngettext
from kpevents.web.addresses import address
from kpevents.web.reading import Reading

NAMED = 3
"""So many are named in the sentence; the rest is behind the button."""


@dataclass(frozen=True, slots=True)
class Todo:
    number: str
    title: str
    sentence: str
    button: str
    url: str
    presses: bool
    """Whether somebody waits for it: then its button is filled."""


def todos(read: Reading) -> list[Todo]:
    return [each for each in (*_others_wait(), *_meetings(read), *_upkeep(read)) if each is not None]


def _others_wait() -> list[Todo | None]:
    """Somebody outside waits for an answer."""
    waiting_offers, asking = offers.waiting(), accounts.requests_waiting()
    return [
        _counted(
            len(asking),
            ngettext("person asks for an account", "people ask for an account", len(asking)),
            _named([each.name for each in asking]),
            gettext("Decide"), address("requests.index"), presses=True,
        ),
        _counted(
            waiting_offers,
            ngettext("offer to host waits for an answer", "offers to host wait for an answer", waiting_offers),
            gettext("The partner sees what you decide, and why."),
            gettext("Answer"), address("offers.index") + "?state=made", presses=True,
        ),
    ]  # fmt: skip


def _upkeep(read: Reading) -> list[Todo | None]:
    """What the product cannot put right by itself."""
    failed, unchecked = outbox.count_by_state().get(State.FAILED, 0), len(contacts.to_check(read.today))
    doubtful = waiting.count_doubtful()
    return [
        _counted(
            failed, ngettext("message could not be delivered", "messages could not be delivered", failed),
            gettext("Look at why, and correct the address."),
            gettext("Look at it"), address("outbox.index") + "?state=failed", presses=True,
        ),
        _counted(
            unchecked,
            ngettext("contact was not checked for a year", "contacts were not checked for a year", unchecked),
            gettext("Ask the partner whether the person is still the one to write to."),
            gettext("Check"), address("records.due.index"),
        ),
        _counted(
            doubtful,
            ngettext("meeting has facts that need checking", "meetings have facts that need checking", doubtful),
            gettext("Their pages say what is in doubt."),
            gettext("Look at it"), address("planned.index") + "?doubtful=yes",
        ),
    ]  # fmt: skip


def _counted(number: int, title: str, sentence: str, button: str, url: str, *, presses: bool = False) -> Todo | None:
    """None when nothing waits."""
    return Todo(dates.number(number), title, sentence, button, url, presses) if number else None


def _meetings(read: Reading) -> list[Todo | None]:
    desk, until = address("planned.index"), read.today + waiting.HORIZON
    unsettled, postponed = waiting.unsettled(read.today), waiting.postponed()
    untranslated = waiting.untranslated(read.today)
    return [
        _of(
            unsettled,
            ngettext(
                "meeting of the next 90 days is not confirmed",
                "meetings of the next 90 days are not confirmed",
                len(unsettled),
            ),
            gettext("Settle them"), f"{desk}?from={read.today}&to={until}", read,
        ),
        _of(
            postponed,
            ngettext("postponed meeting waits for new days", "postponed meetings wait for new days", len(postponed)),
            gettext("Find days"), f"{desk}?status=postponed", read,
        ),
        _of(
            untranslated,
            ngettext(
                "announced meeting is not written in every language",
                "announced meetings are not written in every language",
                len(untranslated),
            ),
            gettext("Translate"), f"{desk}?when=upcoming", read,
        ),
    ]  # fmt: skip


def _of(found: Sequence[Listed], title: str, button: str, url: str, read: Reading) -> Todo | None:
    """None when nothing waits."""
    if not found:
        return None
    names = _named([gettext("“%(title)s”", title=each.title[read.language]) for each in found])
    return Todo(dates.number(len(found)), title, names, button, url, False)


def _named(names: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    rest = len(names) - NAMED
    more = [gettext("%(number)s more", number=dates.number(rest))] if rest > 0 else []
    return listed([*names[:NAMED], *more])
