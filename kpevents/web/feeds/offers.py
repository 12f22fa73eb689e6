"""What a reader can subscribe to, with what is coming in it."""

from dataclasses import dataclass

from kpevents.core.text import N_, Sentence
from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.finding import Wanted, When
from kpevents.features.meetings.listed import Listed
from kpevents.features.meetings.rules import Format, Level
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, listed, ngettext
from kpevents.infra.memo import kept
from kpevents.web.lines import line
from kpevents.web.reading import Reading
from kpevents.web.subscribing import Subscription, subscription


@dataclass(frozen=True, slots=True)
class Offer:
    key: str
    title: str
    about: str
    coming: str
    following: str
    subscription: Subscription


MAIN: tuple[tuple[str, Sentence, Sentence, Wanted, dict[str, str]], ...] = (
    ("all", N_("All meetings"), N_("Every public meeting, with its series"), Wanted(), {}),
    (
        "political",
        N_("Political level"),
        N_("Steering Committee, Senior Officials, high-level meetings"),
        Wanted(level=Level.POLITICAL),
        {"level": "political"},
    ),
    (
        "technical",
        N_("Technical level"),
        N_("Thematic meetings, workshops, trainings, webinars"),
        Wanted(level=Level.TECHNICAL),
        {"level": "technical"},
    ),
    (
        "online",
        N_("Online"),
        N_("Webinars, roundtables, virtual meetings"),
        Wanted(format=Format.ONLINE),
        {"format": "online"},
    ),
)


def main_offers(read: Reading, spoken: str) -> list[Offer]:
    """Made once for a revision, a day and the two languages: of the page, and of the entries."""
    name = ("offers", read.language, spoken, read.today)
    return kept(read.revision, name, lambda: [_offer(*each, read, spoken) for each in MAIN])


def _offer(
    key: str, title: Sentence, about: Sentence, wanted: Wanted, query: dict[str, str], read: Reading, spoken: str
) -> Offer:
    path = "/feeds/search.ics" if query else "/feeds/all.ics"
    name = gettext("Khartoum Process: %(what)s", what=gettext(title))
    coming, following = _coming(wanted, read)
    feed = subscription(name, path, spoken, **query)
    return Offer(key, gettext(title), gettext(about), coming, following, feed)


def _coming(wanted: Wanted, read: Reading) -> tuple[str, str]:
    ahead = Wanted(level=wanted.level, format=wanted.format, when=When.UPCOMING, takes_place=True)
    found = meetings.find(ahead, read.today, page=1, size=1, oldest_first=True)
    number = dates.digits(found.total)
    if not found.rows:
        return gettext("None announced at present"), ""
    coming = ngettext("%(number)s coming", "%(number)s coming", found.total, number=number)
    first = found.rows[0]
    where = line(first, read).place
    when = _days(first)
    return coming, gettext("Next: %(what)s", what=listed([when, where]))


def _days(first: Listed) -> str:
    if first.first_day and first.last_day:
        return dates.span(first.first_day, first.last_day)
    return dates.loosely(first.loosely) if first.loosely else gettext("Undated")


def of_types(read: Reading, spoken: str) -> list[Subscription]:
    return [
        subscription(kind.plural[read.language], f"/feeds/type/{kind.slug}.ics", spoken)
        for kind in read.reference.types.values()
    ]


def of_series(read: Reading, spoken: str) -> list[Subscription]:
    return [
        subscription(series.title[read.language], f"/feeds/series/{series.slug}.ics", spoken)
        for series in read.reference.series.values()
    ]
