"""The types a file may have here: how its name ends, and the media type it is sent under."""

from enum import StrEnum, auto


class FileType(StrEnum):
    PDF = auto()
    DOCX = auto()
    XLSX = auto()
    PPTX = auto()
    ODT = auto()
    ODS = auto()
    ODP = auto()
    JPEG = auto()
    PNG = auto()
    WEBP = auto()

    @property
    def ending(self) -> str:
        """Of a file's name, without the dot."""
        return "jpg" if self is FileType.JPEG else self.value

    @property
    def label(self) -> str:
        """The same in every language."""
        return "WebP" if self is FileType.WEBP else self.value.upper()

    @property
    def media_type(self) -> str:
        """As registered with IANA."""
        return _MEDIA_TYPES[self]

    @property
    def opens_in_a_browser(self) -> bool:
        """Browsers show it by themselves; everything else is saved first."""
        return self in (FileType.PDF, *PICTURES)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileType.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileType.PPTX: f"{_OFFICE}.presentationml.presentation",
    FileType.ODT: f"{_OPEN}.text",
    FileType.ODS: f"{_OPEN}.spreadsheet",
    FileType.ODP: f"{_OPEN}.presentation",
    FileType.JPEG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.WEBP: "image/webp",
}

PICTURES = (FileType.JPEG, FileType.PNG, FileType.WEBP)
DOCUMENTS = tuple(each for each in FileType if each not in PICTURES)
