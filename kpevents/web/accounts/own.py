"""What a person sees and changes of their own account: name, password, second factor, where they are signed in."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import ROLE_LABELS
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, passwords, people, sign_ins
from kpevents.features.accounts.models import User
from kpevents.features.accounts.queries import SignedIn
from kpevents.infra import clock, limits
from kpevents.infra.i18n import gettext
from kpevents.infra.secrets import is_password
from kpevents.web.accounts.forms import ConfirmForm, PasswordForm, Pressed, ProfileForm
from kpevents.web.accounts.views import PER_ADDRESS, settings
from kpevents.web.addresses import address
from kpevents.web.forms import Form
from kpevents.web.guards import for_account
from kpevents.web.pressing import pressed, sent
from kpevents.web.reading import reading
from kpevents.web.session import actor, signed_in

blueprint = Blueprint("account", __name__, url_prefix="/account")


@dataclass(frozen=True, slots=True)
class OpenSession:
    id: int
    browser: str
    began: datetime
    seen: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class HeldRole:
    role: str
    where: str


def me() -> SignedIn:
    """Behind ``for_account`` there is always somebody."""
    found = signed_in()
    assert found is not None  # noqa: S101 - the guard saw to it
    return found


def my_user() -> User:
    return queries.get(me().user_id)


@blueprint.get("/")
@for_account
def index() -> ResponseReturnValue:
    user, here = my_user(), me().sign_in_id
    open_now = [
        OpenSession(row.id, row.browser or gettext("Unknown browser"), row.began_at, row.seen_at, row.id == here)
        for row in queries.sign_ins(user.id, clock.now())
    ]
    return render_template(
        "accounts/account.html", user=user, sessions=open_now, roles=_roles(user), form=Pressed(),
        codes_left=len(queries.recovery_codes(user.id)),
    )  # fmt: skip


def _roles(user: User) -> list[HeldRole]:
    read = reading()
    return [
        HeldRole(
            gettext(ROLE_LABELS[row.role]),
            read.partners.by_id[row.partner_id].name[read.language] if row.partner_id else "",
        )
        for row in user.grants
    ]


@blueprint.get("/profile")
@for_account
def profile() -> ResponseReturnValue:
    return render_template("accounts/profile.html", form=ProfileForm(obj=my_user()))


@blueprint.post("/profile")
@for_account
def profile_send() -> ResponseReturnValue:
    form = ProfileForm()

    def act() -> str:
        people.rename(my_user(), form.name.data, form.language.data, by=actor(), now=clock.now())
        return address("account.index")

    return sent(form, act, lambda: render_template("accounts/profile.html", form=form))


@blueprint.get("/password")
@for_account
def password() -> ResponseReturnValue:
    return render_template("accounts/password.html", form=PasswordForm())


@blueprint.post("/password")
@for_account
def password_send() -> ResponseReturnValue:
    """All other sessions end."""
    form = PasswordForm()

    def act() -> str:
        user = my_user()
        digest = passwords.digest_for(form.new_password.data, user.name, user.email)
        passwords.set_password(user, digest, keep=me().sign_in_id, by=actor(), now=clock.now())
        return address("account.index")

    def again() -> str:
        return render_template("accounts/password.html", form=form)

    return sent(form, act, again) if is_me(form) else (again(), 422)


def is_me(form: Form) -> bool:
    """Whether the password given once more is right; asked before anything is locked. Raises TooMany."""
    if not form.validate():
        return False
    user = my_user()
    limits.count("sign-in", user.email, PER_ADDRESS)
    if not is_password(form.password.data, user.password_hash):
        form.refuse(gettext("This is not your password."), "password")
        return False
    limits.forgive("sign-in", user.email, PER_ADDRESS)
    return True


@blueprint.post("/sessions/<int:sign_in_id>/end")
@for_account
def end_session(sign_in_id: int) -> ResponseReturnValue:
    def act() -> str:
        sign_ins.end(sign_in_id, me().user_id)
        return address("account.index")

    return sent(Pressed(), act, lambda: "")


@blueprint.post("/sessions/end-others")
@for_account
def end_other_sessions() -> ResponseReturnValue:
    def act() -> str:
        sign_ins.end_others(me().user_id, me().sign_in_id)
        return address("account.index")

    return sent(Pressed(), act, lambda: "")


@blueprint.post("/factor")
@for_account
def set_up_factor() -> ResponseReturnValue:
    def act() -> str:
        user = my_user()
        if user.totp_since is None:
            factor.enrol(user, settings().secret_key)
        return address("enrolment.enrol", next=address("account.index"))

    return pressed(Pressed(), act)


@blueprint.get("/codes")
@for_account
def new_codes() -> ResponseReturnValue:
    return render_template("accounts/confirm.html", form=ConfirmForm())


@blueprint.post("/codes")
@for_account
def new_codes_send() -> ResponseReturnValue:
    """Codes before are void; these are shown this once, so no press leads to them a second time."""
    form = ConfirmForm()
    codes: list[str] = []

    def act() -> str:
        codes.extend(factor.renew_codes(my_user()))
        return address("account.index")

    def again() -> str:
        return render_template("accounts/confirm.html", form=form)

    answer = sent(form, act, again) if is_me(form) else (again(), 422)
    return render_template("accounts/codes.html", codes=codes, next="") if codes else answer
