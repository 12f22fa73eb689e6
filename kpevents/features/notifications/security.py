"""Letters about what opens an account: its address, its password, its second factor (OWASP ASVS 5.0, 6.3.7)."""

from datetime import datetime

from kpevents.core.links import Purpose
from kpevents.core.text import N_, Sentence
from kpevents.features.accounts.models import User
from kpevents.features.notifications.writing import to_address, to_person
from kpevents.features.outbox import actions as outbox
from kpevents.features.outbox.rules import LINK, TOKEN, Kind, SecretLink
from kpevents.infra import dates, i18n
from kpevents.infra.i18n import gettext

PASSWORD_CHANGED = N_("The password of your account in KP Events was changed on %(moment)s.")
FACTOR_SET = N_("A second factor was set up for your account in KP Events on %(moment)s.")
FACTOR_REMOVED = N_("The second factor of your account in KP Events was removed on %(moment)s.")
CODES_RENEWED = N_("New recovery codes were made for your account in KP Events on %(moment)s. Those before are void.")


def tell(user: User, what: Sentence, *, now: datetime) -> None:
    """``what``: one of the sentences above."""
    with i18n.speaking(user.language):
        paragraphs = [gettext(what, moment=dates.moment(now)), _not_you()]
        outbox.queue(to_person(user, Kind.SECURITY, gettext("A change of your account"), paragraphs), now=now)


def _not_you() -> str:
    return gettext("If this was not you, write to the Secretariat at once.")


def ask_both_addresses(user: User, new: str, known: User | None, *, now: datetime) -> None:
    """``known``: whose address ``new`` is already. Only its mailbox hears of that."""
    _ask_old(user, new, now)
    with i18n.speaking(known.language if known else user.language):
        subject = gettext("Your new address in KP Events")
        asked = gettext("Somebody asked that this become the address of their account in KP Events.")
        if known:
            paragraphs = [asked, gettext("It is the address of your account already, and stays so. Do nothing.")]
            letter = to_address(known.email, Kind.ADDRESS_CHANGE, subject, paragraphs, person_id=known.id)
        else:
            yes = gettext("If it was you, open this address to say yes. It works for a day:")
            both = gettext("The change takes effect when the address until now has said yes as well.")
            no = gettext("If it was not you, do nothing.")
            link = SecretLink(Purpose.CONFIRM_NEW_ADDRESS, user.id, user.links, f"/confirm-new-address/{TOKEN}")
            paragraphs = [asked, yes, LINK, both, no]
            letter = to_address(new, Kind.ADDRESS_CHANGE, subject, paragraphs, person_id=user.id, link=link)
        outbox.queue(letter, now=now)


def _ask_old(user: User, new: str, now: datetime) -> None:
    with i18n.speaking(user.language):
        paragraphs = [
            gettext("You asked that %(email)s become the address of your account in KP Events.", email=new),
            gettext("If it was you, open this address to say yes. It works for a day:"),
            LINK,
            gettext("The change takes effect when the new address has said yes as well."),
            gettext(
                "If it was not you, somebody knows your password: change it at once, and write to the Secretariat."
            ),
        ]
        link = SecretLink(Purpose.CONFIRM_OLD_ADDRESS, user.id, user.links, f"/confirm-old-address/{TOKEN}")
        subject = gettext("Your new address in KP Events")
        outbox.queue(to_person(user, Kind.ADDRESS_CHANGE, subject, paragraphs, link=link), now=now)


def tell_address_changed(user: User, before: str, *, now: datetime) -> None:
    """To both: the one before, and the one from now on."""
    with i18n.speaking(user.language):
        changed = gettext(
            "The address of your account in KP Events was changed on %(moment)s. From now on you sign in with"
            " %(email)s.",
            moment=dates.moment(now),
            email=user.email,
        )
        for address in (before, user.email):
            letter = to_address(
                address, Kind.SECURITY, gettext("A change of your account"), [changed, _not_you()], person_id=user.id
            )
            outbox.queue(letter, now=now)
