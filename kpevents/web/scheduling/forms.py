"""The editor of a meeting, and the small forms around it."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from kpevents.core.text import N_, Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.lifecycle import AT_FIRST
from kpevents.features.meetings.plan import WINDOWS, Heads, Plan, Window
from kpevents.features.meetings.rules import (
    FORMAT_LABELS,
    STATUS_LABELS,
    Format,
    Qualifier,
    Status,
    Visibility,
)
from kpevents.infra.i18n import gettext
from kpevents.web.forms import Form, TextsField, line, prose
from kpevents.web.scheduling.fields import DaysField, InstantField, RolesField, local

PRECISION_LABELS = {
    Precision.DAY: N_("To the day"),
    Precision.MONTH: N_("The month"),
    Precision.YEAR: N_("The year"),
    Precision.UNKNOWN: N_("Not at all"),
}
VISIBILITY_LABELS = {
    Visibility.PUBLIC: N_("Everybody"),
    Visibility.PARTNERS: N_("Partners and the Committee"),
    Visibility.RESTRICTED: N_("Everybody the title and the days, partners the rest"),
    Visibility.HIDDEN: N_("The Secretariat alone"),
}
QUALIFIER_LABELS = {
    Qualifier.EXACTLY: N_("exactly"),
    Qualifier.ABOUT: N_("about"),
    Qualifier.OVER: N_("over"),
    Qualifier.NEARLY: N_("nearly"),
}
INTERPRETED = ("en", "fr", "ar", "pt", "es", "sw", "am", "ti", "so", "it", "de")
"""The languages of the Process, of the African Union and of the countries that host most often."""


class Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _words(labels: Any) -> list[tuple[str, str]]:
    return [(str(value), gettext(label)) for value, label in labels.items()]


class MeetingForm(Form):
    """Choices are filled by ``offer``, since they are data."""

    type = SelectField(N_("Type"))
    title = TextsField(N_("Title"), at_most=300, needed=N_("Give a title in at least one language."))
    summary = TextsField(N_("What it is about"), at_most=20_000, lines=True)
    translations_unofficial = BooleanField(N_("The translations are unofficial"))
    domains = Ticks(N_("Domains of the action plan"), coerce=int)
    series = SelectField(N_("Series"))
    series_number = IntegerField(N_("Number in the series"), [Optional(), NumberRange(1, 999)])
    cluster = line(N_("Held together with (cluster)"), 60)
    ordinal = TextsField(N_("Which one it is"), at_most=100)

    precision = RadioField(N_("How exactly is the date known?"), default=Precision.DAY)
    days = DaysField(N_("Days"))
    loosely = line(N_("Month or year"), 7)
    date_note = TextsField(N_("Note on the date"), at_most=500)
    zone = line(N_("Time zone of the venue"), 60)

    format = RadioField(N_("How is it held?"), default=Format.IN_PERSON)
    city = TextsField(N_("City"), at_most=100)
    country = SelectField(N_("Country"))
    building = TextsField(N_("Building and address"), at_most=300)
    join_link = line(N_("Private link to join"), 500)

    roles = RolesField(N_("Who does what"))
    pair_reason = prose(N_("Reason for an exception to the pair"), 2000)

    nominations_open = InstantField(N_("Nominations open"))
    nominations_close = InstantField(N_("Nominations close"))
    registration_open = InstantField(N_("Registration opens"))
    registration_close = InstantField(N_("Registration closes"))
    interpretation = Ticks(N_("Languages with interpretation"))
    contact = line(N_("Contact for questions"), 200)
    head_count = IntegerField(N_("Number of participants"), [Optional(), NumberRange(1, 100_000)])
    head_count_qualifier = SelectField(N_("How exact is the number?"))
    head_count_unit = TextsField(N_("Participants are called"), at_most=60)

    visibility = RadioField(N_("Who may see it once it is announced?"), default=Visibility.PUBLIC)
    status = RadioField(N_("What is it now?"), default=Status.DRAFT)
    notice = TextsField(N_("Notice to readers"), at_most=500)

    def plan(self, zone_of: Mapping[str, str | None]) -> Plan:
        """What was typed, once the form is valid. An empty zone is the country's: ``zone_of`` knows it by its code."""
        online = self.format.data == Format.ONLINE
        zone = self.zone.data or (None if online else zone_of.get(self.country.data or ""))
        return Plan(
            **{name: self[name].data for name in _AS_TYPED},
            domains=tuple(self.domains.data or ()),
            series=self.series.data or None,
            series_number=self.series_number.data,
            cluster=self.cluster.data or None,
            precision=Precision(self.precision.data),
            days=self.days.data if self.precision.data == Precision.DAY else (),
            loosely=self._loosely(),
            format=Format(self.format.data),
            country=self.country.data or None,
            zone=zone,
            nominations=self._window("nominations", zone),
            registration=self._window("registration", zone),
            visibility=Visibility(self.visibility.data),
            interpretation=tuple(self.interpretation.data or ()),
            heads=self._heads(),
        )

    def _loosely(self) -> PartialDate | None:
        if self.precision.data not in (Precision.MONTH, Precision.YEAR) or not self.loosely.data:
            return None
        return PartialDate.parse(self.loosely.data)

    def validate_loosely(self, field: Any) -> None:
        """Raises ValidationError."""
        if field.data and self.precision.data in (Precision.MONTH, Precision.YEAR):
            try:
                PartialDate.parse(field.data)
            except ValueError as error:
                raise ValidationError(gettext("Write a month as 2027-03, a year as 2027.")) from error

    def _window(self, name: str, zone: str | None) -> Window:
        return Window(opens=self[f"{name}_open"].in_zone(zone), closes=self[f"{name}_close"].in_zone(zone))

    def _heads(self) -> Heads | None:
        if not self.head_count.data:
            return None
        return Heads(self.head_count.data, Qualifier(self.head_count_qualifier.data), self.head_count_unit.data)


