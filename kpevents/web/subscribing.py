"""The addresses by which a calendar is subscribed to: one for each kind of program."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import current_app

from kpevents.infra.i18n import gettext, language
from kpevents.infra.settings import Settings
from kpevents.web.language import offered


@dataclass(frozen=True, slots=True)
class Subscription:
    """``https`` is the feed's own address; the others hand it to a program."""

    name: str
    https: str

    @property
    def webcal(self) -> str:
        return "webcal://" + self.https.partition("://")[2]

    @property
    def google(self) -> str:
        """Google takes the webcal form; with https it fails at times."""
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        """Outlook on the web, for accounts of an institution."""
        return f"https://outlook.office.com/calendar/0/addfromweb?{self._named()}"

    @property
    def outlook_com(self) -> str:
        """The same for private accounts."""
        return f"https://outlook.live.com/calendar/0/addfromweb?{self._named()}"

    def _named(self) -> str:
        return urlencode({"url": self.https, "name": self.name})


def base_url() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def subscription(name: str, path: str, spoken: str, **query: str) -> Subscription:
    """``path`` begins with a slash; the first language offered is what a feed speaks when nothing is said."""
    if spoken != offered()[0]:
        query["lang"] = spoken
    return Subscription(name, base_url() + path + (f"?{urlencode(query)}" if query else ""))


def all_meetings() -> Subscription:
    return subscription(gettext("Khartoum Process: all meetings"), "/feeds/all.ics", language())
