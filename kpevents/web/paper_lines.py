"""A paper as a line of a list: everything its template prints, settled here."""

from dataclasses import dataclass

from kpevents.core.filetypes import FileType
from kpevents.core.text import LANGUAGES, Shown, Trilingual
from kpevents.features.papers.library import Readable
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import AUDIENCE_LABELS, KIND_LABELS, MEGABYTE, Audience, Kind
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, locale
from kpevents.infra.pictures import small_size
from kpevents.web.addresses import address

_KILOBYTE = 2**10
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """``about`` stands after the title: kind, language, format and size, each where it says something new."""

    url: str
    title: Shown
    about: list[str]
    audience: str
    """Empty for what everybody may read."""
    language: str | None


@dataclass(frozen=True, slots=True)
class Photo:
    """``width`` and ``height`` are those of the small picture, in pixels."""

    url: str
    small_url: str
    width: int
    height: int
    says: str
    """For whoever does not see it."""
    caption: Shown
    credit: str
    audience: str


def paper_line(paper: Readable, slug: str, spoken: str) -> PaperLine:
    """``slug`` is its meeting's."""
    kind = gettext(KIND_LABELS[paper.kind])
    own_title = bool(paper.title) and paper.title[spoken] != kind
    said = [kind if own_title else "", language_name(paper.language), paper.file_type.label, size(paper.size)]
    return PaperLine(
        url=paper_url(paper, slug),
        title=paper.title.shown(spoken) if own_title else Shown(kind, spoken, False),
        about=[word for word in said if word],
        audience=restricted_to(paper.audience),
        language=paper.language,
    )


def photo_of(paper: Readable, slug: str, meeting: Trilingual, spoken: str) -> Photo:
    """``slug`` and ``meeting`` are its meeting's name in addresses and its title."""
    width, height = small_size(paper.width or 1, paper.height or 1)
    title = paper.title[spoken] or meeting[spoken]
    return Photo(
        url=paper_url(paper, slug),
        small_url=address("papers.small", paper_id=paper.id, name=small_name(paper, slug)),
        width=width,
        height=height,
        says=gettext("Photo: %(title)s", title=title),
        caption=paper.caption.shown(spoken),
        credit=paper.credit,
        audience=restricted_to(paper.audience),
    )


def restricted_to(audience: Audience) -> str:
    return "" if audience is Audience.PUBLIC else gettext(AUDIENCE_LABELS[audience])


def language_name(code: str | None) -> str:
    """As this page's language calls it; nothing for a paper in no language."""
    return str(locale().languages.get(code, code)) if code else ""


def language_names() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in LANGUAGES]


def size(size_in_bytes: int) -> str:
    """240 kB; 1.2 MB; no line ends between the two."""
    if size_in_bytes < MEGABYTE:
        said = gettext("%(number)s kB", number=dates.number(max(1, round(size_in_bytes / _KILOBYTE))))
    else:
        said = gettext("%(number)s MB", number=dates.decimal(round(size_in_bytes * 10 / MEGABYTE)))
    return said.replace(" ", _NO_BREAK)


def paper_url(paper: Readable | Paper, slug: str) -> str:
    return address("papers.paper", paper_id=paper.id, name=file_name(paper, slug))


def file_name(paper: Readable | Paper, slug: str) -> str:
    """concept-note-tm-legalpathways-mombasa-2022-en-v2.pdf: what a reader finds again among their downloads."""
    return f"{_stem(paper, slug)}.{paper.file_type.ending}"


def small_name(paper: Readable | Paper, slug: str) -> str:
    return f"{_stem(paper, slug)}.{FileType.WEBP.ending}"


def _stem(paper: Readable | Paper, slug: str) -> str:
    version = f"v{paper.version}" if paper.version > 1 else ""
    number = str(paper.id) if paper.kind is Kind.PHOTO else ""
    return "-".join(part for part in (paper.kind.replace("_", "-"), slug, number, paper.language, version) if part)
