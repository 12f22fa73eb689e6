"""What can be done to papers. Each holds the revision first and raises it last; files follow the commit."""

from datetime import datetime

from sqlalchemy import select

from kpevents.core.policy import Actor
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject, differences
from kpevents.features.papers import queries
from kpevents.features.papers.brought import Brought
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import (
    KIND_LABELS,
    AlreadyReplaced,
    Kind,
    Said,
    Status,
    ensure_may_change,
    ensure_may_publish,
    ensure_may_withdraw,
    ensure_said,
    found_by,
)
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db
from kpevents.infra.files import Files

SHELF = "papers"
_PERSONAL = frozenset({"caption", "credit", "consent"})
"""They may name those who are in the picture, or who took it."""


def add(meeting_id: int, said: Said, brought: Brought, *, files: Files, by: Actor, now: datetime) -> Paper:
    """Raises NoConsent, LanguageUnknown. ``meeting_id`` is one that the caller has read."""
    revisions.hold()
    ensure_said(said)
    paper = Paper(meeting_id=meeting_id, version=1, created_at=now, changed_at=now)
    _describe(paper, said)
    _file(paper, brought, files)
    db.session.add(paper)
    db.session.flush()
    said_of_it = {field: value for field, value in _told(paper).items() if value}
    _note(paper, Deed.CREATED, differences({}, said_of_it, personal=_PERSONAL), by=by, now=now)
    revisions.rise(now=now)
    return paper


def change(paper_id: int, said: Said, *, meeting_id: int, by: Actor, now: datetime) -> Paper:
    """Everything but the file. Raises NotFound, OldVersionStays, AnotherKind, NoConsent, LanguageUnknown."""
    revisions.hold()
    paper = queries.get(paper_id, meeting_id=meeting_id)
    latest = queries.find_successor(paper.id) is None
    ensure_may_change(paper.kind, said.kind, paper.status, paper.version, latest=latest)
    ensure_said(said)
    before = _told(paper)
    was_final = paper.status is Status.FINAL
    _describe(paper, said)
    if changes := differences(before, _told(paper), personal=_PERSONAL):
        paper.changed_at = now
        _note(paper, Deed.CHANGED, changes, by=by, now=now)
        _settle_versions(paper, was_final=was_final, by=by, now=now)
        revisions.rise(now=now)
    return paper


def replace(
    paper_id: int, said: Said, brought: Brought, *, meeting_id: int, files: Files, by: Actor, now: datetime
) -> Paper:
    """A new version in place of the latest one, which stays for the Secretariat.

    While the new one is a draft, readers keep the old one. Raises NotFound, AlreadyReplaced, AnotherKind, NoConsent,
    LanguageUnknown.
    """
    revisions.hold()
    old = queries.get(paper_id, meeting_id=meeting_id)
    if queries.find_successor(old.id):
        raise AlreadyReplaced(version=old.version)
    ensure_may_change(old.kind, said.kind, old.status, old.version, latest=True)
    ensure_said(said)
    new = Paper(meeting_id=meeting_id, version=old.version + 1, replaces_id=old.id, created_at=now, changed_at=now)
    _describe(new, said)
    _file(new, brought, files)
    db.session.add(new)
    db.session.flush()
    changes = [Change("version", old.version, new.version), *differences(_told(old), _told(new), personal=_PERSONAL)]
    _note(new, Deed.REPLACED, changes, by=by, now=now)
    _settle_versions(new, was_final=False, by=by, now=now)
    revisions.rise(now=now)
    return new


def publish(paper_id: int, *, meeting_id: int, by: Actor, now: datetime) -> Paper:
    """A draft becomes final as it stands, in place of the version before it. Raises NotFound, NothingToPublish."""
    revisions.hold()
    paper = queries.get(paper_id, meeting_id=meeting_id)
    ensure_may_publish(paper.status, latest=queries.find_successor(paper.id) is None)
    _set_status(paper, Status.FINAL, Deed.CHANGED, by=by, now=now)
    _settle_versions(paper, was_final=False, by=by, now=now)
    revisions.rise(now=now)
    return paper


