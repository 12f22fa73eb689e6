"""A file of a paper as an HTTP answer: from our own folder, under the type that we found, by chunks."""

from datetime import datetime

from flask import Response, current_app, send_file

from kpevents.core.errors import NotFound
from kpevents.core.filetypes import FileType
from kpevents.infra.files import Files
from kpevents.infra.logs import log
from kpevents.infra.settings import Settings

_FOR_ALL, _FOR_ONE = "public, max-age=600", "private, no-cache"
_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"
"""Nothing that stands in a file may be run, nor fetch anything; the browser's own viewer may show it."""


def uploads() -> Files:
    settings: Settings = current_app.extensions["settings"]
    return Files(settings.uploads)


def file_answer(
    stored: str, name: str, file_type: FileType, *, etag: str, changed_at: datetime, is_public: bool
) -> Response:
    """``stored`` is its name in the folder, ``name`` the reader's. Raises NotFound when the folder has lost it."""
    path = uploads().path(stored)
    if not path.is_file():
        log.error("file of a paper is missing", stored=stored)
        raise NotFound()
    answer = send_file(
        path,
        mimetype=file_type.media_type,
        as_attachment=not file_type.opens_in_a_browser,
        download_name=name,
        etag=etag,
        last_modified=changed_at,
    )
    del answer.headers["Expires"]  # it would speak of a year, as for static files
    answer.headers["Cache-Control"] = _FOR_ALL if is_public else _FOR_ONE
    answer.headers["Content-Disposition"] = _disposition(name, file_type)
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def _disposition(name: str, file_type: FileType) -> str:
    """Also what opens in the browser is saved under its name. Names hold ASCII letters, digits, hyphens and a dot."""
    way = "inline" if file_type.opens_in_a_browser else "attachment"
    return f'{way}; filename="{name}"'
