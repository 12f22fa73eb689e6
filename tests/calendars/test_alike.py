"""Each public feed and download is read alike by at least six independent parsers."""

from datetime import date, time

import pytest

from kpevents.core.text import Trilingual
from kpevents.features.meetings.rules import Format, Status
from tests.calendars.readers.available import READERS, missing
from tests.calendars.test_contents import held_on
from tests.factories import make_meeting, make_partner, make_role, settle
from tests.surroundings import IN_CI

ENOUGH = 6
REAL = [
    "/feeds/all.ics",
    "/feeds/type/steering-committee.ics",
    "/feeds/type/webinar.ics",
    "/feeds/partner/ke.ics",
    "/feeds/partner/rabat.ics",
    "/feeds/series/4ps-revisited.ics",
    "/feeds/search.ics?q=cairo",
    "/feeds/search.ics?q=zzz",
    "/meetings/tm-climate-addis-2022.ics",
]

pytestmark = pytest.mark.skipif(
    len(READERS) < ENOUGH and not IN_CI, reason=f"fewer than six parsers are here; missing: {missing()}"
)


def read_alike(data: bytes, events: int) -> None:
    readings = {name: reader(data) for name, reader in READERS.items()}
    groups: list[list[str]] = []
    for name, reading in readings.items():
        same = next((group for group in groups if readings[group[0]] == reading), None)
        same.append(name) if same else groups.append([name])
    most = max(groups, key=len)
    assert len(most) >= ENOUGH, f"they disagree: {groups}"
    assert len(readings[most[0]]) == events


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("path", REAL)
def test_real_meetings_are_read_alike(public, path, language):
    data = public.get(path + ("&" if "?" in path else "?") + f"lang={language}").data
    read_alike(data, data.count(b"BEGIN:VEVENT"))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_meetings_with_hours_of_all_kinds_are_read_alike(subscriber, today, language):
    text = Trilingual(
        en="Commas, semicolons; a \\ and\na second line, “quoted”: done",
        fr="Virgules, points-virgules ; l’été à l’œuvre",
        ar="فواصل، وفواصل منقوطة؛ و(أقواس) وأرقام ١٢٣",
    )
    hours = (time(9, 0), time(17, 30))
    meetings = [
        make_meeting(title=text, summary=text, hours=hours, days=1),
        make_meeting(hours=hours, days=3, zone="Europe/Brussels", first_day=date(2026, 10, 24)),
        make_meeting(hours=hours, days=2, zone="Africa/Cairo", first_day=date(2026, 4, 23)),
        make_meeting(hours=hours, days=2, zone="Africa/Casablanca", first_day=date(2026, 3, 21)),
        make_meeting(hours=hours, format=Format.ONLINE, days=1, zone="Europe/Vienna"),
        make_meeting(status=Status.CANCELLED, notice=text),
        make_meeting(status=Status.SAVE_THE_DATE, days=5),
    ]
    make_role(meetings[0], make_partner(name=text))
    settle(*meetings)
    held_on((0, *hours), (1, time(8, 0), time(12, 0)), (3, *hours))
    read_alike(subscriber.get(f"/feeds/all.ics?lang={language}").data, len(meetings) + 1)


@pytest.mark.parametrize("days", [1, 2])
def test_download_of_a_meeting_is_read_alike(subscriber, today, days):
    meeting = make_meeting(hours=(time(9, 0), time(16, 0)), days=days, settled=True)
    read_alike(subscriber.get(f"/meetings/{meeting.slug}.ics").data, 1)
