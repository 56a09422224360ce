"""Writing the reference load: a month a transaction, each with its audit entry, resumable.

What is in the store tells how far a killed run came: the first entry keeps the moment and the
number of months the plan follows from, each month's entry that the month is whole.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from medcentre.fees.acts.closing import close_in
from medcentre.fees.acts.contracts import load_contract_in
from medcentre.fees.acts.days import reckon_in
from medcentre.fees.acts.periods import period_in
from medcentre.fees.commands import CloseMonth
from medcentre.fees.contract_file import parse_contract
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import StillClock, at, centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.placement.acts.places import define_places_in
from medcentre.placement.tables import BedModel, KeepApartModel
from medcentre.residents.tables import NumberSeriesModel, PersonModel
from medcentre.setup.big import house, records, rows
from medcentre.setup.big.plan import DAY, Plan, Visit, by_month, make_plan
from medcentre.setup.big.records import TALKS_KEPT, Item, Recorder, items_of
from medcentre.setup.big.rows import Batch, Staff, Writer
from medcentre.setup.demo import zone_of
from medcentre.setup.demo_facts import Post
from medcentre.staff.acts.people import RegisterStaff, register_staff_in
from medcentre.staff.facts import Category
from medcentre.staff.tables import StaffMember
from medcentre.store.audit import AuditEvent, AuditRow, canonical, chain, last_link, stamp
from medcentre.store.rows import move_sequences
from medcentre.store.uow import UnitOfWork, reading, unit_of_work

BEGUN, MONTH, DONE = "setup.big_begin", "setup.big_month", "setup.big_done"
"""Actions of the entries that tell how far the seeding came."""

Step = Callable[[str, int, int], object]
Event = tuple[datetime, str, str, str, str, str, dict[str, Any]]
"""Moment, actor, role, action, subject, topics and facts of one line of the trail."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a store is: `now` and `months` of its plan, months that are `written`."""

    now: datetime
    months: int
    written: int
    done: bool


def progress(ctx: ServiceContext) -> Progress | None:
    """What an earlier run left; None when nothing was begun."""
    with reading(ctx) as session:
        found = session.execute(
            select(AuditRow.action, AuditRow.facts).where(AuditRow.action.in_((BEGUN, MONTH, DONE)))
        ).all()
    begun = next((json.loads(f) for a, f in found if a == BEGUN), None)
    if begun is None:
        return None
    return Progress(
        datetime.fromisoformat(begun["now"]), begun["months"],
        sum(a == MONTH for a, _ in found), any(a == DONE for a, _ in found),
    )  # fmt: skip


def unfinished(ctx: ServiceContext) -> bool:
    """Whether the store is empty of people, or its seeding was broken off."""
    found = progress(ctx)
    if found is not None:
        return not found.done
    with reading(ctx) as session:
        people = session.scalar(select(func.count()).select_from(PersonModel)) or 0
        return people + (session.scalar(select(func.count()).select_from(StaffMember)) or 0) == 0


