"""Setting up the second factor: at the first sign-in of those who need one, and for anyone who wants one.

The secret was made by what led here: the sign-in, or a button of the account's page.
"""

from http import HTTPStatus

import segno
from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import RuleBroken
from kpevents.core.policy import Actor
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, sign_ins
from kpevents.features.accounts.queries import SignedIn
from kpevents.features.notifications import security
from kpevents.infra import clock, limits
from kpevents.infra.db import unit_of_work
from kpevents.web import session
from kpevents.web.accounts.forms import SecondFactorForm
from kpevents.web.accounts.settling import PER_CODE, settings
from kpevents.web.accounts.views import onward
from kpevents.web.addresses import address
from kpevents.web.errors import explain
from kpevents.web.guards import public
from kpevents.web.headers import unkept

blueprint = Blueprint("enrolment", __name__)


def _whoever() -> SignedIn | None:
    """Who may set up a factor here: signed in, or half-way and without one."""
    found = session.signed_in() or session.half_way()
    begun = found and not found.has_second_factor and queries.get(found.user_id).totp_secret
    return found if begun else None


@blueprint.get("/sign-in/enrol")
@public
def enrol() -> ResponseReturnValue:
    found = _whoever()
    if found is None:
        return redirect(address("accounts.sign_in"))
    return unkept(_page(found, SecondFactorForm(data={"next": request.args.get("next", "")})))


@blueprint.post("/sign-in/enrol")
@public
def enrol_send() -> ResponseReturnValue:
    """Shows the recovery codes, this once."""
    found, form = _whoever(), SecondFactorForm()
    if found is None:
        return redirect(address("accounts.sign_in"))
    if not form.validate():
        return _page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    limits.count("code", str(found.user_id), PER_CODE)
    now, me = clock.now(), Actor(found.user_id, found.name)
    try:
        with unit_of_work():
            user = queries.held(found.user_id)
            codes = factor.confirm(user, form.code.data, settings().secret_key, by=me, now=now)
            security.tell(user, security.FACTOR_SET, now=now)
            token = sign_ins.go_on(found.sign_in_id, user, session.browser(), now=now)
            sign_ins.end_others(user.id, sign_ins.id_of(token))
    except RuleBroken as refusal:
        form.refuse(explain(refusal), "code")
        return _page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    session.begin(token)
    return unkept(render_template("accounts/codes.html", codes=codes, next=onward(form.next.data)))


def _page(found: SignedIn, form: SecondFactorForm) -> str:
    user = queries.get(found.user_id)
    secret = factor.secret_of(user, settings().secret_key) or ""
    picture = segno.make(factor.address_for_phone(user, secret), error="m")
    return render_template(
        "accounts/enrol.html",
        form=form,
        picture=picture.svg_data_uri(scale=5, border=2, light="#fff"),
        secret=" ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
    )
