"""Accounts as people meet them in a browser: the pages are open to everybody, and a session that ends loses nothing."""

import pytest

from tests.browser.accessibility import findings
from tests.browser.officers import FOCAL_POINT_ADDRESS, OFFICER_ADDRESS
from tests.browser.pages import PHONE, WIDE, at_width, each_direction, follow
from tests.cast import PASSWORD

FOR_STRANGERS = ["/sign-in", "/forgotten", "/request-account", "/on-its-way", "/password-chosen", "/request-confirmed"]
FOR_OFFICERS = [
    "/desk/people/", "/desk/people/new", "/desk/people/1/", "/desk/people/2/", "/desk/people/2/name",
    "/desk/people/2/erase", "/desk/requests/", "/desk/requests/1/", "/account/address", "/account/factor",
    "/account/sessions/end-others",
]  # fmt: skip


def sign_in(page, address: str = OFFICER_ADDRESS) -> None:
    page.goto("/sign-in")
    page.locator("#email").fill(address)
    page.locator("#password").fill(PASSWORD)
    follow(page, page.locator("main form button"))


@pytest.fixture(scope="module")
def officer(someone):
    opened = {}

    def window(language: str):
        if language not in opened:
            context = someone(language)
            opened[language] = context, context.__enter__()
            sign_in(opened[language][1])
        return opened[language][1]

    yield window
    for context, _ in opened.values():
        context.__exit__(None, None, None)


def look(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return findings(page), wide


def is_open(page, path: str) -> None:
    answer = page.goto(path)
    seen = {width: at_width(page, width, look) for width in (WIDE, PHONE)}
    assert (answer.status, seen) == (200, {WIDE: ([], 0), PHONE: ([], 0)})


@each_direction
@pytest.mark.parametrize("path", FOR_STRANGERS)
def test_pages_for_strangers_are_open_to_everybody(windows, path, language):
    is_open(windows(language, WIDE), path)


@each_direction
@pytest.mark.parametrize("path", FOR_OFFICERS)
def test_pages_of_people_are_open_to_everybody(officer, path, language):
    is_open(officer(language), path)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_form_whose_session_ended_is_sent_again_after_signing_in_in_another_tab(someone, scripts):
    with someone(java_script_enabled=scripts) as page:
        sign_in(page, FOCAL_POINT_ADDRESS)
        page.goto("/account/profile")
        page.locator("#name").fill("Wanjiru “the second” <Otieno>")
        page.locator("#language-2").check()
        page.context.clear_cookies()
        follow(page, page.get_by_role("button", name="Save"))
        assert page.locator("h1").inner_text() == "Your session has ended. Nothing is lost."
        assert findings(page) == [] if scripts else True
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Sign in in another tab").click()
        sign_in(opened.value, FOCAL_POINT_ADDRESS)
        opened.value.close()
        follow(page, page.get_by_role("button", name="Send again"))
        assert page.locator("#name").input_value() == "Wanjiru “the second” <Otieno>"
        assert page.locator("#language-2").is_checked()
        follow(page, page.get_by_role("button", name="Save"))
        assert page.locator("h1").inner_text() == "Wanjiru “the second” <Otieno>"


def test_button_pressed_twice_asks_once(someone):
    with someone() as page:
        page.goto("/forgotten")
        page.locator("#email").fill("somebody@example.org")
        asked = []
        page.on("request", lambda request: asked.append(request.method) if request.method == "POST" else None)
        with page.expect_navigation(url="**/on-its-way"):
            page.get_by_role("button", name="Send me a message").dblclick()
        assert asked == ["POST"]


def test_form_can_be_sent_again_after_going_back(someone):
    """What was mended in between is not lost: it is another sending."""
    with someone() as page:
        for email in ("first@example.org", "second@example.org"):
            page.goto("/forgotten") if email.startswith("first") else page.go_back()
            page.locator("#email").fill(email)
            with page.expect_navigation(url="**/on-its-way"):
                page.get_by_role("button", name="Send me a message").click()


def test_page_never_leaves_the_site_with_a_secret(someone):
    """A link's page asks no other host, and says no other host where it is."""
    with someone() as page:
        answer = page.goto("/reset-password/made-up")
        assert answer.status == 409
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
