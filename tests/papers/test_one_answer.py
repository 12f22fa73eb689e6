"""Page, library, gallery and download give each reader the same answer: the one of the rule."""

import re

import pytest

from kpevents.core.policy import ANONYMOUS
from kpevents.core.text import Trilingual
from kpevents.features.meetings.rules import Sight, Visibility, sight
from kpevents.features.meetings.rules import Status as MeetingStatus
from kpevents.features.papers import library, rules
from kpevents.features.papers.library import Asked
from kpevents.features.papers.rules import Audience, Kind, Status
from kpevents.web.paper_lines import file_name
from tests.factories import make_meeting, make_type, settle
from tests.papers.making import CARE, add, readers, replace
from tests.papers.people import everybody, fetch

TITLES = {audience: f"Paper for {audience}" for audience in Audience}
LINK = re.compile(r'href="(/papers/\d+/[^"/]+)"')


@pytest.fixture
def meeting(client, monkeypatch, now):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now)
    return make_meeting(slug="open-meeting", settled=True)


@pytest.fixture
def papers(meeting) -> dict[Audience, int]:
    return {audience: add(meeting, audience=audience, title=Trilingual(en=TITLES[audience])) for audience in Audience}


def links(page) -> set[str]:
    return set(LINK.findall(page.text))


def opens(client, link: str) -> bool:
    return fetch(client, link).status_code == 200


def address_of(meeting, paper_id: int) -> str:
    return f"/papers/{paper_id}/concept-note-{meeting.slug}-en.pdf"


READS = {
    "public": {Audience.PUBLIC},
    "secretariat": set(Audience),
    "committee reader": {Audience.PUBLIC, Audience.PARTNERS, Audience.COMMITTEE},
    "focal point": {Audience.PUBLIC, Audience.PARTNERS},
    "liaison": {Audience.PUBLIC, Audience.PARTNERS, Audience.MEETING},
    "liaison of another": {Audience.PUBLIC, Audience.PARTNERS},
}


def test_each_reader_finds_and_opens_the_same_papers(app, meeting, papers):
    for name, client in everybody(app, meeting.id, make_meeting(settled=True).id).items():
        mine = {address_of(meeting, papers[audience]) for audience in READS[name]}
        found = {
            "page": links(fetch(client, "/meetings/open-meeting/")),
            "library": links(fetch(client, "/resources/")),
            "files": {link for link in (address_of(meeting, each) for each in papers.values()) if opens(client, link)},
        }
        assert found == dict.fromkeys(found, mine), name


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("status", [MeetingStatus.DRAFT, MeetingStatus.CONFIRMED])
def test_what_is_seen_of_the_meeting_decides_what_is_read_of_its_papers(
    app, client, monkeypatch, now, visibility, status
):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now)
    meeting = make_meeting(slug="some-meeting", visibility=visibility, status=status, settled=True)
    other = make_meeting()
    papers = [add(meeting, audience=audience) for audience in Audience]
    photo = add(meeting, kind=Kind.PHOTO)
    for name, reader in everybody(app, meeting.id, other.id).items():
        seen = sight(status, visibility, readers(meeting.id, other.id)[name], meeting.id)
        reads = len(READS[name]) if name == "secretariat" or seen is Sight.FULL else 0
        opened = [opens(reader, address_of(meeting, each)) for each in papers]
        listed = links(fetch(reader, "/resources/"))
        shown = fetch(reader, "/gallery/").text
        assert (opened.count(True), len(listed)) == (reads, reads), name
        assert (f"/papers/{photo}/small/" in shown) is bool(reads), name
        page = fetch(reader, "/meetings/some-meeting/")
        assert len(links(page)) == reads, name
        assert page.status_code == (404 if seen is Sight.NONE else 200)


