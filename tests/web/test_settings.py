"""What an installation may choose, and what it may not."""

import pytest

from kpevents.infra.settings import Settings, SettingsError
from tests import databases


def read(tmp_path, **given) -> Settings:
    return Settings.from_environment({"KPEVENTS_INSTANCE": str(tmp_path), **given})


def test_nothing_need_be_set(tmp_path):
    settings = read(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'kpevents.sqlite'}"
    assert (settings.base_url, settings.port, settings.web_workers) == ("http://127.0.0.1:5000", 5000, 2)
    assert settings.languages == ("en", "fr", "ar")


def test_key_is_made_once_and_kept_for_its_owner_alone(tmp_path):
    first, second = read(tmp_path), read(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("postgresql://kp:pw@db/kp", "postgresql+psycopg://kp:pw@db/kp"),
        ("postgres://kp@db/kp", "postgresql+psycopg://kp@db/kp"),
        ("postgresql+psycopg://kp@db/kp", "postgresql+psycopg://kp@db/kp"),
        ("sqlite:////srv/kp.sqlite", "sqlite:////srv/kp.sqlite"),
    ],
)
def test_address_of_a_database_needs_no_name_of_a_driver(tmp_path, given, taken):
    assert read(tmp_path, KPEVENTS_DATABASE_URL=given).database_url == taken


@pytest.mark.parametrize(
    ("host", "reached"), [("0.0.0.0", "http://127.0.0.1:8080"), ("10.0.0.7", "http://10.0.0.7:8080")]
)
def test_calendars_carry_an_address_that_can_be_reached(tmp_path, host, reached):
    assert read(tmp_path, HOST=host, PORT="8080").base_url == reached


def test_without_a_mail_server_mail_waits(tmp_path):
    assert read(tmp_path).smtp is None


@pytest.mark.parametrize(
    ("given", "host", "port", "user", "password", "tls"),
    [
        ("smtp://mail.example.org", "mail.example.org", 25, "", "", False),
        ("smtp://kp:pw@mail.example.org", "mail.example.org", 587, "kp", "pw", False),
        (
            "smtps://kp%40example.org:p%2F%23%3A@mail.example.org",
            "mail.example.org",
            465,
            "kp@example.org",
            "p/#:",
            True,
        ),
        ("smtp://[::1]:2525/", "::1", 2525, "", "", False),
    ],
)
def test_mail_server_is_read_from_one_address(tmp_path, given, host, port, user, password, tls):
    server = read(tmp_path, KPEVENTS_SMTP_URL=given).smtp
    assert (server.host, server.port) == (host, port)
    assert (server.user, server.password, server.tls_from_the_start) == (user, password, tls)
    assert "pw" not in repr(server)


@pytest.mark.parametrize(
    ("given", "private", "known"),
    [
        ("smtp://kp:pw@mail.example.org", True, True),
        ("smtp://mail.example.org", False, False),
        ("smtps://mail.example.org", False, True),
        ("smtp://kp:pw@localhost", False, False),
        ("smtps://kp:pw@127.0.0.2", False, False),
    ],
)
def test_password_makes_tls_and_a_good_certificate_necessary(tmp_path, given, private, known):
    server = read(tmp_path, KPEVENTS_SMTP_URL=given).smtp
    assert (server.must_be_private, server.must_be_known) == (private, known)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({}, "KP Events <no-reply@localhost>"),
        ({"HOST": "10.0.0.7"}, "KP Events <no-reply@localhost>"),
        ({"KPEVENTS_BASE_URL": "https://kp.example.org:8443/events"}, "KP Events <no-reply@kp.example.org>"),
        ({"KPEVENTS_MAIL_FROM": "events@example.org"}, "events@example.org"),
        ({"KPEVENTS_MAIL_FROM": "عملية الخرطوم <events@example.org>"}, "عملية الخرطوم <events@example.org>"),
        (
            {"KPEVENTS_MAIL_FROM": '"Process, Khartoum" <events@EXAMPLE.org>'},
            '"Process, Khartoum" <events@example.org>',
        ),
    ],
)
def test_mail_comes_from_the_site_unless_another_address_is_given(tmp_path, given, taken):
    assert read(tmp_path, **given).mail_from == taken


@pytest.mark.parametrize(
    "given",
    [
        "smtp://kp:hush/hush@mail.example.org",
        "smtp://kp:hush@hush@mail.example.org",
        "smtp://kp:hush@mail.example.org:port",
        "smtp://kp:hush@mail.example.org:99999",
        "smtp://kp:hush@[mail",
        "smtp://:hush@mail.example.org",
        "smtp://kp:húsh@mail.example.org",
        "http://kp:hush@mail.example.org",
        "kp:hush@mail.example.org",
    ],
)
def test_refused_mail_server_does_not_tell_its_password(tmp_path, given):
    with pytest.raises(SettingsError, match="KPEVENTS_SMTP_URL") as refused:
        read(tmp_path, KPEVENTS_SMTP_URL=given)
    assert "hush" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "٥٠٠٠"),
        ("WEB_WORKERS", "many"),
        ("KPEVENTS_DATABASE_URL", "kpevents.sqlite"),
        ("KPEVENTS_BASE_URL", "ftp://kp.example.org"),
        ("KPEVENTS_LANGUAGES", "klingon"),
        ("KPEVENTS_SMTP_URL", "mail.example.org"),
        ("KPEVENTS_SMTP_URL", "smtp://kp@mail.example.org"),
        ("KPEVENTS_MAIL_FROM", "nobody"),
        ("KPEVENTS_MAIL_FROM", "a@example.org, b@example.org"),
        ("KPEVENTS_MAIL_FROM", "KP\r\nBcc: c@example.org <a@example.org>"),
        ("KPEVENTS_LANGUAGES", " , "),
    ],
)
def test_setting_that_cannot_be_used_is_refused_by_its_name(tmp_path, name, value):
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{name: value})


@pytest.fixture
def in_french_first(tmp_path):
    with databases.fresh_database("sqlite", tmp_path, databases.migrate_and_load) as url:
        app = databases.app_on(url, tmp_path, languages=("fr", "en"))
        yield app
        with app.app_context():
            databases.db.engine.dispose()


def test_languages_are_those_that_are_offered_the_first_one_first(in_french_first):
    client = in_french_first.test_client()
    assert '<html lang="fr"' in client.get("/").text
    assert '<html lang="en"' in client.get("/", headers={"Accept-Language": "ar, en;q=0.5"}).text
    assert '<html lang="fr"' in client.get("/?lang=ar").text
    assert "العربية" not in client.get("/").text
    assert "Processus de Khartoum" in client.get("/feeds/all.ics").text
    assert "Khartoum Process" in client.get("/feeds/all.ics?lang=en").text


@pytest.mark.parametrize(("proxies", "secure"), [(0, False), (1, True)])
def test_proxy_is_believed_only_when_it_is_said_to_be_there(tmp_path, proxies, secure):
    with databases.fresh_database("sqlite", tmp_path) as url:
        app = databases.app_on(url, tmp_path, trusted_proxies=proxies)
        answer = app.test_client().get("/healthz", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4"})
        assert ("Strict-Transport-Security" in answer.headers) is secure
