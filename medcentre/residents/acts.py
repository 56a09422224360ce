"""Residents: the acts. Each is a whole transaction; `…_in` functions serve bulk import."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.dates import at_latest
from medcentre.kernel.errors import (
    DomainError,
    KernelCode,
    NotFound,
    refuse_if,
    required,
)
from medcentre.kernel.permissions import Data, edit, sign
from medcentre.kernel.texts import initials, pinyin, tidy
from medcentre.residents import reach, rules
from medcentre.residents.facts import (
    Admit,
    AlertKind,
    EndAbsence,
    EndMark,
    FeeClass,
    IllnessFact,
    NewPerson,
    PrecautionKind,
    RecordExit,
    ResidentCode,
    SetFact,
    StartAbsence,
    StartMark,
    TraitKind,
)
from medcentre.residents.tables import (
    STEPS,
    AbsenceModel,
    CareLevelModel,
    ConditionModel,
    FeeClassModel,
    IllnessModel,
    LegalStatusModel,
    MarkModel,
    NumberSeriesModel,
    PersonModel,
    StayModel,
)
from medcentre.store.uow import UnitOfWork, unit_of_work

YEAR = 366
"""Nothing of a resident is planned or reviewed later than in so many days."""

MARK_KINDS: dict[str, tuple[str, ...]] = {
    "precaution": tuple(PrecautionKind),
    "alert": tuple(AlertKind),
    "trait": tuple(TraitKind),
}


@act("residents.admit", edit(Data.IDENTITY_BASIC))
def admit(ctx: ServiceContext, cmd: Admit) -> int:
    """Take somebody in; returns the stay. Raises RulesBroken (LAW-03, LAW-04, LAW-05)."""
    with unit_of_work(ctx) as uow:
        stay_id = admit_in(uow, cmd)
        uow.commit()
    return stay_id


def admit_in(uow: UnitOfWork, cmd: Admit, *, past: bool = False) -> int:
    """An admission inside an open unit of work; `past`: from an older list (`check_admission`)."""
    now = uow.ctx.clock.now()
    person = _person_for(uow, cmd, centre_day(now))
    refuse_if(rules.check_admission(cmd, person.birth_date, person.sex, now, past=past))
    if open_no := uow.session.scalar(
        select(StayModel.admission_no).where(
            StayModel.person_id == person.id, StayModel.exited_at.is_(None)
        )
    ):
        raise DomainError(ResidentCode.ALREADY_IN, admission_no=open_no, where="id_number")
    number = tidy(cmd.admission_no) or _next_number(uow, cmd.admitted_at)
    if uow.session.scalar(select(StayModel.id).where(StayModel.admission_no == number)):
        raise DomainError(ResidentCode.NUMBER_TAKEN, admission_no=number, where="admission_no")
    stay = uow.add(
        StayModel(
            person_id=person.id, admission_no=number, admitted_at=cmd.admitted_at,
            decision_no=tidy(cmd.decision_no), decision_organ=tidy(cmd.decision_organ),
            decision_on=cmd.decision_on, agreement_until=cmd.agreement_until, note=cmd.note,
            **entered(uow),
        )
    )  # fmt: skip
    _first_facts(uow, stay, cmd)
    uow.record(
        f"stay:{stay.id}", Topic.RESIDENTS, action="residents.admit",
        person=person.id, admission_no=number, admitted_at=cmd.admitted_at,
        legal_status=cmd.legal_status,
    )  # fmt: skip
    return stay.id


def _person_for(uow: UnitOfWork, cmd: Admit, today: Any) -> PersonModel:
    if cmd.person_id is not None:
        return uow.get(PersonModel, cmd.person_id, version=None)
    if cmd.person is None:
        refuse_if(required(name=None))
        raise AssertionError("unreachable")
    refuse_if(rules.check_person(cmd.person, today))
    return uow.session.get_one(PersonModel, register_person_in(uow, cmd.person))


def register_person_in(uow: UnitOfWork, new: NewPerson) -> int:
    """A new person inside an open unit of work. Raises DomainError(person_known)."""
    if new.id_number:
        known = uow.session.execute(
            select(PersonModel.id, PersonModel.name).where(
                PersonModel.id_number == new.id_number, PersonModel.merged_into.is_(None)
            )
        ).first()
        if known:
            raise DomainError(
                ResidentCode.PERSON_KNOWN, name=known.name, person_id=known.id, where="id_number"
            )
    name = tidy(new.name)
    person = uow.add(
        PersonModel(
            name=name, pinyin=pinyin(name), initials=initials(name), nickname=tidy(new.nickname),
            sex=new.sex, birth_date=new.birth_date, id_number=new.id_number or None,
            ethnic=tidy(new.ethnic), phone=tidy(new.phone), address=tidy(new.address),
            education=new.education, **entered(uow),
        )
    )  # fmt: skip
    uow.record(f"person:{person.id}", Topic.RESIDENTS, action="residents.register")
    return person.id


def _first_facts(uow: UnitOfWork, stay: StayModel, cmd: Admit) -> None:
    common = {"stay_id": stay.id, "from_at": cmd.admitted_at, **entered(uow)}
    fee_class = cmd.fee_class or FeeClass.F1
    confirmed = cmd.fee_class_confirmed and cmd.fee_class is not None
    rows: list[Any] = [
        LegalStatusModel(value=cmd.legal_status, **common),
        CareLevelModel(value=cmd.care_level, **common),
        ConditionModel(value=cmd.condition, **common),
        FeeClassModel(value=fee_class, confirmed=confirmed, **common),
    ]
    rows += [
        MarkModel(group="precaution", kind=k, **common) for k in dict.fromkeys(cmd.precautions)
    ]
    rows += [MarkModel(group="trait", kind=k, value=v, **common) for k, v in cmd.traits]
    if cmd.allergy.strip():
        rows.append(
            MarkModel(group="alert", kind="allergy", value=cmd.allergy, level="red", **common)
        )
    rows += [_illness(fact, common) for fact in cmd.illnesses]
    uow.session.add_all(rows)
    uow.session.flush()


def _illness(fact: IllnessFact, common: dict[str, Any]) -> IllnessModel:
    return IllnessModel(
        category=fact.category, text=fact.text, grade=fact.grade, main=fact.main,
        confirmed=fact.confirmed, **common,
    )  # fmt: skip


def _next_number(uow: UnitOfWork, admitted_at: datetime) -> str:
    """The year and a four-digit count: 20260171."""
    year = centre_day(admitted_at).year
    series = uow.session.scalar(
        select(NumberSeriesModel)
        .where(NumberSeriesModel.series == f"admission:{year}")
        .with_for_update()
    )
    if series is None:
        highest = uow.session.scalars(
            select(StayModel.admission_no).where(StayModel.admission_no.like(f"{year}____"))
        ).all()
        start = max(
            (int(n) % 10_000 for n in highest if n.isdigit() and int(n) % 10_000 < 9000), default=0
        )
        series = uow.add(NumberSeriesModel(series=f"admission:{year}", last=start))
    number = ""
    while not number or uow.session.scalar(
        select(StayModel.id).where(StayModel.admission_no == number)
    ):
        series.last += 1
        number = f"{year}{series.last:04d}"
    return number


def entered(uow: UnitOfWork) -> dict[str, Any]:
    """Who and when, for a new row."""
    return {"entered_at": uow.ctx.clock.now(), "entered_by": uow.ctx.actor.name}


# ---- one-at-a-time facts --------------------------------------------------------------------


@act("residents.set_legal_status", edit(Data.LEGAL))
def set_legal_status(ctx: ServiceContext, cmd: SetFact) -> None:
    """Another title from a moment on (LAW-01)."""
    _set(ctx, "legal_status", cmd)


@act("residents.set_care_level", sign(Data.PRECAUTIONS))
def set_care_level(ctx: ServiceContext, cmd: SetFact) -> None:
    """Another nursing level, by order (NUR-02)."""
    _set(ctx, "care_level", cmd)


@act("residents.set_condition", edit(Data.DIAGNOSIS))
def set_condition(ctx: ServiceContext, cmd: SetFact) -> None:
    """Critical, serious, stable or chronic from a moment on."""
    _set(ctx, "condition", cmd)


@act("residents.set_fee_class", sign(Data.FEES))
def set_fee_class(ctx: ServiceContext, cmd: SetFact) -> None:
    """Another fee class from a moment on, or the present one confirmed (FEE-03, FEE-11)."""
    _set(ctx, "fee_class", cmd)


def _set(ctx: ServiceContext, fact: str, cmd: SetFact) -> None:
    refuse_if(at_latest(ctx.clock.now(), YEAR, from_at=cmd.from_at))
    with unit_of_work(ctx) as uow:
        reach.refuse_conflict(uow.session, ctx, cmd.stay_id)
        set_fact_in(uow, fact, cmd)
        uow.commit()


def set_fact_in(uow: UnitOfWork, fact: str, cmd: SetFact) -> None:
    """A new value of a one-at-a-time fact inside an open unit of work.

    A back-dated value holds until the next change that was already known.
    """
    model, kind = STEPS[fact]
    kind(cmd.value)
    stay = _open_stay(uow, cmd.stay_id, cmd.from_at)
    rows = list(
        uow.session.scalars(
            select(model)
            .where(model.stay_id == stay.id, model.revoked_at.is_(None))
            .order_by(model.from_at)
        )
    )
    before = [r for r in rows if r.from_at <= cmd.from_at]
    current = before[-1] if before else None
    later = next((r for r in rows if r.from_at > cmd.from_at), None)
    extra = {"confirmed": cmd.confirmed} if fact == "fee_class" else {}
    unchanged = getattr(current, "confirmed", True) == extra.get("confirmed", True)
    if current is not None and current.value == cmd.value and unchanged:
        raise DomainError(ResidentCode.SAME_VALUE, where="value")
    if current is not None:
        if current.from_at == cmd.from_at:
            current.revoked_at = uow.ctx.clock.now()
        current.until_at = cmd.from_at
        uow.session.flush()
    build: Any = model
    uow.session.add(
        build(
            stay_id=stay.id, value=cmd.value, from_at=cmd.from_at,
            until_at=later.from_at if later else None, reason=cmd.reason,
            **extra, **entered(uow),
        )
    )  # fmt: skip
    uow.session.flush()
    uow.record(
        f"stay:{stay.id}", Topic.RESIDENTS, action=f"residents.set_{fact}",
        value=cmd.value, was=current.value if current else "", from_at=cmd.from_at,
        reason=cmd.reason,
    )  # fmt: skip


def _open_stay(uow: UnitOfWork, stay_id: int, at: datetime, where: str = "from_at") -> StayModel:
    """The stay, refused when it had not begun or was over at the moment (T2, T3)."""
    stay = uow.get(StayModel, stay_id, version=None)
    if at < stay.admitted_at:
        raise DomainError(ResidentCode.BEFORE_ADMISSION, where=where)
    if stay.exited_at is not None and at >= stay.exited_at:
        raise DomainError(ResidentCode.ALREADY_EXITED)
    return stay


# ---- precautions, alerts, traits ------------------------------------------------------------


@act("residents.start_precaution", edit(Data.PRECAUTIONS))
def start_precaution(ctx: ServiceContext, cmd: StartMark) -> int:
    """A precaution begins."""
    return _start(ctx, "precaution", cmd)


@act("residents.end_precaution", edit(Data.PRECAUTIONS))
def end_precaution(ctx: ServiceContext, cmd: EndMark) -> None:
    """A precaution ends (IC-01: a doctor signs the end of airborne isolation)."""
    _end(ctx, "precaution", cmd)


@act("residents.start_alert", edit(Data.FOCUS), edit(Data.PRECAUTIONS), edit(Data.SCALES))
def start_alert(ctx: ServiceContext, cmd: StartMark) -> int:
    """An alert begins (A4)."""
    return _start(ctx, "alert", cmd)


@act("residents.end_alert", edit(Data.FOCUS), edit(Data.PRECAUTIONS), edit(Data.SCALES))
def end_alert(ctx: ServiceContext, cmd: EndMark) -> None:
    """An alert ends."""
    _end(ctx, "alert", cmd)


@act("residents.start_trait", edit(Data.LEGAL), edit(Data.PRECAUTIONS))
def start_trait(ctx: ServiceContext, cmd: StartMark) -> int:
    """A further dated fact begins (mobility, watch, habits …)."""
    return _start(ctx, "trait", cmd)


@act("residents.end_trait", edit(Data.LEGAL), edit(Data.PRECAUTIONS))
def end_trait(ctx: ServiceContext, cmd: EndMark) -> None:
    """A further dated fact ends."""
    _end(ctx, "trait", cmd)


def _start(ctx: ServiceContext, group: str, cmd: StartMark) -> int:
    refuse_if(at_latest(ctx.clock.now(), YEAR, from_at=cmd.from_at, review_on=cmd.review_on))
    with unit_of_work(ctx) as uow:
        reach.refuse_conflict(uow.session, ctx, cmd.stay_id)
        mark_id = start_mark_in(uow, group, cmd)
        uow.commit()
    return mark_id


def start_mark_in(uow: UnitOfWork, group: str, cmd: StartMark) -> int:
    """A mark inside an open unit of work; a running one of the same kind is closed first."""
    if cmd.kind not in MARK_KINDS[group]:
        raise ValueError(f"{cmd.kind} is no {group}")
    stay = _open_stay(uow, cmd.stay_id, cmd.from_at)
    running = uow.session.scalar(
        select(MarkModel).where(
            MarkModel.stay_id == stay.id, MarkModel.group == group, MarkModel.kind == cmd.kind,
            MarkModel.until_at.is_(None), MarkModel.revoked_at.is_(None),
        )
    )  # fmt: skip
    if running is not None:
        if running.value == cmd.value and running.level == cmd.level:
            raise DomainError(ResidentCode.SAME_VALUE, where="kind")
        running.until_at = max(cmd.from_at, running.from_at)
        uow.session.flush()
    row = uow.add(
        MarkModel(
            stay_id=stay.id, group=group, kind=cmd.kind, value=cmd.value, level=cmd.level,
            restricted=cmd.restricted, review_on=cmd.review_on, from_at=cmd.from_at,
            **entered(uow),
        )
    )  # fmt: skip
    uow.record(
        f"stay:{stay.id}", Topic.RESIDENTS, action=f"residents.start_{group}",
        kind=cmd.kind, mark=row.id,
    )  # fmt: skip
    return row.id


def _end(ctx: ServiceContext, group: str, cmd: EndMark) -> None:
    with unit_of_work(ctx) as uow:
        row = uow.get(MarkModel, cmd.mark_id, version=cmd.version)
        if row.group != group:
            raise NotFound(what=group, id=cmd.mark_id)
        reach.refuse_conflict(uow.session, ctx, row.stay_id)
        refuse_if(at_latest(ctx.clock.now(), YEAR, until_at=cmd.until_at))
        if cmd.until_at < row.from_at:
            raise DomainError(KernelCode.END_BEFORE_START, where="until_at")
        row.until_at, row.reason = cmd.until_at, cmd.reason
        uow.record(f"stay:{row.stay_id}", Topic.RESIDENTS, kind=row.kind, mark=row.id)
        uow.commit()


@act("residents.set_illnesses", sign(Data.DIAGNOSIS))
def set_illnesses(
    ctx: ServiceContext, stay_id: int, illnesses: tuple[IllnessFact, ...], from_at: datetime
) -> None:
    """The doctor's list of illness categories from a moment on (domain.md 1.8)."""
    refuse_if(at_latest(ctx.clock.now(), YEAR, from_at=from_at))
    with unit_of_work(ctx) as uow:
        reach.refuse_conflict(uow.session, ctx, stay_id)
        stay = _open_stay(uow, stay_id, from_at)
        for row in uow.session.scalars(
            select(IllnessModel).where(
                IllnessModel.stay_id == stay.id, IllnessModel.until_at.is_(None)
            )
        ):
            row.until_at = max(from_at, row.from_at)
        common = {"stay_id": stay.id, "from_at": from_at, **entered(uow)}
        uow.session.add_all([_illness(fact, common) for fact in illnesses])
        uow.record(f"stay:{stay.id}", Topic.RESIDENTS, categories=[f.category for f in illnesses])
        uow.commit()


