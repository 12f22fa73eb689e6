"""The desk's pages of the chair: alternation and candidatures, and a form for each step."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.policy import Permission
from kpevents.features.governance.queries import governance
from kpevents.features.hosting.actions import chairmanship as actions
from kpevents.features.hosting.models import Candidature
from kpevents.features.hosting.queries import chairmanship as queries
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.guards import permitted
from kpevents.web.hosting.forms import CandidateForm
from kpevents.web.hosting.steps import PAGES, StepPage, form_of
from kpevents.web.hosting.succession import candidate, succession
from kpevents.web.offered import state_choices
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.seen import SeenForm
from kpevents.web.session import actor

blueprint = Blueprint("chairmanship", __name__, url_prefix="/desk/chairmanship")


@blueprint.get("/")
@permitted(Permission.KEEP_RECORDS)
def index() -> ResponseReturnValue:
    read = reading()
    found = succession(governance(read.revision), read)
    return render_template("hosting/chairmanship.html", chair=found, pages=PAGES)


@blueprint.get("/new")
@permitted(Permission.KEEP_RECORDS)
def new() -> ResponseReturnValue:
    return render_template("hosting/candidature.html", form=_candidate_form())


@blueprint.post("/new")
@permitted(Permission.KEEP_RECORDS)
def new_send() -> ResponseReturnValue:
    form = _candidate_form()

    def act() -> str:
        partner = reading().partners.get(form.partner.data)
        actions.offer(partner, form.on.partial, form.note.data, by=actor(), now=clock.now())
        return address("chairmanship.index")

    return sent(form, act, lambda: render_template("hosting/candidature.html", form=form))


def _candidate_form() -> CandidateForm:
    form = CandidateForm()
    form.partner.choices = [("", gettext("Choose a state")), *state_choices(reading())]
    return form


@blueprint.get("/<int:candidature_id>/<name>")
@permitted(Permission.KEEP_RECORDS)
def step(candidature_id: int, name: str) -> ResponseReturnValue:
    page, found = _page(name), queries.get(candidature_id)
    return _shown(page, name, found, form_of(page, found, sent=False))


@blueprint.post("/<int:candidature_id>/<name>")
@permitted(Permission.KEEP_RECORDS)
def step_send(candidature_id: int, name: str) -> ResponseReturnValue:
    page, found = _page(name), queries.get(candidature_id)
    form = form_of(page, found, sent=True)

    def act() -> str:
        page.act(candidature_id, form)
        return address("chairmanship.index")

    return sent(form, act, lambda: _shown(page, name, queries.get(candidature_id), form))


def _page(name: str) -> StepPage:
    """Raises NotFound."""
    if name not in PAGES:
        raise NotFound()
    return PAGES[name]


def _shown(page: StepPage, name: str, found: Candidature, form: SeenForm) -> str:
    """From here on it is decided upon as it stands here."""
    read = reading()
    form.seen.data = str(found.turn)
    shown = candidate(found, governance(read.revision), read)
    return render_template("hosting/step.html", page=page, name=name, candidate=shown, form=form)
