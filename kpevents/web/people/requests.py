"""Who asks for an account: approved with roles, or declined with a reason."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import people, requests
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.models import AccountRequest
from kpevents.features.notifications import accounts as letters
from kpevents.infra import clock
from kpevents.web.addresses import address
from kpevents.web.guards import permitted
from kpevents.web.people.fields import offer
from kpevents.web.people.forms import ApprovalForm, DeclineForm
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.session import actor

blueprint = Blueprint("requests", __name__, url_prefix="/desk/requests")

_REQUEST = "<int:request_id>"


@blueprint.get("/")
@permitted(Permission.MANAGE_PEOPLE)
def index() -> ResponseReturnValue:
    return render_template("people/requests.html", rows=queries.requests_waiting())


def _page(asked: AccountRequest, approval: ApprovalForm | None = None, decline: DeclineForm | None = None) -> str:
    approval = approval or ApprovalForm(formdata=None, data={"name": asked.name})
    approval.roles.offer = offer(reading())
    decline = decline or DeclineForm(formdata=None)
    return render_template("people/request.html", asked=asked, approval=approval, decline=decline)


@blueprint.get(f"/{_REQUEST}/")
@permitted(Permission.MANAGE_PEOPLE)
def asked(request_id: int) -> ResponseReturnValue:
    return _page(queries.get_request(request_id))


@blueprint.post(f"/{_REQUEST}/approve")
@permitted(Permission.MANAGE_PEOPLE)
def approve(request_id: int) -> ResponseReturnValue:
    form = ApprovalForm()
    form.roles.offer = offer(reading())

    def act() -> str:
        found, now = queries.get_request(request_id, to_decide=True), clock.now()
        person = Person(found.email, form.name.data, found.language)
        user = people.invite(person, form.roles.data, by=actor(), now=now)
        requests.grant(found)
        letters.invite(user, now=now)
        return address("person.index", person_id=user.id)

    return sent(form, act, lambda: _page(queries.get_request(request_id), approval=form))


@blueprint.post(f"/{_REQUEST}/decline")
@permitted(Permission.MANAGE_PEOPLE)
def decline(request_id: int) -> ResponseReturnValue:
    form = DeclineForm()

    def act() -> str:
        found, now = queries.get_request(request_id, to_decide=True), clock.now()
        letters.decline_request(found, form.reason.data, now=now)
        requests.decline(found, by=actor(), now=now)
        return address("requests.index")

    return sent(form, act, lambda: _page(queries.get_request(request_id), decline=form))
