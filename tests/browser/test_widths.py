"""Small screens and paper."""

import pytest

from tests.browser.pages import (
    PHONE,
    TABLET,
    WIDE,
    WITH_HOURS,
    ZOOMED,
    at_width,
    each_direction,
    each_language,
    each_page,
)

_SIDEWAYS = """() => {
  const { scrollWidth, clientWidth, dir } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const sticksOut = ({ left, right }) => (dir === "rtl" ? left < -0.5 : right > clientWidth + 0.5);
  const range = document.createRange();
  const extent = (it) => (range.selectNodeContents(it), range.getBoundingClientRect());
  const leaves = [...document.body.querySelectorAll("main :not(:has(*))")];
  const found = leaves.filter((it) => sticksOut(extent(it)));
  return [`the page is ${scrollWidth} wide`, ...found.map((it) => it.outerHTML.slice(0, 120))];
}"""


def _sideways(page) -> list[str]:
    return page.evaluate(_SIDEWAYS)


@each_language
@each_page
def test_nothing_scrolls_sideways(windows, path, language):
    page = windows(language, PHONE)
    page.goto(path)
    assert {width: at_width(page, width, _sideways) for width in (PHONE, ZOOMED)} == {PHONE: [], ZOOMED: []}


@each_direction
@pytest.mark.parametrize("path", ["/", "/meetings/", WITH_HOURS, "/feeds/"])
def test_what_a_finger_must_hit_is_large_enough(windows, path, language):
    """Buttons, fields and the ways through the site: 44 px high, up to what rounding takes."""
    page = windows(language, PHONE)
    page.goto(path)
    targets = page.locator(".btn:visible, input:visible, select:visible, .nav a:visible, summary:visible, .langs a")
    heights = targets.evaluate_all("all => all.map((it) => [it.outerHTML, it.getBoundingClientRect().height])")
    assert [target for target, height in heights if height < 43.5] == []


@each_direction
def test_the_further_filters_are_wide_enough_to_read_on_a_small_screen(windows, language):
    page = windows(language, PHONE)
    page.goto("/meetings/")
    page.locator(".filters details summary").click()
    fields = page.locator(".filters details :is(select, input:not([type=checkbox])):visible")
    read = "all => all.map((it) => it.getBoundingClientRect().width)"
    widths = {width: at_width(page, width, lambda page: fields.evaluate_all(read)) for width in (PHONE, TABLET)}
    assert len(widths[PHONE]) > 2
    assert [(width, field) for width, found in widths.items() for field in found if field < 120] == []


@each_direction
def test_paper_carries_the_meeting_and_none_of_the_ways_through_the_site(someone, language):
    with someone(language) as page:
        page.goto(WITH_HOURS)
        page.emulate_media(media="print")
        shown = {part: page.locator(part).first.is_visible() for part in ("h1", ".date", ".facts", ".clocks")}
        hidden = {part: page.locator(part).first.is_visible() for part in (".nav", ".langs", ".links", ".foot ul")}
        assert shown == dict.fromkeys(shown, True)
        assert hidden == dict.fromkeys(hidden, False)


@pytest.mark.parametrize("path", ["/", "/meetings/", "/feeds/"])
def test_paper_carries_no_buttons(windows, path):
    page = windows("en", WIDE)
    page.goto(path)
    page.emulate_media(media="print")
    printed = page.locator("nav:visible, form:visible, .btn:visible").count()
    page.emulate_media(media="screen")
    assert printed == 0
