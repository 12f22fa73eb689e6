"""What is asked of an officer who answers an offer, or records a step of a chairmanship."""

from wtforms import RadioField, SelectField

from kpevents.core.text import N_
from kpevents.features.hosting.rules.offers import LETTERS_OF_A_NOTE, Standing
from kpevents.infra.i18n import gettext
from kpevents.web.dated import WHEN_NEEDED, partial_date
from kpevents.web.forms import Form, Needed, prose
from kpevents.web.seen import SeenForm

ANSWERS = {
    Standing.ACCEPTED: N_("Accept"),
    Standing.KEPT: N_("Keep for later"),
    Standing.DECLINED: N_("Decline, with a reason"),
}


class AnswerForm(SeenForm):
    standing = RadioField(N_("Your answer"))
    answer = prose(N_("For the partner to read"), LETTERS_OF_A_NOTE)
    meeting = SelectField(N_("The meeting that came of it"), default="")

    def offer_choices(self, meetings: list[tuple[str, str]]) -> None:
        self.standing.choices = [(str(standing), gettext(label)) for standing, label in ANSWERS.items()]
        self.meeting.choices = [("", gettext("None yet")), *meetings]


class CandidateForm(Form):
    partner = SelectField(N_("State"), [Needed(N_("Choose a state."))])
    on = partial_date(N_("Offered on"), WHEN_NEEDED)
    note = prose(N_("Note"), LETTERS_OF_A_NOTE)


class EndorseForm(SeenForm):
    meeting = SelectField(N_("Endorsed at"), default="")
    on = partial_date(N_("Date"))
    handover = SelectField(N_("Handover planned at"), default="")


class PlanForm(SeenForm):
    handover = SelectField(N_("Handover planned at"), default="")


class HandOverForm(SeenForm):
    meeting = SelectField(N_("Handed over at"), default="")
    on = partial_date(N_("Date"))


class WithdrawForm(SeenForm):
    on = partial_date(N_("Withdrawn on"), WHEN_NEEDED)
