"""The words a meeting is found by: one index, with the same answers on SQLite (FTS5) and PostgreSQL (GIN).

Words are made plain in Python (``core.text.searchable``); the databases only keep and match them. Every word of a
search must be there, or begin a word that is.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY

from kpevents.core.text import Trilingual, searchable
from kpevents.features.meetings.models import Meeting
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db
from kpevents.infra.i18n import country_names

INDEX = Table("meeting_words", MetaData(), Column("rowid", Integer), Column("words", Text))
"""Made by a migration: a virtual table on SQLite, a table with a GIN index on PostgreSQL. ``rowid``: the meeting."""


def of(meeting: Meeting, partners: dict[int, Partner]) -> str:
    """The meeting has its roles, type and series loaded."""
    texts: list[Trilingual] = [meeting.title, meeting.summary, meeting.city, meeting.building, meeting.ordinal]
    texts += [meeting.type.name, meeting.type.plural]
    texts += [meeting.series.title] if meeting.series else []
    holders = [partners[row.partner_id] for row in meeting.roles if row.partner_id]
    texts += [partner.name for partner in holders]
    plain = [partner.short_name for partner in holders]
    plain += country_names(meeting.country) if meeting.country else []
    plain += [str(meeting.list_from.year)]
    return searchable(*(part for text in texts for part in text), *plain)


def put(found_by: Mapping[int, str]) -> None:
    """For each meeting the words it is found by from now on, in place of those before."""
    remove(found_by)
    if rows := [{"rowid": meeting_id, "words": words} for meeting_id, words in found_by.items()]:
        db.session.execute(insert(INDEX), rows)


def remove(meeting_ids: Iterable[int]) -> None:
    if rows := [{"meeting_id": meeting_id} for meeting_id in meeting_ids]:
        db.session.execute(delete(INDEX).where(INDEX.c.rowid == bindparam("meeting_id")), rows)


def found(query: str) -> ColumnElement[bool] | None:
    """The condition that a meeting has all these words; None when the query holds no word."""
    words = searchable(query).split()
    if not words:
        return None
    if db.engine.dialect.name == "sqlite":
        match = literal_column("meeting_words").op("MATCH")(literal(" ".join(f'"{word}"*' for word in words)))
    else:
        wanted = func.to_tsquery(cast("simple", REGCONFIG), " & ".join(f"'{word}':*" for word in words))
        kept = func.array_to_tsvector(func.string_to_array(INDEX.c.words, literal_column("' '")))
        match = kept.op("@@")(cast(wanted, TSQUERY))
    return Meeting.id.in_(select(INDEX.c.rowid).where(match))
