"""Another meeting like one that is there: what of its plan comes along."""

from collections.abc import Collection
from enum import StrEnum, auto

from kpevents.core.text import N_, Trilingual
from kpevents.features.meetings.plan import Day, Plan


class Bring(StrEnum):
    """What may come along when a meeting is copied."""

    TEXT = auto()
    VENUE = auto()
    HOSTS = auto()
    SUBJECT = auto()
    SERIES = auto()
    WORK = auto()


BRING_LABELS = {
    Bring.TEXT: N_("What it is about"),
    Bring.VENUE: N_("Form and venue"),
    Bring.HOSTS: N_("Who does what"),
    Bring.SUBJECT: N_("Domains"),
    Bring.SERIES: N_("The series, with the next number"),
    Bring.WORK: N_("Interpretation and contact"),
}

_BRINGS = {
    Bring.TEXT: ("summary",),
    Bring.VENUE: ("format", "city", "country", "building", "zone"),
    Bring.HOSTS: ("roles", "pair_reason"),
    Bring.SUBJECT: ("domains",),
    Bring.SERIES: ("series",),
    Bring.WORK: ("interpretation", "contact"),
}


def copied(plan: Plan, title: Trilingual, days: tuple[Day, ...], bring: Collection[Bring], number: int | None) -> Plan:
    """Another meeting like this one. ``number`` is its own in the series. The private link never comes along."""
    names = [name for each in bring for name in _BRINGS[each]]
    brought = {name: getattr(plan, name) for name in names}
    zone = brought.get("zone", plan.zone)  # hours that are copied mean the same hours
    return Plan(
        **{**brought, "zone": zone},
        type=plan.type,
        title=title,
        days=days,
        visibility=plan.visibility,
        series_number=number if brought.get("series") else None,
    )
