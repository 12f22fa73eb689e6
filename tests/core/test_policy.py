"""Who may do what."""

import pytest

from kpevents.core.policy import ANONYMOUS, Actor, Grant, Permission, Reach, Role, allows, reach
from kpevents.features.meetings.rules import Sight, Status, Visibility, sight


def somebody(role: Role) -> Actor:
    return Actor(user_id=1, name="Ada", grants=frozenset({Grant(role, None)}))


@pytest.mark.parametrize("permission", Permission)
def test_visitor_may_do_nothing_that_needs_leave(permission):
    assert not allows(ANONYMOUS, permission)


@pytest.mark.parametrize("permission", Permission)
def test_administrator_may_do_everything(permission):
    assert allows(somebody(Role.ADMINISTRATOR), permission)


def test_secretariat_may_do_everything_but_make_administrators_and_read_secret_links():
    refused = [each for each in Permission if not allows(somebody(Role.SECRETARIAT), each)]
    assert refused == [Permission.MANAGE_ADMINISTRATORS, Permission.REVEAL_LINKS]


def test_focal_point_sees_what_is_for_partners_whichever_partner_it_is():
    focal_point = Actor(1, "Ada", frozenset({Grant(Role.FOCAL_POINT, partner_id=7)}))
    assert allows(focal_point, Permission.SEE_FOR_PARTNERS)
    assert not allows(focal_point, Permission.SEE_PLANNED)


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DEPUTY])
def test_focal_point_and_deputy_speak_for_their_own_partner_alone(role):
    speaker = Actor(1, "Ada", frozenset({Grant(role, partner_id=7)}))
    assert allows(speaker, Permission.ANSWER_FOR_PARTNER, partner=7)
    assert not allows(speaker, Permission.ANSWER_FOR_PARTNER, partner=8)
    assert not allows(speaker, Permission.ANSWER_FOR_PARTNER)
    assert reach(speaker, Permission.ANSWER_FOR_PARTNER) == Reach(False, frozenset({7}))


def test_host_liaison_follows_its_own_meeting_alone():
    liaison = Actor(1, "Ada", frozenset({Grant(Role.HOST_LIAISON, meeting_id=3)}))
    assert allows(liaison, Permission.FOLLOW_MEETING, meeting=3)
    assert not allows(liaison, Permission.FOLLOW_MEETING, meeting=4)
    assert sight(Status.DRAFT, Visibility.HIDDEN, liaison, 3) is Sight.FULL
    assert sight(Status.DRAFT, Visibility.HIDDEN, liaison, 4) is Sight.NONE


SEEN = {
    # visibility: what the visitor, a focal point, a committee reader and the secretariat see of a confirmed meeting
    Visibility.PUBLIC: (Sight.FULL, Sight.FULL, Sight.FULL, Sight.FULL),
    Visibility.RESTRICTED: (Sight.TITLE, Sight.FULL, Sight.FULL, Sight.FULL),
    Visibility.PARTNERS: (Sight.NONE, Sight.FULL, Sight.FULL, Sight.FULL),
    Visibility.HIDDEN: (Sight.NONE, Sight.NONE, Sight.NONE, Sight.FULL),
}
READERS = (
    ANONYMOUS,
    somebody(Role.FOCAL_POINT),
    somebody(Role.COMMITTEE_READER),
    somebody(Role.SECRETARIAT),
)


@pytest.mark.parametrize("visibility", Visibility)
def test_each_reader_sees_as_much_of_a_meeting_as_they_may(visibility):
    assert tuple(sight(Status.CONFIRMED, visibility, reader) for reader in READERS) == SEEN[visibility]


def test_draft_is_seen_by_the_committee_and_the_secretariat_alone():
    seen = tuple(sight(Status.DRAFT, Visibility.PUBLIC, reader) for reader in READERS)
    assert seen == (Sight.NONE, Sight.NONE, Sight.FULL, Sight.FULL)
