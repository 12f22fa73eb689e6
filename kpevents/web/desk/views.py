"""The desk's first page, and the list of all meetings as those who plan them see it."""

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.policy import Permission
from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.finding import When
from kpevents.features.meetings.rules import STATUS_LABELS, Status
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.filters import page_number, read_filters
from kpevents.web.guards import permitted
from kpevents.web.lines import line
from kpevents.web.reading import reading
from kpevents.web.session import actor

blueprint = Blueprint("desk", __name__, url_prefix="/desk")

PAGE = 50


@blueprint.get("/")
@permitted(Permission.USE_DESK)
def index() -> ResponseReturnValue:
    return render_template("desk/index.html", read=reading())


@blueprint.get("/meetings/")
@permitted(Permission.PLAN_MEETINGS)
def all_meetings() -> ResponseReturnValue:
    read = reading()
    filters, page = read_filters(request.args, read, actor()), page_number(request.args)
    given = request.args.get("status", "")
    wanted = replace(filters.wanted, status=Status(given) if given in list(Status) else None)
    ahead = wanted.when is When.UPCOMING
    found = meetings.find(wanted, read.today, page=page, size=PAGE, oldest_first=ahead)
    if page > 1 and not found.rows:
        raise NotFound()
    return render_template(
        "desk/meetings.html",
        lines=[(line(each, read), address("scheduling.meeting", slug=each.slug)) for each in found.rows],
        total=found.total,
        filters=filters,
        status=given,
        statuses=[(str(each), gettext(label)) for each, label in STATUS_LABELS.items()],
        read=read,
    )
