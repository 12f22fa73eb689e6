"""A newcomer starts the product from nothing, signs in, and runs a meeting from the first idea to its cancellation."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from queue import Queue
from threading import Thread

import pyotp
import pytest

from kpevents.application import ROOT
from tests.browser.pages import follow

FIVE_MINUTES = 300
TITLE = "Skills That Travel"
FIRST = datetime.now(UTC).date() + timedelta(days=120)
DAYS = (FIRST, FIRST + timedelta(days=1))
LATER = (FIRST + timedelta(days=7), FIRST + timedelta(days=8))
HOURS = (("09:00", "17:30"), ("10:00", "13:00"))
PASSWORD = "quiet herons at seven"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@pytest.fixture
def started(tmp_path):
    """What ``make run`` runs, in an empty folder; and the one-time link that it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KPEVENTS_")}
    environment |= {"KPEVENTS_INSTANCE": str(tmp_path / "instance"), "PORT": str(free_port())}
    command = [sys.executable, "-m", "flask", "--app", "app", "serve"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    lines: Queue[str] = Queue()
    reader = Thread(target=lambda: [lines.put(line) for line in server.stdout], daemon=True)
    reader.start()
    try:
        yield link_in(lines)
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0
        reader.join()
        server.stdout.close()


def link_in(lines: Queue) -> str:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if found := re.search(r"http://127\.0\.0\.1:\d+/first/\S+", lines.get(timeout=90)):
            return found[0]
    raise AssertionError("no link was printed")


def press(page, name: str) -> None:
    follow(page, page.locator("main").get_by_role("button", name=name, exact=True))


def go(page, name: str) -> None:
    follow(page, page.get_by_role("link", name=name, exact=True).first)


def become_administrator(page, link: str) -> None:
    """The address that was printed; a password; a second factor on the phone."""
    page.goto(link)
    page.get_by_label("E-mail address").fill("amina@example.org")
    page.get_by_label("Name").fill("Amina Officer")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Create the account")
    page.get_by_label("E-mail address").fill("amina@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
    press(page, "Go on")
    assert page.locator(".codes li").count() == 10
    go(page, "I have kept them")


def write_days(page, days: tuple[date, ...]) -> None:
    for n, (day, (begins, ends)) in enumerate(zip(days, HOURS, strict=True)):
        page.locator(f"#days-{n}-day").fill(str(day))
        page.locator(f"#days-{n}-begins").fill(begins)
        page.locator(f"#days-{n}-ends").fill(ends)


def plan_the_meeting(page) -> None:
    page.goto("/desk/")
    go(page, "Schedule a meeting")
    page.get_by_label("Type").select_option("Thematic meeting")
    page.locator("#title-en").fill(TITLE)
    write_days(page, DAYS)
    page.locator("#city-en").fill("Nairobi")
    page.get_by_label("Country").select_option("Kenya")
    page.locator("#roles-0-partner").select_option("Kenya")
    page.locator("#roles-1-partner").select_option("Germany")
    page.get_by_label("Confirmed").check()
    press(page, "Create the meeting")


def entries(page, feed: str) -> list[tuple[str, str]]:
    """Of the meeting in a feed: SEQUENCE and STATUS of each entry."""
    text = page.request.get(feed).text().replace("\r\n ", "")
    events = [event for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL) if TITLE in event]
    return [(re.search(r"SEQUENCE:(\d+)", event)[1], re.search(r"STATUS:(\w+)", event)[1]) for event in events]


FEEDS = ("/feeds/all.ics", "/feeds/type/thematic-meeting.ics", "/feeds/partner/ke.ics", "/feeds/partner/de.ics")
OTHER_FEEDS = ("/feeds/type/webinar.ics", "/feeds/partner/it.ics")


def in_feeds(page) -> set[tuple[str, str]]:
    return {entry for feed in FEEDS for entry in entries(page, feed) or [("missing in", feed)]}


def test_newcomer_runs_a_meeting_within_five_minutes(started, someone):
    began = time.monotonic()
    with someone(base_url=started.partition("/first/")[0]) as page:
        become_administrator(page, started)
        plan_the_meeting(page)
        assert page.locator("main .state").first.inner_text() == "Confirmed"
        assert time.monotonic() - began < FIVE_MINUTES

        page.goto("/meetings/?when=upcoming")
        assert page.get_by_role("link", name=TITLE).count() == 1
        assert in_feeds(page) == {("0", "CONFIRMED")}
        assert [entries(page, feed) for feed in OTHER_FEEDS] == [[], []]

        follow(page, page.get_by_role("link", name=TITLE))
        go(page, "This meeting at the desk")
        go(page, "Change")
        write_days(page, LATER)
        press(page, "Save the changes")
        assert in_feeds(page) == {("1", "CONFIRMED")}
        go(page, "Its page")
        assert re.match(r"Moved from .* to .*\.", page.locator(".notice").inner_text())

        go(page, "This meeting at the desk")
        follow(page, page.locator("main").get_by_role("link", name=re.compile("^Cancel the meeting")))
        page.locator("#reason-en").fill("the host asks for another year")
        press(page, "Cancel the meeting")
        assert in_feeds(page) == {("2", "CANCELLED")}
        go(page, "Its page")
        assert re.match(r"Cancelled on .*: the host asks for another year\.", page.locator(".notice").inner_text())
