"""The desk of papers: what an officer adds, changes, replaces, withdraws and deletes, and what is refused."""

import re
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from kpevents.core.policy import Role
from kpevents.features.papers import actions, queries
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import Audience, Kind, NothingToPublish, Status
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.cast import browser_of
from tests.factories import make_meeting
from tests.papers.making import HTML, OFFICER, PDF, add, bomb_picture, office, photo, photo_with_place, replace, stored
from tests.papers.people import fetch, liaison, officer
from tests.sending import filled, form_of, forms
from tests.times import NOW

DESK = "/desk/meetings/open-meeting/papers/"
NEW = f"{DESK}new"
HIDDEN = re.compile(r'name="(csrf_token|press)"[^>]* value="([^"]*)"')
USUAL = {
    "kind": "concept_note",
    "language": "en",
    "title_en": "Care at borders",
    "audience": "public",
    "status": "final",
}


@pytest.fixture
def meeting(client, monkeypatch, now):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now)
    return make_meeting(slug="open-meeting", settled=True)


@pytest.fixture
def desk(app, meeting):
    return officer(app)


def token(client, page: str = DESK) -> dict[str, str]:
    """What the form carries unseen."""
    return dict(HIDDEN.findall(client.get(page).text))


def send(client, content: bytes | None = PDF, name: str = "note.pdf", *, to: str = NEW, hidden=None, **given):
    fields = (token(client, to) if hidden is None else hidden) | USUAL | given
    if content is not None:
        fields["file"] = FileStorage(BytesIO(content), name, content_type="text/html")
    boundary, body = encode_multipart(fields)
    return client.post(to, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def only() -> Paper:
    return database.session.query(Paper).one()


def faults(answer) -> dict[str, str]:
    """What is said to be wrong, by field."""
    return dict(re.findall(r'<li><a href="#(\w+)">.*?</a>: (.*?)</li>', answer.text))


def test_officer_adds_a_paper_and_everybody_finds_it(client, desk, meeting):
    answer = send(desk)
    assert (answer.status_code, answer.location) == (303, DESK)
    paper = only()
    assert (paper.kind, paper.language, paper.title.en, paper.audience, paper.status) == (
        Kind.CONCEPT_NOTE, "en", "Care at borders", Audience.PUBLIC, Status.FINAL,
    )  # fmt: skip
    page = client.get("/meetings/open-meeting/").text
    assert f"/papers/{paper.id}/concept-note-open-meeting-en.pdf" in page
    assert "Care at borders" in page


def test_button_pressed_twice_adds_one_paper(desk, meeting):
    hidden = token(desk)
    assert [send(desk, hidden=hidden).status_code for _ in range(2)] == [303, 303]
    assert (len(queries.every(meeting.id)), len(stored())) == (1, 1)


def test_form_from_elsewhere_is_refused(desk, meeting):
    assert send(desk, hidden={}).status_code == 422
    assert queries.every(meeting.id) == []


DOCUMENTS = "For “Concept note” the file may be PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP. This one is %s."
TOO_LARGE = "The file has %s MB; at most %s MB are kept of one. Make it smaller, and choose it anew."
UNSHOWN = "%s: This holds characters that cannot be shown. Type it anew."
PHOTO = {"kind": "photo", "consent": "Asked"}
REFUSED = {
    "no file": (None, {}, "file", "Choose the file."),
    "empty": (b"", {}, "file", "The file is empty. Choose it again."),
    "web page": (HTML, {}, "file", DOCUMENTS % "a web page"),
    "25 MB": (PDF + bytes(25 * 2**20), {}, "file", TOO_LARGE % (26, 20)),
    "photo as a document": (photo(), {}, "file", DOCUMENTS % "JPEG"),
    "photo of 11 MB": (photo() + bytes(11 * 2**20), PHOTO, "file", TOO_LARGE % (12, 10)),
    "macros": (
        office(**{"word/vbaProject.bin": b""}), {}, "file",
        "The file holds macros, which could run on a reader’s computer. Save it without macros, and choose it anew.",
    ),
    "bomb": (
        bomb_picture(), PHOTO, "file",
        "The picture has more than 50 million pixels. Make it smaller in an image program, and choose it anew.",
    ),
    "public photo without consent": (
        photo(), {"kind": "photo"}, "consent",
        "A photo is public only when it is on record that the people in it agree."
        " Write down who agreed and how, or choose another audience.",
    ),
    "unknown kind": (PDF, {"kind": "poem"}, "kind", "Not a valid choice."),
    "unknown audience": (PDF, {"audience": "all"}, "audience", "Not a valid choice."),
    "status that comes about by itself": (PDF, {"status": "replaced"}, "status", "Not a valid choice."),
    "unknown language": (PDF, {"language": "de"}, "language", "Not a valid choice."),
    "10 kB of title": (
        PDF, {"title_fr": "a" * 10_000}, "title", "Français: At most 300 characters; this has 10,000.",
    ),
    "NUL": (PDF, {"title_en": "a\0b"}, "title", UNSHOWN % "English"),
    "writing turned round": (PDF, {"title_ar": "a\u202eb"}, "title", UNSHOWN % "العربية"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_is_refused_by_its_field_and_nothing_typed_is_lost(desk, meeting, case):
    content, given, field, sentence = REFUSED[case]
    answer = send(desk, content, **{"title_ar": "الرعاية", "credit": "Ada"} | given)
    assert answer.status_code == 422
    told = faults(answer)
    assert told[field] == sentence
    assert set(told) - {field} <= {"file"}
    if field != "title":
        assert 'value="الرعاية"' in answer.text
    assert 'value="Ada"' in answer.text
    assert (queries.every(meeting.id), stored()) == ([], [])


def test_file_that_is_in_order_has_to_be_chosen_once_more_and_that_is_said(desk, meeting):
    told = faults(send(desk, title_en="a" * 10_000))
    assert told["file"] == "The file itself is in order, but browsers do not keep it: choose it once more."


def test_body_that_is_larger_than_what_is_read_is_refused_as_a_page(desk, meeting):
    answer = send(desk, bytes(31 * 2**20))
    assert (answer.status_code, "<h1>This is too large</h1>" in answer.text) == (413, True)


def test_other_forms_read_no_more_than_before(desk, meeting):
    assert desk.post("/account/password", data={"new_password": "a" * 2**21}).status_code == 413


def test_name_and_type_that_the_browser_says_are_not_believed(client, desk, meeting):
    send(desk, PDF, "../../evil.html")
    paper = only()
    assert [path.parent.name for path in stored()] == ["papers"]
    assert "evil" not in stored()[0].name
    answer = fetch(client, f"/papers/{paper.id}/concept-note-open-meeting-en.pdf")
    assert (answer.mimetype, answer.data) == ("application/pdf", PDF)


def test_photo_is_kept_with_caption_credit_and_consent_and_shown_in_the_gallery(client, desk, meeting):
    about = {"kind": "photo", "caption_en": "The round", "credit": "Ada", "consent": "Told at registration"}
    assert send(desk, photo_with_place(6), "p.jpg", **about).status_code == 303
    paper = only()
    assert (paper.language, paper.caption.en, paper.credit, paper.consent) == (
        None, "The round", "Ada", "Told at registration",
    )  # fmt: skip
    assert (paper.width, paper.height, len(stored())) == (200, 400, 2)
    page = client.get("/gallery/").text
    small = f"/papers/{paper.id}/small/photo-open-meeting-{paper.id}.webp"
    assert f'<img src="{small}" width="200" height="400" loading="lazy"' in page
    assert "The round" in page
    assert "Photo by Ada" in page
    assert "Told at registration" not in page
    assert "/gallery/?meeting=open-meeting" in client.get("/meetings/open-meeting/").text


def test_document_keeps_nothing_that_is_asked_of_photos(desk, meeting):
    send(desk, caption_en="The round", credit="Ada", consent="Told")
    paper = only()
    assert (paper.caption.en, paper.credit, paper.consent) == ("", "", "")


def test_officer_changes_what_is_said_of_a_paper(client, desk, meeting):
    paper = add(meeting)
    page = f"{DESK}{paper}/"
    assert send(desk, None, to=page, title_en="Another title", audience="partners").status_code == 303
    assert (only().title.en, only().audience) == ("Another title", Audience.PARTNERS)
    assert client.get("/resources/").text.count("/papers/") == 0


def test_officer_brings_a_new_version(client, desk, meeting):
    first = add(meeting)
    assert send(desk, PDF + b"%2", to=f"{DESK}{first}/replace").status_code == 303
    latest = queries.every(meeting.id)[0]
    assert (latest.version, latest.replaces_id, latest.status) == (2, first, Status.FINAL)
    assert "concept-note-open-meeting-en-v2.pdf" in client.get("/meetings/open-meeting/").text


def test_version_that_was_replaced_meanwhile_says_so(desk, meeting):
    first = add(meeting)
    page = f"{DESK}{first}/replace"
    hidden = token(desk, page)
    replace(meeting, first)
    answer = send(desk, to=page, hidden=hidden)
    assert answer.status_code == 409
    assert "Version 1 has been replaced already. Replace the latest version instead." in answer.text
    assert 'value="Care at borders"' in answer.text


def test_officer_withdraws_and_deletes(client, desk, meeting):
    paper = add(meeting)
    for act in ("withdraw", "delete"):
        page = f"{DESK}{paper}/{act}"
        answer = desk.post(page, data=token(desk, page) | {"reason": "A wrong date"})
        assert (answer.status_code, answer.location) == (303, DESK)
        assert "/papers/" not in client.get("/resources/").text
    assert (queries.every(meeting.id), stored()) == ([], [])


def test_page_that_deletes_says_what_will_be_gone_and_what_comes_back(desk, meeting):
    second = replace(meeting, add(meeting))
    page = desk.get(f"{DESK}{second}/delete").text
    assert "Version 2 and its file will be gone for ever" in page
    assert "Readers will get version 1 again." in page


def test_list_of_the_desk_holds_every_version_with_what_can_be_done(desk, meeting):
    first = add(meeting)
    second = replace(meeting, first)
    page = desk.get(DESK).text
    rows = re.findall(r'<tr id="paper-(\d+)">(.*?)</tr>', page, re.DOTALL)
    acts = {int(number): set(re.findall(rf"/papers/{number}/(\w*)\"", row)) for number, row in rows}
    assert acts == {second: {"", "replace", "withdraw", "delete"}, first: {"delete"}}


def press(desk, act: str, *ids: int):
    """A button under the list, and yes to its question where it has one."""
    answer = desk.post(DESK, data=filled(form_of(desk, DESK, DESK), id=[str(each) for each in ids], do=act))
    return desk.post(DESK, data=filled(forms(answer)[DESK], do=act)) if answer.status_code == 200 else answer


def statuses(meeting) -> dict[int, Status]:
    return {paper.id: paper.status for paper in queries.every(meeting.id)}


def test_drafts_are_made_final_together_each_in_place_of_the_version_before_it(client, desk, meeting):
    note, agenda = add(meeting), add(meeting, kind=Kind.AGENDA, status=Status.DRAFT)
    second = replace(meeting, note, status=Status.DRAFT)
    assert press(desk, "publish", second, agenda, note).status_code == 303
    assert statuses(meeting) == {second: Status.FINAL, note: Status.REPLACED, agenda: Status.FINAL}
    page = desk.get(DESK).text
    assert "2 papers are final now. 1 of the selected lines stays as it is." in page
    assert client.get("/resources/").text.count("/papers/") == 2


def test_draft_that_a_later_version_follows_is_not_made_final(desk, meeting):
    first = add(meeting, status=Status.DRAFT)
    second = replace(meeting, first, status=Status.DRAFT)
    assert press(desk, "publish", first).status_code == 409
    with pytest.raises(NothingToPublish), unit_of_work():
        actions.publish(first, meeting_id=meeting.id, by=OFFICER, now=NOW)
    assert statuses(meeting) == {second: Status.DRAFT, first: Status.DRAFT}


def test_final_papers_are_withdrawn_together_after_a_question(client, desk, meeting):
    made = [add(meeting), add(meeting, kind=Kind.AGENDA)]
    draft = add(meeting, status=Status.DRAFT)
    form = form_of(desk, DESK, DESK)
    asked = desk.post(DESK, data=filled(form, id=[str(each) for each in (*made, draft)], do="withdraw"))
    assert "Withdraw 2 papers?" in asked.text
    assert desk.post(DESK, data=filled(forms(asked)[DESK], do="withdraw")).status_code == 303
    assert statuses(meeting) == {**dict.fromkeys(made, Status.WITHDRAWN), draft: Status.DRAFT}
    assert "/papers/" not in client.get("/resources/").text


def test_paper_of_another_meeting_is_not_acted_upon(desk, meeting):
    other = make_meeting()
    draft = add(other, status=Status.DRAFT)
    add(meeting)
    assert press(desk, "publish", draft).status_code == 409
    assert statuses(other) == {draft: Status.DRAFT}


PAGES = ["", "new", "{paper}/", "{paper}/replace", "{paper}/withdraw", "{paper}/delete"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_desk_are_for_those_who_plan_meetings(app, meeting, page):
    path = DESK + page.format(paper=add(meeting))
    others = [app.test_client(), liaison(app, meeting.id), browser_of(app, Role.COMMITTEE_READER)]
    assert [client.get(path).status_code for client in (*others, officer(app))] == [302, 403, 403, 200]
    assert [client.post(path).status_code for client in others] == [401, 403, 403]


@pytest.mark.parametrize("page", PAGES[2:])
def test_paper_that_is_not_this_meetings_is_not_there(desk, meeting, page):
    other = add(make_meeting())
    for paper in (other, 999_999, 10**30):
        path = DESK + page.format(paper=paper)
        assert desk.get(path).status_code == 404
        assert send(desk, to=path, hidden=token(desk)).status_code in (404, 405)
    assert len(stored()) == 1


def test_meeting_that_is_not_there_has_no_papers(desk, meeting):
    assert desk.get("/desk/meetings/nowhere/papers/").status_code == 404