def test_lists_ask_the_database_what_the_rule_says(db, now):
    """Every reader, every audience, every status of paper and meeting: 4 × 5 × 24 of them, as one condition."""
    kind = make_type()
    of_all = [
        make_meeting(type_id=kind.id, status=status, visibility=visibility)
        for status in MeetingStatus
        for visibility in Visibility
    ]
    settle(*of_all)
    papers = {
        add(meeting, audience=audience, status=status): (meeting, audience, status)
        for meeting in of_all
        for audience in Audience
        for status in (Status.DRAFT, Status.FINAL)
    }
    assert len(papers) == 240
    for name, actor in readers(of_all[0].id, of_all[7].id).items():
        found = library.documents(Asked(), actor, now.date(), page=1, size=1000)
        allowed = {
            paper
            for paper, (meeting, audience, status) in papers.items()
            if status is Status.FINAL
            and rules.may_read(
                audience, status, actor, meeting_id=meeting.id,
                seen=sight(meeting.status, meeting.visibility, actor, meeting.id),
            )
        }  # fmt: skip
        listed = {row.id for row, _ in found.rows}
        on_pages = {
            row.id
            for meeting in of_all
            for row in library.of_meeting(
                meeting.id, sight(meeting.status, meeting.visibility, actor, meeting.id), actor
            )
        }
        if name in ("administrator", "secretariat"):
            assert len(allowed) == 120
        assert (listed, found.total, on_pages) == (allowed, len(allowed), allowed), name


def test_draft_withdrawn_and_replaced_papers_are_opened_by_the_secretariat_alone(app, meeting):
    draft = add(meeting, status=Status.DRAFT)
    for name, client in everybody(app, meeting.id, make_meeting().id).items():
        assert opens(client, address_of(meeting, draft)) is (name == "secretariat"), name
        assert links(fetch(client, "/meetings/open-meeting/")) == set(), name


def test_address_of_a_version_that_was_replaced_leads_readers_to_the_new_one(app, client, meeting):
    first = add(meeting)
    second = replace(meeting, first)
    answer = fetch(client, address_of(meeting, first))
    new = f"/papers/{second}/concept-note-open-meeting-en-v2.pdf"
    assert (answer.status_code, answer.location) == (302, new)
    assert opens(client, new)
    officer = everybody(app, meeting.id, make_meeting().id)["secretariat"]
    assert opens(officer, address_of(meeting, first))


def test_address_of_a_replaced_version_leads_nowhere_when_the_new_one_is_for_others(client, meeting):
    first = add(meeting)
    replace(meeting, first, audience=Audience.PARTNERS)
    assert fetch(client, address_of(meeting, first)).status_code == 404


def test_address_with_another_name_leads_to_the_right_one_only_for_those_who_may_read(client, meeting):
    shown, hidden = add(meeting), add(meeting, audience=Audience.SECRETARIAT)
    answer = fetch(client, f"/papers/{shown}/anything.exe")
    assert (answer.status_code, answer.location) == (302, address_of(meeting, shown))
    assert fetch(client, f"/papers/{hidden}/anything.exe").status_code == 404


@pytest.mark.parametrize("number", ["0", "999", "99999999999999999999999", "-1", "x", "1%00"])
def test_number_of_no_paper_is_not_found(client, number):
    assert fetch(client, f"/papers/{number}/a.pdf").status_code == 404
    assert fetch(client, f"/papers/{number}/small/a.webp").status_code == 404


def test_document_has_no_small_picture(client, meeting):
    paper = add(meeting)
    assert fetch(client, f"/papers/{paper}/small/a.webp").status_code == 404


def test_photo_of_a_meeting_that_is_public_by_title_alone_is_not_public(client, meeting):
    restricted = make_meeting(slug="quiet", visibility=Visibility.RESTRICTED, settled=True)
    photo = add(restricted, kind=Kind.PHOTO, caption=CARE)
    assert fetch(client, f"/papers/{photo}/photo-quiet-{photo}.jpg").status_code == 404
    assert fetch(client, f"/papers/{photo}/small/photo-quiet-{photo}.webp").status_code == 404
    assert "Care at borders" not in fetch(client, "/gallery/").text
    assert "/gallery/" not in fetch(client, "/meetings/quiet/").text.partition("<main")[2].partition("</main>")[0]


def test_name_of_a_file_is_made_of_kind_meeting_language_and_version(db, meeting):
    paper = add(meeting, kind=Kind.LIST_OF_PARTICIPANTS, language="ar")
    row = library.of_meeting(meeting.id, Sight.FULL, ANONYMOUS)[0]
    assert (row.id, file_name(row, meeting.slug)) == (paper, "list-of-participants-open-meeting-ar.pdf")
