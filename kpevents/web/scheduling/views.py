"""A meeting at the desk: its page, the editor, and what becomes of it."""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.crossing import Crossed
from kpevents.core.policy import Permission
from kpevents.features.meetings import planning
from kpevents.features.meetings.copying import Bring
from kpevents.features.meetings.plan import Plan
from kpevents.features.meetings.planning import Planned
from kpevents.features.meetings.rules import Status
from kpevents.infra import clock
from kpevents.web.addresses import address
from kpevents.web.forms import Form
from kpevents.web.guards import permitted
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.scheduling import editor
from kpevents.web.scheduling.forms import CloseForm, DuplicateForm, MeetingForm, StatusForm, typed
from kpevents.web.scheduling.overview import overview
from kpevents.web.session import actor

blueprint = Blueprint("scheduling", __name__, url_prefix="/desk/meetings")


@blueprint.get("/new")
@permitted(Permission.PLAN_MEETINGS)
def new() -> ResponseReturnValue:
    form = editor.offered(MeetingForm(data=editor.blank(request.args)))
    return editor.page(form, None)


@blueprint.post("/new")
@permitted(Permission.PLAN_MEETINGS)
def create() -> ResponseReturnValue:
    form = editor.offered(MeetingForm())
    if editor.asks_for_a_row(form, request.form):
        return editor.page(form, None)

    def act() -> str:
        meeting = planning.create(
            form.plan(editor.zones()), Status(form.status.data), by=actor(), now=clock.now()
        )  # fmt: skip
        return address("scheduling.meeting", slug=meeting.slug)

    return editor.answered(form, act, None)


@blueprint.get("/<slug>/")
@permitted(Permission.PLAN_MEETINGS)
def meeting(slug: str) -> ResponseReturnValue:
    return _meeting_page(slug)


def _meeting_page(slug: str) -> str:
    return render_template("scheduling/meeting.html", it=overview(planning.get(slug), reading()), form=Form())


@blueprint.get("/<slug>/edit")
@permitted(Permission.PLAN_MEETINGS)
def edit(slug: str) -> ResponseReturnValue:
    planned = planning.get(slug)
    form = editor.offered(MeetingForm(data=typed(planned.plan)))
    form.keep_opened(planned.plan.as_card())
    return editor.page(form, planned)


@blueprint.post("/<slug>/edit")
@permitted(Permission.PLAN_MEETINGS)
def change(slug: str) -> ResponseReturnValue:
    planned, form = planning.get(slug), editor.offered(MeetingForm())
    del form.status
    if editor.asks_for_a_row(form, request.form):
        return editor.page(form, planned)

    def act() -> str:
        changed = planning.change(
            slug, form.opened_card(), form.plan(editor.zones()), by=actor(), now=clock.now()
        )  # fmt: skip
        return address("scheduling.meeting", slug=changed.slug)

    try:
        return editor.answered(form, act, planned)
    except Crossed as crossed:
        again = editor.offered(MeetingForm(formdata=None, data=typed(Plan.of_card(crossed.merged))))
        again.keep_opened(crossed.stands)
        return editor.page(again, planning.get(slug), editor.told(crossed)), HTTPStatus.CONFLICT


@blueprint.get("/<slug>/status/<after>")
@permitted(Permission.PLAN_MEETINGS)
def ask_status(slug: str, after: str) -> ResponseReturnValue:
    """Names what will happen, and to whom, before it does."""
    planned = planning.get(slug)
    form = StatusForm(data={"before": planned.meeting.status, "after": after})
    return _status_page(slug, form)


@blueprint.post("/<slug>/status")
@permitted(Permission.PLAN_MEETINGS)
def set_status(slug: str) -> ResponseReturnValue:
    form = StatusForm()

    def act() -> str:
        before, after = Status(form.before.data), Status(form.after.data)
        planning.become(slug, before, after, form.reason.data, by=actor(), now=clock.now())
        return address("scheduling.meeting", slug=slug)

    return sent(form, act, lambda: _status_page(slug, form))


def _status_page(slug: str, form: StatusForm) -> str:
    it = overview(planning.get(slug), reading())
    after = Status(form.after.data) if form.after.data in list(Status) else it.status
    return render_template("scheduling/status.html", it=it, form=form, step=editor.step(after))


@blueprint.get("/<slug>/copy")
@permitted(Permission.PLAN_MEETINGS)
def ask_duplicate(slug: str) -> ResponseReturnValue:
    planned = planning.get(slug)
    everything = [str(each) for each in Bring]
    form = DuplicateForm(data={"title": planned.meeting.title, "bring": everything})
    return _duplicate_page(planned, form)


@blueprint.post("/<slug>/copy")
@permitted(Permission.PLAN_MEETINGS)
def duplicate(slug: str) -> ResponseReturnValue:
    planned, form = planning.get(slug), DuplicateForm()
    form.bring.choices = editor.bring_choices()
    if editor.asks_for_a_row(form, request.form):
        return _duplicate_page(planned, form)

    def act() -> str:
        bring = [Bring(each) for each in form.bring.data or ()]
        made = planning.duplicate(slug, form.title.data, form.days.data, bring, by=actor(), now=clock.now())
        return address("scheduling.meeting", slug=made.slug)

    return sent(form, act, lambda: _duplicate_page(planned, form))


def _duplicate_page(planned: Planned, form: DuplicateForm) -> str:
    form.bring.choices = editor.bring_choices()
    editor.fill_up(form, "days")
    return render_template("scheduling/copy.html", it=overview(planned, reading()), form=form)


@blueprint.post("/<slug>/close")
@permitted(Permission.PLAN_MEETINGS)
def close_early(slug: str) -> ResponseReturnValue:
    form = CloseForm()

    def act() -> str:
        planning.close_early(slug, form.what.data, by=actor(), now=clock.now())
        return address("scheduling.meeting", slug=slug)

    return sent(form, act, lambda: _meeting_page(slug))


@blueprint.post("/<slug>/checked")
@permitted(Permission.PLAN_MEETINGS)
def mark_checked(slug: str) -> ResponseReturnValue:
    def act() -> str:
        planning.mark_checked(slug, by=actor(), now=clock.now())
        return address("scheduling.meeting", slug=slug)

    return sent(Form(), act, lambda: _meeting_page(slug))


@blueprint.get("/<slug>/delete")
@permitted(Permission.PLAN_MEETINGS)
def ask_delete(slug: str) -> ResponseReturnValue:
    return render_template("scheduling/delete.html", it=overview(planning.get(slug), reading()), form=Form())


@blueprint.post("/<slug>/delete")
@permitted(Permission.PLAN_MEETINGS)
def delete(slug: str) -> ResponseReturnValue:
    form = Form()

    def act() -> str:
        planning.delete(slug, by=actor(), now=clock.now())
        return address("planned.index")

    def again() -> str:
        return render_template("scheduling/delete.html", it=overview(planning.get(slug), reading()), form=form)

    return sent(form, act, again)
