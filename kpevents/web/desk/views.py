from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.web.guards import permitted
from kpevents.web.reading import reading

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


@blueprint.get("/")
@permitted(Permission.USE_DESK)
def index() -> ResponseReturnValue:
    return render_template("desk/index.html", read=reading())
