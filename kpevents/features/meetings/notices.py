"""What readers are told of a change: moved from these days to those, cancelled and why. In all three languages."""

from collections.abc import Callable
from datetime import date

from kpevents.core.text import LANGUAGES, Trilingual
from kpevents.features.meetings.plan import Plan
from kpevents.features.meetings.rules import FORMAT_LABELS, Format, Status
from kpevents.infra import dates
from kpevents.infra.i18n import country, gettext, language, listed, speaking


def moved(before: Plan, after: Plan) -> Trilingual | None:
    """None where neither days nor venue changed. Hours alone are no move: every page shows them as they are."""
    days = _days(before) != _days(after)
    venue = _venue(before) != _venue(after)
    if not days and not venue:
        return None
    return _in_each(lambda: _moved(before, after, days=days, venue=venue))


def fell_away(status: Status, reason: Trilingual, today: date) -> Trilingual:
    """``reason`` stands in for the languages in which it is not given."""
    return _in_each(lambda: _fell_away(status, reason[language()], today))


def _in_each(say: Callable[[], str]) -> Trilingual:
    said = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            said[spoken] = say()
    return Trilingual(**said)


def _moved(before: Plan, after: Plan, *, days: bool, venue: bool) -> str:
    if days and venue:
        return gettext(
            "Moved from %(old_days)s, %(old_venue)s, to %(new_days)s, %(new_venue)s.",
            old_days=_days_in_words(before), old_venue=_venue_in_words(before),
            new_days=_days_in_words(after), new_venue=_venue_in_words(after),
        )  # fmt: skip
    if days:
        return gettext("Moved from %(old)s to %(new)s.", old=_days_in_words(before), new=_days_in_words(after))
    return gettext("Moved from %(old)s to %(new)s.", old=_venue_in_words(before), new=_venue_in_words(after))


def _fell_away(status: Status, reason: str, today: date) -> str:
    values = {"day": dates.span(today, today), "reason": reason.rstrip(" .")}
    if status is Status.CANCELLED:
        return gettext("Cancelled on %(day)s: %(reason)s.", **values)
    return gettext("Postponed on %(day)s: %(reason)s.", **values)


def _days(plan: Plan) -> object:
    return ([each.day for each in plan.days], plan.loosely)


def _venue(plan: Plan) -> object:
    """What a traveller needs: the building may be named later."""
    return (plan.format is Format.ONLINE, plan.country, plan.city.as_dict())


def _days_in_words(plan: Plan) -> str:
    if plan.days:
        return dates.span(plan.days[0].day, plan.days[-1].day)
    return dates.loosely(plan.loosely) if plan.loosely else gettext("days not settled")


def _venue_in_words(plan: Plan) -> str:
    if plan.format is Format.ONLINE:
        return gettext(FORMAT_LABELS[Format.ONLINE])
    where = listed(dict.fromkeys([plan.city[language()], country(plan.country) if plan.country else ""]))
    return where or gettext("a venue not settled")
