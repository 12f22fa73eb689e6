"""The pages of a list, and the ways from one to the next."""

from dataclasses import dataclass

from kpevents.web.filters import Asked


@dataclass(frozen=True, slots=True)
class Pager:
    page: int
    pages: int
    before: str | None
    after: str | None


def pager(filters: Asked, page: int, total: int, size: int) -> Pager:
    pages = max(1, -(-total // size))
    before = filters.query(page=page - 1 if page > 2 else None) or "?" if page > 1 else None
    return Pager(page, pages, before, filters.query(page=page + 1) if page < pages else None)
