"""A partner offers to host; the Secretariat answers; the partner sees where its offer stands."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from kpevents.core.errors import NotFound
from kpevents.features.hosting.actions import offers
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.queries import offers as queries
from kpevents.features.hosting.queries.offers import Wanted
from kpevents.features.hosting.rules.offers import (
    OPEN,
    OfferChanged,
    OfferClosed,
    OnlyAcceptedHasMeeting,
    Period,
    PeriodBackwards,
    PeriodOver,
    ReasonMissing,
    Standing,
    ensure_may_become,
    ensure_to_come,
)
from kpevents.infra.db import unit_of_work
from tests.factories import make_domain, make_meeting, make_partner, make_type, save
from tests.hosting.things import OFFICER, answer, journal, make_offer, partial
from tests.times import NOW

LATER = NOW + timedelta(days=2)
TODAY = NOW.date()


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("wanted", Standing)
def test_only_an_open_offer_is_answered_and_none_is_made_anew(standing, wanted):
    if standing in OPEN and wanted is not Standing.MADE:
        ensure_may_become(wanted, standing, turn=3, seen=3)
    else:
        with pytest.raises(OfferClosed):
            ensure_may_become(wanted, standing, turn=3, seen=3)


def test_period_of_one_year_runs_to_its_end():
    ensure_to_come(Period(partial("2026")), TODAY)
    ensure_to_come(Period(partial("2026-02"), partial("2026-03")), TODAY)


def test_period_backwards_and_period_over_are_refused():
    with pytest.raises(PeriodBackwards):
        ensure_to_come(Period(partial("2027-05"), partial("2027-04")), TODAY)
    with pytest.raises(PeriodOver, match="it ended on 2026-02"):
        ensure_to_come(Period(partial("2026-01"), partial("2026-02")), TODAY)


def test_offer_waits_and_is_written_in_the_journal(db):
    partner, domain, kind = make_partner(), make_domain(), make_type()
    offer = make_offer(partner, domain_id=domain.id, type_id=kind.id, note="In May, if possible.")
    assert (offer.standing, offer.turn, offer.made_at, offer.answered_at) == (Standing.MADE, 1, NOW, None)
    (line,) = journal()
    assert (line.subject, line.subject_id, line.deed, line.name) == (
        "offer", offer.id, "created", {"en": "Labour migration"},
    )  # fmt: skip
    assert (line.partner_id, line.actor_id) == (partner.id, 1)
    assert {change["field"]: change["after"] for change in line.changes} == {
        "role": "host", "theme": "Labour migration", "begins": "2027", "domain": {"en": "A domain"},
        "type": kind.name.as_dict(), "note": "In May, if possible.", "standing": "made",
    }  # fmt: skip


def test_offer_is_accepted_with_its_meeting(db):
    partner, meeting = make_partner(), make_meeting()
    offer = answer(make_offer(partner), Standing.ACCEPTED, " With thanks. ", meeting=meeting, now=LATER)
    assert (offer.standing, offer.meeting_id, offer.answer, offer.answered_at, offer.turn) == (
        Standing.ACCEPTED, meeting.id, "With thanks.", LATER, 2,
    )  # fmt: skip
    line = journal()[-1]
    assert (line.deed, line.meeting_id, line.reason) == ("accepted", meeting.id, "With thanks.")
    assert line.changes == [
        {"field": "standing", "before": "made", "after": "accepted"},
        {"field": "meeting", "before": None, "after": meeting.title.as_dict()},
    ]


def test_offer_is_declined_with_a_reason_and_not_without(db):
    offer = make_offer(make_partner())
    with pytest.raises(ReasonMissing):
        answer(offer, Standing.DECLINED, "  \n")
    assert queries.get(offer.id).standing is Standing.MADE
    assert answer(offer, Standing.DECLINED, "The year is full.").answer == "The year is full."


def test_offer_is_kept_for_later_and_still_accepted(db):
    offer = answer(make_offer(make_partner()), Standing.KEPT, "Until the plan for 2027.")
    assert (offer.standing, offer.answer) == (Standing.KEPT, "Until the plan for 2027.")
    assert answer(offer, Standing.KEPT, "Until May.", seen=2).turn == 3
    assert answer(offer, Standing.ACCEPTED, seen=3).standing is Standing.ACCEPTED


def test_only_an_accepted_offer_names_a_meeting(db):
    with pytest.raises(OnlyAcceptedHasMeeting):
        answer(make_offer(make_partner()), Standing.KEPT, meeting=make_meeting())


def test_whoever_decides_on_what_has_changed_is_told_how_it_stands_now(db):
    offer = make_offer(make_partner())
    answer(offer, Standing.ACCEPTED)
    with pytest.raises(OfferChanged, match="it now stands as “Accepted”"):
        answer(offer, Standing.DECLINED, "The year is full.", seen=1)
    with pytest.raises(OfferClosed, match="stands as “Accepted”, and that is final"):
        answer(offer, Standing.DECLINED, "The year is full.", seen=2)
    assert [line.deed for line in journal()] == ["created", "accepted"]


def test_partner_withdraws_its_own_offer_and_no_other(db):
    partner, neighbour = make_partner(), make_partner()
    offer = make_offer(partner)
    with pytest.raises(NotFound), unit_of_work():
        offers.withdraw(offer.id, neighbour.id, seen=1, by=OFFICER, now=LATER)
    with pytest.raises(NotFound), unit_of_work():
        offers.withdraw(offer.id + 1, partner.id, seen=1, by=OFFICER, now=LATER)
    with unit_of_work():
        offers.withdraw(offer.id, partner.id, seen=1, by=OFFICER, now=LATER)
    assert queries.get(offer.id).standing is Standing.WITHDRAWN
    assert [line.deed for line in journal()] == ["created", "withdrawn"]


def test_withdrawn_offer_is_not_accepted(db):
    partner = make_partner()
    offer = make_offer(partner)
    with unit_of_work():
        offers.withdraw(offer.id, partner.id, seen=1, by=OFFICER, now=LATER)
    with pytest.raises(OfferClosed):
        answer(offer, Standing.ACCEPTED, seen=2)


def test_offer_of_another_partner_is_not_there(db):
    partner, neighbour = make_partner(), make_partner()
    offer = make_offer(partner)
    assert queries.get(offer.id, partner_id=partner.id).id == offer.id
    with pytest.raises(NotFound):
        queries.get(offer.id, partner_id=neighbour.id)


def test_meeting_that_is_deleted_leaves_the_offer_accepted(db):
    meeting = make_meeting()
    offer = answer(make_offer(make_partner()), Standing.ACCEPTED, meeting=meeting)
    with unit_of_work():
        db.session.delete(db.session.merge(meeting))
    assert (queries.get(offer.id).standing, queries.get(offer.id).meeting_id) == (Standing.ACCEPTED, None)


def test_list_of_offers_is_filtered_counted_and_paged(db):
    one, other = make_partner(), make_partner()
    made = [make_offer(one, now=NOW + timedelta(hours=n)) for n in range(3)]
    kept = answer(make_offer(other, now=NOW - timedelta(days=1)), Standing.KEPT)
    rows, total = queries.find(Wanted(), page=1, size=2)
    assert ([row.id for row in rows], total) == ([made[2].id, made[1].id], 4)
    assert [row.id for row in queries.find(Wanted(), page=2, size=2)[0]] == [made[0].id, kept.id]
    assert queries.ids(Wanted(standing=Standing.KEPT)) == [kept.id]
    assert queries.find(Wanted(partner_id=one.id), page=1, size=9)[1] == 3
    assert [row.id for row in queries.every(Wanted(ids=[made[1].id]))] == [made[1].id]
    assert queries.waiting() == 3
    assert [row.id for row in queries.of_partners([other.id])] == [kept.id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"theme": ""},
        {"standing": Standing.DECLINED, "answered_at": NOW},
        {"standing": Standing.KEPT},
        {"begins": "some day"},
    ],
    ids=str,
)
def test_database_refuses_what_must_never_be(db, wrong):
    usual = {"role": "host", "theme": "A theme", "begins": partial("2027"), "made_at": NOW}
    with pytest.raises((IntegrityError, ValueError)):
        save(Offer(partner_id=make_partner().id, **usual | wrong))


def test_database_refuses_a_meeting_on_an_offer_that_was_not_accepted(db):
    meeting, partner = make_meeting(), make_partner()
    with pytest.raises(IntegrityError):
        save(Offer(partner_id=partner.id, role="host", theme="A theme", begins=partial("2027"), made_at=NOW,
                   meeting_id=meeting.id))  # fmt: skip
