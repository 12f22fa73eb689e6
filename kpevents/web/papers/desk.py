from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.features.papers import actions, queries
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import Kind, Status
from kpevents.infra import clock
from kpevents.web.forms import Form
from kpevents.web.guards import permitted
from kpevents.web.papers.desk_list import called, list_address, meeting_of, page_of_all
from kpevents.web.papers.forms import PaperForm, SayingForm, WithdrawForm, let_files_in
from kpevents.web.papers.sending import uploads
from kpevents.web.pressing import sent
from kpevents.web.session import actor

blueprint = Blueprint("desk_papers", __name__, url_prefix="/desk/meetings/<slug>/papers")

_ONE = "/<int:paper_id>"


@blueprint.get("/new")
@permitted(Permission.PLAN_MEETINGS)
def new(slug: str) -> ResponseReturnValue:
    """The form stands below the list."""
    return page_of_all(None, slug)


@blueprint.post("/new")
@permitted(Permission.PLAN_MEETINGS)
def add(slug: str) -> ResponseReturnValue:
    let_files_in()
    form, meeting_id = PaperForm(), meeting_of(slug).id

    def act() -> str:
        actions.add(meeting_id, form.said(), form.brought, files=uploads(), by=actor(), now=clock.now())
        return list_address(slug)

    return sent(form, act, lambda: page_of_all(None, slug, form))


def _page(template: str, slug: str, paper_id: int, form: Callable[[Paper], Form]) -> str:
    meeting = meeting_of(slug)
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
    form, meeting_id = SayingForm(), meeting_of(slug).id

    def act() -> str:
        actions.change(paper_id, form.said(), meeting_id=meeting_id, by=actor(), now=clock.now())
        return list_address(slug)

    return sent(form, act, lambda: _page("edit", slug, paper_id, lambda _: form))


@blueprint.get(f"{_ONE}/replace")
@permitted(Permission.PLAN_MEETINGS)
def replace(slug: str, paper_id: int) -> ResponseReturnValue:
    return _page("replace", slug, paper_id, PaperForm.of)


@blueprint.post(f"{_ONE}/replace")
@permitted(Permission.PLAN_MEETINGS)
def replace_send(slug: str, paper_id: int) -> ResponseReturnValue:
    let_files_in()
    form, meeting_id = PaperForm(), meeting_of(slug).id

    def act() -> str:
        given = (paper_id, form.said(), form.brought)
        actions.replace(*given, meeting_id=meeting_id, files=uploads(), by=actor(), now=clock.now())
        return list_address(slug)

    return sent(form, act, lambda: _page("replace", slug, paper_id, lambda _: form))


@blueprint.get(f"{_ONE}/withdraw")
@permitted(Permission.PLAN_MEETINGS)
def withdraw(slug: str, paper_id: int) -> ResponseReturnValue:
    return _page("withdraw", slug, paper_id, lambda _: WithdrawForm())


@blueprint.post(f"{_ONE}/withdraw")
@permitted(Permission.PLAN_MEETINGS)
def withdraw_send(slug: str, paper_id: int) -> ResponseReturnValue:
    form, meeting_id = WithdrawForm(), meeting_of(slug).id

    def act() -> str:
        actions.withdraw(paper_id, form.reason.data or "", meeting_id=meeting_id, by=actor(), now=clock.now())
        return list_address(slug)

    return sent(form, act, lambda: _page("withdraw", slug, paper_id, lambda _: form))


@blueprint.get(f"{_ONE}/delete")
@permitted(Permission.PLAN_MEETINGS)
def delete(slug: str, paper_id: int) -> ResponseReturnValue:
    return _page("delete", slug, paper_id, lambda _: Form())


@blueprint.post(f"{_ONE}/delete")
@permitted(Permission.PLAN_MEETINGS)
def delete_send(slug: str, paper_id: int) -> ResponseReturnValue:
    form, meeting_id = Form(), meeting_of(slug).id

    def act() -> str:
        actions.delete(paper_id, meeting_id=meeting_id, files=uploads(), by=actor(), now=clock.now())
        return list_address(slug)

    return sent(form, act, lambda: _page("delete", slug, paper_id, lambda _: form))