# ---- absences and exits ---------------------------------------------------------------------


@act("residents.leave", edit(Data.CUSTODY_LOG), edit(Data.LEGAL))
def leave(ctx: ServiceContext, cmd: StartAbsence) -> int:
    """Somebody leaves the house and stays on the roll."""
    with unit_of_work(ctx) as uow:
        reach.refuse_log(uow.session, ctx, cmd.stay_id)
        absence_id = leave_in(uow, cmd)
        uow.commit()
    return absence_id


def leave_in(uow: UnitOfWork, cmd: StartAbsence) -> int:
    """An absence inside an open unit of work."""
    stay = _open_stay(uow, cmd.stay_id, cmd.left_at, "left_at")
    running = _running_absence(uow.session, stay.id) is not None
    refuse_if(
        rules.check_leave(cmd.kind, cmd.left_at, cmd.expected_back, running, uow.ctx.clock.now())
    )
    row = uow.add(
        AbsenceModel(
            stay_id=stay.id, kind=cmd.kind, from_at=cmd.left_at, expected_back=cmd.expected_back,
            destination=tidy(cmd.destination), paper_no=tidy(cmd.paper_no), note=cmd.note,
            **entered(uow),
        )
    )  # fmt: skip
    uow.record(
        f"stay:{stay.id}", Topic.RESIDENTS, action="residents.leave",
        kind=cmd.kind, left_at=cmd.left_at, absence=row.id,
    )  # fmt: skip
    return row.id


