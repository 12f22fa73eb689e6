"""How a calendar goes over the wire: the same for everybody, fetched again only when it changed."""

import gzip
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from kpevents.core.text import Trilingual
from kpevents.features.calendars import queries as calendars
from kpevents.features.calendars.queries import Release
from kpevents.features.meetings.finding import Wanted
from kpevents.features.meetings.rules import Status, Visibility
from tests.factories import FIRST_DAY, change, make_meeting
from tests.times import BASE

FEEDS = [
    "/feeds/all.ics",
    "/feeds/type/thematic-meeting.ics",
    "/feeds/partner/ke.ics",
    "/feeds/series/4ps-revisited.ics",
    "/feeds/search.ics?q=cairo&from=2018",
]


@pytest.mark.parametrize("language", ["", "en", "fr", "ar"])
@pytest.mark.parametrize("path", FEEDS)
def test_feed_is_a_calendar_without_cookie_or_detour(public, path, language):
    answer = public.get(path + ("&" if "?" in path else "?") + f"lang={language}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert [name for name in ("Set-Cookie", "Location", "Content-Disposition") if name in answer.headers] == []
    assert answer.headers["Cache-Control"] == "public, max-age=900"


@pytest.mark.parametrize("path", FEEDS)
def test_feed_is_the_same_to_the_byte_when_nothing_changed(public, path):
    assert public.get(path).data == public.get(path).data


def test_what_the_reader_speaks_or_chose_before_changes_no_feed(public):
    plain = public.get("/feeds/all.ics").data
    assert public.get("/feeds/all.ics", Accept_Language="ar", Cookie="language=fr").data == plain


def test_order_of_filters_in_the_address_changes_nothing(public):
    one, other = "/feeds/search.ics?q=cairo&from=2018", "/feeds/search.ics?from=2018&q=cairo&page=&utm=x"
    assert public.get(one).data == public.get(other).data


def test_head_says_what_get_would_say(public):
    get, head = public.get("/feeds/all.ics"), public.head("/feeds/all.ics")
    assert head.status_code == 200
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == get.headers[name]


def test_feed_is_zipped_for_those_only_who_take_it(public):
    plain = public.get("/feeds/all.ics")
    zipped = public.get("/feeds/all.ics", Accept_Encoding="gzip, br")
    refused = public.get("/feeds/all.ics", Accept_Encoding="gzip;q=0, identity")
    assert (plain.content_encoding, zipped.content_encoding, refused.content_encoding) == (None, "gzip", None)
    assert gzip.decompress(zipped.data) == plain.data == refused.data
    assert {plain.headers["Vary"], zipped.headers["Vary"]} == {"Accept-Encoding"}


def test_reader_who_has_it_already_is_told_so(public):
    first = public.get("/feeds/all.ics")
    for condition in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_None_Match": f'"other", {first.headers["ETag"]}'},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        again = public.get("/feeds/all.ics", **condition)
        assert (again.status_code, again.data) == (304, b"")
        assert (again.headers["ETag"], again.headers["Cache-Control"]) == (
            first.headers["ETag"],
            first.headers["Cache-Control"],
        )


def test_reader_who_has_something_else_gets_it_whole(public):
    first = public.get("/feeds/all.ics")
    older = format_datetime(parsedate_to_datetime(first.headers["Last-Modified"]) - timedelta(seconds=1), usegmt=True)
    for condition in (
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": first.headers["Last-Modified"]},
        {"If_Modified_Since": older},
        {"If_Modified_Since": "yesterday"},
    ):
        assert public.get("/feeds/all.ics", **condition).status_code == 200


@pytest.mark.parametrize("first", [0, 1])
def test_feeds_of_the_same_meetings_keep_their_own_names(public, first):
    paths = ["/feeds/type/webinar.ics?lang=fr", "/feeds/search.ics?type=webinar&lang=fr"]
    pair = [public.get(path).text for path in (paths if first else reversed(paths))]
    assert len({text.partition("X-WR-CALNAME:")[2].partition("X-WR")[0] for text in pair}) == 2
    assert len({text.partition("SOURCE;VALUE=URI:")[2].partition("URL:")[0] for text in pair}) == 2


def test_reader_by_date_alone_learns_that_a_coming_meeting_is_over(subscriber, now, today):
    make_meeting(days=1, settled=True)
    path = "/feeds/search.ics?when=upcoming"
    today(datetime.combine(FIRST_DAY, time(12), UTC))
    last = subscriber.get(path).headers["Last-Modified"]
    today(datetime.combine(FIRST_DAY, time(12), UTC) + timedelta(days=1))
    assert subscriber.get(path, If_Modified_Since=last).status_code == 200


def test_instant_of_the_last_change_never_lies_ahead(subscriber, now, today):
    meeting = make_meeting(settled=True)
    for n in range(5):
        change(meeting, now=now, title=Trilingual(en=f"Change {n}"))
    assert instant(subscriber.get("/feeds/all.ics")) <= now


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/nothing.ics",
        "/feeds/type/nothing.ics",
        "/feeds/partner/zz.ics",
        "/feeds/partner/KE.ics",
        "/feeds/series/nothing.ics",
        "/feeds/search.ics?type=nothing",
        "/feeds/search.ics?from=never",
        "/meetings/nothing.ics",
        "/meetings/sc-nairobi-2018.ics",
    ],
)
def test_wrong_address_is_answered_in_plain_text(public, path):
    answer = public.get(path)
    assert answer.status_code in (400, 404)
    assert answer.mimetype == "text/plain"
    assert "<" not in answer.text


