"""A whole installation in one file, and back: nothing is lost, and what is no backup is refused."""

import json
import zipfile
from datetime import timedelta
from random import Random
from shutil import rmtree

import pytest
from sqlalchemy import delete, func, select

from kpevents.core.text import Trilingual
from kpevents.features.backups.actions import files_in
from kpevents.features.backups.archive import Reader, Unusable
from kpevents.features.backups.queries import rows
from kpevents.features.meetings.models import Meeting
from kpevents.features.papers.models import Paper
from kpevents.features.papers.queries import find_before
from kpevents.features.papers.rules import Kind
from kpevents.features.revisions.queries import current
from kpevents.infra.db import db, unit_of_work
from tests import databases
from tests.conftest import app_on_a_copy
from tests.factories import change, make_meeting, make_partner
from tests.papers import making
from tests.papers.making import PDF
from tests.times import NOW

PATHS = ["/", "/meetings/", "/meetings/?q=ethiopie", "/governance/", "/partners/ke/", "/about/"]


@pytest.fixture(params=databases.KINDS)
def source(request, tmp_path_factory, monkeypatch):
    """An installation with the real facts, an upload, and something a person wrote."""
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: NOW)
    folder = tmp_path_factory.mktemp("source")
    with app_on_a_copy(request.param, folder, databases.migrate_and_load) as app:
        (folder / "uploads" / "papers").mkdir(parents=True)
        (folder / "uploads" / "papers" / "note.pdf").write_bytes(b"%PDF-1.7 \x00\xff")
        with app.app_context():
            meeting = db.session.scalars(select(Meeting).filter_by(slug="som-rome-2017")).one()
            change(meeting, now=NOW, notice=Trilingual(en="Ours", ar="لنا"))
            db.session.remove()
        yield app


@pytest.fixture(params=databases.KINDS)
def target(request, tmp_path_factory):
    """Another installation, empty."""
    with app_on_a_copy(request.param, tmp_path_factory.mktemp("target"), databases.migrate) as app:
        yield app


def run(app, *words):
    return app.test_cli_runner().invoke(args=[*map(str, words)])


def pages(app) -> dict[str, str]:
    with app.app_context():
        return {path: app.test_client().get(path).text for path in PATHS}


def test_restored_installation_is_the_same(source, target, tmp_path):
    file = tmp_path / "kp.zip"
    assert run(source, "backup", file).exit_code == 0
    answer = run(target, "restore", file)
    assert (answer.exit_code, answer.output.partition(":")[0]) == (0, "Restored and compared")
    assert pages(target) == pages(source)
    uploads = target.extensions["settings"].instance / "uploads"
    assert (uploads / "papers" / "note.pdf").read_bytes() == b"%PDF-1.7 \x00\xff"


def test_papers_are_restored_with_their_files_and_can_be_read(source, target, tmp_path):
    with source.app_context():
        meeting = db.session.scalars(select(Meeting).filter_by(slug="som-rome-2017")).one()
        first = making.add(meeting, PDF)
        second = making.replace(meeting, first, PDF + b"% second")
        photo, meeting_id = making.add(meeting, kind=Kind.PHOTO), meeting.id
        db.session.remove()
    assert run(source, "backup", tmp_path / "kp.zip").exit_code == 0
    assert run(target, "restore", tmp_path / "kp.zip").exit_code == 0
    paths = [f"/papers/{second}/concept-note-som-rome-2017-en-v2.pdf"]
    paths += [
        f"/papers/{photo}/photo-som-rome-2017-{photo}.jpg",
        f"/papers/{photo}/small/photo-som-rome-2017-{photo}.webp",
    ]
    one, two = (bytes_of(app, paths) for app in (source, target))
    assert one == two
    assert one[0] == PDF + b"% second"
    with target.app_context():
        assert find_before(db.session.get(Paper, second)).stored
        making.delete(db.session.get(Meeting, meeting_id), second)
        assert bytes_of(target, [f"/papers/{first}/concept-note-som-rome-2017-en.pdf"]) == [PDF]
        db.session.remove()


