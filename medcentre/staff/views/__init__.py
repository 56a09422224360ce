"""Views of people (`people`), accounts (`accounts`), settings (`settings`), the audit trail (`audit`)."""

from medcentre.staff.views.accounts import account_list, account_names, delegations, my_account
from medcentre.staff.views.audit import (
    AuditFilter,
    audit_actions,
    audit_page,
    export_trail,
    verify_trail,
)
from medcentre.staff.views.people import (
    StaffFilter,
    StaffPage,
    certificates_of,
    conflicted_people,
    duty_staff,
    employers,
    expiring_certificates,
    leave_list,
    staff_list,
    staff_names,
    staff_numbers,
    staff_page,
    staff_rows,
)
from medcentre.staff.views.relations import RelationRow, relations_of
from medcentre.staff.views.settings import centre_name, setting, setting_of, settings_list

__all__ = [
    "AuditFilter",
    "RelationRow",
    "StaffFilter",
    "StaffPage",
    "account_list",
    "account_names",
    "audit_actions",
    "audit_page",
    "centre_name",
    "certificates_of",
    "conflicted_people",
    "delegations",
    "duty_staff",
    "employers",
    "expiring_certificates",
    "export_trail",
    "leave_list",
    "my_account",
    "relations_of",
    "setting",
    "setting_of",
    "settings_list",
    "staff_list",
    "staff_names",
    "staff_numbers",
    "staff_page",
    "staff_rows",
    "verify_trail",
]
