"""Who sits at the browser: kept by Flask-Login, known by a secret of which the database has the digest.

The cookie holds that secret and the token of forms, nothing else. Whoever never signed in has no cookie, and asks the
database nothing.
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager, current_user, login_user
from flask_wtf.csrf import generate_csrf

from kpevents.core.policy import ANONYMOUS, Actor, is_staff
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import sign_ins
from kpevents.features.accounts.queries import SignedIn
from kpevents.features.accounts.rules import Stage
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from kpevents.infra.settings import Settings


class _Manager(LoginManager):
    """Nobody is remembered beyond the session, so nothing looks for that after a request: a feed that did would tell
    caches that it differs by cookie.
    """

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


_manager = _Manager()
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Visitor:
    """What Flask-Login asks of a user. ``token`` is the secret of this browser."""

    token: str
    signed_in: SignedIn
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return self.token


@_manager.user_loader
def _load(token: str) -> _Visitor | None:
    found = queries.signed_in(token, clock.now())
    return _Visitor(token, found) if found else None


def signed_in() -> SignedIn | None:
    """Whoever signed in at this browser, the second factor included; None otherwise."""
    found = at_any_stage()
    return found if found and found.stage is Stage.FULL and not _lacks_factor(found) else None


def half_way() -> SignedIn | None:
    """Whose password was right, and who still owes the second factor or has to set one up."""
    found = at_any_stage()
    return found if found and (found.stage is Stage.PASSWORD or _lacks_factor(found)) else None


def _lacks_factor(found: SignedIn) -> bool:
    """Somebody may be given a role of the staff while signed in: from then on the factor is asked for."""
    settings: Settings = current_app.extensions["settings"]
    return settings.require_second_factor and is_staff(found.actor) and not found.has_second_factor


def at_any_stage() -> SignedIn | None:
    if "signed_in" not in g:
        g.signed_in = None
        if (
            request.cookies.get(current_app.session_interface.get_cookie_name(current_app))
            and current_user.is_authenticated
        ):
            g.signed_in = current_user.signed_in
    found: SignedIn | None = g.signed_in
    return found


def actor() -> Actor:
    """As the policy knows them; ANONYMOUS when nobody signed in."""
    found = signed_in()
    return found.actor if found else ANONYMOUS


def begin(token: str) -> None:
    """From the next request on this browser is the one that ``token`` stands for; nothing of before is kept."""
    found = queries.signed_in(token, clock.now())
    session.clear()
    g.pop("csrf_token", None)
    g.signed_in = found
    if found:
        login_user(_Visitor(token, found))


def end() -> None:
    """Asks the database nothing: the row of the session is ended elsewhere."""
    session.clear()
    g.pop("csrf_token", None)
    g.signed_in = None


def browser() -> str:
    """Firefox, Windows: enough to tell one's own sessions apart, too little to follow anybody."""
    agent = request.user_agent.string
    known = [next((name for mark, name in marks if mark in agent), "") for marks in (_BROWSERS, _SYSTEMS)]
    return ", ".join(word for word in known if word)


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    secure = settings.base_url.startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    _manager.session_protection = None  # our sessions end when the database says so, not when a network changes
    _manager.init_app(app, add_context_processor=False)  # templates ask ``signed_in``, and readers for nothing
    app.before_request(_see)
    app.jinja_env.globals.update(signed_in=signed_in, actor=actor, csrf_token=generate_csrf)


def _see() -> Any:
    """Writes when somebody was last seen, seldom, and never on the way of a reader."""
    found = at_any_stage() if request.method == "GET" else None
    if found and sign_ins.is_to_be_seen(found.seen_at, clock.now()):
        with unit_of_work():
            sign_ins.see(found.sign_in_id, now=clock.now())
