"""A plan with only the values its people may have: smaller numbers, quicker search."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from medcentre.rostering.plan import Member, Plan, Row, allowed_masks


@dataclass(frozen=True, slots=True)
class Narrow:
    """The smaller plan and how its values translate."""

    plan: Plan
    values: tuple[int, ...]
    """`values[small] = large`."""

    def widen(self, rows: Sequence[Row]) -> list[tuple[int, ...]]:
        """Rows in the values of the large plan."""
        return [tuple(self.values[v] for v in row) for row in rows]

    def shrink(self, rows: Sequence[Row]) -> list[tuple[int, ...]]:
        """Rows in the values of the small plan; what it does not have becomes free."""
        small = {large: i for i, large in enumerate(self.values)}
        return [tuple(small.get(v, 0) for v in row) for row in rows]

    def covers_of(self, plan: Plan) -> Plan:
        """The small plan with the covers of a changed large one."""
        covers = tuple(
            replace(c, terms=tuple((d, _mask(m, self.values)) for d, m in c.terms))
            for c in plan.covers
        )
        return replace(self.plan, covers=covers)


def narrow(plan: Plan) -> Narrow:
    """Leave out the values nobody may have."""
    used = 1
    for member in plan.people:
        for mask in allowed_masks(plan, member):
            used |= mask
        for value in member.before:
            used |= 1 << value
    values = tuple(v for v in range(plan.values) if used >> v & 1)
    people = tuple(_member(m, values) for m in plan.people)
    names = tuple(plan.names[v] for v in values) if plan.names else ()
    small = Narrow(Plan(plan.days, len(values), people, (), names), values)
    return Narrow(small.covers_of(plan), values)


def _mask(mask: int, values: tuple[int, ...]) -> int:
    return sum((mask >> v & 1) << i for i, v in enumerate(values))


def _member(member: Member, values: tuple[int, ...]) -> Member:
    small = {v: i for i, v in enumerate(values)}
    return replace(
        member,
        before=tuple(small[v] for v in member.before),
        cells=tuple(replace(c, mask=mask) for c in member.cells if (mask := _mask(c.mask, values))),
        runs=tuple(replace(r, mask=_mask(r.mask, values)) for r in member.runs),
        patterns=tuple(
            replace(p, masks=masks)
            for p in member.patterns
            if all(masks := tuple(_mask(m, values) for m in p.masks))
        ),
        counters=tuple(replace(c, unit=tuple(c.unit[v] for v in values)) for c in member.counters),
    )
