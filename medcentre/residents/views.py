"""Residents: what screens, papers and other rooms read. Each list is a handful of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import NotFound
from medcentre.kernel.permissions import MASKED, Actor, Data, edit, view
from medcentre.kernel.texts import mask_id_number, mask_name, mask_phone, search_key
from medcentre.residents import reach, rules
from medcentre.residents.facts import (
    TELLING_DIET,
    AbsenceKind,
    AbsenceRow,
    AlertLevel,
    CareLevel,
    Condition,
    ExitKind,
    FactChange,
    FeeClass,
    Found,
    Grade,
    IllnessRow,
    LegalStatus,
    MarkRow,
    PersonCard,
    PrecautionKind,
    RollCounts,
    RollRow,
    Term,
    TraitKind,
    tells,
    tells_mind,
)
from medcentre.residents.tables import (
    AbsenceModel,
    CareLevelModel,
    ConditionModel,
    FeeClassModel,
    IllnessModel,
    LegalStatusModel,
    MarkModel,
    PersonModel,
    StayFact,
    StayModel,
    StepFact,
    TermExtensionModel,
)
from medcentre.store.uow import reading

SPECIAL = ("BC01", "BC02", "BC03", "BC04", "BC05")
"""Categories whose detail is D8: seen by the treating team only (SEC-01)."""

PSYCHIATRIC = ("BC06",)
"""Categories whose detail is D9."""

HIDDEN_AFTER_YEARS = 3
"""SEC-10: former residents leave routine search so many years after their exit."""

SEARCH_LIMIT = 12


def holds_at(model: type[StayFact], moment: datetime) -> ColumnElement[bool]:
    """The fact is in force at the moment and was not revoked."""
    return and_(
        model.from_at <= moment,
        or_(model.until_at.is_(None), model.until_at > moment),
        model.revoked_at.is_(None),
    )


_HERE = aliased(StayModel, name="here")


def stays_on_roll(moment: datetime) -> CompoundSelect[int]:
    """Numbers of the stays on the roll at a moment.

    In two halves, because together no index serves them: those still here are a few hundred rows
    however long the past, those who left since are found by their exit.
    """
    came = _HERE.admitted_at <= moment
    return union_all(
        select(_HERE.id).where(_HERE.exited_at.is_(None), came),
        select(_HERE.id).where(_HERE.exited_at > moment, came),
    )


def on_roll_at(moment: datetime) -> ColumnElement[bool]:
    """Taken in at or before the moment and not yet gone (T7: whenever the stay began)."""
    return StayModel.id.in_(stays_on_roll(moment))


# ---- the roll -------------------------------------------------------------------------------


@reads(view(Data.IDENTITY_BASIC))
def roll(ctx: ServiceContext, at: datetime | None = None) -> tuple[RollRow, ...]:
    """Everybody on the roll at a moment (default now), with whereabouts; five statements at most."""
    moment = at or ctx.clock.now()
    with reading(ctx) as session:
        return roll_rows(session, ctx.actor, moment, _within(session, ctx, on_roll_at(moment)))


@reads(view(Data.IDENTITY_BASIC))
def roll_of(ctx: ServiceContext, stays: frozenset[int]) -> tuple[RollRow, ...]:
    """Those of some stays that are on the roll now: a search needs a dozen, not the house."""
    now = ctx.clock.now()
    with reading(ctx) as session:
        which = and_(StayModel.id.in_(stays), on_roll_at(now))
        return roll_rows(session, ctx.actor, now, _within(session, ctx, which))


@reads(view(Data.IDENTITY_BASIC))
def former(ctx: ServiceContext, since: datetime) -> tuple[RollRow, ...]:
    """People who left since a moment, as they were on leaving."""
    now = ctx.clock.now()
    with reading(ctx) as session:
        which = _within(session, ctx, StayModel.exited_at >= since)
        return roll_rows(session, ctx.actor, now, which)


def _within(
    session: Session, ctx: ServiceContext, which: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Of the stays those the reader's right reaches (12.2); raises when it reaches nobody now."""
    limit = reach.stays_in_reach(session, ctx)
    return which if limit is None else and_(which, limit)