_AS_TYPED = (
    "type", "title", "summary", "ordinal", "date_note", "city", "building", "join_link", "roles", "pair_reason",
    "notice", "contact", "translations_unofficial",
)  # fmt: skip


def typed(plan: Plan) -> dict[str, Any]:
    """What the fields hold when a plan is opened."""
    heads = plan.heads
    return {
        **{name: getattr(plan, name) for name in _AS_TYPED},
        "domains": list(plan.domains),
        "series": plan.series or "",
        "series_number": plan.series_number,
        "cluster": plan.cluster or "",
        "precision": plan.precision,
        "days": plan.days,
        "loosely": str(plan.loosely or ""),
        "format": plan.format,
        "country": plan.country or "",
        "zone": plan.zone or "",
        "nominations_open": local(plan.nominations.opens, plan.zone),
        "nominations_close": local(plan.nominations.closes, plan.zone),
        "registration_open": local(plan.registration.opens, plan.zone),
        "registration_close": local(plan.registration.closes, plan.zone),
        "visibility": plan.visibility,
        "interpretation": list(plan.interpretation),
        "head_count": heads.number if heads else None,
        "head_count_qualifier": heads.qualifier if heads else Qualifier.EXACTLY,
        "head_count_unit": heads.unit if heads else Trilingual(),
    }


def offer(form: MeetingForm, choices: dict[str, list[tuple[Any, str]]]) -> None:
    """Fills the choices that are data: types, series, domains, countries, languages; and those that are words."""
    for name, offered in choices.items():
        form[name].choices = offered
    form.precision.choices = _words(PRECISION_LABELS)
    form.format.choices = _words(FORMAT_LABELS)
    form.visibility.choices = _words(VISIBILITY_LABELS)
    form.status.choices = [(str(each), gettext(STATUS_LABELS[each])) for each in AT_FIRST]
    form.head_count_qualifier.choices = _words(QUALIFIER_LABELS)


class StatusForm(Form):
    """``before`` is the status that the officer saw."""

    before = SelectField(choices=[str(each) for each in Status])
    after = SelectField(choices=[str(each) for each in Status])
    reason = TextsField(N_("Reason"), at_most=300)


class DuplicateForm(Form):
    title = TextsField(N_("Title of the new meeting"), at_most=300, needed=N_("Give a title in at least one language."))
    days = DaysField(N_("Days"))
    bring = Ticks(N_("What comes along"))

    def validate_days(self, field: Any) -> None:
        """Raises ValidationError."""
        if not field.data:
            raise ValidationError(gettext("Give the days of the new meeting."))


class CloseForm(Form):
    """A button: nominations or registration close now."""

    what = SelectField(choices=[str(each) for each in WINDOWS])
