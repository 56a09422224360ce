"""Fee days: rules a second, a month of 300 people from facts to frozen statement, 20 years rebuilt.

`python -m tests.benchmarks.fees [--years N]`. The month is compared in the same run with the best
SQL we could write by hand for the same rows into the same guarded table (P08: at most 3 x).
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text

from medcentre.fees import acts
from medcentre.fees.acts.days import reckon_in
from medcentre.fees.acts.periods import period_in
from medcentre.fees.commands import CloseMonth
from medcentre.fees.contract_file import parse_contract
from medcentre.fees.daybook import derive, stay_facts, write_days
from medcentre.fees.rules.days import fee_runs, judge
from medcentre.fees.views.contracts import contract_for
from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month, days_between
from medcentre.kernel.permissions import SYSTEM
from medcentre.residents.tables import AbsenceModel, FeeClassModel, PersonModel, StayModel
from medcentre.store import schema
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import unit_of_work

PEOPLE = 300
KEY = bytes(32)
LAST = Month(2026, 10)
CONTRACT = """{"number": "B", "model": "PPPD_CLASS", "payer": "p", "living_part": "45.00", "versions": [
 {"version": 1, "effective": "2000-01-01", "rates": {"F1": "95", "F2": "138", "F3": "186.50", "F4": "268"}},
 {"version": 2, "effective": "2026-10-16", "rates": {"F1": "95", "F2": "142", "F3": "190", "F4": "275.50"}}]}"""
CLASSES, WEIGHTS = ("F1", "F2", "F3", "F4"), (10, 45, 38, 7)
KINDS = ("hospital_inpatient", "hospital_trip", "family_leave", "escaped")


def populate(ctx: ServiceContext, years: int, dice: random.Random) -> int:
    """About 300 people in the house on every day of the years; returns the number of stays."""
    begin = date(LAST.year - years, LAST.month, 1) - timedelta(days=700)
    stays, facts, absences, people = [], [], [], []
    entered = {"entered_at": ctx.clock.now(), "entered_by": "b", "version": 1}
    number = 0
    for _bed in range(PEOPLE):
        day = begin + timedelta(days=dice.randrange(60))
        while day <= LAST.last:
            number += 1
            admitted = at(day, dice.randrange(8, 18))
            left = admitted + timedelta(days=dice.randrange(20, 680), hours=2)
            gone = left.date() <= LAST.last + timedelta(days=20)
            people.append({"id": number, "name": f"某{number}", "pinyin": "", "initials": "",
                           "nickname": "", "sex": "1", "birth_date": date(1980, 1, 1), "ethnic": "",
                           "phone": "", "address": "", "education": "", **entered})  # fmt: skip
            stays.append({"id": number, "person_id": number, "admission_no": f"B{number:06d}",
                          "admitted_at": admitted, "decision_no": "", "decision_organ": "", "note": "",
                          "exited_at": left if gone else None, "exit_kind": "expired" if gone else None,
                          "exit_paper": "", "exit_note": "", **entered})  # fmt: skip
            change = admitted + timedelta(days=dice.randrange(5, 60))
            turns = change < left and dice.random() < 0.4
            first, second = dice.choices(CLASSES, WEIGHTS, k=2)
            common = {"stay_id": number, "reason": "", "revoked_at": None, **entered}
            facts.append({"value": first, "from_at": admitted, "confirmed": True,
                          "until_at": change if turns else None, **common})  # fmt: skip
            if turns:
                facts.append({"value": second, "from_at": change, "until_at": None,
                              "confirmed": True, **common})  # fmt: skip
            moment = admitted + timedelta(days=dice.randrange(3, 90))
            while dice.random() < 0.5 and moment < left - timedelta(days=15):
                back = moment + timedelta(days=dice.randrange(0, 9), hours=5)
                absences.append({"kind": dice.choice(KINDS), "from_at": moment, "until_at": back,
                                 "destination": "", "paper_no": "", "note": "", **common})  # fmt: skip
                moment = back + timedelta(days=dice.randrange(10, 120))
            day = left.date() + timedelta(days=1)
    with unit_of_work(ctx) as uow:
        for model, rows in ((PersonModel, people), (StayModel, stays), (FeeClassModel, facts),
                            (AbsenceModel, absences)):  # fmt: skip
            uow.session.execute(insert(model), rows)
        uow.record("bench", action="bench.seed")
        uow.commit()
    return number


BY_HAND = text(
    """
    INSERT INTO fee_day (stay_id, day, period_id, version_id, status, fee_class, part, rule, reason,
                         nth, factor, rate, supplement)
    WITH RECURSIVE cal(day) AS (
        SELECT :first UNION ALL SELECT date(day, '+1 day') FROM cal WHERE day < :last),
    term AS MATERIALIZED (
        SELECT cal.day, (SELECT v.id FROM fee_contract_version v WHERE v.effective <= cal.day
                         ORDER BY v.effective DESC LIMIT 1) AS version FROM cal),
    here AS MATERIALIZED (
        SELECT id, date(admitted_at, '+8 hours') AS came, date(exited_at, '+8 hours') AS went
        FROM stay WHERE admitted_at < :end AND (exited_at IS NULL OR exited_at >= :start)),
    away AS MATERIALIZED (
        SELECT a.stay_id, a.kind, date(a.from_at, '+8 hours') AS gone,
               coalesce(date(a.until_at, '+8 hours'), '9999-12-31') AS back
        FROM absence a JOIN here ON here.id = a.stay_id WHERE a.revoked_at IS NULL
          AND a.from_at < :end AND (a.until_at IS NULL OR a.until_at >= :start)),
    class AS MATERIALIZED (
        SELECT f.stay_id, f.value, date(f.from_at, '+8 hours') AS since,
               coalesce(date(f.until_at, '+8 hours'), '9999-12-31') AS till
        FROM fee_class f JOIN here ON here.id = f.stay_id WHERE f.revoked_at IS NULL)
    SELECT here.id, term.day, :period, term.version,
           CASE away.kind WHEN 'family_leave' THEN 'family_leave' WHEN 'escaped' THEN 'escaped'
                WHEN 'hospital_inpatient' THEN 'outside' WHEN 'hospital_trip' THEN 'outside'
                ELSE 'present' END,
           class.value,
           CASE WHEN away.kind IS NULL THEN 'full' WHEN away.kind = 'family_leave' THEN 'living'
                WHEN away.kind = 'escaped' AND away.gone = term.day THEN 'full'
                WHEN away.kind = 'escaped' THEN 'zero'
                WHEN julianday(term.day) - julianday(away.gone) < 3 THEN 'full' ELSE 'zero' END AS part,
           'FEE-01', 'present',
           coalesce(julianday(term.day) - julianday(away.gone) + 1, 0), 100,
           CASE WHEN away.kind IS NULL THEN fee_rate.rate WHEN away.kind = 'family_leave' THEN 4500
                WHEN away.kind = 'escaped' AND away.gone = term.day THEN fee_rate.rate
                WHEN away.kind = 'escaped' THEN 0
                WHEN julianday(term.day) - julianday(away.gone) < 3 THEN fee_rate.rate ELSE 0 END,
           0
    FROM here JOIN term ON here.came <= term.day AND (here.went IS NULL OR term.day < here.went)
    JOIN class ON class.stay_id = here.id AND class.since <= term.day AND term.day < class.till
    JOIN fee_rate ON fee_rate.version_id = term.version AND fee_rate.fee_class = class.value
    LEFT JOIN away ON away.stay_id = here.id AND away.gone <= term.day AND term.day < away.back
    """
)


def naive(moment: datetime) -> str:
    """As the store writes a moment."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def timed(run: Callable[[], Any], times: int = 9) -> tuple[float, Any]:
    """Median seconds of a run, and its last result."""
    spent, result = [], None
    for _ in range(times):
        begin = time.perf_counter()
        result = run()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent), result


