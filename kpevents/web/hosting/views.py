from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.features.governance.queries import governance
from kpevents.features.hosting.rules.candidates import missing_beside
from kpevents.web.guards import permitted
from kpevents.web.hosting.summary import summary
from kpevents.web.hosting.wish import period_of, read_wish, shown
from kpevents.web.offered import partner_choices, type_choices
from kpevents.web.reading import reading

blueprint = Blueprint("hosting", __name__, url_prefix="/desk/hosting")


@blueprint.get("/")
@permitted(Permission.PLAN_MEETINGS)
def index() -> ResponseReturnValue:
    read = reading()
    first, last = period_of(request.args)
    return render_template("hosting/index.html", summary=summary(first, last, read), given=request.args, read=read)


@blueprint.get("/candidates")
@permitted(Permission.PLAN_MEETINGS)
def candidates() -> ResponseReturnValue:
    """``type``, ``from``, ``to``, and in ``with`` the code of who hosts already: all may be left out."""
    read = reading()
    wish = read_wish(request.args, read)
    needs_pair = wish.kind is None or wish.kind.needs_pair
    return render_template(
        "hosting/candidates.html",
        candidates=shown(wish, governance(read.revision), read),
        wish=wish,
        missing=missing_beside(wish.beside.side if wish.beside else None, needs_pair),
        types=type_choices(read),
        partners=partner_choices(read),
        given=request.args,
        read=read,
    )
