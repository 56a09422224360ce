"""Ranked beds with their reasons in words: in intake, on the person page, for a move (B6)."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medcentre.placement.facts import Level, Snapshot, Verdict
from medcentre.placement.finder import Ranking
from ui.kit.editors import Combo
from ui.kit.focus import tab_chain, tab_place
from ui.kit.i18n import explain, sentence, show_term
from ui.kit.theme import set_state
from ui.kit.widgets import Empty, EmptyState, IconLabel, Label, StatusChip, rule

translate = QCoreApplication.translate
TONES = {Level.ALLOWED: "green", Level.CONFIRM: "amber", Level.BLOCKED: "red"}
_TOP = Qt.AlignmentFlag.AlignTop
ICONS = {Level.ALLOWED: "circle-check", Level.CONFIRM: "triangle-alert", Level.BLOCKED: "ban"}


def verdict_word(level: Level) -> str:
    """`可安置`, `须确认`, `不可`."""
    return {
        Level.ALLOWED: translate("BedRanking", "可安置"),
        Level.CONFIRM: translate("BedRanking", "须确认"),
        Level.BLOCKED: translate("BedRanking", "不可"),
    }[level]


def verdict_lines(verdict: Verdict) -> list[tuple[str, str, str]]:
    """The verdict in words: (icon, tone, sentence), blocking reasons first."""
    lines = [("ban", "red", explain(b.violation)) for b in verdict.broken]
    lines += [("triangle-alert", "amber", _reason(r)) for r in verdict.minus if r.caution]
    lines += [("minus", "2", _reason(r)) for r in verdict.minus if not r.caution]
    lines += [("plus", "green", _reason(r)) for r in verdict.plus]
    return lines


def _reason(reason: object) -> str:
    words = sentence(reason.code, reason.facts)  # type: ignore[attr-defined]
    points = reason.points  # type: ignore[attr-defined]
    if not points:
        return words
    sign = "+" if points > 0 else "−"
    return translate("BedRanking", "{words}（{points}）").format(
        words=words, points=f"{sign}{abs(points)}"
    )


class BedCard(QFrame):
    """One proposed bed: label, verdict, score, every reason."""

    chosen = Signal(object)

    def __init__(self, snapshot: Snapshot, verdict: Verdict, rank: int) -> None:
        super().__init__()
        self.bed_id = verdict.bed_id
        self.setProperty("choicecard", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        bed = next(b for b in snapshot.beds if b.id == verdict.bed_id)
        room = next(r for r in snapshot.rooms if r.id == bed.room_id)
        zone = next(z for z in snapshot.zones if z.id == room.zone_id)
        self.pick = QRadioButton(bed.code)
        self.pick.toggled.connect(self._toggled)
        head.addWidget(self.pick)
        head.addWidget(Label(show_term(zone.name), "cap", "3"))
        head.addStretch(1)
        head.addWidget(
            Label(translate("BedRanking", "{score} 分").format(score=verdict.score), "cap", "2")
        )
        head.addWidget(
            StatusChip(verdict_word(verdict.level), TONES[verdict.level], ICONS[verdict.level])
        )
        column.addLayout(head)
        for icon, tone, words in verdict_lines(verdict):
            line = QHBoxLayout()
            line.setSpacing(6)
            token = f"{tone}.text" if tone != "2" else "text.2"
            line.addWidget(IconLabel(icon, 12, token).at_line("cap"), 0, _TOP)
            text = Label(words, "cap", tone if tone in ("red", "amber") else "2")
            text.setWordWrap(True)
            line.addWidget(text, 1)
            column.addLayout(line)
        self.setAccessibleName(f"{rank}. {bed.code} {verdict_word(verdict.level)}")

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        set_state(self, chosen=on)
        if on:
            self.chosen.emit(self.bed_id)


class BedRanking(QWidget):
    """The best beds as cards, all others in a list with their verdict word."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.ranking: Ranking | None = None
        self._snapshot: Snapshot | None = None
        self._group = QButtonGroup(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.empty = EmptyState(
            Empty.NOTHING_YET,
            self.tr("填好身份和健康情况后，这里列出合适的床位"),
            self.tr("每张床都写明理由，由您确定。"),
            "bed-double",
        )
        outer.addWidget(self.empty, 1)
        self._place = tab_place(self)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QWidget()
        self.list.setProperty("ground", "surface")
        self._column = QVBoxLayout(self.list)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        self.area.setWidget(self.list)
        outer.addWidget(self.area, 1)
        outer.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(Label(self.tr("其他床位"), "cap", "2"))
        self.others = Combo()
        self.others.setAccessibleName(self.tr("其他床位"))
        self.others.edited.connect(self._other)
        foot.addWidget(self.others, 1)
        self.foot = QWidget()
        self.foot.setLayout(foot)
        outer.addWidget(self.foot)
        self.area.hide()
        self.foot.hide()

    def show_ranking(self, snapshot: Snapshot, ranking: Ranking) -> None:
        """Show the beds; the choice stays when the bed is still possible."""
        kept = self.value()
        self._snapshot, self.ranking = snapshot, ranking
        for button in self._group.buttons():
            self._group.removeButton(button)
        while (item := self._column.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for rank, verdict in enumerate(ranking.best, 1):
            card = self._card(snapshot, verdict, rank)
            self._column.addWidget(card)
        if not ranking.best:
            none = Label(self.tr("没有可用的床位。可先登记，床位稍后安排。"), "body", "amber")
            none.setWordWrap(True)
            self._column.addWidget(none)
        self._column.addStretch(1)
        self._fill_others(snapshot, ranking)
        self._order_keys()
        self.empty.hide()
        self.area.show()
        self.foot.show()
        if not self.choose(kept) and ranking.best:
            self.choose(ranking.best[0].bed_id)

    def _card(self, snapshot: Snapshot, verdict: Verdict, rank: int) -> BedCard:
        card = BedCard(snapshot, verdict, rank)
        self._group.addButton(card.pick)
        card.chosen.connect(self.chosen)
        card.pick.installEventFilter(self)
        return card

    def _order_keys(self) -> None:
        """Tab goes from the cards, as they stand, to the list below them."""
        items = [self._column.itemAt(n) for n in range(self._column.count())]
        cards = [item.widget() for item in items if item is not None]
        picks = [c.pick for c in cards if isinstance(c, BedCard)]
        tab_chain(self._place, [*picks, self.others])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card the keyboard is on is in view."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QRadioButton):
            self.area.ensureWidgetVisible(watched.parentWidget() or watched, 0, 0)
        return super().eventFilter(watched, event)

    def clear(self) -> None:
        """Nothing to rank yet."""
        self.ranking = None
        self.area.hide()
        self.foot.hide()
        self.empty.show()

    def value(self) -> int | None:
        """The chosen bed."""
        for button in self._group.buttons():
            card = button.parentWidget()
            if button.isChecked() and isinstance(card, BedCard):
                return card.bed_id
        other = self.others.value() if self.foot.isVisibleTo(self) else None
        return int(other) if other else None

    def verdict(self) -> Verdict | None:
        """The verdict of the chosen bed."""
        bed = self.value()
        if bed is None or self.ranking is None:
            return None
        return self.ranking.by_bed().get(bed)

    def choose(self, bed_id: int | None) -> bool:
        """Choose a bed among the cards; False when it is not there."""
        for button in self._group.buttons():
            card = button.parentWidget()
            if isinstance(card, BedCard) and card.bed_id == bed_id:
                button.setChecked(True)
                return True
        return False

    def _fill_others(self, snapshot: Snapshot, ranking: Ranking) -> None:
        shown = {v.bed_id for v in ranking.best}
        codes = {b.id: b.code for b in snapshot.beds}
        rest = [v for v in ranking.verdicts if v.bed_id not in shown]
        free = [v for v in rest if v.level is not Level.BLOCKED]
        options = [(0, self.tr("另有 %n 张可选", "", len(free)))]
        options += [
            (v.bed_id, f"{codes[v.bed_id]}  {verdict_word(v.level)}  {v.score}") for v in free
        ]
        self.others.set_options(options)
        self.others.set_value(0)

    @Slot()
    def _other(self) -> None:
        bed = self.others.value()
        if not bed or self.ranking is None or self._snapshot is None:
            return
        verdict = self.ranking.by_bed()[int(bed)]
        card = self._card(self._snapshot, verdict, len(self._group.buttons()) + 1)
        self._column.insertWidget(0, card)
        self._order_keys()
        card.pick.setChecked(True)
        self.area.verticalScrollBar().setValue(0)
