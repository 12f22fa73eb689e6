"""What a partner says when it offers to host."""

from wtforms import RadioField, SelectField

from kpevents.core.text import N_
from kpevents.features.hosting.actions.offers import Terms
from kpevents.features.hosting.rules.offers import (
    LETTERS_OF_A_NOTE,
    LETTERS_OF_A_THEME,
    OFFERED_ROLE_LABELS,
    OfferedRole,
    Period,
)
from kpevents.infra.i18n import gettext
from kpevents.web.dated import WHEN_NEEDED, partial_date
from kpevents.web.forms import Form, line, prose
from kpevents.web.offered import domain_choices, type_choices
from kpevents.web.reading import Reading


class OfferForm(Form):
    role = RadioField(N_("We offer"), default=OfferedRole.HOST)
    theme = line(N_("Theme"), LETTERS_OF_A_THEME, N_("Write the theme in a few words."))
    domain = SelectField(N_("Domain of the action plan"), default="")
    type = SelectField(N_("Type of meeting"), default="")
    begins = partial_date(N_("From"), WHEN_NEEDED)
    ends = partial_date(N_("To"))
    note = prose(N_("What the Secretariat should know"), LETTERS_OF_A_NOTE)

    def offer_choices(self, read: Reading) -> None:
        self.role.choices = [(str(role), gettext(label)) for role, label in OFFERED_ROLE_LABELS.items()]
        self.domain.choices = [("", gettext("Any domain")), *domain_choices(read)]
        self.type.choices = [("", gettext("Any type")), *type_choices(read)]

    def terms(self, read: Reading) -> Terms:
        domain, kind = self.domain.data, self.type.data
        return Terms(
            role=OfferedRole(self.role.data),
            theme=self.theme.data,
            period=Period(self.begins.partial, self.ends.partial),
            note=self.note.data,
            domain_id=read.reference.domain_by_number[int(domain)].id if domain else None,
            type_id=read.reference.type_by_slug[kind].id if kind else None,
        )
