"""Who reads which paper; nothing here needs a database."""

import pytest

from kpevents.core.errors import RuleBroken
from kpevents.core.filetypes import FileType
from kpevents.core.text import N_
from kpevents.features.meetings.rules import Sight
from kpevents.features.papers import rules
from kpevents.features.papers.rules import Audience, Kind, Status, may_read
from tests.papers.making import readers, said

HERE, ELSEWHERE = 3, 4
PLANNERS = {"administrator", "secretariat"}
READ_BY = {
    Audience.PUBLIC: set(readers(HERE, ELSEWHERE)),
    Audience.PARTNERS: set(readers(HERE, ELSEWHERE)) - {"public"},
    Audience.COMMITTEE: PLANNERS | {"committee reader"},
    Audience.MEETING: PLANNERS | {"liaison"},
    Audience.SECRETARIAT: PLANNERS,
}


def who_reads(audience, status=Status.FINAL, seen=Sight.FULL) -> set[str]:
    return {
        name
        for name, actor in readers(HERE, ELSEWHERE).items()
        if may_read(audience, status, actor, meeting_id=HERE, seen=seen)
    }


@pytest.mark.parametrize("audience", Audience)
def test_final_paper_is_read_by_its_audience(audience):
    assert who_reads(audience) == READ_BY[audience]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.FINAL])
@pytest.mark.parametrize("audience", Audience)
def test_what_is_not_final_is_for_those_who_plan(audience, status):
    assert who_reads(audience, status) == PLANNERS


@pytest.mark.parametrize("seen", [Sight.TITLE, Sight.NONE])
@pytest.mark.parametrize("audience", Audience)
def test_paper_of_a_meeting_that_is_not_seen_whole_is_not_read(audience, seen):
    assert who_reads(audience, seen=seen) == PLANNERS


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"kind": Kind.PHOTO}, False),
        ({"kind": Kind.PHOTO, "consent": ""}, True),
        ({"kind": Kind.PHOTO, "consent": "", "status": Status.DRAFT}, True),
        ({"kind": Kind.PHOTO, "consent": "", "audience": Audience.PARTNERS}, False),
        ({"kind": Kind.AGENDA, "consent": ""}, False),
    ],
)
def test_photo_is_public_only_with_consent_on_record(given, refused):
    try:
        rules.ensure_said(said(**given))
    except rules.NoConsent:
        assert refused
    else:
        assert not refused


def test_paper_is_in_a_language_of_the_process():
    with pytest.raises(rules.LanguageUnknown):
        rules.ensure_said(said(language="de"))


@pytest.mark.parametrize(("kind", "most"), [(Kind.REPORT, 20), (Kind.PHOTO, 10)])
def test_paper_may_have_20_mb_and_a_photo_10(kind, most):
    rules.ensure_size(kind, most * 2**20)
    with pytest.raises(rules.TooLarge, match=f"has {most + 1} MB; at most {most} MB"):
        rules.ensure_size(kind, most * 2**20 + 1)


@pytest.mark.parametrize(
    ("kind", "found", "sentence"),
    [
        (Kind.REPORT, FileType.JPEG, "file may be PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP. This one is JPEG."),
        (Kind.PHOTO, FileType.PDF, "For “Photo” the file may be JPEG, PNG, WebP. This one is PDF."),
        (Kind.PHOTO, N_("a web page"), "For “Photo” the file may be JPEG, PNG, WebP. This one is a web page."),
    ],
)
def test_file_of_the_wrong_type_is_refused_by_name(kind, found, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        rules.ensure_type(kind, found)


def test_version_that_another_follows_changes_no_more_unless_readers_have_it():
    for status in (Status.DRAFT, Status.REPLACED, Status.WITHDRAWN):
        with pytest.raises(rules.OldVersionStays):
            rules.ensure_may_change(Kind.REPORT, Kind.REPORT, status, 1, latest=False)
    rules.ensure_may_change(Kind.REPORT, Kind.REPORT, Status.FINAL, 1, latest=False)


def test_photo_does_not_become_a_document():
    with pytest.raises(rules.AnotherKind):
        rules.ensure_may_change(Kind.PHOTO, Kind.REPORT, Status.DRAFT, 1, latest=True)
    rules.ensure_may_change(Kind.AGENDA, Kind.REPORT, Status.DRAFT, 1, latest=True)
