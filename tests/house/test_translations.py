"""Everything a person reads is there in each language."""

from enum import StrEnum
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kpevents.application import PACKAGE, ROOT
from kpevents.core import policy, timespan
from kpevents.core.text import LANGUAGES
from kpevents.features.governance import rules as governance
from kpevents.features.hosting.rules import chairmanship, offers, turns
from kpevents.features.journal import rules as journal
from kpevents.features.meetings import rules as meetings
from kpevents.features.outbox import rules as outbox
from kpevents.features.papers import rules as papers
from kpevents.features.partners import rules as partners
from kpevents.features.partners.contacts import rules as contacts
from kpevents.web import errors, exports, lines, values
from kpevents.web.journal import sentences

METHODS = [("kpevents/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "lazy_gettext": None}
WRITTEN = {found[2] for found in extract_from_dir(str(ROOT), METHODS, keywords=KEYWORDS)}

LABELS = [
    (meetings.STATUS_LABELS, meetings.Status),
    (meetings.FORMAT_LABELS, meetings.Format),
    (meetings.ROLE_LABELS, meetings.RoleName),
    (meetings.LEVEL_LABELS, meetings.Level),
    (partners.KIND_LABELS, partners.Kind),
    (governance.EVIDENCE_LABELS, governance.Evidence),
    (governance.BODY_LABELS, governance.BodySlug),
    (partners.SIDE_LABELS, partners.Side),
    (contacts.CONTACT_LABELS, contacts.ContactKind),
    (contacts.SPEAKS_LABELS, contacts.Speaks),
    (contacts.CHECK_LABELS, contacts.CheckState),
    (meetings.MARK_LABELS, meetings.Mark),
    (policy.ROLE_LABELS, policy.Role),
    (outbox.STATE_LABELS, outbox.State),
    (outbox.KIND_LABELS, outbox.Kind),
    (journal.SUBJECT_LABELS, journal.Subject),
    (journal.DEED_LABELS, journal.Deed),
    (sentences.DEEDS, journal.Deed),
    (sentences.SUBJECTS, journal.Subject),
    (values.VISIBILITY_LABELS, meetings.Visibility),
    (values.PRECISION_LABELS, timespan.Precision),
    (exports.FILE_TYPE_LABELS, exports.FileType),
    (lines._IN_A_LINE, meetings.RoleName),
    (papers.KIND_LABELS, papers.Kind),
    (papers.AUDIENCE_LABELS, papers.Audience),
    (papers.STATUS_LABELS, papers.Status),
    (turns.SHARE_LABELS, turns.Share),
    (offers.OFFERED_ROLE_LABELS, offers.OfferedRole),
    (offers.STANDING_LABELS, offers.Standing),
    (chairmanship.STEP_LABELS, chairmanship.Step),
]


def catalogue(language: str):
    with Path(PACKAGE / "locale" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def written(message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_sentence_is_translated(language):
    there = {message.id: message for message in catalogue(language) if message.id}
    assert set(there) == WRITTEN
    assert [sentence for sentence, message in there.items() if not written(message)] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_translation_is_a_guess_or_loses_a_value(language):
    wrong = [message.id for message in catalogue(language) if message.fuzzy or list(message.check())]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_catalogue_names_no_person_and_no_moment(language):
    text = (PACKAGE / "locale" / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    unwanted = ("EMAIL@ADDRESS", "FULL NAME", "POT-Creation-Date", "PO-Revision-Date")
    assert [word for word in unwanted if word in text] == []


@pytest.mark.parametrize(("labels", "choices"), LABELS, ids=[choices.__name__ for _, choices in LABELS])
def test_every_choice_has_its_label(labels: dict[StrEnum, str], choices):
    assert set(labels) == set(choices)
    assert set(labels.values()) <= WRITTEN


def test_every_refusal_has_a_title():
    assert set(errors.TITLES) >= {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}
