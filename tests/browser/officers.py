"""Who works at the desk of the site that browsers open, and what lies there."""

from kpevents.core.policy import Role
from kpevents.core.text import Trilingual
from kpevents.features.accounts.actions import requests
from kpevents.features.accounts.rules import Given
from kpevents.features.meetings import planning
from kpevents.features.meetings.rules import Status
from kpevents.features.partners import queries as partners
from kpevents.infra.db import unit_of_work
from tests.cast import make_person
from tests.meetings.planned import LATER, OFFICER, plan
from tests.times import NOW

OFFICER_ADDRESS, FOCAL_POINT_ADDRESS = "officer@example.org", "kenya@example.org"


def come_in() -> None:
    """Into a database that has the real facts. Neither has a second factor: the site asks for none."""
    kenya = next(partner.id for partner in partners.every() if partner.code == "ke")
    make_person(Role.ADMINISTRATOR, Role.SECRETARIAT, email=OFFICER_ADDRESS, name="Amina Officer", totp_since=None)
    make_person(Given(Role.FOCAL_POINT, partner_id=kenya), email=FOCAL_POINT_ADDRESS, totp_since=None)
    with unit_of_work():
        asked = requests.ask(
            "ada@example.org",
            "Ada Example",
            "Ministry of the Interior",
            "I stand in for our focal point.",
            "en",
            now=NOW,
        )
        requests.confirm(asked, now=NOW)
    with unit_of_work():
        planning.create(
            plan(title=Trilingual(en="A draft in the making"), days=LATER), Status.DRAFT, by=OFFICER, now=NOW
        )
