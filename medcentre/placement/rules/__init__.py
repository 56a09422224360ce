"""Placement rules: one verdict for one bed, all verdicts for one person, all conflicts of a map."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from medcentre.kernel.errors import Violation
from medcentre.placement.facts import (
    Approver,
    Broken,
    CapacityKind,
    Check,
    Conflict,
    Level,
    OverrideTerms,
    PersonFacts,
    PlacementCode,
    Reason,
    Snapshot,
    Verdict,
)
from medcentre.placement.rules.hard import HARD_RULES, TERMS
from medcentre.placement.rules.layout import Case, Layout, moved
from medcentre.placement.rules.soft import BASE_SCORE, SOFT_RULES, kept_room

__all__ = [
    "TERMS",
    "Layout",
    "broken_rules",
    "check_all",
    "check_moves",
    "check_override",
    "crossings",
    "empties",
    "moved",
    "never",
    "new_conflicts",
    "once_free",
    "refusals",
    "verdict",
    "verdict_of",
]


OF_THE_MOMENT = frozenset({"PL-H14", "PL-H17", "PL-02"})
"""Rules about a bed and a duty as they are right now, not about who lies with whom where."""


def broken_rules(case: Case) -> tuple[Broken, ...]:
    """Every hard rule the case breaks, with the override in force that covers it."""
    found = [b for rule in HARD_RULES for b in rule(case)]
    if not found:
        return ()
    layout = case.layout
    overrides = layout.overrides.get(case.person.stay_id)
    if not overrides:
        return tuple(found)
    bed, at = case.spot.bed.id, layout.snapshot.at
    return tuple(
        replace(
            b, override=next((o for o in overrides if o.covers(o.stay_id, b.rule, bed, at)), None)
        )
        if b.terms.possible
        else b
        for b in found
    )


def verdict_of(case: Case) -> Verdict:
    """Allowed, to confirm or blocked, with every reason (interface.md 5.3)."""
    broken = broken_rules(case)
    weights = case.layout.snapshot.weights
    plus: list[Reason] = []
    minus: list[Reason] = []
    score, caution = BASE_SCORE, False
    for rule in SOFT_RULES:
        for reason in rule(case, weights):
            score += reason.points
            caution = caution or reason.caution
            (plus if reason.points > 0 else minus).append(reason)
    minus.extend(kept_room(case))
    uncovered = [b for b in broken if b.override is None]
    if any(not b.terms.possible for b in uncovered):
        level = Level.BLOCKED
    elif uncovered or caution:
        level = Level.CONFIRM
    else:
        level = Level.ALLOWED
    bad = {b.check for b in broken}
    fine = tuple(c for c in Check if c not in bad)
    return Verdict(case.spot.bed.id, level, score, tuple(plus), tuple(minus), broken, fine)


def verdict(snapshot: Snapshot, person: PersonFacts, bed_id: int) -> Verdict:
    """The verdict of one bed for one person, who need not be in the snapshot (an arrival)."""
    return verdict_of(Layout(snapshot).case(person, bed_id))


def check_all(snapshot: Snapshot) -> tuple[Conflict, ...]:
    """Every placed person whose bed breaks a hard rule, overridden or not (PL-04)."""
    return tuple(_conflicts(Layout(snapshot)))


def _conflicts(layout: Layout, stays: Iterable[int] | None = None) -> Iterator[Conflict]:
    wanted = None if stays is None else set(stays)
    for person in layout.snapshot.people:
        if person.bed_id is None or person.bed_id not in layout.spots:
            continue
        if wanted is None or person.stay_id in wanted:
            for broken in broken_rules(layout.case(person, person.bed_id)):
                yield Conflict(person.stay_id, person.bed_id, broken)


def _key(conflict: Conflict) -> tuple[int, str, str, int | None]:
    b = conflict.broken
    return (conflict.stay_id, b.rule, b.violation.code, b.partner)


def check_moves(snapshot: Snapshot, places: Mapping[int, int | None]) -> tuple[Conflict, ...]:
    """Open conflicts that a set of moves would create: of those moved and of those they join.

    The beds they go to are judged as they are now, so a closed or unclean bed counts (PL-H14);
    a bed left by another of the set counts as free, because an exchange is one act.
    """
    before = Layout(snapshot)
    after = Layout(moved(snapshot, places))
    conflicts = [*new_conflicts(before, after), *_bed_states(before, places)]
    return tuple(conflicts)


def new_conflicts(before: Layout, after: Layout) -> Iterator[Conflict]:
    """Open conflicts of `after` that were not in `before`; a moved person's are always new."""
    known = {
        _key(c)
        for c in _conflicts(before)
        if (now := after.people.get(c.stay_id)) is not None and now.bed_id == c.bed_id
    }
    for conflict in _conflicts(after):
        if conflict.open and _key(conflict) not in known:
            yield conflict


