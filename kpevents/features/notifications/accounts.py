"""Letters about accounts. Each is queued in the transaction of what it tells, and leaves when that is committed.

``site`` is where readers reach this installation, without a slash at its end.
"""

from datetime import datetime

from kpevents.core.links import Purpose
from kpevents.core.policy import ROLE_LABELS
from kpevents.features.accounts.models import AccountRequest, User
from kpevents.features.accounts.rules import State
from kpevents.features.notifications.writing import quoted, to_address, to_person
from kpevents.features.outbox import actions as outbox
from kpevents.features.outbox.rules import LINK, TOKEN, Kind, SecretLink
from kpevents.infra import i18n
from kpevents.infra.i18n import gettext

SIGN_IN, FORGOTTEN = "/sign-in", "/forgotten"


def _link(purpose: Purpose, subject_id: int, generation: int, path: str) -> SecretLink:
    return SecretLink(purpose, subject_id, generation, f"{path}/{TOKEN}")


def invite(user: User, *, now: datetime) -> None:
    """The link with which the person sets a password; it works for seven days and once."""
    with i18n.speaking(user.language):
        roles = i18n.listed(dict.fromkeys(gettext(ROLE_LABELS[each.role]) for each in user.grants))
        paragraphs = [
            gettext("The Secretariat of the Khartoum Process has made an account for you in KP Events, the site for the"
                    " meetings of the Process."),
            *([gettext("Your role there: %(roles)s.", roles=roles)] if roles else []),
            gettext("Open this address to choose a password. It works once, for seven days:"),
            LINK,
            gettext("Your user name is this e-mail address, %(email)s.", email=user.email),
            gettext("If you did not expect this message, write to the Secretariat. Nothing happens if you do nothing."),
        ]  # fmt: skip
        link = _link(Purpose.SET_PASSWORD, user.id, user.links, "/set-password")
        letter = to_person(user, Kind.INVITATION, gettext("Your account in KP Events"), paragraphs, link=link)
        outbox.queue(letter, now=now)


def confirm_request(request: AccountRequest, known: User | None, *, site: str, now: datetime) -> None:
    """To whoever asked for an account; ``known``: the account that the address has already, which says so instead."""
    with i18n.speaking(request.language):
        subject = gettext("Your request for an account in KP Events")
        asked = gettext("Somebody, probably you, asked for an account with this address in KP Events, the site for the"
                        " meetings of the Khartoum Process.")  # fmt: skip
        nothing = gettext("If it was not you, do nothing: no account is made.")
        if known:
            letter = to_address(request.email, Kind.ACCOUNT_REQUEST, subject, [asked, *_has_one(known, site)])
        else:
            confirm = gettext("Open this address to confirm that this mailbox is yours. It works for three days:")
            then = gettext("After that the Secretariat decides, and answers by mail.")
            link = _link(Purpose.CONFIRM_REQUEST, request.id, request.links, "/confirm-request")
            paragraphs = [asked, confirm, LINK, then, nothing]
            letter = to_address(request.email, Kind.ACCOUNT_REQUEST, subject, paragraphs, link=link)
        outbox.queue(letter, now=now)


def _has_one(known: User, site: str) -> list[str]:
    if known.state is State.ENDED:
        return [gettext("The account with this address is closed. Write to the Secretariat if you need it again.")]
    return [
        gettext("There is already an account with this address. Sign in here:"),
        f"{site}{SIGN_IN}",
        gettext("If you do not know the password any more, ask for another one here:"),
        f"{site}{FORGOTTEN}",
        gettext("If it was not you, do nothing."),
    ]


def decline_request(request: AccountRequest, reason: str, *, now: datetime) -> None:
    with i18n.speaking(request.language):
        paragraphs = [
            gettext("You asked for an account in KP Events, the site for the meetings of the Khartoum Process. The"
                    " Secretariat has not made one, for this reason:"),
            quoted(reason),
            gettext("Meetings and calendars are open to everybody without an account."),
        ]  # fmt: skip
        subject = gettext("Your request for an account in KP Events")
        outbox.queue(to_address(request.email, Kind.ACCOUNT_REQUEST, subject, paragraphs), now=now)


def forgotten(email: str, user: User | None, *, now: datetime) -> None:
    """Always one letter to the address given: a link for who has an account, else that there is none."""
    with i18n.speaking(user.language if user else i18n.language()):
        subject = gettext("Signing in to KP Events")
        asked = gettext("Somebody, probably you, asked how to sign in to KP Events with this address.")
        if user is None:
            none = gettext("There is no account with this address. Perhaps yours has another one.")
            letter = to_address(email, Kind.PASSWORD, subject, [asked, none])
        elif user.state is State.ENDED:
            closed = gettext("The account with this address is closed. Write to the Secretariat if you need it again.")
            letter = to_address(user.email, Kind.PASSWORD, subject, [asked, closed])
        else:
            paragraphs = [
                asked,
                gettext("Your user name is this e-mail address, %(email)s.", email=user.email),
                gettext("If you have forgotten your password, open this address to choose another one. It works once,"
                        " for an hour:"),
                LINK,
                gettext("Choosing another one signs you out everywhere. The codes of your phone stay as they are."),
                gettext("If it was not you, do nothing: your password stays as it is."),
            ]  # fmt: skip
            link = _link(Purpose.RESET_PASSWORD, user.id, user.links, "/reset-password")
            letter = to_person(user, Kind.PASSWORD, subject, paragraphs, link=link)
        outbox.queue(letter, now=now)
