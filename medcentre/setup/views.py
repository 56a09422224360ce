"""What the store holds, read once for judging an import: nine statements, whatever its size."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from medcentre.fees.facts import PeriodState
from medcentre.fees.tables import CostModel, PeriodModel
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, edit
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel, ZoneModel
from medcentre.residents.tables import AbsenceModel, FeeClassModel, PersonModel, StayModel
from medcentre.setup.known import Known, KnownAbsence, KnownBed, KnownStay
from medcentre.setup.preview import Preview, preview_sheets
from medcentre.setup.reading import Sheet, find_files, read_file
from medcentre.staff.tables import StaffMember
from medcentre.store.uow import reading


@reads(edit(Data.SETTINGS))
def plan_import(ctx: ServiceContext, *paths: Path) -> Preview:
    """Read files or whole folders and judge every row against one another and the store.

    Nothing is written. Raises DomainError: a file cannot be read, nothing to import was found.
    """
    sheets = [s for path in paths for f in find_files(path) for s in read_file(f)]
    return plan_sheets(ctx, sheets)


@reads(edit(Data.SETTINGS))
def plan_sheets(ctx: ServiceContext, sheets: Iterable[Sheet]) -> Preview:
    """The same for sheets already read."""
    with reading(ctx) as session:
        known = known_in(session)
    return preview_sheets(sheets, _today(ctx), known)


def _today(ctx: ServiceContext) -> date:
    """The centre's day an import is judged on."""
    return centre_day(ctx.clock.now())


def known_in(session: Session) -> Known:
    """Everything of the store that decides about imported rows."""
    zones = session.execute(
        select(ZoneModel.code, ZoneModel.name).where(ZoneModel.until_at.is_(None))
    )
    closed = session.scalars(
        select(PeriodModel.month).where(PeriodModel.state == PeriodState.CLOSED)
    )
    classes = session.execute(
        select(
            StayModel.admission_no,
            FeeClassModel.value,
            FeeClassModel.from_at,
            FeeClassModel.confirmed,
        )
        .join(StayModel, StayModel.id == FeeClassModel.stay_id)
        .where(FeeClassModel.revoked_at.is_(None))
        .order_by(FeeClassModel.from_at)
    ).all()
    return Known(
        beds=_beds(session),
        zones=tuple((code, name) for code, name in zones),
        stays=_stays(session, {no: (value, not sure) for no, value, _, sure in classes}),
        staff=frozenset(session.scalars(select(StaffMember.number))),
        absences=_absences(session),
        classes=frozenset((no, value, at) for no, value, at, _ in classes),
        vouchers=frozenset(session.scalars(select(CostModel.voucher))),
        closed=frozenset(closed),
    )


def _beds(session: Session) -> tuple[KnownBed, ...]:
    rows = session.execute(
        select(BedModel.id, BedModel.code, BedModel.sex, ZoneModel.code, ZoneModel.sex)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        .where(BedModel.until_at.is_(None))
        .order_by(ZoneModel.position, BedModel.code)
    )
    return tuple(
        KnownBed(code, zone, sex or zone_sex or "0", bed_id)
        for bed_id, code, sex, zone, zone_sex in rows
    )


def _stays(session: Session, classes: dict[str, tuple[str, bool]]) -> tuple[KnownStay, ...]:
    rows_held = session.execute(
        select(OccupancyModel.stay_id, BedModel.code)
        .join(BedModel, BedModel.id == OccupancyModel.bed_id)
        .where(OccupancyModel.until_at.is_(None), OccupancyModel.revoked_at.is_(None))
    )
    held: dict[int, str] = {row.stay_id: row.code for row in rows_held}
    rows = session.execute(
        select(
            StayModel.id, StayModel.person_id, StayModel.admission_no, StayModel.admitted_at,
            StayModel.exited_at, PersonModel.name, PersonModel.id_number,
        ).join(PersonModel, PersonModel.id == StayModel.person_id)
    )  # fmt: skip
    return tuple(
        KnownStay(
            r.admission_no, r.name, r.id_number or "", r.admitted_at, r.exited_at,
            held.get(r.id, ""), r.id, r.person_id, *classes.get(r.admission_no, ("", False)),
        )
        for r in rows
    )  # fmt: skip


def _absences(session: Session) -> tuple[KnownAbsence, ...]:
    rows = session.execute(
        select(
            StayModel.admission_no, AbsenceModel.kind, AbsenceModel.from_at, AbsenceModel.until_at
        )
        .join(StayModel, StayModel.id == AbsenceModel.stay_id)
        .where(AbsenceModel.revoked_at.is_(None))
    )
    return tuple(KnownAbsence(*row) for row in rows)
