"""What a password must be: long and hard to guess; nothing is asked of its letters."""

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from kpevents.features.accounts.actions.passwords import digest_for
from kpevents.features.accounts.rules import (
    SHORTEST,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    normal_address,
)
from kpevents.infra.passwords import OUR_WORDS, is_easy
from kpevents.infra.secrets import digest_of_password, is_password
from tests.accounts.people import PASSWORD, make_user
from tests.cast import signed_in
from tests.sending import send

pytestmark = pytest.mark.usefixtures("db")

GOOD = [
    PASSWORD,
    "x7#kQ9!vLm2z",
    "quatre lampadaires bleus",
    "أربعة مصابيح زرقاء",
    "🦉 four 🏮 blue 🌊 lamps",
    " leading and trailing spaces ",
    "jumbled-" * 7 + "pq9 walnut",
]


@pytest.mark.parametrize("password", GOOD)
def test_any_characters_are_taken(password):
    assert is_password(password, digest_for(password))


def test_128_characters_are_taken_and_every_one_counts():
    password = "".join(chr(0x4E00 + n * 37) for n in range(128))
    digest = digest_for(password)
    assert is_password(password, digest)
    assert not is_password(password[:-1], digest)
    with pytest.raises(PasswordTooLong):
        digest_for(password + "x")


@pytest.mark.parametrize("password", ["", "x7#kQ9!vLm2", "zebra 4 moon"[:11]])
def test_fewer_than_twelve_characters_are_refused(password):
    with pytest.raises(PasswordTooShort):
        digest_for(password)


LEAKED = ["passwordpassword", "123456789012", "qwertyuiop123", "iloveyou1234", "111111111111", "administrator1"]


@pytest.mark.parametrize(
    "password", [*LEAKED, "abcdefghijkl", "Password1234", "P@ssw0rd1234", "aaaaaaaaaaaaaaaaaaaaaaaa"]
)
def test_password_that_is_in_every_list_is_refused(password):
    with pytest.raises(PasswordTooCommon):
        digest_for(password)


def test_every_leaked_password_that_is_long_enough_is_refused():
    """All that the library's list of leaked passwords has of our length (ASVS 5.0, 6.2.12)."""
    leaked = [each for each in FREQUENCY_LISTS["passwords"] if len(each) >= SHORTEST]
    assert len(leaked) > 200
    assert [each for each in leaked if not (is_easy(each) and is_easy(each.upper()))] == []


@pytest.mark.parametrize("word", OUR_WORDS)
def test_words_that_everybody_here_would_try_first_are_refused(word):
    with pytest.raises(PasswordTooCommon):
        digest_for(f"{word}{word}2026".ljust(12, "1"))


def test_own_name_and_address_are_refused():
    for password in ("wilhelmina1234", "wilhelmina.okello"):
        with pytest.raises(PasswordTooCommon):
            digest_for(password, "Wilhelmina Okello", "w.okello@example.org")


def test_digest_is_argon2id_with_a_salt_of_its_own():
    first, second = digest_of_password(PASSWORD), digest_of_password(PASSWORD)
    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("short", "A password has at least 12 characters."),
        ("y" * 129, "A password has at most 128 characters."),
        ("khartoumprocess", "This password is easy to guess."),
        ("", "Give the new password."),
    ],
)
def test_page_says_beside_the_field_what_is_wrong(app, typed, said):
    browser = signed_in(app, make_user().id)
    answer = send(browser, "/account/password", password=PASSWORD, new_password=typed)
    assert answer.status_code == 422
    assert 'href="#new_password"' in answer.text
    assert said in answer.text


@pytest.mark.parametrize("path", ["/sign-in", "/account/password", "/account/codes", "/account/address"])
def test_field_of_a_password_hides_it_and_lets_managers_and_paste_work(app, browser, path):
    page = (browser if path == "/sign-in" else signed_in(app, make_user().id)).get(path).text
    for field in [part.partition(">")[0] for part in page.split("<input ")[1:] if "password" in part.partition(">")[0]]:
        assert 'type="password"' in field
        assert 'autocomplete="current-password"' in field or 'autocomplete="new-password"' in field
        assert "onpaste" not in field


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("strasse@example.org", "strasse@example.org"),
        ("straße@x.org", "straße@x.org"),
    ],
)
def test_address_is_known_in_one_form_and_never_becomes_another_mailbox(typed, stored):
    assert normal_address(typed) == stored