def bytes_of(app, paths: list[str]) -> list[bytes]:
    with app.app_context():
        answers = [app.test_client().get(path, buffered=True) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    return [answer.data for answer in answers]


def test_file_that_is_only_being_written_is_in_no_backup(source, tmp_path):
    uploads = source.extensions["settings"].instance / "uploads"
    (uploads / "papers" / ".begun").write_bytes(b"half")
    run(source, "backup", tmp_path / "kp.zip")
    assert list(contents(tmp_path / "kp.zip")["files"]) == ["papers/note.pdf"]


def test_file_that_goes_while_the_backup_is_made_does_not_spoil_it(source, tmp_path, monkeypatch):
    def one_goes(uploads):
        found = files_in(uploads)
        (uploads / "papers" / "note.pdf").unlink()
        return found

    monkeypatch.setattr("kpevents.features.backups.actions.files_in", one_goes)
    assert run(source, "backup", tmp_path / "kp.zip").exit_code == 0
    assert contents(tmp_path / "kp.zip")["files"] == {}


def test_restored_installation_goes_on_counting(source, target, tmp_path):
    run(source, "backup", tmp_path / "kp.zip")
    with source.app_context():
        before = current()
    run(target, "restore", tmp_path / "kp.zip")
    with target.app_context():
        assert current().number > before.number
        assert current().changed_at > before.changed_at
        ids = set(db.session.scalars(select(Meeting.id)))
        assert make_meeting().id not in ids
        assert make_partner().id
        db.session.remove()


def test_backup_of_a_restored_installation_holds_the_same_rows(source, target, tmp_path):
    run(source, "backup", tmp_path / "one.zip")
    run(target, "restore", tmp_path / "one.zip")
    run(target, "backup", tmp_path / "two.zip")
    one, two = (contents(tmp_path / name)["tables"] for name in ("one.zip", "two.zip"))
    assert {name for name in one if one[name] != two[name]} == {"revisions"}


def contents(path) -> dict:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("contents.json"))


def test_keys_are_not_in_it(source, tmp_path):
    (source.extensions["settings"].instance / "secret_key").write_text("the key of this installation")
    run(source, "backup", tmp_path / "kp.zip")
    with zipfile.ZipFile(tmp_path / "kp.zip") as archive:
        assert [name for name in archive.namelist() if b"the key of this" in archive.read(name)] == []
        assert [name for name in archive.namelist() if "secret" in name] == []


def test_backup_is_for_the_eyes_of_its_keeper(source, tmp_path):
    run(source, "backup", tmp_path / "kp.zip")
    assert (tmp_path / "kp.zip").stat().st_mode & 0o077 == 0


def test_installation_in_use_is_replaced_only_when_that_is_said(source, tmp_path):
    run(source, "backup", tmp_path / "kp.zip")
    with source.app_context(), unit_of_work():
        db.session.execute(delete(Meeting).where(Meeting.slug == "sc-brussels-2021"))
    refused = run(source, "restore", tmp_path / "kp.zip")
    assert (refused.exit_code, "--replace" in refused.output) == (1, True)
    assert run(source, "restore", "--replace", tmp_path / "kp.zip").exit_code == 0
    with source.app_context():
        assert db.session.scalar(select(func.count(Meeting.id))) == 54
        db.session.remove()


