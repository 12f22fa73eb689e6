from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kpevents.core.policy import Role
from kpevents.features.accounts.rules import Stage, State
from kpevents.infra.db import Base


class User(Base):
    """A person with an account. The address is the user name, stored as ``rules.normal_address`` writes it."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("state <> 'active' OR password_hash IS NOT NULL", name="active_has_a_password"),
        CheckConstraint("new_email IS NOT NULL OR NOT (new_confirmed OR old_confirmed)", name="confirms_a_new_address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    """Empty once the person was erased."""
    words: Mapped[str] = mapped_column(String(1000), default="")
    """Name and address as they are searched."""
    language: Mapped[str] = mapped_column(String(2), default="en")
    state: Mapped[State] = mapped_column(default=State.INVITED)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    links: Mapped[int] = mapped_column(default=0)
    """The generation of its links by mail: whoever uses one makes all before it void. Asking for another does not,
    or anybody could make void what somebody else has in the mail.
    """
    new_email: Mapped[str | None] = mapped_column(String(254))
    new_confirmed: Mapped[bool] = mapped_column(default=False)
    old_confirmed: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[str | None] = mapped_column(String(300))
    """Sealed with a key of the installation: a copy of the database alone signs nobody in."""
    totp_since: Mapped[datetime | None]
    totp_step: Mapped[int] = mapped_column(default=0)
    """The last time step whose code was used: no code is good twice (RFC 6238, 5.2)."""
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    grants: Mapped[list["UserGrant"]] = relationship(
        lazy="raise_on_sql", order_by="UserGrant.id", cascade="all, delete-orphan"
    )


def _once(name: str, when: str, *scope: str) -> Index:
    """Nobody holds the same role twice in the same place; NULL differs from NULL, so each place has an index."""
    where = text(when)
    return Index(
        f"uq_user_grants_{name}", "user_id", "role", *scope, unique=True, sqlite_where=where, postgresql_where=where
    )


class UserGrant(Base):
    __tablename__ = "user_grants"
    __table_args__ = (
        CheckConstraint("(role IN ('focal_point', 'deputy')) = (partner_id IS NOT NULL)", name="of_a_partner"),
        CheckConstraint("(role = 'host_liaison') = (meeting_id IS NOT NULL)", name="of_a_meeting"),
        CheckConstraint("role <> 'host_liaison' OR ends_on IS NOT NULL", name="liaison_ends"),
        _once("everywhere", "partner_id IS NULL AND meeting_id IS NULL"),
        _once("for_a_partner", "partner_id IS NOT NULL", "partner_id"),
        _once("for_a_meeting", "meeting_id IS NOT NULL", "meeting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    ends_on: Mapped[date | None]
    """Its last day."""


class SignIn(Base):
    """One browser in which somebody is signed in, or on the way. Of its secret only the digest is stored."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    stage: Mapped[Stage]
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    browser: Mapped[str] = mapped_column(String(60), default="")


class RecoveryCode(Base):
    """Good once, in place of the second factor."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(200))


class AccountRequest(Base):
    """Somebody asked for an account. Confirmed: the address is theirs; then the secretariat decides."""

    __tablename__ = "account_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(String(2000), default="")
    """What they say of themselves and of what they need it for."""
    language: Mapped[str] = mapped_column(String(2))
    links: Mapped[int]
    """The generation of its link, by chance: SQLite gives the number of a request that is gone to the next one."""
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
