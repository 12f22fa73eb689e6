"""A meeting as a clause of a sentence or a line of a list: its title, when it is, and its page where it has one."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpevents.core.text import Shown
from kpevents.features.meetings.listed import Listed
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import STATUS_LABELS, Sight, Status, shown_status, sight
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Met:
    title: Shown
    when: str
    state: str
    """What it is as long as it is not settled: draft, save the date; empty for one that is."""
    url: str
    """Empty where whoever reads sees nothing of it."""


def met(meeting: Listed | Meeting, read: Reading) -> Met:
    status = shown_status(meeting.status, meeting.list_until, read.today)
    is_settled = status in (Status.CONFIRMED, Status.HELD)
    is_seen = sight(meeting.status, meeting.visibility, read.reader, meeting.id) is not Sight.NONE
    return Met(
        title=meeting.title.shown(read.language),
        when=when(meeting),
        state="" if is_settled else gettext(STATUS_LABELS[status]),
        url=address("meetings.meeting", slug=meeting.slug) if is_seen else "",
    )


def when(meeting: Listed | Meeting) -> str:
    """12–13 July 2022; July 2022; Undated"""
    if meeting.first_day and meeting.last_day:
        return dates.span(meeting.first_day, meeting.last_day)
    return dates.loosely(meeting.loosely) if meeting.loosely else gettext("Undated")


def choices(meetings: Iterable[Listed | Meeting], read: Reading) -> list[tuple[str, str]]:
    """For a select: slug, and title with its days."""
    return [(meeting.slug, f"{meeting.title[read.language]}, {when(meeting)}") for meeting in meetings]
