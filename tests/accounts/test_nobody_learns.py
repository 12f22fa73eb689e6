"""Neither a page nor its time tells whether an address has an account (OWASP ASVS 5.0, 6.3.8)."""

import re
import time
from statistics import median

import argon2
import pytest
from sqlalchemy import event

from kpevents.core.policy import Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import people
from kpevents.infra import clock, secrets
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.accounts.people import OFFICE, PASSWORD, closed, invited, make_user, with_factor
from tests.cast import signed_in
from tests.sending import filled, form_of

pytestmark = pytest.mark.usefixtures("db")

REQUEST = {"name": "Ada", "organisation": "Ministry", "words": "Please."}
NEW_TOKENS = re.compile(r'(name="(?:csrf_token|press)"[^>]*value|X-Request-Id)="?[^">]*"?')
ASKED = {
    "/sign-in": {"password": "wrong words altogether"},
    "/forgotten": {},
    "/request-account": REQUEST,
}
each_page = pytest.mark.parametrize("page", ASKED)


def erased():
    user = make_user()
    email = user.email
    with unit_of_work():
        people.erase(queries.get(user.id), by=OFFICE, now=clock.now())
    return email


def with_a_phone():
    user = make_user(Role.SECRETARIAT)
    with_factor(user)
    return user


KINDS = {
    "active": lambda: make_user().email,
    "with a second factor": lambda: with_a_phone().email,
    "invited": lambda: invited().email,
    "closed": lambda: closed().email,
    "erased": erased,
}
each_kind = pytest.mark.parametrize("kind", KINDS)


class Watch:
    """What a request asks of the database and of argon2."""

    def __init__(self, monkeypatch) -> None:
        self.statements: list[str] = []
        self.digests = 0
        for name in ("hash", "verify"):
            monkeypatch.setattr(argon2.PasswordHasher, name, self._counted(getattr(argon2.PasswordHasher, name)))

    def _counted(self, real):
        def counted(*given, **more):
            self.digests += 1
            return real(*given, **more)

        return counted

    def asked(self, browser, page: str, **typed):
        """The answer, with its statements without their values, and the number of digests."""
        form = filled(form_of(browser, page, page), **typed)
        self.statements, self.digests = [], 0
        event.listen(database.engine, "before_cursor_execute", self._note)
        answer = browser.post(page, data=form)
        event.remove(database.engine, "before_cursor_execute", self._note)
        return answer, self.statements, self.digests

    def _note(self, _connection, _cursor, statement, _values, _context, _many) -> None:
        self.statements.append(" ".join(statement.split()))


@pytest.fixture
def watch(monkeypatch):
    secrets.is_password("once", None)
    return Watch(monkeypatch)


def shown(answer) -> tuple[int, str | None, str, list[tuple[str, str]]]:
    """All that a browser gets, without what is new each time."""
    told = [(name, text) for name, text in answer.headers if name not in ("X-Request-Id", "Set-Cookie")]
    return answer.status_code, answer.location, NEW_TOKENS.sub("", answer.text), told


@each_page
@each_kind
def test_answer_is_the_same_to_the_byte(app, page, kind):
    email, nobody = KINDS[kind](), "nobody-here@example.org"
    answers = []
    for typed in (email, nobody):
        browser = app.test_client()
        answer = browser.post(page, data=filled(form_of(browser, page, page), email=typed, **ASKED[page]))
        status, location, text, told = shown(answer)
        told = [each for each in told if each[0] != "Content-Length"]
        answers.append((status, location, text.replace(typed, "address"), told))
    assert answers[0] == answers[1]


@each_page
@each_kind
def test_database_and_argon2_do_the_same_work(app, page, kind, watch):
    email = KINDS[kind]()
    work = [watch.asked(app.test_client(), page, email=each, **ASKED[page])[1:] for each in (email, "no@example.org")]
    assert work[0] == work[1]
    assert work[0][1] == (1 if page == "/sign-in" else 0)


def test_address_that_is_moved_to_gets_the_same_work(app, watch):
    taken = make_user().email
    work = []
    for email in (taken, "free@example.org"):
        browser = signed_in(app, make_user().id)
        answer, statements, digests = watch.asked(browser, "/account/address", email=email, password=PASSWORD)
        work.append((shown(answer)[:2], statements, digests))
    assert work[0] == work[1]


ROUNDS, APART = 15, 1.35
"""Taken in turn, so that what else the machine does falls on both alike; the middle of each, so that a hiccup does not
count. Without the equal work a refusal with an account takes more than twice as long: see the last test.
"""


def seconds(browser, form, email: str, page: str) -> float:
    began = time.perf_counter()
    browser.post(page, data=filled(form, email=email))
    return time.perf_counter() - began


def ratio(app, monkeypatch, page: str) -> float:
    """How much longer an address with an account takes, or the other way round."""
    monkeypatch.setattr("kpevents.infra.limits.count", lambda *_: None)
    browser, email = app.test_client(), make_user().email
    form = filled(form_of(browser, page, page), **ASKED[page])
    taken: dict[str, list[float]] = {email: [], "nobody-here-12@example.org": []}
    for round_ in range(ROUNDS + 2):
        for each, times in taken.items():
            form.setlist("press", [f"{round_} {each}"])
            spent = seconds(browser, form, each, page)
            if round_ > 1:
                times.append(spent)
    known, unknown = (median(times) for times in taken.values())
    return max(known, unknown) / min(known, unknown)


@each_page
def test_time_is_the_same(app, monkeypatch, page):
    assert min(ratio(app, monkeypatch, page) for _ in range(3)) < APART


def test_time_would_tell_if_the_work_were_not_the_same(app, monkeypatch):
    monkeypatch.setattr(
        queries, "is_password", lambda password, digest: digest and secrets.is_password(password, digest)
    )
    assert ratio(app, monkeypatch, "/sign-in") > APART
