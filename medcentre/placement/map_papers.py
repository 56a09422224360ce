"""Papers printed from the map: cards, bands and labels of a zone, its list; each print is on record."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from medcentre.kernel.context import ServiceContext, act, reads
from medcentre.kernel.errors import NotFound
from medcentre.kernel.permissions import Data, view
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.cards import (
    BedCardDoc,
    render_bed_cards,
    render_labels,
    render_wristbands,
)
from medcentre.papers.forms.places import render_zone_list
from medcentre.placement.papers import bed_cards, told, zone_list
from medcentre.store.uow import unit_of_work


class CardKind(StrEnum):
    """The three papers of P56, by their form numbers."""

    CARD = "P56-1"
    BAND = "P56-2"
    LABEL = "P56-3"


_RENDER: dict[CardKind, Callable[[Sequence[BedCardDoc], PrintContext], bytes]] = {
    CardKind.CARD: render_bed_cards,
    CardKind.BAND: render_wristbands,
    CardKind.LABEL: render_labels,
}


@reads(view(Data.PRECAUTIONS))
def allergies(ctx: ServiceContext, stay_ids: Iterable[int]) -> dict[int, str]:
    """Stay -> allergies in force, as a bed card must show them; one statement."""
    return told(ctx, "allergy", stay_ids)


@act("placement.print", view(Data.PRECAUTIONS))
def print_cards(
    ctx: ServiceContext, kind: CardKind, stay_ids: tuple[int, ...], paper: PrintContext
) -> bytes:
    """Cards, bands or labels of people in beds, allergies on each. Raises NotFound without any."""
    docs = bed_cards(ctx, stay_ids, allergies(ctx, stay_ids))
    if not docs:
        raise NotFound(what="bed")
    with unit_of_work(ctx) as uow:
        for stay in stay_ids:
            uow.record(f"stay:{stay}", form=kind)
        uow.commit()
    return _RENDER[kind](docs, paper)


@act("placement.print", view(Data.PRECAUTIONS))
def print_zone_list(
    ctx: ServiceContext, zone_id: int, at: datetime | None, paper: PrintContext
) -> bytes:
    """L01 of a zone at a moment (default now). Raises NotFound."""
    doc = zone_list(ctx, zone_id, at)
    with unit_of_work(ctx) as uow:
        uow.record(f"zone:{zone_id}", form="L01", at=doc.at)
        uow.commit()
    return render_zone_list(doc, paper)
