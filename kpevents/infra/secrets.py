"""Secrets at rest: passwords as digests that are slow to guess, other secrets sealed, tokens as plain digests."""

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
"""Argon2id as OWASP's Password Storage Cheat Sheet sets it."""


class Unsealed(Exception):
    """What was sealed cannot be opened: the installation's key is another one now."""


def digest_of_password(password: str) -> str:
    return _hasher.hash(password)


def is_password(password: str, digest: str | None) -> bool:
    """Without a digest as slow as with one, and false: time does not tell who has an account."""
    nobody = _of_nobody()  # asked in every case: the first to ask makes it, and waits for that
    try:
        return _hasher.verify(digest or nobody, password) and digest is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _of_nobody() -> str:
    return _hasher.hash(token_urlsafe(32))


def new_token() -> str:
    """256 bits of chance, for a cookie or an address."""
    return token_urlsafe(32)


def digest_of_token(token: str) -> str:
    """A token has so much chance in it that a quick digest cannot be turned back."""
    return sha256(token.encode()).hexdigest()


def seal(text: str, secret_key: str) -> str:
    return _sealer(secret_key).encrypt(text.encode()).decode()


def unseal(sealed: str, secret_key: str) -> str:
    """Raises Unsealed."""
    try:
        return _sealer(secret_key).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unsealed from error


@cache
def _sealer(secret_key: str) -> Fernet:
    """With a key of its own purpose, derived from the installation's (RFC 5869)."""
    derived = HKDF(SHA256(), length=32, salt=None, info=b"kpevents sealed columns").derive(secret_key.encode())
    return Fernet(urlsafe_b64encode(derived))
