"""Which language a page is in: what the address asks, else what was chosen before, else the browser, else English."""

from flask import Flask, Response, current_app, request

from kpevents.infra import i18n
from kpevents.infra.settings import Settings

COOKIE = "language"
_ONE_YEAR = 365 * 24 * 3600


def offered() -> tuple[str, ...]:
    settings: Settings = current_app.extensions["settings"]
    return settings.languages


def chosen() -> str:
    """For pages. Calendars go by ``?lang=`` alone: they are the same for everybody."""
    languages = offered()
    if request.path.endswith(".ics"):
        return asked_for() or languages[0]
    if (asked := asked_for()) or (asked := request.cookies.get(COOKIE)) in languages:
        return str(asked)
    return request.accept_languages.best_match(languages) or languages[0]


def asked_for() -> str | None:
    """What ``?lang=`` says, if it is a language that is offered; anything else is not heard."""
    asked = request.args.get("lang")
    return asked if asked in offered() else None


def init_app(app: Flask) -> None:
    app.before_request(_speak)
    app.after_request(_remember)


def _speak() -> None:
    i18n.speak(chosen())


def _remember(response: Response) -> Response:
    if response.mimetype != "text/html":
        return response
    response.vary.update(("Accept-Language", "Cookie"))
    asked = asked_for()
    if asked and request.cookies.get(COOKIE) != asked:
        response.set_cookie(COOKIE, asked, max_age=_ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response
