"""A small house with a few stays for the store tests of this room; all people are invented."""

from collections.abc import Callable
from datetime import date

from medcentre.fees import acts
from medcentre.fees.acts import load_contract
from medcentre.fees.commands import DoStep
from medcentre.fees.contract_file import parse_contract
from medcentre.fees.facts import Contract, Step
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.residents import acts as residents
from medcentre.residents.facts import (
    AbsenceKind,
    Admit,
    EndAbsence,
    ExitKind,
    FeeClass,
    NewPerson,
    RecordExit,
    SetFact,
    StartAbsence,
)
from tests.conftest import actor
from tests.fees.vectors import moment

Ctx = Callable[..., ServiceContext]
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
CONTRACT = """{"number": "BG-T", "model": "PPPD_CLASS", "payer": "市财政", "living_part": "45.00",
 "versions": [
  {"version": 1, "effective": "2026-01-01",
   "rates": {"F1": "95.00", "F2": "138.00", "F3": "186.50", "F4": "268.00"},
   "payers": [{"payer": "市财政", "percent": "60"}, {"payer": "区县财政"}]},
  {"version": 2, "effective": "2026-10-16",
   "rates": {"F1": "95.00", "F2": "142.00", "F3": "190.00", "F4": "275.50"},
   "payers": [{"payer": "市财政", "percent": "60"}, {"payer": "区县财政"}]}]}"""
NAMES = ("张安", "李平", "王康", "赵宁", "孙和", "周顺")


def sample_contract() -> Contract:
    """Two versions, the second from 16 October."""
    return parse_contract(CONTRACT)


def admit(
    ctx: ServiceContext,
    number: str,
    at: str,
    fee_class: FeeClass | None = FeeClass.F2,
    confirmed: bool = True,
) -> int:
    """One admission; returns the stay."""
    name = NAMES[int(number[-1]) % len(NAMES)]
    return residents.admit(
        ctx,
        Admit(
            person=NewPerson(name=name, sex="1", birth_date=date(1980, 1, 2)),
            admission_no=number,
            admitted_at=moment(at),
            decision_no="测决字1号",
            decision_on=date(2026, 1, 1),
            fee_class=fee_class,
            fee_class_confirmed=confirmed,
        ),
    )


def leave(ctx: ServiceContext, stay_id: int, kind: AbsenceKind, left: str, back: str = "") -> None:
    """An absence, ended when `back` is given."""
    residents.leave(ctx, StartAbsence(stay_id=stay_id, kind=kind, left_at=moment(left)))
    if back:
        residents.come_back(ctx, EndAbsence(stay_id=stay_id, returned_at=moment(back)))


def leave_for_good(ctx: ServiceContext, stay_id: int, at: str, kind: ExitKind) -> None:
    """The stay ends."""
    residents.record_exit(
        ctx, RecordExit(stay_id=stay_id, version=None, kind=kind, exited_at=moment(at))
    )


def set_class(ctx: ServiceContext, stay_id: int, value: str, at: str) -> None:
    """Another fee class from a moment on."""
    residents.set_fee_class(ctx, SetFact(stay_id=stay_id, value=value, from_at=moment(at)))


def small_house(ctx: ServiceContext) -> list[int]:
    """Four stays with an absence, a class change and an exit, and the contract."""
    load_contract(ctx, sample_contract())
    one = admit(ctx, "20260001", "2026-08-01 09:00", FeeClass.F2)
    two = admit(ctx, "20260002", "2026-09-10 10:30", FeeClass.F3)
    three = admit(ctx, "20260003", "2026-09-01 08:00", None)
    four = admit(ctx, "20260004", "2026-09-20 15:00", FeeClass.F4)
    leave(ctx, one, AbsenceKind.FAMILY_LEAVE, "2026-09-12 08:00", "2026-09-14 17:00")
    leave(ctx, two, AbsenceKind.HOSPITAL_INPATIENT, "2026-10-05 15:00", "2026-10-12 11:00")
    leave_for_good(ctx, four, "2026-10-04 10:00", ExitKind.EXPIRED)
    set_class(ctx, two, "F2", "2026-10-20 16:00")
    return [one, two, three, four]


def as_(ctx: ServiceContext, role: Role, name: str) -> ServiceContext:
    """The same desk with somebody of a role signed in."""
    return ctx.as_(actor(role, name=name))


def signed(ctx: ServiceContext, month: Month) -> None:
    """Every step of closing a month, each by the person whose it is."""
    for step, act_, role, name in (
        (Step.ROLL_CHECK, acts.check_roll, Role.POLICE, "丁海"),
        (Step.CLASS_CHECK, acts.check_classes, Role.DOCTOR, "贺明"),
        (Step.COSTS, acts.confirm_costs, Role.FINANCE, "甘玉"),
        (Step.ADJUSTMENTS, acts.confirm_adjustments, Role.FINANCE, "甘玉"),
        (Step.FINANCE_SIGN, acts.sign_finance, Role.FINANCE, "甘玉"),
        (Step.POLICE_SIGN, acts.sign_police, Role.POLICE, "林峰"),
        (Step.AUTHORITY_CONFIRM, acts.confirm_authority, Role.DIRECTOR, "郭明"),
    ):
        act_(as_(ctx, role, name), DoStep(month=month, step=step))
