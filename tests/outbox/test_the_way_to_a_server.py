"""The way to a mail server: what it says, what it hides, and that it never takes longer than it may."""

import time
from dataclasses import replace
from functools import partial
from threading import Timer

import pytest

from kpevents.infra import mailboxes, smtp
from kpevents.infra.mail_server import MailServer
from kpevents.infra.smtp import Letterhead, Post, Undelivered
from tests.outbox import servers
from tests.times import NOW

FRENCH = "Bonjour Amina,\n\nL’adresse a été confirmée ; « à bientôt ».\n.\n.. fin\n"
ARABIC = "السيدة آمنة،\n\nنرجو تأكيد العنوان: ١٢ مارس ٢٠٢٦.\n" + "اجتماع كبار المسؤولين في عملية الخرطوم " * 8 + "\n"


def message(text=FRENCH, subject="Votre compte", language="fr"):
    sender = mailboxes.mailbox("Processus de Khartoum <events@kp.example.org>")
    return smtp.written(Letterhead(sender, "amina@example.org", subject, "<1@kp.example.org>", language), text, now=NOW)


def post(server: MailServer, seconds: float = 5) -> Post:
    return Post(server, name="kp.example.org", seconds=seconds)


def refusal(server: MailServer, seconds: float = 5) -> Undelivered:
    with pytest.raises(Undelivered) as refused:
        post(server, seconds).send(message())
    return refused.value


@pytest.mark.parametrize(
    ("text", "subject", "language"),
    [
        (FRENCH, "Réunion des hauts fonctionnaires : « été » et œuvre, " + "dates arrêtées " * 8, "fr"),
        (ARABIC, "اجتماع كبار المسؤولين: " + "عملية الخرطوم " * 10, "ar"),
        ("Good morning.\n", "Your account", "en"),
    ],
    ids=["French", "Arabic", "English"],
)
def test_text_arrives_as_it_was_written(box, text, subject, language):
    post(box.server).send(message(text, subject.strip(), language))
    arrived = box.messages[0]
    assert arrived.get_content().replace("\r\n", "\n") == text
    assert arrived["Subject"] == subject.strip()
    assert arrived["Content-Language"] == language
    assert arrived["Content-Type"] == 'text/plain; charset="utf-8"'


def test_headers_say_who_when_and_that_no_machine_need_answer(box):
    post(box.server).send(message())
    arrived = box.messages[0]
    assert str(arrived["From"]) == "Processus de Khartoum <events@kp.example.org>"
    assert arrived["To"] == "amina@example.org"
    assert box.envelopes == [("events@kp.example.org", ["amina@example.org"])]
    assert arrived["Date"].datetime == NOW
    assert arrived["Message-ID"] == "<1@kp.example.org>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["MIME-Version"] == "1.0"


@pytest.mark.parametrize("text", [FRENCH, ARABIC])
def test_message_needs_no_server_that_knows_more_than_seven_bits(box, text):
    post(box.server).send(message(text, "Réunion à Nairobi"))
    assert box.raw[0].isascii()
    assert max(map(len, box.raw[0].splitlines())) <= 78


@pytest.mark.parametrize("subject", ["One\nBcc: everybody@example.org", "One\r\nX: y"])
def test_header_of_two_lines_cannot_be_written(subject):
    with pytest.raises(ValueError, match="linefeed"):
        message(subject=subject)


@pytest.mark.parametrize(("answer", "for_good"), [("450 later", False), ("550 5.1.1 no such user", True)])
def test_refused_receiver_is_for_good_when_the_server_says_so(box, answer, for_good):
    box.to_receiver["amina@example.org"] = answer
    refused = refusal(box.server)
    assert (refused.why, refused.for_good) == (answer, for_good)


@pytest.mark.parametrize(("answer", "for_good"), [("451 later", False), ("554 5.7.1 looks like spam", True)])
def test_refused_text_is_for_good_when_the_server_says_so(box, answer, for_good):
    box.to_text = answer
    refused = refusal(box.server)
    assert (refused.why, refused.for_good) == (answer, for_good)


def test_nobody_there_is_said(box):
    refused = refusal(replace(box.server, port=servers.free_port()))
    assert (refused.why, refused.for_good) == ("Connection refused", False)


def test_name_that_nobody_knows_is_said():
    refused = refusal(MailServer("mail.invalid", 25))
    assert not refused.for_good
    assert refused.why


@pytest.mark.parametrize(("play", "tls"), [(servers.stalls, False), (servers.stalls, True), (servers.dribbles, False)])
def test_server_that_does_not_finish_is_left_in_time(play, tls):
    with servers.scripted(play) as server:
        began = time.monotonic()
        refused = refusal(replace(server, tls_from_the_start=tls), seconds=1)
    assert time.monotonic() - began < 3
    assert (refused.for_good, "too long" in refused.why or "not answer" in refused.why) == (False, True)


def test_server_behind_a_wall_is_left_in_time():
    with servers.behind_a_wall() as server:
        began = time.monotonic()
        refused = refusal(server, seconds=1)
        assert time.monotonic() - began < 3
    assert not refused.for_good


@pytest.mark.parametrize(
    "stuck", [partial(servers.scripted, servers.stalls), servers.behind_a_wall], ids=["said", "unsaid"]
)
def test_conversation_can_be_cut_from_outside(stuck):
    with stuck() as server:
        way, began = post(server, seconds=20), time.monotonic()
        Timer(0.5, way.cut).start()
        with pytest.raises(Undelivered):
            way.send(message())
        assert time.monotonic() - began < 3


def test_line_that_drops_is_tried_again():
    with servers.scripted(servers.drops) as server:
        assert refusal(server).for_good is False


@pytest.mark.parametrize("goodbye", [servers.stalls, lambda line: line.sendall(b"500 what\r\n"), lambda _line: None])
def test_message_that_was_taken_is_sent_whatever_the_goodbye(goodbye):
    taken = []
    with servers.scripted(servers.takes_and(goodbye, taken)) as server:
        began = time.monotonic()
        post(server, seconds=10).send(message())
    assert time.monotonic() - began < 5
    assert len(taken) == 1


def test_line_is_private_where_the_server_offers_it(tmp_path):
    with servers.postbox(tls_context=servers.self_signed(tmp_path)) as box:
        post(box.server).send(message())
    assert box.was_private == [True]


def test_line_may_be_private_from_the_start(tmp_path):
    with servers.postbox(ssl_context=servers.self_signed(tmp_path)) as box:
        post(replace(box.server, tls_from_the_start=True)).send(message())
    assert len(box.messages) == 1


def test_password_crosses_no_open_line():
    said = []
    with servers.scripted(servers.takes_and(lambda _line: None, said)) as server:
        refused = refusal(replace(server, user="kp", password="pw", is_this_machine=False))
    assert "STARTTLS" in refused.why
    assert said == []


def test_password_is_told_only_to_the_server_it_was_meant_for(tmp_path):
    with servers.postbox(tls_context=servers.self_signed(tmp_path), **servers.asking_for("kp", "pw")) as box:
        server = replace(box.server, user="kp", password="pw")
        refused = refusal(replace(server, is_this_machine=False))
        assert "certificate verify failed" in refused.why
        assert box.messages == []
        post(server).send(message())
    assert box.was_private == [True]


def test_wrong_password_is_a_fault_of_the_settings_and_loses_no_mail(tmp_path):
    with servers.postbox(tls_context=servers.self_signed(tmp_path), **servers.asking_for("kp", "pw")) as box:
        refused = refusal(replace(box.server, user="kp", password="guess"))
    assert refused.why.startswith("535")
    assert refused.for_good is False
