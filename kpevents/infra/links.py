"""Makes and reads the tokens of secret links. They are signed and never stored."""

import hashlib
from datetime import datetime
from typing import Any

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from kpevents.core.links import LIVES, Bearer, LinkRefused, Purpose

LONGEST = 300
"""Letters of a token; ours have fewer than a hundred."""


class Links:
    """With the key of this installation."""

    def __init__(self, secret_key: str) -> None:
        self._secret_key = secret_key

    def make(self, purpose: Purpose, subject_id: int, generation: int, *, now: datetime) -> str:
        """A token for an address; it works for ``LIVES[purpose]`` from ``now``."""
        token: str = self._of(purpose, now).dumps([subject_id, generation])
        return token

    def read(self, purpose: Purpose, token: str, *, now: datetime) -> Bearer:
        """Whom it names. Raises LinkRefused for what is too old, damaged, or was made for something else.

        Whether it was used already is for the caller to see: it was, if the row has another generation by now.
        """
        if not token.isascii() or len(token) > LONGEST:
            raise LinkRefused()
        try:
            subject_id, generation = self._of(purpose, now).loads(token, max_age=int(LIVES[purpose].total_seconds()))
        except BadData as error:
            raise LinkRefused() from error
        return Bearer(subject_id, generation)

    def _of(self, purpose: Purpose, now: datetime) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            self._secret_key,
            salt=f"kpevents link: {purpose}",
            signer=_Signer,
            signer_kwargs={"now": now, "digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )


class _Signer(TimestampSigner):
    """Is handed the time, as everything here is, instead of asking for it."""

    def __init__(self, *given: Any, now: datetime, **more: Any) -> None:
        super().__init__(*given, **more)
        self._now = now

    def get_timestamp(self) -> int:
        return int(self._now.timestamp())
