"""Who hosted, as the facts of the Process say it."""

from collections import Counter
from datetime import date

import pytest

from kpevents.core.policy import ANONYMOUS, Role
from kpevents.features.hosting.queries import history
from kpevents.features.hosting.rules.turns import balance, pairs, tallies, within
from kpevents.features.meetings.rules import RoleName, Status, Visibility
from kpevents.features.partners.queries import roll
from kpevents.features.partners.rules import Side
from kpevents.features.revisions.queries import current
from tests.core.test_policy import somebody
from tests.factories import make_meeting, make_partner, make_role


@pytest.fixture
def code(reader):
    return {partner.id: partner.code for partner in roll(current()).by_id.values()}


def sides():
    return {partner.id: partner.side for partner in roll(current()).by_id.values()}


def test_thirteen_pairs_have_worked_together(code):
    found = pairs(history.turns(), sides())
    assert sum(len(pair.meetings) for pair in found) == 13
    together = {tuple(code[p] for p in pair.partners): len(pair.meetings) for pair in found}
    assert together == {
        ("ke", "de"): 2, ("so", "se"): 1, ("auc", "de"): 1, ("et", "de"): 1, ("et", "ch"): 2, ("er", "ch"): 1,
        ("eg", "pt"): 1, ("ke", "se"): 1, ("eg", "it"): 1, ("et", "nl"): 1, ("et", "it"): 1,
    }  # fmt: skip


def test_how_often_each_took_part_in_a_pair(code):
    found = Counter({code[partner_id]: tally.times for partner_id, tally in tallies(history.turns()).items()})
    assert found == {
        "et": 5, "de": 4, "ch": 3, "ke": 3, "eg": 2, "it": 2, "se": 2, "nl": 2, "pt": 1, "er": 1, "so": 1, "auc": 1,
    }  # fmt: skip


def test_balance_of_the_two_sides_in_2018(reader):
    of_2018 = within(history.turns(), date(2018, 1, 1), date(2018, 12, 31))
    (year,) = balance(of_2018, sides())
    assert (year.year, dict(year.hosts), dict(year.co_hosts)) == (
        2018, {Side.EUROPEAN: 2, Side.AFRICAN: 1}, {Side.EUROPEAN: 1, Side.AFRICAN: 2},
    )  # fmt: skip


def test_what_fell_away_or_is_no_meeting_of_the_process_is_not_read(db):
    partner = make_partner()
    for given in ({"status": Status.CANCELLED}, {"status": Status.POSTPONED}, {"counted": False}):
        make_role(make_meeting(**given), partner)
    kept = make_meeting(status=Status.DRAFT)
    make_role(kept, partner, RoleName.CO_HOST)
    assert [turn.meeting_id for turn in history.turns()] == [kept.id]


def test_desk_reads_hidden_meetings_and_a_focal_point_does_not(db):
    hidden, for_partners = make_meeting(visibility=Visibility.HIDDEN), make_meeting(visibility=Visibility.PARTNERS)
    ids = [hidden.id, for_partners.id]
    assert set(history.meetings(ids)) == set(ids)
    assert set(history.seen_by(somebody(Role.FOCAL_POINT), ids)) == {for_partners.id}
    assert history.seen_by(ANONYMOUS, ids) == {}
    assert history.meetings([]) == {}
