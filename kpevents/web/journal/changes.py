"""What became of each field, in words: from what to what, of personal fields only that they changed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kpevents.web.fields import field_label
from kpevents.web.journal.said import Said
from kpevents.web.journal.sentences import CAME, IN_LANGUAGE, MOVED, PERSONAL, WENT
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.reading import Reading
from kpevents.web.values import in_words, is_text_in_languages

_AROUND, _LONGEST = 60, 240
"""Letters: what is shown before a difference in a long text, and of the text in all."""

_SHOWN_IN_ONE_LANGUAGE = frozenset({"type", "domain", "series", "meeting", "endorsed_at", "handover"})
"""Fields that name another record: what it is called, not a text that somebody edits."""


def changes_in_words(changes: Sequence[Mapping[str, Any]], subject: str, read: Reading) -> list[Said]:
    """A sentence for each field; for a text in three languages one for each language that changed."""
    return [said for change in changes for said in _said(change, subject, read)]


def _said(change: Mapping[str, Any], subject: str, read: Reading) -> Iterator[Said]:
    name: str = change["field"]
    label = field_label(name)
    if change.get("personal"):
        yield Said(PERSONAL, {"field": label})
        return
    before, after = change.get("before"), change.get("after")
    if name not in _SHOWN_IN_ONE_LANGUAGE and (is_text_in_languages(before) or is_text_in_languages(after)):
        for code, language in NAMES_OF_LANGUAGES.items():
            texts = [each.get(code, "") if isinstance(each, dict) else "" for each in (before, after)]
            yield from _moved(Said(IN_LANGUAGE, {"field": label, "language": language}), *texts)
        return
    words = (in_words(name, each, read, subject=subject) for each in (before, after))
    yield from _moved(label, *words)


def _moved(field: str | Said, before: str, after: str) -> Iterator[Said]:
    if before == after:
        return
    before, after = _shortened(before, after)
    sentence = MOVED if before and after else CAME if after else WENT
    yield Said(sentence, {"field": field, "before": before, "after": after})


def _shortened(before: str, after: str) -> tuple[str, str]:
    """Of long texts the place where they begin to differ."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    pairs, shorter = zip(before, after, strict=False), min(len(before), len(after))
    alike = next((n for n, (one, other) in enumerate(pairs) if one != other), shorter)
    begin = max(0, alike - _AROUND) if shorter else 0
    return _piece(before, begin), _piece(after, begin)


def _piece(text: str, begin: int) -> str:
    piece = text[begin : begin + _LONGEST]
    return f"{'…' if begin and piece else ''}{piece}{'…' if begin + _LONGEST < len(text) else ''}"
