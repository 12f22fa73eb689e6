"""What cannot be is refused with a 422 that names the field, and everything typed is still there."""

import pytest

from kpevents.features.governance.rules import BodySlug
from kpevents.features.meetings.groups import queries as groups
from kpevents.features.partners.rules import Kind
from tests.factories import (
    lines,
    make_body,
    make_contact,
    make_meeting,
    make_page,
    make_partner,
    make_series,
    make_type,
)
from tests.records.desk import again, officer, opened, send

LONG, NUL, OVERRIDE = "é" * 10_240, "a\0b", "a\u202eb"
TYPED = "Typed by hand"

CLOSED_LISTS = ("level", "mark", "side", "kind", "language", "body", "basis", "partner", "meeting")

FORMS = {
    "new type": ("/desk/types/new", {"slug": "retreat", "name_en": TYPED, "plural_en": "Retreats", "colour": "teal"}),
    "type": ("/desk/types/a-type/", {"name_fr": TYPED}),
    "new series": ("/desk/series/new", {"slug": "talks", "title_en": TYPED}),
    "series": ("/desk/series/a-series/", {"title_ar": TYPED}),
    "page": ("/desk/pages/a-page/", {"title_fr": TYPED}),
    "new partner": (
        "/desk/partners/new",
        {"code": "rw", "iso3": "RWA", "kind": "state", "weekend": ["sun"], "name_en": TYPED},
    ),
    "partner": ("/desk/partners/ke/", {"name_en": TYPED}),
    "new contact": ("/desk/partners/ke/contacts/new", {"name": TYPED}),
    "contact": ("/desk/partners/ke/contacts/1/", {"name": TYPED}),
    "new term": ("/desk/terms/new", {"body": "chair", "partner": "ke", "starts": "2026", "note_en": TYPED}),
    "new cluster": ("/desk/clusters/new", {"word": "typed-by-hand", "meeting": "a-meeting"}),
}

BAD = [
    *(
        ("new type", field, value)
        for field in ("name_ar", "plural_fr", "slug", "colour")
        for value in (LONG, NUL, OVERRIDE)
    ),
    *(("type", field, value) for field in ("name_en", "plural_en", "colour") for value in (LONG, NUL, OVERRIDE)),
    *(("series", field, value) for field in ("title_en", "about_en") for value in (LONG, NUL, OVERRIDE)),
    *(("page", "title_en", value) for value in (LONG, NUL, OVERRIDE)),
    *(("page", "body_ar", value) for value in (NUL, OVERRIDE, "é" * 20_001)),
    *(
        ("partner", field, value)
        for field in ("name_fr", "name_in_text_en", "short_name", "zone", "weekend_note", "about_ar", "note_en")
        for value in (LONG, NUL, OVERRIDE)
    ),
    *(("new partner", field, value) for field in ("code", "iso3") for value in (LONG, NUL, OVERRIDE, "R1A", "rwa ")),
    *(
        ("contact", field, value)
        for field in ("name", "function", "email", "phone", "note")
        for value in (LONG, NUL, OVERRIDE)
    ),
    *(
        ("new term", field, value)
        for field in ("starts", "ends", "seen_on", "source")
        for value in (LONG, NUL, OVERRIDE)
    ),
    *(("new term", "note_fr", value) for value in (LONG, NUL, OVERRIDE)),
    *(("new cluster", field, value) for field in ("word", "meeting") for value in (LONG, NUL, OVERRIDE, "")),
    ("new type", "slug", ""),
    ("new type", "slug", "a-type"),
    ("new type", "slug", "Retreat!"),
    ("new type", "name_en", ""),
    ("new type", "colour", "#008080"),
    ("new type", "colour", "bluish"),
    ("type", "colour", ""),
    ("type", "level", "exalted"),
    ("type", "level", None),
    ("type", "mark", "star"),
    ("type", "position", "first"),
    ("type", "position", "-1"),
    ("type", "position", "9" * 5000),
    ("series", "planned", "0"),
    ("series", "planned", "four"),
    ("series", "planned", "99999999999999999999"),
    ("partner", "zone", "Nairobi"),
    ("partner", "zone", "../../etc/passwd"),
    ("partner", "weekend", None),
    ("partner", "weekend", ["someday"]),
    ("partner", "side", "northern"),
    ("partner", "kind", "agency"),
    ("partner", "kind", "kingdom"),
    ("partner", "eu_protocol_rank", "0"),
    ("partner", "eu_protocol_rank", "100"),
    ("partner", "eu_protocol_rank", "7"),
    ("new partner", "code", "ke"),
    ("new partner", "code", "secretariat"),
    ("new partner", "iso3", ""),
    ("contact", "name", "  "),
    ("contact", "email", "person at ministry"),
    ("contact", "kind", "friend"),
    ("contact", "language", "xx"),
    ("contact", "last_checked_on", "yesterday"),
    ("contact", "last_checked_on", "2026-02-30"),
    ("contact", "last_checked_on", "9999-12-31"),
    ("new term", "starts", "1 May 2026"),
    ("new term", "starts", "2026-02-30"),
    ("new term", "starts", "0000"),
    ("new term", "starts", "1905"),
    ("new term", "starts", ""),
    ("new term", "ends", "2025-12-31"),
    ("new term", "ends", "2026-13"),
    ("new term", "seen_on", "2026"),
    ("new term", "body", "cabinet"),
    ("new term", "partner", "xx"),
    ("new term", "partner", ""),
    ("new term", "basis", "hearsay"),
    ("new term", "source", "javascript:alert(1)"),
    ("new term", "source", "https://"),
    ("new term", "source", "https://[::1"),
]


