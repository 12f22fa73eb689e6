"""Files are kept under names of our own, and in step with the transaction that names them."""

import os
from datetime import UTC, datetime

import pytest

from kpevents.features.papers import actions
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.factories import make_meeting
from tests.papers.making import PDF, add, delete, files, stored


def test_file_is_there_once_it_is_committed_and_can_be_read_by_its_keeper_alone(db):
    with unit_of_work():
        name = files().keep(PDF, "papers")
    path = files().path(name)
    assert path.read_bytes() == PDF
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)
    assert stored() == [path]


def test_file_of_what_was_not_committed_is_not_there(db):
    def keep_and_fail():
        files().keep(PDF, "papers")
        assert len(stored()) == 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), unit_of_work():
        keep_and_fail()
    assert stored() == []


def test_file_is_dropped_with_the_commit_and_not_before(db):
    with unit_of_work():
        name = files().keep(PDF, "papers")
    with pytest.raises(ZeroDivisionError), unit_of_work():
        raise ZeroDivisionError(files().drop(name))
    assert len(stored()) == 1
    with unit_of_work():
        files().drop(name)
        assert len(stored()) == 1
    assert stored() == []


def test_what_one_transaction_did_is_not_done_again_by_the_next(db):
    with unit_of_work():
        files().keep(PDF, "papers")
    with pytest.raises(ZeroDivisionError), unit_of_work():
        raise ZeroDivisionError
    assert len(stored()) == 1


def test_part_of_a_transaction_that_is_taken_back_leaves_the_files_of_the_whole(db):
    with unit_of_work():
        files().keep(PDF, "papers")
        with pytest.raises(ZeroDivisionError), database.session.begin_nested():
            raise ZeroDivisionError
        with database.session.begin_nested():
            pass
    assert len(stored()) == 1


@pytest.mark.parametrize(
    "name", ["../secret_key", "papers/../../x", "papers/note.pdf", "/etc/passwd", "papers/" + "A" * 32]
)
def test_name_that_was_not_made_here_leads_nowhere(db, name):
    with pytest.raises(ValueError, match="is no name of an uploaded file"):
        files().path(name)


def test_file_that_no_paper_names_is_swept_away_when_it_is_old(db, now):
    meeting = make_meeting()
    add(meeting)
    kept = stored()
    with unit_of_work():
        forgotten = files().path(files().keep(PDF, "papers"))
        recent = files().path(files().keep(PDF, "papers"))
    for path in (*kept, forgotten):
        os.utime(path, (0, 0))
    with unit_of_work():
        assert actions.sweep(files(), before=datetime(2020, 1, 1, tzinfo=UTC)) == 1
    assert stored() == sorted([*kept, recent])


def test_nothing_is_left_of_a_paper_that_was_deleted(db):
    meeting = make_meeting()
    paper = add(meeting)
    assert len(stored()) == 1
    delete(meeting, paper)
    assert stored() == []
