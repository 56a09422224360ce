"""What is planned: kept beds, returns, ends of terms and of exceptions, as marks and as a map (B12).

A plan is what the store already knows: a kept bed, an expected return, the last day of a term. The
map of a moment ahead is today's, with those facts carried out that should have happened by then;
nothing of it is stored.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from medcentre.kernel.clock import at as moment_at
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, edit, view
from medcentre.placement.facts import Bed, BedState, PersonFacts, Snapshot
from medcentre.placement.tables import (
    BedModel,
    OccupancyModel,
    OverrideModel,
    ReservationModel,
)
from medcentre.placement.views.board import Board, board
from medcentre.placement.views.map import map_of, public_snapshot, shown_name, veil
from medcentre.placement.views.reach import cut, own, stays, told_words, treats
from medcentre.placement.views.snapshot import living, occupied_at, snapshot_at
from medcentre.residents.tables import AbsenceModel, PersonModel, StayModel
from medcentre.residents.views import holds_at, last_days, on_roll_at, stays_on_roll
from medcentre.store.uow import reading

BY_HOUR = 18
"""Who leaves on a day has left by this hour; a term names the day only (LAW-10)."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that should have happened by `at`.

    `kind`: in (somebody without a bed gets one), move, back, out, lapse (a rule set aside holds
    again). `stay_id` is None for somebody expected, whom `name` describes; `bed_id` is where it
    happens, `from_bed` the bed given up.
    """

    at: datetime
    kind: str
    stay_id: int | None
    name: str
    bed_id: int | None
    bed: str
    from_bed: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class PlanBoard(Board):
    """The map of a moment ahead. `planned`: bed -> what is planned there by then.

    `blocked`: planned arrivals whose bed would not be free.
    """

    planned: Mapping[int, Coming] = field(default_factory=lambda: MappingProxyType({}))
    blocked: tuple[Coming, ...] = ()


@reads(view(Data.PLACES), edit(Data.PLACES))
def coming(ctx: ServiceContext, until: datetime) -> tuple[Coming, ...]:
    """Everything planned from now until a moment, soonest first; at most five statements.

    Ends of terms only for those who may know them.
    """
    with reading(ctx) as session:
        return tuple(_coming(session, ctx, until))


def _coming(session: Session, ctx: ServiceContext, until: datetime) -> list[Coming]:
    now, actor = ctx.clock.now(), ctx.actor
    known, zones = stays(session, ctx), own(session, ctx)
    found = [*_events(session, now, until)]
    if actor.may(view(Data.LEGAL)):
        found += _leaving(session, now, until)
    if zones is not None:
        held = {b.id for b in cut(snapshot_at(session, now), zones).beds}
        found = [c for c in found if c.bed_id in held]
    return sorted(
        (
            replace(c, name=_known_as(c, ctx))
            for c in found
            if known is None or c.stay_id is None or c.stay_id in known
        ),
        key=lambda c: (c.at, c.kind, c.bed),
    )


def _known_as(event: Coming, ctx: ServiceContext) -> str:
    """Who comes; for whom a bed is kept, where somebody only wrote it down, is for few (SEC-01)."""
    if event.stay_id:
        return shown_name(event.name, ctx.actor)
    return told_words(event.name, ctx, {})


_LIES, _HERE = aliased(OccupancyModel, name="lies"), aliased(BedModel, name="here_bed")
_NONE: Any = literal("")


def _part(
    kind: str, moment: Any, stay: Any, bed: Any, source: Any, words: Any = _NONE, rule: Any = _NONE
) -> Any:
    """One kind of event with its person, its bed (None: where the person lies) and that bed."""
    return (
        select(
            literal(kind).label("kind"), moment.label("at"), stay.label("stay_id"),
            PersonModel.name.label("name"), BedModel.id.label("bed_id"),
            BedModel.code.label("bed"), words.label("words"), rule.label("rule"),
            _HERE.code.label("here"),
        )
        .select_from(source)
        .outerjoin(StayModel, StayModel.id == stay)
        .outerjoin(PersonModel, PersonModel.id == StayModel.person_id)
        .outerjoin(
            _LIES,
            and_(_LIES.stay_id == stay, _LIES.until_at.is_(None), _LIES.revoked_at.is_(None)),
        )
        .outerjoin(_HERE, _HERE.id == _LIES.bed_id)
        .outerjoin(BedModel, BedModel.id == (_LIES.bed_id if bed is None else bed))
    )  # fmt: skip


def _events(session: Session, now: datetime, until: datetime) -> Iterator[Coming]:
    """Reservations, returns and ends of overrides in one statement."""

    def ahead(moment: Any) -> Any:
        return and_(moment > now, moment <= until)

    gone = and_(StayModel.exited_at.is_not(None), StayModel.exited_at <= now)
    query = union_all(
        _part("in", ReservationModel.until_at, ReservationModel.stay_id, ReservationModel.bed_id,
              ReservationModel, ReservationModel.for_whom)
        .where(ahead(ReservationModel.until_at), ReservationModel.released_at.is_(None), ~gone),
        _part("back", AbsenceModel.expected_back, AbsenceModel.stay_id, None, AbsenceModel)
        .where(ahead(AbsenceModel.expected_back), holds_at(AbsenceModel, now),
               AbsenceModel.stay_id.in_(stays_on_roll(now))),
        _part("lapse", OverrideModel.until_at, OverrideModel.stay_id, OverrideModel.bed_id,
              OverrideModel, rule=OverrideModel.rule)
        .where(ahead(OverrideModel.until_at), living(OverrideModel, now),
               OverrideModel.withdrawn_at.is_(None), on_roll_at(now)),
    )  # fmt: skip
    for r in session.execute(query):
        kind = "move" if r.kind == "in" and r.here else r.kind
        if kind == "move" and r.here == r.bed:
            continue
        yield Coming(
            r.at, kind, r.stay_id, r.name or r.words or "", r.bed_id, r.bed or "",
            r.here or "" if kind == "move" else "", r.rule or "",
        )  # fmt: skip


def _leaving(session: Session, now: datetime, until: datetime) -> Iterator[Coming]:
    """Ends of terms (LAW-10) and of agreements, for those who have not gone yet."""
    which = on_roll_at(now)
    rows = session.execute(
        select(StayModel, PersonModel.name, BedModel.id, BedModel.code)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .outerjoin(OccupancyModel, and_(OccupancyModel.stay_id == StayModel.id, occupied_at(now)))
        .outerjoin(BedModel, BedModel.id == OccupancyModel.bed_id)
        .where(which, or_(StayModel.decision_on.is_not(None), StayModel.agreement_until.is_not(None)))
    ).all()  # fmt: skip
    ends = last_days(session, now, [r[0] for r in rows], which)
    for stay, name, bed_id, bed in rows:
        day = stay.agreement_until or ends.get(stay.id)
        if day is not None and now < (gone := moment_at(day, BY_HOUR)) <= until:
            yield Coming(gone, "out", stay.id, name, bed_id, bed or "")


@reads(view(Data.PLACES), edit(Data.PLACES))
def plan_board(ctx: ServiceContext, at: datetime) -> PlanBoard:
    """The map of a moment ahead, planned things carried out; its conflicts are those of the plan."""
    with reading(ctx) as session:
        events = _coming(session, ctx, at)
        snapshot = cut(snapshot_at(session, at), own(session, ctx))
    future, planned, blocked = carry_out(snapshot, events)
    today = board(ctx)
    judge = ctx.actor.may(edit(Data.PLACES)) or treats(ctx.actor)
    home = {e.stay_id for e in events if e.kind in ("back", "out")}
    return PlanBoard(
        veil(map_of(future, ctx.actor), today.kept_away),
        public_snapshot(future, ctx.actor) if judge else None,
        {stay: kind for stay, kind in today.away.items() if stay not in home},
        today.kept,
        today.notes,
        today.buildings,
        (),
        today.kept_away,
        planned,
        blocked,
    )


def carry_out(
    snapshot: Snapshot, events: Iterable[Coming]
) -> tuple[Snapshot, dict[int, Coming], tuple[Coming, ...]]:
    """A snapshot after planned things happened: the later one, bed -> its plan, what cannot be.

    Beds given up are to be cleaned; a bed nobody has left by then takes nobody.
    """
    people = {p.stay_id: p for p in snapshot.people}
    beds = {b.id: b for b in snapshot.beds}
    held = {p.bed_id: p.stay_id for p in snapshot.people if p.bed_id is not None}
    planned: dict[int, Coming] = {}
    blocked: list[Coming] = []
    for event in events:
        person = people.get(event.stay_id or 0)
        if event.kind == "out" and person is not None:
            del people[person.stay_id]
            _give_up(person, beds, held, planned, event)
        elif event.kind == "back" and person is not None:
            people[person.stay_id] = replace(person, away=False)
            if person.bed_id is not None:
                planned.setdefault(person.bed_id, event)
        elif event.kind in ("in", "move") and event.bed_id in beds:
            if event.bed_id in held:
                blocked.append(event)
                continue
            if person is not None:
                _give_up(person, beds, held, planned, event)
                people[person.stay_id] = replace(person, bed_id=event.bed_id)
                held[event.bed_id] = person.stay_id
            state = BedState.RESERVED if person is None else BedState.OCCUPIED
            beds[event.bed_id] = _turned(beds[event.bed_id], state)
            planned[event.bed_id] = event
        elif event.kind == "lapse" and event.bed_id in beds:
            planned.setdefault(event.bed_id, event)
    after = replace(snapshot, people=tuple(people.values()), beds=tuple(beds.values()))
    return after, planned, tuple(blocked)


def _give_up(
    person: PersonFacts,
    beds: dict[int, Bed],
    held: dict[int, int],
    planned: dict[int, Coming],
    event: Coming,
) -> None:
    bed_id = person.bed_id
    if bed_id is not None and held.pop(bed_id, None) is not None and bed_id in beds:
        beds[bed_id] = _turned(beds[bed_id], BedState.TO_CLEAN)
        planned[bed_id] = event


def _turned(bed: Bed, state: BedState) -> Bed:
    reserved = 0 if state is BedState.RESERVED else None
    return replace(bed, state=state, reserved_for=reserved, until=None)
