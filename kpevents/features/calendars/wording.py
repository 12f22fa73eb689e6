"""The words of a calendar entry in one language. Speak that language around these: labels are translated."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kpevents.core.text import Trilingual
from kpevents.features.meetings.announcement import Content, text
from kpevents.features.meetings.rules import FORMAT_LABELS, ROLE_LABELS, Format, RoleName, Status
from kpevents.infra import dates
from kpevents.infra.i18n import country, gettext, listed


def summary(told: Content, language: str) -> str:
    """A cancelled meeting says so in its title too, for calendars that ignore STATUS."""
    title = text(told, "title", language)
    if told["status"] == Status.CANCELLED:
        return gettext("CANCELLED – %(title)s", title=title)
    if told["status"] == Status.POSTPONED:
        return gettext("POSTPONED – %(title)s", title=title)
    return title


def location(told: Content, language: str) -> str:
    if told.get("format") == Format.ONLINE:
        return gettext(FORMAT_LABELS[Format.ONLINE])
    parts = [text(told, "building", language), text(told, "city", language)]
    parts += [country(told["country"])] if told.get("country") else []
    return listed(dict.fromkeys(parts))


def categories(told: Content, language: str) -> list[str]:
    kinds = [text(told, "type", language)] if told.get("type") else []
    return [*kinds, Trilingual(**told["series"][0])[language]] if told.get("series") else kinds


def description(told: Content, language: str, link: str) -> str:
    """What a reader needs who sees the entry alone; the address last, since some calendars show no URL."""
    paragraphs = [
        text(told, "notice", language),
        _invented(told),
        _kind(told, language),
        text(told, "summary", language),
        "\n".join(_hours(told)),
        "\n".join(_roles(told, language)),
        _unofficial(told, language),
        link,
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _kind(told: Content, language: str) -> str:
    if not told.get("type"):
        return ""
    kind = text(told, "type", language)
    if not told["series"]:
        return kind
    title, number, planned = told["series"]
    series = Trilingual(**title)[language]
    if planned:
        return gettext(
            "%(type)s, %(number)s of %(planned)s: %(series)s",
            type=kind, number=dates.digits(number), planned=dates.digits(planned), series=series,
        )  # fmt: skip
    return gettext("%(type)s, number %(number)s: %(series)s", type=kind, number=dates.digits(number), series=series)


def _hours(told: Content) -> list[str]:
    if not told["zone"]:
        return []
    zone = ZoneInfo(told["zone"])
    lines = []
    for day, begins, ends in told["days"]:
        if begins and ends:
            start = datetime.combine(date.fromisoformat(day), time.fromisoformat(begins), zone)
            when = dates.hours(start.time(), time.fromisoformat(ends))
            where = dates.zone_and_offset(told["zone"], start)
            lines.append(gettext("%(day)s, %(hours)s (%(zone)s)", day=dates.full(start.date()), hours=when, zone=where))
    return lines


def _roles(told: Content, language: str) -> list[str]:
    lines = []
    for role, name in told.get("roles", []):
        holder = Trilingual(**name)[language] if name else gettext("Secretariat of the Khartoum Process")
        lines.append(gettext("%(role)s: %(holder)s", role=gettext(ROLE_LABELS[RoleName(role)]), holder=holder))
    return lines


def _unofficial(told: Content, language: str) -> str:
    return gettext("Unofficial translation.") if told.get("unofficial") and language != "en" else ""


def _invented(told: Content) -> str:
    return gettext("Invented for demonstration.") if told.get("invented") else ""
