"""What is on record of each partner, for the question who could host."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kpevents.core.text import searchable
from kpevents.features.governance.queries import Governance
from kpevents.features.hosting.queries import history, offers
from kpevents.features.hosting.rules.candidates import Candidate, Record, could_host, missing_beside, near
from kpevents.features.hosting.rules.turns import Tally, Turn, tallies
from kpevents.features.meetings.models import MeetingType
from kpevents.features.partners.models import Partner
from kpevents.features.partners.queries import Roll


@dataclass(frozen=True, slots=True)
class Wish:
    """For which meeting somebody is looked for. Without days nobody is busy, and an offer for any time counts."""

    kind: MeetingType | None = None
    first: date | None = None
    last: date | None = None
    beside: Partner | None = None
    """Who hosts already."""


def candidates(wish: Wish, partners: Roll, governed: Governance, today: date, language: str) -> list[Candidate]:
    """In the order of the rule; names stand in that of this language."""
    needs_pair = wish.kind is None or wish.kind.needs_pair
    missing = missing_beside(wish.beside.side if wish.beside else None, needs_pair)
    asked = [partner for partner in partners.by_id.values() if partner != wish.beside]
    return could_host(_records(asked, wish, governed, today, language), missing)


def _records(
    partners: Iterable[Partner], wish: Wish, governed: Governance, today: date, language: str
) -> Iterable[Record]:
    turns = history.turns()
    tally, busy, offered = tallies(turns), _busy(turns, wish), _offered(wish)
    committee = {term.partner_id for term in governed.committee_on(today)[1]}
    chairs = {term.partner_id for term, _ in governed.chairs_on(today)}
    for partner in partners:
        yield Record(
            partner_id=partner.id,
            name=searchable(partner.name[language]),
            side=partner.side,
            tally=tally.get(partner.id, Tally()),
            busy=tuple(busy.get(partner.id, ())),
            offers=tuple(offered.get(partner.id, ())),
            on_committee=partner.id in committee,
            chairs=partner.id in chairs,
        )


def _busy(turns: Iterable[Turn], wish: Wish) -> dict[int, list[Turn]]:
    found: dict[int, list[Turn]] = defaultdict(list)
    first, last = wish.first or wish.last, wish.last or wish.first
    if first and last:
        for turn in turns:
            if near(turn, first, last):
                found[turn.partner_id].append(turn)
    return found


def _offered(wish: Wish) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for offer in offers.ready():
        in_time = offer.period.touches(wish.first or date.min, wish.last or date.max)
        if in_time and (wish.kind is None or offer.type_id in (None, wish.kind.id)):
            found[offer.partner_id].append(offer.id)
    return found
