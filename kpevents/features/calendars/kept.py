"""Calendar files made in this process, kept until the calendar changes: a reader who asks again costs one query."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from kpevents.features.revisions.queries import Current

MOST_BYTES = 48 * 2**20


@dataclass(frozen=True, slots=True)
class File:
    """A calendar file as it goes out. ``etag`` is a digest of the bytes; ``changed_at`` never goes backwards."""

    body: bytes
    zipped: bytes
    etag: str
    changed_at: datetime


class Shelf:
    """Bounded by bytes; the file that nobody asked for longest goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._files: OrderedDict[str, tuple[Current, date, File]] = OrderedDict()
        self._most, self._held = most_bytes, 0
        self._lock = Lock()

    def find(self, key: str, revision: Current, today: date) -> File | None:
        """None when there is none, or when it was made for another revision or on another day."""
        with self._lock:
            kept = self._files.get(key)
            if kept is None or kept[:2] != (revision, today):
                return None
            self._files.move_to_end(key)
            return kept[2]

    def put(self, key: str, revision: Current, today: date, file: File) -> None:
        with self._lock:
            self._drop(key)
            self._files[key] = (revision, today, file)
            self._held += _size(file)
            while self._held > self._most:
                self._drop(next(iter(self._files)))

    def clear(self) -> None:
        with self._lock:
            self._files.clear()
            self._held = 0

    def _drop(self, key: str) -> None:
        if old := self._files.pop(key, None):
            self._held -= _size(old[2])


def _size(file: File) -> int:
    return len(file.body) + len(file.zipped)
