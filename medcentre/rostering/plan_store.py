"""The plan in force in a month, read from the store: the centre's own documents, else the standard."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from medcentre.kernel.periods import Month
from medcentre.rostering.facts import ShiftType
from medcentre.rostering.plan_file import CentrePlan, PlanKind, read_entries
from medcentre.rostering.tables import RosterPlan
from medcentre.rostering.templates import shift_templates


def plan_rows(session: Session, month: Month) -> dict[PlanKind, RosterPlan]:
    """For each kind the latest document valid in a month; one statement."""
    rows = session.scalars(
        select(RosterPlan)
        .where(RosterPlan.from_month <= str(month))
        .order_by(RosterPlan.kind, RosterPlan.from_month)
    )
    return {PlanKind(row.kind): row for row in rows}


def plan_in(session: Session, month: Month) -> CentrePlan:
    """What the centre has edited for a month. Raises DomainError(duty_plan_unreadable)."""
    found = {kind.value: read_entries(kind, row.content) for kind, row in plan_rows(
        session, month
    ).items()}  # fmt: skip
    return CentrePlan(**found)


def shifts_in(session: Session, month: Month) -> tuple[ShiftType, ...]:
    """Shift types of a month."""
    row = plan_rows(session, month).get(PlanKind.SHIFTS)
    return read_entries(PlanKind.SHIFTS, row.content) if row else shift_templates()
