"""What the public sees of invented meetings, and what it never sees."""

import gzip

import pytest
from sqlalchemy import select

from kpevents.core.text import LANGUAGES
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Basis, Visibility
from kpevents.infra.db import db as database

RESTRICTED = "/meetings/demo-iwg-brussels"
PLACES = ("/", "/meetings/", "/meetings/?page=2", "/calendar/", "/calendar/2026/", "/partners/eg/", "/feeds/")
FEEDS = ("/feeds/all.ics", "/feeds/type/webinar.ics", "/feeds/partner/ug.ics", "/feeds/series/demo-coming-home.ics")
MARK = "Invented for demonstration."


def text(answer):
    raw = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
    return raw.decode().replace("\r\n ", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_restricted_meeting_shows_its_title_and_days_and_nothing_else(visitor, language):
    meeting = database.session.scalar(select(Meeting).filter_by(slug="demo-iwg-brussels"))
    private = [*meeting.summary, *meeting.building, meeting.contact, meeting.join_link]
    title = meeting.title[language]
    for address in (f"{RESTRICTED}/", f"{RESTRICTED}.ics"):
        shown = text(visitor.get(f"{address}?lang={language}"))
        assert title in shown
        assert [each for each in private if each in shown] == []


def test_a_join_link_is_on_no_page_and_in_no_feed(visitor):
    linked = select(Meeting.slug).where(Meeting.join_link != "", Meeting.announced.is_not(None))
    slugs = database.session.scalars(linked).all()
    assert len(slugs) > 7
    pages = [f"/meetings/{slug}{end}" for slug in slugs for end in ("/", ".ics")]
    for address in (*pages, *PLACES, *FEEDS):
        for language in LANGUAGES:
            answer = visitor.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
            assert answer.status_code == 200
            assert "meet.example.org" not in text(answer)


def test_nobody_sees_the_draft_and_the_hidden_one(visitor):
    for slug in ("demo-hlm-labour", "demo-iwg-programme"):
        meeting = database.session.scalar(select(Meeting).filter_by(slug=slug))
        title, announced = meeting.title.en, meeting.announced
        assert announced is None
        assert [visitor.get(f"/meetings/{slug}{end}").status_code for end in ("/", ".ics")] == [404, 404]
        for address in (*PLACES, *FEEDS):
            assert title not in text(visitor.get(address))


def test_each_public_page_and_entry_says_that_it_is_invented(visitor):
    public = select(Meeting.slug).where(
        Meeting.basis == Basis.INVENTED, Meeting.visibility == Visibility.PUBLIC, Meeting.announced.is_not(None)
    )
    for slug in database.session.scalars(public).all():
        assert MARK in text(visitor.get(f"/meetings/{slug}/"))
        assert MARK in text(visitor.get(f"/meetings/{slug}.ics"))