@pytest.fixture
def desk(app, db):
    make_type(slug="a-type", colour="teal")
    make_series(slug="a-series")
    make_page(slug="a-page")
    make_meeting(slug="a-meeting")
    make_body(BodySlug.CHAIR)
    make_partner(code="it", eu_protocol_rank=7)
    make_contact(make_partner(code="ke", weekend=("sun",)), id=1)
    return officer(app)


def shown(value: str) -> str:
    return f"{value!r:.40} ({len(value)})" if isinstance(value, str) else repr(value)


@pytest.mark.parametrize(("form", "field", "value"), BAD, ids=[f"{f}, {n}: {shown(v)}" for f, n, v in BAD])
def test_bad_input_names_its_field_and_loses_nothing(desk, form, field, value):
    path, typed = FORMS[form]
    before = len(lines())
    answer = send(desk, path, opened(desk, path), **{**typed, field: value})
    assert answer.status_code == 422
    name = field.rsplit("_", 1)[0] if field.endswith(("_en", "_fr", "_ar")) else field
    assert f'<a href="#{name}">' in answer.text
    kept = TYPED if TYPED in typed.values() and typed.get(field) != TYPED else ""
    assert kept in answer.text
    if isinstance(value, str) and field not in CLOSED_LISTS and value != NUL:
        assert again(answer, path)[field].strip() in (value.strip(), value.lower())
    assert len(lines()) == before


def test_form_from_somewhere_else_is_refused(desk):
    answer = desk.post("/desk/types/new", data={**FORMS["new type"][1], "csrf_token": "made-up"})
    assert answer.status_code == 422
    assert [kind.slug for kind, _ in groups.types() if kind.slug == "retreat"] == []


@pytest.mark.parametrize(
    "path",
    [
        "types/nothing/", "types/nothing/delete", "series/nothing/", "series/nothing/delete", "clusters/nothing/",
        "pages/nothing/", "partners/xx/", "partners/xx/delete", "partners/xx/contacts/", "partners/xx/contacts/new",
        "partners/ke/contacts/999/", "partners/ke/contacts/999/delete", "partners/ke/contacts/99999999999999999999/",
        "terms/nothing/", "terms/nothing/delete", "terms/?partner=xx", "terms/?page=2", "partners/?page=0",
        "partners.pdf", "contacts.csv?partner=xx",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(desk, path):
    assert desk.get(f"/desk/{path}").status_code == 404


def test_text_that_was_typed_is_shown_and_never_run(desk):
    path = "/desk/partners/ke/contacts/new"
    answer = send(desk, path, opened(desk, path), name='"><script>alert(1)</script>', email="nothing")
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_organisation_needs_no_weekend(desk):
    make_partner(code="iom", kind=Kind.INTERNATIONAL_ORGANISATION, weekend=("sun",))
    path = "/desk/partners/iom/"
    assert send(desk, path, opened(desk, path), weekend=None).status_code == 303
