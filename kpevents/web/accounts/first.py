"""The page behind the one-time link: the first administrator chooses a password."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.features.accounts import first
from kpevents.features.accounts.actions.people import Person
from kpevents.infra import clock, i18n, limits
from kpevents.infra.links import Links
from kpevents.web.accounts.forms import FirstAdministratorForm
from kpevents.web.accounts.settling import LINKS_PER_HOST, host, settings
from kpevents.web.addresses import address
from kpevents.web.guards import public
from kpevents.web.pressing import sent

blueprint = Blueprint("first", __name__)


def _links() -> Links:
    return Links(settings().secret_key)


def _page(form: FirstAdministratorForm) -> str:
    return render_template("accounts/first.html", form=form)


@blueprint.get("/first/<token>")
@public
def administrator(token: str) -> ResponseReturnValue:
    limits.count("link", host(), LINKS_PER_HOST)
    first.ensure_good(token, _links(), now=clock.now())
    return _page(FirstAdministratorForm())


@blueprint.post("/first/<token>")
@public
def administrator_send(token: str) -> ResponseReturnValue:
    limits.count("link", host(), LINKS_PER_HOST)
    form = FirstAdministratorForm()

    def act() -> str:
        person = Person(form.email.data, form.name.data, i18n.language())
        first.create(person, form.new_password.data, token, _links(), now=clock.now())
        return address("accounts.sign_in")

    return sent(form, act, lambda: _page(form))
