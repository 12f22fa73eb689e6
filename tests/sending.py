"""Forms sent as a browser sends them: with everything that stands in the page, changed where the test says so."""

from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


class _Forms(HTMLParser):
    """Each form of a page: its address, and what a browser would send for it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, MultiDict[str, str]]] = []
        self._select = self._area = ""
        self._first: str | None = None

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "form":
            self.forms.append((has.get("action", ""), MultiDict()))
        elif self.forms and tag == "input" and has.get("name"):
            ticked = has.get("type") not in ("checkbox", "radio") or "checked" in has
            if ticked and has.get("type") not in ("file", "submit"):
                self.forms[-1][1].add(has["name"], has.get("value") or "")
        elif tag == "select":
            self._select, self._first = has.get("name") or "", None
        elif tag == "option" and self._select and self.forms:
            if self._first is None:
                self._first = has.get("value") or ""
                self.forms[-1][1][self._select] = self._first
            if "selected" in has:
                self.forms[-1][1][self._select] = has.get("value") or ""
        elif tag == "textarea":
            self._area = has.get("name") or ""
            self.forms[-1][1][self._area] = ""

    def handle_endtag(self, tag):
        self._select = "" if tag == "select" else self._select
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data):
        if self._area:
            self.forms[-1][1][self._area] += data


def forms(page: TestResponse) -> dict[str, MultiDict[str, str]]:
    """By their address, which is the page's own if they name none. What a browser would send when nothing is typed."""
    parser = _Forms()
    parser.feed(page.text)
    return {action or page.request.path: form for action, form in parser.forms}


def form_of(client: FlaskClient, page: str, action: str) -> MultiDict[str, str]:
    return forms(client.get(page))[action]


def send(client: FlaskClient, page: str, action: str = "", **typed) -> TestResponse:
    """Opens the page, types, and sends the form that leads to ``action``: the page's own address if none is given."""
    return client.post(action or page, data=filled(form_of(client, page, action or page), **typed))


def filled(form: MultiDict[str, str], **typed) -> MultiDict[str, str]:
    """The form with other values in these fields; a list for several values of one name."""
    data = form.deepcopy()
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data
