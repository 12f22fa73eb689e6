"""Settings, read once from the environment before the first request. Every default is safe."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

from kpevents.core.text import LANGUAGES
from kpevents.infra import mailboxes
from kpevents.infra.mail_server import MailServer


class SettingsError(Exception):
    """A setting cannot be used; says which, and what it should be."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``base_url`` is where readers reach this installation, without a slash at its end: calendars carry it.

    Without ``smtp`` mail waits. ``mail_from`` is one mailbox, with a name or without.
    """

    secret_key: str
    instance: Path = Path("instance")
    database_url: str = ""
    base_url: str = "http://127.0.0.1:5000"
    smtp: MailServer | None = None
    mail_from: str = "KP Events <no-reply@localhost>"
    languages: tuple[str, ...] = LANGUAGES
    trusted_proxies: int = 0
    require_second_factor: bool = True
    host: str = "127.0.0.1"
    port: int = 5000
    web_workers: int = 2
    web_threads: int = 4

    @property
    def uploads(self) -> Path:
        """Where files lie that people uploaded: beside the database, and in every backup."""
        return self.instance / "uploads"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Raises SettingsError, naming the variable, for what cannot be read."""
        instance = Path(environ.get("KPEVENTS_INSTANCE") or "instance").resolve()
        host, port = environ.get("HOST") or cls.host, _number(environ, "PORT", cls.port)
        base_url = _base_url(environ.get("KPEVENTS_BASE_URL"), host, port)
        return cls(
            secret_key=environ.get("KPEVENTS_SECRET_KEY") or _kept_secret(instance),
            instance=instance,
            database_url=_database_url(environ.get("KPEVENTS_DATABASE_URL"), instance),
            base_url=base_url,
            smtp=_smtp(environ.get("KPEVENTS_SMTP_URL")),
            mail_from=_mail_from(environ.get("KPEVENTS_MAIL_FROM"), base_url),
            languages=_languages(environ.get("KPEVENTS_LANGUAGES")),
            trusted_proxies=_number(environ, "KPEVENTS_TRUSTED_PROXIES", cls.trusted_proxies),
            require_second_factor=_switch(environ, "KPEVENTS_REQUIRE_SECOND_FACTOR", cls.require_second_factor),
            host=host,
            port=port,
            web_workers=_number(environ, "WEB_WORKERS", cls.web_workers),
            web_threads=_number(environ, "WEB_THREADS", cls.web_threads),
        )


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isascii() or not given.isdigit():
        raise SettingsError(f"{name} is {given!r}, but it must be a whole number.")
    return int(given)


def _switch(environ: Mapping[str, str], name: str, default: bool) -> bool:
    given = environ.get(name) or str(int(default))
    if given not in ("0", "1"):
        raise SettingsError(f"{name} is {given!r}, but it must be 0 or 1.")
    return given == "1"


def _database_url(given: str | None, instance: Path) -> str:
    """``postgresql://`` alone means the driver that is installed with the product."""
    if not given:
        return f"sqlite:///{instance / 'kpevents.sqlite'}"
    scheme, separator, rest = given.partition("://")
    if not separator or scheme.split("+")[0] not in ("sqlite", "postgresql", "postgres"):
        raise SettingsError("KPEVENTS_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else given


def _base_url(given: str | None, host: str, port: int) -> str:
    if not given:
        return f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104 - compared only
    if not given.startswith(("http://", "https://")):
        raise SettingsError(f"KPEVENTS_BASE_URL is {given!r}, but it must begin with https:// or http://.")
    return given.rstrip("/")


def _smtp(given: str | None) -> MailServer | None:
    try:
        return MailServer.parse(given) if given else None
    except ValueError as error:
        raise SettingsError(f"KPEVENTS_SMTP_URL cannot be used: {error}.") from error


def _mail_from(given: str | None, base_url: str) -> str:
    """Where nothing is said, nobody at the site's own name; a machine without a name of its own is ``localhost``."""
    if given:
        try:
            return str(mailboxes.mailbox(given))
        except ValueError as error:
            raise SettingsError(
                f"KPEVENTS_MAIL_FROM is {given!r}, but it must be one address, such as KP Events <events@example.org>."
            ) from error
    try:
        return str(mailboxes.mailbox(f"KP Events <no-reply@{urlsplit(base_url).hostname}>"))
    except ValueError:
        return Settings.mail_from


def _languages(given: str | None) -> tuple[str, ...]:
    asked = tuple(given.replace(",", " ").split()) if given else LANGUAGES
    unknown = [language for language in asked if language not in LANGUAGES]
    if unknown or not asked:
        raise SettingsError(f"KPEVENTS_LANGUAGES may name {', '.join(LANGUAGES)}; it names {given!r}.")
    return asked


def _kept_secret(instance: Path) -> str:
    """Made on the first start and kept, so that nobody is signed out by a restart."""
    file = instance / "secret_key"
    if not file.exists():
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_secret(file)
    return file.read_text()


def _make_secret(file: Path) -> None:
    """Whole before it is there: of two processes that start at once both read the same key."""
    made = file.with_name(f"secret_key.{os.getpid()}")
    made.touch(mode=0o600)
    made.write_text(token_hex(32))
    with suppress(FileExistsError):
        os.link(made, file)
    made.unlink()
