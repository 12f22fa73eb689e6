"""A meeting as the lists of a series or a cluster name it, whatever its status."""

from dataclasses import dataclass

from kpevents.core.text import Shown
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import STATUS_LABELS
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, language


@dataclass(frozen=True, slots=True)
class Grouped:
    """``mark`` stands before it: its number in the series, or its year."""

    slug: str
    mark: str
    title: Shown
    days: str
    status: str


def grouped(meeting: Meeting, *, numbered: bool = False) -> Grouped:
    return Grouped(
        meeting.slug,
        dates.digits(meeting.series_number if numbered else meeting.list_from.year),
        meeting.title.shown(language()),
        days_of(meeting),
        gettext(STATUS_LABELS[meeting.status]),
    )


def days_of(meeting: Meeting) -> str:
    """As far as they are known."""
    if meeting.first_day and meeting.last_day:
        return dates.span(meeting.first_day, meeting.last_day)
    return dates.loosely(meeting.loosely) if meeting.loosely else gettext("date not known")
