"""Plans to test with: a thematic meeting in Nairobi, hosted by Kenya with Germany, unless the test says otherwise."""

from datetime import date, time

from kpevents.core.policy import Actor, Grant, Role
from kpevents.core.text import Trilingual
from kpevents.features.meetings.plan import Day, Holder, Plan
from kpevents.features.meetings.rules import RoleName
from kpevents.features.partners.rules import Side
from tests.factories import make_partner, make_type

OFFICER = Actor(7, "Amina Officer", frozenset({Grant(Role.SECRETARIAT)}))
COLLEAGUE = Actor(8, "Ben Colleague", frozenset({Grant(Role.SECRETARIAT)}))
DAYS = (Day(date(2026, 3, 4), time(9), time(17, 30)), Day(date(2026, 3, 5), time(9), time(13)))
LATER = (Day(date(2026, 3, 11), time(9), time(17, 30)), Day(date(2026, 3, 12), time(9), time(13)))


def make_world() -> None:
    """A type that asks for a pair, and partners of both sides."""
    make_type(slug="thematic-meeting", needs_pair=True)
    make_type(slug="steering-committee", needs_pair=False)
    make_partner(code="ke", name=Trilingual(en="Kenya", fr="Kenya", ar="كينيا"), side=Side.AFRICAN)
    make_partner(code="de", name=Trilingual(en="Germany", fr="Allemagne", ar="ألمانيا"), side=Side.EUROPEAN)
    make_partner(code="it", name=Trilingual(en="Italy", fr="Italie", ar="إيطاليا"), side=Side.EUROPEAN)


def plan(**given) -> Plan:
    usual = {
        "type": "thematic-meeting",
        "title": Trilingual(en="Skills that travel", fr="Des compétences qui voyagent"),
        "days": DAYS,
        "city": Trilingual(en="Nairobi", fr="Nairobi", ar="نيروبي"),
        "country": "ke",
        "zone": "Africa/Nairobi",
        "roles": (Holder(RoleName.HOST, "ke"), Holder(RoleName.CO_HOST, "de")),
    }
    return Plan(**usual | given)
