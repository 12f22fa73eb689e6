"""The papers of a meeting as the desk lists them, in all versions, each with what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, render_template

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.meetings import whole
from kpevents.features.meetings.models import Meeting
from kpevents.features.papers import actions, queries
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import AUDIENCE_LABELS, KIND_LABELS, STATUS_LABELS, Kind, Status, may_publish
from kpevents.infra import clock, dates
from kpevents.infra.i18n import gettext, language, listed, ngettext
from kpevents.web import exports
from kpevents.web.addresses import address
from kpevents.web.exports import Column
from kpevents.web.filters import Asked
from kpevents.web.listing import Act, Ids, ManyForm
from kpevents.web.paper_lines import language_name, paper_url, size
from kpevents.web.papers.forms import PaperForm
from kpevents.web.session import actor
from kpevents.web.short_list import ShortList, has_words, labelled, put_up, quoted

blueprint = Blueprint("paper_list", __name__, url_prefix="/desk/meetings/<slug>")


@dataclass(frozen=True, slots=True)
class Kept:
    """A version as the desk lists it, and what can be done with it."""

    id: int
    paper: Paper
    title: str
    url: str
    file: str
    status: str
    status_class: str
    audience: str
    is_latest: bool
    can_change: bool
    can_publish: bool
    can_withdraw: bool


_CLASSES = {Status.DRAFT: "soft", Status.FINAL: "ok", Status.REPLACED: "", Status.WITHDRAWN: "dead"}


def _kept(paper: Paper, slug: str, *, latest: bool) -> Kept:
    return Kept(
        id=paper.id,
        paper=paper,
        title=called(paper),
        url=paper_url(paper, slug),
        file=listed(_of_file(paper)),
        status=gettext(STATUS_LABELS[paper.status]),
        status_class=_CLASSES[paper.status],
        audience=gettext(AUDIENCE_LABELS[paper.audience]),
        is_latest=latest,
        can_change=latest or paper.status is Status.FINAL,
        can_publish=may_publish(paper.status, latest=latest),
        can_withdraw=paper.status is Status.FINAL,
    )


def _of_file(paper: Paper) -> tuple[str, ...]:
    """English, version 2, PDF, 240 kB"""
    version = gettext("version %(version)s", version=dates.digits(paper.version))
    return language_name(paper.language), version, paper.file_type.label, size(paper.size)


def called(paper: Paper) -> str:
    """Concept note: Care at borders"""
    kind, title = gettext(KIND_LABELS[paper.kind]), paper.title[language()] or paper.caption[language()]
    return gettext("%(kind)s: %(title)s", kind=kind, title=title) if title and title != kind else kind


COLUMNS: tuple[Column[Kept], ...] = (
    Column(N_("Kind of paper"), lambda row: gettext(KIND_LABELS[row.paper.kind])),
    Column(N_("Title"), lambda row: row.paper.title[language()] or row.paper.caption[language()]),
    Column(N_("Language"), lambda row: language_name(row.paper.language)),
    Column(N_("Version"), lambda row: row.paper.version, exports.Kind.NUMBER),
    Column(N_("File"), lambda row: row.paper.file_type.label),
    Column(N_("Status"), lambda row: row.status),
    Column(N_("Who may read it"), lambda row: row.audience),
    Column(N_("Last changed"), lambda row: row.paper.changed_at, exports.Kind.MOMENT),
)


def meeting_of(slug: str) -> Meeting:
    """Raises NotFound for one that is not there for this person."""
    return whole.get_visible(slug, actor())[0]


def list_address(slug: str) -> str:
    return address("paper_list.index", slug=slug)


def _rows(meeting: Meeting, asked: Asked) -> list[Kept]:
    """Raises NotAChoice."""
    kind, status = asked.choice("kind", Kind), asked.choice("status", Status)
    papers = queries.every(meeting.id)
    replaced = {paper.replaces_id for paper in papers}
    return [
        _kept(paper, meeting.slug, latest=paper.id not in replaced)
        for paper in papers
        if kind in (None, paper.kind)
        and status in (None, paper.status)
        and has_words(asked, gettext(KIND_LABELS[paper.kind]), *paper.title, *paper.caption)
    ]


def _acts(meeting: Meeting) -> tuple[Act, ...]:
    def publish(ids: Ids) -> str:
        for each in ids:
            actions.publish(each, meeting_id=meeting.id, by=actor(), now=clock.now())
        return ngettext("%(number)s paper is final now.", "%(number)s papers are final now.", len(ids), **_number(ids))

    def withdraw(ids: Ids) -> str:
        for each in ids:
            actions.withdraw(each, "", meeting_id=meeting.id, by=actor(), now=clock.now())
        return ngettext("%(number)s paper is withdrawn.", "%(number)s papers are withdrawn.", len(ids), **_number(ids))

    def those(fit: Callable[[Kept], bool]) -> Callable[[Ids], Ids]:
        return lambda ids: [row.id for row in _rows(meeting, Asked({})) if row.id in ids and fit(row)]

    return (
        Act("publish", N_("Make final"), publish, fits=those(lambda row: row.can_publish)),
        Act("withdraw", N_("Withdraw"), withdraw, _asks_to_withdraw, those(lambda row: row.can_withdraw)),
    )


def _number(ids: Ids) -> dict[str, str]:
    return {"number": dates.number(len(ids))}


def _asks_to_withdraw(number: int) -> str:
    return ngettext(
        "Withdraw %(number)s paper? Nobody outside the Secretariat will find it any more, nor a version before it.",
        "Withdraw %(number)s papers? Nobody outside the Secretariat will find them any more, nor versions before them.",
        number,
        number=dates.number(number),
    )


def _list(slug: str) -> ShortList[Kept]:
    meeting = meeting_of(slug)
    return ShortList(
        at=list_address(slug),
        name=listed([gettext("Papers"), meeting.title[language()]]),
        columns=COLUMNS,
        rows=lambda asked: _rows(meeting, asked),
        said={"q": quoted, "kind": labelled(KIND_LABELS), "status": labelled(STATUS_LABELS)},
        acts=_acts(meeting),
    )


def page_of_all(form: ManyForm | None, slug: str, adding: PaperForm | None = None) -> str:
    """``adding``: the form below the list, as it was sent."""
    return render_template(
        "papers/desk.html",
        meeting=meeting_of(slug),
        page=_list(slug).page(form),
        kinds=[(str(each), gettext(label)) for each, label in KIND_LABELS.items()],
        statuses=[(str(each), gettext(label)) for each, label in STATUS_LABELS.items()],
        form=adding or PaperForm(formdata=None),
    )


put_up(blueprint, "/papers", Permission.PLAN_MEETINGS, the_list=_list, shown=page_of_all)
