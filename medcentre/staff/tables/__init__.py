"""Tables of people who work here (`people`) and of accounts and settings (`accounts`)."""

from medcentre.staff.tables.accounts import (
    Account,
    AccountRole,
    Delegation,
    DeskSession,
    PasswordHistory,
    SettingValue,
)
from medcentre.staff.tables.people import (
    Certificate,
    Employer,
    Leave,
    Maternity,
    Relation,
    Secondment,
    StaffMember,
    ZoneOfStaff,
)

__all__ = [
    "Account",
    "AccountRole",
    "Certificate",
    "Delegation",
    "DeskSession",
    "Employer",
    "Leave",
    "Maternity",
    "PasswordHistory",
    "Relation",
    "Secondment",
    "SettingValue",
    "StaffMember",
    "ZoneOfStaff",
]
