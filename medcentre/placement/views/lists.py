"""Lists of decisions: requests, proposals, keep-apart, overrides, isolation, cleaning, risks, due."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from medcentre.kernel.clock import centre_day, day_start
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.due import Domain, DueItem
from medcentre.kernel.permissions import Actor, Data, Role, approve, edit, view
from medcentre.placement.facts import (
    MEDICAL,
    SECURITY,
    ApartReason,
    ApartScope,
    Precaution,
    Risk,
    RuleWeights,
)
from medcentre.placement.rows import (
    ApartRow,
    CleaningRow,
    IsolationRow,
    OverrideRow,
    ProposalRow,
    RequestRow,
    ReservationRow,
    RiskRow,
)
from medcentre.placement.rules import check_all, empties
from medcentre.placement.tables import (
    BedModel,
    CleaningModel,
    IsolationOrderModel,
    KeepApartModel,
    MoveRequestModel,
    OccupancyModel,
    OverrideModel,
    ProposalModel,
    ReservationModel,
    RoomModel,
    RuleWeightModel,
    SharingRiskModel,
    ZoneModel,
)
from medcentre.placement.views.agreements import lines_of, open_agreements
from medcentre.placement.views.map import shown_name
from medcentre.placement.views.reach import cut, is_cut, own, readable, stays, told_words, treats
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.reach import kept_away_stays
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.staff.views.zones import heads_by_zone
from medcentre.store.uow import reading

CLEAN_WITHIN = timedelta(hours=2)
"""How soon a left bed should be signed clean; an overdue one shows in the due list."""

AGREE_WITHIN = timedelta(hours=24)
"""How soon a head should agree to what was done at once in the zone."""

ON_THE_WARD = frozenset({Role.NURSE, Role.POLICE})
SIDES = frozenset({Role.DOCTOR, Role.NURSE, Role.POLICE})


def _named(model: Any) -> Any:
    """A list of something with the name of its stay's person."""
    return (
        select(model, PersonModel.name)
        .join(StayModel, StayModel.id == model.stay_id)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
    )


@reads(view(Data.PLACES), edit(Data.PLACES))
def requests(ctx: ServiceContext, closed_since: datetime | None = None) -> tuple[RequestRow, ...]:
    """Open transfer requests, oldest first; with `closed_since` the finished ones too.

    Why somebody moves for illness is for those who treat them (SEC-01, R12).
    """
    open_ones: Any = MoveRequestModel.closed_at.is_(None)
    if closed_since is not None:
        open_ones = or_(open_ones, MoveRequestModel.closed_at >= closed_since)
    old, new = aliased(BedModel), aliased(BedModel)
    query = (
        _named(MoveRequestModel)
        .add_columns(old.code.label("old"), new.code.label("new"), RoomModel.zone_id)
        .outerjoin(old, old.id == MoveRequestModel.from_bed_id)
        .join(new, new.id == MoveRequestModel.to_bed_id)
        .join(RoomModel, RoomModel.id == new.room_id)
        .where(open_ones)
        .order_by(MoveRequestModel.entered_at)
    )
    treating = treats(ctx.actor)

    def told(row: MoveRequestModel, words: str) -> str:
        return "" if row.illness and not treating else told_words(words, ctx)

    with reading(ctx) as session:
        quoted = readable(session, ctx, closed_since)
        return tuple(
            RequestRow(
                r.id, r.version, r.stay_id, shown_name(name, ctx.actor), from_bed or "", to_bed,
                r.crosses, told(r, r.reason), r.illness, told(r, r.doctor_opinion), r.status,
                r.entered_by, r.entered_at, r.medical_by, r.security_by, r.received_by,
                told_words(r.answer, ctx), zone, r.to_bed_id, r.closed_at,
            )
            for r, name, from_bed, to_bed, zone in session.execute(query)
            if quoted(r.stay_id)
        )  # fmt: skip


