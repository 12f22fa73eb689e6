"""Contacts that nobody checked for a year: called or written to, then marked, many at once."""

from flask import Blueprint, render_template

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.partners.contacts import actions, queries
from kpevents.features.partners.contacts.models import Contact
from kpevents.features.partners.contacts.rules import CONTACT_LABELS, SPEAKS_LABELS
from kpevents.features.partners.models import Partner
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, language, ngettext
from kpevents.web import exports
from kpevents.web.addresses import address
from kpevents.web.exports import Column
from kpevents.web.filters import Asked
from kpevents.web.listing import Act, Ids, ManyForm
from kpevents.web.reading import reading
from kpevents.web.records.fields import partner_choices
from kpevents.web.session import actor
from kpevents.web.short_list import ShortList, has_words, put_up, quoted

blueprint = Blueprint("due", __name__)

Due = tuple[Contact, Partner]

COLUMNS: tuple[Column[Due], ...] = (
    Column(N_("Name"), lambda row: row[0].name),
    Column(N_("Function"), lambda row: row[0].function),
    Column(N_("Contact as"), lambda row: gettext(CONTACT_LABELS[row[0].kind])),
    Column(N_("Partner"), lambda row: row[1].name[language()]),
    Column(N_("E-mail address"), lambda row: row[0].email),
    Column(N_("Telephone"), lambda row: row[0].phone),
    Column(N_("Language to write in"), lambda row: row[0].language and gettext(SPEAKS_LABELS[row[0].language])),
    Column(N_("Last checked"), lambda row: row[0].last_checked_on, exports.Kind.DAY),
)


def told_checked(number: int) -> str:
    return ngettext(
        "%(number)s contact is marked as checked today.",
        "%(number)s contacts are marked as checked today.",
        number,
        number=dates.number(number),
    )


def _checked(ids: Ids) -> str:
    return told_checked(actions.mark_many_as_checked(ids, by=actor(), now=clock.now()))


CHECKED = Act("checked", N_("Mark as checked today"), _checked)


def _list() -> ShortList[Due]:
    read = reading()
    return ShortList(
        at=address("records.due.index"),
        name=gettext("Contacts to check"),
        columns=COLUMNS,
        rows=_rows,
        said={"q": quoted, "partner": lambda code: read.partners.get(code).name[read.language]},
        acts=(CHECKED,),
        key=lambda row: row[0].id,
    )


def _rows(asked: Asked) -> list[Due]:
    """Raises NotFound for a partner that is not there."""
    read = reading()
    wanted = asked.known("partner", read.partners.by_code)
    return [
        (contact, partner)
        for contact, partner in queries.to_check(read.today)
        if (wanted is None or partner.id == wanted.id)
        and has_words(asked, contact.name, contact.function, contact.email, *partner.name)
    ]


def _page(form: ManyForm | None) -> str:
    read = reading()
    return render_template(
        "records/due.html",
        page=_list().page(form),
        partners=partner_choices(read),
        kinds=CONTACT_LABELS,
        read=read,
    )


put_up(blueprint, "/contacts", Permission.KEEP_RECORDS, the_list=_list, shown=_page)
