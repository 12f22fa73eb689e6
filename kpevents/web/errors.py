"""Refusals become HTTP answers here, and nowhere else."""

from datetime import date, timedelta
from http import HTTPStatus

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from kpevents.core.errors import DomainError, NotAllowed, NotFound, NotUnderstood, TooMany
from kpevents.core.text import N_, Sentence, Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.infra import dates
from kpevents.infra.db import begin_anew
from kpevents.infra.i18n import gettext, language
from kpevents.infra.logs import log
from kpevents.web import lapsed
from kpevents.web.requests import told_path

STATUS: dict[type[DomainError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotUnderstood: HTTPStatus.BAD_REQUEST,
    NotAllowed: HTTPStatus.FORBIDDEN,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    DomainError: HTTPStatus.CONFLICT,
}

TITLES = {
    400: N_("This address cannot be read"),
    401: N_("Sign in first"),
    403: N_("This is not open to you"),
    404: N_("There is nothing at this address"),
    405: N_("This cannot be done here"),
    409: N_("This cannot be done"),
    413: N_("This is too large"),
    422: N_("Something in the form needs another look"),
    429: N_("Too many requests"),
    500: N_("Something went wrong on our side"),
    503: N_("The calendar cannot be reached just now"),
}

SENTENCES = {
    404: N_("The page may have moved, or the address was not copied whole."),
    401: N_("Your session has ended, or there was none. Sign in, and go on where you were."),
    422: N_("This page was open too long, or your session has ended. Go back, and open it anew."),
    405: N_("Go back and use the buttons of the page."),
    413: N_("Send something smaller."),
    500: N_("It has been recorded. Try again in a few minutes; if it stays, write to the Secretariat."),
    503: N_("Try again in a few minutes."),
}

_OTHERWISE = N_("Look at the address again, or begin at the first page.")

_PLAIN_PATHS = ("/feeds/", "/healthz", "/readyz")


def explain(error: DomainError) -> str:
    return gettext(error.message, **{name: _said(value) for name, value in error.values.items()})


def _said(value: object) -> object:
    """A value of a refusal in the reader's language."""
    match value:
        case Sentence():
            return gettext(value)
        case Trilingual():
            return value[language()]
        case date():
            return dates.full(value)
        case PartialDate():
            return dates.loosely(value)
        case timedelta():
            return dates.wait(value)
        case int():
            return dates.number(value)
        case _:
            return value


def init_app(app: Flask) -> None:
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(lapsed.Lapsed, _lapsed)
    app.register_error_handler(Exception, _broken)


def _refused(error: DomainError) -> ResponseReturnValue:
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    answer = _answer(status, "" if type(error) is NotFound else explain(error))
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if error.code == HTTPStatus.UNAUTHORIZED and lapsed.is_kept():
        return lapsed.page(error.code)
    answer = _answer(error.code, "")
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _lapsed(error: lapsed.Lapsed) -> ResponseReturnValue:
    return lapsed.page(error.code) if lapsed.is_kept() else _answer(error.code, "")


def _broken(error: Exception) -> ResponseReturnValue:
    status = HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, OperationalError) else HTTPStatus.INTERNAL_SERVER_ERROR
    log.error("broken", request_id=g.get("request_id"), path=told_path(), exc_info=error)
    begin_anew()
    g.signed_in = None  # the page of a fault asks the database nothing
    return _answer(status, "")


def _answer(status: int, sentence: str) -> Response:
    """A calendar that was asked for gets plain text: HTML inside a feed breaks its readers."""
    title = gettext(TITLES.get(status, TITLES[400]))
    sentence = sentence or gettext(SENTENCES.get(status, _OTHERWISE))
    if (request.path.startswith(_PLAIN_PATHS) and request.path != "/feeds/") or request.path.endswith(".ics"):
        return Response(f"{title}. {sentence}\n", status, mimetype="text/plain")
    page = render_template(
        "errors/refused.html",
        status=int(status),
        title=title,
        sentence=sentence,
        here=lambda: "",
        reference=g.get("request_id") if status >= HTTPStatus.INTERNAL_SERVER_ERROR else None,
    )
    return Response(page, status, mimetype="text/html")