def broken(path, how) -> None:
    """The backup anew, with one of its files changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    how(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def said(parts, **values) -> None:
    parts["contents.json"] = json.dumps(json.loads(parts["contents.json"]) | values).encode()


FAULTS = {
    "a line that was changed": (
        lambda parts: parts.update(
            {"tables/partners.jsonl": parts["tables/partners.jsonl"].replace(b"Kenya", b"Kanya")}
        ),
        "The backup is damaged: tables/partners.jsonl is not what was written.",
    ),
    "a table that is missing": (
        lambda parts: parts.pop("tables/partners.jsonl"),
        "The backup is damaged: tables/partners.jsonl cannot be read.",
    ),
    "a later form": (lambda parts: said(parts, form=2), "was written by a later release."),
    "another migration": (lambda parts: said(parts, step="0099"), "The backup stands at migration 0099"),
    "a way out of the folder": (
        lambda parts: said(parts, files={"../../etc/evil": {"rows": 1, "digest": ""}}),
        "The backup names a file outside itself",
    ),
    "no table of contents": (lambda parts: parts.pop("contents.json"), "is not a backup of KP Events."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_file_that_is_not_whole_is_refused_and_nothing_is_changed(source, tmp_path, fault):
    run(source, "backup", tmp_path / "kp.zip")
    how, sentence = FAULTS[fault]
    broken(tmp_path / "kp.zip", how)
    before = pages(source)
    answer = run(source, "restore", "--replace", tmp_path / "kp.zip")
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert answer.output.startswith("Error: ")
    assert pages(source) == before


@pytest.mark.parametrize(
    "contents", ["[]", "null", '{"form": 1}', '{"form": 1, "step": "", "made": "", "tables": {"x": {}}}']
)
def test_table_of_contents_that_is_none_is_refused(source, tmp_path, contents):
    run(source, "backup", tmp_path / "kp.zip")
    broken(tmp_path / "kp.zip", lambda parts: parts.update({"contents.json": contents.encode()}))
    answer = run(source, "restore", "--replace", tmp_path / "kp.zip")
    assert (answer.exit_code, answer.output.count("\n")) == (1, 1)
    assert "is not a backup of KP Events." in answer.output


def test_bit_that_turned_over_is_noticed_wherever_it_is(source, tmp_path):
    file = tmp_path / "kp.zip"
    run(source, "backup", file)
    whole, chance = file.read_bytes(), Random(1)
    for _ in range(40):
        place = chance.randrange(len(whole))
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        try:
            contents = Reader(file).contents
        except Unusable:
            continue
        assert contents == Reader(rewritten(file, whole)).contents  # a bit that no reader looks at


def rewritten(file, whole):
    file.write_bytes(whole)
    return file


def test_uploads_that_cannot_be_laid_out_leave_everything_as_it_was(source, tmp_path):
    run(source, "backup", tmp_path / "kp.zip")
    uploads = source.extensions["settings"].instance / "uploads"
    before = pages(source)
    rmtree(uploads)
    uploads.write_text("a file in the way")
    answer = run(source, "restore", "--replace", tmp_path / "kp.zip")
    assert (answer.exit_code, answer.output.count("\n")) == (1, 1)
    assert pages(source) == before


def test_upload_that_the_backup_does_not_hold_is_gone_afterwards(source, tmp_path):
    run(source, "backup", tmp_path / "kp.zip")
    uploads = source.extensions["settings"].instance / "uploads"
    (uploads / "later.txt").write_text("later")
    assert run(source, "restore", "--replace", tmp_path / "kp.zip").exit_code == 0
    assert [file.name for file in uploads.rglob("*") if file.is_file()] == ["note.pdf"]
    assert (uploads / "papers" / "note.pdf").stat().st_mode & 0o077 == 0


def test_backup_into_a_folder_that_is_not_there_says_so(source, tmp_path):
    answer = run(source, "backup", tmp_path / "nowhere" / "kp.zip")
    assert (answer.exit_code, answer.output.count("\n")) == (1, 1)
    assert answer.output.startswith("Error: ")


@pytest.mark.parametrize("content", [b"", b"not a zip", None], ids=["empty", "text", "not there"])
def test_file_that_is_no_backup_is_refused_in_one_line(target, tmp_path, content):
    if content is not None:
        (tmp_path / "kp.zip").write_bytes(content)
    answer = run(target, "restore", tmp_path / "kp.zip")
    assert (answer.exit_code, answer.output.count("\n")) == (1, 1)
    assert "is not a backup of KP Events." in answer.output


def test_backup_that_fails_leaves_the_one_before(source, tmp_path, monkeypatch):
    file = tmp_path / "kp.zip"
    run(source, "backup", file)
    before = file.read_bytes()
    monkeypatch.setattr("kpevents.features.backups.queries.rows", lambda *_: 1 / 0)
    assert run(source, "backup", file).exit_code == 1
    assert file.read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []


def test_backup_holds_one_moment_while_others_write(source, tmp_path, monkeypatch):

    def somebody_writes_meanwhile(table, connection):
        if table.name == "meeting_days":
            connection.exec_driver_sql("SELECT 1")
            with unit_of_work():
                db.session.execute(delete(Meeting).where(Meeting.slug == "sc-brussels-2021"))
            db.session.remove()
        return rows(table, connection)

    monkeypatch.setattr("kpevents.features.backups.queries.rows", somebody_writes_meanwhile)
    assert run(source, "backup", tmp_path / "kp.zip").exit_code == 0
    tables = contents(tmp_path / "kp.zip")["tables"]
    with zipfile.ZipFile(tmp_path / "kp.zip") as archive:
        meetings = [json.loads(line)["id"] for line in archive.read("tables/meetings.jsonl").splitlines()]
        of_days = {json.loads(line)["meeting_id"] for line in archive.read("tables/meeting_days.jsonl").splitlines()}
    assert tables["meetings"]["rows"] == 54
    assert of_days <= set(meetings)
    assert len(of_days) == 49


def test_later_change_is_not_in_an_earlier_backup(source, target, tmp_path):
    run(source, "backup", tmp_path / "kp.zip")
    with source.app_context():
        meeting = db.session.scalars(select(Meeting).filter_by(slug="som-rome-2017")).one()
        change(meeting, now=NOW + timedelta(days=1), title=Trilingual(en="Later"))
        db.session.remove()
    run(target, "restore", tmp_path / "kp.zip")
    with target.app_context():
        titles = db.session.scalars(select(Meeting.title)).all()
        db.session.remove()
    assert "Later" not in [title.en for title in titles]
