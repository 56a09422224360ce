"""Between the store and the day rules: facts out, fee days in. Knows SQL, decides nothing."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, text, union_all
from sqlalchemy.orm import Session, aliased

from medcentre.fees.document import StayBucket
from medcentre.fees.facts import (
    Away,
    AwayKind,
    ClassFact,
    Contract,
    DayPart,
    DayStatus,
    DayVerdict,
    FeeDay,
    FeeRun,
    LeftKind,
    StayFacts,
)
from medcentre.fees.rules.days import fee_runs
from medcentre.fees.tables import ContractVersionModel, FeeDayModel, PeriodModel
from medcentre.kernel.clock import day_end, day_start
from medcentre.kernel.money import Money
from medcentre.kernel.periods import Month
from medcentre.residents.tables import AbsenceModel, FeeClassModel, PersonModel, StayModel

AWAY = {
    "hospital_trip": AwayKind.HOSPITAL,
    "hospital_inpatient": AwayKind.HOSPITAL,
    "medical_leave": AwayKind.MEDICAL_LEAVE,
    "family_leave": AwayKind.FAMILY,
    "escaped": AwayKind.ESCAPE,
    "other_organ": AwayKind.OTHER,
}
"""Kinds of absence of the residents' room, as the day rules tell them apart."""

LEFT = {
    "death": LeftKind.DIED,
    "to_other": LeftKind.TRANSFERRED,
    "to_justice": LeftKind.TRANSFERRED,
}
"""Kinds of exit that are not a plain release (FEE-09, FEE-10)."""


_THERE = aliased(StayModel, name="there")


def here_between(first: date, last: date) -> ColumnElement[bool]:
    """Stays that touch the days from `first` to `last`, exit days included.

    In two halves, each served by the index of exits, so that years gone by cost nothing.
    """
    came = _THERE.admitted_at < day_end(last)
    return StayModel.id.in_(
        union_all(
            select(_THERE.id).where(_THERE.exited_at.is_(None), came),
            select(_THERE.id).where(_THERE.exited_at >= day_start(first), came),
        )
    )


def stay_facts(
    session: Session, first: date, last: date, stay_id: int | None = None
) -> list[StayFacts]:
    """What the fee days of a stretch follow from: three statements, whatever the number of stays."""
    here = here_between(first, last)
    if stay_id is not None:
        here = here & (StayModel.id == stay_id)
    stays = session.execute(
        select(StayModel.id, StayModel.admitted_at, StayModel.exited_at, StayModel.exit_kind)
        .where(here)
        .order_by(StayModel.id)
    ).all()
    away: dict[int, list[Away]] = defaultdict(list)
    for sid, kind, left, back in session.execute(
        select(AbsenceModel.stay_id, AbsenceModel.kind, AbsenceModel.from_at, AbsenceModel.until_at)
        .join(StayModel, StayModel.id == AbsenceModel.stay_id)
        .where(here, AbsenceModel.revoked_at.is_(None), AbsenceModel.from_at < day_end(last))
    ):
        away[sid].append(Away(AWAY.get(kind, AwayKind.OTHER), left, back))
    classes: dict[int, list[ClassFact]] = defaultdict(list)
    for sid, value, begins, confirmed in session.execute(
        select(FeeClassModel.stay_id, FeeClassModel.value, FeeClassModel.from_at,
               FeeClassModel.confirmed)
        .join(StayModel, StayModel.id == FeeClassModel.stay_id)
        .where(here, FeeClassModel.revoked_at.is_(None), FeeClassModel.from_at < day_end(last))
    ):  # fmt: skip
        classes[sid].append(ClassFact(value, begins, bool(confirmed)))
    return [
        StayFacts(
            stay_id=sid, admitted_at=admitted, left_at=left,
            left_kind=LEFT.get(kind or "", LeftKind.RELEASED) if left else None,
            away=tuple(away[sid]), classes=tuple(classes[sid]),
        )
        for sid, admitted, left, kind in stays
    ]  # fmt: skip


def derive(session: Session, contract: Contract, month: Month) -> list[FeeRun]:
    """The fee days of a month as today's facts give them, packed into runs."""
    return [
        run
        for stay in stay_facts(session, month.first, month.last)
        for run in fee_runs(stay, contract, month.first, month.last)
    ]


_COLUMNS = (
    "stay_id, day, period_id, version_id, status, fee_class, part, rule, reason, nth, factor, "
    "rate, supplement"
)

_SQLITE = text(
    f"""
    INSERT INTO fee_day ({_COLUMNS})
    WITH RECURSIVE step(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM step WHERE n < :longest - 1),
    run AS MATERIALIZED (
        SELECT value ->> 0 AS stay_id, value ->> 1 AS first, value ->> 2 AS length,
               value ->> 3 AS version_id, value ->> 4 AS status, value ->> 5 AS fee_class,
               value ->> 6 AS part, value ->> 7 AS rule, value ->> 8 AS reason,
               value ->> 9 AS nth, value ->> 10 AS factor, value ->> 11 AS rate,
               value ->> 12 AS supplement
        FROM json_each(:runs)
    )
    SELECT stay_id, date(first, '+' || n || ' days'), :period, version_id, status, fee_class,
           part, rule, reason, CASE WHEN nth > 0 THEN nth + n ELSE 0 END, factor, rate, supplement
    FROM run CROSS JOIN step WHERE n < length
    """
)

