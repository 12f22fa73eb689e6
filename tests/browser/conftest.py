"""The product as people meet it: in a browser. Without one, all of this folder is left out."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from socket import create_server
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kpevents.application import ROOT
from tests import surroundings
from tests.browser.pages import WIDE
from tests.browser.visits import Visit, visited

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCALES = {"en": "en-GB", "fr": "fr-FR", "ar": "ar-EG"}


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = surroundings.browser()
    if path is None:
        pytest.skip("no chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(chromium, tmp_path_factory) -> Iterator[str]:
    """The address of the product, once it answers there. It ends when its standard input does."""
    log = tmp_path_factory.mktemp("site") / "log"
    with create_server(("127.0.0.1", 0)) as socket:
        address = "http://{}:{}".format(*socket.getsockname())
        process = _begin(socket, log)
    with process:
        try:
            urlopen(f"{address}/readyz", timeout=60).close()  # noqa: S310 - an address of our own
        except OSError:
            process.kill()
            pytest.fail(f"The product did not start: {log.read_text()}")
        yield address
        process.stdin.close()
    assert process.returncode == 0, log.read_text()


def _begin(socket, log: Path) -> subprocess.Popen:
    with log.open("w") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.browser.site", str(socket.fileno()), str(log.parent)],
            cwd=ROOT,
            pass_fds=[socket.fileno()],
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
        )


@pytest.fixture(scope="package")
def someone(chromium, site) -> Callable:
    """``with someone(language="ar", width=PHONE) as page:`` a person who was never here before."""

    @contextmanager
    def someone(language: str = "en", width: int = WIDE, **more) -> Iterator[Page]:
        usual = {
            "base_url": site,
            "locale": LOCALES[language],
            "viewport": {"width": width, "height": 800},
            "timezone_id": "UTC",
        }
        context = chromium.new_context(**usual | more)
        context.set_default_timeout(20_000)
        try:
            yield context.new_page()
        finally:
            context.close()

    return someone


@pytest.fixture(scope="package")
def windows(someone) -> Iterator[Callable]:
    """A window for each language and width, open from test to test: for those who only look."""
    with ExitStack() as opened:

        @cache
        def window(language: str, width: int, **more) -> Page:
            return opened.enter_context(someone(language, width, **more))

        yield window


@pytest.fixture(scope="package")
def visit(someone, site) -> Callable[[str, str], Visit]:
    """What went over the line when somebody opened a page for the first time. Each page is opened once."""

    @cache
    def visit(path: str, language: str) -> Visit:
        with someone(language) as page:
            return visited(page, path, site)

    return visit
