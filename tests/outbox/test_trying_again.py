"""A message that waits or failed is tried again now; one that left, or is leaving, is not sent twice."""

from datetime import timedelta

import pytest

from kpevents.features.outbox import actions, queries
from kpevents.features.outbox.delivery import Outcome, claim, settle_one
from kpevents.features.outbox.rules import PAUSES, State
from kpevents.infra.db import unit_of_work
from tests.factories import OFFICER, lines
from tests.outbox.letters import letter, queue
from tests.times import NOW

LATER = NOW + timedelta(days=6)
REFUSED = Outcome(sent=False, for_good=True, why="550 no such user")


def attempt(outcome: Outcome, now=NOW) -> State:
    """What a worker does with the message that is due."""
    with unit_of_work():
        taken = claim("kp.example.org", now=now)
    with unit_of_work():
        return settle_one(taken, outcome, now=now)


def try_again(*ids: int, now=LATER) -> int:
    with unit_of_work():
        return actions.try_again(ids, by=OFFICER, now=now)


def test_failed_message_is_due_at_once_under_its_own_message_id(db):
    message = queue(letter())[0]
    attempt(REFUSED)
    first = queries.get(message.id).message_id
    assert not queries.is_any_due(LATER)
    assert try_again(message.id) == 1
    assert queries.is_any_due(LATER)
    assert attempt(Outcome(sent=True), LATER) is State.SENT
    assert (queries.get(message.id).message_id, queries.get(message.id).sent_at) == (first, LATER)


def test_all_attempts_are_before_it_again(db):
    """One that was given up after days of silence would otherwise be given up at the first refusal."""
    message = queue(letter())[0]
    with unit_of_work():
        row = queries.get(message.id)
        row.state, row.attempts, row.tried_at = State.FAILED, len(PAUSES) + 1, NOW
    try_again(message.id)
    assert attempt(Outcome(sent=False, why="450 busy"), LATER) is State.WAITING
    assert queries.get(message.id).next_try_at == LATER + PAUSES[0]


def test_message_that_waits_for_its_next_attempt_waits_no_longer(db):
    message = queue(letter())[0]
    attempt(Outcome(sent=False, why="450 busy"))
    assert not queries.is_any_due(NOW)
    try_again(message.id, now=NOW)
    assert queries.is_any_due(NOW)


@pytest.mark.parametrize("state", [State.SENT, State.SENDING])
def test_message_that_left_or_is_leaving_stays_as_it_is(db, state):
    message = queue(letter())[0]
    with unit_of_work():
        claim("kp.example.org", now=NOW)
        if state is State.SENT:
            queries.get(message.id).state, queries.get(message.id).sent_at = State.SENT, NOW
    assert list(queries.still_here([message.id])) == []
    assert try_again(message.id) == 0
    assert queries.get(message.id).state is state
    assert lines(subject="message") == []


def test_journal_says_who_asked_and_for_whom_and_keeps_no_address(db):
    message = queue(letter(person_id=7))[0]
    try_again(message.id)
    (line,) = lines(subject="message")
    assert (line.deed, line.subject_id, line.actor_id, line.person_id) == ("tried_again", message.id, 7, 7)
    assert (line.name, line.changes) == ({}, [])
