"""The list of people at the desk: found by its filters, acted upon together, taken along as a file."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import people
from kpevents.features.accounts.rules import State
from kpevents.features.notifications import accounts as letters
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web.addresses import address
from kpevents.web.choices import partner_choices
from kpevents.web.exports import FileType, Table, export
from kpevents.web.filters import page_number
from kpevents.web.guards import permitted
from kpevents.web.listing import PAGE, Act, Ids, Many, ManyForm, acted, page
from kpevents.web.people.listing import (
    COLUMNS,
    Filters,
    chosen_words,
    read_filters,
    role_choices,
    rows,
    state_choices,
)
from kpevents.web.reading import reading
from kpevents.web.session import actor

blueprint = Blueprint("people", __name__, url_prefix="/desk")


def _invite_again(ids: Ids) -> str:
    """Those who have no password yet; the others need none."""
    waiting = [user for user in map(queries.get, ids) if user.state is State.INVITED]
    for user in waiting:
        people.invite_again(user, by=actor(), now=clock.now())
        letters.invite(user, now=clock.now())
    number = len(waiting)
    return ngettext(
        "%(number)s invitation is on its way.", "%(number)s invitations are on their way.", number,
        number=dates.number(number),
    )  # fmt: skip


def _close(ids: Ids) -> str:
    for each in ids:
        people.close(queries.get(each), by=actor(), now=clock.now())
    number = len(ids)
    return ngettext(
        "%(number)s account is closed.", "%(number)s accounts are closed.", number, number=dates.number(number)
    )


def _asks_to_close(number: int) -> str:
    return ngettext(
        "%(number)s person is signed out at once and cannot sign in any more. You can open the account again.",
        "%(number)s people are signed out at once and cannot sign in any more. You can open the accounts again.",
        number,
        number=dates.number(number),
    )


ACTS = (
    Act("invite", N_("Send the invitation again"), _invite_again),
    Act("close", N_("Close the accounts"), _close, asks=_asks_to_close),
)


@blueprint.get("/people/")
@permitted(Permission.MANAGE_PEOPLE)
def index() -> ResponseReturnValue:
    return _page()


def _page(form: ManyForm | None = None) -> str:
    read, filters, number = reading(), _filters(), page_number(request.args)
    found = rows(queries.people(filters.wanted, page=number, size=PAGE), read)
    return render_template(
        "people/index.html",
        page=page(
            address("people.index"),
            filters,
            number,
            (found, queries.count_people(filters.wanted)),
            form=form,
            chosen=chosen_words(filters, read),
            acts=ACTS,
        ),
        roles=role_choices(),
        states=state_choices(),
        partners=partner_choices(read),
        requests=queries.count_requests(),
    )


@blueprint.post("/people/")
@permitted(Permission.MANAGE_PEOPLE)
def selected() -> ResponseReturnValue:
    filters = _filters()
    return acted(
        Many(
            at=address("people.index"),
            asked=filters,
            matching=lambda: queries.people_ids(filters.wanted),
            again=_page,
            acts=ACTS,
        )
    )


@blueprint.get("/people.<any(csv, xlsx):file_type>")
@permitted(Permission.MANAGE_PEOPLE)
def file(file_type: str) -> ResponseReturnValue:
    found = rows(queries.people(_filters().wanted), reading())
    return export(Table(gettext("People"), COLUMNS, found), FileType(file_type))


def _filters() -> Filters:
    return read_filters(request.args, reading())
