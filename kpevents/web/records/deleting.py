"""Before a record is deleted, the page names it and what hangs on it; nothing that hangs on it is deleted along."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from kpevents.features.records import queries as records
from kpevents.features.records.rules import called
from kpevents.infra import dates
from kpevents.infra.db import Base
from kpevents.infra.i18n import gettext
from kpevents.web.forms import Act, Form
from kpevents.web.pressing import sent


@dataclass(frozen=True, slots=True)
class Doomed:
    """What is about to be deleted. ``warning``: what that means, in a sentence; ``back``: the address of the record."""

    name: str
    warning: str
    back: str
    hanging: list[tuple[str, str]]


def hanging_on(row: Base, row_id: int) -> list[tuple[str, str]]:
    """What refers to the record, each with how many."""
    found = records.hanging_on(type(row), row_id)
    return [(gettext(called(table)), dates.number(number)) for table, number in found.items()]


def free(model: type[Base], ids: Sequence[int]) -> list[int]:
    """Of these records, those that nothing refers to."""
    return [each for each in ids if not records.hanging_on(model, each)]


def ask(doomed: Doomed, form: Form | None = None) -> str:
    return render_template("records/delete.html", doomed=doomed, form=form or Form())


def deleted(act: Act, doomed: Callable[[], Doomed]) -> ResponseReturnValue:
    form = Form()
    return sent(form, act, lambda: ask(doomed(), form))
