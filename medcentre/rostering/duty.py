"""The published sheets as a book of shifts, for rooms below this one (`medcentre.staff.duty`)."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, String, cast, literal, select, union_all
from sqlalchemy.orm import Session

from medcentre.kernel.clock import centre_day
from medcentre.kernel.periods import Month
from medcentre.placement.tables import ZoneModel
from medcentre.rostering.facts import Group, Post, ShiftKind, ShiftType
from medcentre.rostering.plan_file import PlanKind, read_entries
from medcentre.rostering.standard import areas
from medcentre.rostering.tables import RosterCell, RosterMonth, RosterPlan
from medcentre.rostering.templates import shift_templates
from medcentre.staff.duty import Stint
from medcentre.staff.tables import StaffMember

LONGEST = timedelta(days=1)
"""A shift that touches a moment began at most a day before its own day's end."""

AWAY = frozenset({ShiftKind.ON_CALL, ShiftKind.TRAINING})
"""Shifts nobody works in the house or for it."""


def leads(category: str, kind: ShiftKind) -> bool:
    """Whether a shift makes somebody the leader on duty: one of the heads, 24 hours in house."""
    return category == Group.DIRECTOR and kind is ShiftKind.ROUND


def book(session: Session, first: datetime, last: datetime) -> tuple[Stint, ...] | None:
    """Shifts that touch [first, last] by the published sheets; None while the month of `last` is a
    draft or was never begun. One statement: months, plan, zones and cells together.
    """
    day = centre_day(last)
    rows = session.execute(_query(centre_day(first) - LONGEST, day)).all()
    if not any(r.tag == "month" and r.text == str(Month.of(day)) for r in rows):
        return None
    shifts = {s.code: s for s in _shifts(rows)}
    places = _places(rows)
    found = []
    for row in rows:
        shift = shifts.get(row.text)
        if row.tag != "cell" or shift is None or shift.kind in AWAY:
            continue
        stint = _stint(row, shift, places)
        if stint.start <= last and stint.end >= first:
            found.append(stint)
    return tuple(found)


def _stint(row: Any, shift: ShiftType, places: dict[str, frozenset[str]]) -> Stint:
    return Stint(
        row.id, row.sex, places.get(row.more, frozenset()), shift.starts_at(row.day),
        shift.ends_at(row.day), shift.in_house, leads(row.category, shift.kind),
    )  # fmt: skip


def _query(first: date, last: date) -> Any:
    none, no_day, months = literal(""), cast(None, Date), {str(Month.of(d)) for d in (first, last)}

    def part(tag: str, key: Any, text: Any, more: Any = none, sex: Any = none) -> Any:
        return select(
            literal(tag).label("tag"), key.label("id"), cast(text, String).label("text"),
            cast(more, String).label("more"), cast(sex, String).label("sex"), no_day.label("day"),
            none.label("category"),
        )  # fmt: skip

    cells = (
        select(
            literal("cell"), RosterCell.staff_id, RosterCell.shift, RosterCell.post,
            StaffMember.sex, RosterCell.day, StaffMember.category,
        )
        .join(RosterMonth, RosterMonth.id == RosterCell.month_id)
        .join(StaffMember, StaffMember.id == RosterCell.staff_id)
        .where(
            RosterMonth.published_no > 0, RosterCell.day.between(first, last),
            RosterCell.shift != "",
        )
    )  # fmt: skip
    published = part("month", RosterMonth.id, RosterMonth.month).where(
        RosterMonth.published_no > 0, RosterMonth.month.in_(months)
    )
    plans = part("plan", RosterPlan.id, RosterPlan.content, RosterPlan.kind, RosterPlan.from_month)
    plans = plans.where(
        RosterPlan.from_month <= max(months),
        RosterPlan.kind.in_((PlanKind.SHIFTS, PlanKind.POSTS)),
    )
    zones = part("zone", ZoneModel.id, ZoneModel.code, sex=ZoneModel.sex)
    return union_all(published, plans, zones.where(ZoneModel.until_at.is_(None)), cells)


def _document(rows: Any, kind: PlanKind) -> Any:
    """The latest document of a kind; None: the standard holds."""
    mine = [r for r in rows if r.tag == "plan" and r.more == kind]
    return read_entries(kind, max(mine, key=lambda r: r.sex).text) if mine else None


def _shifts(rows: Any) -> tuple[ShiftType, ...]:
    found: tuple[ShiftType, ...] | None = _document(rows, PlanKind.SHIFTS)
    return found or shift_templates()


def _places(rows: Any) -> dict[str, frozenset[str]]:
    """Post -> zones it serves. Of the standard posts those of the women's zone are known by their
    area, which stands alone in every house; the others depend on the size of the staff."""
    posts: tuple[Post, ...] | None = _document(rows, PlanKind.POSTS)
    if posts is not None:
        return {p.code: p.places for p in posts}
    zones = [(r.text, r.sex) for r in rows if r.tag == "zone"]
    return {
        f"{group}-{area.code}": frozenset(area.zones)
        for area in areas(zones, 1)
        if area.women
        for group in ("police", "aux", "nurse")
    }
