"""What becomes of a paper: versions, drafts, withdrawal, deletion; and what the journal keeps of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kpevents.core.errors import NotFound
from kpevents.core.policy import ANONYMOUS
from kpevents.core.text import Trilingual
from kpevents.features.journal.models import JournalLine
from kpevents.features.meetings.rules import Sight
from kpevents.features.papers import actions, library, queries
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import (
    AlreadyReplaced,
    Audience,
    Kind,
    NoConsent,
    NothingToWithdraw,
    OldVersionStays,
    Status,
)
from kpevents.features.revisions.queries import current
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.factories import make_meeting
from tests.papers.making import CARE, OFFICER, PDF, add, delete, files, replace, said, stored

SECOND = PDF + b"% second"


@pytest.fixture
def meeting(db):
    return make_meeting()


def statuses(meeting) -> dict[int, Status]:
    """By version."""
    return {paper.version: paper.status for paper in queries.every(meeting.id)}


def offered(meeting) -> list[int]:
    """The numbers of the papers that the public finds."""
    return [row.id for row in library.of_meeting(meeting.id, Sight.FULL, ANONYMOUS)]


def change(meeting, paper_id, now, **given):
    with unit_of_work():
        actions.change(paper_id, said(**given), meeting_id=meeting.id, by=OFFICER, now=now)


def withdraw(meeting, paper_id, now):
    with unit_of_work():
        actions.withdraw(paper_id, "A wrong date", meeting_id=meeting.id, by=OFFICER, now=now)


def test_new_version_takes_the_place_of_the_old_one_which_stays_for_the_secretariat(meeting):
    first = add(meeting)
    second = replace(meeting, first, SECOND)
    assert statuses(meeting) == {2: Status.FINAL, 1: Status.REPLACED}
    assert offered(meeting) == [second]
    assert database.session.get(Paper, second).replaces_id == first
    assert sorted(path.read_bytes() for path in stored()) == sorted([PDF, SECOND])


def test_while_the_new_version_is_a_draft_readers_keep_the_old_one(meeting, now):
    first = add(meeting)
    second = replace(meeting, first, status=Status.DRAFT)
    assert offered(meeting) == [first]
    change(meeting, second, now)
    assert offered(meeting) == [second]
    assert statuses(meeting) == {2: Status.FINAL, 1: Status.REPLACED}


def test_new_version_that_becomes_a_draft_again_gives_the_old_one_back(meeting, now):
    first = add(meeting)
    second = replace(meeting, first)
    change(meeting, second, now, status=Status.DRAFT)
    assert offered(meeting) == [first]


def test_version_is_replaced_once(meeting):
    first = add(meeting)
    replace(meeting, first)
    with pytest.raises(AlreadyReplaced, match="Version 1 has been replaced already"):
        replace(meeting, first)
    assert len(stored()) == 2


def test_replaced_version_stays_as_it_was(meeting, now):
    first = add(meeting)
    replace(meeting, first)
    with pytest.raises(OldVersionStays):
        change(meeting, first, now, title=CARE)


def test_withdrawn_paper_is_found_by_nobody_and_no_older_version_comes_back(meeting, now):
    second = replace(meeting, add(meeting))
    withdraw(meeting, second, now)
    assert offered(meeting) == []
    assert statuses(meeting) == {2: Status.WITHDRAWN, 1: Status.REPLACED}
    with pytest.raises(NothingToWithdraw):
        withdraw(meeting, second, now)


def test_withdrawn_paper_can_be_offered_again(meeting, now):
    paper = add(meeting)
    withdraw(meeting, paper, now)
    change(meeting, paper, now)
    assert offered(meeting) == [paper]


def test_deleted_version_leaves_its_place_to_the_one_before(meeting):
    first = add(meeting)
    second = replace(meeting, first)
    delete(meeting, second)
    assert (offered(meeting), len(stored())) == ([first], 1)


def test_deleted_version_in_the_middle_leaves_the_others_linked(meeting):
    first = add(meeting)
    second = replace(meeting, first)
    third = replace(meeting, second)
    delete(meeting, second)
    assert database.session.get(Paper, third).replaces_id == first
    assert statuses(meeting) == {3: Status.FINAL, 1: Status.REPLACED}


def test_deleted_version_that_was_withdrawn_leaves_the_one_before_withdrawn(meeting, now):
    second = replace(meeting, add(meeting))
    withdraw(meeting, second, now)
    delete(meeting, second)
    assert (offered(meeting), statuses(meeting)) == ([], {1: Status.WITHDRAWN})


def test_draft_between_two_versions_is_never_offered_by_itself(meeting):
    first = add(meeting)
    draft = replace(meeting, first, status=Status.DRAFT)
    third = replace(meeting, draft)
    assert statuses(meeting) == {3: Status.FINAL, 2: Status.DRAFT, 1: Status.REPLACED}
    delete(meeting, third)
    assert offered(meeting) == [first]


def test_latest_version_stands_before_those_it_replaces_and_kinds_in_their_order(meeting):
    report = add(meeting, kind=Kind.REPORT)
    agenda = add(meeting, kind=Kind.AGENDA)
    newer = replace(meeting, agenda, kind=Kind.AGENDA)
    assert [paper.id for paper in queries.every(meeting.id)] == [newer, agenda, report]


def test_paper_of_another_meeting_is_not_found_here(meeting, now):
    paper = add(make_meeting())
    acts = [
        lambda: change(meeting, paper, now),
        lambda: replace(meeting, paper),
        lambda: withdraw(meeting, paper, now),
        lambda: delete(meeting, paper),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert len(stored()) == 1


def test_refused_photo_leaves_neither_row_nor_file(meeting):
    with pytest.raises(NoConsent):
        add(meeting, kind=Kind.PHOTO, consent="")
    assert (queries.every(meeting.id), stored()) == ([], [])


def test_database_itself_refuses_a_public_photo_without_consent(meeting):
    paper = add(meeting, kind=Kind.PHOTO)
    with pytest.raises(IntegrityError), unit_of_work():
        database.session.get(Paper, paper).consent = ""


def test_each_change_raises_the_revision(meeting, now):
    numbers = [current().number]
    first = add(meeting)
    numbers.append(current().number)
    change(meeting, first, now, title=CARE)
    numbers.append(current().number)
    second = replace(meeting, first)
    numbers.append(current().number)
    withdraw(meeting, second, now)
    numbers.append(current().number)
    delete(meeting, second)
    numbers.append(current().number)
    assert numbers == sorted(set(numbers))


def test_change_that_changes_nothing_raises_nothing_and_writes_nothing(meeting, now):
    paper = add(meeting)
    before = current(), len(lines())
    change(meeting, paper, now)
    assert (current(), len(lines())) == before


def lines() -> list[JournalLine]:
    return list(database.session.scalars(select(JournalLine).order_by(JournalLine.id)))


def test_journal_says_what_was_done_to_which_paper(meeting, now):
    first = add(meeting, title=CARE)
    change(meeting, first, now, title=CARE, audience=Audience.PARTNERS)
    second = replace(meeting, first, title=CARE)
    withdraw(meeting, second, now)
    delete(meeting, second)
    told = [(line.deed, line.subject_id, line.name, line.actor_id, line.meeting_id) for line in lines()]
    line = (CARE.as_dict(), 1, meeting.id)
    assert told == [
        ("created", first, *line),
        ("changed", first, *line),
        ("replaced", second, *line),
        ("changed", first, *line),
        ("withdrawn", second, *line),
        ("changed", first, *line),
        ("deleted", second, *line),
    ]
    assert lines()[1].changes == [{"field": "audience", "before": "public", "after": "partners"}]
    assert lines()[3].changes == [{"field": "status", "before": "final", "after": "replaced"}]
    assert lines()[4].reason == "A wrong date"


def test_journal_names_what_is_said_of_people_and_never_says_it(meeting, now):
    photo = add(meeting, kind=Kind.PHOTO, caption=Trilingual(en="Ada speaks"), credit="Grace", consent="Ada agreed")
    change(meeting, photo, now, kind=Kind.PHOTO, credit="Edith")
    written = str([line.changes for line in lines()])
    assert [word for word in ("Ada", "Grace", "Edith") if word in written] == []
    assert lines()[1].changes == [{"field": field, "personal": True} for field in ("caption", "credit", "consent")]


def test_meeting_that_goes_takes_its_papers_along_and_their_files_can_be_swept(meeting, now):
    replace(meeting, add(meeting))
    with unit_of_work():
        database.session.execute(meeting.__table__.delete())
    assert database.session.scalars(select(Paper)).all() == []
    with unit_of_work():
        assert actions.sweep(files(), before=now.replace(year=2100)) == 2
    assert stored() == []
