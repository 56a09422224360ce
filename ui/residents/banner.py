"""The person banner: who this is, on every tab (J2, mock-up 03)."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medcentre.placement.views.beds import BedPlace
from medcentre.residents.facts import AlertLevel, FeeClass, PersonCard, Term
from ui.kit import painters, tokens
from ui.kit.flow import FlowLayout
from ui.kit.i18n import label, show_day, show_term
from ui.kit.theme import colour, font, px, theme
from ui.kit.widgets import Label, LevelChip, StatusChip
from ui.residents import words
from ui.residents.photo import Photo

FOLD_BELOW = 1310
"""Width in pixels below which the term is a fact among the others instead of a part of its own."""


class TermBar(QWidget):
    """How much of the term is served, when release may be proposed, when it ends (LAW-10)."""

    def __init__(self) -> None:
        super().__init__()
        self._term: Term | None = None
        self._today = date.min
        self.setFixedHeight(px(40))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_term(self, term: Term | None, today: date) -> None:
        """Another term."""
        self._term, self._today = term, today
        text = ""
        if term:
            text = self.tr("{start} 起，{end} 期满").format(
                start=show_day(term.start), end=show_day(term.last_day)
            )
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(term is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bar, mark of the earliest proposal, three dates."""
        term = self._term
        if term is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = float(self.width())
        whole = max((term.last_day - term.start).days, 1)
        served = min(max((self._today - term.start).days / whole, 0.0), 1.0)
        early = (term.earliest_proposal - term.start).days / whole
        bar = QRectF(0, px(6), width, px(6))
        painters.box(painter, bar, "bg.sunken", None, px(3))
        overdue = self._today > term.last_day
        fill = QRectF(0, px(6), max(width * served, px(4)), px(6))
        painters.box(painter, fill, "red.solid" if overdue else "indigo.solid", None, px(3))
        if not term.early_forbidden:
            painters.hair(painter, width * early, px(2), width * early, px(16), "text.2")
        painter.setPen(colour("text.1"))
        painter.drawLine(QPointF(width * served, px(1)), QPointF(width * served, px(17)))
        row = QRectF(0, px(20), width, px(18))
        cap = font("cap")
        painters.text(painter, row, show_day(term.start), "text.3", cap)
        right = Qt.AlignmentFlag.AlignRight
        painters.text(painter, row, show_day(term.last_day), "text.3", cap, right)
        if not term.early_forbidden:
            words_ = self.tr("{day} 可提前").format(day=show_day(term.earliest_proposal))
            room = QRectF(width * early - px(70), px(20), px(140), px(18))
            centre = Qt.AlignmentFlag.AlignHCenter
            painters.text(painter, room, words_, "text.3", cap, centre)


