"""Who shared a room or zone with somebody between two moments (B12, IC-03)."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError, KernelCode, Violation
from medcentre.papers.forms.lists import render_contact_list
from medcentre.placement import papers
from medcentre.placement.files import contacts_workbook
from medcentre.placement.rows import Contact
from medcentre.placement.views.history import contacts
from medcentre.residents.views import card
from ui.kit import painters
from ui.kit.desk import Desk, Found
from ui.kit.editors import MomentEdit, SegmentEdit
from ui.kit.i18n import explain, show_moment, show_term
from ui.kit.page import Action, HelpCard, Page
from ui.kit.picker import PersonPicker
from ui.kit.print_words import print_context
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.tasks import Progress
from ui.kit.theme import px, set_state
from ui.kit.widgets import Button, Card, Empty, Label

WINDOW = timedelta(days=92)
"""Three months: what a case of an airborne illness asks for (IC-03)."""


class ContactsPage(Page):
    """Person, window, room or zone; the list with hours; paper and spreadsheet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("同住查询"))
        self.rows: tuple[Contact, ...] = ()
        self._question: tuple[int, Any, Any, bool] | None = None
        self.sheet = self.header.add_button(self.tr("导出表格"), "file-spreadsheet")
        self.sheet.clicked.connect(self.export)
        self.sheet.setVisible(may(desk.ctx, contacts_workbook))
        self.paper = self.header.add_button(self.tr("打印"), "printer", key="Ctrl+P")
        self.paper.clicked.connect(self.print_screen)
        self.body.addWidget(self._question_card())
        self.table = TablePane(
            desk, "placement.contacts", self._columns(), row_id=lambda r: (r.stay_id, r.place)
        )
        self.table.set_empty(
            Empty.NOTHING_YET,
            self.tr("选一个人和时段"),
            self.tr("列出这段时间与其同室或同区的人，按时长排列。"),
            "users-round",
        )
        self.table.show_rows(())
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        self._enable()

    def _question_card(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        now = self.desk.ctx.clock.now()
        self.person = PersonPicker(self.desk.find_people)
        self.person.setFixedWidth(px(262))
        self.start, self.end = MomentEdit(self.desk.ctx.clock), MomentEdit(self.desk.ctx.clock)
        self.start.set_value(now - WINDOW)
        self.end.set_value(now)
        for moment in (self.start, self.end):
            moment.date.setFixedWidth(px(128))
        self.scope = SegmentEdit([("room", self.tr("同室")), ("zone", self.tr("同区"))])
        self.scope.set_value("room")
        self.ask = Button(self.tr("查询"), "search", "primary")
        self.ask.clicked.connect(self.query)
        self._asked: tuple[tuple[str, PersonPicker | MomentEdit], ...] = (
            (self.tr("病员"), self.person), (self.tr("自"), self.start), (self.tr("至"), self.end),
        )  # fmt: skip
        for words, box in self._asked:
            box.setAccessibleName(words)
            row.addWidget(Label(words, "cap", "2"))
            row.addWidget(box)
        row.addWidget(self.scope)
        row.addStretch(1)
        row.addWidget(self.ask)
        card.body.addLayout(row)
        return card

    def _columns(self) -> list[Column[Contact]]:
        return [
            Column(self.tr("姓名"), lambda r: r.name, width=120, person=True, search=True, bold=True),
            Column(self.tr("入所号"), lambda r: r.admission_no, width=120, search=True),
            Column(self.tr("同住处"), lambda r: _place(r.place), width=200, search=True),
            Column(self.tr("自"), lambda r: self._moment(r.first), width=170,
                   sort_key=lambda r: r.first),
            Column(self.tr("至"), lambda r: self._moment(r.last), width=170,
                   sort_key=lambda r: r.last),
            Column(self.tr("小时"), lambda r: f"{r.hours:.1f}", sort_key=lambda r: r.hours,
                   number=True, width=96),
            Column(self.tr("时长"), lambda r: f"{r.hours:.1f}", sort_key=lambda r: r.hours,
                   paint=self._bar),
            Column(self.tr("现住"), lambda r: r.now or self.tr("已离所"), width=110),
        ]  # fmt: skip

    def _moment(self, moment: datetime) -> str:
        return show_moment(moment, centre_day(self.desk.ctx.clock.now()))

    def _bar(self, painter: QPainter, rect: QRectF, row: Contact) -> None:
        """The hours as a share of the longest."""
        most = max((r.hours for r in self.rows), default=0.0) or 1.0
        middle = rect.center().y()
        box = QRectF(rect.x(), middle - px(3), rect.width(), px(6))
        painters.bar(painter, box, row.hours / most)

    @Slot()
    def query(self) -> None:
        """Read off the UI thread."""
        stay, start, end = self.person.value(), self.start.value(), self.end.value()
        if not self._whole() or stay is None or start is None or end is None:
            return
        self.banner.hide()
        self._question = (stay, start, end, self.scope.value() == "zone")
        self.ask.setEnabled(False)
        self.desk.tasks.start(
            partial(self._read, self._question), done=self._show, failed=self._failed
        )

    def _whole(self) -> bool:
        """Whether all is there; what is not is marked, named, and has the keyboard."""
        wrong: list[tuple[str, PersonPicker | MomentEdit, Violation]] = []
        for words, box in self._asked:
            if (problem := box.problem()) is not None:
                wrong.append((words, box, problem))
            elif box.value() is None:
                wrong.append((words, box, Violation(KernelCode.REQUIRED)))
        start, end = self.start.value(), self.end.value()
        if start is not None and end is not None and end <= start:
            wrong.append((self._asked[2][0], self.end, Violation(KernelCode.END_BEFORE_START)))
        marked = [box for _, box, _ in wrong]
        for _, box in self._asked:
            parts = (box.date, box.time) if isinstance(box, MomentEdit) else (box,)
            for part in parts:
                set_state(part, state="error" if box in marked else "")
        for words, box, problem in wrong[:1]:
            told = self.tr("{field}：{words}").format(field=words, words=explain(problem))
            self.banner.tell(told, "red", "circle-alert")
            box.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def _read(
        self, question: tuple[int, Any, Any, bool], _progress: Progress
    ) -> tuple[Contact, ...]:
        return contacts(self.desk.ctx, *question)

    @Slot(object)
    def _show(self, rows: tuple[Contact, ...]) -> None:
        self.rows = rows
        self.ask.setEnabled(True)
        self.table.set_empty(
            Empty.ALL_DONE, self.tr("没有同住的人"), self.tr("这段时间没有人与其同住。")
        )
        self.table.show_rows(rows)
        people = len({r.stay_id for r in rows})
        self.header.set_title(self.tr("同住查询"), self.tr("%n 人", "", people))
        self._enable()

    @Slot(object)
    def _failed(self, error: object) -> None:
        self.ask.setEnabled(True)
        if not isinstance(error, DomainError):
            raise error if isinstance(error, Exception) else RuntimeError(str(error))
        self.desk.refusal(error)

    def _enable(self) -> None:
        self.sheet.setEnabled(bool(self.rows))
        self.paper.setEnabled(bool(self.rows))

    def print_screen(self) -> bool:
        """Ctrl+P: the contact list (L04)."""
        if self._question is None or not self.rows:
            return False
        try:
            doc = papers.contact_list(self.desk.ctx, *self._question)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return True
        self.desk.preview(render_contact_list(doc, print_context(self.desk)), self.tr("接触者名单"))
        return True

    @Slot()
    def export(self) -> None:
        """Ask where, then write the spreadsheet."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出表格"), self.tr("接触者名单") + ".xlsx", "Excel (*.xlsx)"
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, file: Path) -> None:
        """Write the spreadsheet of what is shown."""
        if self._question is None:
            return
        doc = papers.contact_list(self.desk.ctx, *self._question)
        file.write_bytes(contacts_workbook(self.desk.ctx, doc))
        self.desk.toast(self.tr("已导出 {name}").format(name=file.name))

    @Slot(object)
    def _open(self, row: Contact) -> None:
        self.desk.person(row.stay_id)

    def open_with(self, **state: Any) -> None:
        """`stay_id`: ask about that person at once."""
        stay = state.get("stay_id")
        if stay is None:
            return
        row = card(self.desk.ctx, int(stay)).roll  # also of somebody who left since
        self.person.set_value(Found(row.stay_id, row.name, row.admission_no))
        self.query()

    def state(self) -> dict[str, Any]:
        """Whom was asked about."""
        return {"stay_id": self.person.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        return (Action("contacts.ask", self.tr("查询"), self.query, "Ctrl+Return", "search"),)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("两个时间之间与某人同室或同区的人和时长，供流行病学调查。"),
            rules=(
                ("IC-03", self.tr("按床位记录计算，外出时间不扣除。")),
                ("SEC-01", self.tr("名单上被查询人只写入所号。")),
            ),
        )


def _place(words: str) -> str:
    """A zone, perhaps with a room, the zone's name in the language of the screen."""
    zone, gap, room = words.rpartition(" ")
    return f"{show_term(zone)}{gap}{room}" if zone else show_term(words)
