"""Times, pairs and balance, from the meetings that count."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kpevents.core.timespan import Precision
from kpevents.features.hosting.rules.turns import Share, Tally, balance, pairs, shares, tallies, within
from kpevents.features.meetings.listed import Held
from kpevents.features.meetings.rules import RoleName, Status
from kpevents.features.partners.rules import Side
from tests.hosting.things import turn

KENYA, GERMANY, SWEDEN, ICMPD = 1, 2, 3, 4
SIDES = {KENYA: Side.AFRICAN, GERMANY: Side.EUROPEAN, SWEDEN: Side.EUROPEAN, ICMPD: Side.NEITHER}


def test_partner_with_two_roles_has_the_first_share():
    held = [Held(RoleName.CO_CHAIR, KENYA), Held(RoleName.HOST, KENYA), Held(RoleName.CO_CHAIR, GERMANY)]
    assert shares(held) == {KENYA: Share.HOST, GERMANY: Share.BESIDE}


def test_initiators_count_where_nobody_hosts():
    both = [Held(RoleName.INITIATOR, SWEDEN), Held(RoleName.INITIATOR, KENYA)]
    assert shares(both) == {SWEDEN: Share.BESIDE, KENYA: Share.BESIDE}
    assert shares([*both, Held(RoleName.HOST, SWEDEN)]) == {SWEDEN: Share.HOST}


def test_chair_organiser_and_secretariat_host_nothing():
    assert shares([Held(RoleName.CHAIR, KENYA), Held(RoleName.ORGANISER, SWEDEN), Held(RoleName.HOST, None)]) == {}


def test_times_last_day_and_last_year_of_each_share():
    held = [
        turn(1, KENYA, Share.HOST, 2018),
        turn(2, KENYA, Share.CO_HOST, 2022),
        turn(3, KENYA, Share.HOST, 2020),
        turn(4, KENYA, Share.BESIDE, 2021),
    ]
    assert tallies(held) == {
        KENYA: Tally(2, 1, 1, date(2022, 5, 4), {Share.HOST: 2020, Share.CO_HOST: 2022, Share.BESIDE: 2021})
    }


def test_only_what_was_held_or_is_confirmed_counts():
    held = [turn(n, KENYA, status=status) for n, status in enumerate(Status)]
    assert tallies(held)[KENYA].times == 2


def test_meeting_without_a_date_counts_and_has_no_year():
    tally = tallies([turn(1, KENYA, precision=Precision.UNKNOWN)])[KENYA]
    assert (tally.times, tally.last, tally.last_year) == (1, None, {})


def test_within_a_period_is_what_may_touch_it():
    of_2020 = turn(1, KENYA, first=date(2020, 1, 1), last=date(2020, 12, 31), precision=Precision.YEAR)
    undated = turn(2, KENYA, precision=Precision.UNKNOWN)
    assert within([of_2020, undated], None, None) == [of_2020, undated]
    assert within([of_2020, undated], date(2020, 6, 1), None) == [of_2020]
    assert within([of_2020, undated], None, date(2020, 2, 1)) == [of_2020]
    assert within([of_2020, undated], date(2021, 1, 1), None) == []


def test_pairs_name_the_african_partner_first_and_the_latest_meeting_first():
    held = [
        turn(1, GERMANY, Share.HOST, 2018), turn(1, KENYA, Share.CO_HOST, 2018),
        turn(2, KENYA, Share.HOST, 2022), turn(2, GERMANY, Share.CO_HOST, 2022),
        turn(3, SWEDEN, Share.HOST, 2023), turn(3, KENYA, Share.BESIDE, 2023),
        turn(4, SWEDEN, Share.HOST, 2024),
    ]  # fmt: skip
    assert [(pair.partners, pair.meetings) for pair in pairs(held, SIDES)] == [
        ((KENYA, SWEDEN), (3,)),
        ((KENYA, GERMANY), (2, 1)),
    ]


def test_pair_of_a_meeting_that_is_not_confirmed_has_not_worked_together():
    held = [turn(1, KENYA, status=Status.SAVE_THE_DATE), turn(1, GERMANY, status=Status.SAVE_THE_DATE)]
    assert pairs(held, SIDES) == []


def test_balance_leaves_no_year_out_and_says_what_has_none():
    held = [
        turn(1, KENYA, Share.HOST, 2018),
        turn(1, GERMANY, Share.CO_HOST, 2018),
        turn(2, SWEDEN, Share.HOST, 2020),
        turn(2, KENYA, Share.BESIDE, 2020),
        turn(3, ICMPD, Share.HOST, precision=Precision.UNKNOWN),
    ]
    assert [(y.year, dict(y.hosts), dict(y.co_hosts)) for y in balance(held, SIDES)] == [
        (2020, {Side.EUROPEAN: 1}, {Side.AFRICAN: 1}),
        (2019, {}, {}),
        (2018, {Side.AFRICAN: 1}, {Side.EUROPEAN: 1}),
        (None, {Side.NEITHER: 1}, {}),
    ]


def test_no_meetings_are_no_years():
    assert balance([], SIDES) == []


TURNS = st.lists(
    st.builds(
        turn,
        st.integers(1, 9),
        st.sampled_from(sorted(SIDES)),
        st.sampled_from(Share),
        st.integers(2014, 2030),
        status=st.sampled_from(Status),
        precision=st.sampled_from(Precision),
    ),
    unique_by=lambda each: (each.meeting_id, each.partner_id),
)


@given(TURNS)
def test_every_share_that_counts_is_in_the_balance_once(turns):
    drawn = sum(sum(year.hosts.values()) + sum(year.co_hosts.values()) for year in balance(turns, SIDES))
    counted = sum(tally.times for tally in tallies(turns).values())
    assert drawn == counted == sum(each.counts for each in turns)
