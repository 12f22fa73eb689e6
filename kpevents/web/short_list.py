"""A list of the desk that is short enough to be read whole: its lines are filtered and cut into pages here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import Sentence, searchable
from kpevents.infra.i18n import gettext
from kpevents.web.exports import Column, FileType, Row, Table, export
from kpevents.web.filters import Asked, given_in, page_number
from kpevents.web.guards import permitted
from kpevents.web.listing import PAGE, Act, Many, ManyForm, Page, acted, ids_in, page

Said = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortList(Generic[Row]):
    """``at`` is its address, ``name`` what its file is called. ``rows`` gives all lines that the filters leave.

    ``said`` has each filter of the address, and how a value of it is read aloud. ``key`` gives the id of a line.
    """

    at: str
    name: str
    columns: Sequence[Column[Row]]
    rows: Callable[[Asked], Sequence[Row]]
    said: Mapping[str, Said]
    acts: Sequence[Act] = ()
    key: Callable[[Row], int] = attrgetter("id")

    def asked(self) -> Asked:
        """Raises NotUnderstood for what has no meaning."""
        return Asked(given_in(request.args, self.said))

    def page(self, form: ManyForm | None = None) -> Page:
        """Raises NotFound for a page beyond the last, and what ``rows`` raises for a filter."""
        asked, number = self.asked(), page_number(request.args)
        rows = self.rows(asked)
        shown = (rows[(number - 1) * PAGE : number * PAGE], len(rows))
        chosen = [(self.said[name](value), asked.query(**{name: None}) or "?") for name, value in asked.given.items()]
        return page(self.at, asked, number, shown, form=form, chosen=chosen, acts=self.acts)

    def acted(self, again: Callable[[ManyForm], str]) -> ResponseReturnValue:
        """``again``: the page anew, with the form's refusal on it."""
        asked = self.asked()

        def matching() -> list[int]:
            return [self.key(row) for row in self.rows(asked)]

        return acted(Many(at=self.at, asked=asked, matching=matching, again=again, acts=self.acts))

    def file(self, file_type: str) -> ResponseReturnValue:
        """All that the filters leave, or the lines whose ids stand in the address."""
        ids = ids_in(request.args)
        rows = [row for row in self.rows(self.asked()) if not ids or self.key(row) in ids]
        return export(Table(self.name, self.columns, rows), FileType(file_type))


def put_up(
    blueprint: Blueprint,
    path: str,
    permission: Permission,
    *,
    the_list: Callable[..., ShortList[Any]],
    shown: Callable[..., str],
) -> None:
    """The three views of a list at this path: its page, what is done to ticked lines, its files.

    ``the_list`` and ``shown`` take the values of the path by their names; ``shown`` takes the sent form first.
    """

    @blueprint.get(f"{path}/")
    @permitted(permission)
    def index(**place: str) -> ResponseReturnValue:
        return shown(None, **place)

    @blueprint.post(f"{path}/")
    @permitted(permission)
    def selected(**place: str) -> ResponseReturnValue:
        return the_list(**place).acted(lambda form: shown(form, **place))

    @blueprint.get(f"{path}.<any(csv, xlsx):file_type>")
    @permitted(permission)
    def file(file_type: str, **place: str) -> ResponseReturnValue:
        return the_list(**place).file(file_type)


def has_words(asked: Asked, *texts: str) -> bool:
    """Whether each word that is searched begins a word of these texts."""
    there = searchable(*texts).split()
    return all(any(word.startswith(each) for word in there) for each in searchable(asked.given.get("q", "")).split())


def quoted(words: str) -> str:
    return gettext("“%(words)s”", words=words)


def labelled(labels: Mapping[Any, Sentence]) -> Said:
    """The label of a choice, by its word."""
    return lambda value: gettext(labels[value])
