"""What is asked of whoever keeps accounts."""

from typing import Any

from wtforms import EmailField, StringField
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput

from kpevents.core.text import N_
from kpevents.infra import clock
from kpevents.infra.i18n import gettext
from kpevents.web.forms import Address, Clean, Form, Needed, language_of_mail, line, prose, stripped
from kpevents.web.people.fields import OVER_ALREADY, GrantsField, as_day

ROWS = 3
"""Roles that can be given with an invitation; more are given on the person's page."""


class PersonForm(Form):
    email = EmailField(
        N_("E-mail address"), [Needed(N_("Give an e-mail address.")), Clean(254), Address()], filters=[stripped]
    )
    name = line(N_("Name"), 200, N_("Give the name."))
    language = language_of_mail(N_("Language of mail to this person"), default="en")
    roles = GrantsField(N_("Roles"), rows=ROWS)


class NameForm(Form):
    name = line(N_("Name"), 200, N_("Give the name."))
    language = language_of_mail(N_("Language of mail to this person"))


class RoleForm(Form):
    roles = GrantsField(N_("Role"), rows=1, needed=N_("Choose a role."))


class LastDay:
    """A day that is not over."""

    def __call__(self, _form: Form, field: Any) -> None:
        field.day = as_day(field.data or "")
        if field.day < clock.now().date():
            raise StopValidation(gettext(OVER_ALREADY))


class LastDayForm(Form):
    ends_on = StringField(N_("Last day"), [Needed(N_("Give the last day.")), LastDay()], widget=DateInput())


class ApprovalForm(Form):
    """The address is the one that was confirmed."""

    name = line(N_("Name"), 200, N_("Give the name."))
    roles = GrantsField(N_("Roles"), rows=ROWS)


class DeclineForm(Form):
    reason = prose(N_("Reason, as the person reads it"), 2000, N_("Give the reason: it is sent to the person."))
