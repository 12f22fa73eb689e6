"""The roles of a meeting as the rule of the pair reads them."""

from collections.abc import Iterable, Mapping

from kpevents.features.meetings.listed import Held
from kpevents.features.meetings.pairing import Part
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import Side


def parts(roles: Iterable[Held], partners: Mapping[int, Partner], language: str) -> list[Part]:
    """``partners`` by id; names are as a sentence of this language wants them."""
    return [_part(held, partners[held.partner_id] if held.partner_id else None, language) for held in roles]


def _part(held: Held, partner: Partner | None, language: str) -> Part:
    if partner is None:
        return Part(held.role, None, Side.NEITHER, "")
    return Part(held.role, partner.id, partner.side, partner.called(language))
