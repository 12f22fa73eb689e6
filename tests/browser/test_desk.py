"""The pages of those who sign in: what axe finds in them, and whether they fit a phone."""

import pytest

from tests.browser.accessibility import findings
from tests.browser.officers import FOCAL_POINT_ADDRESS, OFFICER_ADDRESS
from tests.browser.pages import PHONE, WIDE, at_width, each_direction, follow
from tests.cast import PASSWORD

DRAFT = "/desk/meetings/a-draft-in-the-making-2026"
OFFICER_PAGES = [
    "/desk/", "/desk/meetings/", "/desk/meetings/new", f"{DRAFT}/", f"{DRAFT}/edit", f"{DRAFT}/copy", f"{DRAFT}/delete",
    f"{DRAFT}/status/confirmed", "/desk/meetings/coming-with-hours/status/cancelled", f"{DRAFT}/journal/",
    f"{DRAFT}/papers/", "/desk/meetings/tm-legalpathways-mombasa-2022/papers/", "/desk/hosting/",
    "/desk/hosting/candidates?type=thematic-meeting&with=ke", "/desk/offers/",
    "/desk/chairmanship/", "/desk/chairmanship/new", "/desk/records/", "/desk/types/", "/desk/types/new",
    "/desk/types/webinar/", "/desk/series/", "/desk/series/new", "/desk/clusters/", "/desk/pages/",
    "/desk/pages/about/", "/desk/partners/", "/desk/partners/ke/", "/desk/partners/ke/contacts/",
    "/desk/partners/ke/contacts/new",
    "/desk/contacts/", "/desk/terms/", "/desk/terms/new", "/desk/mail/", "/desk/journal/", "/account/",
    "/account/password", "/account/profile", "/account/codes", "/delegations/",
]  # fmt: skip
FOCAL_POINT_PAGES = ["/delegations/", "/delegations/ke/offers/", "/delegations/ke/offers/new", "/account/"]


@pytest.fixture(scope="module")
def signed_in(someone):
    """A window in which this person is signed in, open from test to test."""
    opened = {}

    def window(address: str, language: str):
        if (address, language) not in opened:
            context = someone(language)
            page = context.__enter__()
            page.goto("/sign-in")
            page.locator("#email").fill(address)
            page.locator("#password").fill(PASSWORD)
            follow(page, page.locator("main form button"))
            opened[address, language] = context, page
        return opened[address, language][1]

    yield window
    for context, _ in opened.values():
        context.__exit__(None, None, None)


def look(page):
    """What is seen of the open page at its width: faults that axe calls grave, and what does not fit."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return findings(page), wide


@each_direction
@pytest.mark.parametrize("path", OFFICER_PAGES)
def test_desk_is_open_to_everybody(signed_in, path, language):
    page = signed_in(OFFICER_ADDRESS, language)
    answer = page.goto(path)
    seen = {width: at_width(page, width, look) for width in (WIDE, PHONE)}
    assert (answer.status, seen) == (200, {WIDE: ([], 0), PHONE: ([], 0)})


@each_direction
@pytest.mark.parametrize("path", FOCAL_POINT_PAGES)
def test_focal_points_pages_are_open_to_everybody(signed_in, path, language):
    page = signed_in(FOCAL_POINT_ADDRESS, language)
    answer = page.goto(path)
    seen = {width: at_width(page, width, look) for width in (WIDE, PHONE)}
    assert (answer.status, seen) == (200, {WIDE: ([], 0), PHONE: ([], 0)})
