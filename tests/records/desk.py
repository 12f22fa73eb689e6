"""An officer at the desk: opens the form of a record, types, and sends it."""

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from kpevents.core.policy import Role
from tests.cast import browser_of
from tests.sending import filled, forms

Form = MultiDict[str, str]


def officer(app) -> FlaskClient:
    return browser_of(app, Role.SECRETARIAT)


def opened(client: FlaskClient, page: str, action: str = "") -> Form:
    """What the browser would send to ``action``, the page's own address if none is given."""
    return forms(client.get(page))[action or page]


def again(answer: TestResponse, action: str) -> Form:
    """The form as it came back."""
    return forms(answer)[action]


def send(client: FlaskClient, action: str, form: Form, **typed) -> TestResponse:
    """``None`` for a choice or a tick that is not sent."""
    return client.post(action, data=filled(form, **{name: [] if v is None else v for name, v in typed.items()}))


def fill(client: FlaskClient, page: str, action: str = "", **typed) -> TestResponse:
    return send(client, action or page, opened(client, page, action), **typed)
