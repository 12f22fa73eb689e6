"""The second factor: time-based codes (RFC 6238) from an application on a phone, and codes on paper for its loss."""

import hmac
from base64 import b32encode
from collections.abc import Sequence
from datetime import datetime
from secrets import token_bytes

import pyotp
from sqlalchemy import delete

from kpevents.core.policy import Actor
from kpevents.core.text import searchable
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions.notes import note
from kpevents.features.accounts.models import RecoveryCode, SignIn, User
from kpevents.features.accounts.rules import CodeWrong, FactorUnreadable
from kpevents.features.journal.rules import Deed
from kpevents.infra.db import db
from kpevents.infra.secrets import Unsealed, digest_of_password, is_password, seal, unseal

ISSUER = "KP Events"
CODES = 10
_STEP = 30
_DIGITS_AND_SOME = 8
_DRIFT = 1
"""Steps before and after that a phone's clock may be off (RFC 6238, 5.2)."""


def enrol(user: User, secret_key: str) -> None:
    """A secret waits to be shown until a code proves that the phone has it: the same one for as long as it waits.

    A factor that is in force stays as it is.
    """
    if user.totp_since is not None or _is_readable(user, secret_key):
        return
    user.totp_secret, user.totp_step = seal(pyotp.random_base32(), secret_key), 0
    db.session.flush()


def secret_of(user: User, secret_key: str) -> str | None:
    """Raises FactorUnreadable."""
    try:
        return unseal(user.totp_secret, secret_key) if user.totp_secret else None
    except Unsealed as error:
        raise FactorUnreadable() from error


def _is_readable(user: User, secret_key: str) -> bool:
    try:
        return secret_of(user, secret_key) is not None
    except FactorUnreadable:
        return False


def address_for_phone(user: User, secret: str) -> str:
    """What the square picture holds: an ``otpauth://`` address."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)


def check(user: User, code: str, secret_key: str, *, now: datetime) -> None:
    """A code of the phone, each good once. Raises CodeWrong, FactorUnreadable.

    ``user`` is held: of two who send the same code at once, the second is refused.
    """
    secret = secret_of(user, secret_key)
    step = _step_of(code, secret, now) if secret else None
    if step is None or step <= user.totp_step:
        raise CodeWrong()
    user.totp_step = step
    db.session.flush()


def _step_of(code: str, secret: str, now: datetime) -> int | None:
    """Digits of any script are taken: an Arabic keyboard writes its own."""
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // _STEP
    plain = "".join(searchable(code).split()).encode()
    steps = range(current - _DRIFT, current + _DRIFT + 1)
    return next((step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), plain)), None)


def confirm(user: User, code: str, secret_key: str, *, by: Actor, now: datetime) -> Sequence[str]:
    """From now on it is asked for. Gives the recovery codes, to be shown once. Raises CodeWrong."""
    check(user, code, secret_key, now=now)
    user.totp_since = now
    note(user.id, Deed.FACTOR_SET, by=by, now=now)
    return renew_codes(user)


def renew_codes(user: User) -> Sequence[str]:
    """Those before are void."""
    codes = [_code() for _ in range(CODES)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.add_all([RecoveryCode(user_id=user.id, code_hash=digest_of_password(_bare(code))) for code in codes])
    db.session.flush()
    return codes


def _code() -> str:
    """80 bits, in groups that can be read aloud."""
    letters = b32encode(token_bytes(10)).decode()
    return "-".join(letters[n : n + 4] for n in range(0, 16, 4))


def _bare(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def use_recovery_code(user: User, code: str) -> None:
    """Raises CodeWrong. ``user`` is held: each code is good once."""
    bare = _bare(code)
    found = next((row for row in queries.recovery_codes(user.id) if is_password(bare, row.code_hash)), None)
    if found is None:
        raise CodeWrong()
    db.session.delete(found)
    db.session.flush()


def prove(user: User, code: str, secret_key: str, *, now: datetime) -> None:
    """Six digits are the phone's, anything longer a recovery code. Raises CodeWrong, FactorUnreadable."""
    if sum(letter.isalnum() for letter in code) > _DIGITS_AND_SOME:
        use_recovery_code(user, code)
    else:
        check(user, code, secret_key, now=now)


def remove(user: User, *, keep: int | None, by: Actor, now: datetime) -> None:
    """Its phone is lost, or another takes its place. Ends all sessions of this person but ``keep``."""
    user.totp_secret, user.totp_since, user.totp_step = None, None, 0
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.id != (keep or 0)))
    note(user.id, Deed.FACTOR_REMOVED, by=by, now=now)
