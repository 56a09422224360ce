"""Occupancy by zone and day: lines over weeks, and the same as numbers in a table (PL-03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from medcentre.placement.rows import ZoneDay
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import show_day, show_weekday
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import colour, font

translate = QCoreApplication.translate
FULL, BUSY = 1.0, 0.85


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """A zone over the days shown; the last line is the whole centre."""

    zone_id: int
    zone: str
    days: tuple[ZoneDay, ...]


def zone_lines(rows: Sequence[ZoneDay]) -> list[ZoneLine]:
    """One line a zone, and the sum."""
    zones: dict[int, list[ZoneDay]] = {}
    for row in rows:
        zones.setdefault(row.zone_id, []).append(row)
    found = [ZoneLine(key, days[0].zone, tuple(days)) for key, days in zones.items()]
    if found:
        total = tuple(
            ZoneDay(0, "", day.day, sum(d.occupied for d in same), sum(d.beds for d in same))
            for day, same in (
                (found[0].days[i], [line.days[i] for line in found])
                for i in range(len(found[0].days))
            )
        )
        found.append(ZoneLine(0, translate("Placement", "全中心"), total))
    return found


def share_of(day: ZoneDay) -> float:
    """Occupied beds as a share; 0 where there are none."""
    return day.occupied / day.beds if day.beds else 0.0


def numbers_of(day: ZoneDay) -> str:
    """`23/30`."""
    return f"{day.occupied}/{day.beds}"


def tone_of(day: ZoneDay) -> str:
    """Red when full, amber from 85 %."""
    share = share_of(day)
    return "red.text" if share >= FULL else "amber.text" if share >= BUSY else "text.1"


def _cell(place: int, painter: QPainter, rect: QRectF, line: ZoneLine) -> None:
    """A bar from below behind the numbers, amber from 85 %, red when full."""
    day = line.days[place]
    token = tone_of(day)
    family = "accent" if token == "text.1" else token.partition(".")[0]
    box = rect.adjusted(-8, 4, 8, -4)
    fill = QRectF(box)
    fill.setWidth(box.width() * min(1.0, share_of(day)))
    painter.fillRect(fill, colour(f"{family}.tint"))
    painters.text(painter, rect, numbers_of(day), token, font("cap"))


def occupancy_table(desk: Desk, days: Sequence[date], today: date) -> TablePane[ZoneLine]:
    """The table for a run of days."""
    from functools import partial

    columns: list[Column[ZoneLine]] = [
        Column(translate("Placement", "区"), lambda r: r.zone, width=160, bold=True, term=True)
    ]
    columns += [
        Column(
            show_day(day, today), partial(_text, place), paint=partial(_cell, place),
            long_title=f"{show_day(day)} {show_weekday(day)}",
        )
        for place, day in enumerate(days)
    ]  # fmt: skip
    return TablePane(
        desk, "placement.occupancy", columns, row_id=lambda r: r.zone_id, searchable=False
    )


def _text(place: int, line: ZoneLine) -> str:
    return numbers_of(line.days[place])
