"""What can be done to an account: each names what it will do before it does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.policy import Actor, Permission
from kpevents.core.text import N_, Sentence
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, people
from kpevents.features.accounts.models import User
from kpevents.features.accounts.rules import State, ensure_may_touch, ensure_not_oneself
from kpevents.features.notifications import accounts as letters
from kpevents.features.notifications import security
from kpevents.infra import clock
from kpevents.web.addresses import address
from kpevents.web.forms import Form
from kpevents.web.guards import permitted
from kpevents.web.people.listing import name_of
from kpevents.web.pressing import sent
from kpevents.web.session import actor

blueprint = Blueprint("people_acts", __name__, url_prefix="/desk/people")


@dataclass(frozen=True, slots=True)
class Act:
    """``is_open``: whether it can be done to an account that stands so. ``do`` raises what its rule refuses."""

    title: Sentence
    about: Sentence
    button: Sentence
    is_open: Callable[[User], bool]
    do: Callable[[User, Actor, datetime], None]


def _invite_again(user: User, by: Actor, now: datetime) -> None:
    people.invite_again(user, by=by, now=now)
    letters.invite(user, now=now)


def _reopen(user: User, by: Actor, now: datetime) -> None:
    people.reopen(user, by=by, now=now)
    letters.invite(user, now=now)


def _remove_factor(user: User, by: Actor, now: datetime) -> None:
    ensure_not_oneself(by, user.id)
    ensure_may_touch(by, [each.role for each in user.grants])
    factor.remove(user, keep=None, by=by, now=now)
    security.tell(user, security.FACTOR_REMOVED, now=now)


ACTS = {
    "invite": Act(
        N_("Send the invitation again"),
        N_("%(name)s gets another link by mail with which to choose a password. Links sent before become void."),
        N_("Send it"),
        lambda user: user.state is State.INVITED,
        _invite_again,
    ),
    "sign-out": Act(
        N_("Sign out everywhere"),
        N_("%(name)s is signed out in every browser, and can sign in again with the password."),
        N_("Sign out everywhere"),
        lambda user: user.state is State.ACTIVE,
        lambda user, by, now: people.sign_out_everywhere(user, by=by, now=now),
    ),
    "factor": Act(
        N_("Remove the second factor"),
        N_(
            "For %(name)s, whose phone is lost. See that it is the person: by telephone, at a number that you know. The"
            " recovery codes become void, all sessions end, and the person is told by mail."
        ),
        N_("Remove it"),
        lambda user: user.totp_since is not None,
        _remove_factor,
    ),
    "close": Act(
        N_("Close the account"),
        N_("%(name)s is signed out at once and cannot sign in any more. The roles stay, and you can open it again."),
        N_("Close it"),
        lambda user: user.state is not State.ENDED,
        lambda user, by, now: people.close(user, by=by, now=now),
    ),
    "open": Act(
        N_("Open the account again"),
        N_("%(name)s gets a link by mail with which to choose a new password, and has the same roles as before."),
        N_("Open it"),
        lambda user: user.state is State.ENDED,
        _reopen,
    ),
    "erase": Act(
        N_("Erase the person"),
        N_(
            "Name and address of %(name)s leave this installation, the journal included, and all roles end. What the"
            " person did stays on record as somebody’s. This cannot be undone."
        ),
        N_("Erase for good"),
        lambda user: True,
        lambda user, by, now: people.erase(user, by=by, now=now),
    ),
}
_ANY = ", ".join(f'"{what}"' for what in ACTS)
_ADDRESS = f"/<int:person_id>/<any({_ANY}):what>"


def acts_on(user: User) -> list[tuple[str, Sentence]]:
    """What can be done just now, and what it is called."""
    return [(what, act.title) for what, act in ACTS.items() if act.is_open(user) and not user.erased_at]


def _open_act(person_id: int, what: str) -> tuple[User, Act]:
    """Raises NotFound for what cannot be done to this account as it stands."""
    user, act = queries.get(person_id), ACTS[what]
    if user.erased_at or not act.is_open(user):
        raise NotFound()
    return user, act


def _page(user: User, act: Act, form: Form) -> str:
    return render_template("people/act.html", user=user, name=name_of(user), act=act, form=form)


@blueprint.get(_ADDRESS)
@permitted(Permission.MANAGE_PEOPLE)
def ask(person_id: int, what: str) -> ResponseReturnValue:
    return _page(*_open_act(person_id, what), Form())


@blueprint.post(_ADDRESS)
@permitted(Permission.MANAGE_PEOPLE)
def do(person_id: int, what: str) -> ResponseReturnValue:
    form = Form()

    def act() -> str:
        user, chosen = _open_act(person_id, what)
        chosen.do(user, actor(), clock.now())
        return address("person.index", person_id=person_id)

    return sent(form, act, lambda: _page(*_open_act(person_id, what), form))
