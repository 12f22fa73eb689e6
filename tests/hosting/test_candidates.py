"""Who could host: reasons that can be checked, in an order that can be followed."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpevents.features.governance.queries import governance
from kpevents.features.hosting.queries.candidates import Wish, candidates
from kpevents.features.hosting.rules.candidates import Reason, Record, Why, could_host, missing_beside, near
from kpevents.features.hosting.rules.offers import OfferedRole, Period, Standing
from kpevents.features.hosting.rules.turns import Share, Tally
from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.rules import RoleName, Status
from kpevents.features.partners.queries import roll
from kpevents.features.partners.rules import Side
from kpevents.features.revisions.queries import current
from tests.factories import make_meeting, make_partner, make_role, make_type
from tests.hosting.things import answer, make_offer, partial, turn
from tests.times import NOW

EUROPE = frozenset({Side.EUROPEAN})
BUSY = turn(9, 1)


def record(n: int, **given) -> Record:
    return Record(**{"partner_id": n, "name": f"partner {n}", "side": Side.EUROPEAN} | given)


def order(*records: Record, missing=EUROPE) -> list[int]:
    return [each.partner_id for each in could_host(records, missing)]


def test_each_step_of_the_order_counts_only_where_those_before_are_equal():
    by_step = [
        record(1, offers=(1,), busy=(BUSY,), tally=Tally(5, last=date(2024, 1, 1))),
        record(2, tally=Tally(4, last=date(2024, 1, 1))),
        record(3, busy=(BUSY,)),
        record(4, busy=(BUSY,), tally=Tally(1, last=date(2016, 1, 1))),
        record(5, busy=(BUSY,), tally=Tally(1, last=date(2018, 1, 1)), name="a"),
        record(6, busy=(BUSY,), tally=Tally(1, last=date(2018, 1, 1)), name="b"),
        record(7, side=Side.AFRICAN, offers=(2,)),
        record(8, side=Side.AFRICAN),
    ]
    shuffled = Random(3).sample(by_step, len(by_step))
    assert order(*shuffled) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_co_hosting_and_standing_beside_the_host_are_times_too():
    assert order(record(1, tally=Tally(0, 1, 1)), record(2, tally=Tally(1, 0, 0))) == [2, 1]


def test_one_without_any_date_on_record_comes_before_one_with():
    assert order(record(1, tally=Tally(1, last=date(2014, 1, 1))), record(2, tally=Tally(1))) == [2, 1]


def test_without_a_side_missing_all_sides_stand_together():
    assert order(record(1), record(2, side=Side.AFRICAN, offers=(1,)), missing=frozenset()) == [2, 1]


def test_who_stands_on_neither_side_is_a_candidate_only_with_an_offer_or_a_history():
    neither = {"side": Side.NEITHER}
    found = order(record(1, **neither), record(2, offers=(1,), **neither), record(3, tally=Tally(1), **neither))
    assert found == [2, 3]


@pytest.mark.parametrize(
    ("side", "needs_pair", "missing"),
    [
        (Side.AFRICAN, True, [Side.EUROPEAN]),
        (Side.EUROPEAN, True, [Side.AFRICAN]),
        (Side.NEITHER, True, [Side.AFRICAN, Side.EUROPEAN]),
        (None, True, [Side.AFRICAN, Side.EUROPEAN]),
        (Side.AFRICAN, False, []),
    ],
    ids=str,
)
def test_missing_is_the_other_side(side, needs_pair, missing):
    assert missing_beside(side, needs_pair) == set(missing)


def test_reasons_say_everything_that_decided_and_more():
    tally = Tally(2, 1, 1, date(2023, 1, 1), {Share.HOST: 2022, Share.CO_HOST: 2023})
    full = record(1, offers=(7,), busy=(BUSY,), tally=tally, on_committee=True, chairs=True)
    (candidate,) = could_host([full], EUROPE)
    assert list(candidate.reasons) == [
        Reason(Why.COMPLETES_THE_PAIR, {"side": Side.EUROPEAN}),
        Reason(Why.OFFERED, {"offer": 7}),
        Reason(Why.BUSY, {"meeting": 9, "share": Share.HOST}),
        Reason(Why.HOSTED, {"times": 2, "year": 2022}),
        Reason(Why.CO_HOSTED, {"times": 1, "year": 2023}),
        Reason(Why.STOOD_BESIDE, {"times": 1, "year": None}),
        Reason(Why.CHAIRS),
        Reason(Why.ON_COMMITTEE),
    ]


def test_one_who_never_hosted_is_said_to_have_never_hosted():
    (candidate,) = could_host([record(1, side=Side.AFRICAN)], EUROPE)
    assert [each.why for each in candidate.reasons] == [Why.ON_THE_SAME_SIDE, Why.NEVER, Why.NOT_ON_COMMITTEE]


@pytest.mark.parametrize(
    ("first", "last", "is_near"),
    [
        (date(2020, 4, 4), date(2020, 4, 4), True),
        (date(2020, 4, 3), date(2020, 4, 4), True),
        (date(2020, 4, 2), date(2020, 4, 3), False),
        (date(2020, 6, 3), date(2020, 6, 4), True),
        (date(2020, 6, 4), date(2020, 6, 5), False),
    ],
    ids=str,
)
def test_near_is_within_thirty_days_on_either_side(first, last, is_near):
    assert near(turn(1, 1), first, last) is is_near


def test_meeting_known_by_its_year_is_near_nothing():
    of_a_year = turn(1, 1, first=date(2020, 1, 1), last=date(2020, 12, 31))
    assert not near(of_a_year, date(2020, 5, 4), date(2020, 5, 4))


RECORDS = st.lists(
    st.builds(
        Record,
        partner_id=st.integers(1, 10**6),
        name=st.text(max_size=3),
        side=st.sampled_from(Side),
        tally=st.builds(Tally, st.integers(0, 3), st.integers(0, 3), last=st.none() | st.dates()),
        busy=st.sampled_from([(), (BUSY,)]),
        offers=st.sampled_from([(), (1,)]),
    ),
    unique_by=(lambda each: each.partner_id, lambda each: each.name),
)


@given(RECORDS, st.randoms(use_true_random=False), st.sampled_from([frozenset(), EUROPE, frozenset(Side)]))
def test_order_depends_on_nothing_but_the_records(records, chance, missing):
    shuffled = chance.sample(records, len(records))
    assert could_host(shuffled, missing) == could_host(records, missing)


@given(RECORDS)
def test_nobody_on_the_missing_side_stands_behind_somebody_who_is_not(records):
    sides = {each.partner_id: each.side for each in records}
    on_it = [sides[each.partner_id] in EUROPE for each in could_host(records, EUROPE)]
    assert on_it == sorted(on_it, reverse=True)


def asked(**wish):
    revision = current()
    found = candidates(Wish(**wish), roll(revision), governance(revision), NOW.date(), "en")
    codes = {partner.id: code for code, partner in roll(revision).by_code.items()}
    return {codes[each.partner_id]: {reason.why: reason.values for reason in each.reasons} for each in found}


def test_beside_germany_african_partners_come_first_and_those_who_never_hosted_before_the_others(reader):
    revision = current()
    kind = meetings.reference(revision).type_by_slug["thematic-meeting"]
    found = asked(kind=kind, beside=roll(revision).by_code["de"])
    codes = list(found)
    assert "de" not in codes
    assert [found[code].get(Why.COMPLETES_THE_PAIR) is not None for code in codes[:13]] == [True] * 13
    assert codes[:7] == ["au", "dj", "ly", "ss", "sd", "tn", "ug"]
    assert codes[7:13] == ["er", "auc", "so", "eg", "ke", "et"]
    assert found["ke"][Why.HOSTED] == {"times": 2, "year": 2023}
    assert found["ke"][Why.CO_HOSTED] == {"times": 1, "year": 2018}
    assert Why.ON_COMMITTEE in found["ug"]
    assert Why.NOT_ON_COMMITTEE in found["ke"]
    assert Why.CHAIRS in found["fr"]


def test_busy_names_the_meeting_and_what_fell_away_keeps_nobody_busy(db):
    kind, kenya, uganda = make_type(needs_pair=True), make_partner(), make_partner()
    july = make_meeting(type_id=kind.id)
    make_role(july, kenya, RoleName.CO_HOST)
    make_role(make_meeting(type_id=kind.id, status=Status.CANCELLED), uganda)
    found = asked(kind=kind, first=date(2026, 8, 10), last=date(2026, 8, 11))
    assert found[kenya.code][Why.BUSY] == {"meeting": july.id, "share": Share.CO_HOST}
    assert Why.BUSY not in found[uganda.code]
    assert list(found) == [uganda.code, kenya.code]
    assert Why.BUSY not in asked(kind=kind)[kenya.code]


def test_draft_keeps_a_partner_busy_and_counts_no_time(db):
    kind, kenya = make_type(), make_partner()
    make_role(make_meeting(type_id=kind.id, status=Status.DRAFT), kenya)
    found = asked(kind=kind, first=date(2026, 7, 1), last=date(2026, 7, 2))[kenya.code]
    assert set(found) == {Why.BUSY, Why.NEVER, Why.NOT_ON_COMMITTEE}


def test_offer_counts_for_its_period_and_its_type_while_it_is_open(db):
    kind, other = make_type(), make_type()
    names = ("in time", "too late", "of another type", "declined", "accepted", "accepted and given a meeting")
    partners = {name: make_partner() for name in names}
    summer = Period(partial("2026-06"), partial("2026-08-15"))
    made = {name: make_offer(partner, period=summer, role=OfferedRole.EITHER) for name, partner in partners.items()}
    make_offer(partners["in time"], period=Period(partial("2028")))
    with_another_type = make_offer(partners["of another type"], period=summer, type_id=other.id)
    answer(made["too late"], Standing.DECLINED, "Not needed.")
    make_offer(partners["too late"], period=Period(partial("2026-09")))
    answer(made["of another type"], Standing.DECLINED, "Not needed.")
    answer(made["declined"], Standing.DECLINED, "Not needed.")
    answer(made["accepted"], Standing.ACCEPTED)
    answer(made["accepted and given a meeting"], Standing.ACCEPTED, meeting=make_meeting(type_id=kind.id))

    found = asked(kind=kind, first=date(2026, 8, 14), last=date(2026, 8, 20))

    offered = {
        name: found[p.code][Why.OFFERED]["offer"] for name, p in partners.items() if Why.OFFERED in found[p.code]
    }
    assert offered == {"in time": made["in time"].id, "accepted": made["accepted"].id}
    any_type = asked(first=date(2026, 8, 14), last=date(2026, 8, 20))
    assert any_type[partners["of another type"].code][Why.OFFERED] == {"offer": with_another_type.id}
