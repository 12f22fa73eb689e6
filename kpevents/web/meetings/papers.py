"""The papers that stand on the page of their meeting."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Sight
from kpevents.features.papers import library
from kpevents.features.papers.rules import Kind
from kpevents.infra import dates
from kpevents.infra.i18n import ngettext
from kpevents.web.addresses import address
from kpevents.web.paper_lines import PaperLine, paper_line
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Papers:
    """``photos`` says how many there are, and leads to the gallery; empty without any."""

    documents: Sequence[PaperLine] = ()
    photos: str = ""
    gallery: str = ""


_NONE = Papers()


def papers_of(meeting: Meeting, seen: Sight, read: Reading) -> Papers:
    """One statement, and none for the many meetings that have no paper."""
    if meeting.id not in library.meetings_with_papers(read.revision):
        return _NONE
    found = library.of_meeting(meeting.id, seen, read.reader)
    photos = sum(paper.kind is Kind.PHOTO for paper in found)
    return Papers(
        documents=[paper_line(p, meeting.slug, read.language) for p in found if p.kind is not Kind.PHOTO],
        photos=ngettext("%(number)s photo", "%(number)s photos", photos, number=dates.digits(photos)) if photos else "",
        gallery=f"{address('papers.gallery')}?meeting={meeting.slug}",
    )
