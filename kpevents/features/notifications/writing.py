"""How a letter of ours looks: a greeting, paragraphs, and from whom it comes. Called where its language is spoken."""

from collections.abc import Sequence

from kpevents.features.accounts.models import User
from kpevents.features.outbox.rules import Kind, Letter, SecretLink
from kpevents.infra.i18n import gettext, language

Paragraphs = Sequence[str]


def to_person(
    user: User, kind: Kind, subject: str, paragraphs: Paragraphs, *, link: SecretLink | None = None
) -> Letter:
    """To the address of their account."""
    greeting = gettext("Dear %(name)s,", name=user.name)
    return _letter(kind, user.email, subject, [greeting, *paragraphs], user.id, link)


def to_address(
    email: str, kind: Kind, subject: str, paragraphs: Paragraphs, *, person_id: int | None = None,
    link: SecretLink | None = None,
) -> Letter:  # fmt: skip
    """To an address of which we do not know whose it is: no name in it, and no word that a stranger typed."""
    return _letter(kind, email, subject, [gettext("Dear Sir or Madam,"), *paragraphs], person_id, link)


def _letter(
    kind: Kind, to: str, subject: str, paragraphs: Paragraphs, person_id: int | None, link: SecretLink | None
) -> Letter:
    body = "\n\n".join([*paragraphs, gettext("The Secretariat of the Khartoum Process")])
    return Letter(kind, to, language(), subject, f"{body}\n", person_id=person_id, link=link)


def quoted(words: str) -> str:
    """What a person wrote, each line marked: none of it can be taken for a line of ours, such as the secret link's."""
    return "\n".join(f"> {line}".rstrip() for line in words.splitlines())
