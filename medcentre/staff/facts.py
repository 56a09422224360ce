"""Codes, settings and read rows of the people who work here (domain.md 6.1, 7.4, 12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from medcentre.kernel.permissions import Role

POLICE_SIDE, HOSPITAL_SIDE = "police", "hospital"
"""The two sides of a joint signature (SIGN-02)."""


class Category(StrEnum):
    """What somebody is employed as (domain.md 6.1)."""

    DIRECTOR = "director"
    POLICE = "police"
    AUX_POLICE = "aux_police"
    GUARD = "guard"
    DOCTOR = "doctor"
    NURSE = "nurse"
    PHARMACIST = "pharmacist"
    MED_TECH = "med_tech"
    INFECTION_CTRL = "infection_ctrl"
    COUNSELLOR = "counselor"
    SOCIAL_WORKER = "social_worker"
    CARE_WORKER = "care_worker"
    LOGISTICS = "logistics"
    FINANCE = "finance"
    JOINT_OFFICE = "joint_office"
    ARCHIVIST = "archivist"
    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"


class EmployerKind(StrEnum):
    """Whom a person is paid by; decides the side of a joint signature."""

    POLICE = "police"
    HOSPITAL = "hospital"
    GUARD_COMPANY = "guard_company"
    SOCIAL_AGENCY = "social_agency"
    JOINT = "joint"
    OTHER = "other"


class CertificateKind(StrEnum):
    """Papers with a number and, mostly, an end (domain.md 6.1)."""

    POLICE_ID = "police_id"
    AUX_ID = "aux_id"
    GUARD_CARD = "guard_card"
    PHYSICIAN_QUALIFICATION = "physician_qualification"
    PHYSICIAN_LICENCE = "physician_licence"
    NARCOTIC_RIGHT = "narcotic_right"
    NURSE_LICENCE = "nurse_licence"
    HIV_SCREENING = "hiv_screening"
    COUNSELLOR = "counsellor_certificate"
    SOCIAL_WORK = "social_work_licence"
    HEALTH = "health_certificate"
    FOOD_HEALTH = "food_health_certificate"
    OTHER = "other"


class LeaveKind(StrEnum):
    """Why somebody is away (domain.md 6.5)."""

    ANNUAL = "annual"
    SICK = "sick"
    PERSONAL = "personal"
    MARRIAGE = "marriage"
    MATERNITY = "maternity"
    BEREAVEMENT = "bereavement"
    BUSINESS = "business"
    TRAINING = "training"
    COMPENSATORY = "compensatory"
    """Time off for hours worked before (补休, ROS-04)."""


class SecondmentKind(StrEnum):
    """How an officer of another facility serves here (domain.md 7.4)."""

    EXCHANGE = "exchange"
    TEMPORARY_POST = "temporary_post"
    ROTATION = "rotation"
    SHADOWING = "shadowing"


class MaternityKind(StrEnum):
    """What keeps a person from night duty and overtime (ROS-05)."""

    PREGNANT = "pregnant"
    NURSING = "nursing"


class RelationKind(StrEnum):
    """Why somebody must keep away from a resident's record (SEC-05)."""

    RELATIVE = "relative"
    FRIEND = "friend"
    OTHER = "other"


class SessionEnd(StrEnum):
    """How a session at a desk ended."""

    SIGNED_OUT = "signed_out"
    SUPERSEDED = "superseded"
    LEFT_OPEN = "left_open"


