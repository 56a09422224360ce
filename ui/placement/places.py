"""Zones, rooms and beds themselves: closing, cleaning, proposals and decisions, occupancy (B2, B11)."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.errors import DomainError
from medcentre.placement import acts, views
from medcentre.placement.commands import Decide
from medcentre.placement.facts import BedState, CapacityKind
from medcentre.placement.rows import CleaningRow, ProposalRow, Tile, ZoneDay
from medcentre.placement.views.board import Board, board
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_moment, show_name
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty, Segment
from ui.placement.bed_list import BedRow, bed_rows
from ui.placement.keys import allow
from ui.placement.occupancy_pane import OccupancyPane
from ui.placement.place_forms import BedChangeDialog, RoomsDialog
from ui.placement.sheets import CloseDialog
from ui.placement.words import STATE_LOOK


@dataclass(frozen=True, slots=True)
class Lists:
    """What one look at the page reads: always the beds, of the other lists the one shown."""

    which: str
    board: Board
    cleaning: tuple[CleaningRow, ...] = ()
    proposals: tuple[ProposalRow, ...] = ()
    days: tuple[ZoneDay, ...] = ()


def _read(ctx: ServiceContext, which: str, span: tuple[date, date]) -> Lists:
    found = Lists(which, board(ctx))
    match which:
        case "cleaning":
            return replace(found, cleaning=tuple(views.cleaning_list(ctx)))
        case "proposals":
            rows = (*views.proposals(ctx), *views.proposals(ctx, decided=True))
            return replace(found, proposals=rows)
        case "occupancy":
            return replace(found, days=views.occupancy_chart(ctx, *span))
        case _:
            return found


class PlacesPage(Page):
    """Four lists: beds, cleaning, proposals, occupancy."""

    topics = frozenset({Topic.PLACES, Topic.PLACEMENT})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board: Board | None = None
        self.header.set_title(self.tr("床位维护"))
        self.which = Segment(
            [
                ("beds", self.tr("全部床位")), ("cleaning", self.tr("清洁签字")),
                ("proposals", self.tr("变更申请")), ("occupancy", self.tr("占用")),
            ]
        )  # fmt: skip
        self.which.set_value("beds")
        self.which.changed.connect(self._turned)
        self.header.add_tool(self.which)
        self.propose = self.header.add_button(self.tr("提议新增"), "plus", key="Ctrl+N")
        self.propose.clicked.connect(self.propose_rooms)
        self.propose.setVisible(may(desk.ctx, acts.propose_zone))
        self.stack = QStackedWidget()
        self._beds()
        self._cleaning()
        self._proposals()
        self._occupancy()
        self.body.addWidget(self.stack, 1)

    # ---- building ---------------------------------------------------------------------------

    def _beds(self) -> None:
        columns: list[Column[BedRow]] = [
            Column(self.tr("床"), lambda r: r.tile.code, width=90, bold=True, search=True),
            Column(self.tr("区"), lambda r: r.zone, width=140, search=True, term=True),
            Column(self.tr("房间"), lambda r: r.room, width=80, search=True),
            Column(self.tr("状态"), lambda r: label(f"bed_state.{r.tile.state}"), paint=_state,
                   width=130, search=True),
            Column(self.tr("类别"), lambda r: label(f"capacity_kind.{r.tile.capacity}"), width=100),
            Column(self.tr("性别"), lambda r: label(f"sex.{r.tile.sex}") if r.tile.sex else "—",
                   width=70),
            Column(self.tr("设施"), lambda r: "、".join(
                label(f"attribute.{a}") for a in sorted(r.tile.attributes)), search=True),
            Column(self.tr("说明"), lambda r: r.note, tone=lambda _r: "text.2", width=180),
        ]  # fmt: skip
        self.beds = TablePane(
            self.desk, "placement.places", columns, row_id=lambda r: r.tile.bed_id
        )
        self.beds.add_filter("closed", self.tr("已停用"), lambda r: r.tile.state is BedState.CLOSED)
        self.beds.add_filter(
            "extra", self.tr("非开放床位"), lambda r: r.tile.capacity is not CapacityKind.WORKING
        )
        self.shut = self._button(self.beds, self.tr("停用…"), "wrench", self.close_beds)
        self.reopen = self._button(self.beds, self.tr("恢复使用"), "rotate-ccw", self.reopen_beds)
        self.change = self._button(self.beds, self.tr("提议变更…"), "pencil", self.propose_change)
        self.beds.view.selectionModel().selectionChanged.connect(self._enable)
        self.beds.current_changed.connect(self._enable)
        self.stack.addWidget(self.beds)

    def _cleaning(self) -> None:
        columns: list[Column[CleaningRow]] = [
            Column(self.tr("床"), lambda r: r.bed, width=90, bold=True, search=True),
            Column(self.tr("区"), lambda r: r.zone, width=160, search=True, term=True),
            Column(self.tr("空出"), lambda r: self._moment(r.from_at), width=170,
                   sort_key=lambda r: r.from_at),
            Column(self.tr("要求"), lambda r: self.tr("消毒") if r.disinfect else self.tr("清洁"),
                   width=90),
            Column(self.tr("进行"), self._running),
        ]  # fmt: skip
        self.cleaning = TablePane(
            self.desk, "placement.cleaning", columns, row_id=lambda r: r.bed_id,
            mark=self._late,
        )  # fmt: skip
        self.cleaning.set_empty(
            Empty.ALL_DONE, self.tr("没有等待清洁的床位"), self.tr("空出的床位都已签字。")
        )
        self.begin = self._button(self.cleaning, self.tr("开始消毒"), "spray-can", self.disinfect)
        self.sign = self._button(self.cleaning, self.tr("签字"), "circle-check", self.sign_clean)
        self.cleaning.current_changed.connect(self._enable)
        self.cleaning.opened.connect(self.sign_clean)
        self.stack.addWidget(self.cleaning)

    def _proposals(self) -> None:
        columns: list[Column[ProposalRow]] = [
            Column(self.tr("内容"), self._proposal_words, width=360, bold=True, search=True),
            Column(self.tr("理由"), lambda r: r.reason, search=True),
            Column(self.tr("申请"), lambda r: f"{show_name(r.asked_by)} {self._moment(r.asked_at)}",
                   width=220),
            Column(self.tr("审批"), self._decision, width=220),
        ]  # fmt: skip
        self.proposals = TablePane(
            self.desk, "placement.proposals", columns, row_id=lambda r: r.id,
            mark=lambda r: "" if r.decided_by else "amber",
        )  # fmt: skip
        self.proposals.set_empty(
            Empty.NOTHING_YET, self.tr("没有变更申请"), self.tr("增减床位由一人申请、另一人审批。")
        )
        self.approve = self._button(self.proposals, self.tr("批准"), "check", self.approve_row)
        self.refuse = self._button(self.proposals, self.tr("不批准…"), "x", self.refuse_row)
        self.proposals.current_changed.connect(self._enable)
        self.stack.addWidget(self.proposals)

    def _occupancy(self) -> None:
        self.occupancy = OccupancyPane(self.desk)
        self.occupancy.asked.connect(self.refresh)
        self.stack.addWidget(self.occupancy)

    def _button(self, pane: TablePane[Any], words: str, icon: str, run: Any) -> Button:
        button = Button(words, icon, small=True)
        button.clicked.connect(run)
        pane.add_bar_widget(button)
        return button

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """The list that is shown and what the head counts, read beside the main thread."""
        which = str(self.which.value())
        self.fetch(partial(_read, self.desk.ctx, which, self.occupancy.span), self._show)

    def _show(self, found: "Lists") -> None:
        self.board = found.board
        shown = found.board.map
        working = sum(z.working for z in shown.zones)
        rooms = sum(len(z.rooms) for z in shown.zones)
        self.header.set_title(
            self.tr("床位维护"),
            self.tr("{zones} 区 · {rooms} 房 · {beds} 床 · 开放 {n}").format(
                zones=len(shown.zones), rooms=rooms, beds=shown.beds, n=working
            ),
        )
        self.beds.show_rows(bed_rows(found.board))
        if found.which == "cleaning":
            self.cleaning.show_rows(found.cleaning)
        elif found.which == "proposals":
            self.proposals.show_rows(found.proposals)
        elif found.which == "occupancy":
            self.occupancy.show_days(found.days)
        self._enable()

    @Slot(object)
    def _turned(self, which: object) -> None:
        panes = {"beds": 0, "cleaning": 1, "proposals": 2, "occupancy": 3}
        self.stack.setCurrentIndex(panes[str(which)])
        self.refresh()

    @Slot()
    def _enable(self) -> None:
        ctx, tiles = self.desk.ctx, self._chosen()
        cleaning, proposal = self.cleaning.view.current_row(), self.proposals.view.current_row()
        open_ = proposal is not None and proposal.decided_by is None and not proposal.mine
        beds: list[tuple[QWidget, Callable[..., Any], bool]] = [
            (self.shut, acts.close_beds, bool(tiles) and all(t.stay_id is None for t in tiles)),
            (self.reopen, acts.reopen_beds, any(t.state is BedState.CLOSED for t in tiles)),
            (self.change, acts.propose_bed_change, len(tiles) == 1),
        ]
        cleanings: list[tuple[QWidget, Callable[..., Any], bool]] = [
            (self.begin, acts.start_cleaning, cleaning is not None and cleaning.started_at is None),
            (self.sign, acts.sign_bed_clean, cleaning is not None),
        ]
        decisions: list[tuple[QWidget, Callable[..., Any], bool]] = [
            (button, acts.decide_proposal, open_) for button in (self.approve, self.refuse)
        ]
        for home, deeds in (
            (self.beds.view, beds), (self.cleaning.view, cleanings), (self.proposals.view, decisions),
        ):  # fmt: skip
            allow(((button, can) for button, _, can in deeds), home)
            for button, service, _ in deeds:
                button.setVisible(may(ctx, service))

    def _chosen(self) -> tuple[Tile, ...]:
        rows = self.beds.view.selected_rows()
        if not rows and (row := self.beds.view.current_row()) is not None:
            rows = (row,)
        return tuple(r.tile for r in rows)

    def _moment(self, moment: datetime) -> str:
        return show_moment(moment, centre_day(self.desk.ctx.clock.now()))

    def _running(self, row: CleaningRow) -> str:
        if row.started_at is None:
            return self.tr("未开始")
        if row.ready_at is None:
            return self.tr("{time} 开始").format(time=self._moment(row.started_at))
        return self.tr("至 {time}").format(time=self._moment(row.ready_at))

    def _late(self, row: CleaningRow) -> str:
        waited = self.desk.ctx.clock.now() - row.from_at
        return "red" if waited > timedelta(hours=2) else "amber"

    def _proposal_words(self, row: ProposalRow) -> str:
        """The payload as a sentence."""
        given = json.loads(row.payload)
        if row.kind == "zone":
            rooms = given.get("rooms", [])
            return self.tr("{name}：新增 {rooms} 间 {beds} 床（{codes}）").format(
                name=given["name"], rooms=len(rooms), beds=sum(len(r["beds"]) for r in rooms),
                codes=" ".join(r["code"] for r in rooms),
            )  # fmt: skip
        tiles = self.board.map.tile(int(given["bed_id"])) if self.board else None
        bed = tiles.code if tiles else str(given["bed_id"])
        if given.get("remove"):
            return self.tr("撤除 {bed}").format(bed=bed)
        parts = []
        if given.get("capacity"):
            parts.append(label(f"capacity_kind.{given['capacity']}"))
        if given.get("sex") is not None:
            sex = given["sex"]
            parts.append(label(f"sex.{sex}") if sex else self.tr("性别不限"))
        if given.get("attributes") is not None:
            parts.append("、".join(label(f"attribute.{a}") for a in given["attributes"]) or "—")
        return self.tr("{bed} 改为：{what}").format(bed=bed, what=" · ".join(parts))

    def _decision(self, row: ProposalRow) -> str:
        if row.decided_by is None:
            if row.held_by:
                return self.tr("待 {name} 调走").format(name=show_name(row.held_by))
            return self.tr("待审批")
        words = self.tr("{who} 已批准") if row.approved else self.tr("{who} 未批准")
        return " ".join(p for p in (words.format(who=show_name(row.decided_by)), row.answer) if p)

    # ---- doing ------------------------------------------------------------------------------

    @Slot()
    def close_beds(self) -> None:
        """Take the chosen beds out of use."""
        dialog = CloseDialog(self.desk, self._chosen(), self)
        dialog.saved.connect(partial(self._said, self.tr("床位已停用")))
        dialog.open()

    @Slot()
    def reopen_beds(self) -> None:
        """Put closed beds back into use, with the reason."""
        beds = [t for t in self._chosen() if t.state is BedState.CLOSED]
        self.desk.confirm(
            self.tr("恢复使用 {beds}").format(beds="、".join(t.code for t in beds)),
            self.tr("恢复后可以安置。"), self.tr("恢复使用"),
            partial(self._reopen, tuple(t.bed_id for t in beds)), reason_min=2,
        )  # fmt: skip

    def _reopen(self, beds: tuple[int, ...], reason: str) -> None:
        acts.reopen_beds(self.desk.ctx, beds, reason)
        self._said(self.tr("床位已恢复使用"))

    @Slot()
    def propose_change(self) -> None:
        """Ask to change the chosen bed."""
        tiles = self._chosen()
        if tiles:
            dialog = BedChangeDialog(self.desk, tiles[0], self)
            dialog.saved.connect(partial(self._said, self.tr("已提交，由另一人审批")))
            dialog.open()

    @Slot()
    def propose_rooms(self) -> None:
        """Ask for new rooms and beds."""
        if self.board is not None:
            dialog = RoomsDialog(self.desk, self.board.map, self)
            dialog.saved.connect(partial(self._said, self.tr("已提交，由另一人审批")))
            dialog.open()

    @Slot()
    def disinfect(self) -> None:
        """The disinfection of the chosen bed begins."""
        row = self.cleaning.view.current_row()
        if row is not None:
            words = self.tr("{bed} 开始消毒").format(bed=row.bed)
            self._try(partial(acts.start_cleaning, self.desk.ctx, row.bed_id), words)

    @Slot()
    def sign_clean(self) -> None:
        """Sign the chosen beds clean."""
        rows = self.cleaning.view.selected_rows() or tuple(
            r for r in (self.cleaning.view.current_row(),) if r is not None
        )
        for row in rows:
            words = self.tr("{bed} 已签清洁消毒，可以安置").format(bed=row.bed)
            self._try(partial(acts.sign_bed_clean, self.desk.ctx, row.bed_id), words)

    @Slot()
    def approve_row(self) -> None:
        """Approve what somebody else proposed."""
        row = self.proposals.view.current_row()
        if row is not None:
            command = Decide(id=row.id, version=row.version, approve=True)
            self._try(
                partial(acts.decide_proposal, self.desk.ctx, command),
                self.tr("已批准，床位已变更"),
            )

    @Slot()
    def refuse_row(self) -> None:
        """Refuse, with the reason."""
        row = self.proposals.view.current_row()
        if row is not None:
            self.desk.confirm(
                self.tr("不批准这项变更"), self._proposal_words(row), self.tr("不批准"),
                partial(self._refuse, row), reason_min=2,
            )  # fmt: skip

    def _refuse(self, row: ProposalRow, reason: str) -> None:
        command = Decide(id=row.id, version=row.version, approve=False, answer=reason)
        acts.decide_proposal(self.desk.ctx, command)
        self._said(self.tr("已告知不批准"))

    def _try(self, deed: Any, words: str) -> None:
        try:
            deed()
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self._said(words)

    def _said(self, words: str, _result: object = None) -> None:
        self.desk.toast(words)
        self.refresh()

    # ---- state ------------------------------------------------------------------------------

    def focus_filter(self) -> bool:
        """The key /."""
        pane = self.stack.currentWidget()
        return pane.focus_filter() if isinstance(pane, TablePane) else False

    def begin_keyboard(self) -> None:
        """On the list that is shown; of the occupancy on its days."""
        if self.which.value() == "occupancy" and self.occupancy.chart.isVisible():
            self.occupancy.chart.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().begin_keyboard()

    def quick(self, place: int) -> bool:
        """Ctrl+1 … Ctrl+4."""
        keys = ("beds", "cleaning", "proposals", "occupancy")
        if 1 <= place <= len(keys):
            self.which.set_value(keys[place - 1])
            self.begin_keyboard()
            return True
        return False

    def open_with(self, **state: Any) -> None:
        """Which list."""
        if "which" in state:
            self.which.set_value(state["which"])

    def state(self) -> dict[str, Any]:
        """Which list."""
        return {"which": self.which.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        if not may(self.desk.ctx, acts.propose_zone):
            return ()
        return (Action("places.new", self.tr("提议新增"), self.propose_rooms, "Ctrl+N", "plus"),)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("停用和恢复床位、清洁消毒签字、增减床位的申请和审批、每区每天的占用。"),
            rules=(
                ("PL-H14", self.tr("未签清洁消毒、停用的床位不能安置。")),
                ("T34", self.tr("有人住着的床位不能停用或撤除。")),
                ("PL-03", self.tr("占用按每天 24 时计算。")),
            ),
        )


def _state(painter: Any, rect: Any, row: BedRow) -> None:
    state = row.tile.state
    if state is BedState.OCCUPIED:
        painters.text(painter, rect, label("bed_state.occupied"), "text.2")
        return
    icon, family = STATE_LOOK[state]
    words = label(f"bed_state.{state}")
    painters.chip(painter, rect.x(), rect.center().y(), words, family, icon)
