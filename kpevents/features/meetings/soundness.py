"""What must hold of every plan of a meeting, whatever its status: each refusal names its field."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_
from kpevents.core.timespan import Precision
from kpevents.features.meetings.plan import Day, Plan, Window

MOST_DAYS = 60
YEARS = (2000, 2100)


class NoDays(RuleBroken):
    message = N_("Give the days of the meeting, or say that only its month or year is known.")
    field = "days"


class DayTwice(RuleBroken):
    message = N_("%(day)s stands there twice.")
    field = "days"


class TooManyDays(RuleBroken):
    message = N_("A meeting has at most %(most)s days.")
    field = "days"


class YearUnlikely(RuleBroken):
    message = N_("The year %(year)s is not one in which the Process meets. Look at the date again.")
    field = "days"


class EndsTooEarly(RuleBroken):
    message = N_("On %(day)s the meeting would end before it begins. Give an end later than %(begins)s.")
    field = "days"


class HalfAnHour(RuleBroken):
    message = N_("On %(day)s give both hours, or neither.")
    field = "days"


class HourSkipped(RuleBroken):
    message = N_("On %(day)s there is no %(hour)s in %(zone)s: the clocks jump over it to summer time.")
    field = "days"


class ZoneUnknown(RuleBroken):
    message = N_("“%(zone)s” is no time zone. Choose one such as Africa/Nairobi or Europe/Brussels.")
    field = "zone"


class ZoneMissing(RuleBroken):
    message = N_("Hours mean nothing without a time zone. Give the zone of the venue.")
    field = "zone"


class LooselyMissing(RuleBroken):
    message = N_("Give the month or the year in which it is planned.")
    field = "loosely"


class NumberMissing(RuleBroken):
    message = N_("A meeting of a series has a number in it, and a number needs its series.")
    field = "series_number"


class RoleTwice(RuleBroken):
    message = N_("The same partner stands twice in the same role.")
    field = "roles"


class ClosesTooEarly(RuleBroken):
    message = N_("It would close before it opens.")


def ensure_sound(plan: Plan) -> None:
    """What must hold of any plan, whatever its status. Raises a RuleBroken that names the field."""
    ensure_zone(plan.zone)
    if plan.precision is Precision.DAY:
        _ensure_days(plan.days, plan.zone)
    elif plan.precision is not Precision.UNKNOWN and (
        plan.loosely is None or plan.loosely.precision is not plan.precision
    ):
        raise LooselyMissing()
    if (plan.series is None) != (plan.series_number is None):
        raise NumberMissing()
    if len(set(plan.roles)) < len(plan.roles):
        raise RoleTwice()
    _ensure_windows({"nominations_close": plan.nominations, "registration_close": plan.registration})


def ensure_zone(zone: str | None) -> None:
    """Raises ZoneUnknown for what is no name of the IANA database."""
    if zone is not None and zone not in available_timezones():
        raise ZoneUnknown(zone=zone[:60])


def _ensure_days(days: Sequence[Day], zone: str | None) -> None:
    if not days:
        raise NoDays()
    if len(days) > MOST_DAYS:
        raise TooManyDays(most=MOST_DAYS)
    for before, after in pairwise(days):
        if before.day == after.day:
            raise DayTwice(day=after.day)
    for each in days:
        _ensure_hours(each, zone)


def _ensure_hours(each: Day, zone: str | None) -> None:
    if not YEARS[0] <= each.day.year <= YEARS[1]:
        raise YearUnlikely(year=str(each.day.year))
    if (each.begins is None) != (each.ends is None):
        raise HalfAnHour(day=each.day)
    if each.begins is None or each.ends is None:
        return
    if each.ends <= each.begins:
        raise EndsTooEarly(day=each.day, begins=f"{each.begins:%H:%M}")
    if zone is None:
        raise ZoneMissing()
    for hour in (each.begins, each.ends):
        if not exists(each.day, hour, zone):
            raise HourSkipped(day=each.day, hour=f"{hour:%H:%M}", zone=zone)


def exists(day: date, hour: time, zone: str) -> bool:
    """False for an hour that the clocks of the zone jump over. One that comes twice is taken for its first coming."""
    there = datetime.combine(day, hour, ZoneInfo(zone))
    return there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == there.replace(tzinfo=None)


def _ensure_windows(windows: Mapping[str, Window]) -> None:
    for name, window in windows.items():
        if window.opens and window.closes and window.closes <= window.opens:
            broken = ClosesTooEarly()
            broken.field = name
            raise broken
