"""What is asked of the library and the gallery: filters in the address, as in the list of meetings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kpevents.core.text import LANGUAGES, has_controls
from kpevents.features.meetings import whole
from kpevents.features.meetings.models import Meeting
from kpevents.features.papers.library import Asked
from kpevents.features.papers.rules import DOCUMENT_KINDS, KIND_LABELS, Kind
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.filter_words import chosen_words
from kpevents.web.filters import Filters, NotAChoice, NotADate, NotText, read_filters
from kpevents.web.paper_lines import language_name
from kpevents.web.reading import Reading

_OF_MEETINGS = ("q", "type", "partner", "domain")
_OF_PAPERS = ("kind", "language", "year", "meeting")
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Question:
    """``filters`` is what the address says; ``asked`` is what it means. ``meeting``: the one it is narrowed to."""

    filters: Filters
    asked: Asked
    meeting: Meeting | None

    def words(self, read: Reading) -> list[tuple[str, str]]:
        """Each filter in the reader's language, and the address without it."""
        given, spoken = self.filters.given, read.language
        of_meetings = Filters({name: given[name] for name in _OF_MEETINGS if name in given}, self.filters.wanted)
        in_words = (word for word, _ in chosen_words(of_meetings, read, spoken))
        said = dict(zip(of_meetings.given, in_words, strict=True))
        if self.asked.kind:
            said["kind"] = gettext(KIND_LABELS[self.asked.kind])
        if self.asked.language:
            said["language"] = language_name(self.asked.language)
        if "year" in given:
            said["year"] = dates.digits(given["year"])
        if self.meeting:
            said["meeting"] = self.meeting.title[spoken]
        return [(word, self.filters.query(**{name: None}) or "?") for name, word in said.items()]


def read_question(args: Mapping[str, str], read: Reading) -> Question:
    """Raises NotFound for what is not there for this person, NotUnderstood for what has no meaning."""
    own = {name: value for name in _OF_PAPERS if (value := args.get(name, "").strip())}
    if has_controls("".join(own.values())):
        raise NotText()
    year = _year(own.get("year"))
    asked_of_meetings = {name: args[name] for name in _OF_MEETINGS if name in args}
    filters = read_filters(asked_of_meetings | year, read)
    given = {name: value for name, value in filters.given.items() if name in _OF_MEETINGS} | own
    meeting = whole.get_visible(own["meeting"], read.reader)[0] if "meeting" in own else None
    asked = Asked(
        wanted=filters.wanted,
        kind=_kind(own.get("kind")),
        language=_language(own.get("language")),
        meeting_id=meeting.id if meeting else None,
    )
    return Question(Filters(given, filters.wanted), asked, meeting)


def _year(given: str | None) -> dict[str, str]:
    """As the list of meetings asks for one."""
    if given is None:
        return {}
    if not _YEAR.fullmatch(given):
        raise NotADate(value=given[:40])
    return {"from": given, "to": given}


def _kind(given: str | None) -> Kind | None:
    if given is None:
        return None
    if given not in DOCUMENT_KINDS:
        raise NotAChoice(name="kind", value=given[:40])
    return Kind(given)


def _language(given: str | None) -> str | None:
    if given is not None and given not in LANGUAGES:
        raise NotAChoice(name="language", value=given[:40])
    return given
