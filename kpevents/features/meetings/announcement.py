"""What a subscriber can see of a meeting, as plain values in all languages: the one thing that SEQUENCE counts.

Whatever is shown in a calendar stands here, whichever row it comes from (venue, type, series, a partner's name):
when this is the same as before, nothing is told; when it differs, every calendar is told once.
"""

import json
from hashlib import sha256
from typing import Any

from kpevents.core.text import Trilingual
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Visibility, calendar_status
from kpevents.features.partners.models import Partner

Content = dict[str, Any]


def content(meeting: Meeting, partners: dict[int, Partner]) -> Content | None:
    """None while the meeting is in no public calendar. Of a restricted one: title and days, nothing else.

    The meeting has its days, roles, type and series loaded.
    """
    certain = calendar_status(meeting.status, meeting.visibility, meeting.date_precision)
    if certain is None or not meeting.days:
        return None
    told: Content = {
        "certain": certain,
        "status": meeting.status,
        "title": meeting.title.as_dict(),
        "days": [_day(day.day, None, None) for day in meeting.days],
        "zone": None,
        "slug": meeting.slug,
    }
    return told if meeting.visibility is Visibility.RESTRICTED else told | _more(meeting, partners)


def digest(told: Content) -> str:
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _more(meeting: Meeting, partners: dict[int, Partner]) -> Content:
    series = meeting.series
    return {
        "days": [_day(day.day, day.begins, day.ends) for day in meeting.days],
        "zone": meeting.zone,
        "summary": meeting.summary.as_dict(),
        "notice": meeting.notice.as_dict(),
        "type": meeting.type.name.as_dict(),
        "colour": meeting.type.colour,
        "series": series and [series.title.as_dict(), meeting.series_number, series.planned],
        "format": meeting.format,
        "city": meeting.city.as_dict(),
        "country": meeting.country,
        "building": meeting.building.as_dict(),
        "roles": [
            [row.role, partners[row.partner_id].name.as_dict() if row.partner_id else None] for row in meeting.roles
        ],
        "unofficial": meeting.translations_unofficial,
        "invented": meeting.basis == "invented",
    }


def _day(day: object, begins: object, ends: object) -> list[str | None]:
    return [str(day), begins and str(begins), ends and str(ends)]  # type: ignore[list-item]


def text(told: Content, field: str, language: str) -> str:
    """A field of it in one language, or in the language that stands in."""
    return Trilingual(**told.get(field, {}))[language]
