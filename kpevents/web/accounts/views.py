"""Signing in and out: the password, then the second factor of those who need one."""

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kpevents.core.errors import NotFound, RuleBroken
from kpevents.core.policy import is_staff
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, sign_ins
from kpevents.features.accounts.models import User
from kpevents.features.accounts.queries import SignedIn
from kpevents.features.accounts.rules import NotSignedIn, Stage, needs_second_factor, running
from kpevents.infra import clock, limits
from kpevents.infra.db import unit_of_work
from kpevents.infra.logs import log
from kpevents.infra.settings import Settings
from kpevents.web import session
from kpevents.web.accounts.forms import Pressed, SecondFactorForm, SignInForm
from kpevents.web.addresses import address, is_ours
from kpevents.web.errors import explain
from kpevents.web.guards import for_account, public

blueprint = Blueprint("accounts", __name__)

PER_ADDRESS, PER_HOST, PER_CODE = "10 per 15 minutes", "60 per 15 minutes", "10 per 15 minutes"
"""Tries to sign in: at one address from anywhere, from one host at any address, and of codes for one account."""


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    wanted = request.args.get("next", "")
    if session.signed_in():
        return redirect(_on(wanted))
    return render_template("accounts/sign_in.html", form=SignInForm(data={"next": wanted}))


@blueprint.post("/sign-in")
@public
def sign_in_send() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    limits.count("sign-in from", request.remote_addr or "", PER_HOST)
    limits.count("sign-in", form.email.data, PER_ADDRESS)
    user = queries.with_password(form.email.data, form.password.data)
    if user is None:
        log.warning("sign-in refused")
        form.refuse(explain(NotSignedIn()))
        return render_template("accounts/sign_in.html", form=form), 422
    limits.forgive("sign-in", form.email.data, PER_ADDRESS)
    return _signed_in(user, form.next.data)


def _signed_in(user: User, wanted: str) -> Response:
    grants = running((queries.given(row) for row in user.grants), clock.now().date())
    owes = user.totp_since is not None or (settings().require_second_factor and needs_second_factor(grants))
    stage = Stage.PASSWORD if owes else Stage.FULL
    user_id, digest, has_factor = user.id, user.password_hash, user.totp_since is not None
    with unit_of_work():
        found = queries.get(user_id)
        if found.password_hash != digest:  # it was changed between
            raise NotSignedIn()
        if owes and not has_factor:
            factor.enrol(found, settings().secret_key)
        sign_ins.sweep(now=clock.now())
        token = sign_ins.begin(found, stage, session.browser(), now=clock.now())
    session.begin(token)
    log.info("signed in", user_id=user_id, stage=stage)
    if stage is Stage.FULL:
        return redirect(_on(wanted))
    return redirect(address("accounts.second_factor" if has_factor else "enrolment.enrol", next=wanted))


def _on(wanted: str) -> str:
    """Where somebody wanted to go; else to what they do here."""
    if is_ours(wanted):
        return wanted
    found = session.signed_in()
    return address("desk.index") if found and is_staff(found.actor) else address("account.index")


def half_way() -> SignedIn:
    """Raises NotFound for whoever does not owe a second factor."""
    found = session.half_way()
    if found is None:
        raise NotFound()
    return found


@blueprint.get("/sign-in/code")
@public
def second_factor() -> ResponseReturnValue:
    if session.half_way() is None:
        return redirect(address("accounts.sign_in", next=request.args.get("next", "")))
    return render_template("accounts/code.html", form=SecondFactorForm(data={"next": request.args.get("next", "")}))


@blueprint.post("/sign-in/code")
@public
def second_factor_send() -> ResponseReturnValue:
    found, form = half_way(), SecondFactorForm()
    if not form.validate():
        return render_template("accounts/code.html", form=form), 422
    limits.count("code", str(found.user_id), PER_CODE)
    try:
        with unit_of_work():
            user = queries.get(found.user_id)
            _prove(user, form.code.data)
            token = sign_ins.go_on(found.sign_in_id, user, session.browser(), now=clock.now())
    except RuleBroken as refusal:
        log.warning("code refused", user_id=found.user_id)
        form.refuse(explain(refusal), "code")
        return render_template("accounts/code.html", form=form), 422
    limits.forgive("code", str(found.user_id), PER_CODE)
    session.begin(token)
    return redirect(_on(form.next.data))


def _prove(user: User, code: str) -> None:
    """Six digits are the phone's, anything longer a recovery code. Raises CodeWrong."""
    if sum(letter.isalnum() for letter in code) > 8:
        factor.use_recovery_code(user, code)
    else:
        factor.check(user, code, settings().secret_key, now=clock.now())


@blueprint.post("/sign-out")
@for_account
def sign_out() -> ResponseReturnValue:
    if not Pressed().validate():
        return redirect(address("account.index"))
    found = session.signed_in()
    if found:
        with unit_of_work():
            sign_ins.end(found.sign_in_id, found.user_id)
    session.end()
    return redirect(address("public.home"))
