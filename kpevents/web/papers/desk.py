from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.features.meetings import whole
from kpevents.features.meetings.models import Meeting
from kpevents.features.papers import actions, queries
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import AUDIENCE_LABELS, KIND_LABELS, STATUS_LABELS, Kind, Status
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, language, listed
from kpevents.web.addresses import address
from kpevents.web.forms import Form
from kpevents.web.guards import permitted
from kpevents.web.paper_lines import language_name, paper_url, size
from kpevents.web.papers.forms import PaperForm, SayingForm, WithdrawForm, let_files_in
from kpevents.web.papers.sending import uploads
from kpevents.web.pressing import sent
from kpevents.web.session import actor

blueprint = Blueprint("desk_papers", __name__, url_prefix="/desk/meetings/<slug>/papers")

_ONE = "/<int:paper_id>"


@dataclass(frozen=True, slots=True)
class Kept:
    """A version as the desk lists it, and what can be done with it."""

    id: int
    title: str
    url: str
    file: str
    status: str
    status_class: str
    audience: str
    is_latest: bool
    can_change: bool
    can_withdraw: bool


_CLASSES = {Status.DRAFT: "soft", Status.FINAL: "ok", Status.REPLACED: "", Status.WITHDRAWN: "dead"}


def _kept(paper: Paper, slug: str, *, latest: bool) -> Kept:
    return Kept(
        id=paper.id,
        title=called(paper),
        url=paper_url(paper, slug),
        file=listed(_of_file(paper)),
        status=gettext(STATUS_LABELS[paper.status]),
        status_class=_CLASSES[paper.status],
        audience=gettext(AUDIENCE_LABELS[paper.audience]),
        is_latest=latest,
        can_change=latest or paper.status is Status.FINAL,
        can_withdraw=paper.status is Status.FINAL,
    )


def _of_file(paper: Paper) -> tuple[str, ...]:
    """English, version 2, PDF, 240 kB"""
    version = gettext("version %(version)s", version=dates.digits(paper.version))
    return language_name(paper.language), version, paper.file_type.label, size(paper.size)


def called(paper: Paper) -> str:
    """Concept note: Care at borders"""
    kind, title = gettext(KIND_LABELS[paper.kind]), paper.title[language()] or paper.caption[language()]
    return gettext("%(kind)s: %(title)s", kind=kind, title=title) if title and title != kind else kind


def _meeting(slug: str) -> Meeting:
    return whole.get_visible(slug, actor())[0]


def _list_address(slug: str) -> str:
    return address("desk_papers.index", slug=slug)


def _page_of_all(meeting: Meeting, form: PaperForm) -> str:
    papers = queries.every(meeting.id)
    replaced = {paper.replaces_id for paper in papers}
    kept = [_kept(paper, meeting.slug, latest=paper.id not in replaced) for paper in papers]
    return render_template("papers/desk.html", meeting=meeting, papers=kept, form=form)


@blueprint.get("/")
@permitted(Permission.PLAN_MEETINGS)
def index(slug: str) -> ResponseReturnValue:
    return _page_of_all(_meeting(slug), PaperForm())


@blueprint.post("/")
@permitted(Permission.PLAN_MEETINGS)
def add(slug: str) -> ResponseReturnValue:
    let_files_in()
    form, meeting_id = PaperForm(), _meeting(slug).id

    def act() -> str:
        actions.add(meeting_id, form.said(), form.brought, files=uploads(), by=actor(), now=clock.now())
        return _list_address(slug)

    return sent(form, act, lambda: _page_of_all(_meeting(slug), form))


def _page(template: str, slug: str, paper_id: int, form: Callable[[Paper], Form]) -> str:
    meeting = _meeting(slug)
    paper = queries.get(paper_id, meeting_id=meeting.id)
    heir = queries.find_heir(paper) if paper.status is Status.FINAL else None
    return render_template(
        f"papers/{template}.html",
        meeting=meeting,
        paper=paper,
        called=called(paper),
        is_photo=paper.kind is Kind.PHOTO,
        returns=heir.version if heir else 0,
        form=form(paper),
    )


@blueprint.get(f"{_ONE}/")
@permitted(Permission.PLAN_MEETINGS)
def edit(slug: str, paper_id: int) -> ResponseReturnValue:
    return _page("edit", slug, paper_id, SayingForm.of)


@blueprint.post(f"{_ONE}/")
@permitted(Permission.PLAN_MEETINGS)
def edit_send(slug: str, paper_id: int) -> ResponseReturnValue:
    form, meeting_id = SayingForm(), _meeting(slug).id

    def act() -> str:
        actions.change(paper_id, form.said(), meeting_id=meeting_id, by=actor(), now=clock.now())
        return _list_address(slug)

    return sent(form, act, lambda: _page("edit", slug, paper_id, lambda _: form))


@blueprint.get(f"{_ONE}/replace")
@permitted(Permission.PLAN_MEETINGS)
def replace(slug: str, paper_id: int) -> ResponseReturnValue:
    return _page("replace", slug, paper_id, PaperForm.of)


@blueprint.post(f"{_ONE}/replace")
@permitted(Permission.PLAN_MEETINGS)
def replace_send(slug: str, paper_id: int) -> ResponseReturnValue:
    let_files_in()
    form, meeting_id = PaperForm(), _meeting(slug).id

    def act() -> str:
        given = (paper_id, form.said(), form.brought)
        actions.replace(*given, meeting_id=meeting_id, files=uploads(), by=actor(), now=clock.now())
        return _list_address(slug)

    return sent(form, act, lambda: _page("replace", slug, paper_id, lambda _: form))


@blueprint.get(f"{_ONE}/withdraw")
@permitted(Permission.PLAN_MEETINGS)
def withdraw(slug: str, paper_id: int) -> ResponseReturnValue:
    return _page("withdraw", slug, paper_id, lambda _: WithdrawForm())


@blueprint.post(f"{_ONE}/withdraw")
@permitted(Permission.PLAN_MEETINGS)
def withdraw_send(slug: str, paper_id: int) -> ResponseReturnValue:
    form, meeting_id = WithdrawForm(), _meeting(slug).id

    def act() -> str:
        actions.withdraw(paper_id, form.reason.data or "", meeting_id=meeting_id, by=actor(), now=clock.now())
        return _list_address(slug)

    return sent(form, act, lambda: _page("withdraw", slug, paper_id, lambda _: form))


@blueprint.get(f"{_ONE}/delete")
@permitted(Permission.PLAN_MEETINGS)
def delete(slug: str, paper_id: int) -> ResponseReturnValue:
    return _page("delete", slug, paper_id, lambda _: Form())


@blueprint.post(f"{_ONE}/delete")
@permitted(Permission.PLAN_MEETINGS)
def delete_send(slug: str, paper_id: int) -> ResponseReturnValue:
    form, meeting_id = Form(), _meeting(slug).id

    def act() -> str:
        actions.delete(paper_id, meeting_id=meeting_id, files=uploads(), by=actor(), now=clock.now())
        return _list_address(slug)

    return sent(form, act, lambda: _page("delete", slug, paper_id, lambda _: form))
