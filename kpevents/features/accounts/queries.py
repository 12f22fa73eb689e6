from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import selectinload

from kpevents.core.errors import NotFound
from kpevents.core.links import Bearer, LinkRefused
from kpevents.core.policy import Actor, Grant, Role
from kpevents.core.text import searchable
from kpevents.features.accounts.models import AccountRequest, RecoveryCode, SignIn, User, UserGrant
from kpevents.features.accounts.rules import Given, Stage, State, lives, normal_address, running
from kpevents.infra.db import db
from kpevents.infra.secrets import digest_of_token, is_password


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits at a browser, as one request needs to know."""

    sign_in_id: int
    user_id: int
    name: str
    email: str
    stage: Stage
    seen_at: datetime
    has_second_factor: bool
    grants: frozenset[Grant]

    @property
    def actor(self) -> Actor:
        return Actor(self.user_id, self.name, self.grants)


_ROWS = (
    select(SignIn, User, UserGrant)
    .join(User, User.id == SignIn.user_id)
    .outerjoin(UserGrant, UserGrant.user_id == User.id)
)


def signed_in(token: str, now: datetime) -> SignedIn | None:
    """None for a token that is unknown or whose session is over. One statement."""
    rows = db.session.execute(_ROWS.where(SignIn.token_hash == digest_of_token(token))).all()
    if not rows:
        return None
    sign_in, user, _ = rows[0]
    if user.state is not State.ACTIVE or not lives(sign_in.stage, sign_in.began_at, sign_in.seen_at, now):
        return None
    return SignedIn(
        sign_in_id=sign_in.id,
        user_id=user.id,
        name=user.name,
        email=user.email,
        stage=sign_in.stage,
        seen_at=sign_in.seen_at,
        has_second_factor=user.totp_since is not None,
        grants=running((given(row[2]) for row in rows if row[2]), now.date()),
    )


def given(row: UserGrant) -> Given:
    return Given(row.role, row.partner_id, row.meeting_id, row.ends_on)


def get(user_id: int) -> User:
    """With its grants. Raises NotFound."""
    user = db.session.get(User, user_id, options=[selectinload(User.grants)], populate_existing=True)
    if user is None:
        raise NotFound()
    return user


def held(user_id: int) -> User:
    """As ``get``, and nobody else changes it until the commit: of two who use one code at once, one comes first."""
    asked = select(User).where(User.id == user_id).with_for_update()
    if db.session.scalar(asked) is None:
        raise NotFound()
    return get(user_id)


def behind(bearer: Bearer, *, to_use: bool = False) -> User:
    """The account that a link was made for, held if the link is used now.

    Raises LinkRefused once it was used, or the account is closed.
    """
    try:
        user = held(bearer.subject_id) if to_use else get(bearer.subject_id)
    except NotFound as error:
        raise LinkRefused() from error
    if user.links != bearer.generation or user.state is State.ENDED:
        raise LinkRefused()
    return user


def find_by_address(email: str) -> User | None:
    """Without its grants: the same one statement whether there is an account or not."""
    return db.session.scalar(select(User).where(User.email == normal_address(email)))


def with_password(email: str, password: str) -> User | None:
    """The active account that these open. Takes the same time whether the address has an account or not."""
    user = find_by_address(email)
    digest = user.password_hash if user and user.state is State.ACTIVE else None
    return user if is_password(password, digest) else None


def there_is_an_administrator() -> bool:
    """One who can sign in."""
    asked = exists().where(
        UserGrant.role == Role.ADMINISTRATOR, UserGrant.user_id == User.id, User.state == State.ACTIVE
    )
    return bool(db.session.scalar(select(asked)))


def hold_administrators() -> int:
    """How many there are who can sign in; until the commit nobody else makes them fewer."""
    granted = exists().where(UserGrant.user_id == User.id, UserGrant.role == Role.ADMINISTRATOR)
    db.session.execute(select(User.id).where(granted).order_by(User.id).with_for_update()).all()
    # Counted apart: what was locked was found before the wait.
    return db.session.scalar(select(func.count(User.id)).where(granted, User.state == State.ACTIVE)) or 0


def is_administrator(user_id: int) -> bool:
    asked = exists().where(UserGrant.user_id == user_id, UserGrant.role == Role.ADMINISTRATOR)
    return bool(db.session.scalar(select(asked)))


def sign_ins(user_id: int, now: datetime) -> Sequence[SignIn]:
    """The browsers in which this person is signed in, the last used first."""
    asked = select(SignIn).where(SignIn.user_id == user_id, SignIn.stage == Stage.FULL)
    rows = db.session.scalars(asked.order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()
    return [row for row in rows if lives(row.stage, row.began_at, row.seen_at, now)]


def get_sign_in(sign_in_id: int, user_id: int) -> SignIn:
    """Raises NotFound, for somebody else's too."""
    row = db.session.scalar(select(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user_id))
    if row is None:
        raise NotFound()
    return row


