"""All meetings as those who plan them see them: found by filters, changed many at once, taken along as a file."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.core.timespan import PartialDate
from kpevents.features.meetings import planning, queries
from kpevents.features.meetings.finding import Wanted, When
from kpevents.features.meetings.listed import Listed
from kpevents.features.meetings.rules import STATUS_LABELS, Status, Visibility
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, listed, ngettext
from kpevents.web.addresses import address
from kpevents.web.exports import Column, FileType, Kind, Table, export
from kpevents.web.filter_words import chosen_words
from kpevents.web.filters import NAMES, Asked, given_in, page_number, read_filters
from kpevents.web.guards import permitted
from kpevents.web.lines import Line, line
from kpevents.web.listing import PAGE, Act, Ids, Many, ManyForm, acted, ids_in, page
from kpevents.web.reading import Reading, reading
from kpevents.web.session import actor
from kpevents.web.values import VISIBILITY_LABELS


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in the list: as readers see its line, and as it stands behind it."""

    id: int
    url: str
    line: Line
    meeting: Listed
    sees: str
    """Who may see it, in words."""


blueprint = Blueprint("planned", __name__, url_prefix="/desk")


def _asked(read: Reading) -> tuple[Asked, Wanted]:
    """Filters as they stand in the address, the status among them; and what they mean."""
    asked = Asked(given_in(request.args, (*NAMES, "status", "doubtful")))
    wanted = read_filters(request.args, read, actor()).wanted
    return asked, replace(wanted, status=asked.choice("status", Status), doubtful="doubtful" in asked.given)


def _row(meeting: Listed, read: Reading) -> Row:
    return Row(
        id=meeting.id,
        url=address("scheduling.meeting", slug=meeting.slug),
        line=line(meeting, read),
        meeting=meeting,
        sees=gettext(VISIBILITY_LABELS[meeting.visibility]),
    )


@blueprint.get("/meetings/")
@permitted(Permission.PLAN_MEETINGS)
def index() -> ResponseReturnValue:
    return _page()


@blueprint.post("/meetings/")
@permitted(Permission.PLAN_MEETINGS)
def selected() -> ResponseReturnValue:
    """Many at once: who may see them; or the ticked ones as a file."""
    read = reading()
    asked, wanted = _asked(read)
    return acted(
        Many(
            at=address("planned.index"),
            asked=asked,
            matching=lambda: queries.ids(wanted, read.today),
            again=_page,
            acts=ACTS,
        )
    )


@blueprint.get("/meetings.<any(csv, xlsx):file_type>")
@permitted(Permission.PLAN_MEETINGS)
def file(file_type: str) -> ResponseReturnValue:
    """All that the filters leave, or the ticked ones."""
    read = reading()
    _, wanted = _asked(read)
    ids = set(ids_in(request.args))
    rows = [_row(each, read) for each in queries.every(wanted, read.today) if not ids or each.id in ids]
    return export(Table(gettext("Meetings"), COLUMNS, rows), FileType(file_type))


def _page(form: ManyForm | None = None) -> str:
    read = reading()
    (asked, wanted), number = _asked(read), page_number(request.args)
    ahead = wanted.when is When.UPCOMING
    found = queries.find(wanted, read.today, page=number, size=PAGE, oldest_first=ahead)
    rows = [_row(meeting, read) for meeting in found.rows]
    return render_template(
        "scheduling/index.html",
        page=page(
            address("planned.index"), asked, number, (rows, found.total),
            form=form, acts=ACTS, chosen=_chosen(asked, read),
        ),
        statuses=[(str(each), gettext(label)) for each, label in STATUS_LABELS.items()],
        read=read,
    )  # fmt: skip


def _chosen(asked: Asked, read: Reading) -> list[tuple[str, str]]:
    status = asked.choice("status", Status)
    words = chosen_words(read_filters(request.args, read), read, read.language, whole=asked)
    if status:
        words.append((gettext(STATUS_LABELS[status]), asked.query(status=None) or "?"))
    if "doubtful" in asked.given:
        words.append((gettext("needs checking"), asked.query(doubtful=None) or "?"))
    return words


def _show_to(visibility: Visibility) -> Callable[[Ids], str]:
    def show(ids: Ids) -> str:
        changed = planning.show_to(ids, visibility, by=actor(), now=clock.now())
        return ngettext(
            "%(number)s meeting is seen by others than before.", "%(number)s meetings are seen by others than before.",
            changed, number=dates.number(changed),
        )  # fmt: skip

    return show


def _asks_to_hide(number: int) -> str:
    return ngettext(
        "Hide %(number)s meeting from everybody but the Secretariat? Calendars drop it at their next reading.",
        "Hide %(number)s meetings from everybody but the Secretariat? Calendars drop them at their next reading.",
        number,
        number=dates.number(number),
    )


ACTS = (
    Act("public", N_("Show to everybody"), _show_to(Visibility.PUBLIC)),
    Act("partners", N_("Show to partners"), _show_to(Visibility.PARTNERS)),
    Act("hidden", N_("Hide"), _show_to(Visibility.HIDDEN), asks=_asks_to_hide),
)


def _first_day(row: Row) -> PartialDate | None:
    first = row.meeting.first_day
    return PartialDate.of(first) if first else row.meeting.loosely


COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Title"), lambda row: str(row.line.title)),
    Column(N_("Type"), lambda row: row.line.kind),
    Column(N_("First day"), _first_day, Kind.DAY),
    Column(N_("Last day"), lambda row: row.meeting.last_day, Kind.DAY),
    Column(N_("Status"), lambda row: row.line.state),
    Column(N_("Who may see it"), lambda row: row.sees),
    Column(N_("Venue"), lambda row: row.line.place),
    Column(N_("Who does what"), lambda row: listed(holder.text for holder in row.line.holders)),
)
