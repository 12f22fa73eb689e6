"""One line in the log for each request, under an id that the reader gets too and can quote."""

import re
from secrets import token_hex
from time import perf_counter

from flask import Flask, Response, g, request

from kpevents.core.errors import NotFound
from kpevents.core.text import has_controls
from kpevents.infra.logs import log

_HEADER = "X-Request-Id"
_WELL_FORMED = re.compile(r"[\w.-]{8,64}", re.ASCII)


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    """No address of ours holds characters that nobody types, and no database wants to be asked for them."""
    given = request.headers.get(_HEADER, "")
    g.request_id = given if _WELL_FORMED.fullmatch(given) else token_hex(8)
    g.began = perf_counter()
    if has_controls(request.path):
        raise NotFound()


def told_path() -> str:
    """Where somebody went, as the log may know it."""
    secret = (request.view_args or {}).get("token")
    return request.path.replace(str(secret), "...") if secret else request.path


def _end(response: Response) -> Response:
    """Only the path: what people search for is theirs. And of a secret link not its secret."""
    request_id = g.get("request_id") or token_hex(8)
    response.headers[_HEADER] = request_id
    if not request.path.startswith("/static/"):
        log.info(
            "request",
            request_id=request_id,
            method=request.method,
            path=told_path(),
            status=response.status_code,
            ms=round((perf_counter() - g.get("began", perf_counter())) * 1000, 1),
        )
    return response
