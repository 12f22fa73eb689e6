"""The list of clusters at the desk, the latest trip first."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from kpevents.core.policy import Permission
from kpevents.core.text import N_
from kpevents.features.meetings.groups import queries
from kpevents.features.meetings.groups.queries import Cluster
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.exports import Column, Kind
from kpevents.web.filters import Asked
from kpevents.web.listing import ManyForm
from kpevents.web.records.grouped import Grouped, grouped
from kpevents.web.short_list import ShortList, has_words, put_up, quoted

blueprint = Blueprint("cluster_list", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """A cluster is no row of its own in the database: it goes by the id of its first meeting."""

    id: int
    word: str
    meetings: Sequence[Grouped]


COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Word of the cluster"), lambda row: row.word),
    Column(N_("Number of meetings"), lambda row: len(row.meetings), Kind.NUMBER),
    Column(N_("Meetings"), lambda row: "\n".join(f"{each.title} ({each.days})" for each in row.meetings)),
)


def _list() -> ShortList[Row]:
    return ShortList(
        at=address("records.cluster_list.index"),
        name=gettext("Clusters"),
        columns=COLUMNS,
        rows=_rows,
        said={"q": quoted},
    )


def _page(form: ManyForm | None) -> str:
    return render_template("records/clusters.html", page=_list().page(form))


def _rows(asked: Asked) -> list[Row]:
    return [
        Row(cluster.meetings[0].id, cluster.word, [grouped(each) for each in cluster.meetings])
        for cluster in queries.clusters()
        if _has(asked, cluster)
    ]


def _has(asked: Asked, cluster: Cluster) -> bool:
    return has_words(asked, cluster.word, *(text for meeting in cluster.meetings for text in meeting.title))


put_up(blueprint, "/clusters", Permission.KEEP_RECORDS, the_list=_list, shown=_page)