def ours(ctx: ServiceContext, month: Month) -> int:
    """The month as the act builds it: facts read, judged, written."""
    with unit_of_work(ctx) as uow:
        period = period_in(uow, month)
        uow.session.execute(text("DELETE FROM fee_day WHERE period_id = :p"), {"p": period.id})
        contract = contract_for(uow.session, month)
        days = write_days(uow.session, period.id, derive(uow.session, contract, month))
        uow.record("bench", action="bench.ours")
        uow.commit()
    return days


def by_hand(ctx: ServiceContext, month: Month) -> int:
    """The same rows by SQL alone."""
    with unit_of_work(ctx) as uow:
        period = period_in(uow, month)
        uow.session.execute(text("DELETE FROM fee_day WHERE period_id = :p"), {"p": period.id})
        uow.session.execute(
            BY_HAND,
            {"first": str(month.first), "last": str(month.last), "period": period.id,
             "start": naive(at(month.first)), "end": naive(at(month.plus(1).first))},
        )  # fmt: skip
        days = uow.session.scalar(
            text("SELECT count(*) FROM fee_day WHERE period_id = :p"), {"p": period.id}
        )
        uow.record("bench", action="bench.hand")
        uow.commit()
    return int(days or 0)


def amount(ctx: ServiceContext) -> int:
    """Sum of all stored days, to see that both ways agree."""
    with unit_of_work(ctx) as uow:
        return int(uow.session.scalar(text("SELECT sum(rate) FROM fee_day")) or 0)


