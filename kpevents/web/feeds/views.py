from collections.abc import Callable

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.text import N_
from kpevents.features.calendars import queries as calendars
from kpevents.features.calendars.feeds import Head
from kpevents.features.meetings import figures
from kpevents.features.meetings.finding import Wanted
from kpevents.infra.i18n import gettext, language, listed
from kpevents.web.calendar_files import Contents, answer, calendar_file, feed_language, release
from kpevents.web.feeds.offers import main_offers, of_series, of_types
from kpevents.web.filter_words import chosen_words
from kpevents.web.filters import Filters, read_filters
from kpevents.web.guards import public
from kpevents.web.language import offered
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.reading import reading
from kpevents.web.subscribing import base_url, subscription

blueprint = Blueprint("feeds", __name__, url_prefix="/feeds")

ABOUT = N_("Meetings of the Khartoum Process. Days and venues follow when they change.")


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    read, spoken = reading(), request.args.get("entries")
    spoken = spoken if spoken in offered() else language()
    chosen = read_filters(request.args, read)
    own = subscription(gettext("Khartoum Process: your choice"), "/feeds/search.ics", spoken, **chosen.given)
    return render_template(
        "feeds/index.html",
        main=main_offers(read, spoken),
        types=of_types(read, spoken),
        series=of_series(read, spoken),
        entries=spoken,
        language_names={code: NAMES_OF_LANGUAGES[code] for code in offered()},
        chosen=chosen,
        own=own if chosen.given else None,
        own_count=figures.count(chosen.wanted, read.today) if chosen.given else 0,
        read=read,
    )


@blueprint.get("/all.ics")
@public
def everything() -> ResponseReturnValue:
    return _feed(Wanted(), "/meetings/", lambda _: gettext("Khartoum Process: all meetings"))


@blueprint.get("/type/<slug>.ics")
@public
def of_type(slug: str) -> ResponseReturnValue:
    kind = reading().reference.type_by_slug.get(slug)
    if kind is None:
        raise NotFound()
    return _feed(
        Wanted(type_id=kind.id),
        f"/meetings/?type={slug}",
        lambda spoken: gettext("Khartoum Process: %(what)s", what=kind.plural[spoken]),
    )


@blueprint.get("/partner/<code>.ics")
@public
def of_partner(code: str) -> ResponseReturnValue:
    partner = reading().partners.get(code)
    return _feed(
        Wanted(partner_id=partner.id),
        f"/partners/{code}/",
        lambda spoken: gettext("Khartoum Process: %(what)s", what=partner.name[spoken]),
    )


@blueprint.get("/series/<slug>.ics")
@public
def of_one_series(slug: str) -> ResponseReturnValue:
    series = reading().reference.series_by_slug.get(slug)
    if series is None:
        raise NotFound()
    return _feed(
        Wanted(series_id=series.id),
        f"/meetings/?series={slug}",
        lambda spoken: gettext("Khartoum Process: %(what)s", what=series.title[spoken]),
    )


@blueprint.get("/search.ics")
@public
def of_search() -> ResponseReturnValue:
    filters = read_filters(request.args, reading())
    return _feed(filters.wanted, f"/meetings/{filters.query()}", lambda spoken: _name(filters, spoken))


def _name(filters: Filters, spoken: str) -> str:
    """Named by what was chosen, so that two choices are told apart in a list of calendars."""
    what = listed(word for word, _ in chosen_words(filters, reading(), spoken))
    return gettext("Khartoum Process: %(what)s", what=what or gettext("all meetings"))


def _feed(wanted: Wanted, page: str, name: Callable[[str], str]) -> ResponseReturnValue:
    def make(spoken: str) -> Contents:
        head = Head(name=name(spoken), about=gettext(ABOUT), page=base_url() + page, source=_own_address(spoken))
        return head, calendars.entries(wanted, reading().today, spoken, release())

    return answer(calendar_file(_own_address(feed_language()), wanted, make))


def _own_address(spoken: str) -> str:
    """One form for each feed, however it was asked for, so that the bytes are the same."""
    asked = read_filters(request.args, reading()).given if request.path.endswith("/search.ics") else {}
    return subscription("", request.path, spoken, **asked).https
