"""What is not public is nowhere: in no list, no search, no count, no feed, beside no other meeting."""

from datetime import time

import pytest
from sqlalchemy import select

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.governance.models import Body, Term
from kpevents.features.governance.rules import BodySlug, Evidence
from kpevents.features.meetings.rules import Format, Level, Mark, RoleName, Status, Visibility
from kpevents.features.partners.rules import Side
from kpevents.infra.db import db, unit_of_work
from tests.factories import (
    FIRST_DAY,
    change,
    make_domain,
    make_meeting,
    make_partner,
    make_role,
    make_series,
    make_type,
    save,
    settle,
    whole,
)

PAGES = ["/", "/meetings/", "/calendar/?month=2026-07", "/calendar/2026/", "/partners/ke/", "/feeds/", "/governance/"]
PAGES += ["/meetings/?q=zebra", "/meetings/beside/", "/feeds/all.ics", "/feeds/type/rare.ics", "/feeds/partner/ke.ics"]
PAGES += ["/feeds/series/quiet.ics", "/feeds/search.ics?q=zebra", "/feeds/search.ics?level=political"]


@pytest.fixture
def secret(client, monkeypatch, now):
    """A meeting that says everything it can, and one that shares its series, its trip and its domain."""
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now)
    name = Trilingual(en="Rare kind")
    kind = make_type(slug="rare", name=name, plural=name, level=Level.POLITICAL, mark=Mark.POLITICAL)
    series, domain = make_series(slug="quiet", title=Trilingual(en="Quiet series")), make_domain()
    kenya = make_partner(code="ke", iso3="KEN", name=Trilingual(en="Kenya"), side=Side.AFRICAN)
    together = {"series_id": series.id, "cluster": "one-trip"}
    meeting = make_meeting(
        slug="secret",
        title=Trilingual(en="Zebra"),
        summary=Trilingual(en="Giraffe"),
        city=Trilingual(en="Okapi"),
        building=Trilingual(en="Gnu"),
        type_id=kind.id,
        hours=(time(9, 15), time(16, 45)),
        series_number=1,
        **together,
    )
    beside = make_meeting(slug="beside", format=Format.ONLINE, series_number=2, zone=None, **together)
    make_role(meeting, kenya, RoleName.HOST)
    for each in (meeting, beside):
        row = whole(each.id)
        row.domains = [domain]
        save(row)
    body = save(Body(slug=BodySlug.CHAIR, name=Trilingual(en="Chair"), began=None))
    save(
        Term(
            key="chair-ke", body_id=body.id, partner_id=kenya.id, starts=PartialDate(2026, 1), ongoing=True,
            handover_id=meeting.id, basis=Evidence.SECRETARIAT,
        )
    )  # fmt: skip
    settle(meeting, beside)
    return meeting


def seen(client, words, paths=PAGES) -> list[tuple[str, str]]:
    """Where which of the words stands; the type's own name stands where types are offered."""
    pages = {path: client.get(path, headers={"Accept-Encoding": "identity"}).text for path in paths}
    return [(path, word) for path, text in pages.items() for word in words if word in text]


@pytest.mark.parametrize(
    "values",
    [
        {"status": Status.DRAFT},
        {"visibility": Visibility.HIDDEN},
        {"visibility": Visibility.PARTNERS},
    ],
    ids=["draft", "hidden", "for partners"],
)
def test_meeting_that_is_not_public_is_nowhere(client, secret, now, values):
    change(secret, now=now, **values)
    assert seen(client, ["Zebra", "Giraffe", "Okapi", "/meetings/secret"]) == []
    assert [client.get(f"/meetings/secret{end}").status_code for end in ("/", ".ics")] == [404, 404]


def test_days_of_a_handover_that_is_not_public_are_no_bounds(client, secret, now, monkeypatch):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now.replace(year=2027))
    with unit_of_work():
        term = db.session.scalars(select(Term)).one()
        term.starts = PartialDate(2026, 7)
    change(secret, now=now, visibility=Visibility.HIDDEN)
    said = [client.get(f"/governance/?on=2026-07-{day}").text for day in ("10", "14", "15", "20")]
    assert {"The dates are not on record to the day." in text for text in said} == {True}
    assert [word for text in said for word in ("14–15 July", "14 July 2026") if f"since {word}" in text] == []


def test_public_meeting_is_where_it_belongs(client, secret):
    places = {path for path, word in seen(client, ["Zebra"])}
    assert places == set(PAGES) - {"/feeds/"}
    assert seen(client, ["Okapi"], ["/feeds/"]) == [("/feeds/", "Okapi")]


def test_restricted_meeting_shows_its_title_and_its_days_and_nothing_else(client, secret, now):
    change(secret, now=now, visibility=Visibility.RESTRICTED)
    everywhere = [*PAGES, "/meetings/secret/", "/meetings/secret.ics", "/meetings/?q=okapi"]
    private = ["Giraffe", "Okapi", "Gnu", "09:15", "T0615", "Nairobi, UTC", "Rare kind (1)"]
    assert seen(client, private, everywhere) == []
    titled = {path for path, _ in seen(client, ["Zebra"], everywhere)}
    assert titled == {
        "/", "/meetings/", "/calendar/?month=2026-07", "/calendar/2026/", "/feeds/all.ics", "/meetings/secret/",
        "/meetings/secret.ics",
    }  # fmt: skip


def test_meeting_that_loses_its_days_leaves_calendars_at_once(client, secret, now):
    assert client.get("/meetings/secret.ics").status_code == 200
    loose = {"first_day": None, "last_day": None, "loosely": PartialDate(2026, 7), "days": []}
    change(secret, now=now, date_precision=Precision.MONTH, **loose)
    assert client.get("/meetings/secret.ics").status_code == 404
    assert '<p class="date xl side loose">' in client.get("/meetings/secret/").text


def test_host_of_a_meeting_that_fell_away_did_not_host(client, secret, now, monkeypatch):
    later = now.replace(year=2027)
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: later)
    change(secret, now=now, status=Status.HELD)
    assert "once" in client.get("/partners/ke/").text
    change(secret, now=now, status=Status.CANCELLED)
    assert "once" not in client.get("/partners/ke/").text


def test_next_meeting_is_found_behind_those_that_fell_away(client, db, now, monkeypatch):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now)
    kind = make_type()
    gone = [make_meeting(type_id=kind.id, status=Status.CANCELLED) for _ in range(8)]
    last = make_meeting(type_id=kind.id, first_day=FIRST_DAY.replace(month=9), title=Trilingual(en="It takes place"))
    settle(*gone, last)
    page = client.get("/").text
    assert "The next meeting has not been announced yet" not in page
    assert '<h2 class="big-t"><a href="/meetings/' in page.partition("It takes place")[0]