def _bed_states(before: Layout, places: Mapping[int, int | None]) -> Iterator[Conflict]:
    for stay_id, bed_id in places.items():
        if bed_id is None:
            continue
        case = before.case(before.people[stay_id], bed_id)
        for broken in broken_rules(case):
            if broken.rule in ("PL-H14", "PL-02"):
                yield Conflict(stay_id, bed_id, broken)
        if case.holder is not None and case.holder.stay_id not in places:
            yield from (
                Conflict(stay_id, bed_id, b)
                for b in broken_rules(case)
                if b.violation.code == PlacementCode.BED_TAKEN
            )


def once_free(snapshot: Snapshot, person: PersonFacts, bed_id: int) -> tuple[Broken, ...]:
    """What the person would break in a bed once it is free: nobody lies in it, it is open, clean, not
    kept for others, and the women's zone has its woman on duty. For beds asked for ahead (B5).

    KeyError for a bed the snapshot does not know.
    """
    layout = Layout(snapshot)
    holder = layout.in_bed.get(bed_id)
    if holder is not None and holder.stay_id != person.stay_id:
        layout = Layout(moved(snapshot, {holder.stay_id: None}))
    return tuple(
        b for b in broken_rules(layout.case(person, bed_id)) if b.rule not in OF_THE_MOMENT
    )


def never(broken: Iterable[Broken]) -> Iterator[Violation]:
    """The public violations that no exception could ever set aside."""
    for item in broken:
        if not item.terms.possible:
            yield item.violation


def crossings(
    snapshot: Snapshot, places: Mapping[int, int], code: PlacementCode
) -> Iterator[Violation]:
    """Whoever of a set would lie in another zone than now, or than where they lay last (PL-01).

    The first bed of a stay crosses nothing, nor does a bed the snapshot does not know.
    """
    layout = Layout(snapshot)
    zones = {z.id: z for z in snapshot.zones}
    for stay_id, bed_id in places.items():
        person = layout.people[stay_id]
        spot, there = layout.spot_of(person), layout.spots.get(bed_id)
        here = spot.zone if spot is not None else zones.get(person.last_zone or 0)
        if here is not None and there is not None and here.id != there.zone.id:
            facts = {
                "name": person.name, "bed": there.bed.code, "old_zone": here.name,
                "zone": there.zone.name,
            }  # fmt: skip
            yield Violation(code, None, facts, "PL-01")


def refusals(broken: Iterable[Broken]) -> Iterator[Violation]:
    """The public violations of what no override covers, for an act to refuse with."""
    for item in broken:
        if item.override is None:
            yield item.violation


def empties(payload: Mapping[str, object]) -> bool:
    """Whether a change of a bed may be made only once nobody lies in it (T34)."""
    lowers = payload["capacity"] not in (None, CapacityKind.WORKING)
    return bool(payload["remove"]) or lowers


def check_override(
    rule: str, terms: OverrideTerms, held: frozenset[Approver], hours: float | None, reason: str
) -> Iterator[Violation]:
    """Whether those who agreed may set a rule aside, for so long, with this reason."""
    facts = {"rule": rule, "limit": terms.hours}
    if not terms.possible:
        yield Violation(PlacementCode.OVERRIDE_NEVER, "rule", facts, rule)
        return
    for needed in terms.by:
        if needed not in held:
            who = f"label:approver.{needed}"
            yield Violation(PlacementCode.OVERRIDE_WHO, "by", {**facts, "who": who}, rule)
    if terms.hours is not None and (hours is None or not 0 < hours <= terms.hours):
        yield Violation(PlacementCode.OVERRIDE_TOO_LONG, "hours", facts, rule)
    if len(reason.strip()) < 4:
        yield Violation(PlacementCode.OVERRIDE_REASON, "reason", facts, rule)
