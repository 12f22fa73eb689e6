"""What an address can name: for each a value that is there, one that is not, and one that belongs to somebody else.

Whoever adds a view with a new kind of thing in its address adds one to ``THINGS``, and makes it in ``world.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.routing import Rule

Value = Callable[[Any, str], Any]
"""In this world, for this reader."""


@dataclass(frozen=True)
class Thing:
    """What stands below ``under`` by this ``name``. ``absent``: nothing that is there; None: no thing, but a choice.

    ``foreign``: one that is there, and belongs to another parent or to another person.
    """

    under: str
    name: str
    own: Value
    absent: Any = None
    foreign: Value | None = None


def of(name: str) -> Value:
    return lambda world, _reader: world.ids[name]


def always(value: Any) -> Value:
    return lambda _world, _reader: value


NO_NUMBER = 2_147_483_647
"""The last that an integer column holds."""

THINGS = (
    Thing("/", "file_type", always("csv")),
    Thing("/", "token", always("made-up")),
    Thing("/static/", "filename", always("robots.txt"), "nothing.txt"),
    Thing("/calendar/", "year", always(2026), 1),
    Thing("/meetings/", "slug", of("meeting"), "nothing"),
    Thing("/feeds/type/", "slug", of("type"), "nothing"),
    Thing("/feeds/series/", "slug", of("series"), "nothing"),
    Thing("/feeds/partner/", "code", always("ke"), "zz"),
    Thing("/partners/", "code", always("ke"), "zz"),
    Thing("/papers/", "paper_id", of("paper"), NO_NUMBER),
    Thing("/papers/", "name", always("any-name.pdf")),
    Thing("/papers/<int:paper_id>/small/", "paper_id", of("photo"), NO_NUMBER),
    Thing("/account/sessions/", "sign_in_id", lambda world, who: world.session_of(who), NO_NUMBER, of("sign-in")),
    Thing("/delegations/", "code", always("ke"), "zz"),
    Thing("/delegations/", "offer_id", of("offer"), NO_NUMBER, of("foreign offer")),
    Thing("/desk/meetings/", "slug", of("meeting"), "nothing"),
    Thing("/desk/meetings/", "after", always("cancelled")),
    Thing("/desk/meetings/", "paper_id", of("paper"), NO_NUMBER, of("foreign paper")),
    Thing("/desk/clusters/", "word", always("one-trip"), "nothing"),
    Thing("/desk/clusters/", "slug", of("meeting"), "nothing", of("foreign meeting")),
    Thing("/desk/series/", "slug", of("series"), "nothing"),
    Thing("/desk/types/", "slug", of("type"), "nothing"),
    Thing("/desk/pages/", "slug", of("page"), "nothing"),
    Thing("/desk/terms/", "key", of("term"), "nothing"),
    Thing("/desk/partners/", "code", always("ke"), "zz"),
    Thing("/desk/partners/", "contact_id", of("contact"), NO_NUMBER, of("foreign contact")),
    Thing("/desk/chairmanship/", "candidature_id", of("candidature"), NO_NUMBER),
    Thing("/desk/chairmanship/", "name", always("endorse"), "nothing"),
    Thing("/desk/offers/", "offer_id", of("offer"), NO_NUMBER),
    Thing("/desk/mail/", "message_id", of("message"), NO_NUMBER),
    Thing("/desk/people/", "person_id", of("person"), NO_NUMBER),
    Thing("/desk/people/", "grant_id", of("grant"), NO_NUMBER, of("foreign grant")),
    Thing("/desk/people/", "what", always("close")),
    Thing("/desk/requests/", "request_id", of("request"), NO_NUMBER),
)


def thing_of(rule: Rule, name: str) -> Thing:
    """The one whose place is the nearest. Raises LookupError for a view that these tests do not know yet."""
    known = [each for each in THINGS if each.name == name and rule.rule.startswith(each.under)]
    if not known:
        raise LookupError(f"{rule.rule}: say in tests/web/rights/things.py what <{name}> is")
    return max(known, key=lambda each: len(each.under))


def method_of(rule: Rule) -> str:
    return "POST" if "POST" in rule.methods else "GET"


def path_to(world: Any, rule: Rule, reader: str, **other: Any) -> str:
    """The address of this view for the things that are there, or for ``other`` in their place."""
    values = {name: thing_of(rule, name).own(world, reader) for name in rule.arguments}
    return world.app.url_map.bind("kp.example.org").build(rule.endpoint, values | other, method=method_of(rule))
