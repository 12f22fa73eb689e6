"""Documents of office programs: each is a ZIP with parts inside, which are looked at before anybody opens them."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from kpevents.core.errors import RuleBroken
from kpevents.core.filetypes import FileType
from kpevents.core.text import N_

MARK = b"PK\x03\x04"
MOST_UNPACKED = 300 * 2**20
MOST_PARTS = 10_000
_AT_ONCE = 2**18
_ENCRYPTED = 0x1
"""Bit 0 of the general purpose flags: APPNOTE.TXT, 4.4.4."""

_MAIN_PART = {
    "word/document.xml": FileType.DOCX,
    "xl/workbook.xml": FileType.XLSX,
    "ppt/presentation.xml": FileType.PPTX,
}
"""ISO/IEC 29500-1: where each kind of Office document has its text."""

_OPEN_DOCUMENT = {FileType.ODT.media_type: FileType.ODT, FileType.ODS.media_type: FileType.ODS}
_OPEN_DOCUMENT[FileType.ODP.media_type] = FileType.ODP

_DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, NotImplementedError, RuntimeError)


class Damaged(RuleBroken):
    field = "file"
    message = N_(
        "The file is damaged, or was not copied whole. Open it on your computer, save it again, and choose it anew."
    )


class Protected(RuleBroken):
    field = "file"
    message = N_("The file is protected by a password. Save it without one, and choose it anew.")


class WithMacros(RuleBroken):
    field = "file"
    message = N_(
        "The file holds macros, which could run on a reader’s computer. Save it without macros, and choose it anew."
    )


class Swollen(RuleBroken):
    field = "file"
    message = N_(
        "Opened, the file would grow beyond %(most)s MB. Make its pictures and tables smaller, and choose it anew."
    )


def what_it_is(content: bytes) -> FileType | None:
    """None for a ZIP that is no document. Raises Damaged, Protected, WithMacros, Swollen."""
    try:
        with ZipFile(BytesIO(content)) as package:
            return _looked_through(package)
    except _DAMAGE as error:
        raise Damaged() from error


def _looked_through(package: ZipFile) -> FileType | None:
    """Sizes first: they are what the parts say of themselves, and reading stops there."""
    parts = package.infolist()
    if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise Swollen(most=MOST_UNPACKED // 2**20)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Protected()
    kind = _kind(package, {part.filename for part in parts})
    if kind is None:
        return None
    if any(_is_macro(part.filename) for part in parts):
        raise WithMacros()
    for part in parts:
        _read_through(package, part)
    return kind


def _kind(package: ZipFile, names: set[str]) -> FileType | None:
    if "mimetype" in names:
        return _open_document(package, names)
    if "[Content_Types].xml" not in names:
        return None
    if b"macroEnabled" in package.read("[Content_Types].xml"):
        raise WithMacros()
    return next((kind for part, kind in _MAIN_PART.items() if part in names), None)


def _open_document(package: ZipFile, names: set[str]) -> FileType | None:
    """OpenDocument 1.3, part 2, 3.3 and 3.4: its type, and what the manifest says of encryption."""
    kind = _OPEN_DOCUMENT.get(package.read("mimetype").decode("ascii", "replace").strip())
    if kind and "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Protected()
    return kind if "content.xml" in names else None


def _is_macro(name: str) -> bool:
    return name.casefold().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))


def _read_through(package: ZipFile, part: ZipInfo) -> None:
    """Every byte against its checksum."""
    with package.open(part) as opened:
        while opened.read(_AT_ONCE):
            pass
