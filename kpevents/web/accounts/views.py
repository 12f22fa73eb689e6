"""Signing in and out: the password, then the second factor of those who need one."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kpevents.core.errors import RuleBroken
from kpevents.core.policy import is_staff
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, sign_ins
from kpevents.features.accounts.models import User
from kpevents.features.accounts.rules import NotSignedIn, Stage, needs_second_factor, running
from kpevents.infra import clock, limits
from kpevents.infra.db import unit_of_work
from kpevents.infra.logs import log
from kpevents.web import session
from kpevents.web.accounts.forms import Pressed, SecondFactorForm, SignInForm
from kpevents.web.accounts.settling import PER_CODE, count_sign_in, forgive_sign_in, settings
from kpevents.web.addresses import address, by_way_of, is_ours
from kpevents.web.errors import explain
from kpevents.web.guards import public

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    wanted = request.args.get("next", "")
    if session.signed_in():
        return redirect(onward(wanted))
    return render_template("accounts/sign_in.html", form=SignInForm(data={"next": wanted}))


@blueprint.post("/sign-in")
@public
def sign_in_send() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    count_sign_in(form.email.data)
    user = queries.with_password(form.email.data, form.password.data)
    try:
        stage = _begin(user)
    except NotSignedIn as refusal:
        log.warning("sign-in refused")
        form.refuse(explain(refusal))
        return render_template("accounts/sign_in.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    forgive_sign_in(form.email.data)
    return _go_on(stage, form.next.data)


def _begin(user: User | None) -> Stage:
    """The session of whoever gave the right password; what this browser had before ends. Raises NotSignedIn."""
    if user is None:
        raise NotSignedIn()
    user_id, digest, before = user.id, user.password_hash, session.at_any_stage()
    with unit_of_work():
        found = queries.held(user_id)
        if found.password_hash != digest:  # it was changed between
            raise NotSignedIn()
        stage = _stage_of(found)
        if before:
            sign_ins.end(before.sign_in_id, before.user_id)
        sign_ins.sweep(now=clock.now())
        token = sign_ins.begin(found, stage, session.browser(), now=clock.now())
    session.begin(token)
    log.info("signed in", user_id=user_id, stage=stage)
    return stage


def _stage_of(user: User) -> Stage:
    """Whoever needs a second factor and has none is given a secret to set one up with."""
    grants = running((queries.given(row) for row in user.grants), clock.now().date())
    if user.totp_since:
        return Stage.PASSWORD
    if settings().require_second_factor and needs_second_factor(grants):
        factor.enrol(user, settings().secret_key)
        return Stage.PASSWORD
    return Stage.FULL


def _go_on(stage: Stage, wanted: str) -> Response:
    if stage is Stage.FULL:
        return redirect(onward(wanted))
    found = session.half_way()
    return redirect(
        by_way_of("accounts.second_factor" if found and found.has_second_factor else "enrolment.enrol", wanted)
    )


def onward(wanted: str) -> str:
    """Where somebody wanted to go; else to what they do here."""
    if is_ours(wanted):
        return wanted
    found = session.signed_in()
    return address("desk.index") if found and is_staff(found.actor) else address("account.index")


@blueprint.get("/sign-in/code")
@public
def second_factor() -> ResponseReturnValue:
    wanted = request.args.get("next", "")
    if session.half_way() is None:
        return redirect(by_way_of("accounts.sign_in", wanted))
    return render_template("accounts/code.html", form=SecondFactorForm(data={"next": wanted}))


@blueprint.post("/sign-in/code")
@public
def second_factor_send() -> ResponseReturnValue:
    found, form = session.half_way(), SecondFactorForm()
    if found is None:
        return redirect(by_way_of("accounts.sign_in", form.next.data))
    if not form.validate():
        return render_template("accounts/code.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    limits.count("code", str(found.user_id), PER_CODE)
    try:
        with unit_of_work():
            user = queries.held(found.user_id)
            factor.prove(user, form.code.data, settings().secret_key, now=clock.now())
            token = sign_ins.go_on(found.sign_in_id, user, session.browser(), now=clock.now())
    except RuleBroken as refusal:
        log.warning("code refused", user_id=found.user_id)
        form.refuse(explain(refusal), "code")
        return render_template("accounts/code.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    limits.forgive("code", str(found.user_id), PER_CODE)
    session.begin(token)
    return redirect(onward(form.next.data))


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Also for whoever is half-way, or was signed out already."""
    found = session.at_any_stage()
    if found:
        Pressed().ensure_of_this_session()
        with unit_of_work():
            sign_ins.end(found.sign_in_id, found.user_id)
    session.end()
    return redirect(address("public.home"))
