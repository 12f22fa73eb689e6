"""Everybody can use every page: axe finds nothing serious, wide and on a phone, by day and by night."""

import pytest

from tests.browser.accessibility import findings
from tests.browser.pages import PAGES, PHONE, WIDE, WITH_HOURS, at_width, each_direction, each_page


@each_direction
@each_page
def test_nothing_stands_in_the_way(windows, path, language):
    page = windows(language, WIDE)
    page.goto(path)
    assert {width: at_width(page, width, findings) for width in (WIDE, PHONE)} == {WIDE: [], PHONE: []}


@each_direction
@pytest.mark.parametrize("path", ["/", "/meetings/", WITH_HOURS, PAGES["cancelled meeting"], PAGES["month"], "/feeds/"])
def test_contrast_holds_in_the_dark(windows, path, language):
    page = windows(language, WIDE, color_scheme="dark")
    page.goto(path)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground, findings(page, ["color-contrast"])) == ("rgb(13, 22, 21)", [])


@each_direction
def test_menu_of_a_phone_is_in_nobodys_way_when_it_is_open(windows, language):
    page = windows(language, PHONE)
    page.goto("/")
    page.locator("nav summary").click()
    assert findings(page) == []


@each_direction
def test_first_key_offers_to_skip_to_the_page(someone, language):
    with someone(language) as page:
        page.goto("/meetings/")
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        assert skip.get_attribute("href") == "#main"
        assert _inside(skip.bounding_box(), page.viewport_size)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main')?.id") == "main"


def test_every_link_of_the_masthead_can_be_reached_and_seen_by_keyboard(someone):
    with someone() as page:
        page.goto("/")
        links = page.locator(".mast a:visible").evaluate_all("links => links.map(({ href }) => href)")
        page.keyboard.press("Tab")  # the skip link
        reached = [_next_stop(page) for _ in links]
        assert reached == [(href, "solid") for href in links]


def _next_stop(page) -> tuple[str, str]:
    page.keyboard.press("Tab")
    return tuple(page.locator(":focus").evaluate("it => [it.href, getComputedStyle(it).outlineStyle]"))


def _inside(box, size) -> bool:
    fits = box["x"] + box["width"] <= size["width"] and box["y"] + box["height"] <= size["height"]
    return fits and box["x"] >= 0 and box["y"] >= 0
