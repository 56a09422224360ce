"""Support: the acts on talks and demands. Signing asks for the own password."""

from typing import Any

from sqlalchemy import select

from medcentre.kernel import records
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, KernelCode, Violation, refuse_if, required
from medcentre.kernel.permissions import Data, edit, print_, sign, view
from medcentre.kernel.records import RecordCode, RecordStatus, Step, canonical
from medcentre.kernel.wording import Lang, label
from medcentre.residents import reach
from medcentre.residents.acts import start_mark_in
from medcentre.residents.facts import AlertKind, AlertLevel, ResidentCode, StartMark
from medcentre.residents.tables import PersonModel, StayModel
from medcentre.staff.sign_in import verify_password
from medcentre.store.uow import UnitOfWork, reading, unit_of_work
from medcentre.store.versions import append_version, is_signer, last_version, signature_of
from medcentre.support import rules
from medcentre.support.facts import (
    AnswerDemand,
    CorrectTalk,
    RiskLevel,
    SaveTalk,
    SignTalk,
    StartTalk,
    SupportCode,
    TalkCard,
    TalkContent,
    VoidTalk,
)
from medcentre.support.tables import DemandModel, TalkModel, TalkVersionModel
from medcentre.support.views import card_of, refuse_partial_reader

KIND = "officer"
"""The only kind of talk kept here; confidential sessions have tables of their own."""

WITHDRAWN = "更正谈话记录时撤回"


@act("support.start_talk", edit(Data.TALKS))
def start_talk(ctx: ServiceContext, cmd: StartTalk) -> int:
    """A new draft; returns the talk."""
    with unit_of_work(ctx) as uow:
        reach.refuse_beyond(uow.session, ctx, cmd.stay_id, edit(Data.TALKS))
        talk_id = start_talk_in(uow, cmd).id
        uow.commit()
    return talk_id


def start_talk_in(uow: UnitOfWork, cmd: StartTalk) -> TalkModel:
    """A new draft inside an open unit of work."""
    _refuse(uow, cmd.stay_id, uow.ctx.actor.name, cmd.content, whole=False)
    now, actor = uow.ctx.clock.now(), uow.ctx.actor
    talk = uow.add(
        TalkModel(
            stay_id=cmd.stay_id, kind=KIND, at=cmd.content.started or now,
            ended_at=cmd.content.ended, author_account=actor.account_id,
            entered_at=now, entered_by=actor.name,
        )
    )  # fmt: skip
    append_version(uow, talk, TalkVersionModel, RecordStatus.DRAFT, rules.picture(cmd.content))
    _record(uow, talk, "support.start_talk")
    return talk


def _refuse(
    uow: UnitOfWork, stay_id: int, talker: str, content: TalkContent, *, whole: bool
) -> None:
    stay = uow.get(StayModel, stay_id, version=None)
    person = uow.session.get_one(PersonModel, stay.person_id)
    refuse_if(
        rules.check_talk(
            content, talker, person.sex, stay.admitted_at, stay.exited_at,
            uow.ctx.clock.now(), whole=whole,
        )
    )  # fmt: skip


@act("support.save_talk", edit(Data.TALKS))
def save_talk(ctx: ServiceContext, cmd: SaveTalk) -> int:
    """The draft saved on; returns the new version of the row. Only the author's own."""
    with unit_of_work(ctx) as uow:
        talk = _mine(uow, cmd.talk_id, cmd.version)
        _refuse(uow, talk.stay_id, talk.entered_by, cmd.content, whole=False)
        picture = rules.picture(cmd.content)
        last = last_version(uow.session, TalkVersionModel, talk.id)
        if last.content != canonical(picture):
            append_version(uow, talk, TalkVersionModel, RecordStatus.DRAFT, picture)
            _follow(talk, cmd.content)
        _record(uow, talk)
        uow.commit()
        return talk.version


def _mine(uow: UnitOfWork, talk_id: int, version: int) -> TalkModel:
    talk = uow.get(TalkModel, talk_id, version=version)
    refuse_if(records.check_step(Step.SAVE, RecordStatus(talk.status)))
    actor = uow.ctx.actor
    if (talk.author_account, talk.entered_by) != (actor.account_id, actor.name):
        raise DomainError(RecordCode.NOT_YOURS, author=talk.entered_by)
    return talk


def _follow(talk: TalkModel, content: TalkContent) -> None:
    """What the head shows of the content."""
    talk.at = content.started or talk.at
    talk.ended_at, talk.follow_up_on = content.ended, content.follow_up_on
    talk.triggers = ",".join(str(t) for t in content.triggers)


