"""The tab “床位” of the person page: where somebody lies and lay, what binds the bed, ranked beds (B6)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.placement import acts, views
from medcentre.placement.facts import PersonFacts
from medcentre.placement.rows import BedPeriod, IsolationRow, OverrideRow, RiskRow
from medcentre.placement.views.board import Board, board
from ui.kit.bed_ranking import BedRanking
from ui.kit.desk import Desk, Found
from ui.kit.focus import reads_on
from ui.kit.i18n import explain, label, show_list, show_moment, show_name, show_term
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, IconLabel, Label
from ui.placement.isolation import assesses, risk_state, sign_sharing_risk, signs
from ui.placement.isolation_forms import IsolationDialog, ReviewDialog, RiskDialog
from ui.placement.keys import go_home
from ui.placement.placing import Placing
from ui.placement.sheets import show_ranking
from ui.placement.words import left_words, rule_words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what binds a bed; `deed` with its words is the one thing to do about it."""

    icon: str
    tone: str
    text: str
    note: str = ""
    verb: str = ""
    deed: Callable[[], None] | None = None


class FactLine(QWidget):
    """A fact with its note below and its button at the right."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(
            IconLabel(fact.icon, 16, f"{fact.tone}.text" if fact.tone else "text.2").at_line(),
            0, Qt.AlignmentFlag.AlignTop,
        )  # fmt: skip
        words = QVBoxLayout()
        words.setSpacing(0)
        said = Label(fact.text, "body", fact.tone or "1")
        said.setWordWrap(True)
        words.addWidget(said)
        if fact.note:
            note = Label(fact.note, "cap", "2")
            note.setWordWrap(True)
            words.addWidget(note)
        row.addLayout(words, 1)
        if fact.deed is not None:
            button = Button(fact.verb, small=True)
            button.clicked.connect(fact.deed)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


class BedTab(QWidget):
    """Facts and history at the left, ranked beds at the right."""

    def __init__(self, desk: Desk, stay_id: int) -> None:
        super().__init__()
        self.desk, self.stay_id = desk, stay_id
        self.board: Board | None = None
        self.person: PersonFacts | None = None
        self.placing = Placing(desk, self)
        self.placing.done.connect(self._placed)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([px(640), px(520)])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    # ---- building ---------------------------------------------------------------------------

    def _left(self) -> QWidget:
        self.now = Card(self.tr("现在"), "bed-double")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        reads_on(self.area, self.tr("现在"))
        self.now.body.addWidget(self.area)
        self._tools()
        columns: list[Column[BedPeriod]] = [
            Column(self.tr("床"), lambda r: r.bed, width=90, bold=True),
            Column(self.tr("区"), lambda r: r.zone, width=150, term=True),
            Column(self.tr("自"), lambda r: self._when(r.start), width=140,
                   sort_key=lambda r: r.start),
            Column(self.tr("至"), lambda r: self._when(r.end) if r.end else self.tr("现在"),
                   width=140),
            Column(self.tr("原因"), lambda r: r.reason, tone=lambda _r: "text.2"),
        ]  # fmt: skip
        self.history: TablePane[BedPeriod] = TablePane(
            self.desk, "placement.bed_history", columns, row_id=lambda r: r.occupancy_id,
            title=self.tr("住过的床位"), icon="history", searchable=False,
        )  # fmt: skip
        self.history.set_empty(Empty.NOTHING_YET, self.tr("还没有住过床位"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.now)
        split.addWidget(self.history)
        split.setSizes([px(300), px(240)])
        split.setChildrenCollapsible(False)
        return split

    def _tools(self) -> None:
        ctx = self.desk.ctx
        self.isolate = Button(self.tr("下达隔离"), "shield", small=True)
        self.isolate.clicked.connect(self.order)
        self.isolate.setVisible(may(ctx, acts.order_isolation))
        self.assess = Button(self.tr("评估同室风险"), "users-round", small=True)
        self.assess.clicked.connect(self.new_risk)
        self.assess.setVisible(assesses(self.desk))
        for button in (self.isolate, self.assess):
            self.now.add_tool(button)

    def _right(self) -> QWidget:
        self.side = Card(self.tr("合适的床位"), "sparkles")
        self.ranking = BedRanking()
        self.ranking.empty.tell(
            Empty.NOTHING_YET, self.tr("这里按规则列出合适的床位"),
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
        self.put.setVisible(may(self.desk.ctx, acts.place))
        foot.addWidget(self.put)
        return self.side

    # ---- reading ----------------------------------------------------------------------------

    @Slot()
    def load(self) -> None:
        """Everything anew; whoever must keep away from this person is shown no more than the map."""
        try:
            self.board = board(self.desk.ctx)
            self.history.show_rows(tuple(reversed(views.bed_history(self.desk.ctx, self.stay_id))))
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        snapshot = self.board.snapshot
        away = self.stay_id in self.board.kept_away
        people = snapshot.people if snapshot and not away else ()
        self.person = next((p for p in people if p.stay_id == self.stay_id), None)
        self._show_facts(() if away else tuple(self._facts(self.board)))
        here = self.person is not None
        self.put.setEnabled(here)
        self.on_map.setEnabled(here)
        if self.person is not None and snapshot is not None:
            show_ranking(self.ranking, snapshot, self.person, self.desk)
        else:
            self.ranking.clear()

    def _show_facts(self, facts: tuple[Fact, ...]) -> None:
        inside = QWidget()
        inside.setProperty("ground", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        for fact in facts:
            column.addWidget(FactLine(fact))
        column.addStretch(1)
        self.area.setWidget(inside)

    def _when(self, moment: datetime) -> str:
        return show_moment(moment, centre_day(self.desk.ctx.clock.now()))

    def _facts(self, found: Board) -> Iterator[Fact]:
        yield self._bed(found)
        yield from self._conflicts()
        ctx, stay = self.desk.ctx, self.stay_id
        yield from (self._override(r) for r in views.overrides(ctx) if r.stay_id == stay)
        if may(ctx, views.isolation_orders):
            orders = views.isolation_orders(ctx, stay)
            yield from (self._isolation(r) for r in orders if r.until_at is None)
        yield from (self._risk(r) for r in views.sharing_risks(ctx) if r.stay_id == stay)
        yield from self._apart(found)
        yield from self._requests(found)

    def _bed(self, found: Board) -> Fact:
        spot = next(
            ((z, t) for z in found.map.zones for t in z.tiles if t.stay_id == self.stay_id), None
        )
        if spot is None:
            return Fact("bed", "amber", self.tr("没有床位"))
        zone, tile = spot
        note = self.tr("外出期间床位保留") if tile.away else ""
        return Fact("bed-double", "", f"{tile.code}  {show_term(zone.name)}", note)

    def _conflicts(self) -> Iterator[Fact]:
        for row in views.conflicts(self.desk.ctx):
            if row.stay_id == self.stay_id and not row.overridden:
                yield Fact("triangle-alert", "red", explain(row.violation), row.violation.rule)

    def _override(self, row: OverrideRow) -> Fact:
        words = self.tr("规则例外 {rule}（{words}）· {bed}").format(
            rule=row.rule, words=rule_words(row.rule), bed=row.bed
        )
        left = left_words(row.from_at, row.until_at, self.desk.ctx.clock.now())
        by = show_list([show_name(name) for _, name in row.agreed])
        note = " · ".join(p for p in (left, by, row.reason) if p)
        return Fact("hourglass", "amber", words, note)

    def _isolation(self, row: IsolationRow) -> Fact:
        late = row.review_at <= self.desk.ctx.clock.now()
        note = self.tr("复核 {time}").format(time=self._when(row.review_at))
        if row.alone:
            note = " · ".join((note, self.tr("须一人一室")))
        reviews = may(self.desk.ctx, acts.review_isolation)
        return Fact(
            "shield", "red" if late else "", label(f"precaution.{row.precaution}"), note,
            self.tr("复核…"), partial(self._review, row) if reviews else None,
        )  # fmt: skip

    def _risk(self, row: RiskRow) -> Fact:
        words = self.tr("同室风险：{level}").format(level=label(f"sharing_risk.{row.level}"))
        by = show_list([show_name(n) for n in (row.police_by, row.nurse_by) if n])
        note = " · ".join(p for p in (risk_state(row), by, row.reason) if p)
        sign = partial(self._sign, row) if signs(self.desk, row) else None
        tone = "amber" if row.from_at is None or row.level == "high" else ""
        return Fact("users-round", tone, words, note, self.tr("会签"), sign)

    def _apart(self, found: Board) -> Iterator[Fact]:
        snapshot = found.snapshot
        names = {p.stay_id: p.name for p in snapshot.people} if snapshot else {}
        for pair in snapshot.pairs if snapshot else ():
            other = pair.other(self.stay_id)
            if other is not None and other in names:
                words = self.tr("与 {name} 分开居住").format(name=show_name(names[other]))
                note = label(f"apart_scope.{pair.scope}"), label(f"apart_reason.{pair.reason}")
                yield Fact("unlink", "red", words, " · ".join(note))

    def _requests(self, found: Board) -> Iterator[Fact]:
        for row in found.requests:
            if row.stay_id == self.stay_id:
                words = self.tr("申请转到 {bed}").format(bed=row.to_bed)
                yield Fact("arrow-left-right", "blue", words, label(f"move_status.{row.status}"))

    # ---- doing ------------------------------------------------------------------------------

    @Slot()
    def place(self) -> None:
        """Put the person into the chosen bed."""
        verdict, snapshot = self.ranking.verdict(), self.board.snapshot if self.board else None
        if verdict is not None and snapshot is not None and self.person is not None:
            self.placing.place(snapshot, self.person, verdict)

    @Slot()
    def order(self) -> None:
        """Order an isolation."""
        dialog = IsolationDialog(self.desk, self, self._found())
        dialog.saved.connect(partial(self._said, self.tr("已下达隔离，床位已重新检查")))
        dialog.open()

    @Slot()
    def new_risk(self) -> None:
        """Assess the sharing risk."""
        dialog = RiskDialog(self.desk, self, self._found())
        dialog.saved.connect(partial(self._said, self.tr("已签字，另一方会签后生效")))
        dialog.open()

    @Slot()
    def _placed(self) -> None:
        """A second Enter does not place again: the keyboard leaves the button."""
        self.load()
        go_home(self.history.view)

    def _found(self) -> Found | None:
        return Found(self.stay_id, self.person.name) if self.person else None

    def _review(self, row: IsolationRow) -> None:
        dialog = ReviewDialog(self.desk, row, self)
        dialog.saved.connect(partial(self._said, self.tr("已复核，床位已重新检查")))
        dialog.open()

    def _sign(self, row: RiskRow) -> None:
        sign_sharing_risk(self.desk, row, partial(self._said, self.tr("同室风险已生效")))

    def _said(self, words: str, _result: object = None) -> None:
        self.desk.toast(words)
        self.load()

    @Slot()
    def _to_map(self) -> None:
        self.desk.open("placement.map", stay_id=self.stay_id, pick=True)
