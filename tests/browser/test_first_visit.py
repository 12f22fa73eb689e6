"""What a page costs somebody who was never here, on a bad line; and that the browser has nothing to complain of."""

from http import HTTPStatus

from tests.browser.pages import MISSING, each_direction, each_page

MOST_BYTES = 60_000
MOST_REQUESTS = 6
ARABIC_FONT = "/static/fonts/amiri.woff2"
PHOTOS = "/papers/"
SAID_OF_A_MISSING_PAGE = "error: Failed to load resource: the server responded with a status of 404 (NOT FOUND)"


@each_direction
@each_page
def test_page_is_there(visit, path, language):
    assert visit(path, language).status == (HTTPStatus.NOT_FOUND if path == MISSING else HTTPStatus.OK)


@each_direction
@each_page
def test_page_is_light(visit, path, language):
    """One subset of an Arabic font is not counted for those who read Arabic, nor photos: they come when looked at."""
    sizes = {name: size for name, size in visit(path, language).sizes.items() if not name.startswith(PHOTOS)}
    counted = {name: size for name, size in sizes.items() if (language, name) != ("ar", ARABIC_FONT)}
    assert sum(counted.values()) <= MOST_BYTES, counted
    assert len(counted) <= MOST_REQUESTS, counted


@each_direction
@each_page
def test_page_asks_no_other_host(visit, path, language):
    assert visit(path, language).foreign == []


@each_direction
@each_page
def test_browser_complains_of_nothing(visit, path, language):
    expected = [SAID_OF_A_MISSING_PAGE] if path == MISSING else []
    assert visit(path, language).complaints == expected
