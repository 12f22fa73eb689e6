"""What people come for, from the first page to the end."""

from pathlib import Path

from tests.browser.pages import PHONE, WITH_HOURS, follow


def search(page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def titles(page) -> list[str]:
    return page.locator(".rows h3").all_inner_texts()


def test_newcomer_finds_a_meeting_and_puts_it_into_a_calendar(someone):
    with someone() as page:
        page.goto("/")
        follow(page, page.get_by_role("link", name="Meetings", exact=True).first)
        search(page, "ethiopie climat")
        follow(page, page.locator(".rows").get_by_role("link", name="Climate Change and Migration"))
        with page.expect_download() as download:
            page.get_by_role("link", name="Calendar file").click()
        lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert download.value.suggested_filename == "tm-climate-addis-2022.ics"
    assert (lines[0], lines[-1], lines.count("BEGIN:VEVENT")) == ("BEGIN:VCALENDAR", "END:VCALENDAR", 1)


def test_search_takes_every_way_of_writing_a_name(someone):
    """With and without accents, the forms of alef, and in another language than the page's."""
    with someone("ar") as page:
        found = {}
        for words in ("اثيوبيا", "إثيوبيا", "ethiopie", "Éthiopie", "ETHIOPIA"):
            page.goto("/meetings/")
            search(page, words)
            found[words] = titles(page)
        follow(page, page.get_by_role("link", name=found["اثيوبيا"][0]).first)
        place = page.locator("main .date").first.inner_text()
    assert found == dict.fromkeys(found, found["اثيوبيا"])
    assert place.rpartition("، ")[2] == "إثيوبيا"


def test_reader_follows_one_partner(someone):
    with someone() as page:
        page.goto("/")
        follow(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Subscribe"))
        page.get_by_label("Partner").select_option("Kenya")
        follow(page, page.get_by_role("button", name="Make this feed"))
        webcal = page.get_by_role("link", name="Subscribe", exact=True).nth(1).get_attribute("href")
        address = page.locator("#own").input_value()
        answer = page.context.request.get(address)
        assert webcal == address.replace("http://", "webcal://")
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert answer.text().count("SUMMARY:Return and Reintegration: What Lasts") == 1


def test_another_language_keeps_the_page_and_its_filters(someone):
    with someone() as page:
        page.goto("/meetings/?type=training&when=upcoming")
        follow(page, page.get_by_role("link", name="Français"))
        assert titles(page) == ["Formation pour les agents aux frontières"]
        follow(page, page.get_by_role("link", name="العربية"))
        assert titles(page) == ["تدريب موظفي الحدود"]
        assert page.url.partition("/meetings/")[2] == "?type=training&when=upcoming&lang=ar"


def test_reader_asks_who_chaired_on_a_day(someone):
    with someone() as page:
        page.goto("/governance/")
        page.locator("input[name=on]").fill("2021-05-26")
        follow(page, page.get_by_role("button", name="Show"))
        assert page.locator("[aria-labelledby=h-chair] .serif").all_inner_texts() == ["The Netherlands"]


def test_reader_comes_from_the_month_to_the_meeting_and_back_to_its_partner(someone):
    with someone(width=PHONE) as page:
        page.goto("/calendar/?month=2026-04")
        follow(page, page.get_by_role("link", name="Return and Reintegration"))
        assert page.url.endswith(WITH_HOURS)
        follow(page, page.get_by_role("link", name="Kenya").first)
        assert page.locator("h1").inner_text() == "Kenya"


def test_restricted_meeting_tells_its_title_and_days_alone(someone):
    with someone() as page:
        page.goto("/meetings/coming-restricted/")
        assert page.locator("h1").inner_text() == "Steering Committee"
        assert page.locator("main").get_by_text("Nairobi").count() == 0
        assert page.locator("main .lead").all_inner_texts() == [
            "Only the title and the days of this meeting are public."
        ]


def test_cancelled_meeting_says_so_first(someone):
    with someone(width=PHONE) as page:
        page.goto("/meetings/coming-cancelled/")
        assert page.locator("main .state").first.inner_text() == "Cancelled"
        notice = page.locator(".notice")
        assert notice.inner_text() == "Cancelled on 20 February 2026: the host asks for another year."
        assert notice.bounding_box()["y"] < page.locator(".date").first.bounding_box()["y"]
