"""Another address for one's own account: asked for here, confirmed at both mailboxes."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import addresses
from kpevents.features.notifications import security
from kpevents.infra import clock, limits
from kpevents.web.accounts.forms import AddressForm, Pressed
from kpevents.web.accounts.proof import confirmed, me, my_user, prove_factor
from kpevents.web.accounts.settling import MOVES_PER_PERSON
from kpevents.web.addresses import address
from kpevents.web.guards import for_account
from kpevents.web.pressing import sent

blueprint = Blueprint("moving", __name__, url_prefix="/account/address")


def _page(form: AddressForm) -> str:
    return render_template("accounts/address.html", form=form, user=my_user(), cancel=Pressed())


@blueprint.get("")
@for_account
def move() -> ResponseReturnValue:
    return _page(AddressForm())


@blueprint.post("")
@for_account
def move_send() -> ResponseReturnValue:
    """The same answer whether somebody has the new address already or not."""
    form = AddressForm()
    limits.count("new address", str(me().user_id), MOVES_PER_PERSON)

    def act() -> str:
        user = queries.held(me().user_id)
        prove_factor(user, form)
        addresses.ask(user, form.email.data)
        known = queries.find_by_address(form.email.data)
        security.ask_both_addresses(user, form.email.data, known, now=clock.now())
        return address("moving.move")

    return confirmed(form, act, lambda: _page(form))


@blueprint.post("/cancel")
@for_account
def cancel() -> ResponseReturnValue:
    def act() -> str:
        addresses.cancel(queries.held(me().user_id))
        return address("account.index")

    return sent(Pressed(), act)
