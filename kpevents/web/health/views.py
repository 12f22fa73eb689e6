from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kpevents.infra import migrations
from kpevents.web.guards import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """The process answers."""
    return Response("alive\n", mimetype="text/plain")


@blueprint.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """The database answers, and its tables are those of this release."""
    if migrations.are_done():
        return Response("ready\n", mimetype="text/plain")
    return Response("not ready: the database cannot be reached, or is not migrated\n", 503, mimetype="text/plain")
