"""Brings invented meetings into the database, beside the real facts. Repeating it changes nothing."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain, islice
from random import Random

from sqlalchemy import select

from kpevents.features.demo import files
from kpevents.features.demo.invention.coming_year import coming_year
from kpevents.features.demo.invention.crowd import crowd
from kpevents.features.demo.invention.sketches import Invented
from kpevents.features.demo.rows import Known, meeting_of
from kpevents.features.meetings import actions as meetings
from kpevents.features.meetings.models import Domain, Meeting, MeetingType, Series
from kpevents.features.partners import queries as partners
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db


class FactsMissing(Exception):
    """Invented meetings stand beside the real facts, and need their types, domains and partners."""


def load(number: int, *, seed: int, today: date, now: datetime) -> int:
    """As many of them as asked for, the coming year first; gives how many were not there yet. Raises FactsMissing.

    They are told apart by their slugs: those that are there stay as they are, on the days they once got.
    """
    revisions.hold()
    invented = invent(number, seed=seed, today=today)
    there = set(db.session.scalars(select(Meeting.slug).where(Meeting.slug.startswith("demo-"))))
    missing = [each for each in invented if each.sketch.slug not in there]
    if missing:
        _add(missing, now)
    return len(missing)


def invent(number: int, *, seed: int, today: date) -> list[Invented]:
    """The same for the same seed and day. The coming year is the same for every seed: it was written by hand."""
    written = coming_year(files.coming_year().meetings, today)
    chance = Random(seed)  # noqa: S311 - nothing secret: it must be the same each time
    beyond = crowd(max(0, number - len(written)), chance, today, files.vocabulary(), f"demo-{seed}")
    return list(islice(chain(written, beyond), number))


def _add(missing: Iterable[Invented], now: datetime) -> None:
    known = _known()
    made = [meeting_of(each, known, now.replace(microsecond=0)) for each in missing]
    for meeting in made:
        meetings.place_in_lists(meeting)
    db.session.add_all(made)
    db.session.flush()
    meetings.settle([meeting.id for meeting in made], now=now)


def _known() -> Known:
    types = {kind.slug: kind for kind in db.session.scalars(select(MeetingType))}
    domains = {domain.number: domain for domain in db.session.scalars(select(Domain))}
    codes = {partner.code: partner.id for partner in partners.every()}
    if not (types and domains and codes):
        raise FactsMissing("The facts of the Process are not loaded yet: run `flask --app app data load` first.")
    return Known(types, domains, _series(), codes, files.vocabulary().venues)


def _series() -> dict[str, Series]:
    """All there are, those of the coming year included."""
    there = {series.slug: series for series in db.session.scalars(select(Series))}
    for each in files.coming_year().series:
        if each.slug not in there:
            row = Series(slug=each.slug, title=each.title, about=each.about, planned=each.planned)
            there[each.slug] = row
    db.session.add_all(there.values())
    return there
