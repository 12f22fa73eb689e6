"""What a paper is, what may be kept of it, and who may read it."""

from dataclasses import dataclass, field
from enum import StrEnum, auto
from math import ceil

from kpevents.core.errors import RuleBroken
from kpevents.core.filetypes import DOCUMENTS, PICTURES, FileType
from kpevents.core.policy import Actor, Permission, allows
from kpevents.core.text import LANGUAGES, N_, Sentence, Trilingual, searchable
from kpevents.features.meetings.rules import Sight


class Kind(StrEnum):
    """In the order in which a meeting needs them: so they stand in every list."""

    CONCEPT_NOTE = auto()
    AGENDA = auto()
    LOGISTICS_NOTE = auto()
    BACKGROUND_PAPER = auto()
    LIST_OF_PARTICIPANTS = auto()
    PRESENTATION = auto()
    STATEMENT = auto()
    CONCLUSIONS = auto()
    RECOMMENDATIONS = auto()
    DECLARATION = auto()
    REPORT = auto()
    OTHER = auto()
    PHOTO = auto()


class Audience(StrEnum):
    """From the widest to the narrowest."""

    PUBLIC = auto()
    PARTNERS = auto()
    COMMITTEE = auto()
    MEETING = auto()
    """Those who follow this one meeting."""
    SECRETARIAT = auto()


class Status(StrEnum):
    DRAFT = auto()
    FINAL = auto()
    REPLACED = auto()
    """A later version is final; this one stays for the Secretariat."""
    WITHDRAWN = auto()


KIND_LABELS = {
    Kind.CONCEPT_NOTE: N_("Concept note"),
    Kind.AGENDA: N_("Agenda"),
    Kind.LOGISTICS_NOTE: N_("Logistics note"),
    Kind.BACKGROUND_PAPER: N_("Background paper"),
    Kind.LIST_OF_PARTICIPANTS: N_("List of participants"),
    Kind.PRESENTATION: N_("Presentation"),
    Kind.STATEMENT: N_("Statement"),
    Kind.CONCLUSIONS: N_("Conclusions"),
    Kind.RECOMMENDATIONS: N_("Recommendations"),
    Kind.DECLARATION: N_("Declaration"),
    Kind.REPORT: N_("Report"),
    Kind.OTHER: N_("Other paper"),
    Kind.PHOTO: N_("Photo"),
}

AUDIENCE_LABELS = {
    Audience.PUBLIC: N_("Public"),
    Audience.PARTNERS: N_("Partners"),
    Audience.COMMITTEE: N_("Steering Committee"),
    Audience.MEETING: N_("This meeting"),
    Audience.SECRETARIAT: N_("Secretariat only"),
}

STATUS_LABELS = {
    Status.DRAFT: N_("Draft"),
    Status.FINAL: N_("Final"),
    Status.REPLACED: N_("Replaced"),
    Status.WITHDRAWN: N_("Withdrawn by the Secretariat"),
}

CHOSEN = (Status.DRAFT, Status.FINAL)
"""What an officer sets; the other two come about by replacing and by withdrawing."""

DOCUMENT_KINDS = tuple(kind for kind in Kind if kind is not Kind.PHOTO)

MEGABYTE = 2**20
MOST_BYTES = 20 * MEGABYTE
MOST_BYTES_OF_A_PHOTO = 10 * MEGABYTE


class TooLarge(RuleBroken):
    field = "file"
    message = N_("The file has %(size)s MB; at most %(most)s MB are kept of one. Make it smaller, and choose it anew.")


class WrongType(RuleBroken):
    field = "file"
    message = N_("For “%(kind)s” the file may be %(allowed)s. This one is %(found)s.")


class NoConsent(RuleBroken):
    field = "consent"
    message = N_(
        "A photo is public only when it is on record that the people in it agree. Write down who agreed and how,"
        " or choose another audience."
    )


class AlreadyReplaced(RuleBroken):
    message = N_("Version %(version)s has been replaced already. Replace the latest version instead.")


class OldVersionStays(RuleBroken):
    message = N_("Version %(version)s has been replaced and stays as it was. Change the latest version instead.")


class NothingToWithdraw(RuleBroken):
    message = N_(
        "Only a final paper can be withdrawn; this one is not final, and nobody outside the Secretariat sees it."
    )


