"""``flask worker``: what is done without anybody asking for it, in one loop and one process."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from kpevents.cli.ending import Ending
from kpevents.cli.mail import WAITS, deliver, sender_of
from kpevents.cli.plainly import first_line
from kpevents.features.accounts.actions import sign_ins
from kpevents.features.outbox.delivery import Sender
from kpevents.features.papers import actions as papers
from kpevents.features.presses import actions as presses
from kpevents.infra import clock, limits
from kpevents.infra.db import begin_anew, unit_of_work
from kpevents.infra.files import Files
from kpevents.infra.logs import log
from kpevents.infra.settings import Settings

AFTER_A_FAULT = timedelta(seconds=5)
_A_DAY = timedelta(days=1)
_AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Duty:
    """``do`` may raise: that is logged, the other duties go on, and this one is tried again after a while."""

    name: str
    every: timedelta
    do: Callable[[], object]
    due: datetime = _AT_ONCE


@click.command()
@click.option("--every", type=click.FloatRange(0.1), default=2.0, show_default=True, help="Seconds between two looks.")
@click.option("--beside", type=int, hidden=True, help="The process of the server: when it is gone, the worker goes.")
@with_appcontext
def worker(every: float, beside: int | None) -> None:
    """Deliver mail as it comes, and tidy up once a day, until SIGTERM or Ctrl-C."""
    settings: Settings = current_app.extensions["settings"]
    sender = sender_of(settings, settings.smtp) if settings.smtp else None
    with Ending(sender.post.cut if sender else lambda: None) as ending:
        log.info("worker began", pid=os.getpid(), mail=f"through {settings.smtp.host}" if settings.smtp else WAITS)
        duties = _duties(settings, sender, ending, timedelta(seconds=every))
        while not ending and beside in (None, os.getppid()):
            _look_after(duties, ending)
            ending.wait(every)
    log.info("worker ended", pid=os.getpid())


def _duties(settings: Settings, sender: Sender | None, ending: Ending, every: timedelta) -> list[Duty]:
    """What is done once a night, such as deleting what is due for it, is one more here."""
    duties = [Duty("uploads", _A_DAY, lambda: _sweep_uploads(settings)), Duty("what is over", _A_DAY, _sweep_rows)]
    if sender:
        duties.append(Duty("mail", every, lambda: deliver(sender, ending)))
    return duties


def _sweep_uploads(settings: Settings) -> None:
    """Files that no paper names: a deleted meeting's, or a fault's in mid-act. Those of today may be in the making."""
    with unit_of_work():
        papers.sweep(Files(settings.uploads), before=clock.now() - _A_DAY)


def _sweep_rows() -> None:
    """Presses that nobody can repeat, sessions that hold no more, counts whose window is over."""
    now = clock.now()
    with unit_of_work():
        presses.forget_old(now=now)
        sign_ins.sweep(now=now)
    limits.forget_old()


def _look_after(duties: Sequence[Duty], ending: Ending) -> None:
    for duty in duties:
        now = clock.now()
        if ending or now < duty.due:
            continue
        try:
            duty.do()
            duty.due = now + duty.every
        except Exception as error:
            duty.due = now + AFTER_A_FAULT
            _tell(duty, error)
            begin_anew()


def _tell(duty: Duty, error: Exception) -> None:
    """A database that is away is one line; what nobody foresaw is told whole."""
    if isinstance(error, DBAPIError):
        log.error("worker could not", duty=duty.name, error=first_line(error.orig))
    else:
        log.error("worker could not", duty=duty.name, exc_info=error)
