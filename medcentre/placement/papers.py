"""Facts of the placement papers: bed cards and bands, zone list, transfer, move and contact sheets.

The forms themselves live in `medcentre.papers.forms`; here the rows are gathered for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from medcentre.kernel.clock import centre_time
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.errors import NotFound
from medcentre.kernel.permissions import Data, edit, print_, view
from medcentre.kernel.texts import pinyin
from medcentre.kernel.wording import Lang, label, term
from medcentre.papers.facts import NOBODY, Person, name_in
from medcentre.papers.forms.cards import BedCardDoc, LevelColour
from medcentre.papers.forms.lists import ContactLine, ContactListDoc
from medcentre.papers.forms.places import (
    MoveSheetDoc,
    MoveStep,
    TransferSheetDoc,
    ZoneBedLine,
    ZoneListDoc,
)
from medcentre.papers.signs import Sign, SignKind
from medcentre.placement.facts import BedState, Precaution, Snapshot
from medcentre.placement.rows import Tile, ZoneCard
from medcentre.placement.rules import Layout
from medcentre.placement.views.history import contacts
from medcentre.placement.views.lists import requests
from medcentre.placement.views.map import bed_map, shown_name
from medcentre.placement.views.reach import ILL, veiled
from medcentre.residents.facts import TELLING_DIET, TELLING_WORDS, RollRow
from medcentre.residents.reach import stays_in_reach
from medcentre.residents.tables import MarkModel, StayModel
from medcentre.residents.views import card, holds_at, roll, told_value
from medcentre.store.uow import reading

if TYPE_CHECKING:  # the solver's libraries are heavy
    from medcentre.placement.plan.centre import Reshuffle

COLOURS = (LevelColour.SPECIAL, LevelColour.RED, LevelColour.YELLOW, LevelColour.GREEN)


def _person(tile: Tile, zone: str, row: RollRow | None, lang: Lang) -> Person:
    if tile.stay_id is None:
        return NOBODY
    age = "" if tile.age is None else (f"{tile.age} 岁" if lang is Lang.ZH else str(tile.age))
    return Person(
        name=name_on(tile.name, lang),
        sex=label(f"sex.{tile.person_sex}", lang),
        age=age,
        zone=term(zone, lang),
        bed=tile.code,
        number=row.admission_no if row else "",
    )


def _known_by_both(tile: Tile, zone: str, row: RollRow | None, lang: Lang) -> Person:
    """On a paper about one person the name as written, with its pinyin in English."""
    found = _person(tile, zone, row, lang)
    return found if lang is Lang.ZH else replace(found, name=f"{tile.name} {pinyin(tile.name)}")


def name_on(name: str, lang: Lang) -> str:
    """A name on a list: pinyin, surname first, in English (interface.md 7)."""
    return name_in(name, lang)


def _list(words: Iterable[str], lang: Lang) -> str:
    return ("、" if lang is Lang.ZH else ", ").join(words)


def _terms(words: str, lang: Lang) -> str:
    """What stands on notices, each word in the language of the paper where it is known."""
    return _list((term(w, lang) for w in words.split("、")), lang) if words else ""


def _open(words: str, lang: Lang) -> str:
    """An allergy on a paper that hangs at the bed or goes through many hands: whoever printed it, a
    drug that tells an illness is not named, only that there is something to ask for (SEC-01)."""
    return ASK[lang] if TELLING_WORDS.search(words) else _terms(words, lang)


def _place(words: str, lang: Lang) -> str:
    """A zone, perhaps with a room, the zone in the language of the paper."""
    zone, gap, room = words.rpartition(" ")
    return f"{term(zone, lang)}{gap}{room}" if zone else term(words, lang)


def _care(tile: Tile, lang: Lang) -> str:
    return "" if tile.care_level is None else label(f"placement_care.n{tile.care_level}", lang)


def _signs(tile: Tile, lang: Lang) -> tuple[tuple[Precaution, str], ...]:
    """Each precaution but the standard one, with its neutral words."""
    return tuple(
        (p, label(f"precaution.{p}", lang))
        for p in tile.precautions
        if p is not Precaution.STANDARD
    )


def _sign_words(tile: Tile, lang: Lang) -> str:
    return _list((words for _, words in _signs(tile, lang)), lang)


ASK = {Lang.ZH: "有，请问护士", Lang.EN: "yes, ask the nurse"}
"""An allergy whose words are not for the reader: a card never hides that there is one."""


@reads(view(Data.PRECAUTIONS))
def told(
    ctx: ServiceContext, kind: str, stay_ids: Iterable[int], at: datetime | None = None
) -> dict[int, str]:
    """Stay -> what its notices of a kind ("allergy", "diet") say at a moment (default now), within the
    reader's reach; one statement. Words that tell an illness are left out (`told_value`)."""
    query = (
        select(MarkModel.stay_id, MarkModel.value, MarkModel.restricted)
        .where(
            MarkModel.stay_id.in_(tuple(stay_ids)), MarkModel.kind == kind, MarkModel.value != "",
            holds_at(MarkModel, at or ctx.clock.now()),
        )
        .order_by(MarkModel.id)
    )  # fmt: skip
    found: dict[int, str] = {}
    with reading(ctx) as session:
        if (within := stays_in_reach(session, ctx)) is not None:
            query = query.join(StayModel, StayModel.id == MarkModel.stay_id).where(within)
        for stay, value, restricted in session.execute(query):
            words = told_value(value, restricted=restricted, actor=ctx.actor)
            if kind == "diet" and TELLING_DIET.search(words):
                continue
            if kind == "allergy" and not words:
                words = ASK[ctx.lang]
            if words and words not in found.get(stay, ""):
                found[stay] = f"{found[stay]}、{words}" if stay in found else words
    return found