class StaffCode(StrEnum):
    """Refusals of this room."""

    NUMBER_TAKEN = "staff_number_taken"
    LEFT_BEFORE_JOINED = "staff_left_before_joined"
    LEAVE_OVERLAPS = "staff_leave_overlaps"
    ALREADY_CANCELLED = "staff_already_cancelled"
    LEAVE_NOT_SHORTER = "staff_leave_not_shorter"
    RELATION_KNOWN = "staff_relation_known"
    CERTIFICATE_DATES = "staff_certificate_dates"
    ACCOUNT_NAME_TAKEN = "account_name_taken"
    ACCOUNT_NAME_BAD = "account_name_bad"
    ACCOUNT_FOR_STAFF = "account_for_staff_exists"
    PASSWORD_SHORT = "password_short"
    PASSWORD_KINDS = "password_kinds"
    PASSWORD_USED = "password_used"
    PASSWORD_IS_NAME = "password_is_name"
    PASSWORD_MUST_CHANGE = "password_must_change"
    PASSWORDS_DIFFER = "passwords_differ"
    PASSWORD_WRONG = "password_wrong"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_LOCKED = "sign_in_locked"
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_NOT_YET = "account_not_yet"
    ACCOUNT_OVER = "account_over"
    SECOND_FACTOR_NEEDED = "second_factor_needed"
    SECOND_FACTOR_WRONG = "second_factor_wrong"
    ADMIN_ROLE_ALONE = "admin_role_alone"
    ADMIN_ONE_PERSON = "admin_one_person"
    ADMIN_LAST = "admin_last"
    ROLE_TO_SELF = "role_to_self"
    ACCOUNT_ONLY_IT = "account_only_it"
    INSPECTOR_NEEDS_END = "inspector_needs_end"
    SECOND_SAME_PERSON = "second_same_person"
    SECOND_SAME_SIDE = "second_same_side"
    DELEGATE_SELF = "delegate_self"
    DELEGATE_ADMIN = "delegate_admin"
    DELEGATE_NOT_HELD = "delegate_not_held"
    SETTING_UNKNOWN = "setting_unknown"
    SETTING_RANGE = "setting_range"
    SETTING_CHOICE = "setting_choice"
    SETTING_KIND = "setting_kind"
    THREE_PERSONS = "three_persons"
    RECOVERY_WRONG = "recovery_wrong"
    ZONE_TWICE = "staff_zone_twice"
    ZONE_HEAD_TAKEN = "staff_zone_head_taken"
    ZONE_HEAD_SIDE = "staff_zone_head_side"


ADMIN_ROLES = frozenset({Role.IT_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN})
"""The three separate administrators (SEC-21)."""

EMPLOYER_OF: Mapping[Category, EmployerKind] = MappingProxyType(
    {
        Category.POLICE: EmployerKind.POLICE,
        Category.AUX_POLICE: EmployerKind.POLICE,
        Category.GUARD: EmployerKind.GUARD_COMPANY,
        Category.DIRECTOR: EmployerKind.JOINT,
        Category.SOCIAL_WORKER: EmployerKind.SOCIAL_AGENCY,
        Category.JOINT_OFFICE: EmployerKind.JOINT,
        Category.ADMINISTRATOR: EmployerKind.OTHER,
        Category.INSPECTOR: EmployerKind.OTHER,
    }
)
"""Likely employer by category; the hospital for all others."""

USUAL_CERTIFICATE: Mapping[Category, CertificateKind] = MappingProxyType(
    {
        Category.POLICE: CertificateKind.POLICE_ID,
        Category.AUX_POLICE: CertificateKind.AUX_ID,
        Category.GUARD: CertificateKind.GUARD_CARD,
        Category.DOCTOR: CertificateKind.PHYSICIAN_LICENCE,
        Category.NURSE: CertificateKind.NURSE_LICENCE,
        Category.COUNSELLOR: CertificateKind.COUNSELLOR,
        Category.SOCIAL_WORKER: CertificateKind.SOCIAL_WORK,
        Category.CARE_WORKER: CertificateKind.HEALTH,
        Category.LOGISTICS: CertificateKind.FOOD_HEALTH,
    }
)
"""The paper a person of a category usually brings; offered first in the form."""

T = TypeVar("T", bool, int, str)


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """A typed setting of the whole centre, kept in the store and audited (house rule 20).

    `low` and `high` bound numbers and the length of texts; `choices` are codes with labels
    `setting_choice.<key>.<code>`. The name of the setting is the label `setting.<key>`, `group`
    the heading it stands under (`setting_group.<group>`).
    """

    key: str
    default: T
    group: str
    low: int = 0
    high: int = 200
    choices: tuple[str, ...] = ()


AnySetting = Setting[bool] | Setting[int] | Setting[str]
SETTINGS: dict[str, AnySetting] = {}
"""Every declared setting, by key, in the order the settings page shows."""

S = TypeVar("S", Setting[bool], Setting[int], Setting[str])


def declare_setting(item: S) -> S:
    """Make a room's setting known to the settings page. ValueError when a key is declared twice."""
    if item.key in SETTINGS and SETTINGS[item.key] != item:
        raise ValueError(f"setting {item.key} declared twice")
    SETTINGS[item.key] = item
    return item


