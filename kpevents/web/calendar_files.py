"""A calendar file as an HTTP answer: made once for a revision, the same bytes for everybody, no cookie."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, time
from hashlib import sha256

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import DBAPIError

from kpevents.features.calendars import actions, queries
from kpevents.features.calendars.feeds import Head, whole
from kpevents.features.calendars.kept import File, Shelf
from kpevents.features.calendars.queries import Made, Release
from kpevents.features.meetings.finding import Wanted
from kpevents.features.revisions.queries import current
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from kpevents.infra.i18n import speaking
from kpevents.infra.logs import log
from kpevents.web.language import asked_for, offered
from kpevents.web.subscribing import base_url

Contents = tuple[Head, Made]


def feed_language() -> str:
    """What ``?lang=`` asks, or the first that is offered. No cookie and no browser setting changes a feed."""
    return asked_for() or offered()[0]


def release() -> Release:
    return Release(base_url())


def calendar_file(key: str, wanted: Wanted, make: Callable[[str], Contents]) -> File:
    """``key`` is all that tells this file from others; ``make`` is asked only when no kept file serves."""
    spoken, revision, now = feed_language(), current(), clock.now()
    key = f"{spoken} {key}"
    shelf: Shelf = current_app.extensions["calendar files"]
    if kept := shelf.find(key, revision, now.date()):
        return kept
    with speaking(spoken):
        head, made = make(spoken)
    body = whole(head, made.entries)
    left = queries.last_exit(wanted, now.date())
    moved = datetime.combine(left, time(), UTC) if left else revision.changed_at
    file = File(
        body=body,
        zipped=gzip.compress(body, 6, mtime=0),
        etag=sha256(body).hexdigest()[:32],
        changed_at=max(revision.changed_at, moved),
    )
    shelf.put(key, revision, now.date(), file)
    _keep(made)
    return file


def _keep(made: Made) -> None:
    """A reader is answered even when what was made for them cannot be kept just now."""
    if not made.new:
        return
    try:
        with unit_of_work():
            actions.keep(made.new)
    except DBAPIError as error:
        log.warning("calendar entries not kept", error=str(error))


def answer(file: File, *, name: str | None = None) -> Response:
    """With a ``name``: a file to download. Zipped only for those who say that they take it."""
    zips = request.accept_encodings["gzip"] > 0
    response = Response(file.zipped if zips else file.body, content_type="text/calendar; charset=utf-8")
    if zips:
        response.headers["Content-Encoding"] = "gzip"
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response.headers["Cache-Control"] = "public, max-age=900"
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(file.etag, weak=True)
    response.last_modified = min(file.changed_at, clock.now())  # never in the future: RFC 9110, 8.8.2.1
    response.make_conditional(request)
    return response


def init_app(app: Flask) -> None:
    app.extensions["calendar files"] = Shelf()
