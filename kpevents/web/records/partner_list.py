"""Which partners the desk lists: by side, kind, words, and by how their contacts stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kpevents.core.errors import NotUnderstood
from kpevents.core.text import N_, has_controls, searchable
from kpevents.features.partners.contacts.queries import State
from kpevents.features.partners.contacts.rules import CheckState
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import Kind, Side

Choice = TypeVar("Choice", bound=StrEnum)
MOST_LETTERS = 200


class NotAFilter(NotUnderstood):
    message = N_("“%(value)s” cannot be asked for here. Choose from the list, or search with fewer letters.")


@dataclass(frozen=True, slots=True)
class Filters:
    side: Side | None
    kind: Kind | None
    contact: CheckState | None
    q: str


def read_filters(args: Mapping[str, str]) -> Filters:
    """Raises NotAFilter."""
    words = args.get("q", "").strip()
    if len(words) > MOST_LETTERS or has_controls(words):
        raise NotAFilter(value=words[:40])
    return Filters(
        _choice(args, "side", Side), _choice(args, "kind", Kind), _choice(args, "contact", CheckState), words
    )


def _choice(args: Mapping[str, str], name: str, choices: type[Choice]) -> Choice | None:
    given = args.get(name, "").strip()
    try:
        return choices(given) if given else None
    except ValueError as error:
        raise NotAFilter(value=given[:40]) from error


def filtered(partners: Iterable[Partner], filters: Filters, states: Mapping[int, State], spoken: str) -> list[Partner]:
    """``states``: how the contacts of each partner stand, by its id. States first, each kind in the order of names."""
    found = [partner for partner in partners if _fits(partner, filters, states)]
    return sorted(found, key=lambda partner: (not partner.is_state, searchable(partner.name[spoken])))


def _fits(partner: Partner, filters: Filters, states: Mapping[int, State]) -> bool:
    state = states[partner.id].check if partner.id in states else CheckState.NONE
    return (
        filters.side in (None, partner.side)
        and filters.kind in (None, partner.kind)
        and filters.contact in (None, state)
        and _has_words(partner, filters.q)
    )


def _has_words(partner: Partner, asked: str) -> bool:
    """Every word begins a word of the partner's names or codes."""
    texts = [*partner.name, *partner.name_in_text, partner.short_name, partner.code, partner.iso3 or ""]
    there = searchable(*texts).split()
    return all(any(word.startswith(each) for word in there) for each in searchable(asked).split())
