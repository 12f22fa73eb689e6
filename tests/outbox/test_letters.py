"""What may become a message, and what is refused before it is one."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kpevents.core.errors import NotFound
from kpevents.core.links import Purpose
from kpevents.features.outbox import actions, queries, rules
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.queries import Wanted
from kpevents.features.outbox.rules import AddressRefused, SecretLink, State, SubjectRefused, TextRefused
from kpevents.infra.db import unit_of_work
from tests.factories import save
from tests.outbox.letters import LINK, letter, queue, with_link
from tests.times import NOW


def test_message_is_there_when_its_reason_is_and_not_otherwise(db):
    with suppress(ZeroDivisionError), unit_of_work():
        actions.queue(letter(), now=NOW)
        _ = 1 / 0
    assert db.session.scalars(select(Message)).all() == []
    queue(letter())
    assert [each.state for each in db.session.scalars(select(Message))] == [State.WAITING]


@pytest.mark.parametrize(
    "address",
    [
        "amina@example.org\r\nBcc: everybody@example.org",
        "amina@example.org\nSubject: other",
        "amina@example.org, everybody@example.org",
        "amina@example.org\x00",
        "Amina <amina@example.org>",
        "\u202eamina@example.org",
        "amina",
        "amina@",
        "amina@192.0.2.1",
        "آمنة@example.org",
        "a" * 65 + "@example.org",
        "a@" + "b" * 60 + "." + "c" * 60 + "." + "d" * 60 + "." + "e" * 60 + "." + "f" * 60,
        "",
    ],
)
def test_address_that_is_none_is_refused(db, address):
    with pytest.raises(AddressRefused) as refused, unit_of_work():
        actions.queue(letter(to=address), now=NOW)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("amina@EXAMPLE.org", "amina@example.org"),
        ("amina@bücher.example", "amina@xn--bcher-kva.example"),
        ("amina@registry.local", "amina@registry.local"),
        ("o'brien+kp@example.org", "o'brien+kp@example.org"),
    ],
)
def test_address_is_kept_in_the_form_that_goes_into_a_header(db, given, kept):
    assert queue(letter(to=given))[0].to_address == kept


@pytest.mark.parametrize(
    "subject",
    [
        "Your account\r\nBcc: everybody@example.org",
        "Your account\nBcc: everybody@example.org",
        "Your account\rX: y",
        "Your account\u2028Bcc: everybody@example.org",
        "Your account\x85Bcc: everybody@example.org",
        "Your account\x00",
        "Your \u202eaccount",
        "y" * 201,
        "",
        "  ",
    ],
)
def test_subject_that_is_not_one_plain_line_is_refused(subject):
    with pytest.raises(SubjectRefused):
        rules.check(letter(subject=subject))


@pytest.mark.parametrize("body", ["a\x00b", "a\x1bb", "\u202e", "y" * 50_001])
def test_text_that_cannot_be_printed_is_refused(body):
    with pytest.raises(TextRefused):
        rules.check(letter(body=body))


@pytest.mark.parametrize(
    ("body", "link"),
    [("No link here", LINK), ("See {link} here", LINK), ("{link}\n{link}", LINK), ("{link}", None)],
)
def test_link_has_a_line_of_its_own(body, link):
    with pytest.raises(ValueError, match="one line"):
        rules.check(letter(body=body, link=link))


def test_name_that_looks_like_a_link_stays_a_name():
    body = rules.with_link("Dear {link},\n\n{link}\n", "https://kp.example.org/x")
    assert body == "Dear {link},\n\nhttps://kp.example.org/x\n"


@pytest.mark.parametrize("path", ["password/{token}", "/password/", "/{token}/{token}", "https://elsewhere/{token}"])
def test_link_leads_into_the_product(path):
    with pytest.raises(ValueError, match="token"):
        SecretLink(Purpose.SET_PASSWORD, 1, 1, path)


def test_link_is_kept_whole_or_not_at_all(db):
    message = queue(with_link())[0]
    assert message.link == LINK
    half = {"link_purpose": "set_password", "kind": "x", "to_address": "a@b.org", "language": "en", "subject": "s"}
    with pytest.raises(IntegrityError):
        save(Message(**half, body="", words="", created_at=NOW, next_try_at=NOW))


def test_messages_are_found_by_state_kind_and_words(db):
    queue(letter(), letter(to="zoe@example.org", subject="Réunion à Nairobi", kind="notice"), letter(subject="اجتماع"))

    def found(**wanted):
        return [message.id for message in queries.find(Wanted(**wanted), page=1, size=10)[0]]

    assert found() == [3, 2, 1]
    assert found(kind="notice") == [2]
    assert found(words="reunion ZOE") == [2]
    assert found(words="إجتماع") == [3]
    assert found(words="zoe@example.org") == [2]
    assert found(words="%") == [3, 2, 1]
    assert found(state=State.SENT) == []
    rows, total = queries.find(Wanted(), page=2, size=2)
    assert ([message.id for message in rows], total) == ([1], 3)
    assert list(queries.ids(Wanted())) == [message.id for message in queries.every(Wanted())] == [3, 2, 1]
    assert queries.count_by_state() == {State.WAITING: 3, State.SENDING: 0, State.SENT: 0, State.FAILED: 0}


def test_message_that_is_not_there_is_not_found(db):
    with pytest.raises(NotFound):
        queries.get(1)


def test_pauses_grow_and_come_to_an_end():
    pauses = [rules.pause_after(attempts) for attempts in range(1, 12)]
    assert pauses[0] == timedelta(minutes=1)
    assert pauses[-1] is None
    assert pauses[:-1] == sorted(pauses[:-1])
    assert timedelta(days=4) < sum(pauses[:-1], timedelta()) < timedelta(days=5)
