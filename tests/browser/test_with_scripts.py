"""The reader's own time in place of universal time, and buttons that copy an address."""

import pytest

from tests.browser.pages import UNEVEN, WITH_HOURS


def _own_time(someone, path: str, zone: str, language: str = "en") -> list[str]:
    """Where it is said to be, and the hours."""
    with someone(language, timezone_id=zone) as page:
        page.goto(path)
        parts = page.locator("[data-reader-zone] :is([data-zone-name], dl)").all_inner_texts()
    return [" ".join(part.split()) for part in parts]


def test_reader_in_brussels_sees_the_hours_of_brussels(someone):
    assert _own_time(someone, WITH_HOURS, "Europe/Brussels") == [
        "\u2066Brussels, UTC+2\u2069",
        "Tue 14 April 08:00–15:30 Wed 15 April 08:00–15:30",
    ]


def test_reader_for_whom_it_is_still_the_day_before_is_told_the_day(someone):
    assert _own_time(someone, UNEVEN, "America/New_York") == [
        "\u2066New York, UTC−4\u2069",
        "Mon 20 April Sun 19, 23:00–05:00 Tue 21 April 03:00–06:30",
    ]


@pytest.mark.parametrize(
    ("language", "hours"),
    [
        ("fr", "mar. 14 avril 08:00–15:30 mer. 15 avril 08:00–15:30"),
        ("ar", "الثلاثاء ١٤ أبريل ٠٨:٠٠–١٥:٣٠ الأربعاء ١٥ أبريل ٠٨:٠٠–١٥:٣٠"),
    ],
    ids=["fr", "ar"],
)
def test_own_time_is_written_as_the_language_writes_it(someone, language, hours):
    assert _own_time(someone, WITH_HOURS, "Europe/Brussels", language)[1] == hours


def test_own_time_is_called_so(someone):
    with someone(timezone_id="Europe/Brussels") as page:
        page.goto(WITH_HOURS)
        heads = page.locator(".clocks h2").all_inner_texts()
    assert [" ".join(head.split()) for head in heads] == [
        "At the venue Nairobi, UTC+3",
        "Where you are \u2066Brussels, UTC+2\u2069",
    ]


def test_hours_of_the_venue_stay_as_they_are(someone):
    with someone(timezone_id="Asia/Tokyo") as page:
        page.goto(WITH_HOURS)
        venue = page.locator(".clocks dl").first.inner_text()
    assert venue.split("\n") == ["Tue 14 April", "09:00–16:30", "Wed 15 April", "09:00–16:30"]


def test_button_copies_the_address_and_says_so(someone):
    with someone() as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("/feeds/?partner=ke")
        button = page.get_by_role("button", name="Copy").first
        button.click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.locator(".copy [aria-live]").first.inner_text() == "Copied"
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#own").input_value()
