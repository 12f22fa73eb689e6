"""When nominations and registration are open, in words: what can be done now, and until when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kpevents.core.text import N_, Sentence
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import FELL_AWAY
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web.reading import Reading

_WORDS: dict[str, tuple[Sentence, Sentence, Sentence]] = {
    "nominations": (
        N_("Nominations open on %(moment)s."),
        N_("Nominations close on %(moment)s, %(away)s."),
        N_("Nominations are closed."),
    ),
    "registration": (
        N_("Registration opens on %(moment)s."),
        N_("Registration closes on %(moment)s, %(away)s."),
        N_("Registration is closed."),
    ),
}


def windows(meeting: Meeting, read: Reading) -> list[str]:
    """A sentence for each that has a bound; none once the meeting is over or has fallen away."""
    if meeting.status in FELL_AWAY or meeting.list_until < read.today:
        return []
    said = (_said(name, meeting, read) for name in _WORDS)
    return [sentence for sentence in said if sentence]


def _said(name: str, meeting: Meeting, read: Reading) -> str:
    opens, closes = getattr(meeting, f"{name}_open"), getattr(meeting, f"{name}_close")
    to_open, to_close, closed = _WORDS[name]
    if opens and read.now < opens:
        return gettext(to_open, moment=_moment(opens, meeting.zone))
    if closes and closes <= read.now:
        return gettext(closed)
    if closes:
        return gettext(to_close, moment=_moment(closes, meeting.zone), away=_away(closes, read.now))
    return ""


def _moment(at: datetime, zone: str | None) -> str:
    """Thursday 4 March 2027, 23:59 (Nairobi, UTC+3)"""
    there = at.astimezone(ZoneInfo(zone or "UTC"))
    named = dates.zone_and_offset(zone, there) if zone else "UTC"
    return gettext("%(day)s, %(hours)s (%(zone)s)", day=dates.full(there.date()), hours=dates.clock(there), zone=named)


def _away(at: datetime, now: datetime) -> str:
    days = (at - now).days
    if days == 0:
        return gettext("in less than a day")
    return ngettext("in %(number)s day", "in %(number)s days", days, number=dates.digits(days))
