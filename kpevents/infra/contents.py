"""What a file is, told by its bytes: never by its name, nor by what the sender's browser says of it."""

import re

import puremagic

from kpevents.core.errors import RuleBroken
from kpevents.core.filetypes import FileType
from kpevents.core.text import N_, Sentence
from kpevents.infra import packages
from kpevents.infra.packages import Damaged, Protected

_PDF_ENDS = b"%%EOF"
"""ISO 32000-2, 7.5.5: what stands at the end of every PDF. A file that was cut off lacks it."""

_PICTURES = {
    FileType.JPEG: re.compile(rb"\xff\xd8\xff"),
    FileType.PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    FileType.WEBP: re.compile(rb"RIFF....WEBP", re.DOTALL),
}

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Microsoft's compound file ([MS-CFB], 2.2): Office before 2007, and what Office encrypts today."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_SEEMS = {
    ".html": N_("a web page"),
    ".htm": N_("a web page"),
    ".svg": N_("a drawing in SVG"),
    ".xml": N_("a text in XML"),
    ".exe": N_("a program"),
    ".gif": N_("a picture in GIF"),
    ".tif": N_("a picture in TIFF"),
    ".tiff": N_("a picture in TIFF"),
    ".bmp": N_("a picture in BMP"),
    ".heic": N_("a picture in HEIC"),
    ".rtf": N_("a text in RTF"),
    ".mp4": N_("a video"),
}
OLD_OFFICE = N_("a file of an Office older than 2007")
ARCHIVE = N_("an archive of other files")
PROGRAM = N_("a program")
SOMETHING_ELSE = N_("something else")


class Empty(RuleBroken):
    field = "file"
    message = N_("The file is empty. Choose it again.")


def what_it_is(content: bytes) -> FileType | Sentence:
    """Its type, or words for what it seems to be instead.

    Raises Empty, Damaged, Protected, WithMacros or Swollen for a file of a type we know that cannot be taken.
    """
    if not content:
        raise Empty()
    if content[:64].lstrip().startswith(b"%PDF-"):
        return _whole_pdf(content)
    if content.startswith(packages.MARK):
        return packages.what_it_is(content) or ARCHIVE
    if content.startswith(_COMPOUND):
        return _compound(content)
    return next((kind for kind, begins in _PICTURES.items() if begins.match(content)), None) or _seems(content)


def _whole_pdf(content: bytes) -> FileType:
    if _PDF_ENDS not in content:
        raise Damaged()
    return FileType.PDF


def _compound(content: bytes) -> Sentence:
    if _ENCRYPTED in content:
        raise Protected()
    return OLD_OFFICE


def _seems(content: bytes) -> Sentence:
    head = content[:4096]
    if head.startswith((b"\x7fELF", b"#!")):
        return PROGRAM
    if b"<svg" in head.lower():
        return _SEEMS[".svg"]
    try:
        return _SEEMS.get(puremagic.from_string(head), SOMETHING_ELSE)
    except (puremagic.PureError, ValueError):
        return SOMETHING_ELSE