def begin(ctx: ServiceContext, months: int) -> None:
    """Places, staff and the contract; nothing when an earlier run did it. `months`: before this."""
    if progress(ctx) is not None:
        return
    now = ctx.clock.now()
    start = at(Month.of(centre_day(now)).plus(-months).first) - 30 * DAY
    still = replace(ctx, clock=StillClock(start))
    with unit_of_work(still) as uow:
        define_places_in(uow, tuple(zone_of(z) for z in house.ZONES))
        number = 0
        for post in house.STAFF:
            for place in range(post.count):
                number += 1
                register_staff_in(uow, _colleague(post, place, number))
        load_contract_in(uow, parse_contract(_contract(start.year, months // 12)))
        uow.record(
            "centre", Topic.PLACES, Topic.STAFF, action=BEGUN, now=now.isoformat(), months=months
        )
        uow.commit()


def _colleague(post: Post, place: int, number: int) -> RegisterStaff:
    woman = (place * 37 % 100) / 100 < post.women
    letters = house.FEMALE if woman else house.MALE
    name = house.FAMILY[number * 7 % len(house.FAMILY)] + letters[number * 5 % len(letters)]
    name += letters[number * 11 % len(letters)]
    return RegisterStaff(
        number=f"{post.prefix}{place + 1:03d}", name=name, sex="2" if woman else "1",
        category=post.category, title=post.titles[place % len(post.titles)],
        night_duty=post.night, phone=f"8{number:03d}", licence=f"{post.prefix}{52000 + number}",
    )  # fmt: skip


def _contract(first: int, years: int) -> str:
    """Rates that rise every fourth year."""
    versions = [
        {
            "version": n + 1, "effective": f"{first + 4 * n}-01-01",
            "rates": {k: f"{v + 4 * n}.00" for k, v in
                      (("F1", 79), ("F2", 118), ("F3", 162), ("F4", 240))},
        }
        for n in range(years // 4 + 1)
    ]  # fmt: skip
    return json.dumps({"number": "BG-BIG", "model": "PPPD_CLASS", "payer": "市财政",
                       "living_part": "45.00", "versions": versions})  # fmt: skip


def fill_months(ctx: ServiceContext, step: Step) -> None:
    """Every month that is not there yet. `step` is told after each."""
    found = progress(ctx)
    assert found is not None
    plan = make_plan(found.now, found.months)
    filler = _Filler(ctx, plan, found.written)
    for month in range(found.written, len(plan.months)):
        step("months", month, len(plan.months))
        filler.write(month)
    step("months", len(plan.months), len(plan.months))


class _Filler:
    """One run: what is written already is only counted."""

    def __init__(self, ctx: ServiceContext, plan: Plan, done: int) -> None:
        self.ctx, self.plan = ctx, plan
        self.staff, beds = _people_and_beds(ctx)
        self.writer = Writer(plan, beds, self.staff)
        self.recorder = Recorder(self.staff)
        self.stays: list[list[Any]] = by_month(plan, ((v.admitted, v) for v in plan.visits))
        self.exits: list[list[Any]] = by_month(
            plan, ((v.end, v) for v in plan.visits if v.end <= plan.now)
        )
        self.closures: list[list[Any]] = by_month(plan, ((c.start, c) for c in plan.closures))
        self.records: list[list[Any]] = [[] for _ in plan.months]
        for month in range(done):
            self._plan_records(month)
            for known in self.stays[month]:
                self.writer.skip(known)
            for item in self.records[month]:
                self.recorder.skip(item)

    def _plan_records(self, month: int) -> None:
        """Records of the month's new stays, into the months they are written in; in order."""
        for visit in self.stays[month]:
            for item in items_of(self.plan, visit):
                self.records[self.plan.month_of(item[0])].append(item)
        self.records[month].sort(key=lambda i: (i[0], i[1].number, i[2]))

    def write(self, month: int) -> None:
        """One month, one transaction."""
        plan = self.plan
        end = min(at(plan.months[month].plus(1).first + 2 * DAY, 9), plan.now)
        batch, events = Batch(), list(self._movements(month))
        for visit in self.stays[month]:
            self.writer.stay(batch, visit)
        self.writer.changes(batch, month)
        self.writer.cleanings(batch, month)
        self.writer.closures(batch, self.closures[month])
        self._plan_records(month)
        for item in self.records[month]:
            events.append(_record_event(item, self.recorder.write(batch, item), self.staff))
        self.records[month] = []
        with unit_of_work(replace(self.ctx, clock=StillClock(end))) as uow:
            _roomy_cache(uow)
            for model in (*rows.ORDER, *records.ORDER):
                if batch.rows[model]:
                    uow.session.connection().execute(insert(_table(model)), _named(model, batch))
            _append_trail(uow, sorted(events, key=lambda e: (e[0], e[4], e[3])))
            self._fees(uow, month)
            uow.record(
                f"month:{plan.months[month]}", Topic.RESIDENTS, Topic.PLACEMENT, Topic.CARE,
                Topic.SUPPORT, action=MONTH, stays=len(self.stays[month]),
                rows=sum(map(len, batch.rows.values())), events=len(events),
            )  # fmt: skip
            uow.session.info["wrote"] = True
            uow.commit()

    def _movements(self, month: int) -> Iterator[Event]:
        """Lines of the trail about people coming, lying, leaving."""
        for visit in self.stays[month]:
            officer, _ = self.staff.one(Category.POLICE, visit.number)
            yield (visit.admitted, officer, "police", "residents.admit", f"stay:{visit.number}",
                   "residents", {"person": visit.who.number, "admitted_at": visit.admitted,
                                 "admission_no": self.writer.number_of(visit)})  # fmt: skip
            for piece in visit.pieces:
                if piece.start > self.plan.now:
                    continue
                nurse, _ = self.staff.one(Category.NURSE, piece.opened.id)
                yield (piece.start, nurse, "nurse", f"placement.{piece.opened.kind}",
                       f"stay:{visit.number}", "placement",
                       {"bed": self.writer.beds[piece.bed], "at": piece.start,
                        "change": piece.opened.id, "reason": piece.opened.reason})  # fmt: skip
        for visit in self.exits[month]:
            officer, _ = self.staff.one(Category.POLICE, visit.number + 1)
            yield (visit.end, officer, "police", "residents.exit", f"stay:{visit.number}",
                   "placement,residents", {"exited_at": visit.end})  # fmt: skip

    def _fees(self, uow: UnitOfWork, month: int) -> None:
        """The month reckoned; closed when it is past the last but one."""
        this = self.plan.months[month]
        if month < len(self.plan.months) - 2:
            close_in(uow, CloseMonth(month=this, reason="演示数据：各方线下已签字"))
        else:
            reckon_in(uow, period_in(uow, this))


def _table(model: Any) -> Any:
    """The bare table: rows in bulk need no objects."""
    return model.__table__


def _named(model: Any, batch: Batch) -> list[dict[str, Any]]:
    """Rows with column names where an attribute is called otherwise."""
    found = batch.rows[model]
    names = {p.key: p.columns[0].name for p in model.__mapper__.column_attrs}
    other = {k: v for k, v in names.items() if k != v}
    return [{other.get(k, k): v for k, v in row.items()} for row in found] if other else found


def _record_event(item: Item, number: int, staff: Staff) -> Event:
    when, visit, kind = item
    talk = kind in TALKS_KEPT
    name, _ = staff.one(Category.POLICE if talk else Category.DOCTOR, visit.number)
    facts = {"stay": visit.number, "kind": str(kind), "version_no": 2}
    if talk:
        return when, name, "police", "support.sign_talk", f"talk:{number}", "support", facts
    return when, name, "doctor", "care.sign_note", f"note:{number}", "care", facts


def _append_trail(uow: UnitOfWork, events: list[Event]) -> None:
    """Lines of people's own acts, chained like any other (SEC-23)."""
    seq, link = last_link(uow.session)
    found = []
    for moment, actor, role, action, subject, topics, facts in events:
        seq += 1
        audit = AuditEvent(seq, stamp(moment), actor, None, role, "", action, subject, topics,
                           canonical(facts))  # fmt: skip
        link = chain(link, audit)
        found.append({
            "seq": seq, "at": moment, "actor": actor, "account_id": None, "roles": role,
            "workstation": "", "action": action, "subject": subject, "topics": topics,
            "facts": audit.facts, "link": link,
        })  # fmt: skip
    if found:
        uow.session.connection().execute(insert(_table(AuditRow)), found)


def _roomy_cache(uow: UnitOfWork) -> None:
    """Twenty years do not fit into a desk's usual cache; only this connection gets more."""
    conn = uow.session.connection()
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA cache_size = -256000")


def _people_and_beds(ctx: ServiceContext) -> tuple[Staff, dict[str, int]]:
    found: dict[Category, list[tuple[str, str]]] = {}
    with reading(ctx) as session:
        for row in session.execute(
            select(StaffMember.name, StaffMember.title, StaffMember.category)
            .order_by(StaffMember.id)
        ):  # fmt: skip
            found.setdefault(Category(row.category), []).append((row.name, row.title))
        beds = {r.code: r.id for r in session.execute(select(BedModel.code, BedModel.id))}
    return Staff({k: tuple(v) for k, v in found.items()}), beds


def finish(ctx: ServiceContext) -> None:
    """Number series, people to be kept apart; then it is whole."""
    found = progress(ctx)
    assert found is not None
    plan = make_plan(found.now, found.months)
    staff, beds = _people_and_beds(ctx)
    here = [v for v in plan.visits if v.end > plan.now and v.pieces]
    with unit_of_work(ctx) as uow:
        for year, last in Writer(plan, beds, staff).last_numbers().items():
            uow.add(NumberSeriesModel(series=f"admission:{year}", last=last))
        for one, two in _pairs(here):
            uow.add(KeepApartModel(
                first_id=one, second_id=two, reason="enmity", scope="zone",
                from_at=plan.now - 20 * DAY, entered_at=ctx.clock.now(), entered_by=ctx.actor.name,
            ))  # fmt: skip
        if uow.session.get_bind().dialect.name == "postgresql":
            move_sequences(uow.session.connection())
            uow.session.connection().exec_driver_sql("ANALYZE")  # what the server does by night
        uow.record("centre", Topic.RESIDENTS, Topic.PLACEMENT, action=DONE, stays=len(plan.visits))
        uow.commit()


def _pairs(here: list[Visit]) -> Iterator[tuple[int, int]]:
    """Two of different zones, a dozen times."""
    for one, two in zip(here[::20], here[7::20], strict=False):
        if one.zone.code != two.zone.code and not (one.intake and two.intake):
            low, high = sorted((one.who.number, two.who.number))
            yield low, high
