"""Pure rules of staff and accounts."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from medcentre.kernel.errors import KernelCode, Violation
from medcentre.kernel.periods import add_months
from medcentre.kernel.permissions import Role
from medcentre.kernel.texts import search_key
from medcentre.staff.facts import (
    ADMIN_ROLES,
    EMPLOYER_OF,
    HOSPITAL_SIDE,
    POLICE_SIDE,
    AnySetting,
    Category,
    EmployerKind,
    MaternityFact,
    MaternityKind,
    StaffCode,
)

PASSWORD_LENGTH = 10
"""Shortest password (SEC-20)."""

PASSWORD_KINDS = 3
"""Kinds of characters a password needs of capitals, small letters, digits, signs (SEC-20)."""

PASSWORDS_KEPT = 5
"""How many former passwords may not come back (SEC-20)."""

BARRED_WEEKS = 28
"""Pregnancy from the seventh month: no night, no overtime (ROS-05)."""


def side_of(category: Category | None, employer: EmployerKind | None) -> str:
    """Side of a joint signature, empty for people of neither (SIGN-02).

    The employer decides; the category only where the employer is joint or foreign.
    """
    if employer is EmployerKind.POLICE or employer is EmployerKind.GUARD_COMPANY:
        return POLICE_SIDE
    if employer is EmployerKind.HOSPITAL:
        return HOSPITAL_SIDE
    if category in (Category.POLICE, Category.AUX_POLICE, Category.GUARD):
        return POLICE_SIDE
    if category in (
        Category.DOCTOR,
        Category.NURSE,
        Category.PHARMACIST,
        Category.MED_TECH,
        Category.INFECTION_CTRL,
        Category.CARE_WORKER,
    ):
        return HOSPITAL_SIDE
    return ""


def usual_employer(category: Category) -> EmployerKind:
    """Who most likely employs a person of a category."""
    return EMPLOYER_OF.get(category, EmployerKind.HOSPITAL)


def night_barred(facts: Iterable[MaternityFact], day: date) -> bool:
    """Whether night duty and overtime are forbidden on a day (ROS-05)."""
    return any(bars(fact, day) for fact in facts)


def bars(fact: MaternityFact, day: date) -> bool:
    """Whether one fact forbids night duty and overtime on a day, inside its own dates (ROS-05)."""
    if day < fact.since or (fact.ended is not None and day > fact.ended):
        return False
    if fact.kind is MaternityKind.PREGNANT:
        return day >= fact.since + timedelta(weeks=BARRED_WEEKS)
    return day < add_months(fact.since, 12)


def check_dates(joined_on: date | None, left_on: date | None) -> Iterator[Violation]:
    """Nobody leaves before joining."""
    if joined_on and left_on and left_on < joined_on:
        yield Violation(StaffCode.LEFT_BEFORE_JOINED, where="left_on")


def check_span(first: date, last: date, where: str = "last_day") -> Iterator[Violation]:
    """The end of a stretch of days is not before its start (T2)."""
    if last < first:
        yield Violation(KernelCode.END_BEFORE_START, where=where)


def check_password(password: str, user: str) -> Iterator[Violation]:
    """Length, kinds of characters, not the name (SEC-20)."""
    if len(password) < PASSWORD_LENGTH:
        yield Violation(StaffCode.PASSWORD_SHORT, "password", {"length": PASSWORD_LENGTH}, "SEC-20")
    kinds = (
        any(c.isupper() for c in password),
        any(c.islower() for c in password),
        any(c.isdigit() for c in password),
        any(not c.isalnum() for c in password),
    )
    if sum(kinds) < PASSWORD_KINDS:
        yield Violation(StaffCode.PASSWORD_KINDS, "password", rule="SEC-20")
    if user and search_key(user) in search_key(password):
        yield Violation(StaffCode.PASSWORD_IS_NAME, "password", rule="SEC-20")


def check_roles(roles: frozenset[Role], valid_until: date | None) -> Iterator[Violation]:
    """An administrator holds that role alone; an inspector's account has an end (SEC-21)."""
    if roles & ADMIN_ROLES and len(roles) > 1:
        yield Violation(StaffCode.ADMIN_ROLE_ALONE, "roles", rule="SEC-21")
    if Role.INSPECTOR in roles and valid_until is None:
        yield Violation(StaffCode.INSPECTOR_NEEDS_END, "valid_until", rule="SEC-24")


def check_valid(
    now_day: date, valid_from: date, valid_until: date | None, disabled: bool
) -> Iterator[Violation]:
    """Whether an account may be used on a day; rights begin and end with the dates (7.4)."""
    if disabled:
        yield Violation(StaffCode.ACCOUNT_DISABLED)
    elif now_day < valid_from:
        yield Violation(StaffCode.ACCOUNT_NOT_YET, facts={"day": valid_from.isoformat()})
    elif valid_until is not None and now_day > valid_until:
        yield Violation(StaffCode.ACCOUNT_OVER, facts={"day": valid_until.isoformat()})


def check_locked(now: datetime, locked_until: datetime | None) -> Iterator[Violation]:
    """Whether too many failures keep the door shut, with the minutes that remain (SEC-20)."""
    if locked_until is not None and now < locked_until:
        minutes = -(-int((locked_until - now).total_seconds()) // 60)
        yield Violation(StaffCode.SIGN_IN_LOCKED, facts={"minutes": max(minutes, 1)})


def password_is_old(changed_at: datetime, now: datetime, days: int) -> bool:
    """Whether the password must be changed because of its age (SEC-20)."""
    return now - changed_at > timedelta(days=days)


def check_delegation(
    giver: int, taker: int, role: Role, held: frozenset[Role]
) -> Iterator[Violation]:
    """One delegates a role one holds, to somebody else, never an administrator's (SIGN-04)."""
    if giver == taker:
        yield Violation(StaffCode.DELEGATE_SELF, "taker", rule="SIGN-04")
    if role in ADMIN_ROLES:
        yield Violation(StaffCode.DELEGATE_ADMIN, "role", rule="SEC-21")
    elif role not in held:
        yield Violation(StaffCode.DELEGATE_NOT_HELD, "role", rule="SIGN-04")


def check_setting(item: AnySetting, value: object) -> Iterator[Violation]:
    """Kind, bounds and choices of a setting's value."""
    if type(value) is not type(item.default):
        yield Violation(StaffCode.SETTING_KIND, item.key)
        return
    if isinstance(value, bool):
        return
    if item.choices and value not in item.choices:
        yield Violation(StaffCode.SETTING_CHOICE, item.key)
        return
    size = len(value) if isinstance(value, str) else int(str(value))
    if not item.choices and not item.low <= size <= item.high:
        yield Violation(StaffCode.SETTING_RANGE, item.key, {"low": item.low, "high": item.high})
