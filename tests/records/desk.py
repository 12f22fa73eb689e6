"""Somebody at the desk: signed in past the password, and filling in forms as a browser would."""

from html.parser import HTMLParser
from itertools import count

from kpevents.core.policy import Grant, Role
from kpevents.features.accounts.actions import sign_ins
from kpevents.features.accounts.models import User, UserGrant
from kpevents.features.accounts.rules import Stage, State
from kpevents.infra import clock
from kpevents.infra.db import db, unit_of_work

_number = count(1)


def signed_in(app, *grants: Grant):
    """A client of somebody with these roles, second factor included."""
    now = clock.now()
    rows = [UserGrant(role=g.role, partner_id=g.partner_id, meeting_id=g.meeting_id, ends_on=_ends(g)) for g in grants]
    user = User(
        email=f"desk{next(_number)}@example.org", name="Desk Officer", state=State.ACTIVE, password_hash="none",
        totp_since=now, created_at=now, grants=rows,
    )  # fmt: skip
    with unit_of_work():
        db.session.add(user)
        db.session.flush()
        token = sign_ins.begin(user, Stage.FULL, "Test", now=now)
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(_user_id=token, _fresh=True)
    return client


def _ends(grant: Grant):
    return clock.now().date() if grant.role is Role.HOST_LIAISON else None


def officer(app):
    return signed_in(app, Grant(Role.SECRETARIAT))


class _Forms(HTMLParser):
    """The forms of a page: where each goes, and what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.forms, self.select, self.area = [], "", ""

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.forms.append({"action": a.get("action", ""), "method": a.get("method", "get"), "fields": {}})
        if not self.forms:
            return
        fields, name = self.forms[-1]["fields"], a.get("name", "")
        if tag == "input" and name and (a.get("type") not in ("checkbox", "radio") or "checked" in a):
            many = a.get("type") == "checkbox"
            fields[name] = [*fields.get(name, []), a.get("value", "")] if many else a.get("value", "")
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and ("selected" in a or self.select not in fields):
            fields[self.select] = a.get("value", "")
        if tag == "textarea":
            self.area, fields[name] = name, ""

    def handle_endtag(self, tag):
        self.select = "" if tag == "select" else self.select
        if tag == "textarea" and self.area:
            fields = self.forms[-1]["fields"]
            fields[self.area] = fields[self.area].removeprefix("\r").removeprefix("\n")  # as browsers do
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.forms[-1]["fields"][self.area] += data


def forms_of(answer):
    found = _Forms()
    found.feed(answer.text)
    return [form for form in found.forms if form["method"] == "post"]


def opened(client, url: str, action: str | None = None):
    """The form that a page shows: the only one that is sent, or the one that goes to ``action``."""
    page = client.get(url)
    assert page.status_code == 200, page.text
    return next(form for form in forms_of(page) if action is None or form["action"] == action)


def send(client, url: str, form, **typed):
    """As the browser sends it; None takes a field away."""
    fields = {name: value for name, value in {**form["fields"], **typed}.items() if value is not None}
    return client.post(form["action"] or url, data=fields)


def fill(client, url: str, action: str | None = None, **typed):
    return send(client, url, opened(client, url, action), **typed)
