"""Clusters at the desk: the meetings of one trip, under one word."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.meetings.groups import clusters, queries
from kpevents.features.meetings.groups.queries import Cluster
from kpevents.features.meetings.models import Meeting
from kpevents.infra import clock
from kpevents.infra.i18n import gettext, language
from kpevents.web.addresses import address
from kpevents.web.forms import Form, Needed, line
from kpevents.web.guards import permitted
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.records.grouped import days_of, grouped
from kpevents.web.session import actor

blueprint = Blueprint("clusters", __name__, url_prefix="/clusters")

NEAR = timedelta(days=60)
"""Meetings of one trip lie near one another: others are not offered."""
OFFERED = 200


class WordForm(Form):
    word = line(N_("Word of the cluster"), 60, N_("Write a word, such as nairobi-2026."))


class MeetingForm(Form):
    meeting = SelectField(N_("Meeting"), [Needed(N_("Choose a meeting."))])


class NewClusterForm(WordForm, MeetingForm):
    pass


@blueprint.get("/new")
@permitted(Permission.KEEP_RECORDS)
def new() -> ResponseReturnValue:
    return _new_page(NewClusterForm())


@blueprint.post("/new")
@permitted(Permission.KEEP_RECORDS)
def create() -> ResponseReturnValue:
    form = _offering(NewClusterForm(), queries.without_cluster())

    def act() -> str:
        clusters.put_in(form.word.data, form.meeting.data, by=actor(), now=clock.now())
        return address("records.clusters.edit", word=form.word.data)

    return sent(form, act, lambda: _new_page(form))


@blueprint.get("/<word>/")
@permitted(Permission.KEEP_RECORDS)
def edit(word: str) -> ResponseReturnValue:
    return _page(queries.get_cluster(word))


@blueprint.post("/<word>/")
@permitted(Permission.KEEP_RECORDS)
def rename(word: str) -> ResponseReturnValue:
    form = WordForm()

    def act() -> str:
        clusters.rename(word, form.word.data, by=actor(), now=clock.now())
        return address("records.clusters.edit", word=form.word.data)

    return sent(form, act, lambda: _page(queries.get_cluster(word), word_form=form))


@blueprint.post("/<word>/meetings")
@permitted(Permission.KEEP_RECORDS)
def put_in(word: str) -> ResponseReturnValue:
    cluster = queries.get_cluster(word)
    form = _offering(MeetingForm(), _near(cluster))

    def act() -> str:
        clusters.put_in(word, form.meeting.data, by=actor(), now=clock.now())
        return address("records.clusters.edit", word=word)

    return sent(form, act, lambda: _page(queries.get_cluster(word), meeting_form=form))


@blueprint.post("/<word>/meetings/<slug>/take-out")
@permitted(Permission.KEEP_RECORDS)
def take_out(word: str, slug: str) -> ResponseReturnValue:
    """With its last meeting a cluster is gone."""

    def act() -> str:
        clusters.take_out(word, slug, by=actor(), now=clock.now())
        last = not queries.is_there(word)
        return address("records.cluster_list.index") if last else address("records.clusters.edit", word=word)

    return sent(Form(), act, lambda: _page(queries.get_cluster(word)))


def _near(cluster: Cluster) -> Sequence[Meeting]:
    first = min(meeting.list_from for meeting in cluster.meetings) - NEAR
    last = max(meeting.list_until for meeting in cluster.meetings) + NEAR
    return [each for each in queries.without_cluster() if each.list_until >= first and each.list_from <= last]


def _offering(form: MeetingForm, meetings: Sequence[Meeting]) -> MeetingForm:
    named = [(each.slug, f"{each.title[language()]} ({days_of(each)})") for each in meetings[:OFFERED]]
    form.meeting.choices = [("", gettext("Choose a meeting")), *named]
    return form


def _new_page(form: NewClusterForm) -> str:
    _offering(form, queries.without_cluster())
    return render_template("records/cluster_new.html", form=form, read=reading())


def _page(cluster: Cluster, word_form: WordForm | None = None, meeting_form: MeetingForm | None = None) -> str:
    return render_template(
        "records/cluster.html",
        word=cluster.word,
        meetings=[grouped(each) for each in cluster.meetings],
        word_form=word_form or WordForm(word=cluster.word, formdata=None),
        meeting_form=_offering(meeting_form or MeetingForm(formdata=None), _near(cluster)),
        form=Form(formdata=None),
        read=reading(),
    )
