"""One meeting into one's own calendar: Google, Outlook, Apple, or the file itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import FELL_AWAY
from kpevents.features.meetings.whole import Day as Hours
from kpevents.web.addresses import address
from kpevents.web.language import offered
from kpevents.web.subscribing import base_url


@dataclass(frozen=True, slots=True)
class Adding:
    """``google`` and ``outlook`` are empty for a meeting that fell away: only the file tells calendars so."""

    google: str
    outlook: str
    file: str


@dataclass(frozen=True, slots=True)
class _When:
    """Hours that a web calendar can take: one stretch, repeated daily; or whole days, the last one included."""

    begins: datetime | date
    ends: datetime | date
    days: int


def adding(meeting: Meeting, days: Sequence[Hours], place: str, spoken: str) -> Adding:
    """The meeting is known to the day."""
    asked: dict[str, Any] = {"lang": spoken} if spoken != offered()[0] else {}
    file = address("meetings.meeting_file", slug=meeting.slug, **asked)
    when = _when(meeting, days)
    if when is None or meeting.status in FELL_AWAY:
        return Adding("", "", file)
    title, link = meeting.title[spoken], f"{base_url()}/meetings/{meeting.slug}/"
    return Adding(_google(when, title, place, link), _outlook(when, title, place, link), file)


def _when(meeting: Meeting, days: Sequence[Hours]) -> _When | None:
    if meeting.first_day is None or meeting.last_day is None:
        return None
    hours = {(day.begins, day.ends) for day in days}
    begins, ends = next(iter(hours)) if len(hours) == 1 else (None, None)
    unbroken = (meeting.last_day - meeting.first_day).days + 1 == len(days)
    if begins is None or ends is None or not meeting.zone or not unbroken:
        return _When(meeting.first_day, meeting.last_day + timedelta(days=1), 1)
    return _When(
        _instant(meeting.first_day, begins, meeting.zone),
        _instant(meeting.first_day, ends, meeting.zone),
        len(days),
    )


def _instant(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def _google(when: _When, title: str, place: str, link: str) -> str:
    form = "%Y%m%dT%H%M%SZ" if isinstance(when.begins, datetime) else "%Y%m%d"
    query = {
        "action": "TEMPLATE",
        "text": title,
        "dates": f"{when.begins:{form}}/{when.ends:{form}}",
        "details": link,
        "location": place,
    }
    if when.days > 1:
        query["recur"] = f"RRULE:FREQ=DAILY;COUNT={when.days}"
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"


def _outlook(when: _When, title: str, place: str, link: str) -> str:
    """It knows no repetition: hours on several days become one stretch of whole days."""
    begins, ends, whole = when.begins, when.ends, not isinstance(when.begins, datetime)
    if when.days > 1 and isinstance(when.begins, datetime):
        begins, whole = when.begins.date(), True
        ends = begins + timedelta(days=when.days)
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": begins.isoformat().replace("+00:00", "Z"),
        "enddt": ends.isoformat().replace("+00:00", "Z"),
        "location": place,
        "body": link,
    }
    if whole:
        query["allday"] = "true"
    return f"https://outlook.office.com/calendar/0/deeplink/compose?{urlencode(query)}"