class NothingToPublish(RuleBroken):
    message = N_("Only a draft that no later version follows can be made final. This one stays as it is.")


class AnotherKind(RuleBroken):
    field = "kind"
    message = N_("A photo stays a photo, and a document a document. Delete it and add it anew as “%(kind)s”.")


class LanguageUnknown(RuleBroken):
    field = "language"
    message = N_("A paper is in English, French or Arabic, or in no language.")


@dataclass(frozen=True, slots=True)
class Said:
    """What an officer says of a paper. ``language`` is a code, or None for what has none; the rest is for photos."""

    kind: Kind
    audience: Audience
    status: Status = Status.DRAFT
    language: str | None = None
    title: Trilingual = field(default_factory=Trilingual)
    caption: Trilingual = field(default_factory=Trilingual)
    credit: str = ""
    consent: str = ""


def types_of(kind: Kind) -> tuple[FileType, ...]:
    return PICTURES if kind is Kind.PHOTO else DOCUMENTS


def most_bytes(kind: Kind) -> int:
    return MOST_BYTES_OF_A_PHOTO if kind is Kind.PHOTO else MOST_BYTES


def ensure_size(kind: Kind, size: int) -> None:
    """``size`` in bytes. Raises TooLarge."""
    most = most_bytes(kind)
    if size > most:
        raise TooLarge(size=ceil(size / MEGABYTE), most=most // MEGABYTE)


def ensure_type(kind: Kind, found: FileType | Sentence) -> FileType:
    """``found`` is a type, or words for what the file seems to be. Raises WrongType."""
    allowed = types_of(kind)
    if isinstance(found, FileType) and found in allowed:
        return found
    said = found.label if isinstance(found, FileType) else found
    raise WrongType(kind=KIND_LABELS[kind], allowed=", ".join(each.label for each in allowed), found=said)


def ensure_said(said: Said) -> None:
    """Raises NoConsent, LanguageUnknown."""
    if said.kind is Kind.PHOTO and said.audience is Audience.PUBLIC and not said.consent:
        raise NoConsent()
    if said.language is not None and said.language not in LANGUAGES:
        raise LanguageUnknown()


def ensure_may_change(before: Kind, said: Kind, status: Status, version: int, *, latest: bool) -> None:
    """Of versions that another follows, only the one that readers have may still change.

    Raises OldVersionStays, AnotherKind.
    """
    if not latest and status is not Status.FINAL:
        raise OldVersionStays(version=version)
    if types_of(before) != types_of(said):
        raise AnotherKind(kind=KIND_LABELS[said])


def may_publish(status: Status, *, latest: bool) -> bool:
    """As it stands. What was withdrawn is looked at by itself before it is offered again."""
    return status is Status.DRAFT and latest


def ensure_may_publish(status: Status, *, latest: bool) -> None:
    """Raises NothingToPublish."""
    if not may_publish(status, latest=latest):
        raise NothingToPublish()


def ensure_may_withdraw(status: Status) -> None:
    """Raises NothingToWithdraw."""
    if status is not Status.FINAL:
        raise NothingToWithdraw()


def may_read(audience: Audience, status: Status, actor: Actor, *, meeting_id: int, seen: Sight) -> bool:
    """Whether this person may read the paper of a meeting of which they see ``seen``.

    Whoever does not see the whole meeting reads none of its papers.
    """
    if allows(actor, Permission.PLAN_MEETINGS):
        return True
    return status is Status.FINAL and seen is Sight.FULL and audience in audiences(actor, meeting_id)


def audiences(actor: Actor, meeting_id: int | None) -> frozenset[Audience]:
    """Those that this person belongs to, of one meeting; with None, those of every meeting alike."""
    if allows(actor, Permission.PLAN_MEETINGS):
        return frozenset(Audience)
    belongs = {
        Audience.PUBLIC: True,
        Audience.PARTNERS: allows(actor, Permission.SEE_FOR_PARTNERS),
        Audience.COMMITTEE: allows(actor, Permission.SEE_PLANNED),
        Audience.MEETING: allows(actor, Permission.FOLLOW_MEETING, meeting=meeting_id),
    }
    return frozenset(audience for audience, is_in_it in belongs.items() if is_in_it)


def found_by(*texts: Trilingual) -> str:
    """The words of these texts as a search looks for them, a space before each."""
    return " " + searchable(*(part for text in texts for part in text))
