"""Support: talks of a stay, talks owed, demands. Illness never appears here."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day, day_end, day_start
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.due import Domain, DueItem
from medcentre.kernel.errors import NotFound, NotPermitted
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Actor, Data, Role, view
from medcentre.kernel.records import RecordStatus, is_late
from medcentre.placement.tables import OccupancyModel
from medcentre.residents import reach
from medcentre.residents.facts import AbsenceKind, Condition, Grade, TraitKind
from medcentre.residents.tables import (
    AbsenceModel,
    ConditionModel,
    IllnessModel,
    MarkModel,
    PersonModel,
    StayModel,
)
from medcentre.residents.views import last_days
from medcentre.store.uow import reading
from medcentre.store.versions import VersionFault, last_contents, verify_versions
from medcentre.support import rules
from medcentre.support.facts import (
    DemandRow,
    HeldTalk,
    MonthOfTalks,
    StayTalkDue,
    TalkCard,
    TalkContent,
    TalkFacts,
    TalkRow,
    TalkTrigger,
    TalkVersion,
)
from medcentre.support.tables import DemandModel, TalkModel, TalkVersionModel

HORIZON = timedelta(hours=24)
EXCERPT = 40


def reads_talks(actor: Actor) -> bool:
    """Whether the actor reads talks in full; a doctor sees that there was one, and its topics."""
    return actor.may(view(Data.TALKS)) and actor.qualifier(view(Data.TALKS)) != "summary"


def refuse_partial_reader(ctx: ServiceContext) -> None:
    """Raise NotPermitted for readers whose right ends at a summary."""
    if not reads_talks(ctx.actor):
        raise NotPermitted(permission=str(view(Data.TALKS)), actor=ctx.actor.name)


def within(session: Session, ctx: ServiceContext) -> Any:
    """A condition on `StayModel`: an officer reads talks of their own zone, and of people whom
    nobody gave a bed yet (12.2, D13), and of nobody they must keep away from. Raises NO_ZONE."""
    limit = reach.stays_in_reach(session, ctx, view(Data.TALKS))
    if ctx.actor.staff_id is None:
        return limit
    apart = reach.not_kept_away(ctx)
    return apart if limit is None else and_(limit, apart)


def _query() -> Any:
    return (
        select(TalkModel, PersonModel.name)
        .join(StayModel, StayModel.id == TalkModel.stay_id)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .execution_options(populate_existing=True)
    )


def _row(talk: TalkModel, name: str, content: TalkContent, whole: bool) -> TalkRow:
    text = content.content.replace("\n", " ")
    excerpt = text if len(text) <= EXCERPT else text[:EXCERPT] + "…"
    return TalkRow(
        id=talk.id, version=talk.version, number=talk_number(talk.id, talk.at),
        stay_id=talk.stay_id, person_name=name, started=talk.at, ended=talk.ended_at,
        status=RecordStatus(talk.status), talker=talk.signer or talk.entered_by,
        talker_account=talk.author_account, reasons=content.reasons, triggers=content.triggers,
        topics=content.topics, emotion=content.emotion if whole else None,
        risk_before=content.risk_before, risk_after=content.risk_after,
        signed_at=talk.signed_at, late=is_late(talk.ended_at or talk.at, talk.entered_at),
        altered=talk.altered, void_reason=talk.void_reason, excerpt=excerpt if whole else "",
    )  # fmt: skip


def talk_number(talk_id: int, started: datetime) -> str:
    """`T2026-00012`: the year and the running number of the record."""
    return f"T{centre_day(started).year}-{talk_id:05d}"


@reads(view(Data.TALKS))
def talks_of(ctx: ServiceContext, stay_id: int) -> tuple[TalkRow, ...]:
    """All talks with one person, newest first; two statements."""
    return _rows(ctx, TalkModel.stay_id == stay_id)


@reads(view(Data.TALKS))
def talks_between(ctx: ServiceContext, first: date, last: date) -> tuple[TalkRow, ...]:
    """Talks of the days from `first` to `last`, and all drafts, newest first; two statements."""
    return _rows(
        ctx,
        or_(
            and_(TalkModel.at >= day_start(first), TalkModel.at < day_end(last)),
            TalkModel.status == RecordStatus.DRAFT,
        ),
    )


def _rows(ctx: ServiceContext, which: Any) -> tuple[TalkRow, ...]:
    whole = reads_talks(ctx.actor)
    with reading(ctx) as session:
        if (limit := within(session, ctx)) is not None:  # own records stay one's own
            own = and_(TalkModel.author_account.is_not(None),
                       TalkModel.author_account == ctx.actor.account_id)  # fmt: skip
            which = and_(which, or_(limit, own))
        found = session.execute(
            _query().where(which).order_by(TalkModel.at.desc(), TalkModel.id.desc())
        ).all()
        texts = last_contents(session, TalkVersionModel, [t.id for t, _ in found])
    return tuple(
        _row(talk, name, rules.unpicture(json.loads(texts[talk.id])), whole) for talk, name in found
    )


def card_of(session: Session, talk_id: int) -> TalkCard:
    """A whole talk inside an open read; the act `read_talk` records who read it."""
    found = session.execute(_query().where(TalkModel.id == talk_id)).first()
    if found is None:
        raise NotFound(what="talk", id=talk_id)
    talk, name = found
    versions = tuple(
        TalkVersion(
            v.version_no, RecordStatus(v.status), v.at, v.author, v.signer, v.signer_title,
            v.reason, rules.unpicture(json.loads(v.content)), v.link,
        )
        for v in session.scalars(
            select(TalkVersionModel)
            .where(TalkVersionModel.record_id == talk_id)
            .order_by(TalkVersionModel.version_no)
        )
    )  # fmt: skip
    content = versions[-1].content
    return TalkCard(_row(talk, name, content, True), content, versions)


# ---- demands ---------------------------------------------------------------------------------


@reads(view(Data.TALKS))
def open_demands(ctx: ServiceContext, stay_id: int | None = None) -> tuple[DemandRow, ...]:
    """Demands not answered yet, soonest first; one statement (TLK-04)."""
    refuse_partial_reader(ctx)
    which: Any = DemandModel.answered_at.is_(None)
    if stay_id is not None:
        which = and_(which, DemandModel.stay_id == stay_id)
    with reading(ctx) as session:
        if (limit := within(session, ctx)) is not None:
            which = and_(which, limit)
        found = session.execute(
            select(DemandModel, PersonModel.name)
            .join(StayModel, StayModel.id == DemandModel.stay_id)
            .join(PersonModel, PersonModel.id == StayModel.person_id)
            .where(which)
            .order_by(DemandModel.due_on, DemandModel.id)
        ).all()
    return tuple(
        DemandRow(
            d.id, d.version, d.talk_id, d.stay_id, name, d.wish, d.owner, d.due_on,
            d.answered_at, d.answer, d.answered_by,
        )
        for d, name in found
    )  # fmt: skip


# ---- what is owed ------------------------------------------------------------------------------


@reads(view(Data.TALKS))
def due(ctx: ServiceContext, until: datetime | None = None) -> tuple[DueItem, ...]:
    """Talks and answers overdue or due within the horizon, for officers (TLK-01, TLK-02, TLK-04)."""
    limit = until or ctx.clock.now() + HORIZON
    police = frozenset({Role.POLICE})
    items = [
        DueItem(
            kind="due_kind.talk", rule=d.due.rule, why=f"talk_why.{d.due.trigger}",
            domain=Domain.CUSTODY, due_at=d.due.due_at, roles=police, stay_id=d.stay_id,
            person_name=d.person_name, facts=d.due.facts, draft=d.draft,
        )
        for d in all_due(ctx)
        if d.due.due_at <= limit
    ]  # fmt: skip
    if reads_talks(ctx.actor):
        items += [
            DueItem(
                kind="due_kind.demand", rule="TLK-04", why="talk_why.demand",
                domain=Domain.CUSTODY, due_at=day_end(d.due_on), roles=police,
                stay_id=d.stay_id, person_name=d.person_name,
                facts=(("wish", d.wish), ("owner", d.owner)),
            )
            for d in open_demands(ctx)
            if day_end(d.due_on) <= limit
        ]  # fmt: skip
    return tuple(items)


@reads(view(Data.TALKS))
def all_due(ctx: ServiceContext) -> tuple[StayTalkDue, ...]:
    """Every talk owed to everybody in the house, soonest first; five statements."""
    return _due(ctx, None)


@reads(view(Data.TALKS))
def due_of(ctx: ServiceContext, stay_id: int) -> tuple[StayTalkDue, ...]:
    """Talks owed to one person, soonest first."""
    return _due(ctx, stay_id)


def _due(ctx: ServiceContext, stay_id: int | None) -> tuple[StayTalkDue, ...]:
    now = ctx.clock.now()
    with reading(ctx) as session:
        people = talk_facts(session, now, stay_id, within(session, ctx))
    found = [
        StayTalkDue(facts.stay_id, name, owed, facts.drafted)
        for name, facts in people
        for owed in rules.talks_due(facts, now)
    ]
    return tuple(sorted(found, key=lambda d: (d.due.due_at, d.stay_id)))


def talk_facts(
    session: Session, now: datetime, stay_id: int | None = None, limit: Any = None
) -> list[tuple[str, TalkFacts]]:
    """What the due rules need, with the name; `limit`: of these stays only."""
    scope: Any = StayModel.exited_at.is_(None)
    if limit is not None:
        scope = and_(scope, limit)
    if stay_id is not None:
        scope = and_(scope, StayModel.id == stay_id)
    stays = session.execute(
        select(StayModel, PersonModel.name)
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .where(scope)
    ).all()
    ends = last_days(session, now, [s for s, _ in stays], scope)
    happened = _happened(session, now, scope)
    talks, drafted = _talks(session, scope)
    return [
        (
            name,
            TalkFacts(
                stay.id, stay.admitted_at, max(stay.admitted_at, stay.entered_at), stay.exited_at,
                happened[stay.id].focus, ends.get(stay.id),
                tuple(sorted(happened[stay.id].beds)[1:]),
                tuple(h for h in happened[stay.id].health if h > stay.admitted_at),
                tuple(happened[stay.id].absences), tuple(talks.get(stay.id, ())),
                stay.id in drafted,
            ),
        )
        for stay, name in stays
    ]  # fmt: skip


@dataclass(slots=True)
class _Happened:
    """What happened in a stay as far as talks follow from it."""

    focus: int | None = None
    beds: list[datetime] = field(default_factory=list)
    health: list[datetime] = field(default_factory=list)
    absences: list[tuple[AbsenceKind, datetime, datetime | None]] = field(default_factory=list)


def _happened(session: Session, now: datetime, scope: Any) -> dict[int, _Happened]:
    """Beds, turns in health (when, never what), absences and focus of everybody; one statement."""

    def part(tag: str, model: Any, words: Any, *where: Any) -> Any:
        return (
            select(
                literal(tag).label("tag"), model.stay_id, model.from_at, model.until_at,
                cast(words, String(200)).label("words"),
            )
            .join(StayModel, StayModel.id == model.stay_id)
            .where(scope, model.revoked_at.is_(None), *where)
        )  # fmt: skip

    grave = [str(Condition.CRITICAL), str(Condition.SERIOUS)]
    held = or_(MarkModel.until_at.is_(None), MarkModel.until_at > now)
    rows = session.execute(
        union_all(
            part("bed", OccupancyModel, literal("")),
            part("health", IllnessModel, literal(""), IllnessModel.grade == Grade.SEVERE),
            part("health", ConditionModel, literal(""), ConditionModel.value.in_(grave)),
            part("absence", AbsenceModel, AbsenceModel.kind),
            part(
                "focus", MarkModel, MarkModel.value, MarkModel.kind == TraitKind.FOCUS,
                MarkModel.from_at <= now, held,
            ),
        )
    )  # fmt: skip
    made: defaultdict[int, _Happened] = defaultdict(_Happened)
    for tag, stay, from_at, until_at, words in rows:
        found = made[stay]
        if tag == "bed":
            found.beds.append(from_at)
        elif tag == "health":
            found.health.append(from_at)
        elif tag == "absence":
            found.absences.append((AbsenceKind(words), from_at, until_at))
        elif words.isdigit():
            found.focus = int(words)
    return made


def _talks(session: Session, scope: Any) -> tuple[dict[int, list[HeldTalk]], set[int]]:
    """Signed talks that count, and the stays with an open draft."""
    held: dict[int, list[HeldTalk]] = {}
    drafted: set[int] = set()
    for row in session.execute(
        select(
            TalkModel.stay_id, TalkModel.at, TalkModel.status, TalkModel.triggers,
            TalkModel.follow_up_on,
        )
        .join(StayModel, StayModel.id == TalkModel.stay_id)
        .where(scope, TalkModel.status != RecordStatus.VOIDED)
    ):  # fmt: skip
        if row.status == RecordStatus.DRAFT:
            drafted.add(row.stay_id)
            continue
        triggers = frozenset(TalkTrigger(t) for t in row.triggers.split(",") if t)
        held.setdefault(row.stay_id, []).append(HeldTalk(row.at, triggers, row.follow_up_on))
    return held, drafted


@reads(view(Data.TALKS))
def month_of_talks(ctx: ServiceContext) -> MonthOfTalks:
    """How far this month's talks are (mock-up 07, head line)."""
    now = ctx.clock.now()
    month = Month.of(centre_day(now))
    with reading(ctx) as session:
        scope: Any = StayModel.exited_at.is_(None)
        if (limit := within(session, ctx)) is not None:
            scope = and_(scope, limit)
        here = session.scalar(select(func.count()).select_from(StayModel).where(scope))
        talked = session.scalar(
            select(func.count(func.distinct(TalkModel.stay_id)))
            .join(StayModel, StayModel.id == TalkModel.stay_id)
            .where(
                scope, TalkModel.at >= day_start(month.first),
                TalkModel.status.not_in([str(RecordStatus.DRAFT), str(RecordStatus.VOIDED)]),
            )
        )  # fmt: skip
    late = {d.stay_id for d in _due(ctx, None) if d.due.due_at < now}
    return MonthOfTalks(here or 0, talked or 0, len(late))


@reads(view(Data.AUDIT))
def talk_faults(ctx: ServiceContext) -> tuple[VersionFault, ...]:
    """Versions of talks touched by hand (S9)."""
    with reading(ctx) as session:
        return verify_versions(session, TalkVersionModel)
