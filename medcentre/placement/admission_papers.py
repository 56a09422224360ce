"""Papers of an admission day and of the roll: P02 registration, P56 cards and bands, L05 roll.

They stand here because each names the bed. The forms live in `medcentre.papers.forms`.
"""

from datetime import date

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import NotFound
from medcentre.kernel.periods import age_on
from medcentre.kernel.permissions import Data, print_
from medcentre.kernel.wording import Lang, label, term
from medcentre.papers.facts import Person, PrintContext, name_in
from medcentre.papers.forms.cards import render_bed_cards, render_wristbands
from medcentre.papers.forms.intake import (
    IntakeRegistrationDoc,
    Relative,
    render_intake_registration,
)
from medcentre.papers.forms.lists import PersonListDoc, RollLine, render_person_list
from medcentre.placement.identity import identity_line
from medcentre.placement.papers import bed_cards
from medcentre.placement.views.beds import BedPlace, beds_of
from medcentre.residents import views
from medcentre.residents.facts import PersonCard, RollRow, Term
from medcentre.store.uow import unit_of_work

TICKS = {Lang.ZH: ("早", "中", "晚"), Lang.EN: ("Morning", "Noon", "Night")}
"""Columns to tick on the roll-call sheet."""


@act("residents.print", print_(Data.IDENTITY_BASIC))
def print_registration(ctx: ServiceContext, stay_id: int, paper: PrintContext) -> bytes:
    """P02 of a stay, as far as the reader may know the person. Raises NotFound."""
    card = views.card(ctx, stay_id)
    doc = registration(ctx, card, paper.lang)
    _note(ctx, stay_id, "P02")
    return render_intake_registration(doc, paper)


def registration(ctx: ServiceContext, card: PersonCard, lang: Lang) -> IntakeRegistrationDoc:
    """The facts of P02; what the centre does not keep stays empty, to be written by hand."""
    status = card.roll.legal_status
    relatives = (Relative("", "", card.phone, ""),) if card.phone else ()
    return IntakeRegistrationDoc(
        person=identity_line(ctx, card.roll.stay_id, lang),
        former_name=card.roll.nickname,
        born=card.roll.birth_date,
        id_number=card.id_number,
        nation=term(card.ethnic, lang),
        household=card.address,
        arrived_at=card.roll.admitted_at,
        sending_unit=card.decision_organ,
        legal_status=label(f"legal_status.{status}", lang) if status else "",
        decision=" ".join(t for t in (card.decision_no, str(card.decision_on or "")) if t),
        term=_term(card.term, lang),
        relatives=relatives,
        officer=name_in(ctx.actor.name, lang),
    )


def _term(found: Term | None, lang: Lang) -> str:
    if found is None:
        return ""
    words = {Lang.ZH: "{a} 至 {b}", Lang.EN: "{a} to {b}"}[lang]
    return words.format(a=found.start, b=found.last_day)


@act("residents.print", print_(Data.IDENTITY_BASIC))
def print_bed_card(ctx: ServiceContext, stay_id: int, paper: PrintContext) -> bytes:
    """P56-1: the card at the bed. Raises NotFound for somebody without a bed."""
    docs = bed_cards(ctx, (stay_id,), _allergy(ctx, stay_id))
    if not docs:
        raise NotFound(what="bed", id=stay_id)
    _note(ctx, stay_id, "P56-1")
    return render_bed_cards(docs, paper)


@act("residents.print", print_(Data.IDENTITY_BASIC))
def print_wristband(ctx: ServiceContext, stay_id: int, paper: PrintContext) -> bytes:
    """P56-2: the wristband. Raises NotFound for somebody without a bed."""
    docs = bed_cards(ctx, (stay_id,), _allergy(ctx, stay_id))
    if not docs:
        raise NotFound(what="bed", id=stay_id)
    _note(ctx, stay_id, "P56-2")
    return render_wristbands(docs, paper)


def _allergy(ctx: ServiceContext, stay_id: int) -> dict[int, str]:
    marks = views.card(ctx, stay_id).marks
    words = [m.value for m in marks if m.kind == "allergy" and m.until_at is None and m.value]
    return {stay_id: "、".join(words)} if words else {}


@act("residents.print", print_(Data.IDENTITY_BASIC))
def print_roll(
    ctx: ServiceContext,
    stay_ids: tuple[int, ...],
    paper: PrintContext,
    *,
    title: str = "",
    to_tick: bool = False,
) -> bytes:
    """L05: the people given, in that order; with columns to tick it is the roll-call sheet."""
    rows = {r.stay_id: r for r in views.roll(ctx)}
    places, today = beds_of(ctx), centre_day(ctx.clock.now())
    lines = tuple(
        _roll_line(rows[s], places.get(s), paper.lang, age_of(rows[s], today, paper.lang))
        for s in stay_ids
        if s in rows
    )
    out = sum(rows[s].absence is not None for s in stay_ids if s in rows)
    words = {Lang.ZH: "{n} 人，在外 {out} 人", Lang.EN: "{n} people, {out} out"}[paper.lang]
    with unit_of_work(ctx) as uow:
        uow.record("roll", form="L05", people=len(lines))
        uow.commit()
    return render_person_list(
        PersonListDoc(
            title=title, at=ctx.clock.now(), summary=words.format(n=len(lines), out=out),
            columns=TICKS[paper.lang] if to_tick else (), lines=lines,
        ),
        paper,
    )  # fmt: skip


def age_of(row: RollRow, today: date, lang: Lang) -> str:
    """Age as papers show it; empty when the reader may not know."""
    if row.birth_date is None:
        return ""
    years = age_on(row.birth_date, today)
    return f"{years} 岁" if lang is Lang.ZH else str(years)


def _roll_line(row: RollRow, place: BedPlace | None, lang: Lang, age: str) -> RollLine:
    return RollLine(
        person=Person(
            name=row.name if lang is Lang.ZH else row.pinyin or row.name,
            sex=label(f"sex.{row.sex}", lang), age=age, zone=term(place.zone, lang) if place else "",
            bed=place.bed if place else "", number=row.admission_no,
        ),
        status=label(f"legal_status.{row.legal_status}", lang) if row.legal_status else "",
        where=label(f"absence.{row.absence}", lang) if row.absence else "",
    )  # fmt: skip


def _note(ctx: ServiceContext, stay_id: int, form: str) -> None:
    """That something was put on paper, and by whom (I11)."""
    with unit_of_work(ctx) as uow:
        uow.record(f"stay:{stay_id}", form=form)
        uow.commit()
