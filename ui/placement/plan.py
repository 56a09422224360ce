"""A reshuffle: search the best set of moves, look at it, print it, apply it as one (B13)."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSplitter, QStackedWidget, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.wording import Lang
from medcentre.papers.forms.places import render_move_sheet
from medcentre.placement import acts, papers
from medcentre.placement.commands import ApplyPlan, PlannedMove, ProposeSet
from medcentre.placement.facts import PlacementCode, SetKind, Snapshot
from medcentre.placement.plan.centre import Reshuffle, Scope
from medcentre.placement.rules import Layout, crossings, moved, verdict_of
from medcentre.placement.views.ahead import Coming, PlanBoard
from medcentre.placement.views.board import Board, board
from medcentre.placement.views.map import map_of, public_verdict, shown_name
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.editors import Combo
from ui.kit.i18n import sentence
from ui.kit.page import Action, HelpCard, Page
from ui.kit.print_words import print_context
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, Label, Segment
from ui.placement.carry import Carry
from ui.placement.map_area import MapArea
from ui.placement.map_model import MapModel
from ui.placement.plan_run import PlanCurve, PlanRun, Point, breaks_and_gain, gap_of

SECONDS = (10, 30, 60, 120)


@dataclass(frozen=True, slots=True)
class StepRow:
    """One move of the plan: step number, who, where from and to, why it is better there."""

    place: int
    step: int
    stay_id: int
    name: str
    old: str
    new: str
    zone: str
    exchange: bool
    cleaning: bool
    why: str


def step_rows(plan: Reshuffle, snapshot: Snapshot, desk: Desk) -> list[StepRow]:
    """The moves in order, each with what speaks for the new bed once everybody has moved."""
    actor = desk.ctx.actor
    people = {p.stay_id: p for p in snapshot.people}
    beds = {b.id: b.code for b in snapshot.beds}
    targets = {m.stay_id: m.to_bed_id for m in plan.moves}
    after = Layout(moved(snapshot, targets))
    rows: list[StepRow] = []
    separator = "；" if desk.lang is Lang.ZH else "; "
    for number, step in enumerate(plan.steps, 1):
        for move in step.moves:
            person = after.people[move.stay_id]
            found = public_verdict(verdict_of(after.case(person, targets[move.stay_id])), actor)
            best = sorted(found.plus, key=lambda r: -r.points)[:2]
            why = separator.join(sentence(r.code, r.facts) for r in best)
            rows.append(
                StepRow(
                    len(rows), number, move.stay_id, shown_name(people[move.stay_id].name, actor),
                    beds.get(move.from_bed_id or 0, "—"), beds[move.to_bed_id],
                    after.spots[move.to_bed_id].zone.name, step.exchange, move.needs_cleaning, why,
                )
            )  # fmt: skip
    return rows


class PlanPage(Page):
    """Settings, progress and numbers at the left; moves or the map at the right."""

    topics = frozenset({Topic.PLACEMENT, Topic.PLACES})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board: Board | None = None
        self.plan: Reshuffle | None = None
        self._made_for: Snapshot | None = None
        self._points: list[Point] = []
        self._limit, self._spent = 30, 0.0
        self.run = PlanRun(self)
        self.run.improved.connect(self._improved)
        self.run.ended.connect(self._ended)
        self.run.failed.connect(self._failed)
        self._clock = QTimer(self)
        self._clock.setInterval(500)
        self._clock.timeout.connect(self._tick)
        self.header.set_title(self.tr("调整方案"))
        self.view = Segment(
            [
                ("moves", self.tr("步骤")), ("before", self.tr("调整前")),
                ("after", self.tr("调整后")),
            ]
        )  # fmt: skip
        self.view.set_value("moves")
        self.view.changed.connect(self._turned)
        self.header.add_tool(self.view)
        self.print_button = self.header.add_button(self.tr("打印调床单"), "printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_screen)
        self.apply_button = self.header.add_button(self.tr("执行方案"), "check", "primary")
        self.apply_button.clicked.connect(self.apply)
        self._layout()
        self._state()

    # ---- building ---------------------------------------------------------------------------

    def _layout(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._panel())
        split.addWidget(self._results())
        split.setStretchFactor(1, 1)
        split.setSizes([px(300), px(1000)])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def _panel(self) -> Card:
        card = Card(self.tr("寻找更好的安排"), "sparkles").pad()
        words = Label(
            self.tr("先减少违反规则的床位，再提高合适程度，尽量少调。每一步都不违反规则。"),
            "cap", "2",
        )  # fmt: skip
        words.setWordWrap(True)
        card.body.addWidget(words)
        card.body.addWidget(Label(self.tr("范围"), "cap", "2"))
        self.scope = Combo([(0, self.tr("全中心"))])
        self.scope.set_value(0)
        card.body.addWidget(self.scope)
        card.body.addWidget(Label(self.tr("最长时间"), "cap", "2"))
        self.time = Combo([(s, self.tr("{n} 秒").format(n=s)) for s in SECONDS])
        self.time.set_value(30)
        card.body.addWidget(self.time)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        card.body.addWidget(self.bar)
        self.spent = Label("", "cap", "2")
        card.body.addWidget(self.spent)
        self.curve = PlanCurve()
        card.body.addWidget(self.curve)
        numbers = QHBoxLayout()
        self.best, self.bound, self.gap = (
            self._number(numbers, t) for t in (
                self.tr("目前最好"), self.tr("理论下限"), self.tr("差距"))
        )  # fmt: skip
        card.body.addLayout(numbers)
        meaning = Label(self.tr("违反规则处数 · 比现在提高的分数"), "cap", "3")
        meaning.setWordWrap(True)
        card.body.addWidget(meaning)
        self.found = Label("", "body", "2")
        self.found.setWordWrap(True)
        card.body.addWidget(self.found)
        buttons = QHBoxLayout()
        self.start_button = Button(self.tr("开始寻找"), "sparkles", "primary")
        self.start_button.clicked.connect(self.begin)
        self.stop_button = Button(self.tr("停止并采用目前最好"), "square")
        self.stop_button.clicked.connect(self.run.stop)
        buttons.addWidget(self.start_button, 1)
        buttons.addWidget(self.stop_button, 1)
        card.body.addLayout(buttons)
        card.body.addStretch(1)
        return card

    def _number(self, row: QHBoxLayout, caption: str) -> Label:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(caption, "cap", "3"))
        value = Label("—", "title3")
        column.addWidget(value)
        row.addLayout(column, 1)
        return value

    def _results(self) -> Widget:
        columns: list[Column[StepRow]] = [
            Column(self.tr("步"), lambda r: str(r.step), width=52, number=True,
                   sort_key=lambda r: r.place),
            Column(self.tr("姓名"), lambda r: r.name, width=110, person=True, search=True,
                   bold=True),
            Column(self.tr("从"), lambda r: r.old, width=84, search=True),
            Column(self.tr("到"), lambda r: r.new, width=84, bold=True, search=True,
                   tone=lambda _r: "accent"),
            Column(self.tr("区"), lambda r: r.zone, width=130, search=True, term=True),
            Column(self.tr("方式"), self._how, paint=_how_cell, width=190),
            Column(self.tr("为什么"), lambda r: r.why, tone=lambda _r: "text.2"),
        ]  # fmt: skip
        self.table = TablePane(self.desk, "placement.plan", columns, row_id=lambda r: r.stay_id)
        self._nothing_yet()
        self.table.show_rows(())
        self.table.opened.connect(self._open)
        self.maps = MapModel(self)
        self.carry = Carry(self.desk, self.maps, self)
        self.carry.read_only = True
        self.area = MapArea(self.maps, self.carry)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.area)
        return self.stack

    def _nothing_yet(self) -> None:
        self.table.set_empty(
            Empty.NOTHING_YET, self.tr("还没有方案"), self.tr("选范围，点“开始寻找”。"), "sparkles"
        )

    def _forget(self) -> None:
        """Nothing of the last plan stays on the page."""
        self._nothing_yet()
        self.table.show_rows(())
        self._points = []
        for shown in (self.best, self.bound, self.gap):
            shown.setText("—")
        self.found.setText("")
        self.spent.setText("")

    def _how(self, row: StepRow) -> str:
        parts = [self.tr("互换") if row.exchange else self.tr("调床")]
        if row.cleaning:
            parts.append(self.tr("先消毒"))
        return " · ".join(parts)

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """The map the plan starts from; a plan made for another map is no longer offered."""
        self.board = board(self.desk.ctx)
        kept = self.scope.value()
        zones = [(z.zone_id, z.name) for z in self.board.map.zones]
        self.scope.set_options([(0, self.tr("全中心")), *zones])
        self.scope.set_value(kept or 0)
        if self.plan is not None and not self._fits(self.board.snapshot):
            self.plan = None
            self._forget()
            self.banner.tell(
                self.tr("床位有变动，方案已作废，请重新寻找。"), "amber", "triangle-alert"
            )
        self._turned(self.view.value())
        self._state()

    def _fits(self, snapshot: Snapshot | None) -> bool:
        """Everybody of the plan still lies where it saw them."""
        if snapshot is None or self.plan is None:
            return False
        where = {p.stay_id: p.bed_id for p in snapshot.people}
        first = {m.stay_id: m.from_bed_id for m in reversed(self.plan.moves)}
        return all(where.get(stay, -1) == bed for stay, bed in first.items())

    @Slot(object)
    def _turned(self, which: object) -> None:
        self.stack.setCurrentIndex(0 if which == "moves" else 1)
        if self.board is None or self.board.snapshot is None or which == "moves":
            return
        snapshot = self.board.snapshot
        if which == "after" and self.plan is not None:
            snapshot = moved(snapshot, {m.stay_id: m.to_bed_id for m in self.plan.moves})
        shown = PlanBoard(
            map_of(snapshot, self.desk.ctx.actor), None, self.board.away, self.board.kept,
            self.board.notes, self.board.buildings, planned=self._changes(which == "after"),
        )  # fmt: skip
        self.maps.show_board(shown)

    def _changes(self, after: bool) -> dict[int, Coming]:
        """Bed -> who comes there by the plan (after) or leaves it (before), dashed on the map."""
        board, plan = self.board, self.plan
        if board is None or board.snapshot is None or plan is None:
            return {}
        codes = {b.id: b.code for b in board.snapshot.beds}
        names = {p.stay_id: p.name for p in board.snapshot.people}
        found: dict[int, Coming] = {}
        for m in planned(plan):
            old = codes.get(m.from_bed_id, "") if m.from_bed_id is not None else ""
            here = m.to_bed_id if after else m.from_bed_id
            if here is not None:
                name = shown_name(names[m.stay_id], self.desk.ctx.actor)
                found[here] = Coming(
                    board.map.at, "move" if old else "in", m.stay_id, name, m.to_bed_id,
                    codes[m.to_bed_id], old,
                )  # fmt: skip
        return found

    # ---- searching --------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Search from the map as it stands now."""
        if self.run.running:
            return
        self.board = board(self.desk.ctx)
        if self.board.snapshot is None:
            return
        self.banner.hide()
        zone = int(self.scope.value() or 0)
        scope = Scope(zones=frozenset({zone}) if zone else None)
        self._limit, self._spent, self._points = int(self.time.value() or 30), 0.0, []
        self._made_for = self.board.snapshot
        self.plan = None
        self.table.set_empty(
            Empty.NOTHING_YET, self.tr("正在寻找"),
            self.tr("找到的步骤会列在这里。可随时停下，采用目前最好的方案。"), "sparkles",
        )  # fmt: skip
        self.table.show_rows(())
        self.found.setText("")
        self.run.start(self.board.snapshot, scope, float(self._limit))
        self._clock.start()
        self._state()

    @Slot()
    def _tick(self) -> None:
        self._spent += 0.5
        self.bar.setRange(0, self._limit * 2)
        self.bar.setValue(min(round(self._spent * 2), self._limit * 2))
        self.spent.setText(
            self.tr("已 {n} 秒 / {limit} 秒").format(n=round(self._spent), limit=self._limit)
        )

    @Slot(object)
    def _improved(self, point: Point) -> None:
        self._points.append(point)
        self.curve.show_points(self._points, self._limit)
        start = next((p.best for p in self._points if p.best is not None), None)
        if start is None:
            return
        for shown, cost in ((self.best, point.best), (self.bound, point.bound)):
            shown.setText("—" if cost is None else self._worth(cost, start))
        gap = gap_of(point, start)
        self.gap.setText("—" if gap is None else f"{gap:.1%}")

    def _worth(self, cost: float, start: float) -> str:
        breaks, gain = breaks_and_gain(cost, start)
        return f"{breaks} · {gain:+,.0f}"

    @Slot(object)
    def _ended(self, plan: Reshuffle) -> None:
        self._clock.stop()
        self.plan = plan
        assert self._made_for is not None
        self.table.show_rows(step_rows(plan, self._made_for, self.desk))
        if not plan.moves:
            self.table.set_empty(
                Empty.ALL_DONE, self.tr("现在的安排已经最好"), self.tr("没有值得调的床位。")
            )
        lines = [
            self.tr("违反规则 {old} → {new}").format(old=plan.breaks_before, new=plan.breaks_after),
            self.tr("合适程度 {n} 分").format(n=f"{plan.gain:+.0f}"),
            self.tr("%n 人调床", "", len({m.stay_id for m in plan.moves})),
        ]
        if across := self.crossing():
            lines.append(self.tr("其中 %n 人跨区，须两方同意", "", across))
        if plan.unplaced:
            lines.append(self.tr("%n 人仍无床位", "", len(plan.unplaced)))
        if plan.proved:
            lines.append(self.tr("已证明没有更好的方案"))
        self.found.setText("\n".join(lines))
        self.spent.setText(self.tr("用时 {n} 秒").format(n=round(plan.seconds)))
        self._turned(self.view.value())
        self._state()

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._clock.stop()
        self._nothing_yet()
        self._state()
        if not isinstance(error, DomainError):
            raise error if isinstance(error, Exception) else RuntimeError(str(error))
        self.desk.refusal(error)

    def _state(self) -> None:
        running, moves = self.run.running, bool(self.plan and self.plan.moves)
        self.start_button.setVisible(not running)
        self.stop_button.setVisible(running)
        self.scope.setEnabled(not running)
        self.time.setEnabled(not running)
        self.bar.setVisible(running)
        self.curve.setVisible(running or bool(self._points))
        self.print_button.setEnabled(moves)
        self.apply_button.setEnabled(moves)
        self.apply_button.setVisible(may(self.desk.ctx, acts.apply_plan))
        across = self.crossing()
        self.apply_button.setText(self.tr("提交审批") if across else self.tr("执行方案"))

    # ---- doing ------------------------------------------------------------------------------

    @Slot()
    def apply(self) -> None:
        """All moves as one checked set."""
        if self.plan is None or not self.plan.moves:
            return
        people = len({m.stay_id for m in self.plan.moves})
        if across := self.crossing():
            self.desk.confirm(
                self.tr("提交方案审批：%n 人调床", "", people),
                self.tr(
                    "其中 {n} 人跨区，须医疗和安全两方各一人同意一次。\n"
                    "同意后在“待安置”页的方案与互换里执行；执行前全部重新检查。"
                ).format(n=across),
                self.tr("提交审批"), self._submit, reason_min=4,
            )  # fmt: skip
            return
        self.desk.confirm(
            self.tr("执行方案：%n 人调床", "", people),
            self.tr(
                "全部调床一次登记；有人已不在原处或产生新的冲突，就一个也不登记。\n"
                "执行即由您签字确认：换人的床位已按步骤清洁消毒。"
            ),
            self.tr("签字并执行"),
            self._apply,
            reason_min=4,
        )

    def crossing(self) -> int:
        """How many people of the plan change the zone (PL-01)."""
        if self.plan is None or self._made_for is None:
            return 0
        places = {m.stay_id: m.to_bed_id for m in planned(self.plan)}
        return sum(1 for _ in crossings(self._made_for, places, PlacementCode.PLAN_CROSSES))

    def _submit(self, reason: str) -> None:
        assert self.plan is not None
        acts.propose_set(
            self.desk.ctx,
            ProposeSet(kind=SetKind.PLAN, moves=planned(self.plan), reason=reason),
        )
        self.desk.toast(self.tr("已提交审批，见“待安置”页的方案与互换"), kind="blue")

    def _apply(self, reason: str) -> None:
        assert self.plan is not None
        plan, self.plan = self.plan, None  # what it changes itself does not overtake it
        command = ApplyPlan(moves=planned(plan), reason=reason, cleaning_signed=True)
        try:
            change = acts.apply_plan(self.desk.ctx, command)
        except DomainError:
            self.plan = plan
            raise
        self._forget()
        self.desk.toast(self.tr("方案已执行"), undo=partial(self._undo, change))
        self.refresh()

    def _undo(self, change: int) -> None:
        try:
            acts.undo(self.desk.ctx, change)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.desk.toast(self.tr("已撤销，各人回到原来的床位"), kind="blue")
        self.refresh()

    def print_screen(self) -> bool:
        """Ctrl+P: the move sheet (L03)."""
        if self.plan is None or self._made_for is None or not self.plan.moves:
            return False
        doc = papers.move_sheet(
            self.desk.ctx, self.plan, self._made_for, self.tr("床位调整方案"),
            self.tr("按规则调整"),
        )  # fmt: skip
        self.desk.preview(render_move_sheet(doc, print_context(self.desk)), self.tr("调床单"))
        return True

    @Slot(object)
    def _open(self, row: StepRow) -> None:
        self.desk.person(row.stay_id)

    def hideEvent(self, event: QHideEvent) -> None:
        """The search goes on behind other pages; a closed window ends it."""
        super().hideEvent(event)
        if not self.window().isVisible():
            self.run.stop()

    def event(self, event: QEvent) -> bool:
        """A page that is built anew does not wait for its search."""
        if event.type() == QEvent.Type.DeferredDelete:
            self.run.close()
        return super().event(event)

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        return (Action("plan.begin", self.tr("开始寻找"), self.begin, "F7", "sparkles"),)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("给出一组调床，使违反规则最少、床位最合适、调动最少；可随时停下取用。"),
            rules=(
                ("B13", self.tr("每一步都不违反规则，用空床周转或互换。")),
                ("PL-04", self.tr("执行前全部重新检查，作为一个整体登记。")),
                ("PL-01", self.tr("有人跨区的方案，医疗和安全各一人同意一次后才能执行。")),
            ),
        )

    def state(self) -> dict[str, Any]:
        """Scope and view."""
        return {"scope": self.scope.value(), "view": self.view.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.scope.set_value(state.get("scope", 0))
        self.view.set_value(state.get("view", "moves"))


def planned(plan: Reshuffle) -> tuple[PlannedMove, ...]:
    """Each person once: from where they lie now to where they end up."""
    first: dict[int, int | None] = {}
    last: dict[int, int] = {}
    for move in plan.moves:
        first.setdefault(move.stay_id, move.from_bed_id)
        last[move.stay_id] = move.to_bed_id
    return tuple(
        PlannedMove(stay_id=s, from_bed_id=first[s], to_bed_id=bed) for s, bed in last.items()
    )


def _how_cell(painter: Any, rect: Any, row: StepRow) -> None:
    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate
    words = translate("PlanPage", "互换") if row.exchange else translate("PlanPage", "调床")
    family = "blue" if row.exchange else "grey"
    icon = "arrow-left-right" if row.exchange else "arrow-right"
    used = painters.chip(painter, rect.x(), rect.center().y(), words, family, icon)
    if row.cleaning:
        painters.chip(
            painter, rect.x() + used + px(6), rect.center().y(),
            translate("PlanPage", "先消毒"), "amber", "spray-can",
        )  # fmt: skip
