"""The public pages, one of each kind and in each state that looks different; and the screens they are seen on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

WIDE, TABLET, PHONE, ZOOMED = 1280, 768, 360, 320
"""The last is what is left of 1280 when letters are four times as large (WCAG 2.2, 1.4.10)."""

MISSING = "/meetings/there-is-no-such-meeting/"
WITH_HOURS = "/meetings/coming-with-hours/"
UNEVEN = "/meetings/coming-with-uneven-hours/"

PAGES = {
    "home": "/",
    "list": "/meetings/",
    "second page of the list": "/meetings/?page=2",
    "filtered list": "/meetings/?type=thematic-meeting&domain=1&when=past",
    "search without results": "/meetings/?q=zeppelin",
    "meeting with hours": WITH_HOURS,
    "meeting with uneven hours": UNEVEN,
    "online meeting": "/meetings/coming-online/",
    "cancelled meeting": "/meetings/coming-cancelled/",
    "restricted meeting": "/meetings/coming-restricted/",
    "meeting known by its month": "/meetings/coming-month/",
    "meeting of 2022": "/meetings/tm-legalpathways-mombasa-2022/",
    "undated meeting": "/meetings/sc-nairobi-2018/",
    "month": "/calendar/?month=2026-04",
    "year": "/calendar/2017/",
    "partners": "/partners/",
    "state": "/partners/ke/",
    "organisation": "/partners/auc/",
    "governance": "/governance/",
    "governance on a day": "/governance/?on=2021-05-26",
    "resources": "/resources/",
    "filtered resources": "/resources/?kind=agenda&language=en&year=2022&partner=ke",
    "resources without results": "/resources/?q=zeppelin",
    "gallery": "/gallery/",
    "feeds": "/feeds/",
    "feeds of a choice": "/feeds/?partner=ke&domain=1&entries=fr",
    "about": "/about/",
    "contact": "/contact/",
    "legal notice": "/legal/",
    "accessibility": "/accessibility/",
    "data protection": "/data-protection/",
    "missing page": MISSING,
}

each_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
each_direction = pytest.mark.parametrize("language", ["en", "ar"])
each_language = pytest.mark.parametrize("language", ["en", "fr", "ar"])


def follow(page: Page, way: Locator) -> None:
    """Press a link or a button that leads to a page, and wait until that page is whole."""
    with page.expect_navigation():
        way.click()


def at_width(page: Page, width: int, look: Callable):
    """What is seen of the open page on a screen of this width; afterwards it is as before."""
    before = page.viewport_size
    page.set_viewport_size({**before, "width": width})
    try:
        return look(page)
    finally:
        page.set_viewport_size(before)
