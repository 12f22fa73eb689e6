from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.accounts import queries as accounts
from kpevents.features.journal import queries
from kpevents.features.meetings import listed as meetings
from kpevents.features.meetings import whole
from kpevents.web.addresses import address
from kpevents.web.exports import Column, FileType, Kind, Table, export
from kpevents.web.filters import page_number
from kpevents.web.guards import permitted
from kpevents.web.journal.filters import (
    Filters,
    choices,
    chosen_words,
    person_name,
    read_filters,
    title,
    with_all,
)
from kpevents.web.journal.telling import Told, told, told_one_by_one
from kpevents.web.listing import PAGE, Many, ManyForm, acted, page
from kpevents.web.reading import reading

blueprint = Blueprint("journal", __name__, url_prefix="/desk")

COLUMNS: tuple[Column[Told], ...] = (
    Column(N_("When"), lambda line: line.at, Kind.MOMENT),
    Column(N_("Who"), lambda line: line.who),
    Column(N_("Kind"), lambda line: line.subject),
    Column(N_("Name"), lambda line: line.name),
    Column(N_("What was done"), lambda line: line.deed),
    Column(N_("In a sentence"), lambda line: str(line.what)),
    Column(N_("From and to"), lambda line: "\n".join(line.texts())),
    Column(N_("Reason"), lambda line: line.reason),
)


@dataclass(frozen=True, slots=True)
class Of:
    """Whose journal it is; nothing: the whole. ``fixed``: the filter that the address sets."""

    name: str = ""
    filter: str = ""
    value: str = ""

    @property
    def fixed(self) -> dict[str, str]:
        return {self.filter: self.value} if self.filter else {}


@blueprint.get("/journal/")
@permitted(Permission.READ_JOURNAL)
def index() -> ResponseReturnValue:
    return _page(Of())


@blueprint.get("/meetings/<slug>/journal/")
@permitted(Permission.READ_JOURNAL)
def of_meeting(slug: str) -> ResponseReturnValue:
    meeting_id, read = whole.id_of(slug), reading()
    return _page(Of(meetings.called([meeting_id])[meeting_id].title[read.language], "meeting", slug))


@blueprint.get("/partners/<code>/journal/")
@permitted(Permission.READ_JOURNAL)
def of_partner(code: str) -> ResponseReturnValue:
    read = reading()
    return _page(Of(read.partners.get(code).name[read.language], "partner", code))


@blueprint.get("/people/<int:person_id>/journal/")
@permitted(Permission.READ_JOURNAL)
def of_person(person_id: int) -> ResponseReturnValue:
    """Of one who was erased too, as long as a line is about them."""
    if not accounts.names([person_id]) and not queries.names_person(person_id):
        raise NotFound()
    return _page(Of(person_name(person_id), "person", str(person_id)))


def _page(of: Of, form: ManyForm | None = None) -> str:
    read = reading()
    filters, number = read_filters(request.args, read, **of.fixed), page_number(request.args)
    lines, total = queries.find(filters.wanted, page=number, size=PAGE)
    return render_template(
        "journal/index.html",
        page=page(
            address("journal.index"),
            filters,
            number,
            (told(lines, read), total),
            form=form,
            whole=with_all(filters, of.fixed),
            chosen=chosen_words(filters, read),
        ),
        choices=choices(read),
        of=of,
    )


@blueprint.post("/journal/")
@permitted(Permission.READ_JOURNAL)
def selected() -> ResponseReturnValue:
    """What is ticked can be had as a file. Nothing else can be done to a line of the journal."""
    filters = _filters()
    return acted(
        Many(
            at=address("journal.index"),
            asked=filters,
            matching=lambda: queries.ids(filters.wanted),
            again=lambda form: _page(Of(), form),
        )
    )


@blueprint.get("/journal.<any(csv, xlsx):file_type>")
@permitted(Permission.READ_JOURNAL)
def file(file_type: str) -> ResponseReturnValue:
    filters, read = _filters(), reading()
    rows = told_one_by_one(queries.every(filters.wanted), read)
    return export(Table(title(filters, read), COLUMNS, rows), FileType(file_type))


def _filters() -> Filters:
    return read_filters(request.args, reading())
