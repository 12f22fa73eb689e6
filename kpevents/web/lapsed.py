"""A form that came too late: its session had ended, or its token is another one now. Nothing typed is lost.

What was typed stands in the page that answers, hidden, to be sent again; passwords and files are not kept. Only what
a page of ours has sent is kept so: else another site could lay words into somebody's mouth.
"""

from http import HTTPStatus

from flask import Response, current_app, render_template, request
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import HTTPException

from kpevents.core.errors import NotAllowed
from kpevents.core.text import N_
from kpevents.infra.settings import Settings


class Lapsed(HTTPException):
    """Who it is is known, but the token of the form is not the one of their session."""

    code = HTTPStatus.UNPROCESSABLE_ENTITY


class FromElsewhere(NotAllowed):
    message = N_("This was sent by a page of another site, and not by one of ours. Nothing was done.")


def origin() -> str:
    """Which page sent this, as the browser says: ``here``, ``elsewhere``, or nothing at all.

    ``Sec-Fetch-Site`` (W3C, Fetch Metadata) cannot be set by a page; browsers send it to https and to this machine,
    and ``Origin`` (RFC 6454) always with a form.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return "here" if site == "same-origin" else "elsewhere"
    if sent_by := request.headers.get("Origin"):
        settings: Settings = current_app.extensions["settings"]
        return "here" if sent_by in (settings.base_url, request.host_url.rstrip("/")) else "elsewhere"
    return ""


def ensure_not_from_elsewhere() -> None:
    """Raises FromElsewhere."""
    if origin() == "elsewhere":
        raise FromElsewhere()


def is_kept() -> bool:
    return request.method == "POST" and origin() == "here"


def page(status: int) -> Response:
    """Asks the database nothing but who sits there."""
    typed = [(name, text) for name, text in request.form.items(multi=True) if _is_kept(name)]
    shown = render_template(
        "errors/lapsed.html",
        to=request.full_path.rstrip("?"),
        typed=typed,
        token=generate_csrf(),
        asks_password=any("password" in name for name in request.form),
        asks_files=any(file.filename for file in request.files.values()),
        signs_in=status == HTTPStatus.UNAUTHORIZED,
    )
    return Response(shown, status, mimetype="text/html")


def _is_kept(name: str) -> bool:
    return name != "csrf_token" and "password" not in name
