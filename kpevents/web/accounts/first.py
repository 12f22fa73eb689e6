"""The one-time link with which the first administrator sets a password: good until there is one."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.links import LinkRefused, Purpose
from kpevents.core.policy import Actor, Role
from kpevents.core.text import N_
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import people
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.rules import Given
from kpevents.infra import clock, i18n
from kpevents.infra.links import Links
from kpevents.web.accounts.forms import FirstAdministratorForm
from kpevents.web.accounts.views import settings
from kpevents.web.addresses import address
from kpevents.web.guards import public
from kpevents.web.pressing import sent

blueprint = Blueprint("first", __name__)
NOBODY_YET = 0
"""The number of the account that the link is for: there is none."""
BY_THE_LINK = Actor(None, N_("the one-time link of the first start"))


def first_link() -> str:
    """The path that ``make run`` prints."""
    token = Links(settings().secret_key).make(Purpose.SET_PASSWORD, NOBODY_YET, 0, now=clock.now())
    return address("first.administrator", token=token)


def ensure_it_is_good(token: str) -> None:
    """Raises LinkRefused; once there is an administrator, for every link."""
    bearer = Links(settings().secret_key).read(Purpose.SET_PASSWORD, token, now=clock.now())
    if bearer.subject_id != NOBODY_YET or queries.there_is_an_administrator():
        raise LinkRefused()


@blueprint.get("/first/<token>")
@public
def administrator(token: str) -> ResponseReturnValue:
    ensure_it_is_good(token)
    return render_template("accounts/first.html", form=FirstAdministratorForm(), token=token)


@blueprint.post("/first/<token>")
@public
def administrator_send(token: str) -> ResponseReturnValue:
    form = FirstAdministratorForm()

    def act() -> str:
        ensure_it_is_good(token)
        person = Person(form.email.data, form.name.data, i18n.language())
        everything = [Given(Role.ADMINISTRATOR), Given(Role.SECRETARIAT)]
        people.create(person, form.new_password.data, everything, by=BY_THE_LINK, now=clock.now())
        return address("accounts.sign_in")

    return sent(form, act, lambda: render_template("accounts/first.html", form=form, token=token))
