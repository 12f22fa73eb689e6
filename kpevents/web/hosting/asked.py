"""What is asked of the list of offers, as it stands in the address."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from kpevents.features.hosting.rules.offers import Standing
from kpevents.web.filters import NotAChoice
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Asked:
    """``given`` holds what was asked, as it was written."""

    given: Mapping[str, str]
    standings: Collection[Standing]
    partner_id: int | None


@dataclass(frozen=True, slots=True)
class Pages:
    page: int
    pages: int
    before: str | None
    after: str | None


def asked_offers(args: Mapping[str, str], read: Reading) -> Asked:
    """Raises NotFound for a partner that is not there, NotAChoice for what is no standing."""
    given = {name: value for name in ("state", "partner") if (value := args.get(name, "").strip())}
    state, code = given.get("state"), given.get("partner")
    if state and state not in set(Standing):
        raise NotAChoice(name="state", value=state[:40])
    return Asked(
        given=given,
        standings=[Standing(state)] if state else tuple(Standing),
        partner_id=read.partners.get(code).id if code else None,
    )


def pages(given: Mapping[str, str], page: int, total: int, size: int) -> Pages:
    last = max(1, -(-total // size))

    def at(number: int) -> str:
        return "?" + urlencode({**given, "page": number})

    return Pages(page, last, at(page - 1) if page > 1 else None, at(page + 1) if page < last else None)
