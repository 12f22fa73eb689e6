"""What can be done to the texts of the site: they are written anew, never made or deleted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kpevents.core.crossing import Card
from kpevents.core.policy import Actor
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Deed, Line, Subject
from kpevents.features.pages.models import Page
from kpevents.features.records import queries as records
from kpevents.features.records.rules import ensure_named
from kpevents.features.revisions import actions as revisions

FIELDS = ("title", "body")


def change(slug: str, values: Mapping[str, Any], *, opened: Card | None = None, by: Actor, now: datetime) -> Page:
    """``values``: all ``FIELDS``; the body is Markdown. Raises NotFound, Crossed, Unnamed."""
    revisions.hold()
    page = records.hold(Page, slug=slug)
    for field in FIELDS:
        ensure_named(values[field], field)
    if changes := journal.write(page, values, opened=opened):
        journal.note(Line(Subject.PAGE, page.id, Deed.CHANGED, page.title.as_dict(), changes), by=by, now=now)
        revisions.rise(now=now)
    return page
