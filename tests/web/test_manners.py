"""What every answer does: languages, headers, refusals, the log."""

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from kpevents.infra import migrations
from kpevents.web import reading

PAGES = ["/", "/meetings/", "/meetings/som-rome-2017/", "/calendar/", "/calendar/2017/", "/partners/", "/partners/ke/"]
PAGES += ["/governance/", "/feeds/", "/about/", "/contact/", "/legal/", "/accessibility/", "/data-protection/"]


@pytest.mark.parametrize("path", PAGES)
def test_page_without_a_choice_sets_no_cookie(reader, path):
    answer = reader.get(path)
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])


@pytest.mark.parametrize(
    "path", ["/", "/meetings/", "/calendar/", "/calendar/2026/", "/partners/", "/governance/", "/feeds/"]
)
def test_page_stands_before_the_first_fact_is_loaded(client, path):
    assert client.get(path).status_code == 200


def spoken(answer) -> str:
    return answer.text.partition('<html lang="')[2][:2]


def test_language_is_what_the_address_asks_then_what_was_chosen_then_the_browser_then_english(reader):
    assert spoken(reader.get("/")) == "en"
    assert spoken(reader.get("/", headers={"Accept-Language": "de, fr;q=0.5"})) == "fr"
    assert spoken(reader.get("/?lang=ar", headers={"Accept-Language": "fr"})) == "ar"
    assert spoken(reader.get("/", headers={"Accept-Language": "fr"})) == "ar"
    assert spoken(reader.get("/?lang=xx", headers={"Accept-Language": "fr"})) == "ar"


def test_choice_of_language_is_remembered_in_a_plain_cookie(reader):
    cookies = reader.get("/?lang=fr").headers.getlist("Set-Cookie")
    assert [cookie.partition(";")[0] for cookie in cookies] == ["language=fr"]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_page_runs_in_the_direction_of_its_language(reader, language, direction):
    assert f'<html lang="{language}" dir="{direction}">' in reader.get(f"/?lang={language}").text


def test_change_of_language_keeps_the_page_and_its_filters(reader):
    page = reader.get("/meetings/?q=cairo&type=thematic-meeting").text
    assert 'href="/meetings/?q=cairo&amp;type=thematic-meeting&amp;lang=fr"' in page


@pytest.mark.parametrize("path", [*PAGES, "/nothing", "/feeds/all.ics", "/style.css", "/static/js/kp.js"])
def test_answer_lets_the_browser_do_nothing_that_it_does_not_need(reader, path):
    with reader.get(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/meetings/nothing/", 404),
        ("/meetings/%00/", 404),
        ("/meetings/%F0%9F%98%80/", 404),
        ("/partners/zz/", 404),
        ("/partners/KE/", 404),
        ("/calendar/?month=2026-13", 400),
        ("/calendar/?month=0000-01", 404),
        ("/calendar/?month=9999-12", 404),
        ("/calendar/?month=2026-1", 400),
        ("/calendar/?month=%D9%A2%D9%A0%D9%A2%D9%A6-%D9%A0%D9%A1", 400),
        ("/calendar/0/", 404),
        ("/calendar/99999999999/", 404),
        ("/governance/?on=0000-00-00", 400),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_wrong_address_is_answered_as_a_page_a_person_understands(reader, path, status, language):
    answer = reader.get(path, headers={"Accept-Language": language})
    assert answer.status_code == status
    assert spoken(answer) == language
    assert answer.text.count("<h1>") == 1


def test_address_is_shown_without_being_obeyed(reader):
    page = reader.get("/calendar/?month=<script>alert(1)</script>").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_method_that_is_not_offered_is_refused_with_those_that_are(reader):
    answer = reader.post("/meetings/")
    assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, {"GET", "HEAD", "OPTIONS"})


def test_address_without_its_last_slash_leads_to_the_page(reader):
    answer = reader.get("/meetings")
    assert (answer.status_code, answer.location) == (308, "http://localhost/meetings/")


def test_fault_of_ours_is_a_page_in_words_and_a_line_in_the_log(reader, monkeypatch):
    def breaks():
        raise ValueError("SELECT secret")

    monkeypatch.setattr("kpevents.web.meetings.views.reading", breaks)
    with capture_logs() as logged:
        answer = reader.get("/meetings/", headers={"X-Request-Id": "quoted-by-a-reader"})
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "SELECT" not in answer.text
    broken = [line for line in logged if line["event"] == "broken"]
    assert [line["request_id"] for line in broken] == ["quoted-by-a-reader"]


@pytest.mark.parametrize("path", ["/", "/feeds/all.ics", "/nothing"])
def test_database_that_does_not_answer_is_said_in_words_too(reader, monkeypatch, path):
    def does_not_answer(*_):
        raise OperationalError("SELECT secret", {}, Exception("gone"))

    for room in ("reading.revisions", "calendar_files"):
        monkeypatch.setattr(f"kpevents.web.{room}.current", does_not_answer)
    answer = reader.get(path)
    assert answer.status_code == (404 if path == "/nothing" else 503)
    assert "SELECT" not in answer.text


def test_each_request_leaves_one_line_under_the_id_that_the_reader_got(reader):
    with capture_logs() as logged:
        answer = reader.get("/meetings/?q=private+words")
    (line,) = logged
    assert "private" not in str(line)
    assert (line["path"], line["status"], line["method"]) == ("/meetings/", 200, "GET")
    assert line["request_id"] == answer.headers["X-Request-Id"]


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space here", "{bad}bad{bad}"])
def test_request_id_that_could_forge_a_line_is_replaced(reader, given):
    assert reader.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"] != given


def test_product_says_whether_it_is_alive_and_ready(reader):
    assert [reader.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]


def test_product_is_not_ready_before_its_tables_are_those_of_this_release(reader, monkeypatch):
    monkeypatch.setattr(migrations, "newest", lambda: "a later step")
    assert [reader.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 503]


def test_demonstration_says_so_on_every_page(reader, monkeypatch):
    banner = "Demonstration: the meetings of the coming year are invented."
    assert banner not in reader.get("/").text
    monkeypatch.setattr(reading.figures, "any_invented", lambda: True)
    monkeypatch.setattr(reading, "kept", lambda _revision, _name, read: read())
    assert banner in reader.get("/").text


def test_stylesheet_and_script_may_be_kept_for_ever_because_their_address_changes_with_them(reader):
    page = reader.get("/").text
    for address in (page.partition('stylesheet" href="')[2], page.partition('<script src="')[2]):
        with reader.get(address.partition('"')[0].replace("&amp;", "&")) as answer:
            assert answer.status_code == 200
            assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert "v=" in address.partition('"')[0]


def test_pages_are_zipped_for_those_who_take_it(reader):
    answer = reader.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.content_encoding == "gzip"
    assert len(answer.data) < 12_000
