import re
from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound, NotUnderstood
from kpevents.core.text import N_
from kpevents.core.timespan import Precision
from kpevents.features.meetings import figures
from kpevents.features.meetings import queries as meetings
from kpevents.infra import dates
from kpevents.web.calendars.grid import grid, week_days
from kpevents.web.calendars.strip import strip
from kpevents.web.filters import read_filters
from kpevents.web.guards import public
from kpevents.web.lines import line
from kpevents.web.reading import reading

blueprint = Blueprint("calendars", __name__, url_prefix="/calendar")

FIRST_YEAR, LAST_YEAR = 1990, 2199
MOST = 300
"""Meetings that one page names; a real year has fewer than thirty. Beyond, it says how many more there are."""


class NotAMonth(NotUnderstood):
    message = N_("“%(value)s” is not a month. Write it as 2022-07.")


@blueprint.get("/")
@public
def month() -> ResponseReturnValue:
    read = reading()
    first, filters = _month_asked(read.today), read_filters(request.args, read, read.reader)
    last = _next(first) - timedelta(days=1)
    of_year = (date(first.year, 1, 1), date(first.year, 12, 31))
    in_year = figures.dates_between(*of_year, filters.wanted, read.today)
    touching = meetings.between(first - timedelta(days=7), last + timedelta(days=7), filters.wanted, read.today, MOST)
    loose = [m for m in touching if m.date_precision is Precision.MONTH and m.list_from == first]
    return render_template(
        "calendars/month.html",
        first=first,
        before=_if_shown((first - timedelta(days=1)).replace(day=1)),
        after=_if_shown(_next(first)),
        week_days=week_days(),
        weeks=grid(first, touching, read),
        months=strip(first.year, in_year, read),
        loose=[line(m, read) for m in loose],
        filters=filters,
        read=read,
    )


@blueprint.get("/<int:year>/")
@public
def year(year: int) -> ResponseReturnValue:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound()
    read = reading()
    filters = read_filters(request.args, read, read.reader)
    of_year = (date(year, 1, 1), date(year, 12, 31))
    in_year = figures.dates_between(*of_year, filters.wanted, read.today)
    found = meetings.between(*of_year, filters.wanted, read.today, MOST)
    exact = [m for m in found if m.date_precision in (Precision.DAY, Precision.MONTH)]
    by_month = groupby(exact, key=lambda m: max(m.list_from, date(year, 1, 1)).replace(day=1))
    return render_template(
        "calendars/year.html",
        year=year,
        title=dates.digits(year),
        months=strip(year, in_year, read),
        more=len(in_year) - len(found),
        groups=[
            (dates.month(first), [line(m, read, with_year=False, short=True) for m in group])
            for first, group in by_month
        ],
        undated=[line(m, read) for m in found if m not in exact],
        before=year - 1 if year > FIRST_YEAR else None,
        after=year + 1 if year < LAST_YEAR else None,
        filters=filters,
        read=read,
    )


def _month_asked(today: date) -> date:
    """Raises NotUnderstood for what is no month, NotFound for one that no page shows."""
    given = request.args.get("month", "").strip()
    if not given:
        return today.replace(day=1)
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", given, re.ASCII)
    if not found:
        raise NotAMonth(value=given[:40])
    first = date(int(found[1]) or 1, int(found[2]), 1)
    if _if_shown(first) is None:
        raise NotFound()
    return first


def _if_shown(first: date) -> date | None:
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else None


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
