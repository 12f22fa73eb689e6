from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission, allows
from kpevents.features.accounts.actions import revealing
from kpevents.features.outbox import queries
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.infra.links import Links
from kpevents.infra.settings import Settings
from kpevents.web.addresses import address
from kpevents.web.exports import FileType, Table, export
from kpevents.web.filters import page_number
from kpevents.web.forms import Form
from kpevents.web.guards import permitted
from kpevents.web.listing import PAGE, Many, ManyForm, acted, page
from kpevents.web.outbox.letter import sheet
from kpevents.web.outbox.listing import COLUMNS, TRY_AGAIN, chosen_words, kinds, read_filters, row, tabs
from kpevents.web.pressing import sent
from kpevents.web.session import actor

blueprint = Blueprint("outbox", __name__, url_prefix="/desk")

_ONE = "/mail/<int:message_id>"


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


@blueprint.get("/mail/")
@permitted(Permission.READ_OUTBOX)
def index() -> ResponseReturnValue:
    return _list()


@blueprint.post("/mail/")
@permitted(Permission.READ_OUTBOX)
def selected() -> ResponseReturnValue:
    filters = read_filters(request.args)
    return acted(
        Many(
            at=address("outbox.index"),
            asked=filters,
            matching=lambda: queries.ids(filters.wanted),
            again=_list,
            acts=(TRY_AGAIN,),
        )
    )


@blueprint.get("/mail.<any(csv, xlsx):file_type>")
@permitted(Permission.READ_OUTBOX)
def file(file_type: str) -> ResponseReturnValue:
    rows = queries.every(read_filters(request.args).wanted)
    return export(Table(gettext("Mail"), COLUMNS, rows), FileType(file_type))


def _list(form: ManyForm | None = None) -> str:
    filters, number = read_filters(request.args), page_number(request.args)
    found, total = queries.find(filters.wanted, page=number, size=PAGE)
    rows = [row(message) for message in found]
    return render_template(
        "outbox/index.html",
        page=page(
            address("outbox.index"), filters, number, (rows, total),
            form=form, chosen=chosen_words(filters), acts=(TRY_AGAIN,),
        ),
        tabs=tabs(filters, queries.count_by_state()),
        kinds=kinds(),
        leaves=settings().smtp is not None,
    )  # fmt: skip


@blueprint.get(f"{_ONE}/")
@permitted(Permission.READ_OUTBOX)
def message(message_id: int) -> ResponseReturnValue:
    return _page(message_id, Form())


def _page(message_id: int, form: Form, path: str = "") -> str:
    return render_template(
        "outbox/message.html",
        it=sheet(queries.get(message_id), settings().base_url, path),
        form=form,
        is_shown=bool(path),
        may_look=allows(actor(), Permission.REVEAL_LINKS),
    )


@blueprint.post(f"{_ONE}/reveal")
@permitted(Permission.REVEAL_LINKS)
def reveal(message_id: int) -> ResponseReturnValue:
    """The link stands on this one answer, which no browser keeps; pressed again, the page leads back to its mask."""
    form = Form()
    paths: list[str] = []

    def act() -> str:
        links = Links(settings().secret_key)
        paths.append(revealing.reveal(queries.get(message_id), links, by=actor(), now=clock.now()))
        return address("outbox.message", message_id=message_id)

    answer = sent(form, act, lambda: _page(message_id, form))
    return (_page(message_id, form, paths[0]), {"Cache-Control": "no-store"}) if paths else answer
