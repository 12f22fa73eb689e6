"""A field for a date as far as it is known: a year, a month or a day, written as ISO 8601 writes it."""

from typing import Any

from wtforms import StringField
from wtforms.validators import StopValidation

from kpevents.core.text import N_, Sentence
from kpevents.core.timespan import PartialDate
from kpevents.infra.i18n import gettext
from kpevents.web.forms import Clean, Form, Needed, stripped

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Beyond these it is a slip of the pen."""

WHEN_NEEDED = N_("Write when: 2027, 2027-05 or 2027-05-12.")

_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


class PartialDateField(StringField):
    """``data`` is what was typed, ``partial`` what it means; None while the field is empty or wrong."""

    partial: PartialDate | None = None

    def pre_validate(self, _form: Form) -> None:
        """Raises StopValidation for what is no date. Arabic digits are read as well."""
        self.partial = None
        if not self.data:
            return
        try:
            found = PartialDate.parse(self.data.translate(_ASCII))
        except ValueError:
            raise StopValidation(
                gettext("“%(value)s” is not a date. Write it as 2027, 2027-05 or 2027-05-12.", value=self.data[:40])
            ) from None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            said = gettext("Write a year from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
            raise StopValidation(said)
        self.partial = found


def partial_date(label: Sentence, needed: Sentence | None = None) -> Any:
    validators = [*([Needed(needed)] if needed else []), Clean(40)]
    keys = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}
    return PartialDateField(label, validators, filters=[stripped], render_kw=keys)
