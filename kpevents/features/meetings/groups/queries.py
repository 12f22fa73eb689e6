"""Types, series and clusters as the desk lists them, with how many meetings stand under each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from kpevents.core.errors import NotFound
from kpevents.features.meetings.models import Meeting, MeetingType, Series
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Cluster:
    """Meetings of whatever status, in the order of their days."""

    word: str
    meetings: Sequence[Meeting]


def types() -> list[tuple[MeetingType, int]]:
    """Each with the number of its meetings, as main type or further one, of whatever status."""
    used = _counts(MeetingType)
    rows = db.session.scalars(select(MeetingType).order_by(MeetingType.position, MeetingType.id))
    return [(kind, used.get(kind.id, 0)) for kind in rows]


def series() -> list[tuple[Series, int]]:
    used = _counts(Series)
    rows = db.session.scalars(select(Series).order_by(Series.id.desc()))
    return [(each, used.get(each.id, 0)) for each in rows]


def get_type(slug: str) -> MeetingType:
    """Raises NotFound."""
    kind = db.session.scalar(select(MeetingType).filter_by(slug=slug))
    if kind is None:
        raise NotFound()
    return kind


def get_series(slug: str) -> Series:
    """Raises NotFound."""
    found = db.session.scalar(select(Series).filter_by(slug=slug))
    if found is None:
        raise NotFound()
    return found


def _counts(model: type[MeetingType] | type[Series]) -> dict[int, int]:
    columns = [Meeting.type_id, Meeting.category_id] if model is MeetingType else [Meeting.series_id]
    found: dict[int, int] = defaultdict(int)
    for column in columns:
        counted = select(column, func.count()).where(column.is_not(None)).group_by(column)
        for row_id, number in db.session.execute(counted):
            found[row_id or 0] += number
    return found


def of_series(series_id: int) -> Sequence[Meeting]:
    """In the order of their numbers."""
    asked = select(Meeting).where(Meeting.series_id == series_id)
    return db.session.scalars(asked.order_by(Meeting.series_number, Meeting.list_from, Meeting.id)).all()


def clusters() -> list[Cluster]:
    """The latest trip first."""
    asked = select(Meeting).where(Meeting.cluster.is_not(None)).order_by(Meeting.list_from, Meeting.id)
    found: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in db.session.scalars(asked):
        found[meeting.cluster or ""].append(meeting)
    made = [Cluster(word, meetings) for word, meetings in found.items()]
    return sorted(made, key=lambda cluster: cluster.meetings[-1].list_until, reverse=True)


def get_cluster(word: str) -> Cluster:
    """Raises NotFound."""
    for cluster in clusters():
        if cluster.word == word:
            return cluster
    raise NotFound()


def without_cluster() -> Sequence[Meeting]:
    """Those that may be put into one, the latest first."""
    asked = select(Meeting).where(Meeting.cluster.is_(None))
    return db.session.scalars(asked.order_by(Meeting.list_from.desc(), Meeting.id.desc())).all()


def is_there(word: str) -> bool:
    """Whether any meeting stands in this cluster."""
    return db.session.scalar(select(Meeting.id).where(Meeting.cluster == word).limit(1)) is not None
