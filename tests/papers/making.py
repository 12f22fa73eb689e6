"""Small real files, and papers that hold them."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from kpevents.core.filetypes import FileType
from kpevents.core.policy import ANONYMOUS, Actor, Grant, Role
from kpevents.core.text import Trilingual
from kpevents.features.papers import actions
from kpevents.features.papers.brought import look_at
from kpevents.features.papers.rules import Audience, Kind, Said, Status
from kpevents.infra.db import unit_of_work
from kpevents.infra.files import Files
from kpevents.infra.pictures import MOST_PIXELS
from tests.times import NOW

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PROGRAM = b"MZ\x90\x00" + bytes(200)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CARE = Trilingual(en="Care at borders", fr="Soins aux frontières", ar="الرعاية على الحدود")

OFFICER = Actor(1, "Ada", frozenset({Grant(Role.SECRETARIAT)}))


def zipped(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def office(main: str = "word/document.xml", types: bytes = b"<Types/>", **parts: bytes) -> bytes:
    """A Word document, a workbook or a presentation, by where its main part lies."""
    return zipped({"[Content_Types].xml": types, main: b"<document/>", **parts})


def open_document(file_type: FileType = FileType.ODT, manifest: bytes = b"<manifest/>", **parts: bytes) -> bytes:
    named = {"mimetype": file_type.media_type.encode(), "content.xml": b"<content/>"}
    return zipped(named | {"META-INF/manifest.xml": manifest} | parts)


def photo(size: tuple[int, int] = (1600, 1200), form: str = "JPEG", mode: str = "RGB") -> bytes:
    file = BytesIO()
    Image.new(mode, size, "teal").save(file, form)
    return file.getvalue()


def bomb_picture() -> bytes:
    """A few kilobytes that unfold into 75 million pixels."""
    side = int((MOST_PIXELS * 1.5) ** 0.5)
    return photo((side, side), "PNG", "1")


def photo_with_place(orientation: int = 1) -> bytes:
    """As a telephone takes it: where, with what, when, and which side is up."""
    exif = Image.Exif()
    exif[Base.Orientation], exif[Base.Model] = orientation, "Telephone 7"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (1.0, 17.0, 31.0)
    file = BytesIO()
    image = Image.new("RGB", (400, 200), "white")
    image.paste("black", (0, 0, 200, 200))
    image.save(file, "JPEG", exif=exif, comment=b"taken by Ada")
    return file.getvalue()


def files() -> Files:
    return Files(current_app.extensions["settings"].uploads)


def stored() -> list[Path]:
    """All that lies in the folder of uploads."""
    folder = current_app.extensions["settings"].uploads
    return sorted(path for path in folder.rglob("*") if path.is_file())


def said(**given) -> Said:
    usual = {"kind": Kind.CONCEPT_NOTE, "audience": Audience.PUBLIC, "status": Status.FINAL, "language": "en"}
    if given.get("kind") is Kind.PHOTO:
        usual |= {"language": None, "consent": "Told at registration"}
    return Said(**usual | given)


def add(meeting, content: bytes | None = None, *, now=NOW, by=OFFICER, **given) -> int:
    """The number of the new paper: public and final, unless the test says otherwise."""
    about = said(**given)
    brought = look_at(content or (photo() if about.kind is Kind.PHOTO else PDF), about.kind)
    with unit_of_work():
        return actions.add(meeting.id, about, brought, files=files(), by=by, now=now).id


def replace(meeting, paper_id: int, content: bytes = PDF, *, now=NOW, **given) -> int:
    about = said(**given)
    brought = look_at(content, about.kind)
    with unit_of_work():
        acted = actions.replace(paper_id, about, brought, meeting_id=meeting.id, files=files(), by=OFFICER, now=now)
        return acted.id


def delete(meeting, paper_id: int, *, now=NOW) -> None:
    with unit_of_work():
        actions.delete(paper_id, meeting_id=meeting.id, files=files(), by=OFFICER, now=now)


def readers(meeting_id: int, other_id: int) -> dict[str, Actor]:
    """One of each kind of reader; the liaisons are of this meeting and of another."""
    grants = {
        "administrator": Grant(Role.ADMINISTRATOR),
        "secretariat": Grant(Role.SECRETARIAT),
        "committee reader": Grant(Role.COMMITTEE_READER),
        "focal point": Grant(Role.FOCAL_POINT, partner_id=1),
        "deputy": Grant(Role.DEPUTY, partner_id=1),
        "liaison": Grant(Role.HOST_LIAISON, meeting_id=meeting_id),
        "liaison of another": Grant(Role.HOST_LIAISON, meeting_id=other_id),
    }
    return {"public": ANONYMOUS} | {name: Actor(7, name, frozenset({grant})) for name, grant in grants.items()}
