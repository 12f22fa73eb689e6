"""A line of the journal as it is read: who, when, what, from and to, in the reader's language.

The journal holds numbers where persons stand; what they are called is asked for now, and of one who was erased nothing
answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kpevents.core.text import Trilingual
from kpevents.features.accounts import queries as accounts
from kpevents.features.journal.models import JournalLine
from kpevents.features.journal.rules import DEED_LABELS, SUBJECT_LABELS, Subject
from kpevents.features.meetings import listed as meetings
from kpevents.features.meetings.listed import Called
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.journal.changes import changes_in_words
from kpevents.web.journal.said import Link, Said
from kpevents.web.journal.sentences import (
    ANOTHER_DEED,
    DEEDS,
    ERASED,
    ERASED_WHO,
    OWN_ACCOUNT,
    SUBJECTS,
    WITHOUT_NAME,
)
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Told:
    """``what`` is the whole sentence; ``in_journals``: of what else it stands in the journal."""

    id: int
    at: datetime
    who: str
    what: Said
    subject: str
    name: str
    deed: str
    changes: Sequence[Said]
    reason: str
    in_journals: Sequence[Link]

    def texts(self) -> list[str]:
        """The changes as plain text."""
        return [str(change) for change in self.changes]


@dataclass(frozen=True, slots=True)
class _Names:
    """What is called how, for some lines at once."""

    people: dict[int, str]
    meetings: dict[int, Called]
    read: Reading


def told(lines: Sequence[JournalLine], read: Reading) -> list[Told]:
    """Two statements, however many lines."""
    people = {each for line in lines for each in (line.actor_id, line.person_id, _person(line)) if each}
    of_meetings = {line.meeting_id for line in lines if line.meeting_id}
    names = _Names(accounts.names(sorted(people)), meetings.called(sorted(of_meetings)), read)
    return [_tell(line, names) for line in lines]


def told_one_by_one(pages: Iterable[Sequence[JournalLine]], read: Reading) -> Iterator[Told]:
    for lines in pages:
        yield from told(lines, read)


def _person(line: JournalLine) -> int | None:
    if line.subject == Subject.MESSAGE:
        return line.person_id
    return line.subject_id if line.subject == Subject.PERSON else None


def _tell(line: JournalLine, names: _Names) -> Told:
    who, name, journals = who_did(line, names.people), _name(line, names), _journals(line, names)
    deed = _label(DEED_LABELS, line.deed)
    own = journals.pop(line.subject, None)
    what = Said(DEEDS.get(line.deed, ANOTHER_DEED), {"who": who, "what": _what(line, name, own), "deed": deed})
    return Told(
        id=line.id,
        at=line.at,
        who=who,
        what=what,
        subject=_label(SUBJECT_LABELS, line.subject),
        name=name,
        deed=deed,
        changes=changes_in_words(line.changes, line.subject, names.read),
        reason=line.reason,
        in_journals=list(journals.values()),
    )


def who_did(line: JournalLine, people: dict[int, str]) -> str:
    """A person, or one of the product's own hands, whose names are sentences."""
    if line.actor_id:
        return people.get(line.actor_id) or gettext(ERASED_WHO)
    hand = gettext(line.actor_name) if line.actor_name else gettext("the product")
    return hand[:1].upper() + hand[1:]


def _label(labels: Mapping[Any, str], word: str) -> str:
    """A word that this release does not know stands as it is."""
    return gettext(labels[word]) if word in labels else word


def _name(line: JournalLine, names: _Names) -> str:
    """What a line keeps no name for is called after its person or its partner."""
    if person := _person(line):
        return names.people.get(person) or gettext(ERASED)
    if line.subject == Subject.CONTACT and line.partner_id in names.read.partners.by_id:
        return names.read.partners.by_id[line.partner_id].name[names.read.language]
    return Trilingual(**line.name)[names.read.language]


def _what(line: JournalLine, name: str, own: Link | None) -> Said:
    """``own``: where the journal of this very thing is."""
    if line.subject == Subject.INSTALLATION:
        return Said(SUBJECTS[Subject.INSTALLATION], {})
    if line.subject == Subject.PERSON and line.actor_id == line.subject_id:
        return Said(OWN_ACCOUNT, {})
    if name and line.subject in SUBJECTS:
        return Said(SUBJECTS[line.subject], {"name": Link(name, own.url) if own else name})
    return Said(WITHOUT_NAME, {"subject": _label(SUBJECT_LABELS, line.subject)})


def _journals(line: JournalLine, names: _Names) -> dict[str, Link]:
    """Of the meeting, the partner and the person that a line stands under, as far as they are still there."""
    read, found = names.read, {}
    if meeting := names.meetings.get(line.meeting_id or 0):
        url = address("journal.of_meeting", slug=meeting.slug)
        found[str(Subject.MEETING)] = Link(meeting.title[read.language], url)
    if partner := read.partners.by_id.get(line.partner_id or 0):
        url = address("journal.of_partner", code=partner.code)
        found[str(Subject.PARTNER)] = Link(partner.name[read.language], url)
    if line.person_id:
        name = names.people.get(line.person_id) or gettext(ERASED)
        found[str(Subject.PERSON)] = Link(name, address("journal.of_person", person_id=line.person_id))
    return found