@reads(view(Data.PRECAUTIONS))
def bed_cards(
    ctx: ServiceContext, stay_ids: Iterable[int], allergies: dict[int, str] | None = None
) -> tuple[BedCardDoc, ...]:
    """Bed card, wristband and label of stays in beds (P56): never a word of the illness (SEC-01)."""
    wanted = set(stay_ids)
    rows, diets = {r.stay_id: r for r in roll(ctx)}, told(ctx, "diet", wanted)
    found = []
    for zone in bed_map(ctx).zones:
        for tile in zone.tiles:
            if tile.stay_id in wanted and tile.stay_id is not None:
                level = 3 if tile.care_level is None else tile.care_level
                found.append(
                    BedCardDoc(
                        person=replace(
                            _person(tile, zone.name, rows.get(tile.stay_id), ctx.lang),
                            name=tile.name,
                        ),
                        latin="" if ctx.lang is Lang.ZH else pinyin(tile.name),
                        diet=_terms(diets.get(tile.stay_id, ""), ctx.lang),
                        level=_care(tile, ctx.lang),
                        colour=COLOURS[level],
                        precautions=tuple(
                            Sign(words, SignKind(p)) for p, words in _signs(tile, ctx.lang)
                        ),
                        allergy=_open((allergies or {}).get(tile.stay_id, ""), ctx.lang),
                    )
                )
    return tuple(found)


@reads(view(Data.PRECAUTIONS))
def zone_list(ctx: ServiceContext, zone_id: int, at: datetime | None = None) -> ZoneListDoc:
    """Who lies where in a zone at a moment (L01). Raises NotFound."""
    shown = bed_map(ctx, at)
    zone = next((z for z in shown.zones if z.zone_id == zone_id), None)
    if zone is None:
        raise NotFound(what="zone", id=zone_id)
    rows = {r.stay_id: r for r in roll(ctx, shown.at)}
    diets = told(ctx, "diet", stays_in((zone,)), shown.at)
    lines = tuple(_line(tile, zone, rows, diets, ctx.lang) for tile in zone.tiles)
    words = {
        Lang.ZH: f"在床 {zone.occupied}，开放床位 {zone.working}，空床 {zone.free}",
        Lang.EN: f"Occupied {zone.occupied}, open beds {zone.working}, free {zone.free}",
    }
    return ZoneListDoc(
        zone=term(zone.name, ctx.lang), at=shown.at, summary=words[ctx.lang], lines=lines
    )


def _line(
    tile: Tile, zone: ZoneCard, rows: dict[int, RollRow], diets: dict[int, str], lang: Lang
) -> ZoneBedLine:
    person = _person(tile, zone.name, rows.get(tile.stay_id or 0), lang)
    remark = "" if tile.state is BedState.OCCUPIED else label(f"bed_state.{tile.state}", lang)
    row = rows.get(tile.stay_id or 0)
    if row is not None and row.absence is not None:
        remark = label(f"absence.{row.absence}", lang)
    return ZoneBedLine(
        bed=tile.code,
        person=person,
        level=_care(tile, lang),
        precautions=_sign_words(tile, lang),
        diet=_terms(diets.get(tile.stay_id or 0, ""), lang),
        remark=remark,
    )