def withdraw(paper_id: int, reason: str, *, meeting_id: int, by: Actor, now: datetime) -> Paper:
    """Nobody outside the Secretariat finds it any more, nor an earlier version. Raises NotFound, NothingToWithdraw."""
    revisions.hold()
    paper = queries.get(paper_id, meeting_id=meeting_id)
    ensure_may_withdraw(paper.status)
    _set_status(paper, Status.WITHDRAWN, Deed.WITHDRAWN, reason=reason, by=by, now=now)
    revisions.rise(now=now)
    return paper


def delete(paper_id: int, *, meeting_id: int, files: Files, by: Actor, now: datetime) -> None:
    """This version and its file, for ever; the one before it stands again where this one stood. Raises NotFound."""
    revisions.hold()
    paper = queries.get(paper_id, meeting_id=meeting_id)
    before, successor = queries.find_before(paper), queries.find_successor(paper.id)
    if paper.status in (Status.FINAL, Status.WITHDRAWN):
        _hand_back(paper, paper.status, by=by, now=now)
    paper.replaces_id = None
    db.session.flush()
    if successor:
        successor.replaces_id = before.id if before else None
    _note(paper, Deed.DELETED, [Change("version", paper.version)], by=by, now=now)
    for name in paper.files:
        files.drop(name)
    db.session.delete(paper)
    revisions.rise(now=now)


def sweep(files: Files, *, before: datetime) -> int:
    """Takes away files older than this that no paper names: what a fault in mid-act, or a deleted meeting, left.

    Gives how many there were.
    """
    named = {name for row in db.session.execute(select(Paper.stored, Paper.small)) for name in row if name}
    forgotten = [name for name in files.names(SHELF, before=before) if name not in named]
    for name in forgotten:
        files.drop(name)
    return len(forgotten)


def _describe(paper: Paper, said: Said) -> None:
    paper.kind, paper.language, paper.title = said.kind, said.language, said.title
    paper.audience, paper.status = said.audience, said.status
    paper.caption, paper.credit, paper.consent = said.caption, said.credit, said.consent
    paper.words = found_by(said.title, said.caption)


def _file(paper: Paper, brought: Brought, files: Files) -> None:
    paper.stored, paper.file_type = files.keep(brought.content, SHELF), brought.file_type
    paper.size, paper.digest = len(brought.content), brought.digest
    if brought.picture:
        paper.small = files.keep(brought.picture.small, SHELF)
        paper.width, paper.height = brought.picture.width, brought.picture.height


def _settle_versions(paper: Paper, *, was_final: bool, by: Actor, now: datetime) -> None:
    """Of all versions at most one is final: the latest that was made so."""
    is_final = paper.status is Status.FINAL
    if was_final and not is_final:
        _hand_back(paper, Status.FINAL, by=by, now=now)
    before = queries.find_before(paper)
    while is_final and before:
        if before.status is Status.FINAL:
            _set_status(before, Status.REPLACED, Deed.CHANGED, by=by, now=now)
        before = queries.find_before(before)


def _hand_back(paper: Paper, status: Status, *, by: Actor, now: datetime) -> None:
    """To the version that this one replaced."""
    if heir := queries.find_heir(paper):
        _set_status(heir, status, Deed.CHANGED, by=by, now=now)


def _set_status(paper: Paper, status: Status, deed: Deed, *, reason: str = "", by: Actor, now: datetime) -> None:
    change = Change("status", paper.status.value, status.value)
    paper.status, paper.changed_at = status, now
    db.session.flush()
    _note(paper, deed, [change], reason=reason, by=by, now=now)


def _told(paper: Paper) -> dict[str, object]:
    """What the journal compares; of personal fields it keeps the names alone."""
    told: dict[str, object] = {
        "kind": paper.kind.value, "language": paper.language, "title": paper.title.as_dict(),
        "audience": paper.audience.value, "status": paper.status.value,
    }  # fmt: skip
    if paper.kind is Kind.PHOTO:
        told |= {"caption": paper.caption.as_dict(), "credit": paper.credit, "consent": paper.consent}
    return told


def _note(paper: Paper, deed: Deed, changes: list[Change], *, reason: str = "", by: Actor, now: datetime) -> None:
    name = paper.title.as_dict() or {"en": str(KIND_LABELS[paper.kind])}
    line = Line(Subject.PAPER, paper.id, deed, name, changes, reason, meeting_id=paper.meeting_id)
    journal.note(line, by=by, now=now)
