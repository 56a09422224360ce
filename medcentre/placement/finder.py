"""Ranked beds for one person, and the verdict of every bed at once (product.md B6, P05)."""

from collections.abc import Mapping
from dataclasses import dataclass

from medcentre.placement.facts import Level, PersonFacts, Snapshot, Verdict, ZoneKind
from medcentre.placement.rules import Layout, verdict_of
from medcentre.placement.rules.layout import Spot
from medcentre.placement.rules.soft import kept_for_others, room_for

_ORDER = {Level.ALLOWED: 0, Level.CONFIRM: 1, Level.BLOCKED: 2}
TOP = 5
TREATS = frozenset({ZoneKind.CARE_A, ZoneKind.CARE_B, ZoneKind.MIND})
"""Zones for a treatment: whoever does not need it comes last there."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All beds for one person, best first; the first `TOP` that are not blocked are proposed."""

    stay_id: int
    verdicts: tuple[Verdict, ...]

    @property
    def best(self) -> tuple[Verdict, ...]:
        """The beds to propose: at most five, none of them blocked."""
        return tuple(v for v in self.verdicts[:TOP] if v.level is not Level.BLOCKED)

    def by_bed(self) -> Mapping[int, Verdict]:
        """Verdicts by bed for the map while something is dragged."""
        return {v.bed_id: v for v in self.verdicts}


def rank_beds(snapshot: Snapshot, person: PersonFacts, layout: Layout | None = None) -> Ranking:
    """Every bed judged for the person and put in order: allowed before to confirm before blocked,
    then rooms kept for a need the person does not have last, then by score, then as the beds stand
    in the snapshot.

    `person` may be somebody who is not in the snapshot yet; a prepared `layout` saves its cost.
    """
    layout = layout or Layout(snapshot)
    verdicts = [
        verdict_of(layout.case(person, bed.id)) for bed in snapshot.beds if bed.id != person.bed_id
    ]
    spots = layout.spots
    verdicts.sort(key=lambda v: (_ORDER[v.level], _out_of_place(person, spots[v.bed_id]), -v.score))
    return Ranking(person.stay_id, tuple(verdicts))


def _out_of_place(person: PersonFacts, spot: Spot) -> bool:
    return kept_for_others(person, spot) or (spot.kind in TREATS and not room_for(person, spot))


def nearest_good(ranking: Ranking, snapshot: Snapshot, bed_id: int) -> Verdict | None:
    """The best allowed bed, in the zone of the refused one when there is any (panel, last line)."""
    zone_of_room = {r.id: r.zone_id for r in snapshot.rooms}
    zone = {b.id: zone_of_room[b.room_id] for b in snapshot.beds}
    allowed = [v for v in ranking.verdicts if v.level is Level.ALLOWED and v.ordinary]
    same = [v for v in allowed if zone[v.bed_id] == zone.get(bed_id)]
    return next(iter(same or allowed), None)
