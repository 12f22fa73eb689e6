"""Who is signed in, and whether it is still the same person: the password, and the second factor, once more."""

from collections.abc import Callable
from http import HTTPStatus

from flask.typing import ResponseReturnValue

from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, sign_ins
from kpevents.features.accounts.models import User
from kpevents.features.accounts.queries import SignedIn
from kpevents.infra import clock, limits
from kpevents.infra.db import unit_of_work
from kpevents.infra.i18n import gettext
from kpevents.infra.secrets import is_password
from kpevents.web import session
from kpevents.web.accounts.settling import PER_CODE, count_sign_in, forgive_sign_in, settings
from kpevents.web.forms import Act, Form
from kpevents.web.pressing import sent


def me() -> SignedIn:
    """Behind ``for_account`` there is always somebody."""
    found = session.signed_in()
    assert found is not None  # noqa: S101 - the guard saw to it
    return found


def my_user() -> User:
    return queries.get(me().user_id)


def confirmed(form: Form, act: Act, again: Callable[[], str]) -> ResponseReturnValue:
    """As ``sent``, for whoever gives their password once more (ASVS 5.0, 7.5.1).

    When it is done the session has another secret: whoever had copied the one before is out (7.2.4). Raises TooMany.
    """
    if not is_me(form):
        return again(), HTTPStatus.UNPROCESSABLE_ENTITY
    answer = sent(form, act, again)
    if not isinstance(answer, tuple):
        limits.forgive("code", str(me().user_id), PER_CODE)
        renew_session()
    return answer


def renew_session() -> None:
    with unit_of_work():
        token = sign_ins.renew(me().sign_in_id)
    session.begin(token)


def is_me(form: Form) -> bool:
    """Whether the password given once more is right; asked before anything is locked. Raises TooMany."""
    if not form.validate():
        return False
    user = my_user()
    count_sign_in(user.email)
    if "code" in form and user.totp_since:
        limits.count("code", str(user.id), PER_CODE)
    if not is_password(form.password.data, user.password_hash):
        form.refuse(gettext("This is not your password."), "password")
        return False
    forgive_sign_in(user.email)
    return True


def prove_factor(user: User, form: Form) -> None:
    """For an act of ``confirmed``: the code too, of who has a second factor. Raises CodeWrong, FactorUnreadable."""
    if user.totp_since:
        factor.prove(user, form.code.data or "", settings().secret_key, now=clock.now())
