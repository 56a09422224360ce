"""A small office for tests of doors: three administrators, a doctor, an officer."""

from dataclasses import dataclass, field

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import SYSTEM, Role
from medcentre.staff import acts
from medcentre.staff.facts import Category, EmployerKind
from medcentre.staff.sign_in import Desk, sign_in
from medcentre.store.engine import Store
from medcentre.store.uow import store_of

CHEAP_KIB = 512
PASSWORD = "Kaiyang-2026"
OTHER = "Wudang-2027!"


@dataclass
class Office:
    """Accounts by the name typed at sign-in."""

    store: Store
    clock: StillClock
    ids: dict[str, int]
    opened: list[Store] = field(default_factory=list)

    def enter(self, user: str, password: str, code: str = "") -> ServiceContext:
        """Sign in as a fresh process would, with an own connection to the same place."""
        ctx = sign_in(self.store.location, user, password, desk=self.desk, code=code)
        self.opened.append(store_of(ctx))
        return ctx

    def close(self) -> None:
        """Give back what `enter` opened."""
        for store in self.opened:
            store.close()

    @property
    def desk(self) -> Desk:
        """The desk of the tests."""
        return Desk(self.clock, workstation="desk-1")

    @property
    def system(self) -> ServiceContext:
        """The program itself."""
        return ServiceContext(self.store, SYSTEM, self.clock, workstation="desk-1")


def furnish(store: Store, clock: StillClock) -> Office:
    """Make the accounts IT01, SEC01, AUD01, D001 (doctor), P001 (police)."""
    office = Office(store, clock, {})
    ctx = office.system
    staff = {
        "D001": acts.RegisterStaff(number="D001", name="沈若兰", sex="2", category=Category.DOCTOR,
                                   title="主治医师", employer="医院"),
        "P001": acts.RegisterStaff(number="P001", name="陈云峰", sex="1", category=Category.POLICE,
                                   title="教导员", employer="市公安局",
                                   employer_kind=EmployerKind.POLICE),
    }  # fmt: skip
    roles = {
        "IT01": Role.IT_ADMIN, "SEC01": Role.SEC_ADMIN, "AUD01": Role.AUDIT_ADMIN,
        "D001": Role.DOCTOR, "P001": Role.POLICE,
    }  # fmt: skip
    for name, role in roles.items():
        staff_id = acts.register_staff(ctx, staff[name]) if name in staff else None
        office.ids[name] = acts.create_account(
            ctx,
            acts.CreateAccount(name=name, password=PASSWORD, staff_id=staff_id,
                               full_name=f"管理员{name}", must_change=False),
        )  # fmt: skip
        acts.grant_role(ctx, office.ids[name], role)
    return office
