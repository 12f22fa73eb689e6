"""How many SQL statements a page needs, counted inside the product; run as a program on one installation.

Its arguments are the slugs of meetings; without any it chooses some.
"""

import json
import sys

from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from app import app
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Basis, Status, Visibility
from kpevents.infra.db import db

SAMPLE = 40
_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK")


def sample() -> list[str]:
    """Meetings spread evenly over the years; invented ones, where there are any."""
    public = select(Meeting.slug).where(Meeting.visibility == Visibility.PUBLIC, Meeting.status != Status.DRAFT)
    by_day = public.order_by(Meeting.list_from, Meeting.id)
    slugs = db.session.scalars(by_day.where(Meeting.basis == Basis.INVENTED)).all()
    slugs = slugs or db.session.scalars(by_day).all()
    return [slugs[n * len(slugs) // SAMPLE] for n in range(min(SAMPLE, len(slugs)))]


class Counter:
    """Counts what reaches the database while it listens."""

    def __init__(self) -> None:
        self.number = 0
        event.listen(Engine, "before_cursor_execute", self._hear)

    def _hear(self, _c: object, _cursor: object, statement: str, *_more: object) -> None:
        self.number += not statement.startswith(_NOT_COUNTED)

    def most(self, client: FlaskClient, paths: list[str]) -> int:
        """The most that any of these pages needs once the process has what it keeps."""
        return max(self._of(client, path) for path in paths)

    def _of(self, client: FlaskClient, path: str) -> int:
        for _ in range(2):
            self.number = 0
            if (status := client.get(path).status_code) != 200:
                raise SystemExit(f"{path} answers {status}.")
        return self.number


def main() -> None:
    with app.app_context():
        slugs = sys.argv[1:] or sample()
    counter, client = Counter(), app.test_client()
    pages = {"home": ["/"], "list": ["/meetings/"], "meeting": [f"/meetings/{slug}/" for slug in slugs]}
    counted = {name: counter.most(client, paths) for name, paths in pages.items()}
    print(json.dumps({"slugs": slugs, "statements": counted}))


if __name__ == "__main__":
    main()
