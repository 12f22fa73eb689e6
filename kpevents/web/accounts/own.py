"""What a person sees and changes of their own account: name, language, password, where they are signed in."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import passwords, people
from kpevents.features.accounts.models import User
from kpevents.features.notifications import security
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web.accounts.forms import PasswordForm, ProfileForm
from kpevents.web.accounts.proof import confirmed, me, my_user
from kpevents.web.addresses import address
from kpevents.web.guards import for_account
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.role_words import HeldRole, held_roles
from kpevents.web.session import actor

blueprint = Blueprint("account", __name__, url_prefix="/account")


@dataclass(frozen=True, slots=True)
class OpenSession:
    id: int
    browser: str
    began: datetime
    seen: datetime
    is_this: bool


@blueprint.get("/")
@for_account
def index() -> ResponseReturnValue:
    user, here = my_user(), me().sign_in_id
    open_now = [
        OpenSession(row.id, row.browser or gettext("Unknown browser"), row.began_at, row.seen_at, row.id == here)
        for row in queries.sign_ins(user.id, clock.now())
    ]
    return render_template(
        "accounts/account.html", user=user, sessions=open_now, roles=_running(user),
        codes_left=len(queries.recovery_codes(user.id)),
    )  # fmt: skip


def _running(user: User) -> list[HeldRole]:
    return [each for each in held_roles(user.grants, reading()) if not each.is_over]


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
        user, now = queries.held(me().user_id), clock.now()
        digest = passwords.digest_for(form.new_password.data, user.name, user.email)
        passwords.set_password(user, digest, keep=me().sign_in_id, by=actor(), now=now)
        security.tell(user, security.PASSWORD_CHANGED, now=now)
        return address("account.index")

    return confirmed(form, act, lambda: render_template("accounts/password.html", form=form))
