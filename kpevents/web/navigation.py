"""What stands around every page: the ways through the product, the languages, today's date."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode, urlsplit

from flask import Flask, g, request

from kpevents.core.policy import Permission, reach
from kpevents.core.text import N_, Sentence
from kpevents.infra import clock, dates, i18n
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.language import offered
from kpevents.web.session import signed_in


@dataclass(frozen=True, slots=True)
class Way:
    endpoint: str
    label: Sentence


@dataclass(frozen=True, slots=True)
class Step:
    """A way in the language of the page."""

    endpoint: str
    text: str
    url: str


WAYS = (
    Way("public.home", N_("Next")),
    Way("meetings.index", N_("Meetings")),
    Way("calendars.month", N_("Calendar")),
    Way("feeds.index", N_("Subscribe")),
    Way("partners.index", N_("Partners")),
    Way("partners.governance", N_("Governance")),
    Way("papers.resources", N_("Resources")),
    Way("public.about", N_("About the Process")),
)

_BELONGS_TO = {
    "meetings.meeting": "meetings.index",
    "calendars.year": "calendars.month",
    "partners.partner": "partners.index",
    "hosting.index": "desk.index",
    "hosting.candidates": "desk.index",
    "offers.index": "desk.index",
    "offers.offer": "desk.index",
    "chairmanship.index": "desk.index",
    "chairmanship.new": "desk.index",
    "chairmanship.step": "desk.index",
    "delegations.offers": "delegations.index",
    "delegations.new": "delegations.index",
    "delegations.withdraw": "delegations.index",
    "papers.gallery": "papers.resources",
    "account.profile": "account.index",
    "account.password": "account.index",
    "moving.move": "account.index",
    "safety.end_session": "account.index",
    "safety.end_others": "account.index",
    "safety.set_up_factor": "account.index",
    "safety.new_codes": "account.index",
}
"""Pages that no way leads to by itself, and the way that they lie on."""

WORK = (
    (Way("desk.index", N_("Desk")), Permission.USE_DESK),
    (Way("delegations.index", N_("Delegations")), Permission.ANSWER_FOR_PARTNER),
    (Way("account.index", N_("Your account")), None),
)
"""For those who are signed in, and hold this permission somewhere."""

DESK = (
    (Way("desk.index", N_("Today")), Permission.USE_DESK),
    (Way("planned.index", N_("Meetings")), Permission.PLAN_MEETINGS),
    (Way("hosting.index", N_("Hosts and chair")), Permission.PLAN_MEETINGS),
    (Way("records.index", N_("Records")), Permission.KEEP_RECORDS),
    (Way("people.index", N_("People")), Permission.MANAGE_PEOPLE),
    (Way("outbox.index", N_("Mail")), Permission.READ_OUTBOX),
    (Way("journal.index", N_("Journal")), Permission.READ_JOURNAL),
)
"""The pages of the desk, and what opens each."""

MORE = (
    Way("public.accessibility", N_("Accessibility")),
    Way("public.data_protection", N_("Data protection")),
    Way("public.legal", N_("Legal notice")),
    Way("public.contact", N_("Write to the Secretariat")),
    Way("accounts.sign_in", N_("Sign in")),
)


@cache
def _steps(ways: tuple[Way, ...], _spoken: str) -> list[Step]:
    """Made once for a language: ``gettext`` finds by itself which one it is."""
    return [Step(way.endpoint, gettext(way.label), address(way.endpoint)) for way in ways]


def work() -> list[Step]:
    """What somebody who is signed in may go to besides."""
    found = signed_in()
    if found is None:
        return []
    held = tuple(way for way, permission in WORK if permission is None or reach(found.actor, permission))
    return _steps(held, i18n.language())


def desk_ways() -> list[Step]:
    """The pages of the desk that are open to this person."""
    found = signed_in()
    held = tuple(way for way, permission in DESK if found and reach(found.actor, permission))
    return _steps(held, i18n.language())


def here() -> str:
    """The way that the open page lies on."""
    if request.path.startswith("/desk/"):
        return "desk.index"
    return _BELONGS_TO.get(request.endpoint or "", request.endpoint or "")


NAMES_OF_LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية"}


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    code: str
    name: str
    url: str
    is_spoken: bool


def languages() -> list[LanguageChoice]:
    """The page that is open, in each language."""
    spoken, args = i18n.language(), request.args.to_dict()
    return [
        LanguageChoice(
            code,
            NAMES_OF_LANGUAGES[code],
            f"{request.path}?{urlencode({**args, 'lang': code})}",
            code == spoken,
        )
        for code in offered()
    ]


def init_app(app: Flask) -> None:
    """Nothing here asks the database: the page of a refusal stands even when the database does not answer."""
    app.jinja_env.globals.update(
        ways=lambda: _steps(WAYS, i18n.language()),
        more_ways=lambda: _steps(MORE, i18n.language()),
        here=here,
        work=work,
        desk_ways=desk_ways,
        languages=languages,
        dates=dates,
        today=lambda: clock.now().date(),
        invented=lambda: "reading" in g and g.reading.invented,
        spoken=i18n.language,
        text_direction=lambda: i18n.locale().text_direction,
    )
    app.jinja_env.filters.update(
        host=lambda url: urlsplit(url).hostname or url,
        first_up=lambda text: text[:1].upper() + text[1:],
    )
