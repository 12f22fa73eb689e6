"""The kinds of facts but for meetings: partners, types, domains, series, bodies, terms, texts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from kpevents.features.facts.fields import Field, Kind, each, reference, same
from kpevents.features.governance.models import Body, Term
from kpevents.features.meetings.models import Domain, Meeting, MeetingType, Series
from kpevents.features.pages.models import Page
from kpevents.features.partners.models import Partner
from kpevents.infra.db import Base, db


def ids(model: type[Base], name: str) -> Callable[[], dict[str, int]]:
    """From slug to id, asked anew each time: an earlier entry may just have made the row."""

    def read() -> dict[str, int]:
        columns = model.__table__.c
        return {str(slug): number for slug, number in db.session.execute(select(columns[name], columns.id))}

    return read


def by(model: type[Base], column: str) -> Callable[[str], Any]:
    """PostgreSQL compares a number with a number only."""
    of_column = model.__table__.c[column].type.python_type
    return lambda key: db.session.scalar(select(model).filter_by(**{column: of_column(key)}))


def _simple(name: str, model: type[Base], key: str, *names: str, **more: Field) -> Kind:
    fields = each(key, *names) | more
    return Kind(name, lambda entry: str(getattr(entry, key)), by(model, key), lambda _entry: model(), fields)


def _give_up_rank(row: Partner) -> None:
    row.eu_protocol_rank = None


PARTNERS = _simple(
    "partner", Partner, "code", "name", "side", "kind", "iso3", "short_name", "name_in_text", "zone", "weekend",
    "weekend_note", "about", "note", eu_protocol_rank=replace(same("eu_protocol_rank"), clear=_give_up_rank),
)  # fmt: skip
TYPES = _simple("type", MeetingType, "slug", "name", "plural", "level", "mark", "colour", "needs_pair", "position")
DOMAINS = _simple("domain", Domain, "number", "name", "short")
SERIES = _simple("series", Series, "slug", "title", "about", "planned")
PAGES = _simple("page", Page, "slug", "title", "body")
BODIES = _simple("body", Body, "slug", "name", "about", "began")
TERMS = _simple(
    "term", Term, "key", "starts", "ends", "ongoing", "seen_on", "basis", "source", "note",
    body=reference("body_id", ids(Body, "slug")),
    partner=reference("partner_id", ids(Partner, "code")),
    handover=reference("handover_id", ids(Meeting, "slug")),
)  # fmt: skip
