"""The desk's first page, and the list of all meetings as those who plan them see it."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.policy import Permission
from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.finding import Wanted
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web.desk.todo import todos
from kpevents.web.desk.year import at_a_glance
from kpevents.web.guards import permitted
from kpevents.web.reading import reading
from kpevents.web.session import actor

blueprint = Blueprint("desk", __name__, url_prefix="/desk")

MOST = 300
"""Meetings of one year on one strip; a real year has fewer than thirty."""
FIRST_YEAR, LAST_YEAR = 2014, 2100


@blueprint.get("/")
@permitted(Permission.USE_DESK)
def index() -> ResponseReturnValue:
    read = reading()
    year = _year_asked(read.today.year)
    whole = (date(year, 1, 1), date(year, 12, 31))
    found = meetings.between(*whole, Wanted(seen_by=actor()), read.today, MOST)
    waits = todos(read)
    return render_template(
        "desk/index.html", todos=waits, title=_title(len(waits)), year=at_a_glance(year, found, read), read=read
    )


def _title(number: int) -> str:
    if not number:
        return gettext("Nothing waits for a decision")
    return ngettext(
        "%(number)s thing needs a decision", "%(number)s things need a decision", number, number=dates.number(number)
    )


def _year_asked(this_year: int) -> int:
    """Raises NotFound for what is no year of the Process."""
    given = request.args.get("year") or str(this_year)
    if not (given.isascii() and given.isdigit() and FIRST_YEAR <= int(given[:5]) <= LAST_YEAR):
        raise NotFound()
    return int(given)
