"""Who may do what: data classes, rights, roles, actors (domain.md 12.1 and 12.2)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from medcentre.kernel.wording import CATALOGUES


class Data(StrEnum):
    """Data classes D1 … D29."""

    IDENTITY_BASIC = "D1"
    IDENTITY_FULL = "D2"
    LEGAL = "D3"
    CUSTODY_LOG = "D4"
    FOCUS = "D5"
    PRECAUTIONS = "D6"
    DIAGNOSIS = "D7"
    DIAGNOSIS_SPECIAL = "D8"
    PSYCHIATRIC = "D9"
    ORDERS = "D10"
    CONTROLLED_DRUGS = "D11"
    NURSING = "D12"
    TALKS = "D13"
    COUNSELLING = "D14"
    SCALES = "D15"
    ASSESSMENT = "D16"
    VISITS = "D17"
    INCIDENTS = "D18"
    FEES = "D19"
    COSTS = "D20"
    ACCOUNTS = "D21"
    ROSTERS = "D22"
    APPRAISAL = "D23"
    MEETINGS = "D24"
    PARTNERS = "D25"
    STATISTICS = "D26"
    USERS = "D27"
    AUDIT = "D28"
    VIDEO = "D29"
    PLACES = "D30"
    """Zones, rooms and beds themselves: not in the matrix of section 12, added by this program."""
    SETTINGS = "D31"
    """Set-up, import, backup: held by the three administrators and, for import, by the joint office."""


class Right(StrEnum):
    """What one may do with a data class."""

    VIEW = "V"
    EDIT = "C"
    SIGN = "S"
    APPROVE = "A"
    PRINT = "P"
    EXPORT = "X"


class Permission(NamedTuple):
    """A right on a data class."""

    data: Data
    right: Right

    def __str__(self) -> str:
        return f"{self.data}.{self.right}"


def view(data: Data) -> Permission:
    """May read."""
    return Permission(data, Right.VIEW)


def edit(data: Data) -> Permission:
    """May create and change own entries."""
    return Permission(data, Right.EDIT)


def sign(data: Data) -> Permission:
    """May sign."""
    return Permission(data, Right.SIGN)


def approve(data: Data) -> Permission:
    """May approve what others proposed."""
    return Permission(data, Right.APPROVE)


def print_(data: Data) -> Permission:
    """May print."""
    return Permission(data, Right.PRINT)


def export(data: Data) -> Permission:
    """May write to a file."""
    return Permission(data, Right.EXPORT)


class Role(StrEnum):
    """The columns of the permission matrix."""

    POLICE = "police"
    AUX_POLICE = "aux_police"
    GUARD = "guard"
    DOCTOR = "doctor"
    NURSE = "nurse"
    PHARMACIST = "pharmacist"
    COUNSELLOR = "counselor"
    SOCIAL_WORKER = "social_worker"
    FINANCE = "finance"
    DIRECTOR = "director"
    JOINT_OFFICE = "joint_office"
    ARCHIVIST = "archivist"
    IT_ADMIN = "it_admin"
    SEC_ADMIN = "sec_admin"
    AUDIT_ADMIN = "audit_admin"
    INSPECTOR = "inspector"


MASKED = "m"
"""Qualifier of a view right: the value is shown masked (SEC-06)."""

OWN_ZONE = "zone"
"""Qualifier of a right over residents: those of one's own zones only (12.2)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: account, person, roles and what follows from them.

    `qualifiers` narrow a right ("m" masked, "zone" own zone only, "own", "summary" …).
    `joint_side` is "police" or "hospital" for two-person rules that ask for both (SIGN-02).
    `category` is what the person is employed as (6.1). `zones` are the zones they belong to today,
    `leads` those whose responsible head they are (PL-01).
    """

    account_id: int | None
    staff_id: int | None
    name: str
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    qualifiers: Mapping[Permission, str] = field(
        default_factory=lambda: MappingProxyType({}), hash=False, compare=False
    )
    title: str = ""
    joint_side: str = ""
    category: str = ""
    zones: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()

    @property
    def key(self) -> str:
        """The person behind the name, for two-person rules (SIGN-02, SIGN-03): the member of staff,
        else the account, else (the program, scripts) the name."""
        if self.staff_id is not None:
            return f"staff:{self.staff_id}"
        return f"name:{self.name}" if self.account_id is None else f"account:{self.account_id}"

    def may(self, permission: Permission) -> bool:
        """Whether the right is held at all; see `qualifier` for how far it goes."""
        return permission in self.permissions

    def qualifier(self, permission: Permission) -> str:
        """How far a held right goes; empty means without limit."""
        return self.qualifiers.get(permission, "")


SYSTEM = Actor(
    None, None, "system", frozenset(), frozenset(Permission(d, r) for d in Data for r in Right)
)
"""The program itself: migrations, seeds, scheduled backups. Never a person."""


@cache
def matrix() -> Mapping[Role, Mapping[Permission, str]]:
    """Role -> permission -> qualifier, as shipped in `catalogues/permissions.toml`."""
    table = tomllib.loads((CATALOGUES / "permissions.toml").read_text("utf-8"))
    return MappingProxyType(
        {Role(role): MappingProxyType(dict(_cells(cells))) for role, cells in table.items()}
    )


def _cells(cells: Mapping[str, str]) -> list[tuple[Permission, str]]:
    """A cell is written `VCS` or `V:zone,S` – letters, then an optional qualifier a letter group."""
    pairs = []
    for data, text in cells.items():
        for group in text.split(","):
            letters, _, qualifier = group.strip().partition(":")
            pairs += [(Permission(Data(data), Right(letter)), qualifier) for letter in letters]
    return pairs


def actor_rights(roles: frozenset[Role]) -> tuple[frozenset[Permission], Mapping[Permission, str]]:
    """Union over roles; a right held without limit by one role wins over a limited one."""
    held: dict[Permission, str] = {}
    for role in roles:
        for permission, qualifier in matrix().get(role, {}).items():
            held[permission] = "" if held.get(permission) == "" else qualifier
    return frozenset(held), MappingProxyType({p: q for p, q in held.items() if q})