@reads(view(Data.PLACES), edit(Data.PLACES))
def transfer_sheet(ctx: ServiceContext, request_id: int) -> TransferSheetDoc:
    """Transfer out and in on one sheet (L02). Raises NotFound."""
    request = next(
        (r for r in requests(ctx, datetime.min.replace(tzinfo=ctx.clock.now().tzinfo))
         if r.id == request_id),
        None,
    )  # fmt: skip
    if request is None:
        raise NotFound(what="move_request", id=request_id)
    shown = bed_map(ctx)
    rows = {r.stay_id: r for r in roll(ctx)}
    zone_of = {t.code: term(z.name, ctx.lang) for z in shown.zones for t in z.tiles}
    tile = next((t for z in shown.zones for t in z.tiles if t.stay_id == request.stay_id), None)
    zone = zone_of.get(tile.code, "") if tile else ""
    allergy = _open(told(ctx, "allergy", (request.stay_id,)).get(request.stay_id, ""), ctx.lang)
    return TransferSheetDoc(
        number=f"ZQ-{request.id:05d}",
        person=_known_by_both(tile, zone, rows.get(request.stay_id), ctx.lang) if tile else NOBODY,
        from_place=f"{zone_of.get(request.from_bed, '')} {request.from_bed}".strip(),
        to_place=f"{zone_of.get(request.to_bed, '')} {request.to_bed}".strip(),
        moved_at=request.closed_at if request.status == "received" else None,
        allergy=allergy,
        reason=ILL[ctx.lang] if request.illness else veiled(request.reason, ctx.lang),
        level=_care(tile, ctx.lang) if tile else "",
        precautions=_sign_words(tile, ctx.lang) if tile else "",
        given_by=name_in(request.medical_by, ctx.lang),
        taken_by=name_in(request.received_by, ctx.lang),
    )


@reads(edit(Data.PLACES))
def move_sheet(
    ctx: ServiceContext, plan: "Reshuffle", snapshot: Snapshot, title: str, reason: str
) -> MoveSheetDoc:
    """A reshuffle as a list to walk through (L03): steps in order, exchanges marked.

    Guards carry it: it says nothing of why a bed suits somebody (SEC-01).
    """
    names = {p.stay_id: name_on(shown_name(p.name, ctx.actor), ctx.lang) for p in snapshot.people}
    zones = {s.bed.id: s.zone.name for s in Layout(snapshot).spots.values()}
    beds = {b.id: f"{term(zones[b.id], ctx.lang)} {b.code}" for b in snapshot.beds}
    numbers = {r.stay_id: r.admission_no for r in roll(ctx)}
    words = {
        Lang.ZH: ("互换", "先消毒", "无床"),
        Lang.EN: ("Exchange", "Clean first", "No bed"),
    }[ctx.lang]
    steps: list[MoveStep] = []
    for number, step in enumerate(plan.steps, 1):
        for move in step.moves:
            marks = (step.exchange and words[0], move.needs_cleaning and words[1])
            steps.append(
                MoveStep(
                    number, names[move.stay_id], numbers.get(move.stay_id, ""),
                    words[2] if move.from_bed_id is None else beds[move.from_bed_id],
                    beds[move.to_bed_id], _list((m for m in marks if m), ctx.lang),
                )
            )  # fmt: skip
    why = veiled(reason, ctx.lang)
    return MoveSheetDoc(title=title, planned_for=ctx.clock.now(), reason=why, steps=tuple(steps))


@reads(view(Data.PRECAUTIONS), print_(Data.DIAGNOSIS))
def contact_list(
    ctx: ServiceContext, stay_id: int, start: datetime, end: datetime, by_zone: bool = False
) -> ContactListDoc:
    """Contacts of one person in a window (L04); the person is named by number only (SEC-01).

    A case may be found after the exit: the number is that of the stay, on the roll or not.
    """
    left = {Lang.ZH: "已离所", Lang.EN: "Left"}[ctx.lang]
    found = contacts(ctx, stay_id, start, end, by_zone)
    window = f"{centre_time(start):%Y-%m-%d %H:%M} – {centre_time(end):%Y-%m-%d %H:%M}"
    return ContactListDoc(
        number=card(ctx, stay_id).roll.admission_no,
        place=_list(sorted({_place(c.place, ctx.lang) for c in found}), ctx.lang),
        window=window,
        lines=tuple(
            ContactLine(
                person=Person(name=name_on(c.name, ctx.lang), number=c.admission_no), place=_place(c.place, ctx.lang),
                first=c.first,
                last=c.last, hours=f"{c.hours:.1f}", now=_place(c.now, ctx.lang) or left,
            )
            for c in found
        ),
        asked_by=name_in(ctx.actor.name, ctx.lang),
    )  # fmt: skip


def stays_in(zones: Sequence[ZoneCard]) -> tuple[int, ...]:
    """Everybody in beds of zones, in order of beds: for a batch of cards."""
    return tuple(t.stay_id for z in zones for t in z.tiles if t.stay_id is not None)
