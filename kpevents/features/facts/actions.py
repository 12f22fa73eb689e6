"""Brings the data files into the database. Repeating it changes nothing; what a person edited stays."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from kpevents.core.policy import PRODUCT
from kpevents.features.facts import files
from kpevents.features.facts.consistency import Broken
from kpevents.features.facts.fields import Kind, plain
from kpevents.features.facts.kinds import BODIES, DOMAINS, PAGES, PARTNERS, SERIES, TERMS, TYPES
from kpevents.features.facts.meetings import MEETINGS
from kpevents.features.facts.models import LoadedFact
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject
from kpevents.features.meetings import actions as meetings
from kpevents.features.meetings.models import Meeting
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db


@dataclass
class Report:
    """What a load did. ``kept``: fields that a person edited, and that the files now say otherwise."""

    added: int = 0
    changed: int = 0
    kept: list[str] = field(default_factory=list)


def load(folder: Path = files.FOLDER, *, now: datetime) -> Report:
    """Raises Broken, naming file, entry and field; the whole load is then taken back."""
    revisions.hold()
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
        meetings.settle(list(db.session.scalars(select(Meeting.id).order_by(Meeting.id))), now=now)
        _note(report, now)
    return report


def _note(report: Report, now: datetime) -> None:
    """One line for the whole load: what the files say of each entry is known, and nobody decided it here."""
    counts = {"added": report.added, "changed": report.changed, "kept": len(report.kept)}
    changes = [Change(name, None, number) for name, number in counts.items() if number]
    journal.note(Line(Subject.INSTALLATION, None, Deed.LOADED, {}, changes), by=PRODUCT, now=now)


def _load(kind: Kind, entries: Iterable[Any], report: Report, now: datetime) -> None:
    known = {row.key: row for row in db.session.scalars(select(LoadedFact).filter_by(kind=kind.name))}
    changes = []
    for entry in entries:
        said = {name: plain(getattr(entry, name)) for name in kind.fields}
        last = known.get(kind.key(entry))
        if last is None:
            _add(kind, entry, report, now)
            db.session.add(LoadedFact(kind=kind.name, key=kind.key(entry), fields=said))
        elif last.fields != said:
            changes.append(_Change(kind, entry, last.fields, said))
            last.fields = said
    _make_room(changes, report)
    for change in changes:
        _apply(change, report)
    db.session.flush()


@dataclass
class _Change:
    """An entry that now says something else. ``fields``: the names of those that are to be written."""

    kind: Kind
    entry: Any
    last: dict[str, Any]
    said: dict[str, Any]
    fields: list[str] = field(default_factory=list)


def _make_room(changes: list[_Change], report: Report) -> None:
    """What must be unique is given up by all before any takes it: two entries may exchange their numbers."""
    for change in changes:
        row = change.kind.find(change.kind.key(change.entry))
        if row is None:
            report.kept.append(f"{change.kind.name} {change.kind.key(change.entry)}: deleted or renamed here")
            continue
        change.fields = _touched(change, row, report)
        for name in change.fields:
            if clear := change.kind.fields[name].clear:
                clear(row)
    db.session.flush()


def _touched(change: _Change, row: Any, report: Report) -> list[str]:
    """Field by field: only where the files say something new and nobody has touched what they said before."""
    names = []
    for name, of_row in change.kind.fields.items():
        if name in change.last and change.last[name] == change.said[name]:
            continue
        if name in change.last and of_row.read(row) not in (change.last[name], change.said[name]):
            report.kept.append(f"{change.kind.name} {change.kind.key(change.entry)}, {name}")
            continue
        names.append(name)
    return names


def _apply(change: _Change, report: Report) -> None:
    if not change.fields:
        return
    row = change.kind.find(change.kind.key(change.entry))
    for name in change.fields:
        _write(change.kind, row, change.entry, name)
    report.changed += 1
    if isinstance(row, Meeting):
        meetings.place_in_lists(row)


def _write(kind: Kind, row: Any, entry: Any, name: str) -> None:
    """Raises Broken when the entry names what is not in the database any more: a person gave it another name."""
    try:
        kind.fields[name].write(row, getattr(entry, name))
    except LookupError as error:
        key = kind.key(entry)
        raise Broken(f"entry {key}, field {name}: there is no {error.args[0]} in the database") from error


def _add(kind: Kind, entry: Any, report: Report, now: datetime) -> None:
    """A row that is there already without having been loaded is somebody's own: it stays as it is."""
    if kind.find(kind.key(entry)) is not None:
        report.kept.append(f"{kind.name} {kind.key(entry)}")
        return
    row = kind.new(entry)
    if isinstance(row, Meeting):
        row.created_at = row.changed_at = now.replace(microsecond=0)
    with db.session.no_autoflush:
        for name in kind.fields:
            _write(kind, row, entry, name)
    if isinstance(row, Meeting):
        meetings.place_in_lists(row)
    db.session.add(row)
    db.session.flush()
    report.added += 1
