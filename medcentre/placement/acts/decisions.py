"""Reservations, cleaning, keep-apart, sharing risk, isolation, overrides, weights."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.dates import at_latest
from medcentre.kernel.errors import DomainError, KernelCode, NotFound, refuse_if, required
from medcentre.kernel.permissions import Data, Role, approve, edit, sign
from medcentre.kernel.texts import tidy
from medcentre.placement.acts.approvals import approver_kinds
from medcentre.placement.acts.occupancy import (
    held_beds,
    leave_bed_in,
    name_in,
    needs_disinfection,
)
from medcentre.placement.acts.places import entered
from medcentre.placement.commands import (
    AgreeOverride,
    AskOverrides,
    AssessRisk,
    CloseApart,
    KeepApart,
    OrderIsolation,
    Reserve,
    ReviewIsolation,
    SignCleaning,
)
from medcentre.placement.facts import (
    ISOLATION_REVIEW_DAYS,
    RISK_REVIEW_DAYS,
    Approver,
    OverrideTerms,
    Precaution,
    RuleWeights,
)
from medcentre.placement.facts import PlacementCode as Code
from medcentre.placement.rules import TERMS, check_override
from medcentre.placement.rules.soft import check_weights
from medcentre.placement.tables import (
    BedModel,
    CleaningModel,
    IsolationOrderModel,
    KeepApartModel,
    OccupancyModel,
    OverrideModel,
    ReservationModel,
    RuleWeightModel,
    SharingRiskModel,
)
from medcentre.placement.views.snapshot import snapshot_at
from medcentre.residents.acts import start_mark_in
from medcentre.residents.facts import StartMark
from medcentre.residents.reach import refuse_conflict
from medcentre.residents.tables import MarkModel, StayModel
from medcentre.store.uow import UnitOfWork, unit_of_work

RESERVE_AT_MOST = timedelta(hours=24)
RISK_SIDES = frozenset({Role.POLICE, Role.NURSE})
"""Who agree on a room-sharing risk, one person of each (A8)."""

DISINFECTION = timedelta(minutes=30)
"""How long a disinfection runs unless told otherwise (UV log, IC-05)."""


# ---- reservations -----------------------------------------------------------------------------


@act("placement.reserve", edit(Data.PLACES), edit(Data.IDENTITY_BASIC))
def reserve(ctx: ServiceContext, cmd: Reserve) -> int:
    """Keep a free bed for somebody, at most 24 h (PL-02); the reservation."""
    with unit_of_work(ctx) as uow:
        made = reserve_in(uow, cmd)
        uow.commit()
    return made


def open_stay(uow: UnitOfWork, stay_id: int) -> StayModel:
    """The stay of somebody who is in the centre. Raises NotFound, STAY_NOT_OPEN."""
    stay = uow.get(StayModel, stay_id, version=None)
    if stay.exited_at is not None:
        raise DomainError(Code.STAY_NOT_OPEN, where="stay_id", name=name_in(uow, stay_id))
    return stay


def reserve_in(uow: UnitOfWork, cmd: Reserve) -> int:
    """`reserve` inside an open unit of work."""
    now = uow.ctx.clock.now()
    if cmd.until <= now:
        raise DomainError(KernelCode.IN_PAST, where="until")
    if cmd.until > now + RESERVE_AT_MOST:
        raise DomainError(Code.RESERVE_TOO_LONG, where="until")
    bed = uow.get(BedModel, cmd.bed_id, version=None)
    if cmd.stay_id is not None:
        open_stay(uow, cmd.stay_id)
    else:
        refuse_if(required(for_whom=cmd.for_whom))
    if held := held_beds(uow, (bed.id,)):
        raise DomainError(Code.BED_TAKEN, bed=bed.code, other="", stay=held[bed.id])
    for old in uow.session.scalars(
        select(ReservationModel).where(
            ReservationModel.bed_id == bed.id, ReservationModel.released_at.is_(None),
            ReservationModel.until_at <= now,
        )
    ):  # fmt: skip
        old.released_at = old.until_at
    running = uow.session.scalar(
        select(ReservationModel.id).where(
            ReservationModel.bed_id == bed.id, ReservationModel.released_at.is_(None)
        )
    )
    if running is not None:
        raise DomainError(Code.BED_RESERVED, bed=bed.code)
    row = uow.add(
        ReservationModel(
            bed_id=bed.id, stay_id=cmd.stay_id, for_whom=tidy(cmd.for_whom),
            reason=tidy(cmd.reason), from_at=now, until_at=cmd.until, **entered(uow),
        )
    )  # fmt: skip
    uow.record(f"bed:{bed.id}", Topic.PLACEMENT, until=cmd.until, stay=cmd.stay_id)
    return row.id


@act("placement.release", edit(Data.PLACES), edit(Data.IDENTITY_BASIC))
def release(ctx: ServiceContext, reservation_id: int, version: int) -> None:
    """Give a reserved bed back before its time."""
    with unit_of_work(ctx) as uow:
        row = uow.get(ReservationModel, reservation_id, version=version)
        if row.released_at is not None:
            raise DomainError(Code.ALREADY_DECIDED)
        row.released_at = ctx.clock.now()
        uow.record(f"bed:{row.bed_id}", Topic.PLACEMENT, reservation=row.id)
        uow.commit()


# ---- cleaning ---------------------------------------------------------------------------------


def open_cleaning(uow: UnitOfWork, bed_id: int) -> CleaningModel | None:
    """The cleaning of a bed that nobody has signed yet; after an exit it is written first."""
    row = uow.session.scalar(
        select(CleaningModel)
        .where(
            CleaningModel.bed_id == bed_id,
            CleaningModel.signed_at.is_(None),
            CleaningModel.revoked_at.is_(None),
        )
        .order_by(CleaningModel.from_at.desc())
    )
    if row is not None:
        return row
    left = uow.session.execute(
        select(OccupancyModel.stay_id, StayModel.exited_at)
        .join(StayModel, StayModel.id == OccupancyModel.stay_id)
        .where(
            OccupancyModel.bed_id == bed_id, OccupancyModel.until_at.is_(None),
            OccupancyModel.revoked_at.is_(None), StayModel.exited_at <= uow.ctx.clock.now(),
        )
    ).first()  # fmt: skip
    if left is None:
        return None
    snapshot = snapshot_at(uow.session, left.exited_at - timedelta(microseconds=1))
    person = next((p for p in snapshot.people if p.stay_id == left.stay_id), None)
    disinfect = person is not None and needs_disinfection(person)
    leave_bed_in(uow, left.stay_id, left.exited_at, disinfect=disinfect)
    return open_cleaning(uow, bed_id)


@act("placement.start_cleaning", edit(Data.PLACES))
def start_cleaning(ctx: ServiceContext, bed_id: int, ready_at: datetime | None = None) -> int:
    """The disinfection of a bed begins (B2); the cleaning, to be signed later."""
    with unit_of_work(ctx) as uow:
        row = _cleaning(uow, bed_id)
        now = ctx.clock.now()
        if ready_at is not None and ready_at <= now:
            raise DomainError(KernelCode.IN_PAST, where="ready_at")
        refuse_if(at_latest(now, 1, "IC-05", ready_at=ready_at))
        row.started_at, row.ready_at = now, ready_at or now + DISINFECTION
        uow.record(f"bed:{bed_id}", Topic.PLACEMENT, cleaning=row.id, ready_at=row.ready_at)
        uow.commit()
    return row.id


@act("placement.sign_bed_clean", edit(Data.PLACES))
def sign_bed_clean(ctx: ServiceContext, bed_id: int, note: str = "") -> None:
    """Sign that a bed is clean and takes somebody again (PL-H14)."""
    with unit_of_work(ctx) as uow:
        _sign(uow, _cleaning(uow, bed_id), note)
        uow.commit()


@act("placement.sign_cleaning", edit(Data.PLACES))
def sign_cleaning(ctx: ServiceContext, cmd: SignCleaning) -> None:
    """Sign one line of the cleaning list."""
    with unit_of_work(ctx) as uow:
        row = uow.get(CleaningModel, cmd.cleaning_id, version=cmd.version)
        if row.signed_at is not None or row.revoked_at is not None:
            raise DomainError(Code.ALREADY_DECIDED)
        _sign(uow, row, cmd.note)
        uow.commit()


def _cleaning(uow: UnitOfWork, bed_id: int) -> CleaningModel:
    row = open_cleaning(uow, bed_id)
    if row is None:
        bed = uow.get(BedModel, bed_id, version=None)
        raise DomainError(Code.NOTHING_TO_CLEAN, bed=bed.code)
    return row


def _sign(uow: UnitOfWork, row: CleaningModel, note: str) -> None:
    row.signed_at, row.signed_by = uow.ctx.clock.now(), uow.ctx.actor.name
    row.note = tidy(note)
    uow.session.flush()
    uow.record(f"bed:{row.bed_id}", Topic.PLACEMENT, cleaning=row.id, disinfect=row.disinfect)


# ---- keep apart -------------------------------------------------------------------------------


@act("placement.keep_apart", edit(Data.FOCUS), edit(Data.PLACES))
def keep_apart(ctx: ServiceContext, cmd: KeepApart) -> int:
    """Two people must live apart from now on (A7); the pair."""
    if cmd.first_person_id == cmd.second_person_id:
        raise DomainError(Code.PAIR_SELF, where="second_person_id")
    now = ctx.clock.now()
    if cmd.until is not None and cmd.until <= now:
        raise DomainError(KernelCode.IN_PAST, where="until")
    swap = cmd.first_person_id > cmd.second_person_id
    ids = sorted((cmd.first_person_id, cmd.second_person_id))
    roles = (cmd.second_role, cmd.first_role) if swap else (cmd.first_role, cmd.second_role)
    with unit_of_work(ctx) as uow:
        _refuse_kin(uow, *ids)
        _refuse_open_pair(uow, ids[0], ids[1])
        row = uow.add(
            KeepApartModel(
                first_id=ids[0], second_id=ids[1], first_role=roles[0], second_role=roles[1],
                reason=cmd.reason, scope=cmd.scope, note=tidy(cmd.note), from_at=now,
                until_at=cmd.until, **entered(uow),
            )
        )  # fmt: skip
        uow.record(f"keep_apart:{row.id}", Topic.PLACEMENT, people=ids, scope=cmd.scope)
        uow.commit()
    return row.id


def _refuse_kin(uow: UnitOfWork, *person_ids: int) -> None:
    """Nobody decides about a relative of theirs (SEC-05)."""
    stays = select(StayModel.id).where(StayModel.person_id.in_(person_ids))
    refuse_conflict(uow.session, uow.ctx, *uow.session.scalars(stays))


def _refuse_open_pair(uow: UnitOfWork, first: int, second: int) -> None:
    """One open pair for two people; one that has run out is closed on the way."""
    row = uow.session.scalar(
        select(KeepApartModel).where(
            KeepApartModel.first_id == first, KeepApartModel.second_id == second,
            KeepApartModel.closed_at.is_(None),
        )
    )  # fmt: skip
    if row is None:
        return
    if row.until_at is None or row.until_at > uow.ctx.clock.now():
        raise DomainError(Code.PAIR_OPEN)
    row.closed_at = row.until_at
    uow.session.flush()


@act("placement.close_apart", edit(Data.FOCUS), edit(Data.PLACES))
def close_apart(ctx: ServiceContext, cmd: CloseApart) -> None:
    """End a keep-apart, with the reason."""
    refuse_if(required(reason=cmd.reason))
    with unit_of_work(ctx) as uow:
        row = uow.get(KeepApartModel, cmd.id, version=cmd.version)
        _refuse_kin(uow, row.first_id, row.second_id)
        if row.closed_at is not None:
            raise DomainError(Code.ALREADY_DECIDED)
        row.closed_at, row.closed_reason = ctx.clock.now(), tidy(cmd.reason)
        uow.record(f"keep_apart:{row.id}", Topic.PLACEMENT, reason=cmd.reason)
        uow.commit()


@act("placement.reopen_apart", edit(Data.FOCUS), edit(Data.PLACES))
def reopen_apart(ctx: ServiceContext, cmd: CloseApart) -> int:
    """Begin a closed keep-apart again as a new line that points to the old one."""
    refuse_if(required(reason=cmd.reason))
    with unit_of_work(ctx) as uow:
        old = uow.get(KeepApartModel, cmd.id, version=cmd.version)
        _refuse_kin(uow, old.first_id, old.second_id)
        _refuse_open_pair(uow, old.first_id, old.second_id)
        row = uow.add(
            KeepApartModel(
                first_id=old.first_id, second_id=old.second_id, first_role=old.first_role,
                second_role=old.second_role, reason=old.reason, scope=old.scope,
                note=tidy(cmd.reason), from_at=ctx.clock.now(), reopened_from=old.id,
                **entered(uow),
            )
        )  # fmt: skip
        uow.record(f"keep_apart:{row.id}", Topic.PLACEMENT, reopened=old.id, reason=cmd.reason)
        uow.commit()
    return row.id


# ---- room-sharing risk --------------------------------------------------------------------------


@act("placement.assess_risk", edit(Data.PLACES))
def assess_risk(ctx: ServiceContext, cmd: AssessRisk) -> int:
    """One side's assessment; in force when the other side signs the same (A8).

    Raises RISK_SIDES when the actor is neither an officer nor a nurse.
    """
    if ctx.actor.roles and not ctx.actor.roles & RISK_SIDES:
        raise DomainError(Code.RISK_SIDES)
    if cmd.review_on < centre_day(ctx.clock.now()):
        raise DomainError(KernelCode.IN_PAST, where="review_on")
    refuse_if(at_latest(ctx.clock.now(), RISK_REVIEW_DAYS, "A8", review_on=cmd.review_on))
    with unit_of_work(ctx) as uow:
        open_stay(uow, cmd.stay_id)
        refuse_conflict(uow.session, ctx, cmd.stay_id)
        row = uow.add(
            SharingRiskModel(
                stay_id=cmd.stay_id, level=cmd.level, reason=tidy(cmd.reason),
                review_on=cmd.review_on, **entered(uow),
            )
        )  # fmt: skip
        _sign_risk(uow, row)
        uow.record(f"stay:{cmd.stay_id}", Topic.PLACEMENT, level=cmd.level, risk=row.id)
        uow.commit()
    return row.id


@act("placement.sign_risk", edit(Data.PLACES))
def sign_risk(ctx: ServiceContext, risk_id: int, version: int) -> None:
    """The other side signs: police and nurse together (A8)."""
    with unit_of_work(ctx) as uow:
        row = uow.get(SharingRiskModel, risk_id, version=version)
        refuse_conflict(uow.session, ctx, row.stay_id)
        if row.from_at is not None:
            raise DomainError(Code.ALREADY_DECIDED)
        if ctx.actor.key in (row.police_key, row.nurse_key):
            raise DomainError(Code.SECOND_PERSON)
        _sign_risk(uow, row)
        if not (row.police_by and row.nurse_by):
            raise DomainError(Code.BOTH_SIDES)
        now = ctx.clock.now()
        for old in uow.session.scalars(
            select(SharingRiskModel).where(
                SharingRiskModel.stay_id == row.stay_id, SharingRiskModel.from_at.is_not(None),
                SharingRiskModel.until_at.is_(None),
            )
        ):  # fmt: skip
            old.until_at = now
        row.from_at = now
        uow.record(f"stay:{row.stay_id}", Topic.PLACEMENT, level=row.level, risk=row.id)
        uow.commit()


def _sign_risk(uow: UnitOfWork, row: SharingRiskModel) -> None:
    actor = uow.ctx.actor
    if Role.POLICE in actor.roles:
        row.police_by, row.police_key = actor.name, actor.key
    elif Role.NURSE in actor.roles:
        row.nurse_by, row.nurse_key = actor.name, actor.key
    uow.session.flush()


# ---- isolation ----------------------------------------------------------------------------------


@act("placement.order_isolation", sign(Data.DIAGNOSIS))
def order_isolation(ctx: ServiceContext, cmd: OrderIsolation) -> int:
    """A doctor orders isolation; the precaution everybody sees begins with it (B8).

    Raises TOO_FAR for a review more than `ISOLATION_REVIEW_DAYS` ahead.
    """
    now = ctx.clock.now()
    refuse_if(
        (
            *required(reason=cmd.reason),
            *at_latest(now, ISOLATION_REVIEW_DAYS, "B8", review_at=cmd.review_at),
        )
    )
    if cmd.review_at <= now:
        raise DomainError(KernelCode.IN_PAST, where="review_at")
    with unit_of_work(ctx) as uow:
        open_stay(uow, cmd.stay_id)
        refuse_conflict(uow.session, ctx, cmd.stay_id)
        row = uow.add(
            IsolationOrderModel(
                stay_id=cmd.stay_id, precaution=cmd.precaution, agent=tidy(cmd.agent),
                alone=cmd.alone, reason=tidy(cmd.reason), from_at=now, review_at=cmd.review_at,
                **entered(uow),
            )
        )  # fmt: skip
        if _running_mark(uow, cmd.stay_id, cmd.precaution) is None:
            start_mark_in(
                uow,
                "precaution",
                StartMark(stay_id=cmd.stay_id, kind=cmd.precaution, from_at=now),
            )
        uow.record(
            f"stay:{cmd.stay_id}", Topic.PLACEMENT, Topic.RESIDENTS,
            precaution=cmd.precaution, order=row.id,
        )  # fmt: skip
        uow.commit()
    return row.id


@act("placement.review_isolation", sign(Data.DIAGNOSIS))
def review_isolation(ctx: ServiceContext, cmd: ReviewIsolation) -> None:
    """Go on until the next review, or end the isolation with its reason (IC-01)."""
    now = ctx.clock.now()
    with unit_of_work(ctx) as uow:
        row = uow.get(IsolationOrderModel, cmd.id, version=cmd.version)
        refuse_conflict(uow.session, ctx, row.stay_id)
        if row.until_at is not None:
            raise DomainError(Code.ALREADY_DECIDED)
        row.reviewed_by = ctx.actor.name
        if cmd.next_review is not None:
            if cmd.next_review <= now:
                raise DomainError(KernelCode.IN_PAST, where="next_review")
            refuse_if(at_latest(now, ISOLATION_REVIEW_DAYS, "B8", next_review=cmd.next_review))
            row.review_at = cmd.next_review
        else:
            refuse_if(required(reason=cmd.reason))
            row.until_at, row.ended_by = now, ctx.actor.name
            row.ended_reason = tidy(cmd.reason)
            uow.session.flush()
            _end_mark(uow, row)
        uow.record(
            f"stay:{row.stay_id}", Topic.PLACEMENT, Topic.RESIDENTS,
            order=row.id, next_review=cmd.next_review,
        )  # fmt: skip
        uow.commit()


def _running_mark(uow: UnitOfWork, stay_id: int, precaution: Precaution | str) -> MarkModel | None:
    return uow.session.scalar(
        select(MarkModel).where(
            MarkModel.stay_id == stay_id, MarkModel.group == "precaution",
            MarkModel.kind == precaution, MarkModel.until_at.is_(None),
            MarkModel.revoked_at.is_(None),
        )
    )  # fmt: skip


def _end_mark(uow: UnitOfWork, order: IsolationOrderModel) -> None:
    """The precaution ends with its last order."""
    others = uow.session.scalar(
        select(IsolationOrderModel.id).where(
            IsolationOrderModel.stay_id == order.stay_id,
            IsolationOrderModel.precaution == order.precaution,
            IsolationOrderModel.until_at.is_(None),
        )
    )
    mark = _running_mark(uow, order.stay_id, order.precaution)
    if others is None and mark is not None:
        mark.until_at = max(uow.ctx.clock.now(), mark.from_at)
        uow.session.flush()


# ---- overrides ------------------------------------------------------------------------------------


@act("placement.ask_override", edit(Data.PLACES), sign(Data.PRECAUTIONS), approve(Data.PLACES))
def ask_overrides(ctx: ServiceContext, cmd: AskOverrides) -> tuple[int, ...]:
    """Ask to set rules aside for a stay in a bed, all or none; one exception a rule, in order.

    Who asks agrees in every capacity they hold. Raises RulesBroken with everything wrong with any
    of them: the rule allows no exception, or not for so long (section 11.2).
    """
    from medcentre.placement.rules import verdict

    with unit_of_work(ctx) as uow:
        refuse_conflict(uow.session, ctx, cmd.stay_id)
        snapshot = snapshot_at(uow.session, ctx.clock.now())
        person = next((p for p in snapshot.people if p.stay_id == cmd.stay_id), None)
        if person is None:
            raise NotFound(what="stay", id=cmd.stay_id)
        broken = verdict(snapshot, person, cmd.bed_id).broken
        asked = _terms_of(cmd, {b.rule: b.terms for b in broken})
        refuse_if(
            violation
            for rule, terms in asked.items()
            for violation in check_override(rule, terms, frozenset(terms.by), cmd.hours, cmd.reason)
        )
        made = tuple(_ask(uow, cmd, rule, terms) for rule, terms in asked.items())
        uow.commit()
    return made


def _terms_of(cmd: AskOverrides, broken: Mapping[str, OverrideTerms]) -> dict[str, OverrideTerms]:
    """Each rule once, with its terms over this bed, else its terms in general."""
    terms = {rule: broken.get(rule, TERMS.get(rule)) for rule in cmd.rules}
    found = {rule: known for rule, known in terms.items() if known is not None}
    if len(found) < len(terms) or not found:
        unknown = next((rule for rule in terms if rule not in found), "")
        raise NotFound(what="rule", id=unknown)
    return found


def _ask(uow: UnitOfWork, cmd: AskOverrides, rule: str, terms: OverrideTerms) -> int:
    """One exception, agreed to by whoever asks, in the audit under its own rule."""
    row = uow.add(
        OverrideModel(
            stay_id=cmd.stay_id, bed_id=cmd.bed_id, rule=rule,
            hours=None if terms.hours is None else cmd.hours, reason=tidy(cmd.reason),
            **entered(uow),
        )
    )  # fmt: skip
    for approver in sorted(approver_kinds(uow.ctx.actor) & set(terms.by)):
        _agree(uow, row, approver, terms.by)
    uow.record(f"stay:{cmd.stay_id}", Topic.PLACEMENT, rule=rule, bed=cmd.bed_id)
    return row.id


@act("placement.agree_override", edit(Data.PLACES), sign(Data.PRECAUTIONS), approve(Data.PLACES))
def agree_override(ctx: ServiceContext, cmd: AgreeOverride) -> None:
    """Agree to an override; it is in force when all who must have agreed."""
    with unit_of_work(ctx) as uow:
        row = uow.get(OverrideModel, cmd.id, version=cmd.version)
        refuse_conflict(uow.session, ctx, row.stay_id)
        if row.from_at is not None or row.withdrawn_at is not None:
            raise DomainError(Code.ALREADY_DECIDED)
        by = TERMS[row.rule].by
        if cmd.approver not in approver_kinds(ctx.actor) or cmd.approver not in by:
            who = f"label:approver.{cmd.approver}"
            raise DomainError(Code.OVERRIDE_WHO, rule=row.rule, who=who)
        _agree(uow, row, cmd.approver, by)
        uow.record(f"stay:{row.stay_id}", Topic.PLACEMENT, rule=row.rule, by=cmd.approver)
        uow.commit()


def _agree(
    uow: UnitOfWork, row: OverrideModel, approver: Approver, by: tuple[Approver, ...]
) -> None:
    """One more who agreed; the last one starts the clock."""
    lines = [line for line in row.agreed.splitlines() if not line.startswith(f"{approver}:")]
    row.agreed = "\n".join([*lines, f"{approver}:{uow.ctx.actor.name}"])
    if {line.partition(":")[0] for line in row.agreed.splitlines()} >= set(by):
        row.from_at = uow.ctx.clock.now()
        row.until_at = None if row.hours is None else row.from_at + timedelta(hours=row.hours)
    uow.session.flush()


@act("placement.withdraw_override", edit(Data.PLACES), sign(Data.PRECAUTIONS))
def withdraw_override(ctx: ServiceContext, override_id: int, version: int) -> None:
    """End an override before its time."""
    with unit_of_work(ctx) as uow:
        row = uow.get(OverrideModel, override_id, version=version)
        refuse_conflict(uow.session, ctx, row.stay_id)
        if row.withdrawn_at is not None:
            raise DomainError(Code.ALREADY_DECIDED)
        row.withdrawn_at = ctx.clock.now()
        uow.record(f"stay:{row.stay_id}", Topic.PLACEMENT, rule=row.rule)
        uow.commit()


# ---- weights --------------------------------------------------------------------------------------


@act("placement.set_weights", approve(Data.PLACES), edit(Data.SETTINGS))
def set_weights(ctx: ServiceContext, weights: RuleWeights) -> None:
    """Edited points of the soft rules; only what differs from the default is stored.

    Raises RulesBroken with every weight out of its range (`check_weights`).
    """
    refuse_if(check_weights(weights))
    with unit_of_work(ctx) as uow:
        rows = {r.name: r for r in uow.session.scalars(select(RuleWeightModel))}
        default, changed = RuleWeights(), {}
        for field in fields(RuleWeights):
            value: int = getattr(weights, field.name)
            row = rows.get(field.name)
            if row is None and value != getattr(default, field.name):
                uow.session.add(RuleWeightModel(name=field.name, value=value, **entered(uow)))
                changed[field.name] = value
            elif row is not None and row.value != value:
                row.value = value
                changed[field.name] = value
        uow.record("placement:weights", Topic.PLACEMENT, Topic.SETTINGS, weights=changed)
        uow.commit()