@act("support.sign_talk", sign(Data.TALKS))
def sign_talk(ctx: ServiceContext, cmd: SignTalk) -> None:
    """The talk is signed; its demands begin, a high risk alarms. Raises also PASSWORD_WRONG."""
    verify_password(ctx, cmd.password)
    with unit_of_work(ctx) as uow:
        sign_talk_in(uow, cmd)
        uow.commit()


def sign_talk_in(uow: UnitOfWork, cmd: SignTalk) -> None:
    """Signing inside an open unit of work whose actor proved who they are."""
    talk = _mine(uow, cmd.talk_id, cmd.version)
    refuse_if(records.check_step(Step.SIGN, RecordStatus(talk.status)))
    _refuse(uow, talk.stay_id, talk.entered_by, cmd.content, whole=True)
    signature = signature_of(uow.ctx)
    append_version(
        uow, talk, TalkVersionModel, RecordStatus.SIGNED, rules.picture(cmd.content), signature
    )
    _follow(talk, cmd.content)
    talk.signed_at, talk.signer = signature.at, signature.name
    talk.signer_title, talk.signer_account = signature.title, signature.account_id
    _sync_demands(uow, talk, cmd.content)
    _alarm(uow, talk, cmd.content)
    _record(uow, talk, "support.sign_talk")


@act("support.correct_talk", sign(Data.TALKS))
def correct_talk(ctx: ServiceContext, cmd: CorrectTalk) -> None:
    """A new version with a reason, by the talker; the old wording stays readable (MED-52)."""
    verify_password(ctx, cmd.password)
    with unit_of_work(ctx) as uow:
        correct_talk_in(uow, cmd)
        uow.commit()


def correct_talk_in(uow: UnitOfWork, cmd: CorrectTalk) -> None:
    """A correction inside an open unit of work whose actor proved who they are."""
    talk = uow.get(TalkModel, cmd.talk_id, version=cmd.version)
    refuse_if(records.check_step(Step.CORRECT, RecordStatus(talk.status)))
    refuse_if(records.check_record_reason(cmd.reason))
    _own_signature(uow, talk)
    _refuse(uow, talk.stay_id, talk.entered_by, cmd.content, whole=True)
    picture = rules.picture(cmd.content)
    if last_version(uow.session, TalkVersionModel, talk.id).content == canonical(picture):
        raise DomainError(RecordCode.UNCHANGED)
    signature = signature_of(uow.ctx, cmd.reason)
    append_version(uow, talk, TalkVersionModel, RecordStatus.SIGNED, picture, signature, cmd.reason)
    _follow(talk, cmd.content)
    talk.altered = True
    _sync_demands(uow, talk, cmd.content)
    _alarm(uow, talk, cmd.content)
    _record(uow, talk, "support.correct_talk", reason=cmd.reason)


@act("support.void_talk", sign(Data.TALKS))
def void_talk(ctx: ServiceContext, cmd: VoidTalk) -> None:
    """The talk is void with a reason; its open demands are closed by that."""
    verify_password(ctx, cmd.password)
    with unit_of_work(ctx) as uow:
        void_talk_in(uow, cmd)
        uow.commit()


def void_talk_in(uow: UnitOfWork, cmd: VoidTalk) -> None:
    """Voiding inside an open unit of work whose actor proved who they are."""
    talk = uow.get(TalkModel, cmd.talk_id, version=cmd.version)
    refuse_if(records.check_step(Step.VOID, RecordStatus(talk.status)))
    refuse_if(records.check_record_reason(cmd.reason))
    _own_signature(uow, talk)
    content = card_of(uow.session, talk.id).content
    append_version(
        uow, talk, TalkVersionModel, RecordStatus.VOIDED, rules.picture(content),
        signature_of(uow.ctx, cmd.reason), cmd.reason,
    )  # fmt: skip
    talk.void_reason = cmd.reason
    _sync_demands(uow, talk, TalkContent())
    _record(uow, talk, "support.void_talk", reason=cmd.reason)


def _own_signature(uow: UnitOfWork, talk: TalkModel) -> None:
    """Only who signed corrects or voids; a talk is what that person heard."""
    if not is_signer(talk, uow.ctx.actor):
        raise DomainError(RecordCode.NOT_YOURS, author=talk.signer)


def _sync_demands(uow: UnitOfWork, talk: TalkModel, content: TalkContent) -> None:
    """Demands of the record open, change and close with it; answered ones stay as they are."""
    now, who = uow.ctx.clock.now(), uow.ctx.actor.name
    kept = {
        row.wish: row
        for row in uow.session.scalars(select(DemandModel).where(DemandModel.talk_id == talk.id))
    }
    for demand in content.demands:
        if demand.due_on is None:
            raise ValueError("a checked demand has a date")
        row = kept.pop(demand.wish, None)
        if row is None:
            uow.session.add(
                DemandModel(
                    talk_id=talk.id, stay_id=talk.stay_id, wish=demand.wish, owner=demand.owner,
                    due_on=demand.due_on, entered_at=now, entered_by=who,
                )
            )  # fmt: skip
        elif row.answered_at is None:
            row.owner, row.due_on = demand.owner, demand.due_on
    for row in kept.values():
        if row.answered_at is None:
            row.answered_at, row.answer, row.answered_by = now, WITHDRAWN, who
    uow.session.flush()


