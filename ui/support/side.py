"""Beside the form of a talk: who, earlier talks, demands not answered yet."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import age_on
from medcentre.placement.views.beds import beds_of
from medcentre.residents.views import card as person_card
from medcentre.support import acts, views
from medcentre.support.facts import AnswerDemand, DemandRow, TalkRow
from ui.kit.avatar import Avatar
from ui.kit.desk import Desk
from ui.kit.editors import TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label, show_day, show_name, show_term
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Card, Empty, Label, LevelChip, StatusChip
from ui.support.words import kind_words, risk_cell, what


class PersonCardBox(Card):
    """Whom the talk is with, in two lines, with the way to the person's page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stay: int | None = None
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        self.face = Avatar("", 40)
        self.name = Label("", "title3")
        self.facts = Label("", "body", "2")
        self.level = LevelChip()
        self.focus = StatusChip("", "red", "flag")
        self.where = Label("", "cap", "2")
        self.open = Button(self.tr("打开"), "arrow-up-right", small=True)
        self.open.clicked.connect(self._open)
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.name, self.facts, self.level, self.focus):
            top.addWidget(part)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.where)
        row.addWidget(self.face)
        row.addLayout(words, 1)
        row.addWidget(self.open)
        self.body.addLayout(row)

    def show_stay(self, stay_id: int | None) -> None:
        """Another person; None shows that nobody is chosen."""
        self._stay = stay_id
        for part in (self.facts, self.level, self.focus, self.open):
            part.setVisible(stay_id is not None)
        if stay_id is None:
            self.face.show_name("")
            self.name.setText(self.tr("还没有选谈话对象"))
            self.where.setText(self.tr("输入姓名、拼音首字母、床号或编号"))
            return
        card = person_card(self.desk.ctx, stay_id)
        roll, today = card.roll, centre_day(self.desk.ctx.clock.now())
        self.face.show_name(roll.name)
        self.name.setText(show_name(roll.name))
        parts = [label(f"sex.{roll.sex}")]
        if roll.birth_date:
            parts.append(self.tr("{n} 岁").format(n=age_on(roll.birth_date, today)))
        self.facts.setText(" · ".join(parts))
        self.level.setVisible(roll.care_level is not None)
        if roll.care_level is not None:
            self.level.show_level(roll.care_level)
        self.focus.setVisible(roll.focus is not None)
        if roll.focus is not None:
            self.focus.show_state(self.tr("重点人员 {n} 级").format(n=roll.focus), "red", "flag")
        self._say_where(stay_id, (today - centre_day(roll.admitted_at)).days + 1, roll.last_day)

    def _say_where(self, stay_id: int, days: int, last_day: date | None) -> None:
        place = beds_of(self.desk.ctx).get(stay_id)
        parts = [f"{place.bed} {show_term(place.zone)}"] if place else []
        parts.append(self.tr("入所第 {n} 天").format(n=days))
        if last_day:
            parts.append(self.tr("期满 {day}").format(day=f"{last_day:%Y-%m-%d}"))
        self.where.setText(" · ".join(parts))

    @Slot()
    def _open(self) -> None:
        if self._stay is not None:
            self.desk.person(self._stay)


class EarlierTalks(TablePane[TalkRow]):
    """Talks with the same person before this one."""

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[TalkRow]] = [
            Column(self.tr("日期"), lambda r: show_day(centre_day(r.started), centre_day(desk.ctx.clock.now())), width=96,
                   sort_key=lambda r: r.started.timestamp()),
            Column(self.tr("内容"), what, note=kind_words),
            Column(self.tr("情绪"), lambda r: str(r.emotion or ""), width=64, number=True),
            Column(self.tr("风险"), lambda r: str(r.risk_after or ""), width=92, paint=risk_cell),
        ]  # fmt: skip
        super().__init__(
            desk, "support.earlier", columns, row_id=lambda r: r.id, icon="history",
            title=self.tr("以往谈话"), searchable=False,
        )  # fmt: skip
        self.desk = desk
        self.set_empty(Empty.NOTHING_YET, self.tr("还没有谈过话"))
        self.opened.connect(self._open)

    def show_stay(self, stay_id: int | None, without: int | None) -> None:
        """Talks of a person, the one on screen left out."""
        rows: tuple[TalkRow, ...] = ()
        if stay_id is not None and may(self.desk.ctx, views.talks_of):
            rows = tuple(r for r in views.talks_of(self.desk.ctx, stay_id) if r.id != without)
        self.set_title(self.tr("以往谈话"), self.tr("%n 次", "", len(rows)))
        self.show_rows(rows)

    @Slot(object)
    def _open(self, row: TalkRow) -> None:
        self.desk.open("support.talk", talk_id=row.id)


