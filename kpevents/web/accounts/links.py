"""Behind the secret links that come by mail. Opening one changes nothing: mail servers open links to look at them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.links import Bearer, LinkRefused, Purpose
from kpevents.core.policy import Actor
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import addresses, passwords, requests
from kpevents.features.accounts.models import User
from kpevents.features.notifications import security
from kpevents.infra import clock, limits
from kpevents.infra.i18n import gettext
from kpevents.infra.links import Links
from kpevents.web.accounts.forms import NewPasswordForm, Pressed
from kpevents.web.accounts.settling import LINKS_PER_HOST, forgive_sign_in, host, settings
from kpevents.web.addresses import address
from kpevents.web.forms import Form
from kpevents.web.guards import public
from kpevents.web.pressing import sent

blueprint = Blueprint("links", __name__)


def _bearer(purpose: Purpose, token: str) -> Bearer:
    """Raises LinkRefused, TooMany."""
    limits.count("link", host(), LINKS_PER_HOST)
    return Links(settings().secret_key).read(purpose, token, now=clock.now())


def _said(title: str, sentence: str, *, leads_on: bool = False) -> str:
    button, to = (gettext("Sign in"), address("accounts.sign_in")) if leads_on else ("", "")
    return render_template("accounts/said.html", title=title, paragraphs=[sentence], button=button, to=to)


def _yes(title: str, about: str, button: str) -> str:
    return render_template("accounts/yes.html", form=Pressed(), title=title, paragraphs=[about], button=button)


def _password_page(form: Form, purpose: Purpose, user: User) -> str:
    return render_template(
        "accounts/new_password.html", form=form, is_first=purpose is Purpose.SET_PASSWORD, email=user.email
    )


def _open(purpose: Purpose, token: str) -> ResponseReturnValue:
    return _password_page(NewPasswordForm(), purpose, queries.behind(_bearer(purpose, token)))


def _choose(purpose: Purpose, token: str) -> ResponseReturnValue:
    """Signs nobody in: whoever has a second factor shows it next. Ends all sessions."""
    form, bearer = NewPasswordForm(), _bearer(purpose, token)
    done_for: list[str] = []

    def act() -> str:
        user, now = queries.behind(bearer, to_use=True), clock.now()
        had_one = user.password_hash is not None
        digest = passwords.digest_for(form.new_password.data, user.name, user.email)
        passwords.set_password(user, digest, keep=None, by=Actor(user.id, user.name), now=now)
        if had_one:
            security.tell(user, security.PASSWORD_CHANGED, now=now)
        done_for.append(user.email)
        return address("links.chosen")

    answer = sent(form, act, lambda: _password_page(form, purpose, queries.behind(bearer)))
    for email in done_for:
        forgive_sign_in(email)
    return answer


@blueprint.get("/set-password/<token>")
@public
def set_password(token: str) -> ResponseReturnValue:
    return _open(Purpose.SET_PASSWORD, token)


@blueprint.post("/set-password/<token>")
@public
def set_password_send(token: str) -> ResponseReturnValue:
    return _choose(Purpose.SET_PASSWORD, token)


@blueprint.get("/reset-password/<token>")
@public
def reset_password(token: str) -> ResponseReturnValue:
    return _open(Purpose.RESET_PASSWORD, token)


@blueprint.post("/reset-password/<token>")
@public
def reset_password_send(token: str) -> ResponseReturnValue:
    return _choose(Purpose.RESET_PASSWORD, token)


@blueprint.get("/password-chosen")
@public
def chosen() -> ResponseReturnValue:
    return _said(gettext("Your password is set"), gettext("Sign in with it now."), leads_on=True)


@blueprint.get("/confirm-request/<token>")
@public
def confirm_request(token: str) -> ResponseReturnValue:
    asked = queries.asked_by(_bearer(Purpose.CONFIRM_REQUEST, token))
    about = gettext("You asked for an account with the address %(email)s.", email=asked.email)
    return _yes(gettext("Confirm your address"), about, gettext("This mailbox is mine"))


@blueprint.post("/confirm-request/<token>")
@public
def confirm_request_send(token: str) -> ResponseReturnValue:
    bearer = _bearer(Purpose.CONFIRM_REQUEST, token)

    def act() -> str:
        requests.confirm(queries.asked_by(bearer), now=clock.now())
        return address("links.request_confirmed")

    return sent(Pressed(), act)


@blueprint.get("/request-confirmed")
@public
def request_confirmed() -> ResponseReturnValue:
    then = gettext("The Secretariat decides next, and answers by mail. You need do nothing more.")
    return _said(gettext("Your address is confirmed"), then)


def _moving(purpose: Purpose, token: str) -> ResponseReturnValue:
    user = queries.behind(_bearer(purpose, token))
    if user.new_email is None:
        raise LinkRefused()
    about = gettext(
        "The account with the address %(email)s moves to %(new_email)s when both mailboxes have said yes.",
        email=user.email,
        new_email=user.new_email,
    )
    return _yes(gettext("Another e-mail address"), about, gettext("Yes, I asked for this"))


def _move(purpose: Purpose, token: str) -> ResponseReturnValue:
    bearer, is_new = _bearer(purpose, token), purpose is Purpose.CONFIRM_NEW_ADDRESS

    def act() -> str:
        user, now = queries.behind(bearer, to_use=True), clock.now()
        if user.new_email is None:
            raise LinkRefused()
        before = addresses.confirm(user, new=is_new, by=Actor(user.id, user.name), now=now)
        if before is None:
            return address("links.half_confirmed")
        security.tell_address_changed(user, before, now=now)
        return address("links.moved")

    return sent(Pressed(), act)


@blueprint.get("/confirm-new-address/<token>")
@public
def confirm_new_address(token: str) -> ResponseReturnValue:
    return _moving(Purpose.CONFIRM_NEW_ADDRESS, token)


@blueprint.post("/confirm-new-address/<token>")
@public
def confirm_new_address_send(token: str) -> ResponseReturnValue:
    return _move(Purpose.CONFIRM_NEW_ADDRESS, token)


@blueprint.get("/confirm-old-address/<token>")
@public
def confirm_old_address(token: str) -> ResponseReturnValue:
    return _moving(Purpose.CONFIRM_OLD_ADDRESS, token)


@blueprint.post("/confirm-old-address/<token>")
@public
def confirm_old_address_send(token: str) -> ResponseReturnValue:
    return _move(Purpose.CONFIRM_OLD_ADDRESS, token)


@blueprint.get("/address-half-confirmed")
@public
def half_confirmed() -> ResponseReturnValue:
    then = gettext("The change takes effect when the other mailbox has said yes as well.")
    return _said(gettext("One of two mailboxes has said yes"), then)


@blueprint.get("/address-changed")
@public
def moved() -> ResponseReturnValue:
    then = gettext("From now on you sign in with the new address. Where you are signed in, you stay so.")
    return _said(gettext("The address is changed"), then, leads_on=True)