CENTRE_NAME = declare_setting(Setting("centre_name", "", "centre", low=1, high=80))
CENTRE_DIVISION = declare_setting(Setting("centre_division", "", "centre", high=12))
IDLE_MINUTES = declare_setting(Setting("idle_minutes", 5, "trust", low=1, high=15))
LOCK_AFTER = declare_setting(Setting("lock_after", 5, "trust", low=3, high=10))
LOCK_MINUTES = declare_setting(Setting("lock_minutes", 30, "trust", low=5, high=1440))
PASSWORD_DAYS = declare_setting(Setting("password_days", 90, "trust", low=30, high=365))
SINGLE_SESSION = declare_setting(Setting("single_session", True, "trust"))
AUDIT_YEARS = declare_setting(Setting("audit_years", 3, "trust", low=1, high=30))
HIDE_AFTER_YEARS = declare_setting(Setting("hide_after_years", 3, "trust", low=1, high=30))
BACKUP_HOURS = declare_setting(Setting("backup_hours", 24, "backup", low=1, high=168))
BACKUP_FOLDER = declare_setting(Setting("backup_folder", "", "backup", high=200))


@dataclass(frozen=True, slots=True)
class MaternityFact:
    """Pregnant since (first day of the last period) or child born on; `ended` closes it early."""

    kind: MaternityKind
    since: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One paper of a person."""

    id: int
    version: int
    staff_id: int
    kind: CertificateKind
    number: str
    scope: str
    issued_on: date | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """Days away, both included."""

    id: int
    version: int
    staff_id: int
    kind: LeaveKind
    first_day: date
    last_day: date
    remarks: str


@dataclass(frozen=True, slots=True)
class SecondmentRow:
    """One term of service at the other unit, days both included."""

    id: int
    version: int
    staff_id: int
    kind: SecondmentKind
    home_unit: str
    host_unit: str
    batch: str
    first_day: date
    last_day: date
    post: str
    mentor: str
    tasks: str


@dataclass(frozen=True, slots=True)
class HomeZone:
    """Somebody belongs to a zone from the first to the last day, both included (None: open).

    `head`: they answer for it on their side ("police", "hospital"): 分区负责人, one a side (PL-01).
    """

    id: int
    version: int
    staff_id: int
    zone_id: int
    side: str
    head: bool
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person who works here, as lists show them."""

    id: int
    version: int
    number: str
    name: str
    pinyin: str
    initials: str
    sex: str
    category: Category
    title: str
    employer: str
    employer_kind: EmployerKind
    licence: str
    night_duty: bool
    joined_on: date | None
    left_on: date | None
    remarks: str
    phone: str
    has_account: bool
    worked_since: date | None = None


@dataclass(frozen=True, slots=True)
class DutyStaffRow:
    """What a roster must know about a person for a stretch of days.

    `away` are days of the stretch outside the terms of a secondment; `leave` is leave that touches
    the stretch; `maternity` is what ROS-05 looks at; `certificates` are the papers in force.
    """

    id: int
    number: str
    name: str
    sex: str
    category: Category
    title: str
    employer_kind: EmployerKind
    night_duty: bool
    exchange: bool
    present: tuple[date, date]
    away: frozenset[date]
    leave: tuple[LeaveRow, ...]
    maternity: tuple[MaternityFact, ...]
    certificates: tuple[CertificateRow, ...]


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """One employer."""

    id: int
    version: int
    name: str
    kind: EmployerKind


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account, as the administrators' list shows it."""

    id: int
    version: int
    name: str
    staff_id: int | None
    staff_name: str
    staff_number: str
    category: Category | None
    title: str
    roles: tuple[Role, ...]
    valid_from: date
    valid_until: date | None
    must_change: bool
    disabled: bool
    locked_until: datetime | None
    second_factor: bool
    last_sign_in: datetime | None


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """Somebody acts for somebody from … to … (SIGN-04)."""

    id: int
    version: int
    giver_id: int
    giver: str
    taker_id: int
    taker: str
    role: Role
    from_at: datetime
    until_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting with its present value; `version` 0 means the default still holds."""

    key: str
    group: str
    value: bool | int | str
    default: bool | int | str
    version: int
    low: int
    high: int
    choices: tuple[str, ...]
    changed_by: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditRowView:
    """One audited act, as the audit page shows it."""

    seq: int
    at: datetime
    actor: str
    roles: tuple[Role, ...]
    workstation: str
    action: str
    subject: str
    facts: str
    link: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Result of a check of the trail: its head and the faults found, (number, kind) each."""

    seq: int
    link: str
    faults: tuple[tuple[int, str], ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    """One of the three (SEC-21); the password is the person's own from the start."""

    user: str
    full_name: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCentre:
    """What the first run asks for."""

    name: str
    it: Administrator
    security: Administrator
    audit: Administrator
    division: str = ""
