from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.policy import ANONYMOUS
from kpevents.features.calendars import queries as calendars
from kpevents.features.calendars.feeds import Head
from kpevents.features.governance.queries import governance
from kpevents.features.meetings import queries, whole
from kpevents.features.meetings.finding import Wanted, When
from kpevents.features.meetings.rules import Sight
from kpevents.web.calendar_files import Contents, answer, calendar_file, release
from kpevents.web.filter_words import chosen_words
from kpevents.web.filters import page_number, read_filters
from kpevents.web.guards import public
from kpevents.web.lines import line
from kpevents.web.looking import look
from kpevents.web.meetings.listing import by_year
from kpevents.web.meetings.papers import papers_of
from kpevents.web.meetings.sheet import sheet
from kpevents.web.paging import pager
from kpevents.web.reading import reading
from kpevents.web.subscribing import base_url

blueprint = Blueprint("meetings", __name__, url_prefix="/meetings")

PAGE = 25
ON_THE_SAME_SUBJECT = 3


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    read = reading()
    filters, page = read_filters(request.args, read, read.reader), page_number(request.args)
    ahead = filters.wanted.when is When.UPCOMING
    found = queries.find(filters.wanted, read.today, page=page, size=PAGE, oldest_first=ahead)
    if page > 1 and not found.rows:
        raise NotFound()
    return render_template(
        "meetings/index.html",
        years=by_year([line(meeting, read, with_year=False, short=True) for meeting in found.rows]),
        total=found.total,
        pager=pager(filters, page, found.total, PAGE),
        filters=filters,
        chosen=chosen_words(filters, read, read.language),
        read=read,
    )


@blueprint.get("/<slug>/")
@public
def meeting(slug: str) -> ResponseReturnValue:
    read = reading()
    found, seen = whole.get_visible(slug, read.reader)
    parts = whole.parts(found.id)
    full = seen is Sight.FULL  # whom it stands beside says something of a meeting too
    siblings = whole.siblings(found) if full else []
    same = whole.on_the_same_subject(found, parts.domains, ON_THE_SAME_SUBJECT) if full else []
    return render_template(
        "meetings/meeting.html",
        sheet=sheet(found, parts, seen, governance(read.revision), read),
        series=[line(m, read) for m in siblings if m.series_id and m.series_id == found.series_id],
        cluster=[line(m, read) for m in siblings if m.cluster and m.cluster == found.cluster],
        same=[line(m, read) for m in same],
        look=look(slug),
        papers=papers_of(found, seen, read),
        read=read,
    )


@blueprint.get("/<slug>.ics")
@public
def meeting_file(slug: str) -> ResponseReturnValue:
    found, _ = whole.get_visible(slug, ANONYMOUS)
    meeting_id, title = found.id, found.title

    def make(spoken: str) -> Contents:
        made = calendars.entry(meeting_id, spoken, release())
        if not made.entries:
            raise NotFound()
        return Head(name=title[spoken], page=f"{base_url()}/meetings/{slug}/"), made

    return answer(calendar_file(f"/meetings/{slug}.ics", Wanted(), make), name=slug)
