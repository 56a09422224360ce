"""Corrections of what was entered at the admission, with their reason; decided extensions."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, KernelCode, Violation, refuse_if, required
from medcentre.kernel.permissions import Data, edit
from medcentre.kernel.texts import initials, pinyin, tidy
from medcentre.residents import reach, rules
from medcentre.residents.acts import entered
from medcentre.residents.facts import (
    CorrectIdentity,
    CorrectStay,
    ExtendTerm,
    NewPerson,
    ResidentCode,
)
from medcentre.residents.tables import (
    STAY_FACTS,
    LegalStatusModel,
    PersonModel,
    StayModel,
    TermExtensionModel,
)
from medcentre.store.uow import UnitOfWork, unit_of_work


@act("residents.correct_identity", edit(Data.IDENTITY_BASIC))
def correct_identity(ctx: ServiceContext, cmd: CorrectIdentity) -> None:
    """Identity corrected with a reason; the audit keeps old and new."""
    refuse_if(rules.check_reason(cmd.reason))
    with unit_of_work(ctx) as uow:
        stays = select(StayModel.id).where(StayModel.person_id == cmd.person_id)
        reach.refuse_conflict(uow.session, ctx, *uow.session.scalars(stays))
        person = uow.get(PersonModel, cmd.person_id, version=cmd.version)
        changed = _change(person, cmd, {"person_id", "version", "reason"})
        now = NewPerson(
            name=person.name, sex=person.sex, birth_date=person.birth_date,
            id_number=person.id_number,
        )  # fmt: skip
        refuse_if(rules.check_person(now, centre_day(ctx.clock.now())))
        person.pinyin, person.initials = pinyin(person.name), initials(person.name)
        uow.record(f"person:{person.id}", Topic.RESIDENTS, reason=cmd.reason, changes=changed)
        uow.commit()


@act("residents.correct_stay", edit(Data.LEGAL))
def correct_stay(ctx: ServiceContext, cmd: CorrectStay) -> None:
    """Admission data corrected with a reason; first facts move with the admission time."""
    refuse_if(rules.check_reason(cmd.reason))
    with unit_of_work(ctx) as uow:
        reach.refuse_conflict(uow.session, ctx, cmd.stay_id)
        stay = uow.get(StayModel, cmd.stay_id, version=cmd.version)
        was_admitted = stay.admitted_at
        changed = _change(stay, cmd, {"stay_id", "version", "reason"})
        if changed.keys() & {"decision_on", "admitted_at"}:
            _judge_decision(uow, stay)
        if cmd.admitted_at is not None:
            _move_first_facts(uow, stay, was_admitted)
        uow.record(
            f"stay:{stay.id}", Topic.RESIDENTS, Topic.FEES, reason=cmd.reason, changes=changed
        )
        uow.commit()


def _judge_decision(uow: UnitOfWork, stay: StayModel) -> None:
    """Of those who came by a decision; who came of their own will may be decided upon later."""
    first = uow.session.scalar(
        select(LegalStatusModel.value)
        .where(LegalStatusModel.stay_id == stay.id, LegalStatusModel.revoked_at.is_(None))
        .order_by(LegalStatusModel.from_at)
        .limit(1)
    )
    if first in rules.NEEDS_DECISION:
        refuse_if(rules.check_decided(stay.decision_on, centre_day(stay.admitted_at)))


def _move_first_facts(uow: UnitOfWork, stay: StayModel, was: datetime) -> None:
    now = uow.ctx.clock.now()
    if stay.admitted_at > now:
        raise DomainError(KernelCode.IN_FUTURE, where="admitted_at")
    if stay.exited_at is not None and stay.admitted_at > stay.exited_at:
        raise DomainError(ResidentCode.EXIT_BEFORE_ADMISSION, where="admitted_at")
    for model in STAY_FACTS:
        for row in uow.session.scalars(select(model).filter_by(stay_id=stay.id)):
            if row.from_at == was or row.from_at < stay.admitted_at:
                row.from_at = stay.admitted_at
                if row.until_at is not None and row.until_at < row.from_at:
                    row.until_at = row.from_at


def _change(row: Any, cmd: Any, keep: set[str]) -> dict[str, list[str]]:
    """Set the given fields; what changed as {field: [old, new]}."""
    changed: dict[str, list[str]] = {}
    for field in fields(cmd):
        value = getattr(cmd, field.name)
        if field.name in keep or value is None or getattr(row, field.name) == value:
            continue
        changed[field.name] = [str(getattr(row, field.name)), str(value)]
        setattr(row, field.name, value)
    if not changed:
        refuse_if([Violation(ResidentCode.SAME_VALUE)])
    return changed


@act("residents.extend_term", edit(Data.LEGAL))
def extend_term(ctx: ServiceContext, cmd: ExtendTerm) -> None:
    """A decided extension of the term (LAW-10)."""
    if cmd.decided_on > centre_day(ctx.clock.now()):
        raise DomainError(KernelCode.IN_FUTURE, where="decided_on")
    with unit_of_work(ctx) as uow:
        reach.refuse_conflict(uow.session, ctx, cmd.stay_id)
        stay = uow.get(StayModel, cmd.stay_id, version=None)
        already = sum(
            uow.session.scalars(
                select(TermExtensionModel.months).where(TermExtensionModel.stay_id == stay.id)
            )
        )
        refuse_if(
            (*rules.check_extension(cmd.months, already), *required(decision_no=cmd.decision_no))
        )
        uow.add(
            TermExtensionModel(
                stay_id=stay.id, months=cmd.months, decided_on=cmd.decided_on,
                decision_no=tidy(cmd.decision_no), **entered(uow),
            )
        )  # fmt: skip
        uow.record(f"stay:{stay.id}", Topic.RESIDENTS, months=cmd.months)
        uow.commit()