def test_wrong_address_of_a_feed_is_answered_alike_whatever_the_reader_speaks(public):
    answers = {public.get("/feeds/nothing.ics", Accept_Language=language).text for language in ("en", "fr", "ar")}
    assert len(answers) == 1


def test_single_meeting_is_a_file_to_download(public):
    answer = public.get("/meetings/tm-legalpathways-mombasa-2022.ics?lang=ar")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tm-legalpathways-mombasa-2022.ics"'
    assert "SOURCE" not in answer.text
    assert answer.data.count(b"BEGIN:VEVENT") == 1


def test_change_is_in_every_feed_at_the_next_request(subscriber, now, today):
    meeting = make_meeting(title=Trilingual(en="Before"), settled=True)
    before = subscriber.get("/feeds/all.ics")
    change(meeting, now=now, title=Trilingual(en="After"))
    after = subscriber.get("/feeds/all.ics", If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    assert "SUMMARY:After" in after.text


def instant(answer) -> datetime:
    return parsedate_to_datetime(answer.headers["Last-Modified"])


def test_instant_of_the_last_change_rises_with_every_change_and_never_falls(subscriber, now, today):
    newest, older = make_meeting(settled=True), make_meeting(settled=True)
    seen = [instant(subscriber.get("/feeds/all.ics"))]
    for hours, (meeting, values) in enumerate(
        (
            (newest, {"title": Trilingual(en="Another")}),
            (newest, {"visibility": Visibility.HIDDEN}),
            (older, {"status": Status.CANCELLED}),
            (newest, {"visibility": Visibility.PUBLIC}),
        ),
        start=1,
    ):
        later = now + timedelta(hours=hours)
        today(later)
        change(meeting, now=later, **values)
        seen.append(instant(subscriber.get("/feeds/all.ics")))
    today(datetime.combine(FIRST_DAY, time(12), UTC) + timedelta(days=200))
    seen.append(instant(subscriber.get("/feeds/all.ics")))
    assert seen == sorted(set(seen))


def test_reader_by_date_alone_learns_that_a_cancelled_meeting_left(subscriber, now, today):
    make_meeting(status=Status.CANCELLED, days=1, settled=True)
    today(datetime.combine(FIRST_DAY, time(12), UTC) + timedelta(days=90))
    last = subscriber.get("/feeds/all.ics").headers["Last-Modified"]
    today(datetime.combine(FIRST_DAY, time(12), UTC) + timedelta(days=91))
    assert subscriber.get("/feeds/all.ics", If_Modified_Since=last).status_code == 200


def test_entry_is_made_once_and_kept_until_what_it_shows_changes(subscriber, now, today):
    meetings = [make_meeting(settled=True) for _ in range(3)]

    def made(release=BASE):
        return len(calendars.entries(Wanted(), now.date(), "en", Release(release)).new)

    assert made() == 3
    subscriber.get("/feeds/all.ics")
    assert made() == 0
    change(meetings[0], now=now, title=Trilingual(en="Another"))
    assert made() == 1
    assert made("https://moved.example.org") == 3


def test_feed_has_no_more_of_a_header_than_it_needs(public):
    answer = public.get("/feeds/all.ics")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" in answer.headers
