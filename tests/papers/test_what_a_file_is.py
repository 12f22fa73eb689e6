"""A file is what its bytes say; what cannot be taken is refused by name."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from PIL import Image

from kpevents.core.filetypes import FileType
from kpevents.features.papers.brought import look_at
from kpevents.features.papers.rules import Kind, TooLarge, WrongType
from kpevents.infra import contents, packages, pictures
from kpevents.infra.contents import Empty, what_it_is
from kpevents.infra.packages import Damaged, Protected, Swollen, WithMacros
from kpevents.infra.pictures import TooManyPixels, developed
from tests.papers.making import (
    HTML,
    OLD_WORD,
    PDF,
    PROGRAM,
    SVG,
    office,
    open_document,
    photo,
    photo_with_place,
    zipped,
)

PIECES = {
    FileType.PDF: PDF,
    FileType.DOCX: office(),
    FileType.XLSX: office("xl/workbook.xml"),
    FileType.PPTX: office("ppt/presentation.xml"),
    FileType.ODT: open_document(FileType.ODT),
    FileType.ODS: open_document(FileType.ODS),
    FileType.ODP: open_document(FileType.ODP),
    FileType.JPEG: photo(),
    FileType.PNG: photo(form="PNG"),
    FileType.WEBP: photo(form="WEBP"),
}


@pytest.mark.parametrize("file_type", FileType)
def test_each_type_is_known_by_its_bytes(file_type):
    assert what_it_is(PIECES[file_type]) is file_type


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HTML, "a web page"),
        (SVG, "a drawing in SVG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing in SVG"),
        (PROGRAM, "a program"),
        (b"\x7fELF\x02\x01" + bytes(60), "a program"),
        (b"#!/bin/sh\nrm -r /\n", "a program"),
        (OLD_WORD, "a file of an Office older than 2007"),
        (zipped({"a.txt": b"a"}), "an archive of other files"),
        (b"GIF89a" + bytes(40), "a picture in GIF"),
        (b"Plain words", "something else"),
        (b"<html>%PDF-1.7 %%EOF</html>", "a web page"),
    ],
)
def test_what_is_disguised_as_a_paper_is_called_by_its_name(content, words):
    assert what_it_is(content) == words
    with pytest.raises(WrongType, match=f"This one is {words}."):
        look_at(content, Kind.REPORT)


def cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def turned_over(content: bytes, part: bytes) -> bytes:
    """With one bit of a part's bytes wrong."""
    place = content.index(part)
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def stored(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def locked() -> bytes:
    """A document with the flag that says that its parts are encrypted."""
    content = bytearray(office())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = content.find(mark)
        while found >= 0:
            content[found + place] |= 1
            found = content.find(mark, found + 4)
    return bytes(content)


REFUSED = {
    "empty": (b"", Empty),
    "PDF cut off": (cut(PDF), Damaged),
    "document cut off": (cut(office()), Damaged),
    "wrong checksum": (
        turned_over(stored({"[Content_Types].xml": b"", "word/document.xml": b"The text"}), b"The text"),
        Damaged,
    ),
    "JPEG cut off": (cut(photo()), Damaged),
    "JPEG by its first bytes alone": (b"\xff\xd8\xff\xe0" + b"<script>" * 40, Damaged),
    "locked ZIP": (locked(), Protected),
    "Office with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        Protected,
    ),
    "OpenDocument with a password": (open_document(manifest=b"<manifest:encryption-data/>"), Protected),
    "macros in Word": (office(**{"word/vbaProject.bin": b"Sub AutoOpen"}), WithMacros),
    "macros under another name": (office(**{"word/VBAPROJECT.BIN": b"Sub AutoOpen"}), WithMacros),
    "a type that allows macros": (office(types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), WithMacros),
    "macros in OpenDocument": (open_document(**{"Basic/Standard/Module1.xml": b"Sub Main"}), WithMacros),
    "too many parts": (office(**{f"word/{n}.xml": b"" for n in range(packages.MOST_PARTS)}), Swollen),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_file_that_cannot_be_taken_is_refused(fault):
    content, refusal = REFUSED[fault]
    with pytest.raises(refusal):
        look_at(content, Kind.PHOTO if content.startswith(b"\xff\xd8") else Kind.REPORT)


def bomb() -> bytes:
    """One megabyte that unfolds into 400."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", b"")
        with package.open("word/document.xml", "w") as part:
            for _ in range(100):
                part.write(bytes(4 * 2**20))
    return file.getvalue()


def test_archive_that_unfolds_without_end_is_not_unfolded():
    content = bomb()
    assert len(content) < 3 * 2**20
    with pytest.raises(Swollen, match="grow beyond 300 MB"):
        look_at(content, Kind.REPORT)


def test_archive_that_says_it_is_small_is_read_no_further_than_it_says():
    content = bomb()
    size = (400 * 2**20).to_bytes(4, "little")
    with pytest.raises(Damaged):
        look_at(content.replace(size, (1000).to_bytes(4, "little")), Kind.REPORT)


def test_picture_that_unfolds_without_end_is_not_unfolded():
    side = int((pictures.MOST_PIXELS * 1.5) ** 0.5)
    for width, height in ((side, side), (side * 2, side)):
        with pytest.raises(TooManyPixels, match="more than 50 million pixels"):
            look_at(photo((width, height), "PNG", "1"), Kind.PHOTO)


def test_25_mb_are_too_many():
    with pytest.raises(TooLarge):
        look_at(PDF + bytes(25 * 2**20), Kind.REPORT)


def test_what_the_camera_wrote_into_a_photo_is_gone():
    original = photo_with_place()
    assert Image.open(BytesIO(original)).getexif()
    made = developed(original)
    for content in (made.large, made.small):
        image = Image.open(BytesIO(content))
        assert not image.getexif()
        assert {"exif", "comment", "icc_profile", "xmp"} & set(image.info) == set()
        assert [word for word in (b"Telephone", b"Exif", b"Ada") if word in content] == []


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [(1, (400, 200), (10, 100)), (6, (200, 400), (100, 10)), (3, (400, 200), (390, 100))],
)
def test_photo_stands_upright(orientation, size, dark):
    made = developed(photo_with_place(orientation))
    assert (made.width, made.height) == size
    assert sum(Image.open(BytesIO(made.large)).getpixel(dark)) < 60


@pytest.mark.parametrize(
    ("taken", "large", "small"),
    [
        ((4000, 3000), (2560, 1920), (960, 720)),
        ((1600, 1200), (1600, 1200), (960, 720)),
        ((300, 400), (300, 400), (300, 400)),
        ((4000, 3), (2560, 2), (960, 1)),
    ],
)
def test_photo_is_made_small_once_more_and_never_larger(taken, large, small):
    made = developed(photo(taken))
    shown = Image.open(BytesIO(made.small))
    assert ((made.width, made.height), shown.size, shown.format) == (large, small, "WEBP")
    assert Image.open(BytesIO(made.large)).format == "JPEG"
    assert pictures.small_size(*large) == small


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("JPEG", "CMYK"), ("JPEG", "L")]
)
def test_photo_of_any_colours_is_shown(form, mode):
    file = BytesIO()
    Image.new(mode, (30, 20)).save(file, form)
    assert developed(file.getvalue()).width == 30


def test_clear_parts_of_a_picture_are_white():
    file = BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(file, "PNG")
    assert Image.open(BytesIO(developed(file.getvalue()).large)).getpixel((15, 10)) == (255, 255, 255)


def test_words_for_what_a_file_seems_to_be_are_sentences_to_translate():
    assert {type(words).__name__ for words in contents._SEEMS.values()} == {"Sentence"}
