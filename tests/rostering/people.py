"""A small centre of nurses for tests of the store and of the windows."""

from collections.abc import Sequence
from datetime import date

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.rostering import acts, views
from medcentre.rostering.commands import CellEdit, Publish, SetCells
from medcentre.staff.acts.people import RegisterStaff, register_staff
from medcentre.staff.facts import Category

DECEMBER = Month(2026, 12)
_NAMES = "一二三四五六七八九十"


def hire(ctx: ServiceContext, count: int, category: Category = Category.NURSE) -> list[int]:
    """Register invented people of one group; their ids."""
    return [
        register_staff(
            ctx,
            RegisterStaff(
                number=f"{category.value[:2].upper()}{n:03d}", name=f"岑晓{_NAMES[n]}",
                sex="2" if n % 2 else "1", category=category,
                title="主治医师" if category is Category.DOCTOR else "护士",
            ),
        )
        for n in range(count)
    ]  # fmt: skip


def cells(day: date, ids: Sequence[int], shift: str | None = "A") -> list[CellEdit]:
    """The same shift for several people."""
    return [CellEdit(staff_id=i, day=day, shift=shift) for i in ids]


def publish(ctx: ServiceContext, *edits: CellEdit, month: Month = DECEMBER) -> int:
    """Put cells and publish the month; the sheet's version."""
    version = views.month_sheet(ctx, month).head.version
    version = acts.set_cells(ctx, SetCells(month=month, version=version, cells=tuple(edits)))
    acts.publish(ctx, Publish(month=month, version=version, reason="人手不足，先行发布"))
    return views.month_sheet(ctx, month).head.version
