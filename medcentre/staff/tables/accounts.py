"""Tables of accounts, roles, sessions, delegations, settings."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from medcentre.kernel.permissions import Role
from medcentre.store.base import Base, Entered, Key, UtcDateTime, Versioned
from medcentre.store.guards import append_only, refuse_when

_ROLES = ", ".join(repr(str(r)) for r in Role)
_ADMINS = "('it_admin', 'sec_admin', 'audit_admin')"


class Account(Entered, Versioned, Base):
    """Who may sign in. The name is unique under one rule for case and width (T13)."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", "dates"),
        CheckConstraint("failures >= 0", "failures"),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(40), nullable=False)
    name_key: Mapped[str] = mapped_column(String(40), nullable=False, unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), unique=True)
    full_name: Mapped[str] = mapped_column(String(40), nullable=False)
    password_hash: Mapped[str] = mapped_column(String(200), nullable=False)
    password_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    must_change: Mapped[bool] = mapped_column(nullable=False)
    valid_from: Mapped[date] = mapped_column(nullable=False)
    valid_until: Mapped[date | None]
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(nullable=False, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_secret: Mapped[str] = mapped_column(String(64), nullable=False, default="")
    totp_step: Mapped[int] = mapped_column(nullable=False, default=0)
    last_sign_in: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AccountRole(Base):
    """A role granted and, perhaps, revoked. An open row is a right that holds."""

    __tablename__ = "account_role"
    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", "role"),
        Index(
            "uq_account_role_open",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),  # fmt: skip
    )

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), nullable=False, index=True)
    role: Mapped[str] = mapped_column(String(16), nullable=False)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    granted_by: Mapped[str] = mapped_column(String(60), nullable=False)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str] = mapped_column(String(60), nullable=False, default="")


refuse_when(
    "account_admin_alone",
    "account_role",
    "INSERT",
    f"NEW.revoked_at IS NULL AND EXISTS (SELECT 1 FROM account_role o WHERE "
    f"o.account_id = NEW.account_id AND o.role <> NEW.role AND o.revoked_at IS NULL "
    f"AND (o.role IN {_ADMINS} OR NEW.role IN {_ADMINS}))",
)


class PasswordHistory(Base):
    """Former passwords as hashes, so that the last five do not come back (SEC-20)."""

    __tablename__ = "password_history"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), nullable=False, index=True)
    password_hash: Mapped[str] = mapped_column(String(200), nullable=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)


append_only("password_history")


class DeskSession(Base):
    """Somebody at a desk, from sign-in to sign-out."""

    __tablename__ = "desk_session"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), nullable=False, index=True)
    workstation: Mapped[str] = mapped_column(String(80), nullable=False)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_how: Mapped[str] = mapped_column(String(16), nullable=False, default="")


class Delegation(Entered, Versioned, Base):
    """Somebody acts for somebody, role by role, from … to … (SIGN-04)."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("until_at > from_at", "order"),
        CheckConstraint("giver_id <> taker_id", "two"),
        CheckConstraint(f"role NOT IN {_ADMINS}", "role"),
    )

    id: Mapped[Key]
    giver_id: Mapped[int] = mapped_column(ForeignKey("account.id"), nullable=False, index=True)
    taker_id: Mapped[int] = mapped_column(ForeignKey("account.id"), nullable=False, index=True)
    role: Mapped[str] = mapped_column(String(16), nullable=False)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    until_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    reason: Mapped[str] = mapped_column(String(200), nullable=False)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SettingValue(Versioned, Base):
    """A changed setting of the centre; a default needs no row."""

    __tablename__ = "setting_value"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text, nullable=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    changed_by: Mapped[str] = mapped_column(String(60), nullable=False)
