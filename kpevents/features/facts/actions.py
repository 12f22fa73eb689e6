"""Brings the data files into the database. Repeating it changes nothing; what a person edited stays."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from kpevents.features.facts import files
from kpevents.features.facts.fields import Kind, plain
from kpevents.features.facts.kinds import BODIES, DOMAINS, PAGES, PARTNERS, SERIES, TERMS, TYPES
from kpevents.features.facts.meetings import MEETINGS
from kpevents.features.facts.models import LoadedFact
from kpevents.features.meetings import actions as meetings
from kpevents.features.meetings.models import Meeting
from kpevents.infra.db import db


@dataclass
class Report:
    """What a load did. ``kept``: fields that a person edited, and that the files now say otherwise."""

    added: int = 0
    changed: int = 0
    kept: list[str] = field(default_factory=list)


def load(folder: Path = files.FOLDER, *, now: datetime) -> Report:
    """Raises files.Broken before anything is written."""
    report, seen = Report(), files.digest(folder)
    before = db.session.get(LoadedFact, ("files", "all"))
    if before and before.fields.get("digest") == seen:
        return report
    facts = files.read(folder)
    for kind, entries in (
        (PARTNERS, facts.partners), (TYPES, facts.types), (DOMAINS, facts.domains), (SERIES, facts.series),
        (PAGES, facts.pages), (BODIES, facts.bodies), (MEETINGS, facts.meetings), (TERMS, facts.terms),
    ):  # fmt: skip
        _load(kind, entries, report, now)
    db.session.merge(LoadedFact(kind="files", key="all", fields={"digest": seen}))
    if report.added or report.changed:
        meetings.settle(_all_meetings(), now=now)
    return report


def _load(kind: Kind, entries: Iterable[Any], report: Report, now: datetime) -> None:
    known = {row.key: row for row in db.session.scalars(select(LoadedFact).filter_by(kind=kind.name))}
    for entry in entries:
        key = kind.key(entry)
        said = {name: plain(getattr(entry, name)) for name in kind.fields}
        last = known.get(key)
        if last is None:
            _add(kind, entry, report, now)
            db.session.add(LoadedFact(kind=kind.name, key=key, fields=said))
        elif last.fields != said:
            _change(kind, entry, last.fields, said, report)
            last.fields = said
    db.session.flush()


def _add(kind: Kind, entry: Any, report: Report, now: datetime) -> None:
    """A row that is there already without having been loaded is somebody's own: it stays as it is."""
    if kind.find(kind.key(entry)) is not None:
        report.kept.append(f"{kind.name} {kind.key(entry)}")
        return
    row = kind.new(entry)
    if isinstance(row, Meeting):
        row.created_at = row.changed_at = now.replace(microsecond=0)
    with db.session.no_autoflush:
        for name, of_row in kind.fields.items():
            of_row.write(row, getattr(entry, name))
    if isinstance(row, Meeting):
        meetings.place_in_lists(row)
    db.session.add(row)
    db.session.flush()
    report.added += 1


def _change(kind: Kind, entry: Any, last: dict[str, Any], said: dict[str, Any], report: Report) -> None:
    """Field by field: only where the files say something new and nobody has touched what they said before."""
    row = kind.find(kind.key(entry))
    if row is None:
        return  # a person deleted it
    changed = False
    for name, of_row in kind.fields.items():
        if name in last and last[name] == said[name]:
            continue
        if name in last and of_row.read(row) not in (last[name], said[name]):
            report.kept.append(f"{kind.name} {kind.key(entry)}, {name}")
            continue
        of_row.write(row, getattr(entry, name))
        changed = True
    report.changed += changed
    if isinstance(row, Meeting):
        meetings.place_in_lists(row)


def _all_meetings() -> list[Meeting]:
    db.session.flush()
    db.session.expire_all()
    whole = [selectinload(part) for part in (Meeting.days, Meeting.roles, Meeting.type, Meeting.series)]
    return list(db.session.scalars(select(Meeting).order_by(Meeting.id).options(*whole)))
