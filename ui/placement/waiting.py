"""Who waits for a bed, transfers asked for, exceptions asked for: with ranked beds (B6, PL-01)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.errors import DomainError
from medcentre.placement import acts, views
from medcentre.placement.commands import AgreeOverride
from medcentre.placement.facts import Approver
from medcentre.placement.rows import AgreementRow, OverrideRow, RequestRow, SetRow, Tile
from medcentre.placement.rules import TERMS
from medcentre.placement.views.board import Board, board
from ui.kit import painters
from ui.kit.bed_ranking import BedRanking
from ui.kit.desk import Desk
from ui.kit.i18n import label, sentence, show_list, show_moment, show_name
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, Segment
from ui.placement.agreements import AgreementsPane
from ui.placement.keys import allow
from ui.placement.placing import Placing
from ui.placement.request_forms import RequestDialog
from ui.placement.sets import SetsPane
from ui.placement.sheets import show_ranking
from ui.placement.strip import Waiter, waiters
from ui.placement.transfers import Transfers
from ui.placement.words import left_words, rule_words, source_line

LISTS = ("waiting", "requests", "sets", "agreements", "overrides")


@dataclass(frozen=True, slots=True)
class Lists:
    """What the page shows, from one read."""

    board: Board
    overrides: tuple[OverrideRow, ...]
    sets: tuple[SetRow, ...]
    agreements: tuple[AgreementRow, ...]


def _read(ctx: ServiceContext) -> Lists:
    """Beside the main thread."""
    return Lists(board(ctx), views.overrides(ctx), views.open_sets(ctx), views.agreements(ctx))


class WaitingPage(Page):
    """Five lists at the left, the beds of whoever is chosen at the right."""

    topics = frozenset({Topic.PLACEMENT, Topic.PLACES, Topic.RESIDENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board: Board | None = None
        self.stay_id: int | None = None
        self._sought: int | None = None
        self._asked_early = False
        self.header.set_title(self.tr("待安置"))
        self.which = Segment(
            [
                ("waiting", self.tr("待安置")),
                ("requests", self.tr("转区申请")),
                ("sets", self.tr("方案与互换")),
                ("agreements", self.tr("调床确认")),
                ("overrides", self.tr("规则例外")),
            ]
        )
        self.which.set_value("waiting")
        self.which.changed.connect(self._chosen)
        self.header.add_tool(self.which)
        self.ask = self.header.add_button(self.tr("申请转区"), "arrow-left-right", key="Ctrl+N")
        self.ask.clicked.connect(self.request)
        self.ask.setVisible(may(desk.ctx, acts.request_move))
        self.transfers = Transfers(desk, self)
        self.transfers.done.connect(self._said)
        self.placing = Placing(desk, self)
        self.placing.done.connect(self.refresh)
        self._tables()
        self._layout()

    # ---- building ---------------------------------------------------------------------------

    def _tables(self) -> None:
        people: list[Column[Waiter]] = [
            Column(self.tr("姓名"), lambda r: r.who.name, width=130, person=True, bold=True,
                   note=lambda r: f"{label(f'sex.{r.who.sex}')} {r.who.age}"),
            Column(self.tr("级"), lambda r: "" if r.who.care_level is None
                   else label(f"placement_care.n{r.who.care_level}"), width=110),
            Column(self.tr("防护"), lambda r: "、".join(
                label(f"precaution.{p}") for p in r.who.precautions), paint=_signs, width=100),
            Column(self.tr("等待"), lambda r: r.when, width=130),
            Column(self.tr("说明"), lambda r: r.note, tone=lambda _r: "text.2"),
        ]  # fmt: skip
        self.people = TablePane(
            self.desk, "placement.waiting", people, row_id=lambda r: r.who.stay_id
        )
        self.people.set_empty(
            Empty.ALL_DONE, self.tr("没有人等待床位"), self.tr("每个在册的人都有床位。")
        )
        self.people.current_changed.connect(self._person_chosen)
        self.people.opened.connect(self._open_person)
        self.requests = TablePane(
            self.desk, "placement.requests", self._request_columns(), row_id=lambda r: r.id
        )
        self.requests.set_empty(
            Empty.ALL_DONE, self.tr("没有转区申请"), self.tr("申请后两方同意，再由接收区签收。")
        )
        self.requests.current_changed.connect(self._request_chosen)
        self.overrides = TablePane(
            self.desk, "placement.overrides", self._override_columns(), row_id=lambda r: r.id,
            mark=lambda r: "amber" if r.from_at is None else "",
        )  # fmt: skip
        self.overrides.set_empty(
            Empty.NOTHING_YET,
            self.tr("没有规则例外"),
            self.tr("在床位图上安置到须例外的床时申请。"),
        )
        self.overrides.current_changed.connect(self._override_chosen)
        self.sets = SetsPane(self.desk, self)
        self.sets.done.connect(self._said)
        self.agreements = AgreementsPane(self.desk, self)
        self.agreements.done.connect(self._said)

    def _request_columns(self) -> list[Column[RequestRow]]:
        return [
            Column(self.tr("姓名"), lambda r: r.name, width=100, person=True, bold=True),
            Column(self.tr("从"), lambda r: r.from_bed, width=76),
            Column(self.tr("到"), lambda r: r.to_bed, width=76, bold=True, tip=_broken,
                   tone=lambda r: "red.text" if r.broken else "text.1"),
            Column(self.tr("状态"), lambda r: label(f"move_status.{r.status}"), paint=_status,
                   width=96),
            Column(self.tr("医疗"), lambda r: show_name(r.medical_by) or "—", width=72),
            Column(self.tr("安全"), lambda r: show_name(r.security_by) or "—", width=72),
            Column(self.tr("申请"), self._asked, width=170),
            Column(self.tr("原因"), self._why, tone=lambda _r: "text.2"),
        ]  # fmt: skip

    def _override_columns(self) -> list[Column[OverrideRow]]:
        return [
            Column(self.tr("姓名"), lambda r: r.name, width=100, person=True, bold=True),
            Column(self.tr("床"), lambda r: r.bed, width=76),
            Column(self.tr("规则"), lambda r: r.rule, width=150, note=lambda r: rule_words(r.rule)),
            Column(self.tr("已同意"), lambda r: "、".join(
                f"{label(f'approver.{a}')} {show_name(n)}" for a, n in r.agreed), width=200),
            Column(self.tr("剩余"), self._left, width=130, tone=_left_tone),
            Column(self.tr("理由"), lambda r: r.reason, tone=lambda _r: "text.2"),
        ]  # fmt: skip

    def _why(self, row: RequestRow) -> str:
        """The reason; for readers outside the treating team only that it is an illness."""
        return row.reason or (self.tr("因病情") if row.illness else "")

    def _asked(self, row: RequestRow) -> str:
        """Who asked and when."""
        today = centre_day(self.desk.ctx.clock.now())
        return f"{show_name(row.asked_by)} {show_moment(row.asked_at, today)}"

    def _left(self, row: OverrideRow) -> str:
        """The countdown; before it begins, who still has to agree."""
        if row.from_at is None and row.rule in TERMS:
            given = {a for a, _ in row.agreed}
            who = [label(f"approver.{a}") for a in TERMS[row.rule].by if str(a) not in given]
            return self.tr("待 {who} 同意").format(who=show_list(who))
        return left_words(row.from_at, row.until_at, self.desk.ctx.clock.now())

    def _layout(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for pane in (self.people, self.requests, self.overrides, self.sets, self.agreements):
            column.addWidget(pane, 1)
        self.deeds = QWidget()
        row = QHBoxLayout(self.deeds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)  # what is said afterwards stands at the left and covers no deed
        self.buttons: dict[str, Button] = {}
        for name, words, icon, run in (
            ("approve", self.tr("同意"), "check", self.approve),
            ("refuse", self.tr("不同意…"), "x", self.refuse),
            ("receive", self.tr("签收转入…"), "log-in", self.receive),
            ("withdraw", self.tr("撤回…"), "undo-2", self.withdraw),
            ("sheet", self.tr("打印转区单"), "printer", self.sheet),
            ("agree", self.tr("同意例外"), "check", self.agree),
            ("end", self.tr("结束例外"), "x", self.end_override),
        ):
            button = Button(words, icon)
            button.clicked.connect(run)
            self.buttons[name] = button
            row.addWidget(button)
        column.addWidget(self.deeds)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._beds())
        split.setStretchFactor(0, 1)
        split.setSizes([px(820), px(440)])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)
        self._chosen("waiting")

    def _beds(self) -> Card:
        """The ranked beds of whoever is chosen."""
        self.side = Card(self.tr("合适的床位"), "bed-double")
        self.ranking = BedRanking()
        self.ranking.empty.tell(
            Empty.NOTHING_YET, self.tr("选一个人，这里列出合适的床位"),
            self.tr("每张床都写明理由，由您确定。"), "bed-double",
        )  # fmt: skip
        self.side.body.addWidget(self.ranking, 1)
        foot = self.side.add_foot()
        self.on_map = Button(self.tr("在床位图上看"), "map", small=True)
        self.on_map.clicked.connect(self._to_map)
        foot.addWidget(self.on_map)
        foot.addStretch(1)
        self.put = Button(self.tr("安置到所选床位"), "check", "primary")
        self.put.clicked.connect(self.place)
        foot.addWidget(self.put)
        self.put.setVisible(may(self.desk.ctx, acts.place))
        return self.side

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """All lists, read beside the main thread; what is chosen stays chosen."""
        self.fetch(partial(_read, self.desk.ctx), self._show)

    def _show(self, found: Lists) -> None:
        self.board = found.board
        rows = waiters(self.board, self.board.map.at)
        without = {w.stay_id for w in self.board.map.waiting}
        people = [r for r in rows if r.who.stay_id in without]
        self.people.show_rows(people)
        self.requests.show_rows(self.board.requests)
        self.overrides.show_rows(found.overrides)
        self.sets.show_changes(found.sets)
        self.agreements.show_changes(found.agreements)
        self.header.set_title(self.tr("待安置"), self.tr("%n 人没有床位", "", len(people)))
        self._seek()
        self._chosen(self.which.value())
        if self._asked_early:
            self._asked_early = False
            self.request()

    def _seek(self) -> None:
        """The line of whom the page was opened for."""
        sought, self._sought = self._sought, None
        rows = self.requests.view.shown_rows()
        row = next((r for r in rows if r.stay_id == sought), None)
        if row is not None:
            self.requests.view.select_id(row.id)

    def _rank(self) -> None:
        snapshot = self.board.snapshot if self.board else None
        people = snapshot.people if snapshot else ()
        person = next((p for p in people if p.stay_id == self.stay_id), None)
        if self.board is not None and self.stay_id in self.board.kept_away:
            person = None
        self.put.setEnabled(person is not None)
        self.on_map.setEnabled(person is not None)
        if snapshot is None or person is None:
            self.ranking.clear()
            self.side.set_title(self.tr("合适的床位"), "")
            return
        show_ranking(self.ranking, snapshot, person, self.desk)
        self.side.set_title(self.tr("合适的床位"), show_name(person.name))

    @Slot(object)
    def _chosen(self, which: object) -> None:
        panes: dict[str, TablePane[Any]] = {
            "waiting": self.people, "requests": self.requests, "overrides": self.overrides,
        }  # fmt: skip
        for name, pane in panes.items():
            pane.setVisible(name == which)
        self.sets.setVisible(which == "sets")
        self.agreements.setVisible(which == "agreements")
        self.side.setVisible(str(which) in panes)
        if str(which) not in panes:
            self._enable()
            return
        pane = panes[str(which)]
        if pane.view.current_row() is None and pane.view.shown_rows():
            pane.view.setCurrentIndex(pane.view.model().index(0, 0))
        row = pane.view.current_row()
        self.stay_id = _stay_of(row)
        self._rank()
        self._enable()

    @Slot(object)
    def _person_chosen(self, row: object) -> None:
        self._follow(row)

    @Slot(object)
    def _request_chosen(self, row: object) -> None:
        self._follow(row)

    @Slot(object)
    def _override_chosen(self, row: object) -> None:
        self._follow(row)

    def _follow(self, row: object) -> None:
        self.stay_id = _stay_of(row)
        self._rank()
        self._enable()

    def _request(self) -> RequestRow | None:
        return self.requests.view.current_row() if self.which.value() == "requests" else None

    def _override(self) -> OverrideRow | None:
        return self.overrides.view.current_row() if self.which.value() == "overrides" else None

    def _enable(self) -> None:
        which, request, row = self.which.value(), self._request(), self._override()
        ctx = self.desk.ctx
        self.deeds.setVisible(which in ("requests", "overrides"))
        shown = {
            "approve": which == "requests" and may(ctx, acts.decide_move),
            "refuse": which == "requests" and may(ctx, acts.decide_move),
            "receive": which == "requests" and may(ctx, acts.receive_move),
            "withdraw": which == "requests" and may(ctx, acts.withdraw_move),
            "sheet": which == "requests",
            "agree": which == "overrides" and may(ctx, acts.agree_override),
            "end": which == "overrides" and may(ctx, acts.withdraw_override),
        }
        asked = request is not None and request.status == "requested"
        can = {
            "approve": asked,
            "refuse": asked,
            "receive": request is not None and self.transfers.can("receive", request),
            "withdraw": request is not None and self.transfers.can("withdraw", request),
            "sheet": request is not None,
            "agree": row is not None and bool(self._capacities(row)),
            "end": row is not None,
        }
        home = self.requests.view if which == "requests" else self.overrides.view
        allow(((button, can[name]) for name, button in self.buttons.items()), home)
        for name, button in self.buttons.items():
            button.setVisible(shown[name])

    def _capacities(self, row: OverrideRow) -> list[Approver]:
        """In which capacities the reader may still agree."""
        if row.from_at is not None or row.rule not in TERMS:
            return []
        held = acts.approver_kinds(self.desk.ctx.actor) & set(TERMS[row.rule].by)
        given = {a for a, _ in row.agreed}
        return [a for a in sorted(held) if a not in given]

    # ---- doing ------------------------------------------------------------------------------

    @Slot()
    def place(self) -> None:
        """Put the chosen person into the chosen bed, by the way its rules leave open."""
        verdict, snapshot = self.ranking.verdict(), self.board.snapshot if self.board else None
        people = snapshot.people if snapshot else ()
        person = next((p for p in people if p.stay_id == self.stay_id), None)
        if verdict is not None and person is not None and snapshot is not None:
            self.placing.place(snapshot, person, verdict)

    @Slot()
    def request(self) -> None:
        """Ask for a transfer; as soon as the beds are there."""
        if self.board is None:
            self._asked_early = True
            return
        dialog = RequestDialog(self.desk, self.board.map, self, self.stay_id, self.board.snapshot)
        dialog.saved.connect(partial(self._said, self.tr("已申请转区，等待两方同意")))
        dialog.open()

    def _with_request(self, deed: Callable[[RequestRow], None]) -> None:
        row = self._request()
        if row is not None:
            deed(row)

    @Slot()
    def approve(self) -> None:
        """For one's own side."""
        self._with_request(self.transfers.approve)

    @Slot()
    def refuse(self) -> None:
        """With the reason."""
        self._with_request(self.transfers.refuse)

    @Slot()
    def receive(self) -> None:
        """The receiving zone signs."""
        self._with_request(self.transfers.receive)

    @Slot()
    def withdraw(self) -> None:
        """Take the request back."""
        self._with_request(self.transfers.withdraw)

    @Slot()
    def sheet(self) -> None:
        """The transfer sheet of the chosen request."""
        self._with_request(self.transfers.sheet)

    @Slot()
    def agree(self) -> None:
        """Agree to an exception in every capacity one holds."""
        row = self._override()
        if row is None:
            return
        self.desk.confirm(
            self.tr("同意 {name} 在 {bed} 的规则例外").format(name=show_name(row.name), bed=row.bed),
            self._terms(row), self.tr("同意例外"), partial(self._agree, row),
        )  # fmt: skip

    def _terms(self, row: OverrideRow) -> str:
        """Rule, reason, and for how long."""
        words = source_line(row.rule, row.reason)
        if row.hours is None:
            return words
        return "\n".join((words, self.tr("同意后有效 %n 小时。", "", row.hours)))

    def _agree(self, row: OverrideRow, _reason: str) -> None:
        for place, kind in enumerate(self._capacities(row)):
            command = AgreeOverride(id=row.id, version=row.version + place, approver=kind)
            acts.agree_override(self.desk.ctx, command)
        self._said(self.tr("已同意例外"))

    @Slot()
    def end_override(self) -> None:
        """End it before its time."""
        row = self._override()
        if row is not None:
            deed = partial(acts.withdraw_override, self.desk.ctx, row.id, row.version)
            self._try(deed, self.tr("例外已结束，床位重新检查"))

    def _try(self, deed: Any, words: str = "") -> None:
        try:
            deed()
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self._said(words)

    def _said(self, words: str, _result: object = None) -> None:
        if words:
            self.desk.toast(words)
        self.refresh()

    @Slot()
    def _to_map(self) -> None:
        if self.stay_id is not None:
            self.desk.open("placement.map", stay_id=self.stay_id, pick=True)

    @Slot(object)
    def _open_person(self, row: Waiter) -> None:
        self.desk.person(row.who.stay_id)

    # ---- state ------------------------------------------------------------------------------

    def quick(self, place: int) -> bool:
        """Ctrl+digit: the list."""
        if not 1 <= place <= len(LISTS):
            return False
        self.which.set_value(LISTS[place - 1])
        self.begin_keyboard()
        return True

    def open_with(self, **state: Any) -> None:
        """Which list, and perhaps whose line of it (`stay_id`)."""
        if "which" in state:
            self.which.set_value(state["which"])
        if stay := state.get("stay_id"):
            self._sought = int(stay)
            if self.board is not None and not self.reading:
                self._seek()

    def state(self) -> dict[str, Any]:
        """Which list."""
        return {"which": self.which.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        if not may(self.desk.ctx, acts.request_move):
            return ()
        return (
            Action(
                "waiting.request", self.tr("申请转区"), self.request, "Ctrl+N", "arrow-left-right"
            ),
        )

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("没有床位的人、转区申请和规则例外；右边按规则列出合适的床位和理由。"),
            rules=(
                (
                    "PL-01",
                    self.tr(
                        "跨区调床须医疗和安全两方同意，接收区签收时登记；"
                        "同区调床当时生效，由分区负责人确认；跨区的方案和互换整份审批一次。"
                    ),
                ),
                ("PL-04", self.tr("例外到期后重新检查床位。")),
            ),
        )


def _stay_of(row: object) -> int | None:
    if isinstance(row, Waiter):
        return row.who.stay_id
    return row.stay_id if isinstance(row, RequestRow | OverrideRow | Tile) else None


def _signs(painter: Any, rect: Any, row: Waiter) -> None:
    painters.precautions(painter, rect.x(), rect.center().y(), row.who.precautions)


def _broken(row: RequestRow) -> str:
    """What speaks against the bed now: an exception, or another bed, comes before the receipt."""
    return "\n".join(sentence(v.code, v.facts) for v in row.broken)


def _status(painter: Any, rect: Any, row: RequestRow) -> None:
    family = {"requested": "amber", "approved": "blue"}.get(row.status, "grey")
    words = label(f"move_status.{row.status}")
    painters.chip(painter, rect.x(), rect.center().y(), words, family)


def _left_tone(row: OverrideRow) -> str:
    return "amber.text" if row.until_at is not None or row.from_at is None else "text.1"
