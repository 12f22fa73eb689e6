from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from kpevents.core.text import Shown
from kpevents.features.governance.queries import governance
from kpevents.features.meetings import figures, whole
from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.finding import Wanted, When
from kpevents.features.meetings.listed import Listed
from kpevents.features.pages import queries as pages
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.infra.memo import kept
from kpevents.web.assets import static_folder
from kpevents.web.chairs import Chair, chair_of
from kpevents.web.guards import public
from kpevents.web.lines import Line, line, until
from kpevents.web.lookback import Lookback, look_back
from kpevents.web.markdown import as_html
from kpevents.web.reading import Reading, reading
from kpevents.web.subscribing import all_meetings

blueprint = Blueprint("public", __name__)

AFTERWARDS = 5
IN_OTHER_YEARS = 4


@dataclass(frozen=True, slots=True)
class Earlier:
    """A meeting of this month in another year."""

    year: str
    days: str
    title: Shown
    url: str
    place: str


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    read = reading()
    coming = [line(m, read, short=True) for m in meetings.coming(read.today, AFTERWARDS + 1)]
    first = next((each for each in coming if not each.gone), None)
    if first is None and len(coming) > AFTERWARDS:
        first = _next_that_takes_place(read)
    latest = None if first else next((line(m, read) for m in meetings.latest(read.today, 1)), None)
    return render_template(
        "public/home.html",
        first=first,
        latest=latest,
        starts=_starts(first, read.now) if first and not first.restricted else None,
        away=until(first.first_day, read.today) if first and first.first_day else "",
        afterwards=[each for each in coming if each is not first],
        chair=_chair(read),
        lookback=_lookback(read),
        other_years=_other_years(read),
        subscription=all_meetings(),
        read=read,
    )


def _next_that_takes_place(read: Reading) -> Line | None:
    """Behind all that fell away."""
    ahead = Wanted(when=When.UPCOMING, takes_place=True)
    found = meetings.find(ahead, read.today, page=1, size=1, oldest_first=True)
    return next((line(meeting, read, short=True) for meeting in found.rows), None)


@dataclass(frozen=True, slots=True)
class Starts:
    """The hour at the venue in words, and the instant that a reader's browser can turn into its own hour."""

    at_venue: str
    instant: datetime
    day: str


def _starts(first: Line, now: datetime) -> Starts | None:
    """None without hours, and once it has begun."""
    opening = whole.opening(first.id)
    if opening is None:
        return None
    begins = datetime.combine(opening.day, opening.begins, ZoneInfo(opening.zone))
    if begins < now:
        return None
    zone = dates.zone_and_offset(opening.zone, begins)
    words = gettext("Starts %(hour)s (%(zone)s)", hour=dates.clock(begins), zone=zone)
    return Starts(words, begins.astimezone(UTC), str(opening.day))


def _chair(read: Reading) -> Chair | None:
    return chair_of(governance(read.revision), read, read.today)


def _lookback(read: Reading) -> Lookback:
    """The same for all readers of a language on one day; drawn once."""
    name = ("lookback", read.language, read.today)
    return kept(
        read.revision,
        name,
        lambda: look_back(figures.marks(), governance(read.revision), read.as_public()),
    )


def _other_years(read: Reading) -> list[Earlier]:
    def found() -> list[Earlier]:
        return [_earlier(m, read.as_public()) for m in meetings.in_other_years(read.today, IN_OTHER_YEARS)]

    return kept(read.revision, ("other years", read.language, read.today), found)


def _earlier(meeting: Listed, read: Reading) -> Earlier:
    shown = line(meeting, read)
    first, last = meeting.first_day or meeting.list_from, meeting.last_day or meeting.list_until
    return Earlier(dates.digits(first.year), dates.days(first, last), shown.title, shown.url, shown.place)


def _page(slug: str) -> ResponseReturnValue:
    read, page = reading(), pages.get(slug)
    body = page.body.shown(read.language)
    return render_template(
        "public/page.html", title=page.title.shown(read.language), body=body, html=as_html(body.text)
    )


@blueprint.get("/about/")
@public
def about() -> ResponseReturnValue:
    return _page("about")


@blueprint.get("/contact/")
@public
def contact() -> ResponseReturnValue:
    return _page("contact")


@blueprint.get("/legal/")
@public
def legal() -> ResponseReturnValue:
    return _page("legal")


@blueprint.get("/accessibility/")
@public
def accessibility() -> ResponseReturnValue:
    return _page("accessibility")


@blueprint.get("/data-protection/")
@public
def data_protection() -> ResponseReturnValue:
    return _page("data-protection")


@blueprint.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    return send_from_directory(static_folder(), "robots.txt")


@blueprint.get("/favicon.ico")
@public
def icon() -> ResponseReturnValue:
    return send_from_directory(static_folder(), "img/icon.svg")
