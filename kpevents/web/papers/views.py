from itertools import groupby

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.filetypes import FileType
from kpevents.features.papers import library, queries
from kpevents.features.papers.library import Found
from kpevents.web.addresses import address
from kpevents.web.filters import page_number
from kpevents.web.guards import public
from kpevents.web.lines import Line, line
from kpevents.web.paging import pager
from kpevents.web.paper_lines import PaperLine, file_name, paper_line, photo_of, small_name
from kpevents.web.papers.asking import read_question
from kpevents.web.papers.sending import file_answer
from kpevents.web.reading import Reading, reading
from kpevents.web.session import actor

blueprint = Blueprint("papers", __name__)

PAGE, PAGE_OF_PHOTOS = 30, 12
_NUMBER = "<int:paper_id>"
"""What a database takes for an id; anything longer is no page."""


@blueprint.get("/resources/")
@public
def resources() -> ResponseReturnValue:
    read, page = reading(), page_number(request.args)
    question = read_question(request.args, read)
    found = library.documents(question.asked, read.reader, read.today, page=page, size=PAGE)
    _ensure_a_page(page, found)
    return render_template(
        "papers/resources.html",
        meetings=_by_meeting(found, read),
        total=found.total,
        question=question,
        chosen=question.words(read),
        pager=pager(question.filters, page, found.total, PAGE),
        read=read,
    )


@blueprint.get("/gallery/")
@public
def gallery() -> ResponseReturnValue:
    read, page = reading(), page_number(request.args)
    question = read_question(request.args, read)
    found = library.photos(question.asked, read.reader, read.today, page=page, size=PAGE_OF_PHOTOS)
    _ensure_a_page(page, found)
    photos = [(photo_of(paper, of.slug, of.title, read.language), line(of, read)) for paper, of in found.rows]
    return render_template(
        "papers/gallery.html",
        photos=photos,
        total=found.total,
        question=question,
        chosen=question.words(read),
        pager=pager(question.filters, page, found.total, PAGE_OF_PHOTOS),
        read=read,
    )


def _ensure_a_page(page: int, found: Found) -> None:
    if page > 1 and not found.rows:
        raise NotFound()


def _by_meeting(found: Found, read: Reading) -> list[tuple[Line, list[PaperLine]]]:
    grouped = groupby(found.rows, key=lambda row: row[1].id)
    groups = [list(rows) for _, rows in grouped]
    return [
        (line(rows[0][1], read, short=True), [paper_line(paper, of.slug, read.language) for paper, of in rows])
        for rows in groups
    ]


@blueprint.get(f"/papers/{_NUMBER}/<name>")
@public
def paper(paper_id: int, name: str) -> ResponseReturnValue:
    """An address with another name, or of a version that was replaced, leads to the right one."""
    opened = queries.open_for(paper_id, actor())
    found, right = opened.paper, file_name(opened.paper, opened.meeting_slug)
    if (paper_id, name) != (found.id, right):
        return redirect(address("papers.paper", paper_id=found.id, name=right))
    return file_answer(
        found.stored, right, found.file_type, etag=found.digest, changed_at=found.created_at, is_public=opened.is_public
    )


@blueprint.get(f"/papers/{_NUMBER}/small/<name>")
@public
def small(paper_id: int, name: str) -> ResponseReturnValue:
    """Of a photo, the picture that the gallery shows."""
    opened = queries.open_for(paper_id, actor())
    found, right = opened.paper, small_name(opened.paper, opened.meeting_slug)
    if found.small is None:
        raise NotFound()
    if (paper_id, name) != (found.id, right):
        return redirect(address("papers.small", paper_id=found.id, name=right))
    etag = f"{found.digest}-small"
    return file_answer(
        found.small, right, FileType.WEBP, etag=etag, changed_at=found.created_at, is_public=opened.is_public
    )
