"""A form is sent: checked, done once in one commit, and answered; a refusal comes back with all that was typed."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from flask import redirect
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
    """``act`` in one unit of work, once for this form as it was shown; then on to the address that it gives."""
    key = sha256(f"{actor().user_id} {form.press.data}".encode()).hexdigest()
    with unit_of_work():
        to = presses.once(key, act, now=clock.now())
    return redirect(to, HTTPStatus.SEE_OTHER)


def sent(form: Form, act: Act, again: Callable[[], str]) -> ResponseReturnValue:
    """The five moves of a form. ``again`` shows the page anew: 422 when the form is wrong, 409 when a rule refuses.

    A rule that names a field of the form makes the form wrong. ``Crossed`` is for the view: it knows how its record
    is put into words.
    """
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
