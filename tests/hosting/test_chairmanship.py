"""A candidature is endorsed and becomes the next term of the chair, which begins where the running one ends."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kpevents.features.facts import actions as loading
from kpevents.features.governance.models import Term
from kpevents.features.governance.queries import governance
from kpevents.features.hosting.actions import chairmanship
from kpevents.features.hosting.actions.chairmanship import Where
from kpevents.features.hosting.models import Candidature
from kpevents.features.hosting.queries import chairmanship as queries
from kpevents.features.hosting.rules.chairmanship import (
    AlreadyCandidate,
    CandidatureChanged,
    ChairsOverlap,
    DateMissing,
    EndorsedTooEarly,
    HandedOverTooEarly,
    NotAState,
    NotInOrder,
    NotYet,
    Step,
    as_far_as_known,
    step,
    whose_turn,
)
from kpevents.features.partners.queries import roll
from kpevents.features.partners.rules import Kind, Side
from kpevents.features.revisions.queries import current
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.factories import make_meeting, make_partner, save
from tests.hosting.things import OFFICER, journal, make_candidature, make_chair, make_chair_body, partial
from tests.times import NOW

LATER = NOW + timedelta(days=90)
AFRICAN, EUROPEAN = Side.AFRICAN, Side.EUROPEAN


@pytest.mark.parametrize(
    ("given", "first", "last", "loosely", "date_known"),
    [
        ("2026-03-01", date(2026, 4, 1), date(2026, 4, 1), None, "2026-03-01"),
        (None, date(2026, 4, 1), date(2026, 4, 1), None, "2026-04-01"),
        (None, date(2026, 4, 1), date(2026, 4, 2), None, "2026-04"),
        (None, date(2026, 4, 30), date(2026, 5, 1), None, "2026"),
        (None, None, None, "2026-04", "2026-04"),
    ],
    ids=str,
)
def test_date_of_a_step_is_that_of_its_meeting_as_far_as_it_is_known(given, first, last, loosely, date_known):
    found = as_far_as_known(given and partial(given), first, last, loosely and partial(loosely))
    assert str(found) == date_known


@pytest.mark.parametrize(("first", "last"), [(None, None), (date(2026, 12, 31), date(2027, 1, 1))], ids=str)
def test_date_that_nobody_knows_is_asked_for(first, last):
    with pytest.raises(DateMissing):
        as_far_as_known(None, first, last, None)


def test_turn_goes_to_the_other_side():
    assert whose_turn([AFRICAN, EUROPEAN]) is AFRICAN
    assert whose_turn([EUROPEAN, AFRICAN]) is EUROPEAN
    assert whose_turn([]) is None
    assert whose_turn([Side.NEITHER]) is None


def test_after_france_it_is_the_turn_of_an_african_state(reader):
    revision = current()
    partners, chairs = roll(revision).by_id, governance(revision).chairs
    assert whose_turn([partners[term.partner_id].side for term in chairs]) is AFRICAN


@pytest.fixture
def chair(db):
    return make_chair_body()


@pytest.fixture
def france(chair):
    state = make_partner(side=EUROPEAN)
    make_chair(chair, state, "2025-04-09")
    return state


def do(action, *given, now=LATER, **more):
    with unit_of_work():
        return action(*given, by=OFFICER, now=now, **more)


def endorsed(partner, on="2026-02", **more):
    candidature = make_candidature(partner)
    where = Where(on=partial(on))
    return do(chairmanship.endorse, candidature.id, where, handover=None, seen=1, **more)


def terms() -> list[tuple]:
    rows = database.session.scalars(select(Term).order_by(Term.id))
    return [(term.partner_id, str(term.starts), str(term.ends or ""), term.ongoing) for term in rows]


def test_candidate_is_endorsed_at_the_meeting_of_the_committee(france):
    uganda = make_partner()
    committee = make_meeting(first_day=date(2026, 2, 3), days=1)
    handover = make_meeting()
    candidature = make_candidature(uganda)
    assert step(candidature.dates) is Step.OFFERED
    candidature = do(chairmanship.endorse, candidature.id, Where(committee), handover=handover, seen=1)
    assert step(candidature.dates) is Step.ENDORSED
    assert (str(candidature.endorsed_on), candidature.endorsed_at_id, candidature.handover_id) == (
        "2026-02-03", committee.id, handover.id,
    )  # fmt: skip
    assert [(line.subject, line.deed, line.partner_id) for line in journal()] == [
        ("candidature", "created", uganda.id), ("candidature", "endorsed", uganda.id),
    ]  # fmt: skip
    assert terms() == [(france.id, "2025-04-09", "", True)]


def test_what_is_only_endorsed_is_not_public(france):
    before = current().number
    endorsed(make_partner())
    assert current().number == before


def test_handover_begins_the_next_term_and_ends_the_running_one(france):
    uganda = make_partner(code="ug")
    meeting = make_meeting(first_day=date(2026, 5, 12), days=2)
    candidature, before = endorsed(uganda), current().number
    term = do(chairmanship.hand_over, candidature.id, Where(meeting), seen=2)
    assert terms() == [(france.id, "2025-04-09", "2026-05", False), (uganda.id, "2026-05", "", True)]
    assert (term.key, term.handover_id) == ("desk-chair-ug-1", meeting.id)
    assert current().number == before + 1
    candidature = queries.get(candidature.id)
    assert (candidature.term_id, step(candidature.dates)) == (term.id, Step.IN_THE_CHAIR)
    assert [(line.subject, line.deed, line.partner_id) for line in journal()][-3:] == [
        ("chairmanship", "changed", france.id), ("chairmanship", "created", uganda.id),
        ("candidature", "handed_over", uganda.id),
    ]  # fmt: skip


def test_chair_of_a_day_follows_the_handover(france):
    uganda = make_partner()
    candidature = endorsed(uganda)
    do(chairmanship.hand_over, candidature.id, Where(on=partial("2026-05-12")), seen=2)
    governed = governance(current())
    on = {day: [t.partner_id for t, _ in governed.chairs_on(day)] for day in (date(2026, 5, 11), date(2026, 5, 12))}
    assert on == {date(2026, 5, 11): [france.id], date(2026, 5, 12): [uganda.id]}


@pytest.mark.parametrize("on", ["2025-04-09", "2025-01", "2024"])
def test_handover_before_the_running_chair_began_is_refused_naming_both(chair, on):
    before = make_partner()
    make_chair(chair, before, "2023-03", "2025-04-09")
    make_chair(chair, make_partner(side=EUROPEAN), "2025-04-09")
    uganda = make_partner()
    candidature = make_candidature(uganda, "2022")
    do(chairmanship.endorse, candidature.id, Where(on=partial("2022")), handover=None, seen=1)
    with pytest.raises(ChairsOverlap) as refused:
        do(chairmanship.hand_over, candidature.id, Where(on=partial(on)), seen=2)
    assert refused.value.values["name"] == uganda.name
    assert len(terms()) == 2
    assert step(queries.get(candidature.id).dates) is Step.ENDORSED


def test_step_that_is_still_to_come_is_not_recorded(france):
    uganda, other = make_partner(), make_partner()
    with pytest.raises(NotYet):
        make_candidature(other, "2026-04")
    candidature = make_candidature(uganda)
    with pytest.raises(NotYet):
        do(chairmanship.endorse, candidature.id, Where(make_meeting()), handover=None, seen=1, now=NOW)
    do(chairmanship.endorse, candidature.id, Where(on=partial("2026-03-01")), handover=None, seen=1, now=NOW)
    with pytest.raises(NotYet):
        do(chairmanship.hand_over, candidature.id, Where(make_meeting()), seen=2, now=NOW)


def test_steps_come_in_their_order(france):
    candidature = make_candidature(make_partner(), "2026-02-10")
    with pytest.raises(NotInOrder, match="stands as “Candidate”"):
        do(chairmanship.hand_over, candidature.id, Where(on=partial("2026-05")), seen=1)
    with pytest.raises(EndorsedTooEarly):
        do(chairmanship.endorse, candidature.id, Where(on=partial("2026-02-09")), handover=None, seen=1)
    do(chairmanship.endorse, candidature.id, Where(on=partial("2026-02")), handover=None, seen=1)
    with pytest.raises(NotInOrder, match="stands as “Endorsed”"):
        do(chairmanship.endorse, candidature.id, Where(on=partial("2026-02")), handover=None, seen=2)
    with pytest.raises(HandedOverTooEarly):
        do(chairmanship.hand_over, candidature.id, Where(on=partial("2026-01")), seen=2)


def test_officer_who_saw_an_older_state_is_told(france):
    candidature = endorsed(make_partner())
    with pytest.raises(CandidatureChanged, match="now stands as “Endorsed”"):
        do(chairmanship.withdraw, candidature.id, partial("2026-05"), seen=1)


def test_candidature_is_withdrawn_and_may_be_offered_again(france):
    uganda = make_partner()
    candidature = endorsed(uganda)
    with pytest.raises(AlreadyCandidate):
        make_candidature(uganda)
    candidature = do(chairmanship.withdraw, candidature.id, partial("2026-05-30"), seen=2)
    assert step(candidature.dates) is Step.WITHDRAWN
    with pytest.raises(NotInOrder):
        do(chairmanship.hand_over, candidature.id, Where(on=partial("2026-05-30")), seen=3)
    assert make_candidature(uganda).id != candidature.id


def test_meeting_of_the_handover_is_planned_and_planned_anew(france):
    candidature, meeting = endorsed(make_partner()), make_meeting()
    assert do(chairmanship.plan_handover, candidature.id, meeting, seen=2).handover_id == meeting.id
    assert do(chairmanship.plan_handover, candidature.id, None, seen=3).handover_id is None


def test_only_a_state_takes_the_chair(france):
    with pytest.raises(NotAState):
        make_candidature(make_partner(kind=Kind.INSTITUTION))


def test_database_holds_one_open_candidature_of_a_state(france):
    uganda = make_partner()
    make_candidature(uganda)
    with pytest.raises(IntegrityError):
        save(Candidature(partner_id=uganda.id, offered_on=partial("2026"), recorded_at=NOW))


def test_loading_the_facts_again_undoes_no_handover(facts_loaded_with_a_handover):
    before = terms()
    with unit_of_work():
        loading.load(now=LATER)
    assert terms() == before


@pytest.fixture
def facts_loaded_with_a_handover(facts):
    uganda = roll(current()).by_code["ug"]
    candidature = endorsed(uganda)
    return do(chairmanship.hand_over, candidature.id, Where(on=partial("2026-05-12")), seen=2)
