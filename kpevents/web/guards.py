"""Every view says who may see it. tests/house/test_guards.py finds the one that forgot."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from kpevents.core.errors import NotAllowed, NotFound
from kpevents.core.policy import Permission, allows, reach
from kpevents.features.meetings import whole as meetings
from kpevents.features.partners import queries as partners
from kpevents.features.revisions import queries as revisions
from kpevents.web.addresses import by_way_of
from kpevents.web.session import actor, signed_in

View = Callable[..., ResponseReturnValue]


class Guarded(Protocol):
    guard: str

    def __call__(self, *args: Any, **kwargs: Any) -> ResponseReturnValue: ...


def public(view: View) -> Guarded:
    """Anyone; what they get to see the view asks of the policy."""
    return _guarded(view, "public")


def for_account(view: View) -> Guarded:
    """Whoever is signed in, for what is their own."""

    @wraps(view)
    def check_first(**values: Any) -> ResponseReturnValue:
        return view(**values) if signed_in() else _sign_in_first()

    return _guarded(check_first, "account")


def permitted(
    permission: Permission, *, partner: str = "", meeting: str = "", somewhere: bool = False
) -> Callable[[View], Guarded]:
    """Signed in, and allowed by the policy: everywhere, or for the partner or meeting that the address names.

    ``partner`` and ``meeting`` are what the address calls the partner's code, the meeting's slug. One that is unknown,
    and one that is somebody else's, are both not there (404); a role that carries no such permission at all is 403.
    ``somewhere``: for any partner or meeting; the page then shows those that ``reach`` names, and no others.
    """

    def decorate(view: View) -> Guarded:
        @wraps(view)
        def check_first(**values: Any) -> ResponseReturnValue:
            if not signed_in():
                return _sign_in_first()
            if not (somewhere and reach(actor(), permission)):
                _ensure_allowed(permission, values.get(partner), values.get(meeting))
            return view(**values)

        scope = f" for {partner or meeting}" if partner or meeting else " somewhere" if somewhere else ""
        return _guarded(check_first, f"{permission}{scope}")

    return decorate


def _ensure_allowed(permission: Permission, code: str | None, slug: str | None) -> None:
    if code is None and slug is None:
        if not allows(actor(), permission):
            raise NotAllowed()
        return
    if not reach(actor(), permission):
        raise NotAllowed()
    partner = partners.roll(revisions.current()).get(code).id if code is not None else None
    meeting = meetings.id_of(slug) if slug is not None else None
    if not allows(actor(), permission, partner=partner, meeting=meeting):
        raise NotFound()


def _sign_in_first() -> ResponseReturnValue:
    """A page leads to sign-in and back; what was sent is refused, since nobody knows who sent it."""
    if request.method != "GET":
        raise Unauthorized()
    return redirect(by_way_of("accounts.sign_in", request.full_path.rstrip("?")))


def _guarded(view: View, guard: str) -> Guarded:
    guarded = cast(Guarded, view)
    guarded.guard = guard
    return guarded
