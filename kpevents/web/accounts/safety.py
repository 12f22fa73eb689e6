"""What keeps strangers out of one's own account: its sessions, its second factor, its recovery codes.

Each asks for the password once more; what changes the second factor asks for that too (ASVS 5.0, 7.5.1 and 7.5.2).
"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, sign_ins
from kpevents.features.notifications import security
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web.accounts.forms import ConfirmForm, FullConfirmForm
from kpevents.web.accounts.proof import confirmed, me, my_user, prove_factor
from kpevents.web.accounts.settling import settings
from kpevents.web.addresses import address
from kpevents.web.forms import Form
from kpevents.web.guards import for_account
from kpevents.web.headers import unkept
from kpevents.web.session import actor

blueprint = Blueprint("safety", __name__, url_prefix="/account")


def _asked(form: Form, title: str, about: str, button: str) -> str:
    has_factor = my_user().totp_since is not None
    return render_template(
        "accounts/confirm.html", form=form, title=title, about=about, button=button, has_factor=has_factor
    )


def _ending(form: Form, sign_in_id: int) -> str:
    found = queries.get_sign_in(sign_in_id, me().user_id)
    browser = found.browser or gettext("Unknown browser")
    return _asked(
        form,
        gettext("End %(browser)s", browser=browser),
        gettext("Whoever sits there is signed out, and has to give the password again."),
        gettext("End it"),
    )


@blueprint.get("/sessions/<int:sign_in_id>/end")
@for_account
def end_session(sign_in_id: int) -> ResponseReturnValue:
    return _ending(ConfirmForm(), sign_in_id)


@blueprint.post("/sessions/<int:sign_in_id>/end")
@for_account
def end_session_send(sign_in_id: int) -> ResponseReturnValue:
    form = ConfirmForm()

    def act() -> str:
        queries.get_sign_in(sign_in_id, me().user_id)
        sign_ins.end(sign_in_id, me().user_id)
        return address("account.index")

    return confirmed(form, act, lambda: _ending(form, sign_in_id))


def _ending_others(form: Form) -> str:
    return _asked(
        form,
        gettext("Sign out everywhere else"),
        gettext("You stay signed in here."),
        gettext("Sign out everywhere else"),
    )


@blueprint.get("/sessions/end-others")
@for_account
def end_others() -> ResponseReturnValue:
    return _ending_others(ConfirmForm())


@blueprint.post("/sessions/end-others")
@for_account
def end_others_send() -> ResponseReturnValue:
    form = ConfirmForm()

    def act() -> str:
        sign_ins.end_others(me().user_id, me().sign_in_id)
        return address("account.index")

    return confirmed(form, act, lambda: _ending_others(form))


def _setting_up(form: Form) -> str:
    if my_user().totp_since is None:
        about = gettext("A code from your phone beside the password keeps others out even when they know it.")
        return _asked(form, gettext("Set up a second factor"), about, gettext("Set it up"))
    about = gettext(
        "The codes of the phone until now, and all recovery codes, become void at once; then you set up the other"
        " phone. You are signed out everywhere else."
    )
    return _asked(form, gettext("Another phone"), about, gettext("Go on"))


@blueprint.get("/factor")
@for_account
def set_up_factor() -> ResponseReturnValue:
    return _setting_up(FullConfirmForm())


@blueprint.post("/factor")
@for_account
def set_up_factor_send() -> ResponseReturnValue:
    form = FullConfirmForm()

    def act() -> str:
        user, now = queries.held(me().user_id), clock.now()
        prove_factor(user, form)
        if user.totp_since:
            factor.remove(user, keep=me().sign_in_id, by=actor(), now=now)
            security.tell(user, security.FACTOR_REMOVED, now=now)
        factor.enrol(user, settings().secret_key)
        return address("enrolment.enrol")

    return confirmed(form, act, lambda: _setting_up(form))


def _renewing(form: Form) -> str:
    about = gettext("The codes you have now become void.")
    return _asked(form, gettext("New recovery codes"), about, gettext("Make new codes"))


@blueprint.get("/codes")
@for_account
def new_codes() -> ResponseReturnValue:
    return _renewing(FullConfirmForm())


@blueprint.post("/codes")
@for_account
def new_codes_send() -> ResponseReturnValue:
    """Codes before are void; these are shown this once, so no press leads to them a second time."""
    form = FullConfirmForm()
    codes: list[str] = []

    def act() -> str:
        user, now = queries.held(me().user_id), clock.now()
        if user.totp_since:
            prove_factor(user, form)
            codes.extend(factor.renew_codes(user))
            security.tell(user, security.CODES_RENEWED, now=now)
        return address("account.index")

    answer = confirmed(form, act, lambda: _renewing(form))
    return unkept(render_template("accounts/codes.html", codes=codes, next="")) if codes else answer
