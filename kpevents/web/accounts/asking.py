"""Whoever is not signed in asks: for an account, or how to sign in. The answer is the same for everybody.

Each asking writes one row into the outbox, and a request its own, whoever has an account: neither the page nor the
time it takes tells which (ASVS 5.0, 6.3.8). What there is to know stands in the mail.
"""

from http import HTTPStatus

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import requests
from kpevents.features.notifications import accounts as letters
from kpevents.infra import clock, i18n
from kpevents.infra.i18n import gettext
from kpevents.web.accounts.forms import ForgottenForm, RequestForm
from kpevents.web.accounts.settling import count_letter, settings
from kpevents.web.addresses import address
from kpevents.web.guards import public
from kpevents.web.pressing import sent

blueprint = Blueprint("asking", __name__)


@blueprint.get("/forgotten")
@public
def forgotten() -> ResponseReturnValue:
    return render_template("accounts/forgotten.html", form=ForgottenForm())


@blueprint.post("/forgotten")
@public
def forgotten_send() -> ResponseReturnValue:
    form = ForgottenForm()

    def again() -> str:
        return render_template("accounts/forgotten.html", form=form)

    if not form.validate():
        return again(), HTTPStatus.UNPROCESSABLE_ENTITY
    count_letter("forgotten", form.email.data)

    def act() -> str:
        letters.forgotten(form.email.data, queries.find_by_address(form.email.data), now=clock.now())
        return address("asking.on_its_way")

    return sent(form, act, again)


@blueprint.get("/on-its-way")
@public
def on_its_way() -> ResponseReturnValue:
    paragraphs = [
        gettext("A message is on its way to the address that you gave. What there is to do stands in it."),
        gettext("If it does not arrive within some minutes, look among the unwanted mail, and see that the address was"
                " right."),
    ]  # fmt: skip
    return render_template(
        "accounts/said.html", title=gettext("Look into your mailbox"), paragraphs=paragraphs, button=""
    )


@blueprint.get("/request-account")
@public
def request_account() -> ResponseReturnValue:
    return render_template("accounts/request.html", form=RequestForm())


@blueprint.post("/request-account")
@public
def request_account_send() -> ResponseReturnValue:
    form = RequestForm()

    def again() -> str:
        return render_template("accounts/request.html", form=form)

    if not form.validate():
        return again(), HTTPStatus.UNPROCESSABLE_ENTITY
    count_letter("request", form.email.data)

    def act() -> str:
        email, now = form.email.data, clock.now()
        asked = requests.ask(email, form.name.data, form.organisation.data, form.words.data, i18n.language(), now=now)
        letters.confirm_request(asked, queries.find_by_address(email), site=settings().base_url, now=now)
        return address("asking.on_its_way")

    return sent(form, act, again)
