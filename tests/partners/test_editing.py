"""Partners: made, changed and deleted by the Secretariat; meetings that show their names are told."""

from datetime import timedelta

import pytest

from kpevents.core.errors import NotFound
from kpevents.core.text import Trilingual
from kpevents.features.meetings import holders
from kpevents.features.meetings.rules import Visibility
from kpevents.features.partners import actions
from kpevents.features.partners.queries import roll
from kpevents.features.partners.rules import (
    CodeReserved,
    Kind,
    KindIsFixed,
    NotACodeOfAState,
    NotAnIso3,
    NotAZone,
    NoWeekend,
    RankTaken,
    Side,
)
from kpevents.features.records.rules import NotAWord, StillInUse, Taken, Unnamed
from kpevents.features.revisions.queries import current
from kpevents.infra.db import unit_of_work
from tests.factories import LOADED, OFFICER, lines, make_contact, make_meeting, make_partner, make_role, settle, whole

LATER = LOADED + timedelta(days=1)
STATE = {
    "name": Trilingual(en="Rwanda", fr="Rwanda", ar="رواندا"),
    "name_in_text": Trilingual(),
    "short_name": "",
    "kind": Kind.STATE,
    "side": Side.AFRICAN,
    "zone": "Africa/Kigali",
    "weekend": ("sat", "sun"),
    "weekend_note": "",
    "eu_protocol_rank": None,
    "about": Trilingual(),
    "note": Trilingual(),
}
ORGANISATION = STATE | {"kind": Kind.AGENCY, "side": Side.NEITHER, "zone": None, "weekend": ()}


def create(code="rw", iso3="RWA", values=STATE, **more):
    with unit_of_work():
        return actions.create(code, iso3, values | more, by=OFFICER, now=LATER)


def change(partner, **values):
    as_it_stands = {field: getattr(partner, field) for field in actions.FIELDS}
    with unit_of_work():
        return holders.change(partner.code, as_it_stands | values, by=OFFICER, now=LATER)


def delete(partner):
    with unit_of_work():
        actions.delete(partner.code, by=OFFICER, now=LATER)


def test_new_partner_stands_among_the_others_at_once(db):
    partner = create()
    assert roll(current()).get("rw").name.ar == "رواندا"
    [line] = lines(partner_id=partner.id)
    assert (line.subject, line.deed) == ("partner", "created")
    assert {"field": "weekend", "before": None, "after": ["sat", "sun"]} in line.changes


@pytest.mark.parametrize("code", ["rwa", "r1", "RW", "r"])
def test_state_has_a_code_of_two_letters(db, code):
    with pytest.raises((NotACodeOfAState, NotAWord)):
        create(code)


@pytest.mark.parametrize(("iso3", "values"), [(None, STATE), ("rwa", STATE), ("RW", STATE), ("RWA", ORGANISATION)])
def test_states_and_only_states_have_three_letters_too(db, iso3, values):
    with pytest.raises(NotAnIso3):
        create("rw", iso3, values)


def test_codes_belong_to_one_partner_only(db):
    create()
    with pytest.raises(Taken, match="“rw”"):
        create()
    with pytest.raises(Taken, match="“RWA”"):
        create("rx")


def test_code_of_the_secretariat_is_no_partner(db):
    with pytest.raises(CodeReserved):
        create("secretariat", None, ORGANISATION)


def test_partner_without_a_name_is_refused(db):
    with pytest.raises(Unnamed):
        create(name=Trilingual())


@pytest.mark.parametrize("zone", ["Nairobi", "EAT+3", "Africa/Nairobi ", "../etc/passwd", "Africa/Rom"])
def test_zone_that_is_none_is_refused(db, zone):
    with pytest.raises(NotAZone):
        create(zone=zone)


def test_only_organisations_may_have_no_weekend(db):
    with pytest.raises(NoWeekend):
        create(weekend=())
    assert create("eaa", None, ORGANISATION).weekend == ()


def test_place_in_the_order_of_the_union_belongs_to_one(db):
    holder = make_partner(eu_protocol_rank=5, weekend=("sat",), name=Trilingual(en="Denmark"))
    with pytest.raises(RankTaken, match="Denmark"):
        create(eu_protocol_rank=5)
    change(holder, eu_protocol_rank=5, side=Side.EUROPEAN)
    assert roll(current()).get(holder.code).side is Side.EUROPEAN


def test_state_stays_a_state_and_an_agency_may_become_an_initiative(db):
    state, agency = make_partner(weekend=("fri",)), make_partner(kind=Kind.AGENCY)
    with pytest.raises(KindIsFixed):
        change(state, kind=Kind.AGENCY)
    with pytest.raises(KindIsFixed):
        change(agency, kind=Kind.STATE, weekend=("fri",))
    assert change(agency, kind=Kind.INITIATIVE).kind is Kind.INITIATIVE


def test_renamed_partner_is_told_to_the_calendars_of_its_meetings_only(db):
    partner = make_partner(weekend=("fri",))
    hosted, other = make_meeting(), make_meeting(settled=True)
    closed = make_meeting(visibility=Visibility.RESTRICTED)
    for meeting in (hosted, closed):
        make_role(meeting, partner)
        settle(meeting)
    change(partner, name=Trilingual(en="Renamed"))
    assert [whole(m.id).sequence for m in (hosted, other, closed)] == [1, 0, 0]
    assert [(line.deed, [each["field"] for each in line.changes]) for line in lines()] == [("changed", ["name"])]


def test_weekend_of_a_partner_is_in_no_calendar(db):
    partner, meeting = make_partner(weekend=("fri",)), make_meeting()
    make_role(meeting, partner)
    settle(meeting)
    change(partner, weekend=("fri", "sat"), weekend_note="Since 1 January.")
    assert whole(meeting.id).sequence == 0
    assert roll(current()).get(partner.code).weekend == ("fri", "sat")


def test_partner_to_which_nothing_refers_can_be_deleted(db):
    partner = make_partner()
    delete(partner)
    assert roll(current()).by_id == {}
    assert [line.deed for line in lines()] == ["deleted"]


def test_partner_with_a_role_or_a_contact_is_not_deleted(db):
    host, reached = make_partner(), make_partner()
    make_role(make_meeting(), host)
    make_contact(reached)
    for partner in (host, reached):
        with pytest.raises(StillInUse, match="1 of them"):
            delete(partner)


def test_partner_that_is_not_there_is_not_found(db):
    with pytest.raises(NotFound), unit_of_work():
        holders.change("xx", STATE, by=OFFICER, now=LATER)