def roll_rows(
    session: Session, actor: Actor, moment: datetime, which: ColumnElement[bool]
) -> tuple[RollRow, ...]:
    """Roll rows of the stays for which `which` is true, masked for the reader."""
    rows = session.execute(_roll_query(moment).where(which)).all()
    stays = [r.StayModel.id for r in rows]
    if not stays:
        return ()
    marks = _marks_at(session, moment, which)
    ends = last_days(session, moment, [r.StayModel for r in rows], which)
    return tuple(_roll_row(r, marks.get(r.StayModel.id, ()), ends, actor) for r in rows)


def _roll_query(moment: datetime) -> Any:
    legal, care = aliased(LegalStatusModel), aliased(CareLevelModel)
    condition, fee = aliased(ConditionModel), aliased(FeeClassModel)
    away = aliased(AbsenceModel)

    def held(model: Any) -> ColumnElement[bool]:
        return and_(model.stay_id == StayModel.id, holds_at(model, moment))

    return (
        select(
            StayModel, PersonModel, legal.value.label("legal"), care.value.label("care"),
            condition.value.label("condition"), fee.value.label("fee"),
            away.kind.label("away"), away.from_at.label("away_since"),
            away.expected_back.label("expected_back"),
        )
        .join(PersonModel, PersonModel.id == StayModel.person_id)
        .outerjoin(legal, held(legal))
        .outerjoin(care, held(care))
        .outerjoin(condition, held(condition))
        .outerjoin(fee, held(fee))
        .outerjoin(away, held(away))
        .order_by(StayModel.admission_no)
        .execution_options(populate_existing=True)
    )  # fmt: skip


