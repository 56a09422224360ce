"""Insight: my work, timeline, search, since last night, counters, alerts. Composed, never stored."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from medcentre.care import views as care
from medcentre.insight.facts import (
    BellAlert,
    EventKind,
    FoundPerson,
    MyDay,
    MyWork,
    PatientRow,
    SinceNight,
    StripFact,
    StripItem,
    TimelineEvent,
    TopCounts,
)
from medcentre.kernel.clock import at as moment_at
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, may, reads
from medcentre.kernel.due import Domain, DueItem
from medcentre.kernel.periods import age_on
from medcentre.kernel.permissions import Data, Permission, Right, Role, view
from medcentre.kernel.records import RecordStatus
from medcentre.kernel.wording import label
from medcentre.placement.facts import BedState
from medcentre.placement.tables import BedModel, OccupancyModel, RoomModel, ZoneModel
from medcentre.placement.views import lists as placement
from medcentre.placement.views.beds import BedPlace, beds_of
from medcentre.placement.views.map import seen_at
from medcentre.residents import views as residents
from medcentre.residents.facts import Condition, RollRow
from medcentre.store.uow import reading
from medcentre.support import views as support

_ANYBODY = tuple(Permission(data, Right.VIEW) for data in Data)

DueView = Callable[[ServiceContext], tuple[DueItem, ...]]

DUE: tuple[tuple[DueView, frozenset[Role]], ...] = (
    (care.due, frozenset({Role.DOCTOR})),
    (support.due, frozenset({Role.POLICE})),
    (placement.due_now, frozenset({Role.DOCTOR, Role.NURSE, Role.POLICE})),
)
"""The due view of every room that makes work, and whose work it is."""

NIGHT_FROM = 22
"""The strip begins at this hour of the evening before (mock-up 01)."""

SHOWS_ALL = frozenset({Role.DIRECTOR, Role.JOINT_OFFICE})
"""Roles that see the work of every group (the head of a group sees who is late, MED-43)."""


# ---- my work -----------------------------------------------------------------------------------


@reads(*_ANYBODY)
def my_work(ctx: ServiceContext) -> MyWork:
    """What the signed-in person has to do, soonest first (J1)."""
    actor = ctx.actor
    everything = not actor.roles or bool(actor.roles & SHOWS_ALL)
    found: list[DueItem] = []
    for due, roles in DUE:
        if (everything or roles & actor.roles) and may(ctx, due) and _whole_reader(ctx, due):
            found += due(ctx)
    if not everything:
        found = [item for item in found if item.roles & actor.roles]
    places = beds_of(ctx) if found and may(ctx, beds_of) else {}
    items = [
        replace(item, place=places[item.stay_id].bed if item.stay_id in places else "")
        for item in sorted(found, key=lambda i: (i.due_at, i.stay_id or 0, i.kind))
    ]
    return MyWork(ctx.clock.now(), tuple(items))


def _whole_reader(ctx: ServiceContext, due: DueView) -> bool:
    """Rooms refuse readers whose right ends at a summary; they simply have no such work."""
    return due is not care.due or care.reads_notes(ctx.actor)


@reads(view(Data.IDENTITY_BASIC))
def my_day(ctx: ServiceContext) -> MyDay:
    """Work, patients and the strip of one person, with the roll read once (mock-up 01)."""
    work = my_work(ctx)
    rows = residents.roll(ctx)
    return MyDay(work, _patients(ctx, work, rows), _night(ctx, rows))


@reads(view(Data.IDENTITY_BASIC))
def my_patients(ctx: ServiceContext) -> tuple[PatientRow, ...]:
    """Everybody on the roll, by bed, with what is due for the reader (mock-up 01, middle)."""
    return _patients(ctx, my_work(ctx), residents.roll(ctx))


def _patients(
    ctx: ServiceContext, work: MyWork, roll: tuple[RollRow, ...]
) -> tuple[PatientRow, ...]:
    late: dict[int, int] = {}
    owed: dict[int, int] = {}
    for item in work.items:
        if item.stay_id is not None:
            owed[item.stay_id] = owed.get(item.stay_id, 0) + 1
            late[item.stay_id] = late.get(item.stay_id, 0) + (item.due_at < work.at)
    places = beds_of(ctx)
    today = centre_day(work.at)
    rows = [
        PatientRow(
            row.stay_id, _bed(places, row), _zone(places, row), row.name,
            age_on(row.birth_date, today) if row.birth_date else None,
            row.care_level, row.precautions, row.condition, row.absence is not None,
            row.red_alert, (today - centre_day(row.admitted_at)).days + 1,
            owed.get(row.stay_id, 0), late.get(row.stay_id, 0),
        )
        for row in roll
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.bed == "", r.bed, r.name)))


def _bed(places: dict[int, BedPlace], row: RollRow) -> str:
    return places[row.stay_id].bed if row.stay_id in places else ""


def _zone(places: dict[int, BedPlace], row: RollRow) -> str:
    return places[row.stay_id].zone if row.stay_id in places else ""


# ---- timeline ----------------------------------------------------------------------------------

_FACT_DOMAIN = {
    "legal_status": Domain.LEGAL,
    "admission": Domain.LEGAL,
    "exit": Domain.LEGAL,
    "care_level": Domain.NURSING,
    "precaution": Domain.NURSING,
    "condition": Domain.MEDICAL,
    "fee_class": Domain.MONEY,
}

_FACT_LABELS = {
    "legal_status": "legal_status", "care_level": "care_level", "condition": "condition",
    "precaution": "precaution", "fee_class": "fee_class", "absence": "absence",
    "alert": "alert", "trait": "trait", "exit": "exit",
}  # fmt: skip


@reads(view(Data.IDENTITY_BASIC))
def timeline(ctx: ServiceContext, stay_id: int) -> tuple[TimelineEvent, ...]:
    """Everything that happened to a person as far as the reader may know, newest first (J3)."""
    events = [
        TimelineEvent(
            at=change.at, kind=EventKind.FACT,
            domain=_FACT_DOMAIN.get(change.fact, Domain.CUSTODY),
            subject=f"timeline.{change.fact}", value=_value(change.fact, change.value),
            note=change.note, who=change.entered_by, alert=change.fact == "alert",
        )
        for change in residents.history(ctx, stay_id)
    ]  # fmt: skip
    if may(ctx, care.notes_of) and care.reads_notes(ctx.actor):
        events += _notes(ctx, stay_id)
    if may(ctx, support.talks_of):
        events += _talks(ctx, stay_id)
    if may(ctx, beds_of):
        events += _moves(ctx, stay_id)
    return tuple(sorted(events, key=lambda e: (e.at, e.subject), reverse=True))


def _value(fact: str, value: str) -> str:
    return f"label:{_FACT_LABELS[fact]}.{value}" if fact in _FACT_LABELS and value else value


def _notes(ctx: ServiceContext, stay_id: int) -> list[TimelineEvent]:
    return [
        TimelineEvent(
            at=n.at, kind=EventKind.NOTE, domain=Domain.MEDICAL, subject=f"note_kind.{n.kind}",
            value=n.excerpt, who=n.signer or n.author, status=str(n.status), record_id=n.id,
        )
        for n in care.notes_of(ctx, stay_id)
    ]  # fmt: skip


def _talks(ctx: ServiceContext, stay_id: int) -> list[TimelineEvent]:
    return [
        TimelineEvent(
            at=t.started, kind=EventKind.TALK, domain=Domain.CUSTODY, subject="timeline.talk",
            value=t.excerpt, who=t.talker, status=str(t.status), record_id=t.id,
            note=",".join(f"label:talk_topic.{topic}" for topic in t.topics),
        )
        for t in support.talks_of(ctx, stay_id)
        if t.status is not RecordStatus.DRAFT or support.reads_talks(ctx.actor)
    ]  # fmt: skip


def _moves(ctx: ServiceContext, stay_id: int) -> list[TimelineEvent]:
    with reading(ctx) as session:
        rows = session.execute(
            select(
                OccupancyModel.from_at, OccupancyModel.reason, OccupancyModel.entered_by,
                BedModel.code, ZoneModel.name,
            )
            .join(BedModel, BedModel.id == OccupancyModel.bed_id)
            .join(RoomModel, RoomModel.id == BedModel.room_id)
            .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
            .where(OccupancyModel.stay_id == stay_id, OccupancyModel.revoked_at.is_(None))
            .order_by(OccupancyModel.from_at)
        ).all()  # fmt: skip
    events, before = [], ""
    for row in rows:
        value = f"{before} → {row.code}" if before else row.code
        events.append(
            TimelineEvent(
                at=row.from_at, kind=EventKind.BED, domain=Domain.NURSING,
                subject="timeline.move" if before else "timeline.bed", value=value,
                note=row.name, who=row.entered_by,
            )
        )  # fmt: skip
        before = row.code
    return events


# ---- search ------------------------------------------------------------------------------------


@reads(view(Data.IDENTITY_BASIC))
def search(ctx: ServiceContext, words: str) -> tuple[FoundPerson, ...]:
    """People by name, initials, number or nickname, and by bed (J4); at most a dozen."""
    key = words.strip().casefold()
    found = residents.find(ctx, words) if key else ()
    places = beds_of(ctx)
    people = {f.stay_id: f for f in found}
    by_bed = [
        stay
        for stay, place in places.items()
        if key and place.bed.replace("-", "").casefold().startswith(key.replace("-", ""))
    ]
    if not people and not by_bed:
        return ()
    wanted = frozenset(people) | frozenset(by_bed)
    rows = {row.stay_id: row for row in residents.roll_of(ctx, wanted)}
    today = centre_day(ctx.clock.now())
    made = [_person(rows[s], places, today, False) for s in by_bed if s in rows and s not in people]
    for stay, hit in people.items():
        row = rows.get(stay)
        if row is not None:
            made.append(_person(row, places, today, hit.same_name))
        else:
            age = age_on(hit.birth_date, today) if hit.birth_date else None
            made.append(
                FoundPerson(
                    stay, hit.name, hit.pinyin, hit.admission_no, hit.sex, age, "", "", None, (),
                    hit.exited, hit.same_name,
                )
            )  # fmt: skip
    return tuple(made[: residents.SEARCH_LIMIT])


def _person(
    row: RollRow, places: dict[int, BedPlace], today: object, same_name: bool
) -> FoundPerson:
    age = age_on(row.birth_date, today) if row.birth_date else None  # type: ignore[arg-type]
    return FoundPerson(
        row.stay_id, row.name, row.pinyin, row.admission_no, row.sex, age, _bed(places, row),
        _zone(places, row), row.care_level, row.precautions, row.exited_at is not None, same_name,
    )  # fmt: skip


# ---- since last night --------------------------------------------------------------------------


@reads(view(Data.IDENTITY_BASIC))
def since_last_night(ctx: ServiceContext) -> SinceNight:
    """Who came, left, went out, was moved, is grave since the evening before."""
    return _night(ctx, residents.roll(ctx))


def _night(ctx: ServiceContext, rows: tuple[RollRow, ...]) -> SinceNight:
    now = ctx.clock.now()
    since = moment_at(centre_day(now) - timedelta(days=1), NIGHT_FROM)
    names = {row.stay_id: row.name for row in rows}
    gone = residents.former(ctx, since)
    items = [
        _item(StripFact.ADMITTED, ((r.name, r.admitted_at) for r in rows if r.admitted_at >= since)),
        _item(StripFact.OUT, (
            (r.name, r.absent_since) for r in rows if r.absence and r.absent_since
        )),
        _item(StripFact.EXITED, ((r.name, r.exited_at) for r in gone if r.exited_at)),
        _item(StripFact.MOVED, _moved(ctx, since, names)),
    ]  # fmt: skip
    if care.reads_notes(ctx.actor):
        grave = (Condition.CRITICAL, Condition.SERIOUS)
        items.append(
            _item(StripFact.GRAVE, ((r.name, r.admitted_at) for r in rows if r.condition in grave))
        )
    items.append(_item(StripFact.ALERTS, ((r.name, r.admitted_at) for r in rows if r.red_alert)))
    return SinceNight(since, now, tuple(items))


def _item(fact: StripFact, people: Iterable[tuple[str, datetime]]) -> StripItem:
    found = tuple(sorted(people, key=lambda p: p[1], reverse=True))
    return StripItem(fact, len(found), found)


def _moved(
    ctx: ServiceContext, since: datetime, names: dict[int, str]
) -> list[tuple[str, datetime]]:
    """People whose bed changed since a moment (not the first bed of a newcomer)."""
    with reading(ctx) as session:
        rows = session.execute(
            select(OccupancyModel.stay_id, OccupancyModel.from_at).where(
                OccupancyModel.revoked_at.is_(None), OccupancyModel.until_at.is_(None)
            )
        ).all()
        recent = {stay: at for stay, at in rows if at >= since and stay in names}
        before = set(
            session.scalars(
                select(OccupancyModel.stay_id).where(
                    OccupancyModel.stay_id.in_(recent), OccupancyModel.from_at < since,
                    OccupancyModel.revoked_at.is_(None),
                )
            )
        )  # fmt: skip
    return [(names[stay], at) for stay, at in recent.items() if stay in before]


# ---- counters and bell ---------------------------------------------------------------------------


@reads(view(Data.IDENTITY_BASIC), view(Data.USERS), view(Data.STATISTICS))
def top_counts(ctx: ServiceContext) -> TopCounts:
    """On the roll, out, free beds."""
    counted = residents.counts(ctx)
    free = None
    if ctx.actor.may(view(Data.PLACES)):
        beds = seen_at(ctx).beds
        free = sum(bed.state is BedState.FREE for bed in beds)
    return TopCounts(counted.on_roll, counted.out, free)


@reads(*_ANYBODY)
def alerts(ctx: ServiceContext) -> tuple[BellAlert, ...]:
    """Behind the bell: own work overdue, people not back in time. No illness ever (wording 7)."""
    work = my_work(ctx)
    made = [
        BellAlert(
            f"{item.kind}:{item.stay_id}:{item.due_at.isoformat()}", "bell.overdue",
            (("task", label(item.kind, ctx.lang)), ("name", item.person_name)), item.place,
            item.due_at, False, item.stay_id,
        )
        for item in work.items
        if item.due_at < work.at
    ]  # fmt: skip
    if may(ctx, residents.roll):
        made += _not_back(ctx, work.at)
    return tuple(sorted(made, key=lambda a: (not a.critical, a.at)))


def _not_back(ctx: ServiceContext, now: datetime) -> list[BellAlert]:
    """People out longer than expected: 30 minutes late is critical (domain.md 13.4)."""
    return [
        BellAlert(
            f"not_back:{row.stay_id}", "bell.not_back",
            (("name", row.name), ("kind", label(f"absence.{row.absence}", ctx.lang))), "",
            row.expected_back, now - row.expected_back > timedelta(minutes=30), row.stay_id,
        )
        for row in residents.roll(ctx)
        if row.absence and row.expected_back is not None and row.expected_back < now
    ]  # fmt: skip
