"""How often something may be tried: counted in the database, so that every process of the server counts together."""

from hashlib import sha256
from ipaddress import ip_address, ip_network
from math import ceil

from limits import parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import BigInteger, String, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.core.errors import TooMany
from kpevents.infra import clock
from kpevents.infra.db import Base, db


class Tried(Base):
    """How often under one key in the window that ends then, in seconds since 1970."""

    __tablename__ = "tried"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    count: Mapped[int]
    until: Mapped[int] = mapped_column(BigInteger)


class Counters(Storage):
    """The tables behind the library ``limits``. Each count is a transaction of its own: a refusal is counted too."""

    STORAGE_SCHEME = ("kpevents",)  # type: ignore[assignment]

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = _seconds()
        fresh = {"key": key, "count": amount, "until": now + expiry}
        dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
        put = dialect.insert(Tried).values(**fresh)
        over = Tried.until <= now
        counted = put.on_conflict_do_update(
            index_elements=[Tried.key],
            set_={
                "count": case((over, amount), else_=Tried.count + amount),
                "until": case((over, now + expiry), else_=Tried.until),
            },
        ).returning(Tried.count)
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            return int(connection.execute(counted).scalar_one())

    def get(self, key: str) -> int:
        return self._row(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._row(key)[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(delete(Tried))
        return None

    def clear(self, key: str) -> None:
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(delete(Tried).where((Tried.key == key) | (Tried.until <= _seconds())))

    def _row(self, key: str) -> tuple[int, int]:
        now = _seconds()
        with db.engine.connect() as connection, connection.begin():
            row = connection.execute(select(Tried.count, Tried.until).where(Tried.key == key)).first()
        return (row[0], row[1]) if row and row[1] > now else (0, now)


def _seconds() -> int:
    return int(clock.now().timestamp())


_limiter = FixedWindowRateLimiter(Counters())


def count(what: str, whom: str, limit: str) -> None:
    """One more try. ``limit`` as the library reads it: ``5 per 15 minutes``. Raises TooMany, with the wait in seconds.

    Of ``whom``, an address or a host, only a digest is kept.
    """
    item, key = parse(limit), _digest(whom)
    if not _limiter.hit(item, what, key):
        until = _limiter.get_window_stats(item, what, key).reset_time
        raise TooMany(seconds=max(1, ceil(until - _seconds())))


def forgive(what: str, whom: str, limit: str) -> None:
    """Whoever got it right begins anew."""
    _limiter.clear(parse(limit), what, _digest(whom))


def forget_old() -> None:
    """Counts whose window is over say nothing any more."""
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(delete(Tried).where(Tried.until <= _seconds()))


def host(address: str) -> str:
    """What is counted as one host: of IPv6 the network, since whoever has one has all 2^64 addresses in it."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4 or found.ipv4_mapped:
        return str(found if found.version == 4 else found.ipv4_mapped)
    return str(ip_network((found, 64), strict=False))


def _digest(whom: str) -> str:
    return sha256(whom.encode()).hexdigest()[:32]