def recovery_codes(user_id: int) -> Sequence[RecoveryCode]:
    return db.session.scalars(select(RecoveryCode).where(RecoveryCode.user_id == user_id)).all()


Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class People:
    """Which accounts a list shows; what is None is not asked."""

    words: str = ""
    role: Role | None = None
    state: State | None = None
    partner_id: int | None = None
    ids: Sequence[int] = ()


def people(wanted: People, *, page: int = 1, size: int | None = None) -> Sequence[User]:
    """With their grants, in the order of their names; a page of them, or all. Pages count from 1."""
    asked = _asked(wanted, select(User)).options(selectinload(User.grants)).order_by(func.lower(User.name), User.id)
    return db.session.scalars(asked.limit(size).offset((page - 1) * size) if size else asked).all()


def people_ids(wanted: People) -> Sequence[int]:
    """In the order of the list."""
    return db.session.scalars(_asked(wanted, select(User.id)).order_by(func.lower(User.name), User.id)).all()


def count_people(wanted: People) -> int:
    return db.session.scalar(_asked(wanted, select(func.count(User.id)))) or 0


def _asked(wanted: People, asked: Select[Asked]) -> Select[Asked]:
    for word in searchable(wanted.words).split():
        asked = asked.where(User.words.contains(word, autoescape=True))
    if wanted.state:
        asked = asked.where(User.state == wanted.state)
    if wanted.ids:
        asked = asked.where(User.id.in_(wanted.ids))
    if wanted.role or wanted.partner_id:
        held = exists().where(UserGrant.user_id == User.id)
        held = held.where(UserGrant.role == wanted.role) if wanted.role else held
        held = held.where(UserGrant.partner_id == wanted.partner_id) if wanted.partner_id else held
        asked = asked.where(held)
    return asked


def names(user_ids: Sequence[int]) -> dict[int, str]:
    """Of those who were not erased."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(user_ids), User.erased_at.is_(None)))
    return {row.id: row.name for row in rows}


def requests_waiting() -> Sequence[AccountRequest]:
    """Whose address is confirmed, the oldest first."""
    confirmed = select(AccountRequest).where(AccountRequest.confirmed_at.is_not(None))
    return db.session.scalars(confirmed.order_by(AccountRequest.confirmed_at, AccountRequest.id)).all()


def count_requests() -> int:
    asked = select(func.count()).select_from(AccountRequest).where(AccountRequest.confirmed_at.is_not(None))
    return db.session.scalar(asked) or 0


def get_request(request_id: int, *, to_decide: bool = False) -> AccountRequest:
    """One that is confirmed; of two officers who decide at once, one comes first. Raises NotFound."""
    asked = select(AccountRequest).where(AccountRequest.id == request_id)
    row = db.session.scalar(asked.with_for_update() if to_decide else asked)
    if row is None or row.confirmed_at is None:
        raise NotFound()
    return row


def asked_by(bearer: Bearer) -> AccountRequest:
    """The request that a link was made for. Raises LinkRefused when it was decided, or forgotten."""
    row = db.session.get(AccountRequest, bearer.subject_id)
    if row is None or row.links != bearer.generation:
        raise LinkRefused()
    return row


def liaisons(meeting_id: int, today: date) -> Sequence[User]:
    """Who follows this meeting just now."""
    held = (UserGrant.meeting_id == meeting_id, UserGrant.ends_on >= today)
    return db.session.scalars(select(User).join(UserGrant).where(*held).order_by(User.name)).all()