@act("residents.come_back", edit(Data.CUSTODY_LOG), edit(Data.LEGAL))
def come_back(ctx: ServiceContext, cmd: EndAbsence) -> None:
    """Somebody who was out is in the house again."""
    with unit_of_work(ctx) as uow:
        reach.refuse_log(uow.session, ctx, cmd.stay_id)
        come_back_in(uow, cmd)
        uow.commit()


def come_back_in(uow: UnitOfWork, cmd: EndAbsence) -> None:
    """A return inside an open unit of work."""
    stay = _open_stay(uow, cmd.stay_id, cmd.returned_at, "returned_at")
    if cmd.returned_at > uow.ctx.clock.now():
        raise DomainError(KernelCode.IN_FUTURE, where="returned_at")
    row = _running_absence(uow.session, stay.id)
    if row is None:
        raise DomainError(ResidentCode.NOT_OUT)
    if cmd.returned_at < row.from_at:
        raise DomainError(ResidentCode.RETURN_BEFORE_LEAVE, where="returned_at")
    row.until_at = cmd.returned_at
    row.note = "\n".join(t for t in (row.note, cmd.note) if t)
    uow.record(
        f"stay:{stay.id}", Topic.RESIDENTS, action="residents.come_back",
        kind=row.kind, returned_at=cmd.returned_at, absence=row.id,
    )  # fmt: skip


