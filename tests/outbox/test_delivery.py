"""What waits is delivered: each message for itself, with its link made at the last moment and kept nowhere."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from kpevents.core.links import LIVES, LinkRefused, Purpose
from kpevents.features.outbox import delivery, queries, rules
from kpevents.features.outbox.rules import MASK, State
from kpevents.infra.db import unit_of_work
from tests.outbox import servers
from tests.outbox.letters import LINKS, letter, queue, sender, with_link
from tests.times import BASE, NOW

DOMAIN = "kp.example.org"


def deliver(way, now=NOW) -> list[State]:
    """As the worker does it; how each message stands that it took in hand."""
    states = []
    while taken := claim(now):
        outcome = delivery.send(taken, way, now=now)
        with unit_of_work():
            states.append(delivery.settle_one(taken, outcome, now=now))
    return states


def claim(now=NOW):
    with unit_of_work():
        return delivery.claim(DOMAIN, now=now)


def stands(message_id):
    return queries.get(message_id)


def everything_in(db) -> str:
    tables = inspect(db.engine).get_table_names()
    with Session(db.engine) as session:
        return "\n".join(str(session.execute(text(f"SELECT * FROM {table}")).all()) for table in tables)


def test_what_waits_is_sent_oldest_first(db, box):
    queue(letter(subject="second"), now=NOW - timedelta(minutes=1))
    queue(letter(subject="first"), now=NOW - timedelta(minutes=2))
    queue(letter(subject="not yet"), now=NOW + timedelta(minutes=1))
    assert deliver(sender(box.server)) == [State.SENT, State.SENT]
    assert [each["Subject"] for each in box.messages] == ["first", "second"]
    sent = stands(1)
    assert (sent.state, sent.sent_at, sent.tried_at, sent.attempts, sent.error) == (State.SENT, NOW, NOW, 1, "")
    assert stands(3).state is State.WAITING
    assert queries.is_any_due(NOW) is False
    assert queries.is_any_due(NOW + timedelta(minutes=1)) is True


def test_secret_link_is_in_the_mail_and_nowhere_in_the_database(db, box):
    message_id = queue(with_link())[0].id
    later = NOW + timedelta(days=10)
    deliver(sender(box.server), later)
    lines = box.messages[0].get_content().splitlines()
    address = lines[2]
    assert address.startswith(f"{BASE}/password/")
    token = address.rpartition("/")[2]
    assert LINKS.read(Purpose.SET_PASSWORD, token, now=later) == (7, 3)
    with pytest.raises(LinkRefused):  # its life began when it was sent, and not when it was queued
        LINKS.read(Purpose.SET_PASSWORD, token, now=later + LIVES[Purpose.SET_PASSWORD] + timedelta(seconds=1))
    assert stands(message_id).state is State.SENT
    assert token not in everything_in(db)
    assert "{link}" in everything_in(db)


def test_server_that_quotes_the_link_in_its_refusal_puts_it_into_no_column(db, box):
    quoted = {}
    box.to_text = lambda content: f"554 blocked: {quoted.setdefault('line', content.split(BASE)[1].splitlines()[0])}"
    message_id = queue(with_link())[0].id
    assert deliver(sender(box.server)) == [State.FAILED]
    assert stands(message_id).error == f"554 blocked: /password/{MASK}"
    assert len(quoted["line"]) > 40


def test_refusal_that_may_pass_is_tried_again_later_under_the_same_name(db, box):
    box.to_receiver["amina@example.org"] = "450 busy"
    message_id = queue(letter())[0].id
    assert deliver(sender(box.server)) == [State.WAITING]
    waiting = stands(message_id)
    assert (waiting.next_try_at, waiting.error) == (NOW + timedelta(minutes=1), "450 busy")
    name = waiting.message_id
    assert deliver(sender(box.server)) == []

    box.to_receiver.clear()
    assert deliver(sender(box.server), NOW + timedelta(minutes=1)) == [State.SENT]
    sent = stands(message_id)
    assert (sent.attempts, sent.error, sent.message_id) == (2, "", name)
    assert box.messages[0]["Message-ID"] == name


def test_refusal_for_good_fails_at_once(db, box):
    box.to_receiver["amina@example.org"] = "550 no such user"
    message_id = queue(letter())[0].id
    assert deliver(sender(box.server)) == [State.FAILED]
    assert (stands(message_id).error, stands(message_id).attempts) == ("550 no such user", 1)


def test_message_is_given_up_in_the_end(db, box):
    box.to_receiver["amina@example.org"] = "450 busy"
    message_id, now = queue(letter())[0].id, NOW
    for _ in rules.PAUSES:
        assert deliver(sender(box.server), now) == [State.WAITING]
        now = stands(message_id).next_try_at
    assert deliver(sender(box.server), now) == [State.FAILED]


def test_one_that_fails_stops_none_of_the_others(db, box):
    broken, *_ = queue(with_link(), letter(to="bad@example.org"), letter(to="late@example.org"), letter())
    with unit_of_work():
        queries.get(broken.id).link_purpose = "no_such_purpose"
    box.to_receiver = {"bad@example.org": "550 no such user", "late@example.org": "450 busy"}
    assert deliver(sender(box.server)) == [State.FAILED, State.FAILED, State.WAITING, State.SENT]
    assert "It cannot be written" in stands(broken.id).error


def test_server_that_is_away_loses_nothing(db):
    queue(letter(), letter())
    with servers.scripted(servers.drops) as server:
        assert deliver(sender(server)) == [State.WAITING, State.WAITING]


def test_nothing_is_open_while_a_message_is_sent(db):
    queue(letter())
    taken = claim()
    assert db.engine.pool.checkedout() == 0
    assert stands(taken.id).state is State.SENDING


def test_names_of_messages_differ_also_after_an_installation_was_made_anew(db):
    queue(letter(), letter())
    one, other = claim(), claim()
    assert one.message_id != other.message_id
    assert one.message_id == f"<20260302090000000000.{one.id}@{DOMAIN}>"


def test_outcome_belongs_to_the_message_that_was_sent_and_not_to_its_number(db, box):
    """A restore put another message in its place meanwhile."""
    queue(letter())
    taken = claim()
    outcome = delivery.send(taken, sender(box.server), now=NOW)
    with unit_of_work():
        db.session.delete(queries.get(taken.id))
    other = queue(letter())[0]
    with unit_of_work():
        assert delivery.settle_one(taken, outcome, now=NOW) is State.SENT
    assert stands(other.id).state is State.WAITING


@pytest.mark.parametrize("said", ["{}", "see {}!", "{}=", "<{}>", "=3D{}", "x{}x"])
@pytest.mark.parametrize("part", [slice(None), slice(0, 30), slice(20, None), slice(5, 20)])
def test_no_part_of_a_link_is_kept(said, part):
    secret = "WzcsM10.aaVRkA.PEpu0VWXdAYx57htvraCu-sF-wbJfl0"
    kept = delivery.in_a_line(said.format(secret[part]), secret)
    assert secret[part][1:-1] not in kept
    assert MASK in kept


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("550-first\n550 second", "550-first 550 second"),
        ("550 \x1b[31mred\x00\u202e", "550 [31mred"),
        ("5" * 500, "5" * 300),
    ],
)
def test_what_a_server_says_is_kept_as_one_plain_line(said, line):
    assert delivery.in_a_line(said, "") == line
