from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotUnderstood
from kpevents.core.text import N_
from kpevents.features.governance import queries as governing
from kpevents.features.meetings import figures
from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.finding import Wanted
from kpevents.features.partners.rules import KIND_LABELS, Side
from kpevents.infra.i18n import gettext
from kpevents.infra.memo import kept
from kpevents.web.chairs import chair_of
from kpevents.web.guards import public
from kpevents.web.lines import line
from kpevents.web.partners.governance import chairs_over_time, committee, committee_over_time
from kpevents.web.partners.record import record, roles_in_words
from kpevents.web.reading import reading
from kpevents.web.subscribing import subscription

blueprint = Blueprint("partners", __name__)

HISTORY = 50


class NotADay(NotUnderstood):
    message = N_("“%(value)s” is not a day. Write it as 2021-05-26.")


@blueprint.get("/partners/")
@public
def index() -> ResponseReturnValue:
    read = reading()
    return render_template(
        "partners/index.html",
        african=read.partners.states(Side.AFRICAN, read.language),
        european=read.partners.states(Side.EUROPEAN, read.language),
        organisations=read.partners.organisations(read.language),
        hosted=kept(read.revision, ("times hosted", read.today), lambda: figures.times_hosted(read.today)),
        read=read,
    )


@blueprint.get("/partners/<code>/")
@public
def partner(code: str) -> ResponseReturnValue:
    read = reading()
    found = read.partners.get(code)
    history = meetings.find(Wanted(partner_id=found.id), read.today, page=1, size=HISTORY)
    return render_template(
        "partners/partner.html",
        partner=found,
        kind=gettext(KIND_LABELS[found.kind]),
        roles=roles_in_words(figures.roles_held(found.id, read.today)),
        record=record(found, governing.governance(read.revision), read),
        history=[line(m, read, short=True) for m in history.rows],
        total=history.total,
        feed=subscription(found.name[read.language], f"/feeds/partner/{found.code}.ics", read.language),
        read=read,
    )


@blueprint.get("/governance/")
@public
def governance() -> ResponseReturnValue:
    read = reading()
    governed, day = governing.governance(read.revision), _day_asked(read.today)
    return render_template(
        "partners/governance.html",
        day=day,
        is_future=day > read.today,
        chair=chair_of(governed, read, day),
        committee=committee(governed, read, day),
        chairs=chairs_over_time(governed, read),
        committees=committee_over_time(governed, read),
        bodies=governed.bodies,
        read=read,
    )


def _day_asked(today: date) -> date:
    given = request.args.get("on", "").strip()
    if not given:
        return today
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise NotADay(value=given[:40]) from error