def _marks_at(
    session: Session, moment: datetime, which: ColumnElement[bool]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in session.execute(
        select(MarkModel.stay_id, MarkModel.group, MarkModel.kind, MarkModel.value, MarkModel.level)
        .join(StayModel, StayModel.id == MarkModel.stay_id)
        .where(which, holds_at(MarkModel, moment))
    ):
        found.setdefault(row.stay_id, []).append(row)
    return found


def last_days(
    session: Session, moment: datetime, stays: Sequence[StayModel], which: ColumnElement[bool]
) -> dict[int, date]:
    """Stay -> last day of its term at a moment (LAW-10), where there is a decision."""
    extensions = dict(
        session.execute(
            select(TermExtensionModel.stay_id, func.sum(TermExtensionModel.months))
            .join(StayModel, StayModel.id == TermExtensionModel.stay_id)
            .where(which)
            .group_by(TermExtensionModel.stay_id)
        ).all()
    )
    escapes: dict[int, list[tuple[date, date | None]]] = {}
    for stay_id, left, back in session.execute(
        select(AbsenceModel.stay_id, AbsenceModel.from_at, AbsenceModel.until_at)
        .join(StayModel, StayModel.id == AbsenceModel.stay_id)
        .where(which, AbsenceModel.kind == "escaped", AbsenceModel.revoked_at.is_(None))
    ):
        escapes.setdefault(stay_id, []).append(
            (centre_day(left), centre_day(back) if back else None)
        )
    return {
        s.id: rules.term(
            s.decision_on, int(extensions.get(s.id, 0)), escapes.get(s.id, ()), centre_day(moment)
        ).last_day
        for s in stays
        if s.decision_on is not None
    }


def _roll_row(row: Any, marks: Iterable[Any], ends: dict[int, date], actor: Actor) -> RollRow:
    stay, person = row.StayModel, row.PersonModel
    masked = actor.qualifier(view(Data.IDENTITY_BASIC)) == MASKED
    sees_precautions = actor.may(view(Data.PRECAUTIONS))
    marks = list(marks)
    focus = next((int(m.value or 3) for m in marks if m.kind == "focus"), None)
    return RollRow(
        stay_id=stay.id,
        version=stay.version,
        person_id=person.id,
        admission_no=stay.admission_no,
        name=mask_name(person.name) if masked else person.name,
        pinyin="" if masked else person.pinyin,
        initials="" if masked else person.initials,
        sex=person.sex,
        birth_date=None if masked else person.birth_date,
        admitted_at=stay.admitted_at,
        legal_status=_if(actor.may(view(Data.LEGAL)), LegalStatus, row.legal),
        care_level=_if(sees_precautions, CareLevel, row.care),
        condition=_if(actor.may(view(Data.DIAGNOSIS)), Condition, row.condition),
        fee_class=_if(sees_class(actor), FeeClass, row.fee),
        precautions=tuple(
            sorted(PrecautionKind(m.kind) for m in marks if m.group == "precaution")
        ) if sees_precautions else (),
        red_alert=any(m.group == "alert" and m.level == "red" for m in marks),
        focus=focus if actor.may(view(Data.FOCUS)) else None,
        absence=AbsenceKind(row.away) if row.away else None,
        absent_since=row.away_since,
        expected_back=row.expected_back,
        last_day=ends.get(stay.id) if actor.may(view(Data.LEGAL)) else None,
        exited_at=stay.exited_at,
        exit_kind=ExitKind(stay.exit_kind) if stay.exit_kind else None,
        nickname="" if masked else person.nickname,
    )  # fmt: skip


def sees_class(actor: Actor) -> bool:
    """Whether somebody's fee class is for the reader: it tells how ill they are, and whose days
    officers count need none (D19: days)."""
    days = actor.qualifier(view(Data.FEES)) == "days"
    return actor.may(edit(Data.FEES)) or (actor.may(view(Data.FEES)) and not days)


def _if(seen: bool, kind: Any, value: str | None) -> Any:
    return kind(value) if seen and value is not None else None


@reads(view(Data.IDENTITY_BASIC), view(Data.USERS), view(Data.STATISTICS))
def counts(ctx: ServiceContext, at: datetime | None = None) -> RollCounts:
    """How many are on the roll, out, in the house at a moment."""
    moment = at or ctx.clock.now()
    with reading(ctx) as session:
        which = _within(session, ctx, on_roll_at(moment))
        on_roll = session.scalar(select(func.count()).select_from(StayModel).where(which))
        out = session.scalar(
            select(func.count())
            .select_from(AbsenceModel)
            .join(StayModel, StayModel.id == AbsenceModel.stay_id)
            .where(which, holds_at(AbsenceModel, moment))
        )
    return RollCounts(on_roll or 0, out or 0, (on_roll or 0) - (out or 0))


# ---- finding people -------------------------------------------------------------------------


@reads(view(Data.IDENTITY_BASIC))
def find(ctx: ServiceContext, words: str, *, include_former: bool = True) -> tuple[Found, ...]:
    """People by name, pinyin initials, nickname, admission-number tail or identity-number tail.

    Residents first; former residents only for three years after their exit (SEC-10).
    """
    key = search_key(words)
    if not key or ctx.actor.qualifier(view(Data.IDENTITY_BASIC)) == MASKED:
        return ()
    now = ctx.clock.now()
    oldest = now.replace(year=now.year - HIDDEN_AFTER_YEARS, day=min(now.day, 28))
    match = [
        PersonModel.name.contains(key, autoescape=True),
        PersonModel.initials.startswith(key, autoescape=True),
        PersonModel.nickname.contains(key, autoescape=True),
        func.replace(func.lower(PersonModel.pinyin), " ", "").startswith(key, autoescape=True),
        StayModel.admission_no.endswith(key, autoescape=True),
    ]
    if len(key) >= 4 and ctx.actor.may(view(Data.IDENTITY_FULL)):
        match.append(func.lower(PersonModel.id_number).endswith(key, autoescape=True))
    scope: ColumnElement[bool] = StayModel.exited_at.is_(None)
    if include_former:
        scope = or_(scope, StayModel.exited_at >= oldest)
    with reading(ctx) as session:
        rows = session.execute(
            select(StayModel, PersonModel)
            .join(PersonModel, PersonModel.id == StayModel.person_id)
            .where(_within(session, ctx, scope), or_(*match))
            .order_by(
                StayModel.exited_at.is_not(None), PersonModel.initials, StayModel.admission_no
            )
            .limit(SEARCH_LIMIT)
        ).all()
    names = [r.PersonModel.name for r in rows]
    return tuple(
        Found(
            r.StayModel.id, r.PersonModel.name, r.PersonModel.pinyin, r.StayModel.admission_no,
            r.PersonModel.sex, r.PersonModel.birth_date, r.StayModel.exited_at is not None,
            names.count(r.PersonModel.name) > 1,
        )
        for r in rows
    )  # fmt: skip


@reads(view(Data.IDENTITY_BASIC))
def known_person(ctx: ServiceContext, id_number: str) -> tuple[int, str] | None:
    """The person behind an identity number, to find before creating (A1)."""
    query = select(PersonModel.id, PersonModel.name).where(
        PersonModel.id_number == id_number, PersonModel.merged_into.is_(None)
    )
    with reading(ctx) as session:
        if (limit := reach.stays_in_reach(session, ctx)) is not None:
            theirs = select(StayModel.id).where(StayModel.person_id == PersonModel.id, limit)
            query = query.where(theirs.exists())
        row = session.execute(query).first()
    return (row.id, row.name) if row else None


# ---- one person -----------------------------------------------------------------------------


@reads(view(Data.IDENTITY_BASIC))
def card(ctx: ServiceContext, stay_id: int, at: datetime | None = None) -> PersonCard:
    """The head of the person page, as far as the reader may know. Raises NotFound."""
    moment = at or ctx.clock.now()
    actor = ctx.actor
    with reading(ctx) as session:
        stay = session.get(StayModel, stay_id)
        if stay is None:
            raise NotFound(what="stay", id=stay_id)
        reach.refuse_beyond(session, ctx, stay_id)
        shown = min(moment, stay.exited_at) if stay.exited_at else moment
        (row,) = roll_rows(session, actor, shown, StayModel.id == stay_id)
        person = session.get_one(PersonModel, stay.person_id)
        stays = session.scalar(
            select(func.count()).select_from(StayModel).where(StayModel.person_id == person.id)
        )
        term = _term_of(session, stay, moment) if actor.may(view(Data.LEGAL)) else None
        illnesses = _illnesses(session, stay_id, actor)
        marks = _mark_rows(session, stay_id, actor)
        absences = _absence_rows(session, stay_id, ctx.actor)
    full = actor.may(view(Data.IDENTITY_FULL))
    masked = actor.qualifier(view(Data.IDENTITY_FULL)) == MASKED
    legal = actor.may(view(Data.LEGAL)) and actor.qualifier(view(Data.LEGAL)) != "days"
    return PersonCard(
        roll=row,
        person_version=person.version,
        id_number=_seen(full, masked, person.id_number or "", mask_id_number),
        ethnic=person.ethnic,
        phone=_seen(full, masked, person.phone, mask_phone),
        address=_seen(full, masked, person.address, lambda t: t[:6] + "…" if t else ""),
        decision_no=stay.decision_no if legal else "",
        decision_organ=stay.decision_organ if legal else "",
        decision_on=stay.decision_on if legal else None,
        term=term if legal else None,
        days_left=term.days_left(centre_day(moment)) if term else None,
        main_diagnosis="；".join(i.text for i in illnesses if i.text and i.until_at is None),
        illnesses=illnesses,
        marks=marks,
        absences=absences,
        stage=rules.stage(
            stay.admitted_at, stay.exited_at, row.absence, term.last_day if term else None, moment
        ),
        stays=stays or 1,
    )


def _seen(full: bool, masked: bool, value: str, mask: Any) -> str:
    if not full:
        return ""
    return str(mask(value)) if masked else value


def _term_of(session: Session, stay: StayModel, moment: datetime) -> Term | None:
    if stay.decision_on is None:
        return None
    months = session.scalar(
        select(func.coalesce(func.sum(TermExtensionModel.months), 0)).where(
            TermExtensionModel.stay_id == stay.id
        )
    )
    escapes = [
        (centre_day(left), centre_day(back) if back else None)
        for left, back in session.execute(
            select(AbsenceModel.from_at, AbsenceModel.until_at).where(
                AbsenceModel.stay_id == stay.id,
                AbsenceModel.kind == "escaped",
                AbsenceModel.revoked_at.is_(None),
            )
        )
    ]
    return rules.term(stay.decision_on, int(months or 0), escapes, centre_day(moment))


def sees_illness(actor: Actor, category: str) -> bool:
    """Whether the reader may know the words of a category (D7, D8, D9; SEC-01)."""
    if not actor.may(view(Data.DIAGNOSIS)) or actor.qualifier(view(Data.DIAGNOSIS)):
        return False
    if category in SPECIAL:
        return actor.may(view(Data.DIAGNOSIS_SPECIAL))
    if category in PSYCHIATRIC:
        return actor.may(view(Data.PSYCHIATRIC)) and not actor.qualifier(view(Data.PSYCHIATRIC))
    return True


def _illnesses(session: Session, stay_id: int, actor: Actor) -> tuple[IllnessRow, ...]:
    rows = session.scalars(
        select(IllnessModel)
        .where(IllnessModel.stay_id == stay_id, IllnessModel.revoked_at.is_(None))
        .order_by(IllnessModel.main.desc(), IllnessModel.category)
    )
    return tuple(
        IllnessRow(
            r.id, r.category, r.text, Grade(r.grade) if r.grade else None, r.main, r.confirmed,
            r.from_at, r.until_at,
        )
        for r in rows
        if sees_illness(actor, r.category)
    )  # fmt: skip


def _whole(actor: Actor, data: Data) -> bool:
    """Whether the actor reads a class of data itself, not a summary, a level or the measures of it."""
    return actor.may(view(data)) and not actor.qualifier(view(data))


def told_value(value: str, *, restricted: bool, actor: Actor) -> str:
    """What a notice says to the reader: empty where it is for the medical side, or names a special
    diagnosis, or the diet that tells it, to those who do not treat (SEC-01)."""
    if reach.treats(actor):
        return value
    mind = not _whole(actor, Data.PSYCHIATRIC) and tells_mind(value)
    if (restricted and not _whole(actor, Data.DIAGNOSIS)) or mind:
        return ""
    return "" if tells(value) or TELLING_DIET.search(value) else value


def told_mark(mark: MarkModel, actor: Actor) -> str:
    """What a mark says beside its kind. What a precaution is for is its agent: for those who treat
    alone, the others see the sign (2.8)."""
    if mark.group == "precaution" and not reach.treats(actor):
        return ""
    return told_value(mark.value, restricted=mark.restricted, actor=actor)


_BEHIND: dict[TraitKind, tuple[Data, ...]] = {
    TraitKind.ACUTE_PSYCHOSIS: (Data.PSYCHIATRIC,),
    TraitKind.SEIZURES: (Data.DIAGNOSIS,),
    TraitKind.TERMINAL: (Data.DIAGNOSIS,),
    TraitKind.PREGNANT: (Data.DIAGNOSIS,),
    TraitKind.NGASR: (Data.SCALES,),
    TraitKind.VIOLENCE: (Data.SCALES,),
    TraitKind.INJECTING: (Data.DIAGNOSIS, Data.LEGAL),
    TraitKind.DRUG_TYPE: (Data.DIAGNOSIS, Data.LEGAL),
    TraitKind.DETOX_COUNT: (Data.DIAGNOSIS, Data.LEGAL),
}
"""Facts about a person that are an illness, a score or a history: for readers of one of these alone."""


def sees_mark(group: str, kind: str, actor: Actor) -> bool:
    """Whether the reader may know of a mark (12.2). Officers and guards see measures (watch, wheelchair,
    oxygen), not the illness or the score behind them (D7, D9, D15)."""
    if group == "precaution":
        return actor.may(view(Data.PRECAUTIONS))
    if group == "alert":
        return actor.may(view(Data.PRECAUTIONS)) or actor.may(view(Data.FOCUS))
    if behind := _BEHIND.get(TraitKind(kind)):
        return any(_whole(actor, data) for data in behind)
    on_duty = kind != TraitKind.FOCUS and actor.may(view(Data.PRECAUTIONS))
    return on_duty or actor.may(view(Data.FOCUS)) or actor.may(view(Data.DIAGNOSIS))


def _mark_rows(session: Session, stay_id: int, actor: Actor) -> tuple[MarkRow, ...]:
    rows = session.scalars(
        select(MarkModel)
        .where(MarkModel.stay_id == stay_id, MarkModel.revoked_at.is_(None))
        .order_by(MarkModel.level.desc(), MarkModel.from_at)
    )
    return tuple(
        MarkRow(
            r.id, r.version, r.group, r.kind, told_mark(r, actor), AlertLevel(r.level), r.from_at,
            r.until_at, r.review_on,
        )
        for r in rows
        if sees_mark(r.group, r.kind, actor)
    )  # fmt: skip


def _absence_rows(session: Session, stay_id: int, actor: Actor) -> tuple[AbsenceRow, ...]:
    rows = session.scalars(
        select(AbsenceModel)
        .where(AbsenceModel.stay_id == stay_id, AbsenceModel.revoked_at.is_(None))
        .order_by(AbsenceModel.from_at.desc())
    )
    return tuple(
        AbsenceRow(
            r.id, r.version, AbsenceKind(r.kind), r.from_at, r.until_at, r.expected_back,
            *(told_value(words, restricted=False, actor=actor) for words in (r.destination, r.note)),
        )
        for r in rows
    )  # fmt: skip


_HISTORY: tuple[tuple[str, type[StepFact], Data], ...] = (
    ("legal_status", LegalStatusModel, Data.LEGAL),
    ("care_level", CareLevelModel, Data.PRECAUTIONS),
    ("condition", ConditionModel, Data.DIAGNOSIS),
    ("fee_class", FeeClassModel, Data.FEES),
)


@reads(view(Data.IDENTITY_BASIC))
def history(ctx: ServiceContext, stay_id: int) -> tuple[FactChange, ...]:
    """Dated changes of a stay, newest first, for the timeline (J3); illness words excluded."""
    changes: list[FactChange] = []
    with reading(ctx) as session:
        reach.refuse_beyond(session, ctx, stay_id)
        for name, model, data in _HISTORY:
            if sees_class(ctx.actor) if data is Data.FEES else ctx.actor.may(view(data)):
                changes += [
                    _change(name, r.value, r, r.reason)
                    for r in session.scalars(select(model).filter_by(stay_id=stay_id))
                    if r.revoked_at is None
                ]
        for mark in session.scalars(select(MarkModel).where(MarkModel.stay_id == stay_id)):
            if mark.revoked_at is None and sees_mark(mark.group, mark.kind, ctx.actor):
                changes.append(_change(mark.group, mark.kind, mark, _said_of(mark, ctx.actor)))
        for away in session.scalars(select(AbsenceModel).where(AbsenceModel.stay_id == stay_id)):
            if away.revoked_at is None:
                changes.append(_change("absence", away.kind, away, away.destination or away.reason))
        stay = session.get_one(StayModel, stay_id)
        changes.append(
            FactChange(stay.admitted_at, "admission", "", None, stay.entered_by, stay.entered_at)
        )
        if stay.exited_at is not None:
            changes.append(
                FactChange(stay.exited_at, "exit", stay.exit_kind or "", None, "", stay.exited_at)
            )
    told = (replace(c, note=told_value(c.note, restricted=False, actor=ctx.actor)) for c in changes)
    return tuple(sorted(told, key=lambda c: c.at, reverse=True))


def _said_of(mark: MarkModel, actor: Actor) -> str:
    """The words of a mark in the history, else why it ended, which tells as much as the words."""
    if mark.restricted or (mark.group == "precaution" and not reach.treats(actor)):
        return ""
    return mark.value or mark.reason


def _change(fact: str, value: str, row: StayFact, note: str) -> FactChange:
    return FactChange(row.from_at, fact, value, row.until_at, row.entered_by, row.entered_at, note)