class AnswerDialog(FormDialog[AnswerDemand]):
    """What became of a demand."""

    def __init__(self, desk: Desk, row: DemandRow, parent: QWidget) -> None:
        super().__init__(
            desk, self.tr("答复诉求"), self.tr("答复"), partial(acts.answer_demand, desk.ctx),
            parent, draft_key=f"demand:{row.id}",
        )  # fmt: skip
        self.row = row
        self.note.setText(row.wish)
        self.answer = self.form.add(
            "answer", self.tr("结果（已告知本人）"), TextEdit(3), required=True
        )

    def command(self) -> AnswerDemand:
        """The answer."""
        return AnswerDemand(
            demand_id=self.row.id, version=self.row.version, answer=need(self.answer)
        )


class DemandsCard(TablePane[DemandRow]):
    """Demands not answered yet; Enter answers one."""

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[DemandRow]] = [
            Column(self.tr("诉求"), lambda r: r.wish),
            Column(self.tr("由谁办"), lambda r: r.owner, width=124),
            Column(self.tr("期限"), self._due, width=110, tone=self._tone,
                   sort_key=lambda r: r.due_on),
        ]  # fmt: skip
        super().__init__(
            desk, "support.demands", columns, row_id=lambda r: r.id, mark=self._mark,
            title=self.tr("未了诉求"), icon="list-todo", searchable=False,
        )  # fmt: skip
        self.desk = desk
        self.set_empty(Empty.ALL_DONE, self.tr("没有未了的诉求"))
        self.opened.connect(self._answer)

    def show_stay(self, stay_id: int | None) -> None:
        """Open demands of a person."""
        rows: tuple[DemandRow, ...] = ()
        if stay_id is not None and views.reads_talks(self.desk.ctx.actor):
            rows = views.open_demands(self.desk.ctx, stay_id)
        self.set_title(self.tr("未了诉求"), self.tr("%n 条", "", len(rows)))
        self.show_rows(rows)

    def _late(self, row: DemandRow) -> int:
        return (centre_day(self.desk.ctx.clock.now()) - row.due_on).days

    def _due(self, row: DemandRow) -> str:
        late = self._late(row)
        if late > 0:
            return self.tr("逾期 %n 天", "", late)
        return show_day(row.due_on, centre_day(self.desk.ctx.clock.now()))

    def _tone(self, row: DemandRow) -> str:
        return "red.text" if self._late(row) > 0 else "text.1"

    def _mark(self, row: DemandRow) -> str:
        return "red" if self._late(row) > 0 else ""

    @Slot(object)
    def _answer(self, row: DemandRow) -> None:
        if not may(self.desk.ctx, acts.answer_demand):
            return
        dialog = AnswerDialog(self.desk, row, self.window())
        dialog.saved.connect(partial(self._answered, row.id))
        dialog.open()

    def _answered(self, demand_id: int, _result: object) -> None:
        self.desk.toast(self.tr("诉求已答复"), undo=partial(self._reopen, demand_id))

    def _reopen(self, demand_id: int) -> None:
        try:
            acts.reopen_demand(self.desk.ctx, demand_id)
        except DomainError as refusal:
            self.desk.refusal(refusal)
