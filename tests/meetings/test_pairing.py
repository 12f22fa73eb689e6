"""A meeting that asks for a pair has an African and a European partner, or a reason why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.finding import Wanted
from kpevents.features.meetings.listed import Held
from kpevents.features.meetings.pairing import (
    HOSTING,
    PairIncomplete,
    Part,
    SamePartner,
    ensure_pair,
    hosting,
    pairing_lacks,
)
from kpevents.features.meetings.pairs import parts
from kpevents.features.meetings.rules import RoleName
from kpevents.features.partners.queries import roll
from kpevents.features.partners.rules import Side
from kpevents.features.revisions.queries import current
from tests.times import NOW

HOST, CO_HOST, CHAIR, CO_CHAIR, INITIATOR = (
    RoleName.HOST, RoleName.CO_HOST, RoleName.CHAIR, RoleName.CO_CHAIR, RoleName.INITIATOR,
)  # fmt: skip


@pytest.fixture
def roles(reader):
    """Role and code of a real partner: ``roles(("host", "de"), ("co_host", "auc"))``."""
    partners = roll(current())

    def made(*given):
        held = [Held(RoleName(role), partners.by_code[code].id if code else None) for role, code in given]
        return parts(held, partners.by_id, "en")

    return made


@pytest.fixture
def asks_for_a_pair(reader):
    return {slug: kind.needs_pair for slug, kind in meetings.reference(current()).type_by_slug.items()}


def said(lack):
    return lack.sentence % lack.values


def test_germany_with_the_commission_of_the_african_union_is_accepted(roles, asks_for_a_pair):
    pair = roles(("host", "de"), ("co_host", "auc"))
    assert pairing_lacks(pair, asks_for_a_pair["thematic-meeting"]) is None


def test_two_european_hosts_ask_for_a_reason(roles, asks_for_a_pair):
    with pytest.raises(PairIncomplete) as refused:
        ensure_pair(roles(("host", "de"), ("co_host", "it")), asks_for_a_pair["thematic-meeting"], "  ")
    assert refused.value.lack.missing == (Side.AFRICAN,)
    assert str(refused.value) == (
        "No African partner stands beside Germany, Italy: a meeting of this type is hosted by one African and one"
        " European partner. Choose an African co-host, or give the reason for the exception; it is kept with the"
        " meeting."
    )


def test_steering_committee_asks_nothing(roles, asks_for_a_pair):
    assert pairing_lacks(roles(("host", "nl"), ("chair", "nl")), asks_for_a_pair["steering-committee"]) is None


def test_one_who_stands_alone_is_named_with_the_side_that_is_missing(roles):
    lack = pairing_lacks(roles(("host", "et")), True)
    assert lack.missing == (Side.EUROPEAN,)
    assert said(lack) == (
        "Ethiopia stands alone: a meeting of this type is hosted by one African and one European partner. Choose a"
        " European co-host, or give the reason for the exception; it is kept with the meeting."
    )


def test_every_pair_on_record_is_a_pair_whatever_words_it_uses(roles, asks_for_a_pair):
    revision = current()
    wanted = Wanted(type_id=meetings.reference(revision).type_by_slug["thematic-meeting"].id)
    rows = meetings.find(wanted, NOW.date(), page=1, size=100).rows
    held = [parts(row.roles, roll(revision).by_id, "en") for row in rows]
    named = [each for each in held if hosting(each)]
    assert len(named) == 12
    assert [each for each in named if pairing_lacks(each, True)] == []


def test_institutions_count_by_their_side(roles):
    assert pairing_lacks(roles(("host", "ke"), ("co_host", "ec")), True) is None
    assert pairing_lacks(roles(("host", "au"), ("co_host", "eeas")), True) is None
    assert pairing_lacks(roles(("host", "auc"), ("co_host", "ke")), True).missing == (Side.EUROPEAN,)


def test_who_stands_on_neither_side_completes_no_pair(roles):
    assert pairing_lacks(roles(("host", "ke"), ("co_host", "icmpd")), True).missing == (Side.EUROPEAN,)
    lack = pairing_lacks(roles(("host", "iom")), True)
    assert lack.missing == (Side.AFRICAN, Side.EUROPEAN)
    assert said(lack).startswith("The International Organization for Migration completes no pair: ")


def test_nobody_and_the_secretariat_alone_lack_both_sides(roles):
    assert said(pairing_lacks([], True)).startswith("Nobody hosts yet: ")
    assert pairing_lacks(roles(("host", None), ("organiser", "ke")), True).missing == (Side.AFRICAN, Side.EUROPEAN)


def test_initiators_stand_in_only_where_nobody_hosts(roles):
    pair = roles(("initiator", "se"), ("initiator", "so"))
    assert pairing_lacks(pair, True) is None
    assert pairing_lacks([*pair, *roles(("host", "se"))], True).missing == (Side.AFRICAN,)


def test_chair_alone_is_no_host(roles):
    assert pairing_lacks(roles(("host", "ke"), ("chair", "de")), True).missing == (Side.EUROPEAN,)


def test_reason_is_kept_for_an_exception_and_for_nothing_else(roles):
    assert ensure_pair(roles(("host", "de"), ("co_host", "it")), True, " The hall was given. ") == "The hall was given."
    assert ensure_pair(roles(("host", "de"), ("co_host", "ke")), True, "Left over.") == ""
    assert ensure_pair(roles(("host", "de")), False, "Left over.") == ""


@pytest.mark.parametrize("needs_pair", [True, False])
def test_same_partner_is_not_host_and_co_host(roles, needs_pair):
    with pytest.raises(SamePartner, match="Kenya cannot be host and co-host"):
        ensure_pair(roles(("host", "ke"), ("co_host", "ke"), ("co_host", "de")), needs_pair, "A reason.")


def test_secretariat_is_nobody_twice(roles):
    assert ensure_pair(roles(("host", None), ("co_host", None)), True, "Online.") == "Online."


def test_names_stand_as_the_reader_puts_them_one_after_the_other(roles):
    lack = pairing_lacks(roles(("host", "de"), ("co_host", "it")), True, comma="، ")
    assert lack.values == {"names": "Germany، Italy"}


PARTS = st.lists(
    st.builds(
        Part,
        role=st.sampled_from(RoleName),
        partner_id=st.none() | st.integers(1, 6),
        side=st.sampled_from(Side),
        name=st.just("Somebody"),
    ),
    max_size=6,
)


@given(PARTS)
def test_what_is_missing_is_never_there_and_completes_the_pair_when_it_comes(given):
    lack = pairing_lacks(given, True)
    there = {part.side for part in given if part.role in HOSTING and part.partner_id}
    if lack is None:
        return
    assert not set(lack.missing) & there
    more = [Part(CO_HOST, 90 + n, side, "One more") for n, side in enumerate(lack.missing)]
    filled = pairing_lacks([*hosting(given), *more], True)
    assert filled is None or INITIATOR in {part.role for part in hosting(given)}