@reads(view(Data.PLACES), approve(Data.PLACES), edit(Data.PLACES))
def proposals(ctx: ServiceContext, decided: bool = False) -> tuple[ProposalRow, ...]:
    """Structural changes waiting for a decision, or those decided."""
    if is_cut(ctx.actor):  # building is nobody's business who sees one zone
        return ()
    where = ProposalModel.decided_at.is_not(None) if decided else ProposalModel.decided_at.is_(None)
    with reading(ctx) as session:
        rows = session.scalars(select(ProposalModel).where(where).order_by(ProposalModel.id)).all()
        held = {} if decided else _holders(session, rows)
        return tuple(
            ProposalRow(
                r.id, r.version, r.kind, r.payload, told_words(r.reason, ctx), r.entered_by,
                r.entered_at, r.decided_by, r.approved, told_words(r.answer, ctx),
                r.entered_key == ctx.actor.key, shown_name(held.get(r.id, ""), ctx.actor),
            )
            for r in rows
        )  # fmt: skip


def _holders(session: Session, rows: Sequence[ProposalModel]) -> dict[int, str]:
    """Proposal -> who lies in its bed, where the change asks for an empty one (T34)."""
    asked = {r.id: json.loads(r.payload) for r in rows if r.kind == "bed"}
    beds = {id_: int(change["bed_id"]) for id_, change in asked.items() if empties(change)}
    if not beds:
        return {}
    query = (
        select(OccupancyModel.bed_id, PersonModel.name)
        .join(StayModel, StayModel.id == OccupancyModel.stay_id)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .where(
            OccupancyModel.bed_id.in_(beds.values()), OccupancyModel.until_at.is_(None),
            OccupancyModel.revoked_at.is_(None), StayModel.exited_at.is_(None),
        )
    )  # fmt: skip
    names = {row.bed_id: row.name for row in session.execute(query)}
    return {id_: names[bed] for id_, bed in beds.items() if bed in names}


@reads(view(Data.PLACES), edit(Data.FOCUS))
def apart_pairs(ctx: ServiceContext, closed: bool = False) -> tuple[ApartRow, ...]:
    """Keep-apart pairs in force, or those closed, newest first (A7)."""
    one, two = aliased(PersonModel), aliased(PersonModel)
    where = KeepApartModel.closed_at.is_not(None) if closed else KeepApartModel.closed_at.is_(None)
    query = (
        select(KeepApartModel, one.name, two.name)
        .join(one, one.id == KeepApartModel.first_id)
        .join(two, two.id == KeepApartModel.second_id)
        .where(where)
        .order_by(KeepApartModel.from_at.desc(), KeepApartModel.id)
    )
    with reading(ctx) as session:
        if (known := stays(session, ctx)) is not None:
            mine = select(StayModel.person_id).where(StayModel.id.in_(known))
            query = query.where(one.id.in_(mine), two.id.in_(mine))
        if kept := kept_away_stays(session, ctx):
            apart = select(StayModel.person_id).where(StayModel.id.in_(kept))
            query = query.where(one.id.not_in(apart), two.id.not_in(apart))
        return tuple(
            ApartRow(
                r.id, r.version, r.first_id, shown_name(a, ctx.actor), r.first_role, r.second_id,
                shown_name(b, ctx.actor), r.second_role, ApartReason(r.reason),
                ApartScope(r.scope), told_words(r.note, ctx), r.from_at, r.until_at, r.closed_at,
                told_words(r.closed_reason, ctx), r.entered_by,
            )
            for r, a, b in session.execute(query)
        )  # fmt: skip


@reads(view(Data.PLACES), edit(Data.PLACES))
def overrides(ctx: ServiceContext) -> tuple[OverrideRow, ...]:
    """Rules set aside now, or asked to be; those that ran out are not shown."""
    now = ctx.clock.now()
    query = (
        _named(OverrideModel)
        .add_columns(BedModel.code)
        .join(BedModel, BedModel.id == OverrideModel.bed_id)
        .where(
            OverrideModel.withdrawn_at.is_(None),
            or_(OverrideModel.until_at.is_(None), OverrideModel.until_at > now),
        )
        .order_by(OverrideModel.until_at, OverrideModel.id)
    )
    with reading(ctx) as session:
        quoted = readable(session, ctx)
        return tuple(
            OverrideRow(
                r.id, r.version, r.stay_id, shown_name(name, ctx.actor), bed, r.rule,
                told_words(r.reason, ctx), r.hours, tuple(_pairs(r.agreed)), r.from_at, r.until_at, r.withdrawn_at,
            )
            for r, name, bed in session.execute(query)
            if quoted(r.stay_id)
        )  # fmt: skip