_POSTGRESQL = text(
    f"""
    INSERT INTO fee_day ({_COLUMNS})
    SELECT (value ->> 0)::bigint, (value ->> 1)::date + n, :period, (value ->> 3)::bigint,
           value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
           CASE WHEN (value ->> 9)::int > 0 THEN (value ->> 9)::int + n ELSE 0 END,
           (value ->> 10)::int, (value ->> 11)::bigint, (value ->> 12)::bigint
    FROM json_array_elements(CAST(:runs AS json)) AS value,
         LATERAL generate_series(0, (value ->> 2)::int - 1) AS n
    """
)


def write_days(session: Session, period_id: int, runs: Sequence[FeeRun]) -> int:
    """Replace the fee days of an open month; returns their number.

    Runs travel as one JSON text and are unpacked by the database: a third of the time of handing
    it every day. The guards of closed months look at each row all the same (T10).
    """
    session.execute(delete(FeeDayModel).where(FeeDayModel.period_id == period_id))
    if not runs:
        return 0
    packed = json.dumps([_packed(run) for run in runs], separators=(",", ":"))
    is_server = session.get_bind().dialect.name == "postgresql"
    params: dict[str, Any] = {"runs": packed, "period": period_id}
    if not is_server:
        params["longest"] = max(run.length for run in runs)
    session.execute(_POSTGRESQL if is_server else _SQLITE, params)
    return sum(run.length for run in runs)


def _packed(run: FeeRun) -> list[int | str]:
    v = run.verdict
    return [
        run.stay_id, run.first.isoformat(), run.length, v.version_id, v.status, v.fee_class,
        v.part, v.rule, v.reason, v.nth, v.factor, v.rate.fen, v.supplement.fen,
    ]  # fmt: skip


def stored_days(session: Session, period_id: int, stay_id: int | None = None) -> list[FeeDay]:
    """The fee days of a month as they stand in the store."""
    query = (
        select(
            FeeDayModel.stay_id, FeeDayModel.day, FeeDayModel.status, FeeDayModel.fee_class,
            FeeDayModel.part, FeeDayModel.rule, FeeDayModel.reason, FeeDayModel.nth,
            FeeDayModel.factor, FeeDayModel.rate, FeeDayModel.supplement,
            ContractVersionModel.number, FeeDayModel.version_id,
        )
        .join(ContractVersionModel, ContractVersionModel.id == FeeDayModel.version_id)
        .where(FeeDayModel.period_id == period_id)
        .order_by(FeeDayModel.stay_id, FeeDayModel.day)
    )  # fmt: skip
    if stay_id is not None:
        query = query.where(FeeDayModel.stay_id == stay_id)
    return [
        FeeDay(
            sid, day,
            DayVerdict(DayStatus(status), fee_class, DayPart(part), rule, reason, nth, factor,
                       rate, supplement, version, version_id),
        )
        for (sid, day, status, fee_class, part, rule, reason, nth, factor, rate, supplement,
             version, version_id) in session.execute(query)
    ]  # fmt: skip


def grouped_days(session: Session, month: Month) -> list[StayBucket]:
    """The fee days of a month grouped by person and price: one statement."""
    keys = (
        FeeDayModel.stay_id, StayModel.admission_no, PersonModel.name, ContractVersionModel.number,
        FeeDayModel.fee_class, FeeDayModel.part, FeeDayModel.rate, FeeDayModel.supplement,
        FeeDayModel.rule,
    )  # fmt: skip
    rows = session.execute(
        select(*keys, func.count())
        .join(PeriodModel, PeriodModel.id == FeeDayModel.period_id)
        .join(StayModel, StayModel.id == FeeDayModel.stay_id)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .join(ContractVersionModel, ContractVersionModel.id == FeeDayModel.version_id)
        .where(PeriodModel.month == str(month))
        .group_by(*keys)
        .order_by(StayModel.admission_no)
    )
    return [
        StayBucket(sid, no, name, version, fee_class, DayPart(part), rate, extra, rule, days)
        for sid, no, name, version, fee_class, part, rate, extra, rule, days in rows
    ]


def amounts_by_stay(groups: Iterable[StayBucket]) -> dict[int, Money]:
    """What each person's days bring at daily rates."""
    found: dict[int, int] = defaultdict(int)
    for g in groups:
        found[g.stay_id] += (g.rate.fen + g.supplement.fen) * g.days
    return {sid: Money(fen) for sid, fen in found.items()}
