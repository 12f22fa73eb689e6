"""Everything works without JavaScript. It only replaces universal time by the reader's own, and copies addresses."""

import pytest

from tests.browser.pages import PHONE, UNEVEN, WITH_HOURS, follow


@pytest.fixture
def plain(someone):
    """Somebody whose browser runs no scripts."""
    with someone(java_script_enabled=False) as page:
        yield page


def clocks(page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".clocks > div").all_inner_texts()]


def test_universal_time_stands_beside_the_hours_of_the_venue(plain):
    plain.goto(WITH_HOURS)
    assert clocks(plain) == [
        "At the venue Nairobi, UTC+3 Tue 14 April 09:00–16:30 Wed 15 April 09:00–16:30",
        "In universal time UTC Tue 14 April 06:00–13:30 Wed 15 April 06:00–13:30",
    ]


def test_each_day_has_its_own_hours(plain):
    plain.goto(UNEVEN)
    assert clocks(plain) == [
        "At the venue Nairobi, UTC+3 Mon 20 April 06:00–12:00 Tue 21 April 10:00–13:30",
        "In universal time UTC Mon 20 April 03:00–09:00 Tue 21 April 07:00–10:30",
    ]


def test_filters_work(plain):
    plain.goto("/meetings/")
    plain.get_by_label("Type").select_option("thematic-meeting")
    plain.get_by_label("Partner", exact=True).select_option("Kenya")
    plain.get_by_label("Time").select_option("coming")
    follow(plain, plain.get_by_role("button", name="Show"))
    assert plain.locator(".rows h3").all_inner_texts() == ["Return and Reintegration: What Lasts"]
    assert plain.locator(".chosen > span:has(a[aria-label])").all_inner_texts() == [
        "Thematic meeting leave out",
        "Kenya leave out",
        "coming leave out",
    ]


def test_a_filter_can_be_left_out_again(plain):
    plain.goto("/meetings/?type=training&when=upcoming")
    follow(plain, plain.get_by_role("link", name="Leave out: Training"))
    assert plain.url.partition("/meetings/")[2] == "?when=upcoming"


def test_language_is_changed_and_remembered(plain):
    plain.goto("/meetings/?type=training")
    follow(plain, plain.get_by_role("link", name="العربية"))
    assert plain.url.partition("/meetings/")[2] == "?type=training&lang=ar"
    plain.goto("/partners/")
    assert plain.locator("html[lang=ar][dir=rtl]").count() == 1


def test_menu_of_a_phone_opens(someone):
    with someone(width=PHONE, java_script_enabled=False) as page:
        page.goto("/")
        way = page.locator(".menu").get_by_text("Governance")
        assert not way.is_visible()
        page.locator("nav summary").click()
        follow(page, way)
        assert page.locator("h1").inner_text() == "Governance"


def test_no_button_is_shown_that_does_nothing(plain):
    plain.goto("/feeds/")
    assert plain.locator("[data-copy]").count() > 0
    assert plain.locator("[data-copy]:visible").count() == 0
