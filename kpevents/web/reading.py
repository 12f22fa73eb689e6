"""What every page reads first: the time, the language, and what all readers share."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import g

from kpevents.core.policy import ANONYMOUS, Actor, Permission, allows
from kpevents.features.meetings import figures
from kpevents.features.meetings import queries as meetings
from kpevents.features.meetings.queries import Reference
from kpevents.features.partners import queries as partners
from kpevents.features.partners.queries import Roll
from kpevents.features.revisions import queries as revisions
from kpevents.features.revisions.queries import Current
from kpevents.infra import clock
from kpevents.infra.i18n import language
from kpevents.infra.memo import kept
from kpevents.web.looking import looking_as


@dataclass(frozen=True, slots=True)
class Reading:
    now: datetime
    today: date
    language: str
    revision: Current
    partners: Roll
    reference: Reference
    invented: bool
    """Some meetings are made up for demonstration: every page says so."""
    reader: Actor = ANONYMOUS
    """Who reads; or, for an officer who asks, as whom the page is looked at."""

    @property
    def sees_restricted(self) -> bool:
        """More than title and days of a meeting that is restricted to them."""
        return allows(self.reader, Permission.SEE_FOR_PARTNERS)

    def as_public(self) -> "Reading":
        """For what is kept and shown to all readers alike."""
        return replace(self, reader=ANONYMOUS)


def reading() -> Reading:
    """Asked once in a request."""
    if "reading" not in g:
        now, revision = clock.now(), revisions.current()
        g.reading = Reading(
            now=now,
            today=now.date(),
            language=language(),
            revision=revision,
            partners=partners.roll(revision),
            reference=meetings.reference(revision),
            invented=kept(revision, "invented", figures.any_invented),
            reader=looking_as(),
        )
    read: Reading = g.reading
    return read