def _alarm(uow: UnitOfWork, talk: TalkModel, content: TalkContent) -> None:
    """A high estimate becomes an alert that everybody on duty sees; records are Chinese (MED-41)."""
    if content.risk_after not in rules.GRAVE:
        return
    grave = content.risk_after is RiskLevel.VERY_HIGH
    moment = max(content.ended or talk.at, uow.session.get_one(StayModel, talk.stay_id).admitted_at)
    mark = StartMark(
        stay_id=talk.stay_id, kind=AlertKind.EMOTION, from_at=moment,
        value=label(f"talk_alarm.{content.risk_after}", Lang.ZH), level=AlertLevel.RED if grave else AlertLevel.AMBER,
        review_on=content.follow_up_on,
    )  # fmt: skip
    try:
        start_mark_in(uow, "alert", mark)
    except DomainError as known:
        if known.code not in (ResidentCode.SAME_VALUE, ResidentCode.ALREADY_EXITED):
            raise


@act("support.answer_demand", edit(Data.TALKS))
def answer_demand(ctx: ServiceContext, cmd: AnswerDemand) -> None:
    """What became of a demand, told to the resident (TLK-04)."""
    refuse_if(required(answer=cmd.answer))
    with unit_of_work(ctx) as uow:
        row = uow.get(DemandModel, cmd.demand_id, version=cmd.version)
        reach.refuse_beyond(uow.session, ctx, row.stay_id, edit(Data.TALKS))
        if row.answered_at is not None:
            raise DomainError(SupportCode.DEMAND_ANSWERED, by=row.answered_by)
        row.answered_at, row.answer = ctx.clock.now(), cmd.answer.strip()
        row.answered_by = ctx.actor.name
        uow.record(f"demand:{row.id}", Topic.SUPPORT, stay=row.stay_id, talk=row.talk_id)
        uow.commit()


@act("support.reopen_demand", edit(Data.TALKS))
def reopen_demand(ctx: ServiceContext, demand_id: int) -> None:
    """Take an answer back (undo)."""
    with unit_of_work(ctx) as uow:
        row = uow.get(DemandModel, demand_id, version=None)
        reach.refuse_beyond(uow.session, ctx, row.stay_id, edit(Data.TALKS))
        if row.answered_at is None:
            refuse_if([Violation(KernelCode.NOT_FOUND)])
        row.answered_at, row.answer, row.answered_by = None, "", ""
        uow.record(f"demand:{row.id}", Topic.SUPPORT, stay=row.stay_id, talk=row.talk_id)
        uow.commit()


def _record(uow: UnitOfWork, talk: TalkModel, action: str = "", **facts: Any) -> None:
    uow.record(
        f"talk:{talk.id}", Topic.SUPPORT, action=action, stay=talk.stay_id,
        version_no=talk.version_no, day=str(centre_day(talk.at)), **facts,
    )  # fmt: skip


@act("support.read_talk", view(Data.TALKS))
def read_talk(ctx: ServiceContext, talk_id: int) -> TalkCard:
    """A whole talk with its history; who read it is recorded. Raises NotFound."""
    refuse_partial_reader(ctx)
    with reading(ctx) as session:
        card = card_of(session, talk_id)
        if not _own(ctx, card.row.talker_account):
            reach.refuse_beyond(session, ctx, card.row.stay_id, view(Data.TALKS))
    with unit_of_work(ctx) as uow:
        uow.record(f"talk:{talk_id}", stay=card.row.stay_id)
        uow.commit()
    return card


@act("support.print_talk", print_(Data.TALKS))
def note_print(ctx: ServiceContext, talk_id: int) -> None:
    """A talk record was put on paper (I11)."""
    with unit_of_work(ctx) as uow:
        talk = uow.get(TalkModel, talk_id, version=None)
        if not _own(ctx, talk.author_account):
            reach.refuse_beyond(uow.session, ctx, talk.stay_id, print_(Data.TALKS))
        uow.record(f"talk:{talk_id}")
        uow.commit()


def _own(ctx: ServiceContext, author: int | None) -> bool:
    """Whoever held a talk keeps it, also when the resident has moved to another zone since."""
    return author is not None and author == ctx.actor.account_id
