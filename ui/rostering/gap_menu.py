"""On a coverage cell: who could fill what lacks there, lightest load first, one press to set (C12)."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from medcentre.rostering.commands import CellEdit
from medcentre.rostering.rules.fill import Filler, fillers
from ui.rostering.words import person_name, post_name, shift_name, violation_words

if TYPE_CHECKING:
    from ui.rostering.grid_view import GridView

translate = QCoreApplication.translate
MOST, FEW = 8, 4
"""So many people are offered for one gap, and for each of several."""


def gap_menu(view: "GridView", row: int, column: int) -> QMenu | None:
    """The gaps of a coverage cell with who could fill them; None when nothing lacks."""
    judge, day = view.grid.judge, view.grid.day_at(column)
    posts = view.grid.rows[row].posts if 0 <= row < len(view.grid.rows) else ()
    if judge is None or day is None:
        return None
    menu = QMenu(view)
    gaps = [c for c in judge.post_counts(day) if c.post in posts and c.present < c.minimum]
    for count in gaps:
        post = judge.view.posts[count.post]
        shift = judge.view.shifts[judge.view.values[count.shift] - 1]
        lack = count.minimum - count.present
        head = translate("Rostering", "{post} {shift} 缺 {n} 人，谁能补：").format(
            post=post_name(post), shift=shift_name(shift), n=lack
        )
        menu.addAction(head).setEnabled(False)
        found = fillers(judge, post, count.shift, day)[: MOST if len(gaps) == 1 else FEW]
        for filler in found:
            edit = CellEdit(staff_id=filler.person.id, day=day, shift=count.shift, post=count.post)
            menu.addAction(_words(filler), partial(view.edited.emit, [edit])).setEnabled(
                view.writable
            )
        if not found:
            words = translate("Rostering", "没有不违反规则的人，看“为什么排不成”")
            menu.addAction(words).setEnabled(False)
    return menu if menu.actions() else None


def _words(filler: Filler) -> str:
    hours = round(filler.gap / 60)
    gap = f"+{hours}" if hours > 0 else f"−{-hours}" if hours < 0 else "0"
    words = translate("Rostering", "    {name}（工时偏差 {gap}）").format(
        name=person_name(filler.person), gap=gap
    )
    if filler.broken:
        words += f"    ⚠ {violation_words(filler.broken[0])}"
    return words