def rebuild(ctx: ServiceContext, months: list[Month]) -> int:
    """Every month anew, each its own transaction."""
    days = 0
    for month in months:
        with unit_of_work(ctx) as uow:
            days += reckon_in(uow, period_in(uow, month)).days
            uow.commit()
    return days


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--years", type=int, default=2)
    years = options.parse_args().years
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(folder, KEY)
        with engine.begin() as conn:
            schema.create_all(conn)
        ctx = ServiceContext(Store(engine, folder, KEY), SYSTEM, StillClock())
        acts.load_contract(ctx, parse_contract(CONTRACT))
        stays = populate(ctx, years, random.Random(7))
        print(
            f"{stays} stays over {years} + 2 years, SQLite {sqlite3.sqlite_version} in the standard library"
        )
        with unit_of_work(ctx) as uow:
            contract = contract_for(uow.session, LAST)
            facts = stay_facts(uow.session, LAST.first, LAST.last)
        spent, runs = timed(
            lambda: [r for s in facts for r in fee_runs(s, contract, LAST.first, LAST.last)]
        )
        days = sum(r.length for r in runs)
        print(f"rules alone, packed        {days / spent:>12,.0f} fee days/s")
        each = [(s, d) for s in facts for d in days_between(LAST.first, LAST.last)]
        spent, _ = timed(lambda: [judge(s, contract, d) for s, d in each], 3)
        print(f"rules alone, day by day    {len(each) / spent:>12,.0f} fee days/s")
        mine, count = timed(lambda: ours(ctx, LAST))
        sum_mine = amount(ctx)
        hand, hand_count = timed(lambda: by_hand(ctx, LAST))
        assert (count, sum_mine) == (hand_count, amount(ctx)), "the two ways differ"
        print(f"month of {len(facts)} stays, {count} days: facts to stored days")
        print(
            f"  ours                     {mine * 1000:>12.0f} ms   {count / mine:,.0f} fee days/s"
        )
        print(f"  best SQL by hand         {hand * 1000:>12.0f} ms   ratio {mine / hand:.2f}")
        begin = time.perf_counter()
        acts.close_month(ctx, CloseMonth(month=LAST, reason="bench"))
        print(
            f"close (reckon, check, freeze) {(time.perf_counter() - begin) * 1000:>9.0f} ms   budget 500 ms"
        )
        months = [LAST.plus(-n) for n in range(1, years * 12 + 1)]
        begin = time.perf_counter()
        total = rebuild(ctx, months)
        spent = time.perf_counter() - begin
        print(
            f"{years} years rebuilt: {total:,} days in {spent:.1f} s, {total / spent:,.0f} fee days/s"
        )
        engine.dispose()


if __name__ == "__main__":
    main()
