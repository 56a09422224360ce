"""The import into a real store: once, whole, safe to repeat, to the fen."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from medcentre.fees.acts.contracts import load_contract
from medcentre.fees.acts.days import reckon
from medcentre.fees.contract_file import parse_contract
from medcentre.fees.tables import CostModel
from medcentre.fees.views.statements import statement
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.placement.tables import BedModel, OccupancyModel
from medcentre.residents.tables import (
    AbsenceModel,
    FeeClassModel,
    PersonModel,
    StayModel,
)
from medcentre.setup.acts import apply_import
from medcentre.setup.facts import FileKind, SetupCode, Verdict
from medcentre.setup.preview import report
from medcentre.setup.views import plan_import
from medcentre.staff.tables import Maternity, Secondment, StaffMember
from medcentre.store.audit import AuditRow
from medcentre.store.uow import reading
from tests.setup.small_centre import build
from tests.setup.test_shipped_centre import CENTRE, corrected
from tests.setup.variants import VARIANTS

Context = Callable[..., ServiceContext]
TABLES = (PersonModel, StayModel, AbsenceModel, FeeClassModel, BedModel, OccupancyModel, StaffMember, CostModel)


def counts(ctx: ServiceContext) -> dict[str, int]:
    """Rows of each table."""
    with reading(ctx) as session:
        return {t.__name__: session.scalar(select(func.count()).select_from(t)) or 0 for t in TABLES}


def answers() -> dict[str, Any]:
    """What the shipped centre must give."""
    found: dict[str, Any] = json.loads((CENTRE / "answers.json").read_text("utf-8"))
    return found


def lines(ctx: ServiceContext, month: str) -> dict[str, Any]:
    """The statement of a month as answers.json writes it."""
    reckon(ctx, Month.parse(month))
    doc = statement(ctx, Month.parse(month))
    told = [
        {"contract_version": x.contract_version, "fee_class": x.fee_class, "part": x.part.value, "days": x.days,
         "rate": x.rate.plain() if x.rate else "0", "amount": x.amount.plain()}
        for x in doc.day_lines
    ]  # fmt: skip
    return {"lines": told, "roll_days": doc.roll_days, "total": doc.total.plain()}


@pytest.mark.parametrize("which", ["statement_accepted", "statement_corrected"])
def test_statements_of_the_shipped_centre(desk: Context, which: str) -> None:
    ctx = desk()
    preview = plan_import(ctx, CENTRE)
    if which == "statement_corrected":
        preview = corrected(preview, answers())
    apply_import(ctx, preview, good_rows_only=which == "statement_accepted")
    load_contract(ctx, parse_contract((CENTRE / "contract.json").read_text("utf-8")))
    for month, expected in answers()[which].items():
        assert lines(ctx, month) == expected


def test_second_import_changes_nothing(context: Context) -> None:
    ctx = context()
    result = apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True)
    assert result.entered[FileKind.CENSUS] == 162
    before = counts(ctx)
    assert before["PersonModel"] == before["StayModel"] == 162
    assert before["BedModel"] == 250
    again = plan_import(ctx, CENTRE)
    assert [r for r in report(again) if r["verdict"] != "ok"] == [r for r in report(plan_import(ctx, CENTRE)) if r["verdict"] != "ok"]
    assert again.count(Verdict.ERROR, FileKind.CENSUS) == 8
    repeated = apply_import(ctx, again, good_rows_only=True)
    assert not any(repeated.entered.values())
    assert counts(ctx) == before


def test_corrected_rows_come_in_later_with_their_movements_and_costs(desk: Context) -> None:
    ctx, whole = desk(), answers()
    apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True)
    first = counts(ctx)
    result = apply_import(ctx, corrected(plan_import(ctx, CENTRE), whole))
    assert result.entered[FileKind.CENSUS] == 7
    assert result.entered[FileKind.MOVEMENTS] == 1
    after = counts(ctx)
    assert after["StayModel"] == 169
    assert after["CostModel"] == 1240
    assert after["FeeClassModel"] == first["FeeClassModel"] + 8
    load_contract(ctx, parse_contract((CENTRE / "contract.json").read_text("utf-8")))
    # the two warnings were imported as written, so only their days differ from the corrected truth
    assert lines(ctx, "2026-10")["roll_days"] == whole["statement_corrected"]["2026-10"]["roll_days"]


def test_errors_stop_a_whole_import(desk: Context) -> None:
    ctx = desk()
    with pytest.raises(DomainError) as refused:
        apply_import(ctx, plan_import(ctx, CENTRE))
    assert refused.value.code == SetupCode.HAS_ERRORS
    assert not any(counts(ctx).values())


class _Stop(Exception):
    """What the task runner raises when somebody cancels."""


class _Cancelling:
    """A progress that is cancelled after some rows."""

    def __init__(self, after: int) -> None:
        self.after, self.seen = after, [(0, 0)]

    def step(self, done: int, total: int) -> None:
        self.seen.append((done, total))
        if done >= self.after:
            raise _Stop


@pytest.mark.parametrize("after", [1, 300, 500, 1800])
def test_cancel_keeps_nothing(desk: Context, after: int) -> None:
    ctx, progress = desk(), _Cancelling(after)
    with pytest.raises(_Stop):
        apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True, progress=progress)
    assert not any(counts(ctx).values())
    done = [d for d, _ in progress.seen]
    assert done == sorted(done)


def test_staff_facts_and_audit(desk: Context) -> None:
    ctx = desk()
    apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True)
    with reading(ctx) as session:
        assert session.scalar(select(func.count()).select_from(Maternity)) == 3
        assert session.scalar(select(func.count()).select_from(Secondment)) == 3
        nights = session.scalar(select(func.count()).where(StaffMember.night_duty.is_(False)))
        files = session.scalars(select(AuditRow.subject).where(AuditRow.action == "setup.import")).all()
        unconfirmed = session.scalars(select(FeeClassModel.value).where(FeeClassModel.confirmed.is_(False))).all()
    assert nights == 3
    assert sorted(files) == [f"import:{k}.xlsx" for k in ("census", "costs", "movements", "staff", "zones")]
    assert unconfirmed == ["F1"]


@pytest.mark.parametrize("write", VARIANTS, ids=lambda f: f.__name__)
def test_every_writing_of_the_small_centre_imports_and_imports_again(write: Any, desk: Context, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(build(), folder)
    ctx = desk()
    preview = plan_import(ctx, folder)
    apply_import(ctx, preview, good_rows_only=True)
    before = counts(ctx)
    assert before["StayModel"] == sum(r.verdict is not Verdict.ERROR for r in preview.of(FileKind.CENSUS))
    repeated = apply_import(ctx, plan_import(ctx, folder), good_rows_only=True)
    assert not any(repeated.entered.values())
    assert counts(ctx) == before


def test_beds_imported_after_the_people_are_given_then(desk: Context) -> None:
    ctx = desk()
    apply_import(ctx, plan_import(ctx, CENTRE / "census.xlsx", CENTRE / "movements.xlsx"), good_rows_only=True)
    assert counts(ctx)["OccupancyModel"] == 0
    apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True)
    assert counts(ctx)["OccupancyModel"] > 140


def test_only_those_who_set_up_may_import(desk: Context) -> None:
    with pytest.raises(NotPermitted):
        plan_import(desk(Role.NURSE), CENTRE)
    plan_import(desk(Role.JOINT_OFFICE), CENTRE)
