"""A form is sent: checked, done once in one commit, and answered; a refusal comes back with all that was typed."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kpevents.core.crossing import Crossed
from kpevents.core.errors import RuleBroken
from kpevents.features.presses import actions as presses
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from kpevents.web.errors import explain
from kpevents.web.forms import Act, Form
from kpevents.web.session import actor


def pressed(form: Form, act: Act) -> Response:
    """``act`` in one unit of work, once for this form as it was shown; then on to the address that it gives.

    Raises Lapsed for a form that is not of this session.
    """
    form.ensure_of_this_session()
    with unit_of_work():
        to = presses.once(_key(form), act, now=clock.now())
    return redirect(to, HTTPStatus.SEE_OTHER)


def _key(form: Form) -> str:
    """The same for two sendings of the same words by the same person to the same address.

    Whoever goes back, mends what they typed and sends it again means it: that is another sending. And of several
    buttons of one page each is another.
    """
    typed = sorted((name, text) for name, text in request.form.items(multi=True) if name != "csrf_token")
    files = sorted((name, file.filename) for name, file in request.files.items(multi=True))
    return sha256(repr((actor().user_id, request.path, form.press.data, typed, files)).encode()).hexdigest()


def sent(form: Form, act: Act, again: Callable[[], str] | None = None) -> ResponseReturnValue:
    """The five moves of a form. ``again`` shows the page anew: 422 when the form is wrong, 409 when a rule refuses.

    A rule that names a field of the form makes the form wrong. ``Crossed`` is for the view: it knows how its record
    is put into words. A button that asks nothing has no ``again``: what is refused is a page of its own.
    """
    if again is None:
        return pressed(form, act)
    if not form.validate():
        return again(), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        return pressed(form, act)
    except Crossed:
        raise
    except RuleBroken as refusal:
        form.refuse(explain(refusal), refusal.field)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal.field in form else HTTPStatus.CONFLICT
        return again(), status
