"""The month as a table: coverage rows, group heads, one row a person; days and four sums."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from medcentre.kernel.wording import Lang
from medcentre.rostering.commands import CellEdit, MonthSheet
from medcentre.rostering.facts import (
    DayKind,
    Demand,
    Group,
    Level,
    Person,
    Post,
    RosterViolation,
    ShiftKind,
    ShiftType,
)
from medcentre.rostering.rules.fairness import FairRow, fair_rows
from medcentre.rostering.rules.judge import Judge
from medcentre.staff.facts import LeaveKind
from ui.kit.delegate import ROW_ROLE, AnyIndex
from ui.kit.i18n import label, lang, show_weekday
from ui.kit.table import ROOT
from ui.rostering.words import person_name, post_name, shift_name, violation_words

Role = Qt.ItemDataRole
SUMS = 4
ON_DUTY = frozenset(
    {Group.DIRECTOR, Group.POLICE, Group.AUX_POLICE, Group.GUARD, Group.DOCTOR, Group.NURSE}
)
"""Groups whose posts get a coverage row; offices show only among the problems."""


class RowKind(IntEnum):
    """What a row of the grid is."""

    COVER = 0
    GROUP = 1
    PERSON = 2


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its head in words and, for people, who."""

    kind: RowKind
    title: str
    note: str = ""
    person: Person | None = None
    posts: tuple[str, ...] = ()
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What the delegate paints."""

    kind: RowKind
    sign: str = ""
    tone: str = ""
    leave: str = ""
    """Sign of the kind of leave."""
    pinned: bool = False
    changed: bool = False
    level: Level | None = None
    off: bool = False
    short: bool = False
    sum_: bool = False
    today: bool = False


@dataclass(slots=True)
class Sums:
    """The four columns at the right of one person."""

    nights: int = 0
    weekends: int = 0
    hours: str = ""
    gap: str = ""
    loud: bool = False
    values: FairRow | None = field(default=None)


class GridModel(QAbstractTableModel):
    """Shows one month; edits go through `put`, which judges only what the cell touches."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_: MonthSheet | None = None
        self.judge: Judge | None = None
        self.rows: list[GridRow] = []
        self.days: tuple[date, ...] = ()
        self._shifts: dict[str, ShiftType] = {}
        self._cells: dict[tuple[int, date], str] = {}
        self._pinned: set[tuple[int, date]] = set()
        self._changed: frozenset[tuple[int, date]] = frozenset()
        self._leave: dict[tuple[int, date], LeaveKind] = {}
        self._levels: dict[tuple[int, date], Level] = {}
        self._sums: dict[int, Sums] = {}
        self._counts: dict[tuple[str, int], tuple[int, int]] = {}
        self._kinds: tuple[DayKind, ...] = ()
        self._raised: dict[tuple[str, int], Demand] = {}
        self.violations: tuple[RosterViolation, ...] = ()
        self.today = date.min

    # ---- content ----------------------------------------------------------------------------

    def show(self, data: MonthSheet, judge: Judge, today: date) -> None:
        """Show a month that is already judged."""
        self.beginResetModel()
        self.data_, self.judge, self.today = data, judge, today
        self.days = data.problem.month.days()
        self._shifts = {s.code: s for s in data.problem.shifts}
        self._cells = {(a.person, a.day): a.shift for a in data.sheet.assignments()}
        self._pinned = set(data.pinned)
        self._changed = data.changed
        self._leave = {
            (leave.person, d): leave.kind
            for leave in data.problem.leaves
            for d in self.days
            if leave.first <= d <= leave.last
        }
        self._kinds = judge.view.kinds
        first = self.days[0]
        self._raised = {(d.post, (d.day - first).days): d for d in data.problem.demand}
        self.rows = _rows(data, judge)
        self._refresh()
        self.endResetModel()

    def put(self, edits: Sequence[CellEdit]) -> None:
        """Change cells on the sheet shown and judge again what they touch."""
        if self.judge is None:
            return
        for edit in edits:
            key = (edit.staff_id, edit.day)
            if edit.shift is None:
                self._cells.pop(key, None)
            else:
                self._cells[key] = edit.shift
            self._pinned.discard(key)
            if edit.pinned:
                self._pinned.add(key)
            self.judge.put(edit.staff_id, edit.day, edit.shift, edit.post)
        levels, sums = self._levels, self._sums
        self._refresh()
        people = {e.staff_id for e in edits}
        people |= {who for (who, _), level in levels.items() ^ self._levels.items()}
        people |= {who for who, old in sums.items() if self._sums.get(who) != old}
        self._tell(people, {e.day for e in edits})

    def _tell(self, people: set[int], days: set[date]) -> None:
        """Announce the rows and columns that look different now, and no others."""
        last = self.columnCount() - 1
        columns = sorted({self.days.index(d) for d in days})
        for row, line in enumerate(self.rows):
            if line.person is not None and line.person.id in people:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))
            elif line.kind is RowKind.COVER:
                for column in (*columns, last):
                    self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def _refresh(self) -> None:
        judge = self.judge
        if judge is None or self.data_ is None:
            return
        self.violations = tuple(v for v in judge.violations if v.level is not Level.INFO)
        self._levels = {}
        for v in self.violations:
            if v.person is not None and v.day is not None:
                key = (v.person, v.day)
                if self._levels.get(key) is not Level.ERROR:
                    self._levels[key] = v.level
        self._counts = {}
        for d, day in enumerate(self.days):
            for count in judge.post_counts(day):
                have, need = self._counts.get((count.post, d), (0, 0))
                self._counts[(count.post, d)] = (
                    have + min(count.present, max(count.minimum, count.present)),
                    need + count.minimum,
                )
        self._sums = {r.person: _sums(r) for r in fair_rows(self.data_.problem, judge.sheet())}

    @property
    def is_begun(self) -> bool:
        """Whether the month has any shift at all."""
        return bool(self._cells)

    # ---- what a cell is ---------------------------------------------------------------------

    def person_at(self, row: int) -> Person | None:
        """Whose row it is."""
        return self.rows[row].person if 0 <= row < len(self.rows) else None

    def day_at(self, column: int) -> date | None:
        """Which day a column is; None for the sums."""
        return self.days[column] if 0 <= column < len(self.days) else None

    def shift_at(self, row: int, column: int) -> str | None:
        """The shift code of a cell."""
        person, day = self.person_at(row), self.day_at(column)
        if person is None or day is None:
            return None
        return self._cells.get((person.id, day))

    def leave_at(self, row: int, column: int) -> str:
        """The kind of leave on a cell, in words."""
        person, day = self.person_at(row), self.day_at(column)
        kind = self._leave.get((person.id, day)) if person and day else None
        return label(f"leave_kind.{kind}") if kind else ""

    def post_at(self, row: int, column: int) -> Post | None:
        """The post of a cell that has a shift."""
        person, day = self.person_at(row), self.day_at(column)
        if person is None or day is None or self.judge is None or not self.shift_at(row, column):
            return None
        return self.judge.view.posts.get(self.judge.post(person.id, day) or "")

    def posts_for(self, row: int, column: int) -> tuple[Post, ...]:
        """Posts the person may hold on the shift of a cell."""
        person, day = self.person_at(row), self.day_at(column)
        shift = self.shift_at(row, column)
        if person is None or day is None or self.judge is None or shift is None:
            return ()
        view = self.judge.view
        return tuple(
            p for p in view.problem.posts
            if view.serves(person, p, day) and any(n.shift == shift for n in p.needs)
        )  # fmt: skip

    def is_pinned(self, row: int, column: int) -> bool:
        """Whether the solver must leave the cell alone."""
        person, day = self.person_at(row), self.day_at(column)
        return person is not None and day is not None and (person.id, day) in self._pinned

    def row_of(self, person_id: int) -> int:
        """Row of a person, -1 when not shown."""
        return next(
            (i for i, r in enumerate(self.rows) if r.person and r.person.id == person_id), -1
        )

    def shifts_for(self, row: int) -> tuple[ShiftType, ...]:
        """Shifts the person's group may work."""
        person = self.person_at(row)
        if person is None:
            return ()
        return tuple(s for s in self._shifts.values() if not s.groups or person.group in s.groups)

    def cell(self, row: int, column: int) -> Cell:
        """What to paint."""
        line = self.rows[row]
        if column >= len(self.days):
            return self._sum_cell(line, column - len(self.days))
        off = self._kinds[column] is not DayKind.WORKDAY
        today = self.days[column] == self.today
        if line.kind is RowKind.GROUP:
            return Cell(RowKind.GROUP)
        if line.kind is RowKind.COVER:
            pairs = [self._counts.get((p, column), (0, 0)) for p in line.posts]
            have, need = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
            short = any(p[0] < p[1] for p in pairs)
            raised = any((p, column) in self._raised for p in line.posts)
            if not self._cells:  # a month not begun lacks everything: what is needed says more
                words = str(need) if need else ""
                return Cell(RowKind.COVER, words, off=off, changed=raised)
            words = f"{have}/{need}" if need < 10 else f"-{sum(max(p[1] - p[0], 0) for p in pairs)}"
            return Cell(
                RowKind.COVER, words if short else str(have), short=short, off=off, changed=raised
            )
        assert line.person is not None
        key = (line.person.id, self.days[column])
        code = self._cells.get(key)
        shift = self._shifts.get(code) if code else None
        return Cell(
            RowKind.PERSON,
            sign=_sign(shift) if shift else "",
            tone=_tone(shift) if shift else "",
            leave=label(f"leave_sign.{self._leave[key]}") if key in self._leave else "",
            pinned=key in self._pinned,
            changed=key in self._changed,
            level=self._levels.get(key),
            off=off,
            today=today,
        )

    def _sum_cell(self, line: GridRow, place: int) -> Cell:
        if line.kind is RowKind.COVER:
            short = self._short_days(line)
            words = self.tr("缺 {n} 天").format(n=short) if short else self.tr("✓ 满足")
            return Cell(RowKind.COVER, words if self._cells else "", short=bool(short), sum_=True)
        if line.person is None:
            return Cell(line.kind, sum_=True)
        sums = self._sums.get(line.person.id, Sums())
        text = (str(sums.nights), str(sums.weekends), sums.hours, sums.gap)[place]
        return Cell(RowKind.PERSON, text, sum_=True, short=place == SUMS - 1 and sums.loud)

    def _short_days(self, line: GridRow) -> int:
        """Days on which a post of a coverage row has fewer than its minimum."""
        pairs = [
            [self._counts.get((p, d), (0, 0)) for p in line.posts] for d in range(len(self.days))
        ]
        return sum(any(have < need for have, need in day) for day in pairs)

    def lacks(self) -> str:
        """How many coverage cells lack somebody, in words; empty when none does."""
        short = sum(self._short_days(r) for r in self.rows if r.kind is RowKind.COVER)
        return self.tr("{n} 处缺人").format(n=short) if short and self._cells else ""

    def problems_at(self, row: int, column: int) -> list[str]:
        """What is broken at a cell, in words."""
        person, day = self.person_at(row), self.day_at(column)
        line = self.rows[row] if 0 <= row < len(self.rows) else None
        if line is None or day is None:
            return []
        if line.kind is RowKind.COVER:
            return self._cover_problems(row, day)
        return [
            violation_words(v)
            for v in self.violations
            if v.day == day and person is not None and v.person == person.id
        ]

    def _cover_problems(self, row: int, day: date) -> list[str]:
        """What the posts of a coverage row lack on a day, and why more are needed (C14)."""
        assert self.data_ is not None
        line = self.rows[row]
        found = [
            violation_words(v)
            for v in self.violations
            if v.day == day and v.person is None and self._cover_row(v) == row
        ]
        reasons = [
            f"{label(f'demand_reason.{d.reason}')} +{d.extra}"
            for d in self.data_.problem.demand
            if d.day == day and d.post in line.posts
        ]
        return [*found, *dict.fromkeys(reasons)]

    # ---- Qt ---------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Rows of a flat table."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        """Days and sums."""
        return 0 if parent.isValid() or not self.days else len(self.days) + SUMS

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """The cell for the delegate, words for everybody else."""
        if not index.isValid() or not self.rows:
            return None
        if role == ROW_ROLE:
            return self.cell(index.row(), index.column())
        if role == Role.DisplayRole:
            return self.cell(index.row(), index.column()).sign
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            return self._spoken(index.row(), index.column())
        return None

    def _spoken(self, row: int, column: int) -> str:
        day, line = self.day_at(column), self.rows[row]
        parts = [line.title]
        if day is not None:
            parts.insert(0, f"{day:%m-%d} {show_weekday(day)}")
            code = self.shift_at(row, column)
            if code:
                parts.append(shift_name(self._shifts[code]))
            if post := self.post_at(row, column):
                parts.append(post_name(post))
            if leave := self.leave_at(row, column):
                parts.append(leave)
            parts += self.problems_at(row, column)
        return "，".join(parts) if lang() is Lang.ZH else ", ".join(parts)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Row heads; the day heads are painted by their own header."""
        if role != Role.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical and section < len(self.rows):
            return self.rows[section].title
        day = self.day_at(section)
        return str(day.day) if day else ""

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """People's days may be selected."""
        if not index.isValid() or self.rows[index.row()].kind is RowKind.GROUP:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def index_of(self, violation: RosterViolation) -> QModelIndex:
        """Where a broken rule stands: the person's cell, or the coverage row of the post lacking."""
        person, day = violation.person, violation.day
        row = self.row_of(person) if person is not None else self._cover_row(violation)
        column = self.days.index(day) if day in self.days else 0
        return self.index(max(row, 0), column)

    def _cover_row(self, violation: RosterViolation) -> int:
        facts = dict(violation.facts)
        problem = self.data_.problem if self.data_ else None
        codes: set[str] = set()
        if problem is not None and facts.get("post"):
            codes = {p.code for p in problem.posts if p.name_zh == facts["post"]}
        elif problem is not None:
            for need in problem.covers:
                if need.name_zh == facts.get("need"):
                    codes |= {
                        p.code for p in problem.posts
                        if p.groups & need.groups
                        and (need.place is None or need.place in p.places)
                    }  # fmt: skip
        return next((n for n, line in enumerate(self.rows) if codes & set(line.posts)), 1)


