"""What of today's house asks for more people: watches, escorts, isolation, care levels (C14)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import and_, literal, or_, select, union_all
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel, ZoneModel
from medcentre.placement.views.snapshot import occupied_at
from medcentre.residents.facts import AbsenceKind, CareLevel, PrecautionKind, TraitKind
from medcentre.residents.tables import AbsenceModel, CareLevelModel, MarkModel, StayFact, StayModel
from medcentre.residents.views import on_roll_at
from medcentre.rostering.demand import Load
from medcentre.rostering.facts import DemandReason

FORESEEN = timedelta(days=6)
"""An open-ended fact (a watch, a care level) is reckoned with for today and six days more."""

ESCORTED = (AbsenceKind.HOSPITAL_TRIP, AbsenceKind.HOSPITAL_INPATIENT)


def loads_in(session: Session, now: datetime) -> tuple[Load, ...]:
    """Facts running now and escorts already planned, with the zone each concerns; one statement."""
    today = centre_day(now)
    return tuple(_loads(session, now, today))


def _running(model: type[StayFact], now: datetime) -> object:
    return and_(model.revoked_at.is_(None), or_(model.until_at.is_(None), model.until_at > now))


def _loads(session: Session, now: datetime, today: date) -> Iterator[Load]:
    mark = select(
        MarkModel.stay_id, MarkModel.kind.label("kind"), MarkModel.from_at, MarkModel.until_at
    ).where(
        _running(MarkModel, now),  # type: ignore[arg-type]
        MarkModel.kind.in_((TraitKind.CONSTANT_WATCH, PrecautionKind.AIRBORNE)),
        MarkModel.from_at <= now,
    )
    level = select(
        CareLevelModel.stay_id, CareLevelModel.value.label("kind"), CareLevelModel.from_at,
        CareLevelModel.until_at,
    ).where(
        _running(CareLevelModel, now),  # type: ignore[arg-type]
        CareLevelModel.value.in_((CareLevel.N0, CareLevel.N1)), CareLevelModel.from_at <= now,
    )  # fmt: skip
    away = select(
        AbsenceModel.stay_id, literal("escort").label("kind"), AbsenceModel.from_at,
        AbsenceModel.expected_back,
    ).where(
        _running(AbsenceModel, now), AbsenceModel.kind.in_(ESCORTED)  # type: ignore[arg-type]
    )  # fmt: skip
    facts = union_all(mark, level, away).subquery()
    query = (
        select(facts, ZoneModel.code)
        .select_from(facts)
        .join(StayModel, and_(StayModel.id == facts.c.stay_id, on_roll_at(now)))
        .outerjoin(
            OccupancyModel,
            and_(OccupancyModel.stay_id == facts.c.stay_id, occupied_at(now)),
        )
        .outerjoin(BedModel, BedModel.id == OccupancyModel.bed_id)
        .outerjoin(RoomModel, RoomModel.id == BedModel.room_id)
        .outerjoin(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        .order_by(facts.c.stay_id, facts.c.kind)
    )
    for stay_id, kind, from_at, until_at, zone in session.execute(query):
        first = max(today, centre_day(from_at))
        last = centre_day(until_at) if until_at else first + FORESEEN
        if kind == "escort" and until_at is None:
            last = first
        yield Load(_REASONS[kind], zone or "", first, max(first, last), f"stay:{stay_id}")


_REASONS = {
    "escort": DemandReason.ESCORT,
    str(TraitKind.CONSTANT_WATCH): DemandReason.CONSTANT_WATCH,
    str(PrecautionKind.AIRBORNE): DemandReason.ISOLATION,
    str(CareLevel.N0): DemandReason.CARE_LEVEL,
    str(CareLevel.N1): DemandReason.CARE_LEVEL,
}
