"""Who may open what: every view against every role. The table says it, the policy says it, and the pages do it."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule

from kpevents.application import create_app
from kpevents.core.policy import Actor, Permission, allows, reach
from kpevents.infra import clock
from kpevents.infra.settings import Settings
from tests import databases
from tests.conftest import app_on_a_copy
from tests.times import NOW
from tests.web.rights.things import THINGS, method_of, path_to, thing_of
from tests.web.rights.world import READERS, STRANGER, World, fill

OPEN, FORBIDDEN, NOT_THERE, SIGN_IN = "open", "403", "404", "sign in"
_LETTERS = {"o": OPEN, "f": FORBIDDEN, "n": NOT_THERE, "s": SIGN_IN}

# the readers, in their order: administrator, secretariat, committee reader, own focal point, another partner's,
# host liaison, expired liaison, without a role, stranger
TABLE = {
    "public":                       "o o o o o o o o o",
    "account":                      "o o o o o o o o s",
    "use_desk":                     "o o f f f f f f s",
    "plan_meetings":                "o o f f f f f f s",
    "keep_records":                 "o o f f f f f f s",
    "manage_people":                "o o f f f f f f s",
    "read_journal":                 "o o f f f f f f s",
    "read_outbox":                  "o o f f f f f f s",
    "reveal_links":                 "o f f f f f f f s",
    "answer_for_partner somewhere": "o o f o o f f f s",
    "answer_for_partner for code":  "o o f o n f f f s",
    "follow_meeting for slug":      "o o f f f o f f s",
    "see_for_partners":             "o o o o o o f f s",
    "see_planned":                  "o o o f f f f f s",
}  # fmt: skip
"""What each guard answers for a thing that is there. ``answer_for_partner for code`` is asked for Kenya."""


GUARDS = {
    "/": {"public"},
    "/account/": {"account"},
    "/delegations/": {"answer_for_partner somewhere", "answer_for_partner for code"},
    "/desk/": {"use_desk", "keep_records"},
    "/desk/hosting/": {"plan_meetings"},
    "/desk/journal": {"read_journal"},
    "/desk/mail": {"read_outbox", "reveal_links"},
    "/desk/meetings": {"plan_meetings", "read_journal"},
    "/desk/offers": {"plan_meetings"},
    "/desk/partners": {"keep_records", "read_journal"},
    "/desk/people": {"manage_people", "read_journal"},
    "/desk/requests": {"manage_people"},
}
"""What may guard the addresses below, the nearest counts: so that nobody opens a page of the desk by a slip."""


def row(guard: str) -> dict[str, str]:
    """Raises KeyError for a guard that no line of the table speaks of."""
    return {reader: _LETTERS[letter] for reader, letter in zip(READERS, TABLE[guard].split(), strict=True)}


def _map(folder: Path) -> tuple[Flask, list[Rule]]:
    app = create_app(Settings(secret_key=databases.SECRET, instance=folder, database_url="sqlite://"))
    return app, [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


APP, VIEWS = _map(Path("instance"))
each_view = pytest.mark.parametrize("rule", VIEWS, ids=lambda rule: f"{method_of(rule)} {rule.rule}")


def guard_of(rule: Rule) -> str:
    return str(APP.view_functions[rule.endpoint].guard)


@pytest.fixture(scope="module")
def kept_world(tmp_path_factory):
    """On SQLite: rights do not depend on the database, and its file is quickly put back."""
    folder = tmp_path_factory.mktemp("rights") / "world"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch, app_on_a_copy("sqlite", folder, databases.migrate) as app:
        patch.setattr(clock, "now", lambda: NOW)
        with app.app_context():
            world = World(app, folder)
            fill(world)
            world.keep()
            yield world


@pytest.fixture
def world(kept_world):
    kept_world.put_back()
    return kept_world


def expected(actor: Actor, guard: str, world: World) -> str:
    """What the policy says, by itself."""
    if guard == "public":
        return OPEN
    if actor.user_id is None:
        return SIGN_IN
    if guard == "account":
        return OPEN
    name, _, scope = guard.partition(" ")
    permission = Permission(name)
    where = {"for code": {"partner": world.partner_id}, "for slug": {"meeting": world.meeting_id}}.get(scope, {})
    if allows(actor, permission, **where) or (scope == "somewhere" and reach(actor, permission)):
        return OPEN
    return NOT_THERE if where and reach(actor, permission) else FORBIDDEN


@pytest.mark.parametrize("guard", TABLE)
def test_table_equals_the_policy(world, guard):
    assert row(guard) == {reader: expected(world.actor(reader), guard, world) for reader in READERS}


def test_table_speaks_of_every_permission_that_guards_a_view():
    assert {guard_of(rule) for rule in VIEWS} - set(TABLE) == set()


@each_view
def test_guard_is_one_of_those_for_its_place(rule):
    place = max((each for each in GUARDS if rule.rule.startswith(each)), key=len)
    assert guard_of(rule) in GUARDS[place]


@each_view
def test_every_view_answers_every_role_as_the_table_says(world, rule):
    guard, method = guard_of(rule), method_of(rule)
    wanted, found = row(guard), {}
    for reader in sorted(READERS, key=lambda each: wanted[each] == OPEN):  # who may change nothing comes first
        if method == "POST" and wanted[reader] == OPEN:
            world.put_back()
        answer = world.ask(reader, method, path_to(world, rule, reader))
        found[reader] = seen(answer, guard)
        answer.close()
    assert found == wanted


def seen(answer, guard: str) -> str:
    """An answer that a role or a thing does not stand in the way of is open, whatever the form or a rule says."""
    leads_to_sign_in = answer.status_code in (302, 303) and answer.location.startswith("/sign-in")
    if answer.status_code == 401 or (leads_to_sign_in and guard != "public"):
        return SIGN_IN
    if answer.status_code in (403, 404):
        return str(answer.status_code)
    return OPEN if answer.status_code < 500 else f"a fault: {answer.status_code}"


def things_in(rule: Rule, kind: str) -> list[str]:
    return [name for name in sorted(rule.arguments) if getattr(thing_of(rule, name), kind) is not None]


NAMING = [rule for rule in VIEWS if rule.arguments and things_in(rule, "absent")]
WITH_PARENTS = [rule for rule in VIEWS if rule.arguments and things_in(rule, "foreign")]


@pytest.mark.parametrize("rule", NAMING, ids=lambda rule: f"{method_of(rule)} {rule.rule}")
def test_what_is_not_there_is_not_there(world, rule):
    for name in things_in(rule, "absent"):
        path = path_to(world, rule, READERS[0], **{name: thing_of(rule, name).absent})
        answer = world.ask(READERS[0], method_of(rule), path)
        assert (path, answer.status_code) == (path, 404)


@pytest.mark.parametrize("rule", WITH_PARENTS, ids=lambda rule: f"{method_of(rule)} {rule.rule}")
def test_what_belongs_to_somebody_else_is_not_there(world, rule):
    """Not even for those who may open it at its own address."""
    for name in things_in(rule, "foreign"):
        path = path_to(world, rule, READERS[0], **{name: thing_of(rule, name).foreign(world, READERS[0])})
        answer = world.ask(READERS[0], method_of(rule), path)
        assert (path, answer.status_code) == (path, 404)


POSTS = [rule for rule in VIEWS if method_of(rule) == "POST"]


@pytest.mark.parametrize("rule", POSTS, ids=lambda rule: rule.rule)
def test_nothing_is_done_without_the_token_of_the_session(world, rule):
    path = path_to(world, rule, READERS[0])
    answer = world.ask(READERS[0], "POST", path, token=False)
    assert answer.status_code in (403, 404, 409, 422) or answer.location == "/sign-in"


def test_view_that_is_new_is_noticed():
    new = Rule("/desk/budgets/<int:budget_id>/", endpoint="new", methods=["GET"])
    Map([new])
    with pytest.raises(LookupError, match=r"say in tests/web/rights/things\.py what <budget_id> is"):
        thing_of(new, "budget_id")
    with pytest.raises(KeyError):
        row("spend_money")


def test_no_thing_is_told_of_that_no_address_names():
    used = {thing_of(rule, name) for rule in [*VIEWS, *APP.url_map.iter_rules("static")] for name in rule.arguments}
    assert set(THINGS) - used == set()


def test_stranger_is_the_last_of_the_readers():
    assert READERS[-1] == STRANGER
