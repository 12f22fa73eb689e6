from collections.abc import Sequence

from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.features.pages.models import Page
from kpevents.infra.db import db


def get(slug: str) -> Page:
    page = db.session.scalar(select(Page).filter_by(slug=slug))
    if page is None:
        raise NotFound()
    return page


def every() -> Sequence[Page]:
    return db.session.scalars(select(Page).order_by(Page.id)).all()