def _running_absence(session: Session, stay_id: int) -> AbsenceModel | None:
    return session.scalar(
        select(AbsenceModel).where(
            AbsenceModel.stay_id == stay_id,
            AbsenceModel.until_at.is_(None),
            AbsenceModel.revoked_at.is_(None),
        )
    )


@act("residents.exit", edit(Data.LEGAL))
def record_exit(ctx: ServiceContext, cmd: RecordExit) -> None:
    """The stay ends (T1: leaving frees the bed, not the decision to leave)."""
    with unit_of_work(ctx) as uow:
        reach.refuse_conflict(uow.session, ctx, cmd.stay_id)
        exit_in(uow, cmd)
        uow.commit()


def exit_in(uow: UnitOfWork, cmd: RecordExit) -> None:
    """An exit inside an open unit of work; a running absence ends with it."""
    stay = uow.get(StayModel, cmd.stay_id, version=cmd.version)
    if stay.exited_at is not None:
        raise DomainError(ResidentCode.ALREADY_EXITED)
    absences = list(
        uow.session.scalars(
            select(AbsenceModel).where(
                AbsenceModel.stay_id == stay.id, AbsenceModel.revoked_at.is_(None)
            )
        )
    )
    escaped = any(a.kind == "escaped" for a in absences)
    refuse_if(
        rules.check_exit(cmd.kind, cmd.exited_at, stay.admitted_at, escaped, uow.ctx.clock.now())
    )
    for row in absences:
        if row.until_at is None:
            row.until_at = max(cmd.exited_at, row.from_at)
    stay.exited_at, stay.exit_kind = cmd.exited_at, cmd.kind
    stay.exit_paper, stay.exit_note = tidy(cmd.paper_no), cmd.note
    uow.session.flush()
    uow.record(
        f"stay:{stay.id}", Topic.RESIDENTS, Topic.PLACEMENT, action="residents.exit",
        kind=cmd.kind, exited_at=cmd.exited_at,
    )  # fmt: skip


@act("residents.undo_exit", edit(Data.LEGAL))
def undo_exit(ctx: ServiceContext, stay_id: int, version: int, reason: str) -> None:
    """An exit recorded by mistake is taken back, with the reason."""
    refuse_if(rules.check_reason(reason))
    with unit_of_work(ctx) as uow:
        reach.refuse_conflict(uow.session, ctx, stay_id)
        stay = uow.get(StayModel, stay_id, version=version)
        if stay.exited_at is None:
            raise NotFound(what="exit", id=stay_id)
        was = stay.exited_at
        stay.exited_at, stay.exit_kind = None, None
        uow.record(f"stay:{stay.id}", Topic.RESIDENTS, was=was, reason=reason)
        uow.commit()
