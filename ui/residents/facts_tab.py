"""Legal status, term, precautions, alerts, absences of one stay: each dated, each with its end."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.wording import Lang
from medcentre.residents import acts, views
from medcentre.residents.facts import EndMark, MarkRow, PersonCard
from ui.kit.desk import Desk
from ui.kit.i18n import label, lang, show_day, show_moment, show_name, show_term
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, Label, rule
from ui.residents import words
from ui.residents.kin import KeptAway


@dataclass(frozen=True, slots=True)
class Line:
    """One dated fact in words."""

    key: str
    fact: str
    value: str
    since: datetime
    until: datetime | None
    who: str
    note: str


class Marks(Card):
    """Running precautions and alerts with a way to end each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", "shield")
        self.desk = desk
        self.set_title(self.tr("防护与提醒"))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.body.addLayout(self.rows)
        self.body.addStretch(1)

    def show_marks(self, marks: tuple[MarkRow, ...]) -> None:
        """Show what is running."""
        while (item := self.rows.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        running = [m for m in marks if m.until_at is None and m.group in ("precaution", "alert")]
        for mark in running:
            self.rows.addWidget(self._mark_line(mark))
            self.rows.addWidget(rule())
        if not running:
            none = Label(self.tr("没有正在执行的防护或提醒"), "body", "3")
            none.setContentsMargins(12, 12, 12, 12)
            self.rows.addWidget(none)

    def _mark_line(self, mark: MarkRow) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(words.mark_chip(mark))
        text = Label(show_term(mark.value), "body")
        text.setWordWrap(True)
        row.addWidget(text, 1)
        today = centre_day(self.desk.ctx.clock.now())
        since = self.tr("{when} 起").format(when=show_moment(mark.from_at, today))
        if mark.review_on:
            since += self.tr("，{day} 复核").format(day=show_day(mark.review_on, today))
        row.addWidget(Label(since, "cap", "3"))
        act = acts.end_precaution if mark.group == "precaution" else acts.end_alert
        if may(self.desk.ctx, act):
            end = Button(self.tr("结束"), small=True)
            end.clicked.connect(partial(self._end, mark))
            row.addWidget(end)
        return part

    def _end(self, mark: MarkRow, _checked: bool = False) -> None:
        act = acts.end_precaution if mark.group == "precaution" else acts.end_alert
        name = label(f"{mark.group}.{mark.kind}")

        def end(reason: str) -> None:
            now = self.desk.ctx.clock.now()
            act(
                self.desk.ctx,
                EndMark(mark_id=mark.id, version=mark.version, until_at=now, reason=reason),
            )
            self.desk.toast(self.tr("已结束：{name}").format(name=name))

        self.desk.confirm(
            self.tr("结束“{name}”").format(name=name),
            self.tr("从现在起不再显示。原来的起止时间保留在记录里。"),
            self.tr("结束"),
            end,
            reason_min=4,
        )


class FactsTab(QWidget):
    """The tab “法律与防护”."""

    def __init__(self, desk: Desk, stay_id: int) -> None:
        super().__init__()
        self.desk, self.stay_id = desk, stay_id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        today = centre_day(desk.ctx.clock.now())
        when = px(150 if lang() is Lang.EN else 132)
        columns: list[Column[Line]] = [
            Column(
                self.tr("自"), lambda r: show_moment(r.since, today), sort_key=lambda r: r.since,
                width=when,
            ),
            Column(
                self.tr("至"), lambda r: show_moment(r.until, today) if r.until else "",
                sort_key=lambda r: r.until or r.since, width=when,
            ),
            Column(self.tr("事项"), lambda r: r.fact, width=px(110), search=True),
            Column(self.tr("内容"), lambda r: r.value, search=True, bold=True),
            Column(self.tr("登记人"), lambda r: r.who, width=px(110)),
            Column(self.tr("依据或说明"), lambda r: r.note, search=True),
        ]  # fmt: skip
        self.table: TablePane[Line] = TablePane(
            desk, "residents.facts", columns, row_id=lambda r: r.key, title=self.tr("变动记录"),
            icon="history",
        )  # fmt: skip
        self.table.set_empty(Empty.NOTHING_YET, self.tr("没有记录"))
        row.addWidget(self.table, 3)
        side = QVBoxLayout()
        side.setSpacing(12)
        self.marks = Marks(desk)
        self.legal = Card(self.tr("文书与联系"), "scale").pad()
        self.away = KeptAway(desk)
        side.addWidget(self.marks, 3)
        side.addWidget(self.away)
        side.addWidget(self.legal, 2)
        row.addLayout(side, 2)

    def load(self) -> None:
        """All dated facts of the stay."""
        card = views.card(self.desk.ctx, self.stay_id)
        lines = [
            Line(
                f"{c.fact}:{c.value}:{c.at:%Y%m%d%H%M%S}", label(f"fact.{c.fact}"),
                _value(c.fact, c.value), c.at, c.until, show_name(c.entered_by),
                words.trait_note(c.note),
            )
            for c in views.history(self.desk.ctx, self.stay_id)
        ]  # fmt: skip
        self.table.show_rows(lines)
        self.marks.show_marks(card.marks)
        self.away.show_for(self.stay_id)
        self._show_legal(card)

    def _show_legal(self, card: PersonCard) -> None:
        while (item := self.legal.body.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        today = centre_day(self.desk.ctx.clock.now())
        pairs = [
            (self.tr("决定书文号"), card.decision_no),
            (self.tr("决定机关"), card.decision_organ),
            (self.tr("决定日期"), show_day(card.decision_on) if card.decision_on else ""),
            (self.tr("身份证号"), card.id_number),
            (self.tr("家属电话"), card.phone),
            (self.tr("住址"), card.address),
            (self.tr("入所时间"), show_moment(card.roll.admitted_at, today)),
        ]
        for caption, value in pairs:
            if not value:
                continue
            part = QWidget()
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(Label(caption, "cap", "3"))
            line.addStretch(1)
            text = Label(value, "body")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.addWidget(text)
            self.legal.body.addWidget(part)
        self.legal.body.addStretch(1)


def _value(fact: str, value: str) -> str:
    if not value or fact == "admission":
        return value
    words_ = label(f"{fact}.{value}")
    return f"{value} {words_}" if fact == "fee_class" else words_
