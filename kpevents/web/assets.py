"""The stylesheet, joined from its parts when the product starts, and addresses that change with their content."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, url_for

from kpevents.web.guards import public

blueprint = Blueprint("assets", __name__)
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_OWN_FILE = re.compile(r"url\((/static/[^)?]+)\)")
_FOR_EVER = "public, max-age=31536000, immutable"


DESK = "desk"
"""What only those who sign in need is a second sheet, so that readers do not load it."""


@cache
def _stylesheet(folder: str, parts_in: str = "css") -> str:
    parts = (part.read_text(encoding="utf-8") for part in sorted(Path(folder, parts_in).glob("*.css")))
    joined = _COMMENT.sub("", "\n".join(parts))
    return _OWN_FILE.sub(lambda found: f"url({_with_version(folder, found[1])})", joined)


def _with_version(folder: str, path: str) -> str:
    """Fonts and flags are kept for ever as well: their address too must change with them."""
    return f"{path}?v={_fingerprint(str(Path(folder, path.removeprefix('/static/'))))}"


@cache
def _fingerprint(file: str) -> str:
    return sha256(Path(file).read_bytes()).hexdigest()[:12]


@blueprint.get("/style.css")
@public
def stylesheet() -> Response:
    response = Response(_stylesheet(static_folder()), mimetype="text/css")
    response.headers["Cache-Control"] = _FOR_EVER
    return response


@blueprint.get("/desk.css")
@public
def desk_stylesheet() -> Response:
    response = Response(_stylesheet(static_folder(), DESK), mimetype="text/css")
    response.headers["Cache-Control"] = _FOR_EVER
    return response


def style_address(parts_in: str = "css") -> str:
    version = sha256(_stylesheet(static_folder(), parts_in).encode()).hexdigest()[:12]
    return url_for("assets.desk_stylesheet" if parts_in == DESK else "assets.stylesheet", v=version)


def asset(name: str) -> str:
    """The address of a static file; it changes when the file does, so that browsers may keep it for ever."""
    return url_for("static", filename=name, v=_fingerprint(str(Path(static_folder(), name))))


def static_folder() -> str:
    return str(current_app.static_folder)


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31536000
    app.jinja_env.globals.update(asset=asset, style_address=style_address)
    with app.test_request_context():
        app.jinja_env.globals.update(style_url=style_address(), script_url=asset("js/kp.js"))
        app.jinja_env.globals.update(desk_style_url=style_address(DESK), desk_script_url=asset("js/desk.js"))
