"""``flask serve``: the whole product in one foreground process group, from whatever state the database is in."""

import logging
import socket
from typing import Any

import click
import flask_migrate
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication

from kpevents.cli.arbiter import Arbiter
from kpevents.cli.data import load_facts, told
from kpevents.cli.plainly import plainly
from kpevents.features.accounts import first
from kpevents.features.facts.consistency import Broken
from kpevents.infra import clock
from kpevents.infra.db import db
from kpevents.infra.links import Links
from kpevents.infra.settings import Settings


@click.command()
@with_appcontext
@plainly
def serve() -> None:
    """Migrate, load the facts, and serve until Ctrl-C."""
    prepare()
    listen()


def prepare() -> None:
    """The database as this release wants it, with the facts, from whatever state it is in."""
    settings: Settings = current_app.extensions["settings"]
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    _ensure_free(settings)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    flask_migrate.upgrade()
    try:
        report = load_facts()
    except Broken as error:
        raise click.ClickException(f"The facts cannot be loaded. {error}") from error
    if report.added or report.changed:
        click.echo(told(report))


def _ensure_free(settings: Settings) -> None:
    """Asked before anything else is done, and answered with the way out."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((settings.host, settings.port))
        except OSError as error:
            raise click.ClickException(
                f"{settings.host}:{settings.port} cannot be had ({error.strerror}): start with another, such as"
                f" PORT={settings.port + 1}."
            ) from error


def listen() -> None:
    """Serves in the foreground until Ctrl-C."""
    settings: Settings = current_app.extensions["settings"]
    link = first.path(Links(settings.secret_key), now=clock.now())
    db.session.remove()
    db.engine.dispose()  # a connection must not be shared with the processes that follow
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    _Server(app, settings, f"{settings.base_url}{link}" if link else None).run()


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, settings: Settings, first_link: str | None) -> None:
        self._app, self._settings, self._first_link = app, settings, first_link
        super().__init__()

    def load_config(self) -> None:
        chosen: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": self._settings.web_workers,
            "threads": self._settings.web_threads,
            "worker_class": "kpevents.cli.workers.Worker",
            "limit_request_line": 8190,
            "preload_app": True,
            "control_socket_disable": True,  # it would stand in the folder of whoever started it
            "loglevel": "warning",
            "proc_name": "kpevents",
            "graceful_timeout": 10,
            "when_ready": self._say_where,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app

    def run(self) -> None:
        try:
            Arbiter(self).run()
        except RuntimeError as error:
            raise click.ClickException(str(error)) from error

    def _say_where(self, _arbiter: object) -> None:
        """Only once it listens: a port that somebody else has is not promised."""
        click.echo(f"KP Events is at http://{self._settings.host}:{self._settings.port}  (Ctrl-C ends it)")
        if self._first_link:
            click.echo(f"The first administrator sets a password here, once: {self._first_link}")
