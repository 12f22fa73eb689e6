"""What every list of the desk has alike: pages of fifty, lines that are ticked, acts on many, files of the list.

The list stands at an address that ends in a slash, its files at the same address ending in ``.csv`` and ``.xlsx``;
what is ticked is posted to the address of the list, with its filters. ``templates/components/lists.html`` shows it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, IntegerField, SelectMultipleField
from wtforms.validators import Optional

from kpevents.core.errors import NotFound, RuleBroken
from kpevents.core.text import N_, Sentence
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web.errors import explain
from kpevents.web.exports import FILE_TYPE_LABELS, FileType
from kpevents.web.filters import Asked, whole_number
from kpevents.web.forms import Form
from kpevents.web.paging import Pager, pager
from kpevents.web.pressing import sent

PAGE = 50
AT_ONCE = 1000
"""Ids in an address: more than a page of them, and no address that a server refuses."""


class NothingTicked(RuleBroken):
    message = N_("No line is selected. Tick at least one, and press the button again.")


class ListMoved(RuleBroken):
    message = N_("The list has changed since it was shown here, so nothing was done. Look it over, and select again.")


class NoneFits(RuleBroken):
    message = N_("“%(act)s” can be done to none of the selected lines, so nothing was done.")


class ManyForm(Form):
    """What was ticked in a list, and which of its buttons was pressed."""

    id = SelectMultipleField(coerce=int, validate_choice=False)
    every = BooleanField()
    """All that match, on every page: instead of what is ticked."""
    matched = IntegerField(validators=[Optional()])
    """How many that were when the page was shown."""
    do = HiddenField(default="")
    file = HiddenField(default="")
    sure = BooleanField()
    """The question that an act asks first was answered with yes."""


Ids = Sequence[int]


@dataclass(frozen=True, slots=True)
class Act:
    """A button under a list. ``do`` is handed the ids in one unit of work, and gives a sentence on what was done.

    ``asks`` gives, for a number of lines, the question to be answered first: whatever cannot be undone has one.
    ``fits`` gives those of the lines that it can be done to: the others stay as they are, and that is said.
    """

    name: str
    label: Sentence
    do: Callable[[Ids], str]
    asks: Callable[[int], str] | None = None
    fits: Callable[[Ids], Ids] = list


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. ``chosen``: each filter in words, and the address without it.

    ``at`` is the address of the list, ``asked`` what this page was asked; ``whole`` the same where ``at`` is another
    page: of one meeting's journal, the journal that is asked for this meeting.
    """

    at: str
    asked: Asked
    whole: Asked
    rows: Sequence[Any]
    total: int
    form: ManyForm
    pager: Pager
    chosen: Sequence[tuple[str, str]] = ()
    acts: Sequence[Act] = ()

    @property
    def here(self) -> str:
        """Where what is ticked is posted to."""
        return self.at + self.whole.query()

    @property
    def files(self) -> list[tuple[FileType, str, str]]:
        """All that match, as files: the type of each, what it is called, and its address."""
        return [(each, gettext(label), self.file(each)) for each, label in FILE_TYPE_LABELS.items()]

    def file(self, file_type: FileType) -> str:
        return file_address(self.at, self.whole, file_type)


def page(
    at: str,
    asked: Asked,
    number: int,
    found: tuple[Sequence[Any], int],
    *,
    form: ManyForm | None = None,
    whole: Asked | None = None,
    **more: Any,
) -> Page:
    """``found``: the lines of this page, and how many there are on all. Raises NotFound for a page beyond the last."""
    rows, total = found
    if number > 1 and not rows:
        raise NotFound()
    form = form or ManyForm(formdata=None)
    form.matched.data = total
    return Page(at, asked, whole or asked, rows, total, form, pager(asked, number, total, PAGE), **more)


