"""Placing, moving, exchanging, leaving, applying a plan: one change, one transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import (
    DomainError,
    KernelCode,
    NotFound,
    RulesBroken,
    Violation,
    refuse_if,
    required,
)
from medcentre.kernel.permissions import Actor, Data, Role, approve, edit
from medcentre.kernel.texts import tidy
from medcentre.placement.acts.agreements import ask_heads
from medcentre.placement.acts.places import entered
from medcentre.placement.commands import ApplyPlan, Exchange, Move, Place, PlannedMove
from medcentre.placement.facts import (
    BedState,
    Level,
    PersonFacts,
    PlacementCode,
    Precaution,
    Snapshot,
)
from medcentre.placement.rules import check_moves, crossings, refusals, verdict
from medcentre.placement.tables import (
    BedModel,
    ChangeModel,
    CleaningModel,
    MoveRequestModel,
    OccupancyModel,
    ReservationModel,
)
from medcentre.placement.views.map import shown_name
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.reach import refuse_conflict
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.store.uow import UnitOfWork, unit_of_work


def held_beds(uow: UnitOfWork, bed_ids: Iterable[int]) -> dict[int, int]:
    """Bed -> stay for those of the beds that are occupied now (held ones included, B14)."""
    return {
        row.bed_id: row.stay_id
        for row in uow.session.execute(
            select(OccupancyModel.bed_id, OccupancyModel.stay_id)
            .join(StayModel, StayModel.id == OccupancyModel.stay_id)
            .where(
                OccupancyModel.bed_id.in_(tuple(bed_ids)), OccupancyModel.until_at.is_(None),
                OccupancyModel.revoked_at.is_(None), StayModel.exited_at.is_(None),
            )
        )
    }  # fmt: skip


# ---- bulk functions on an open unit of work ---------------------------------------------------


def new_change(uow: UnitOfWork, kind: str, at: datetime, reason: str = "") -> ChangeModel:
    """The change that everything opened and closed in one act points to."""
    return uow.add(ChangeModel(kind=kind, at=at, reason=tidy(reason), **entered(uow)))


def place_in(
    uow: UnitOfWork,
    stay_id: int,
    bed_id: int,
    at: datetime,
    *,
    until: datetime | None = None,
    reason: str = "",
    change: ChangeModel | None = None,
) -> int:
    """Put a stay into a bed from a moment on, inside an open unit of work; the occupancy.

    Judges only what the store guarantees: the stay is on the roll then, and neither bed nor stay
    is taken twice (DomainError overlaps). Placement rules are the acts' and `check_all`'s work,
    so that an import can bring in what is really so. `until`: for history.
    """
    stay = uow.session.get(StayModel, stay_id)
    if stay is None:
        raise NotFound(what="stay", id=stay_id)
    if at < stay.admitted_at or (stay.exited_at is not None and at >= stay.exited_at):
        raise DomainError(PlacementCode.STAY_NOT_OPEN, name=name_in(uow, stay_id), where="at")
    change = change or new_change(uow, "place", at, reason)
    _close_exited(uow, bed_id, change)
    row = uow.add(
        OccupancyModel(
            stay_id=stay_id, bed_id=bed_id, from_at=at, until_at=until, reason=tidy(reason),
            opened_by_id=change.id, **entered(uow),
        )
    )  # fmt: skip
    _use_reservation(uow, bed_id, stay_id, at)
    uow.record(
        f"stay:{stay_id}", Topic.PLACEMENT, action=f"placement.{change.kind}",
        bed=bed_id, at=at, change=change.id, reason=reason,
    )  # fmt: skip
    return row.id


def leave_bed_in(
    uow: UnitOfWork,
    stay_id: int,
    at: datetime,
    *,
    change: ChangeModel | None = None,
    disinfect: bool = False,
    clean: bool = True,
) -> int | None:
    """End the running occupancy of a stay; its bed waits for cleaning. The bed, None without one.

    For exits: call it in the unit of work of the exit, with the exit's moment.
    """
    row = running_occupancy(uow, stay_id)
    if row is None:
        return None
    if at < row.from_at:
        raise DomainError(KernelCode.END_BEFORE_START, where="at")
    change = change or new_change(uow, "leave", at)
    row.until_at, row.closed_by_id = at, change.id
    uow.session.flush()
    if clean:
        uow.session.add(
            CleaningModel(
                bed_id=row.bed_id, change_id=change.id, disinfect=disinfect, from_at=at,
                **entered(uow),
            )
        )  # fmt: skip
        uow.session.flush()
    if change.kind == "leave":
        uow.record(
            f"stay:{stay_id}", Topic.PLACEMENT, action="placement.leave",
            bed=row.bed_id, at=at, change=change.id,
        )  # fmt: skip
    return row.bed_id


def running_occupancy(uow: UnitOfWork, stay_id: int) -> OccupancyModel | None:
    """The open occupancy of a stay."""
    return uow.session.scalar(
        select(OccupancyModel).where(
            OccupancyModel.stay_id == stay_id,
            OccupancyModel.until_at.is_(None),
            OccupancyModel.revoked_at.is_(None),
        )
    )


def _close_exited(uow: UnitOfWork, bed_id: int, change: ChangeModel) -> None:
    """An occupancy whose stay has exited ends, in writing, when the exit was (T1, T6)."""
    for row, exited_at in uow.session.execute(
        select(OccupancyModel, StayModel.exited_at)
        .join(StayModel, StayModel.id == OccupancyModel.stay_id)
        .where(
            OccupancyModel.bed_id == bed_id, OccupancyModel.until_at.is_(None),
            OccupancyModel.revoked_at.is_(None), StayModel.exited_at.is_not(None),
        )
    ).all():  # fmt: skip
        row.until_at = max(exited_at or row.from_at, row.from_at)
        row.closed_by_id = change.id
        uow.session.flush()
        uow.record(f"stay:{row.stay_id}", action="placement.leave", bed=bed_id, at=row.until_at)


def _use_reservation(uow: UnitOfWork, bed_id: int, stay_id: int, at: datetime) -> None:
    """A reservation is used up when its person arrives, also when they lie elsewhere.

    The bed kept for an open transfer stays kept while they move within their zone (T4).
    """
    asked = select(MoveRequestModel.to_bed_id).where(
        MoveRequestModel.stay_id == stay_id, MoveRequestModel.closed_at.is_(None)
    )
    for row in uow.session.scalars(
        select(ReservationModel).where(
            ReservationModel.released_at.is_(None), ReservationModel.until_at > at,
            (ReservationModel.bed_id == bed_id)
            | ((ReservationModel.stay_id == stay_id) & ReservationModel.bed_id.not_in(asked)),
        )
    ):  # fmt: skip
        if row.stay_id in (stay_id, None):
            row.released_at = max(at, row.from_at)
    uow.session.flush()


def name_in(uow: UnitOfWork, stay_id: int) -> str:
    """The name of a stay for a refusal, as far as the actor may read it."""
    name = uow.session.scalar(
        select(PersonModel.name)
        .join(StayModel, StayModel.person_id == PersonModel.id)
        .where(StayModel.id == stay_id)
    )
    return shown_name(name or "", uow.ctx.actor)


def hold_beds(uow: UnitOfWork, bed_ids: Iterable[int]) -> None:
    """Whoever comes second waits here, and then reads who was first (PostgreSQL; SQLite has one
    writer anyway)."""
    uow.session.execute(
        select(BedModel.id)
        .where(BedModel.id.in_(tuple(bed_ids)))
        .order_by(BedModel.id)
        .with_for_update()
    ).all()


# ---- acts -----------------------------------------------------------------------------------


@act("placement.place", edit(Data.PLACES))
def place(ctx: ServiceContext, cmd: Place) -> int:
    """A bed for somebody without one, judged by every rule; the change. Raises RulesBroken.

    Whoever left a bed still belongs to its zone: another zone is a transfer (PL-01).
    """
    with unit_of_work(ctx) as uow:
        refuse_conflict(uow.session, ctx, cmd.stay_id)
        at = _moment(ctx, cmd.at)
        hold_beds(uow, (cmd.bed_id,))
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        person = person_in(uow, snapshot, cmd.stay_id)
        if person.bed_id is not None:
            raise DomainError(
                PlacementCode.ALREADY_PLACED, name=person.name, bed=_code(snapshot, person.bed_id)
            )
        change = _place(uow, snapshot, person, cmd, at)
        if person.last_zone is not None:  # once in a bed, another one is a move
            ask_heads(uow, change, (cmd.bed_id,), person.last_zone)
        _close_request(uow, cmd.stay_id, cmd.bed_id, cmd.reason, change)
        uow.commit()
    return change.id


def _place(
    uow: UnitOfWork, snapshot: Snapshot, person: PersonFacts, cmd: Place, at: datetime,
    *, across: bool = False,
) -> ChangeModel:  # fmt: skip
    judge_drop(uow, snapshot, person, cmd.bed_id, cmd.reason)
    if not across:
        _judge_crossing(uow, snapshot, {cmd.stay_id: cmd.bed_id}, cmd)
    change = new_change(uow, "place", at, cmd.reason)
    place_in(uow, cmd.stay_id, cmd.bed_id, at, reason=cmd.reason, change=change)
    return change


def place_again_in(uow: UnitOfWork, cmd: Place, *, across: bool) -> ChangeModel:
    """A judged bed for somebody who had left theirs; `across`: another zone was approved."""
    refuse_conflict(uow.session, uow.ctx, cmd.stay_id)
    hold_beds(uow, (cmd.bed_id,))
    snapshot = snapshot_at(uow.session, uow.ctx.clock.now())
    person = person_in(uow, snapshot, cmd.stay_id)
    return _place(uow, snapshot, person, cmd, _moment(uow.ctx, cmd.at), across=across)


@act("placement.move", edit(Data.PLACES))
def move(ctx: ServiceContext, cmd: Move) -> int:
    """Another bed of the zone, put before its head (`agree_move`); the change. Raises RulesBroken.

    Another zone is a transfer (PL-01): asked for with `request_move`, entered by `receive_move`.
    Only an urgent move goes there at once, by those of `may_move_urgently`, and is audited so.
    Raises StaleRecord-like refusals when the person lies elsewhere now.
    """
    refuse_if(required(reason=cmd.reason))
    with unit_of_work(ctx) as uow:
        change = move_in(uow, cmd, across=False)
        ask_heads(uow, change, (cmd.from_bed_id, cmd.to_bed_id))
        _close_request(uow, cmd.stay_id, cmd.to_bed_id, cmd.reason, change)
        uow.commit()
    return change.id


def _close_request(
    uow: UnitOfWork, stay_id: int, bed_id: int, reason: str, change: ChangeModel
) -> None:
    """A transfer asked for into this very bed has nothing left to approve or receive."""
    row = uow.session.scalar(
        select(MoveRequestModel).where(
            MoveRequestModel.stay_id == stay_id, MoveRequestModel.closed_at.is_(None),
            MoveRequestModel.to_bed_id == bed_id,
        )
    )  # fmt: skip
    if row is not None:
        row.status, row.closed_at = "withdrawn", uow.ctx.clock.now()
        row.answer, row.change_id = tidy(reason), change.id
        uow.record(
            f"stay:{stay_id}", Topic.PLACEMENT, action="placement.withdraw_move",
            request=row.id, change=change.id,
        )  # fmt: skip


def may_move_urgently(actor: Actor) -> bool:
    """Who may enter a move between zones without the approvals of a transfer (PL-01).

    Movers who approve or are police: there is an officer on duty at every hour, so a night
    shift can act, and neither the ward nor the joint office can skip the security side.
    """
    mover = actor.may(edit(Data.PLACES))
    return mover and (actor.may(approve(Data.PLACES)) or Role.POLICE in actor.roles)


def _judge_crossing(
    uow: UnitOfWork, snapshot: Snapshot, places: Mapping[int, int], cmd: Move | Exchange | Place
) -> None:
    """Refuse what needs a transfer; an urgent one is written down as urgent."""
    exchanged = isinstance(cmd, Exchange)
    code = PlacementCode.EXCHANGE_CROSSES if exchanged else PlacementCode.NEEDS_TRANSFER
    crossing = tuple(crossings(snapshot, places, code))
    if not crossing:
        return
    if not cmd.urgent:
        raise RulesBroken(crossing)
    if not may_move_urgently(uow.ctx.actor):
        raise DomainError(PlacementCode.URGENT_WHO)
    for stay_id, bed_id in places.items():
        uow.record(
            f"stay:{stay_id}", Topic.PLACEMENT, action="placement.urgent_move", bed=bed_id,
            reason=tidy(cmd.reason),
        )  # fmt: skip


def move_in(uow: UnitOfWork, cmd: Move, *, across: bool = True) -> ChangeModel:
    """A judged move inside an open unit of work; `across`: another zone needs nothing more."""
    refuse_conflict(uow.session, uow.ctx, cmd.stay_id)
    at = _moment(uow.ctx, cmd.at)
    hold_beds(uow, (cmd.from_bed_id, cmd.to_bed_id))
    snapshot = snapshot_at(uow.session, uow.ctx.clock.now())
    person = person_in(uow, snapshot, cmd.stay_id)
    if person.bed_id is None:
        raise DomainError(PlacementCode.NOT_PLACED, name=person.name)
    if person.bed_id == cmd.to_bed_id:
        code = _code(snapshot, cmd.to_bed_id)
        raise DomainError(PlacementCode.SAME_BED, name=person.name, bed=code)
    _still(snapshot, person, cmd.from_bed_id)
    judge_drop(uow, snapshot, person, cmd.to_bed_id, cmd.reason)
    if not across:
        _judge_crossing(uow, snapshot, {cmd.stay_id: cmd.to_bed_id}, cmd)
    change = new_change(uow, "move", at, cmd.reason)
    leave_bed_in(uow, cmd.stay_id, at, change=change, disinfect=needs_disinfection(person))
    place_in(uow, cmd.stay_id, cmd.to_bed_id, at, reason=cmd.reason, change=change)
    return change


@act("placement.exchange", edit(Data.PLACES))
def exchange(ctx: ServiceContext, cmd: Exchange) -> int:
    """Two or more people of a zone change places at once (B4); the change. Raises RulesBroken.

    Across zones it is asked for with `propose_set`; at once only as an urgent move (PL-01)."""
    refuse_if(required(reason=cmd.reason))
    places = dict(cmd.places)
    if len(places) < 2 or len(places) != len(cmd.places):
        raise DomainError(PlacementCode.EXCHANGE_TOO_FEW)
    with unit_of_work(ctx) as uow:
        hold_beds(uow, places.values())
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        people = [person_in(uow, snapshot, stay) for stay in places]
        if {p.bed_id for p in people} != set(places.values()) or any(
            p.bed_id == places[p.stay_id] for p in people
        ):
            raise DomainError(PlacementCode.EXCHANGE_NOT_CLOSED)
        if not cmd.cleaning_signed:
            raise DomainError(PlacementCode.CLEANING_NOT_SIGNED, where="cleaning_signed")
        _judge_crossing(uow, snapshot, places, cmd)
        change = apply_in(uow, snapshot, places, "exchange", cmd.reason)
        ask_heads(uow, change, places.values())
        uow.commit()
    return change.id


@act("placement.apply_plan", edit(Data.PLACES))
def apply_plan(ctx: ServiceContext, cmd: ApplyPlan) -> int:
    """A reshuffle as one checked set (B13): everybody is still where the plan saw them, or nothing.

    A plan that crosses zones is submitted with `propose_set` and carried out by `apply_set` (PL-01).
    """
    refuse_if(required(reason=cmd.reason))
    if not cmd.moves:
        raise DomainError(PlacementCode.EXCHANGE_TOO_FEW)
    with unit_of_work(ctx) as uow:
        hold_beds(uow, {b for m in cmd.moves for b in (m.from_bed_id, m.to_bed_id) if b})
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        refuse_moved_since(snapshot, cmd.moves)
        if not cmd.cleaning_signed and any(
            m.to_bed_id in {o.from_bed_id for o in cmd.moves} for m in cmd.moves
        ):
            raise DomainError(PlacementCode.CLEANING_NOT_SIGNED, where="cleaning_signed")
        places = {m.stay_id: m.to_bed_id for m in cmd.moves}
        refuse_if(crossings(snapshot, places, PlacementCode.PLAN_CROSSES))
        change = apply_in(uow, snapshot, places, "plan", cmd.reason)
        ask_heads(uow, change, places.values())
        uow.commit()
    return change.id


def refuse_moved_since(snapshot: Snapshot, moves: Iterable[PlannedMove]) -> None:
    """Raise PLAN_OUTDATED for everybody who is gone or lies elsewhere than the moves say."""
    known = {p.stay_id: p for p in snapshot.people}
    refuse_if(
        Violation(PlacementCode.PLAN_OUTDATED, facts={"what": _code(snapshot, m.to_bed_id)})
        for m in moves
        if m.stay_id not in known or known[m.stay_id].bed_id != m.from_bed_id
    )


def apply_in(
    uow: UnitOfWork, snapshot: Snapshot, places: Mapping[int, int], kind: str, reason: str
) -> ChangeModel:
    """Everybody out, everybody in, as one change; refused when the end breaks a rule anew."""
    refuse_conflict(uow.session, uow.ctx, *places)
    refuse_if(c.broken.violation for c in check_moves(snapshot, places))
    now = uow.ctx.clock.now()
    change = new_change(uow, kind, now, reason)
    people = {p.stay_id: p for p in snapshot.people}
    refilled = set(places.values())
    for stay_id in places:
        person = people[stay_id]
        again = person.bed_id in refilled
        bed = leave_bed_in(
            uow, stay_id, now, change=change, clean=not again, disinfect=needs_disinfection(person)
        )
        if again and bed is not None:
            _signed_cleaning(uow, bed, change, now, needs_disinfection(person))
    for stay_id, bed_id in places.items():
        place_in(uow, stay_id, bed_id, now, reason=reason, change=change)
    return change


def _signed_cleaning(
    uow: UnitOfWork, bed_id: int, change: ChangeModel, now: datetime, disinfect: bool
) -> None:
    """Between two occupants of one act the bed was cleaned: whoever does the act signs it."""
    uow.session.add(
        CleaningModel(
            bed_id=bed_id, change_id=change.id, disinfect=disinfect, from_at=now, signed_at=now,
            signed_by=uow.ctx.actor.name, **entered(uow),
        )
    )  # fmt: skip
    uow.session.flush()


@act("placement.leave", edit(Data.PLACES))
def leave_bed(ctx: ServiceContext, stay_id: int, at: datetime | None = None) -> None:
    """Free a bed without another one (T5: the person stays on the roll). Raises DomainError."""
    with unit_of_work(ctx) as uow:
        refuse_conflict(uow.session, ctx, stay_id)
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        person = next((p for p in snapshot.people if p.stay_id == stay_id), None)
        if person is None or person.bed_id is None:  # whoever left has given the bed back already
            raise DomainError(PlacementCode.NOT_PLACED, name=name_in(uow, stay_id))
        leave_bed_in(uow, stay_id, _moment(ctx, at), disinfect=needs_disinfection(person))
        uow.commit()


# ---- judging --------------------------------------------------------------------------------


def judge_drop(
    uow: UnitOfWork, snapshot: Snapshot, person: PersonFacts, bed_id: int, reason: str
) -> None:
    """Refuse what the verdict blocks; ask a reason where it asks a confirmation.

    A rule that somebody may set aside is refused here too until the override is in force.
    """
    if all(bed.id != bed_id for bed in snapshot.beds):
        raise NotFound(what="bed", id=bed_id)
    found = verdict(snapshot, person, bed_id)
    taken = next((b for b in found.broken if b.violation.code == PlacementCode.BED_TAKEN), None)
    if taken is not None:
        raise RulesBroken([_lost(uow, taken.violation, bed_id), *refusals(found.broken)])
    refuse_if(refusals(found.broken))
    if found.level is Level.CONFIRM and not reason.strip():
        raise DomainError(PlacementCode.CONFIRM_REASON, where="reason")


def _lost(uow: UnitOfWork, taken: Violation, bed_id: int) -> Violation:
    """Two windows, one bed: the loser is told by whom (issue 3)."""
    row = uow.session.scalar(
        select(OccupancyModel).where(
            OccupancyModel.bed_id == bed_id,
            OccupancyModel.until_at.is_(None),
            OccupancyModel.revoked_at.is_(None),
        )
    )
    who = row.entered_by if row is not None else ""
    return Violation(PlacementCode.BED_LOST, "bed", {**taken.facts, "who": who}, taken.rule)


def needs_disinfection(person: PersonFacts) -> bool:
    """Whether the bed of this person is disinfected, not only cleaned (IC-05)."""
    return bool(person.precautions & {Precaution.CONTACT, Precaution.AIRBORNE, Precaution.DROPLET})


def person_in(uow: UnitOfWork, snapshot: Snapshot, stay_id: int) -> PersonFacts:
    """Somebody on the roll. Raises NotFound, STAY_NOT_OPEN with the name."""
    person = next((p for p in snapshot.people if p.stay_id == stay_id), None)
    if person is None:
        uow.get(StayModel, stay_id, version=None)
        raise DomainError(PlacementCode.STAY_NOT_OPEN, where="stay_id", name=name_in(uow, stay_id))
    return person


def _still(snapshot: Snapshot, person: PersonFacts, bed_id: int) -> None:
    if person.bed_id != bed_id:
        code = _code(snapshot, person.bed_id)
        raise DomainError(PlacementCode.PLAN_OUTDATED, what=f"{person.name} → {code}")


def _code(snapshot: Snapshot, bed_id: int | None) -> str:
    return next((b.code for b in snapshot.beds if b.id == bed_id), "")


def _moment(ctx: ServiceContext, at: datetime | None) -> datetime:
    now = ctx.clock.now()
    if at is not None and at > now:
        raise DomainError(KernelCode.IN_FUTURE, where="at")
    return at or now


def is_free(snapshot: Snapshot, bed_id: int) -> bool:
    """Whether a bed takes somebody right now."""
    return any(b.id == bed_id and b.state is BedState.FREE for b in snapshot.beds)
