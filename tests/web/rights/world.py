"""One of everything that an address can name, and somebody of every role, in a folder that is put back each time."""

import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from kpevents.core.policy import ANONYMOUS, Actor, Role
from kpevents.features.accounts import queries as accounts
from kpevents.features.accounts.actions import requests
from kpevents.features.accounts.models import SignIn, UserGrant
from kpevents.features.accounts.rules import Given, running
from kpevents.features.papers.rules import Kind
from kpevents.infra import memo
from kpevents.infra.db import db, unit_of_work
from tests import factories as make
from tests.cast import make_person, signed_in
from tests.hosting.things import make_candidature, make_offer
from tests.outbox.letters import queue, with_link
from tests.papers.making import add
from tests.times import NOW
from tests.web.rights.things import NO_NUMBER

READERS = (
    "administrator", "secretariat", "committee reader", "own focal point", "another partner's", "host liaison",
    "expired liaison", "without a role", "stranger",
)  # fmt: skip
"""The own partner is Kenya, the own meeting the one that the addresses name."""
STRANGER = READERS[-1]
COOKIE = "__Host-session"


@dataclass
class World:
    app: Flask
    folder: Path
    partner_id: int = 0
    meeting_id: int = 0
    people: dict[str, int] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)

    @property
    def _kept(self) -> Path:
        return self.folder.with_name(f"{self.folder.name} as it was")

    def keep(self) -> None:
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.session.remove()
        db.engine.dispose()
        shutil.copytree(self.folder, self._kept)

    def put_back(self) -> None:
        """As everything was at first."""
        db.session.remove()
        db.engine.dispose()
        memo.forget()
        self.app.extensions["calendar files"].clear()
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)
        self.browsers = {reader: self._browser(reader) for reader in READERS}

    def _browser(self, reader: str) -> FlaskClient:
        browser = self.app.test_client()
        if reader in self.cookies:
            browser.set_cookie(COOKIE, self.cookies[reader])
        return browser

    def actor(self, reader: str) -> Actor:
        if reader == STRANGER:
            return ANONYMOUS
        user = accounts.get(self.people[reader])
        return Actor(user.id, user.name, running((accounts.given(row) for row in user.grants), NOW.date()))

    def session_of(self, reader: str) -> int:
        """A session of this person; of a stranger, anybody's."""
        of_whom = self.people.get(reader) or self.people[READERS[0]]
        return db.session.scalar(select(SignIn.id).where(SignIn.user_id == of_whom)) or NO_NUMBER

    def ask(self, reader: str, method: str, path: str, *, token: bool = True) -> TestResponse:
        """What is posted carries the token of the browser's session, and nothing that somebody typed."""
        browser = self.browsers[reader]
        if method == "GET":
            return browser.get(path)
        return browser.post(path, data={"csrf_token": self._token(browser)} if token else {})

    def _token(self, browser: FlaskClient) -> str:
        bare = "0" * 40
        with browser.session_transaction() as held:
            held["csrf_token"] = bare
        return URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(bare)


def fill(world: World) -> None:
    own, other = make.make_partner(code="ke"), make.make_partner(code="de")
    series, kind = make.make_series(), make.make_type()
    meeting = make.make_meeting(type_id=kind.id, series_id=series.id, series_number=1, cluster="one-trip", settled=True)
    elsewhere = make.make_meeting(settled=True)
    world.partner_id, world.meeting_id = own.id, meeting.id
    world.ids = {
        "other partner": other.id,
        "meeting": meeting.slug,
        "foreign meeting": elsewhere.slug,
        "series": series.slug,
        "type": kind.slug,
        "page": make.make_page().slug,
        "term": make.make_term(make.make_body(), other, "2024-01-01", "2025-01-01").key,
        "contact": make.make_contact(own).id,
        "foreign contact": make.make_contact(other).id,
        "offer": make_offer(own).id,
        "foreign offer": make_offer(other).id,
        "candidature": make_candidature(own).id,
        "paper": add(meeting),
        "photo": add(meeting, kind=Kind.PHOTO),
        "foreign paper": add(elsewhere),
        "message": queue(with_link())[0].id,
    }
    for slug in ("about", "accessibility", "data-protection", "legal", "contact"):
        make.make_page(slug=slug)
    _settle_people(world)


def _settle_people(world: World) -> None:
    liaison = Given(Role.HOST_LIAISON, meeting_id=world.meeting_id, ends_on=NOW.date())
    person, another = make_person(liaison), make_person(liaison)
    with unit_of_work():
        asked = requests.ask("ada@example.org", "Ada", "Ministry", "", "en", now=NOW)
        requests.confirm(asked, now=NOW)
        world.ids |= {"person": person, "request": asked.id}
    for name, user in (("grant", person), ("foreign grant", another)):
        world.ids[name] = db.session.scalar(select(UserGrant.id).where(UserGrant.user_id == user))
    world.people = {reader: make_person(*given) for reader, given in _grants(world).items()}
    browsers = {reader: signed_in(world.app, user) for reader, user in world.people.items()}
    world.cookies = {reader: browser.get_cookie(COOKIE).value for reader, browser in browsers.items()}
    signed_in(world.app, another)
    world.ids["sign-in"] = db.session.scalar(select(SignIn.id).where(SignIn.user_id == another))


def _grants(world: World) -> dict[str, list[Role | Given]]:
    meeting, today = world.meeting_id, NOW.date()
    return {
        "administrator": [Role.ADMINISTRATOR],
        "secretariat": [Role.SECRETARIAT],
        "committee reader": [Role.COMMITTEE_READER],
        "own focal point": [Given(Role.FOCAL_POINT, world.partner_id)],
        "another partner's": [Given(Role.FOCAL_POINT, world.ids["other partner"])],
        "host liaison": [Given(Role.HOST_LIAISON, meeting_id=meeting, ends_on=today)],
        "expired liaison": [Given(Role.HOST_LIAISON, meeting_id=meeting, ends_on=today - timedelta(days=1))],
        "without a role": [],
    }