def _sign(shift: ShiftType) -> str:
    return shift.sign if lang() is Lang.ZH or shift.sign.isascii() else shift.key


def _tone(shift: ShiftType) -> str:
    return {
        ShiftKind.DAY: "blue",
        ShiftKind.OFFICE: "blue",
        ShiftKind.EVENING: "amber",
        ShiftKind.NIGHT: "night",
        ShiftKind.ROUND: "indigo",
        ShiftKind.ON_CALL: "grey",
        ShiftKind.ESCORT: "green",
        ShiftKind.TRAINING: "plum",
    }[shift.kind]


def _rows(data: MonthSheet, judge: Judge) -> list[GridRow]:
    problem = data.problem
    heading = QCoreApplication.translate("GridModel", "岗位覆盖")
    rows: list[GridRow] = [GridRow(RowKind.GROUP, heading, icon="cover")]
    families: dict[str, list[str]] = {}
    for post in problem.posts:
        if post.groups & ON_DUTY and any(n.minimum for n in post.needs):
            families.setdefault(post.code.partition("-")[0], []).append(post.code)
    for codes in families.values():
        posts = [p for p in problem.posts if p.code in codes]
        first = posts[0]
        group = next(iter(first.groups))
        zh = len(posts) > 1
        name = label(f"roster_group.{group}") if zh else (
            first.name_zh if lang() is Lang.ZH else first.name_en
        )  # fmt: skip
        need = max(sum(n.minimum for n in p.needs) for p in posts) if len(posts) == 1 else sum(
            n.minimum for p in posts for n in p.needs
        )  # fmt: skip
        rows.append(GridRow(RowKind.COVER, name, f"≥{need}", posts=tuple(codes)))
    group_now = None
    for person in problem.people:
        if person.group != group_now:
            group_now = person.group
            count = sum(p.group == group_now for p in problem.people)
            rows.append(GridRow(RowKind.GROUP, label(f"roster_group.{group_now}"), str(count)))
        note = person.title if lang() is Lang.ZH or person.title.isascii() else ""
        rows.append(GridRow(RowKind.PERSON, person_name(person), note, person))
    return rows


def _sums(row: FairRow) -> Sums:
    hours = f"{row.minutes / 60:g}"
    gap = round(row.minutes_deviation / 60)
    text = f"+{gap}" if gap > 0 else f"−{-gap}" if gap < 0 else "0"
    return Sums(row.nights, row.weekends, hours, text, abs(gap) > 24, row)