def file_address(at: str, asked: Asked, file_type: FileType, ids: Ids = ()) -> str:
    """Where the list at an address stands as a file: all that its filters leave, or the lines of these ids alone."""
    of_ids = ".".join(str(each) for each in ids[:AT_ONCE]) or None
    return f"{at.rstrip('/')}.{file_type}{asked.query(id=of_ids)}"


def ids_in(args: Mapping[str, str]) -> list[int]:
    """The lines that the address of a file names; none: all. Raises NotFound for what is no number."""
    given = args.get("id", "")
    return [whole_number(each) for each in given.split(".")[:AT_ONCE]] if given else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """How a list answers what is ticked in it. ``matching``: the ids of all lines that its filters leave.

    ``again``: the page anew, with the form's refusal on it.
    """

    at: str
    asked: Asked
    matching: Callable[[], Ids]
    again: Callable[[ManyForm], str]
    acts: Sequence[Act] = ()

    @property
    def here(self) -> str:
        return self.at + self.asked.query()


def acted(many: Many) -> ResponseReturnValue:
    """The answer to a button under a list: a file, a question, or the act itself, once for the form as it was shown."""
    form = ManyForm()
    if not form.validate():
        if form.faults():
            form.refuse(gettext(ListMoved.message))
        return many.again(form), HTTPStatus.UNPROCESSABLE_ENTITY
    act = next((each for each in many.acts if each.name == form.do.data), None)
    if act and (form.sure.data or not act.asks):
        return _done(form, act, many)
    try:
        ids = _picked(form, many.matching())
        asked = _question(act, act.asks, ids) if act and act.asks else {}
    except RuleBroken as refusal:
        form.refuse(explain(refusal))
        return many.again(form), HTTPStatus.CONFLICT
    if asked:
        return render_template("desk/sure.html", form=form, act=act, list_address=many.here, **asked)
    if form.file.data not in FILE_TYPE_LABELS:
        raise NotFound()
    of_ids = () if form.every.data else ids
    return redirect(file_address(many.at, many.asked, FileType(form.file.data), of_ids), HTTPStatus.SEE_OTHER)


def _question(act: Act, asks: Callable[[int], str], ids: Ids) -> dict[str, str]:
    fitting, others = _fitting(act, ids)
    return {"question": asks(len(fitting)), "others": others}


def _fitting(act: Act, ids: Ids) -> tuple[Ids, str]:
    """The lines that it can be done to, and a sentence on the others. Raises NoneFits."""
    fitting = act.fits(ids)
    if not fitting:
        raise NoneFits(act=act.label)
    others = len(ids) - len(fitting)
    said = ngettext(
        "%(number)s of the selected lines stays as it is.",
        "%(number)s of the selected lines stay as they are.",
        others,
        number=dates.number(others),
    )
    return fitting, said if others else ""


def _done(form: ManyForm, act: Act, many: Many) -> ResponseReturnValue:
    """The press counts for what was ticked and for this act: another selection on the same page is another thing.

    What was ticked is looked up only inside: whoever presses twice finds it gone from the list, and done.
    """
    told: list[str] = []
    ticked = "every" if form.every.data else sorted(set(form.id.data or ()))
    form.press.data = sha256(f"{form.press.data} {act.name} {ticked}".encode()).hexdigest()

    def do() -> str:
        fitting, others = _fitting(act, _picked(form, many.matching()))
        told.append(f"{act.do(fitting)} {others}".strip())
        return many.here

    answer = sent(form, do, lambda: many.again(form))
    if told and not form.form_errors:
        flash(told[-1])
    return answer


def _picked(form: ManyForm, matching: Ids) -> Ids:
    """In the order of the list. What is not in it, for this person and these filters, is not acted upon.

    Raises NothingTicked, ListMoved.
    """
    if form.every.data:
        if len(matching) != form.matched.data:
            raise ListMoved()
        return matching
    ticked = set(form.id.data or ())
    if not ticked:
        raise NothingTicked()
    if not ticked <= set(matching):
        raise ListMoved()
    return [each for each in matching if each in ticked]
