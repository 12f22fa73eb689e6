"""What needs a decision today: a number, a sentence, and the one way to decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpevents.features.meetings import waiting
from kpevents.features.meetings.listed import Listed
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
    return [each for each in _meetings(read) if each is not None]


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
    names = [gettext("“%(title)s”", title=each.title[read.language]) for each in found[:NAMED]]
    rest = len(found) - NAMED
    if rest > 0:
        names.append(gettext("%(number)s more", number=dates.number(rest)))
    return Todo(dates.number(len(found)), title, listed(names), button, url, False)
