"""A file goes out under the type that we found, and is kept by nobody who should not keep it."""

import pytest

from kpevents.core.filetypes import FileType
from kpevents.features.papers.rules import Audience, Kind
from tests.factories import make_meeting
from tests.papers.making import PDF, add, office, open_document, photo_with_place, stored
from tests.papers.people import fetch, officer


@pytest.fixture
def meeting(client, monkeypatch, now):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now)
    return make_meeting(slug="open-meeting", settled=True)


CONTENTS = {
    FileType.PDF: (PDF, "application/pdf", "inline"),
    FileType.DOCX: (
        office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment",
    ),
    FileType.ODS: (
        open_document(FileType.ODS), "application/vnd.oasis.opendocument.spreadsheet", "attachment",
    ),
}  # fmt: skip


@pytest.mark.parametrize("file_type", CONTENTS)
def test_file_is_sent_whole_under_its_own_type_and_a_readable_name(client, meeting, file_type):
    content, media_type, way = CONTENTS[file_type]
    name = f"report-open-meeting-en.{file_type}"
    answer = fetch(client, f"/papers/{add(meeting, content, kind=Kind.REPORT)}/{name}")
    assert (answer.status_code, answer.data) == (200, content)
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"] == f'{way}; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert "Set-Cookie" not in answer.headers


def test_photo_and_its_small_picture_are_sent_without_the_place_where_it_was_taken(client, meeting):
    photo = add(meeting, photo_with_place(), kind=Kind.PHOTO)
    large = fetch(client, f"/papers/{photo}/photo-open-meeting-{photo}.jpg")
    small = fetch(client, f"/papers/{photo}/small/photo-open-meeting-{photo}.webp")
    assert (large.mimetype, small.mimetype) == ("image/jpeg", "image/webp")
    assert [b"Exif" in answer.data or b"Telephone" in answer.data for answer in (large, small)] == [False, False]


def test_public_file_may_be_kept_by_everybody_and_another_by_its_reader_alone(app, client, meeting):
    public = f"/papers/{add(meeting)}/concept-note-open-meeting-en.pdf"
    inner = f"/papers/{add(meeting, audience=Audience.SECRETARIAT)}/concept-note-open-meeting-en.pdf"
    somebody = officer(app)
    assert fetch(client, public).headers["Cache-Control"] == "public, max-age=600"
    assert fetch(somebody, public).headers["Cache-Control"] == "public, max-age=600"
    assert fetch(somebody, inner).headers["Cache-Control"] == "private, no-cache"


def test_reader_who_has_the_file_already_is_told_so(client, meeting):
    address = f"/papers/{add(meeting)}/concept-note-open-meeting-en.pdf"
    first = fetch(client, address)
    again = fetch(client, address, headers={"If-None-Match": first.headers["ETag"]})
    since = fetch(client, address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (again.status_code, again.data, since.status_code) == (304, b"", 304)
    assert fetch(client, address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_part_of_a_file_can_be_asked_for(client, meeting):
    answer = fetch(client, f"/papers/{add(meeting)}/concept-note-open-meeting-en.pdf", headers={"Range": "bytes=0-4"})
    assert (answer.status_code, answer.data) == (206, b"%PDF-")


def test_file_that_the_folder_has_lost_is_not_found(client, meeting):
    address = f"/papers/{add(meeting)}/concept-note-open-meeting-en.pdf"
    stored()[0].unlink()
    assert fetch(client, address).status_code == 404


def test_folder_of_uploads_is_no_part_of_the_site(client, meeting):
    add(meeting)
    name = stored()[0].name
    paths = [
        f"/static/../uploads/papers/{name}",
        f"/uploads/papers/{name}",
        f"/papers/{name}",
        f"/static/papers/{name}",
    ]
    assert [fetch(client, path).status_code for path in paths] == [404] * 4