def _pairs(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.splitlines():
        approver, _, name = line.partition(":")
        yield approver, name


@reads(view(Data.PRECAUTIONS))
def isolation_orders(ctx: ServiceContext, stay_id: int | None = None) -> tuple[IsolationRow, ...]:
    """Running isolation orders, next review first; of one stay: all of them."""
    query = _named(IsolationOrderModel).order_by(IsolationOrderModel.review_at)
    query = query.where(
        IsolationOrderModel.until_at.is_(None)
        if stay_id is None
        else IsolationOrderModel.stay_id == stay_id
    )
    detail = treats(ctx.actor)
    with reading(ctx) as session:
        quoted = readable(session, ctx)
        return tuple(
            IsolationRow(
                r.id, r.version, r.stay_id, shown_name(name, ctx.actor), Precaution(r.precaution),
                r.agent if detail else "", r.alone, r.reason if detail else "", r.from_at,
                r.review_at, r.until_at, r.entered_by,
            )
            for r, name in session.execute(query)
            if quoted(r.stay_id)
        )  # fmt: skip


@reads(view(Data.PLACES), edit(Data.PLACES))
def cleaning_list(ctx: ServiceContext) -> tuple[CleaningRow, ...]:
    """Beds to clean, longest waiting first; beds left by an exit have id 0 until somebody begins."""
    with reading(ctx) as session:
        return tuple(_cleanings(session, ctx.clock.now(), own(session, ctx)))


def _cleanings(
    session: Session, now: datetime, zones: frozenset[int] | None = None
) -> list[CleaningRow]:
    def placed(query: Any, bed_id: Any) -> Any:
        query = (
            query.join(BedModel, BedModel.id == bed_id)
            .join(RoomModel, RoomModel.id == BedModel.room_id)
            .join(ZoneModel, ZoneModel.id == RoomModel.zone_id)
        )
        return query if zones is None else query.where(ZoneModel.id.in_(zones))

    waiting = placed(select(CleaningModel, BedModel.code, ZoneModel.name), CleaningModel.bed_id)
    rows = [
        CleaningRow(
            r.id, r.version, r.bed_id, bed, zone, r.disinfect, r.from_at, r.started_at, r.ready_at
        )
        for r, bed, zone in session.execute(
            waiting.where(CleaningModel.signed_at.is_(None), CleaningModel.revoked_at.is_(None))
        )
    ]
    left = placed(
        select(OccupancyModel.bed_id, BedModel.code, ZoneModel.name, StayModel.exited_at).join(
            StayModel, StayModel.id == OccupancyModel.stay_id
        ),
        OccupancyModel.bed_id,
    )
    rows += [
        CleaningRow(0, 0, r.bed_id, r.code, r.name, False, r.exited_at, None, None)
        for r in session.execute(
            left.where(
                OccupancyModel.until_at.is_(None), OccupancyModel.revoked_at.is_(None),
                StayModel.exited_at <= now,
            )
        )
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (r.from_at, r.bed))


@reads(view(Data.PLACES), edit(Data.PLACES))
def sharing_risks(ctx: ServiceContext) -> tuple[RiskRow, ...]:
    """Room-sharing risks in force or waiting for the other side."""
    query = _named(SharingRiskModel).where(
        SharingRiskModel.until_at.is_(None), StayModel.exited_at.is_(None)
    )
    with reading(ctx) as session:
        quoted = readable(session, ctx)
        return tuple(
            RiskRow(
                r.id, r.version, r.stay_id, shown_name(name, ctx.actor), Risk(r.level),
                told_words(r.reason, ctx), r.police_by, r.nurse_by, r.from_at, r.until_at, r.review_on,
            )
            for r, name in session.execute(query.order_by(SharingRiskModel.id))
            if quoted(r.stay_id)
        )  # fmt: skip


@reads(view(Data.PLACES), edit(Data.PLACES), edit(Data.SETTINGS))
def rule_weights(ctx: ServiceContext) -> RuleWeights:
    """The points of the soft rules as they count now."""
    with reading(ctx) as session:
        rows = session.execute(select(RuleWeightModel.name, RuleWeightModel.value))
        return RuleWeights(**{r.name: r.value for r in rows})


@reads(view(Data.PLACES), edit(Data.PLACES))
def reservations(ctx: ServiceContext) -> tuple[ReservationRow, ...]:
    """Beds kept now, the next to run out first."""
    now = ctx.clock.now()
    query = (
        select(ReservationModel, BedModel.code)
        .join(BedModel, BedModel.id == ReservationModel.bed_id)
        .where(ReservationModel.released_at.is_(None), ReservationModel.until_at > now)
        .order_by(ReservationModel.until_at)
    )
    with reading(ctx) as session:
        if (zones := own(session, ctx)) is not None:
            rooms = select(RoomModel.id).where(RoomModel.zone_id.in_(zones))
            query = query.where(BedModel.room_id.in_(rooms))
        return tuple(
            ReservationRow(
                r.id,
                r.version,
                r.bed_id,
                bed,
                r.stay_id,
                told_words(r.for_whom, ctx, {}),
                r.until_at,
                r.entered_by,
            )
            for r, bed in session.execute(query)
        )


# ---- due work -----------------------------------------------------------------------------------


@reads(view(Data.PLACES), edit(Data.PLACES))
def due(ctx: ServiceContext, as_of: datetime) -> tuple[DueItem, ...]:
    """What this room makes people do: conflicts, requests, cleaning, reviews, overrides ending."""
    with reading(ctx) as session:
        quoted, zones = readable(session, ctx), own(session, ctx)
        decided = _decided_zones(session, ctx.actor, as_of)
        found = (
            *_due_conflicts(session, ctx.actor, as_of, zones),
            *_due_requests(session, ctx.actor, decided),
            *_due_agreements(session, ctx, decided),
            *_due_cleaning(session, as_of, zones),
            *_due_reviews(session),
            *_due_risks(session, ctx.actor, as_of),
        )
    return tuple(d for d in found if quoted(d.stay_id))


@reads(view(Data.PLACES), edit(Data.PLACES))
def due_now(ctx: ServiceContext) -> tuple[DueItem, ...]:
    """`due` at this moment, for the day's work (J1)."""
    return due(ctx, ctx.clock.now())


def _due_conflicts(
    session: Session, actor: Actor, as_of: datetime, zones: frozenset[int] | None
) -> Iterator[DueItem]:
    """Every placement judged anew (PL-04), for those who move people and those who lead."""
    if actor.roles and not actor.roles & (ON_THE_WARD | {Role.DIRECTOR, Role.JOINT_OFFICE}):
        return
    snapshot = cut(snapshot_at(session, as_of), zones)
    people = {p.stay_id: p for p in snapshot.people}
    beds = {b.id: b.code for b in snapshot.beds}
    for conflict in check_all(snapshot):
        override = conflict.broken.override
        if override is not None and (
            override.end is None or override.end - as_of > timedelta(hours=4)
        ):
            continue
        kind = "override_ends" if override is not None else "conflict"
        yield DueItem(
            f"placement_due.{kind}", conflict.broken.rule, f"placement_due_why.{kind}",
            Domain.CUSTODY if conflict.broken.rule in ("PL-H09", "PL-H15") else Domain.NURSING,
            (override.end if override is not None else None) or as_of,
            ON_THE_WARD, conflict.stay_id,
            people[conflict.stay_id].name, beds[conflict.bed_id],
            (("rule", conflict.broken.rule), ("bed", beds[conflict.bed_id])),
        )  # fmt: skip


def _due_requests(session: Session, actor: Actor, decided: frozenset[int]) -> Iterator[DueItem]:
    """To approve: inside a zone its head, across zones both sides; to receive: the new zone."""
    query = (
        _named(MoveRequestModel)
        .add_columns(BedModel.code, RoomModel.zone_id)
        .join(BedModel, BedModel.id == MoveRequestModel.to_bed_id)
        .join(RoomModel, RoomModel.id == BedModel.room_id)
        .where(MoveRequestModel.closed_at.is_(None))
    )
    for r, name, bed, zone in session.execute(query):
        step = "receive" if r.status == "approved" else "approve"
        roles = frozenset({Role.NURSE, Role.POLICE} if step == "receive" else SIDES)
        if step == "receive" and actor.zones and zone not in actor.zones:
            continue
        if step == "approve" and (r.entered_key == actor.key or _signed(r, actor)):
            continue
        if step == "approve" and not r.crosses and actor.roles:
            if zone not in decided:
                continue
            roles = actor.roles
        yield DueItem(
            f"placement_due.{step}", "PL-01", f"placement_due_why.{step}", Domain.NURSING,
            r.entered_at + timedelta(hours=4), roles, r.stay_id, name, bed, (("bed", bed),),
        )  # fmt: skip


def _signed(row: MoveRequestModel, actor: Actor) -> bool:
    """Whether the actor's side has approved already."""
    medical, security = bool(actor.roles & MEDICAL), bool(actor.roles & SECURITY)
    open_side = (medical and not row.medical_by) or (security and not row.security_by)
    return bool(actor.roles) and not open_side


def _due_agreements(
    session: Session, ctx: ServiceContext, decided: frozenset[int]
) -> Iterator[DueItem]:
    """For heads: what others did at once in their zones (PL-01)."""
    rows = [
        r
        for r in open_agreements(session)
        if r.AgreementModel.entered_key != ctx.actor.key and r.AgreementModel.zone_id in decided
    ]
    lines = lines_of(session, {r.ChangeModel.id for r in rows}, ctx) if rows else {}
    for asked, change, _zone in rows:
        people = [x for x, zones in lines.get(change.id, ()) if asked.zone_id in zones]
        if not people:
            continue
        many = len(people) > 1
        yield DueItem(
            "placement_due.agree", "PL-01", f"placement_due_why.agree{'_many' if many else ''}",
            Domain.NURSING, asked.entered_at + AGREE_WITHIN, ctx.actor.roles, people[0].stay_id,
            "" if many else people[0].name, people[0].to_bed,
            (("who", asked.entered_by), ("bed", people[0].to_bed), ("n", str(len(people)))),
        )  # fmt: skip


def _decided_zones(session: Session, actor: Actor, at: datetime) -> frozenset[int]:
    """Zones inside which the actor decides: as their head, for the director those without one; at
    most two statements."""
    if Role.DIRECTOR not in actor.roles:
        return actor.leads
    headed = heads_by_zone(session, at)
    zones = session.scalars(select(ZoneModel.id).where(ZoneModel.until_at.is_(None)))
    return actor.leads | {zone for zone in zones if zone not in headed}


def _due_cleaning(
    session: Session, as_of: datetime, zones: frozenset[int] | None
) -> Iterator[DueItem]:
    for row in _cleanings(session, as_of, zones):
        yield DueItem(
            "placement_due.clean", "PL-H14", "placement_due_why.clean", Domain.NURSING,
            row.from_at + CLEAN_WITHIN, frozenset({Role.NURSE}), None, "", row.bed,
            (("bed", row.bed),),
        )  # fmt: skip


def _due_reviews(session: Session) -> Iterator[DueItem]:
    query = _named(IsolationOrderModel).where(
        and_(IsolationOrderModel.until_at.is_(None), StayModel.exited_at.is_(None))
    )
    for r, name in session.execute(query):
        yield DueItem(
            "placement_due.review", "IC-01", "placement_due_why.review", Domain.MEDICAL,
            r.review_at, frozenset({Role.DOCTOR}), r.stay_id, name, "",
            (("sign", f"label:precaution.{r.precaution}"),),
        )  # fmt: skip


def _due_risks(session: Session, actor: Actor, as_of: datetime) -> Iterator[DueItem]:
    """Sharing risks the other side has to sign, and those to review (A8)."""
    query = _named(SharingRiskModel).where(
        SharingRiskModel.until_at.is_(None), StayModel.exited_at.is_(None)
    )
    for r, name in session.execute(query):
        if r.from_at is None:
            missing = frozenset({Role.NURSE} if r.police_by else {Role.POLICE})
            if actor.key in (r.police_key, r.nurse_key):
                continue
            kind, at, roles = "risk_sign", r.entered_at + timedelta(hours=24), missing
        elif r.review_on is not None and r.review_on <= centre_day(as_of):
            kind, at, roles = "risk_review", day_start(r.review_on), ON_THE_WARD
        else:
            continue
        yield DueItem(
            f"placement_due.{kind}", "A8", f"placement_due_why.{kind}", Domain.CUSTODY, at, roles,
            r.stay_id, name, "", (("level", f"label:sharing_risk.{r.level}"),),
        )  # fmt: skip
