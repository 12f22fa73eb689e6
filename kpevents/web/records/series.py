"""Series of numbered meetings at the desk."""

from collections.abc import Sequence

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.journal.actions import card
from kpevents.features.meetings.groups import queries
from kpevents.features.meetings.groups import series as groups
from kpevents.features.meetings.models import Series
from kpevents.infra import clock
from kpevents.infra.i18n import gettext, language
from kpevents.web.addresses import address
from kpevents.web.forms import Form, TextsField, line
from kpevents.web.guards import permitted
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.records import deleting
from kpevents.web.records.fields import number, values
from kpevents.web.records.grouped import grouped
from kpevents.web.records.saving import Told, saved
from kpevents.web.session import actor

blueprint = Blueprint("series", __name__, url_prefix="/series")


class SeriesForm(Form):
    title = TextsField(N_("Title"), at_most=300, needed=N_("Write the title in at least one language."))
    about = TextsField(N_("What it is about"), at_most=4000, lines=True)
    planned = number(N_("How many meetings it has or will have"), 1, 999)


class NewSeriesForm(SeriesForm):
    slug = line(N_("Word in addresses"), 60, N_("Write the word that stands in addresses."))


@blueprint.get("/new")
@permitted(Permission.KEEP_RECORDS)
def new() -> ResponseReturnValue:
    return _page(NewSeriesForm(), None)


@blueprint.post("/new")
@permitted(Permission.KEEP_RECORDS)
def create() -> ResponseReturnValue:
    form = NewSeriesForm()

    def act() -> str:
        made = groups.create(form.slug.data, values(form, groups.FIELDS), by=actor(), now=clock.now())
        return address("records.series.edit", slug=made.slug, saved=1)

    return sent(form, act, lambda: _page(form, None))


@blueprint.get("/<slug>/")
@permitted(Permission.KEEP_RECORDS)
def edit(slug: str) -> ResponseReturnValue:
    series = queries.get_series(slug)
    form = SeriesForm(obj=series)
    form.keep_opened(card(series, groups.FIELDS))
    return _page(form, series)


@blueprint.post("/<slug>/")
@permitted(Permission.KEEP_RECORDS)
def change(slug: str) -> ResponseReturnValue:
    form = SeriesForm()

    def act() -> str:
        given = values(form, groups.FIELDS)
        groups.change(slug, given, opened=form.opened_card(), by=actor(), now=clock.now())
        return address("records.series.edit", slug=slug, saved=1)

    return saved(form, act, lambda told: _page(form, queries.get_series(slug), told), lambda: queries.get_series(slug))


@blueprint.get("/<slug>/delete")
@permitted(Permission.KEEP_RECORDS)
def ask(slug: str) -> ResponseReturnValue:
    return deleting.ask(_doomed(slug))


@blueprint.post("/<slug>/delete")
@permitted(Permission.KEEP_RECORDS)
def delete(slug: str) -> ResponseReturnValue:
    def act() -> str:
        groups.delete(slug, by=actor(), now=clock.now())
        return address("records.series_list.index")

    return deleting.deleted(act, lambda: _doomed(slug))


def _doomed(slug: str) -> deleting.Doomed:
    series = queries.get_series(slug)
    warning = gettext("The series leaves every list and its feed ends. Only a series without meetings can be deleted.")
    hanging = deleting.hanging_on(series, series.id)
    return deleting.Doomed(series.title[language()], warning, address("records.series.edit", slug=slug), hanging)


def _page(form: SeriesForm, series: Series | None, told: Sequence[Told] = ()) -> str:
    meetings = [grouped(meeting, numbered=True) for meeting in queries.of_series(series.id)] if series else []
    return render_template(
        "records/series.html", form=form, series=series, meetings=meetings, told=told, read=reading()
    )
