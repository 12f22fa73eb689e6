"""Every list of the desk: how to put a line into it, which filter finds that line, and what can be done to it."""

from collections.abc import Callable
from dataclasses import dataclass

from kpevents.core.text import Trilingual
from kpevents.features.governance.models import Body
from kpevents.features.governance.rules import BodySlug
from kpevents.features.hosting.rules.offers import Standing
from kpevents.features.journal import actions as journal
from kpevents.features.journal import queries as journal_queries
from kpevents.features.journal.rules import Deed, Line, Subject
from kpevents.features.meetings.models import Meeting
from kpevents.features.outbox import queries as outbox
from kpevents.features.outbox.rules import State
from kpevents.features.papers.rules import Status
from kpevents.infra.db import db, unit_of_work
from tests.cast import make_person
from tests.factories import (
    OFFICER,
    make_body,
    make_contact,
    make_meeting,
    make_page,
    make_partner,
    make_series,
    make_term,
    make_type,
)
from tests.hosting.things import answer, make_offer
from tests.outbox.letters import letter, queue
from tests.papers import making as papers
from tests.times import NOW


@dataclass(frozen=True, slots=True)
class DeskList:
    """``make`` puts a line of this name into it and gives its id. ``act``: a button; ``subject``: what it changes.

    ``asks``: the act asks a question first. ``spared``: makes a line that the act leaves as it is.
    """

    make: Callable[[str], int]
    query: str = "?q=zawadi"
    act: str = ""
    subject: str = ""
    asks: bool = False
    spared: Callable[[], int] | None = None


def text(name: str) -> Trilingual:
    return Trilingual(en=name, fr=name, ar=name)


def meeting(name: str) -> int:
    return make_meeting(title=text(name), settled=True).id


def partner(name: str) -> int:
    made = make_partner(name=text(name))
    make_contact(made)
    return made.id


def contact(name: str) -> int:
    return make_contact(make_partner(), name=name).id


def term(name: str) -> int:
    body = db.session.query(Body).filter_by(slug=BodySlug.STEERING_COMMITTEE).one_or_none()
    return make_term(body or make_body(BodySlug.STEERING_COMMITTEE), make_partner(name=text(name)), "2018-05").id


def type_in_use() -> int:
    made = make_type(name=text("=Zawadi in use"))
    make_meeting(type_id=made.id)
    return made.id


def series_in_use() -> int:
    made = make_series(title=text("=Zawadi in use"))
    make_meeting(series_id=made.id, series_number=1)
    return made.id


def cluster(name: str) -> int:
    return make_meeting(title=text(name), cluster=f"{name.strip('=').lower()}-2026").id


def offer(name: str) -> int:
    return make_offer(make_partner(code=name.strip("=").lower()), theme=name).id


def answered_offer() -> int:
    return answer(make_offer(make_partner()), Standing.DECLINED, "The year is full.").id


def line_of_the_journal(name: str) -> int:
    with unit_of_work():
        journal.note(Line(Subject.SERIES, 1, Deed.CHANGED, {"en": name}), by=OFFICER, now=NOW)
    return journal_queries.ids(journal_queries.Wanted())[0]


def message(name: str) -> int:
    return queue(letter(subject=name))[0].id


def message_that_left() -> int:
    made = message("Zawadi has it")
    with unit_of_work():
        row = outbox.get(made)
        row.state, row.sent_at = State.SENT, NOW
    return made


MEETING = "a-meeting-with-papers"


def paper(name: str, **given) -> int:
    found = db.session.query(Meeting).filter_by(slug=MEETING).one_or_none()
    of = found or make_meeting(slug=MEETING, settled=True)
    return papers.add(of, **{"title": text(name), "status": Status.DRAFT} | given)


LISTS = {
    "/desk/meetings/": DeskList(meeting, act="partners", subject="meeting"),
    "/desk/offers/": DeskList(offer, query="?partner=zawadi", act="keep", subject="offer", spared=answered_offer),
    f"/desk/meetings/{MEETING}/papers/": DeskList(
        paper, act="publish", subject="paper", spared=lambda: paper("Zawadi is final", status=Status.FINAL)
    ),
    "/desk/people/": DeskList(lambda name: make_person(name=name), act="close", subject="person", asks=True),
    "/desk/mail/": DeskList(message, act="again", subject="message", spared=message_that_left),
    "/desk/journal/": DeskList(line_of_the_journal),
    "/desk/partners/": DeskList(
        partner, act="checked", subject="contact", asks=True, spared=lambda: make_partner(name=text("Zawadi alone")).id
    ),
    "/desk/contacts/": DeskList(contact, act="checked", subject="contact"),
    "/desk/terms/": DeskList(term, act="delete", subject="term", asks=True),
    "/desk/types/": DeskList(
        lambda name: make_type(name=text(name)).id, act="delete", subject="type", asks=True, spared=type_in_use
    ),
    "/desk/series/": DeskList(
        lambda name: make_series(title=text(name)).id, act="delete", subject="series", asks=True, spared=series_in_use
    ),
    "/desk/clusters/": DeskList(cluster),
    "/desk/pages/": DeskList(lambda name: make_page(title=text(name)).id),
}
