"""A form that decides upon a record as it was shown."""

from wtforms import HiddenField
from wtforms.validators import ValidationError

from kpevents.infra.i18n import gettext
from kpevents.web.forms import Form


class SeenForm(Form):
    """``seen`` is the turn of the record as it was shown: what changed meanwhile is not decided upon unseen."""

    seen = HiddenField()

    def validate_seen(self, field: HiddenField) -> None:
        """Raises ValidationError for what was tampered with."""
        if not (field.data or "").isdecimal() or len(field.data) > 9:
            raise ValidationError(gettext("This page was changed on its way. Open it anew."))

    @property
    def turn(self) -> int:
        return int(self.seen.data)
