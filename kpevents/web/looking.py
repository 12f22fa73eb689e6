"""As whom a page is looked at: as oneself; or, for those who plan, as one of the others who will read it."""

from dataclasses import dataclass

from flask import request

from kpevents.core.policy import ANONYMOUS, Actor, Grant, Permission, Role, allows
from kpevents.core.text import N_, Sentence
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.session import actor

AS = "as"
"""What the address calls it: ``?as=partner``."""

READERS: dict[str, tuple[Sentence, Actor]] = {
    "public": (N_("The public"), ANONYMOUS),
    "partner": (N_("Partners"), Actor(None, "", frozenset({Grant(Role.FOCAL_POINT, partner_id=0)}))),
    "committee": (N_("The Committee"), Actor(None, "", frozenset({Grant(Role.COMMITTEE_READER)}))),
}
"""The partner stands for any: no number is theirs."""


def asked_reader() -> str:
    """The reader that an officer asks for; empty for everybody else, whatever the address says."""
    wanted = request.args.get(AS, "")
    return wanted if wanted in READERS and allows(actor(), Permission.PLAN_MEETINGS) else ""


@dataclass(frozen=True, slots=True)
class Look:
    """What stands above a page that an officer looks at: as whom, and the way back to the desk."""

    reader: str
    desk: str


def look(slug: str) -> Look | None:
    """None for everybody but those who plan."""
    if not allows(actor(), Permission.PLAN_MEETINGS):
        return None
    wanted = asked_reader()
    reader = gettext(READERS[wanted][0]) if wanted else ""
    return Look(reader, address("scheduling.meeting", slug=slug))


def looking_as() -> Actor:
    wanted = asked_reader()
    return READERS[wanted][1] if wanted else actor()