class Fact(QWidget):
    """A caption over a value."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(caption, "cap", "3"))
        self.value = Label("", "body")
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.value)

    def tell(self, text: str, recorded: str = "") -> None:
        """Show a value, a dash for nothing; what was recorded in other words is its tooltip."""
        self.value.setText(text or "—")
        self.value.setToolTip(recorded if recorded != text else "")


class PersonBanner(QFrame):
    """Name, number, level, precautions, bed, status, alerts, and the term at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 16, 12)
        row.setSpacing(16)
        self.photo = Photo()
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        middle = QVBoxLayout()
        middle.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.name = Label("", "num")
        self.who = Label("", "body", "2")
        self.chips = QWidget()
        self._chips = QHBoxLayout(self.chips)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(6)
        for part in (self.name, self.who, self.chips):
            head.addWidget(part)
        head.addStretch(1)
        self._actions = head
        middle.addLayout(head)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(28)
        self.bed = Fact(self.tr("床位"))
        self.illness = Fact(self.tr("主要诊断"))
        self.status = Fact(self.tr("法律身份"))
        self.stage = Fact(self.tr("阶段"))
        self.fee = Fact(self.tr("费用类别"))
        self.ends = Fact(self.tr("期限"))
        facts = (self.bed, self.illness, self.status, self.stage, self.fee, self.ends)
        for place, fact in enumerate(facts):
            self.grid.addWidget(fact, 0, place)
        self.grid.setColumnStretch(len(facts), 1)
        middle.addLayout(self.grid)
        self.alerts = QWidget()
        self._alerts = FlowLayout(self.alerts, 6)
        middle.addWidget(self.alerts)
        row.addLayout(middle, 1)
        row.addWidget(self._term_part())
        self._folded = False
        self._has_term = False
        self.ends.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On small screens the term folds into a fact, so that nothing is cut off."""
        super().resizeEvent(event)
        folded = self.width() < px(FOLD_BELOW)
        if folded != self._folded:
            self._folded = folded
            self._fold()

    def _fold(self) -> None:
        self.term_part.setVisible(self._has_term and not self._folded)
        self.ends.setVisible(self._has_term and self._folded)

    def add_action(self, widget: QWidget) -> None:
        """A button at the right of the name."""
        self._actions.addWidget(widget)

    def _term_part(self) -> QWidget:
        part = QWidget()
        part.setFixedWidth(px(320))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        self.term_title = Label(self.tr("期限"), "body", bold=True)
        self.left = Label("", "body", "2")
        head.addWidget(self.term_title)
        head.addStretch(1)
        head.addWidget(self.left)
        column.addLayout(head)
        self.bar = TermBar()
        column.addWidget(self.bar)
        self.organ = Label("", "cap", "3")
        column.addWidget(self.organ)
        column.addStretch(1)
        self.term_part = part
        return part

    def show_person(self, card: PersonCard, place: BedPlace | None, today: date) -> None:
        """Show one person as far as the reader may know."""
        roll = card.roll
        self.name.setText(words.name(roll))
        age = words.age(roll, today)
        parts = [label(f"sex.{roll.sex}")]
        if age:
            parts.append(self.tr("{age} 岁").format(age=age))
        if card.ethnic:
            parts.append(show_term(card.ethnic))
        parts.append(self.tr("编号 {number}").format(number=roll.admission_no))
        self.who.setText(" · ".join(parts))
        self.bed.tell(f"{show_term(place.zone)} {place.bed}" if place else "")
        self.illness.tell(show_term(card.main_diagnosis), card.main_diagnosis)
        self.illness.setVisible(bool(card.main_diagnosis))
        self.status.tell(label(f"legal_status.{roll.legal_status}") if roll.legal_status else "")
        self.status.setVisible(roll.legal_status is not None)
        self.stage.tell(label(f"stage.{card.stage}"))
        self.fee.setVisible(roll.fee_class is not None)
        self.fee.tell(self._fee_words(roll.fee_class))
        self._show_chips(card)
        self._show_alerts(card, today)
        self._show_term(card, today)

    def _fee_words(self, fee: FeeClass | None) -> str:
        if fee is None:
            return ""
        return self.tr("{code} {words}").format(code=fee, words=label(f"fee_class.{fee}"))

    def _show_chips(self, card: PersonCard) -> None:
        _clear(self._chips)
        roll = card.roll
        if roll.care_level:
            chip = LevelChip()
            chip.show_level(roll.care_level)
            chip.setToolTip(label(f"care_level.{roll.care_level}"))
            self._chips.addWidget(chip)
        if roll.condition in ("critical", "serious"):
            self._chips.addWidget(_chip(label(f"condition.{roll.condition}"), "red", solid=True))
        for kind in roll.precautions:
            icon, family = tokens.PRECAUTIONS[kind]
            self._chips.addWidget(_chip(label(f"precaution.{kind}"), family, icon))
        if roll.absence:
            self._chips.addWidget(_chip(label(f"absence.{roll.absence}"), "amber", "truck"))
        if roll.exited_at is not None and roll.exit_kind:
            self._chips.addWidget(_chip(label(f"exit.{roll.exit_kind}"), "grey", "log-out"))

    def _show_alerts(self, card: PersonCard, today: date) -> None:
        _clear(self._alerts)
        running = [m for m in card.marks if m.until_at is None and m.group == "alert"]
        for mark in running:
            words_ = label(f"alert.{mark.kind}")
            if mark.value:
                words_ = self.tr("{kind}：{text}").format(kind=words_, text=show_term(mark.value))
            red = mark.level is AlertLevel.RED
            solid = red and mark.kind == "allergy"
            icon = "octagon-alert" if red else "triangle-alert"
            family = "red" if red else "amber"
            self._alerts.addWidget(_chip(words_, family, icon, solid=solid))
        if card.roll.focus:
            self._alerts.addWidget(_chip(label(f"focus_level.{card.roll.focus}"), "red", "flag"))
        if card.stays > 1:
            again = self.tr("第 %n 次入所", "", card.stays)
            self._alerts.addWidget(_chip(again, "grey", "repeat"))
        self.alerts.setVisible(self._alerts.count() > 0)

    def _show_term(self, card: PersonCard, today: date) -> None:
        self.bar.show_term(card.term, today)
        left = card.days_left
        if left is None:
            self.left.setText("")
        elif left < 0:
            self.left.setText(self.tr("已超期 {days} 天").format(days=-left))
        else:
            self.left.setText(self.tr("还有 {days} 天期满").format(days=left))
        self.left.set_tone("red" if left is not None and left < 7 else "2")
        self._has_term = left is not None
        end = show_day(card.term.last_day, today) if card.term else ""
        self.ends.tell(" · ".join(t for t in (self.left.text(), end) if t))
        self._fold()
        self.organ.setText(
            self.tr("决定机关 {organ}").format(organ=card.decision_organ)
            if card.decision_organ
            else ""
        )


def _chip(text: str, family: str, icon: str = "", *, solid: bool = False) -> StatusChip:
    made = StatusChip()
    made.show_state(text, family, icon, solid=solid)
    return made


def _clear(layout: QHBoxLayout | FlowLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
