"""Fields that only the editor of meetings has: days with their hours, holders of roles, instants in a zone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import DateTimeLocalInput

from kpevents.core.text import N_
from kpevents.features.meetings.plan import Day, Holder
from kpevents.features.meetings.rules import RoleName
from kpevents.infra.i18n import gettext

MOST_ROWS = 80
"""Of a table in a form: more are not read."""


class RowsField(Field):
    """A table of inputs: ``days-0-day``, ``days-0-begins`` and so on. Rows left empty do not count."""

    columns: tuple[str, ...] = ()

    def process(self, formdata: Any, data: Any = None, **_more: Any) -> None:
        self.process_errors: list[str] = []
        self.rows: list[dict[str, str]] = [self.written(each) for each in data or ()]
        if formdata is not None and f"{self.name}-0-{self.columns[0]}" in formdata:
            self.rows = list(self._sent(formdata))
        self.data = tuple(data or ())

    def _sent(self, formdata: Any) -> Sequence[dict[str, str]]:
        rows = []
        for n in range(MOST_ROWS):
            if f"{self.name}-{n}-{self.columns[0]}" not in formdata:
                break
            rows.append({name: formdata.get(f"{self.name}-{n}-{name}", "").strip() for name in self.columns})
        return rows

    def filled(self) -> list[dict[str, str]]:
        return [row for row in self.rows if any(row.values())]

    def written(self, _value: Any) -> dict[str, str]:
        raise NotImplementedError  # each kind of row says how it is written

    def read(self, row: dict[str, str]) -> Any:
        raise NotImplementedError  # and how it is read; raises ValueError

    not_read = N_("One of the rows cannot be read.")

    def pre_validate(self, _form: object) -> None:
        """Raises StopValidation."""
        try:
            self.data = tuple(self.read(row) for row in self.filled())
        except ValueError as error:
            raise StopValidation(gettext(self.not_read)) from error


class DaysField(RowsField):
    columns = ("day", "begins", "ends")
    not_read = N_("A day is written as 2027-03-04, an hour as 09:30.")

    def written(self, value: Day) -> dict[str, str]:
        hours = {"begins": value.begins, "ends": value.ends}
        return {"day": str(value.day), **{name: f"{hour:%H:%M}" if hour else "" for name, hour in hours.items()}}

    def read(self, row: dict[str, str]) -> Day:
        begins, ends = (time.fromisoformat(row[name]) if row[name] else None for name in ("begins", "ends"))
        return Day(date.fromisoformat(row["day"]), begins, ends)

    def pre_validate(self, form: object) -> None:
        super().pre_validate(form)
        self.data = tuple(sorted(self.data, key=lambda each: each.day))


class RolesField(RowsField):
    """The partner is a code; ``secretariat`` stands for the Secretariat of the Process."""

    columns = ("role", "partner")
    not_read = N_("Choose a role and a partner in each row, or leave both empty.")
    SECRETARIAT = "secretariat"

    def written(self, value: Holder) -> dict[str, str]:
        return {"role": value.role, "partner": value.code or self.SECRETARIAT}

    def read(self, row: dict[str, str]) -> Holder:
        if not row["partner"]:
            raise ValueError("no partner")
        return Holder(RoleName(row["role"]), "" if row["partner"] == self.SECRETARIAT else row["partner"])

    def filled(self) -> list[dict[str, str]]:
        """A role without a partner is a row that waits."""
        return [row for row in self.rows if row["partner"]]


class InstantField(Field):
    """``2027-02-01T23:59`` in the zone of the meeting; ``in_zone`` turns it into an instant once the zone is known."""

    widget = DateTimeLocalInput()

    def _value(self) -> str:
        return self.text

    def process(self, formdata: Any, data: Any = None, **_more: Any) -> None:
        self.process_errors: list[str] = []
        self.text = data if isinstance(data, str) else ""
        if formdata is not None and self.name in formdata:
            self.text = formdata.get(self.name, "").strip()
        self.data = self.text or None

    def pre_validate(self, _form: object) -> None:
        """Raises StopValidation."""
        try:
            given = datetime.fromisoformat(self.text) if self.text else None
        except ValueError as error:
            raise StopValidation(gettext("Write day and hour as 2027-02-01T23:59.")) from error
        if given and given.tzinfo:
            raise StopValidation(gettext("Write day and hour as 2027-02-01T23:59."))

    def in_zone(self, zone: str | None) -> datetime | None:
        if not self.text:
            return None
        return datetime.fromisoformat(self.text).replace(tzinfo=ZoneInfo(zone) if zone else UTC)


def local(moment: datetime | None, zone: str | None) -> str:
    """An instant as ``InstantField`` writes it."""
    if moment is None:
        return ""
    return f"{moment.astimezone(ZoneInfo(zone) if zone else UTC):%Y-%m-%dT%H:%M}"
