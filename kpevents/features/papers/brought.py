"""A file that somebody brings, looked at and made ready to be kept: before any lock is taken, for it takes time."""

from dataclasses import dataclass
from hashlib import sha256

from kpevents.core.filetypes import FileType
from kpevents.features.papers.rules import Kind, ensure_size, ensure_type
from kpevents.infra.contents import what_it_is
from kpevents.infra.pictures import Picture, developed


@dataclass(frozen=True, slots=True)
class Brought:
    """``content`` is what will be kept: of a photo, the picture without what the camera wrote into it."""

    content: bytes
    file_type: FileType
    picture: Picture | None = None

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def look_at(content: bytes, kind: Kind) -> Brought:
    """Raises TooLarge, WrongType, and what ``infra.contents`` and ``infra.pictures`` refuse."""
    ensure_size(kind, len(content))
    file_type = ensure_type(kind, what_it_is(content))
    if kind is not Kind.PHOTO:
        return Brought(content, file_type)
    picture = developed(content)
    return Brought(picture.large, FileType.JPEG, picture)
