"""What the program thinks of a bed, in words: result, each rule with its source, what is fine."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.clock import centre_day
from medcentre.kernel.errors import Violation
from medcentre.placement.facts import (
    ApartPair,
    Broken,
    Check,
    Level,
    OverrideTerms,
    PersonFacts,
    PlacementCode,
    Precaution,
    Snapshot,
)
from medcentre.placement.rows import BedChoice
from medcentre.placement.rules import crossings
from ui.kit import painters
from ui.kit.feedback import Popover
from ui.kit.flow import FlowLayout
from ui.kit.i18n import explain, label, show_day, show_list, show_moment, show_name
from ui.kit.theme import px, set_state
from ui.kit.widgets import IconLabel, Label, StatusChip, rule
from ui.placement.words import reason_sentence

translate = QCoreApplication.translate
WIDTH, GAP = 360, 8
MOST_BOXES = 4
"""More would not fit a screen of 768 lines; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: `kind` red or amber boxes, plus or minus for quiet lines."""

    kind: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the panel says about one bed: for a drop or for an exchange."""

    level: Level
    title: str
    place: str
    lines: tuple[Line, ...] = ()
    fine: tuple[Check, ...] = ()
    better: str = ""
    hint: str = ""


def crossing(snapshot: Snapshot, stay_id: int, bed_id: int) -> Violation | None:
    """Why this bed needs a transfer; None when it is of the zone the person lives in (PL-01)."""
    found = crossings(snapshot, {stay_id: bed_id}, PlacementCode.NEEDS_TRANSFER)
    return next(found, None)


def rule_number(rule_id: str) -> str:
    """The rule's number, said as one."""
    return translate("Placement", "规则 {rule}").format(rule=rule_id)


def source_words(rule_id: str, terms: OverrideTerms) -> str:
    """The rule's number and who may set it aside, for how long."""
    if not terms.possible:
        return translate("Placement", "规则 {rule} · 不允许例外").format(rule=rule_id)
    who = " + ".join(label(f"approver.{a}") for a in terms.by)
    if terms.hours is None:
        return translate("Placement", "规则 {rule} · {who}可批准例外").format(rule=rule_id, who=who)
    return translate("Placement", "规则 {rule} · {who}可批准例外，最长 {n} 小时").format(
        rule=rule_id, who=who, n=terms.hours
    )


def broken_lines(broken: Sequence[Broken], pairs: Sequence[ApartPair]) -> list[Line]:
    """Each broken rule in words; those set aside say until when."""
    found = []
    for item in broken:
        source = source_words(item.rule, item.terms)
        ends = next((p.until for p in pairs if item.partner in (p.first, p.second)), None)
        if item.rule == "PL-H09" and ends is not None:
            until = translate("Placement", "有效至 {time}").format(time=show_day(centre_day(ends)))
            source = f"{source} · {until}"
        kind = "amber" if item.terms.possible else "red"
        if item.override is not None:
            kind = "plus"
            by = show_list(show_name(n) for n in item.override.by)
            source = translate("Placement", "已批准例外：{who}").format(who=by)
            if item.override.end is not None:
                until = translate("Placement", "有效至 {time}").format(
                    time=show_moment(item.override.end)
                )
                source = f"{source} · {until}"
        found.append(Line(kind, explain(item.violation), source))
        if item.detail is not None:
            found.append(Line("minus", explain(item.detail)))
    return found


def opinion(
    choice: BedChoice,
    place: str,
    better: str,
    pairs: Sequence[ApartPair],
    transfer: Violation | None = None,
) -> Opinion:
    """The panel of a free bed; `transfer`: the bed is in another zone, so it is asked for."""
    title = {
        Level.ALLOWED: translate("Placement", "可安置到 {bed}"),
        Level.CONFIRM: translate("Placement", "安置到 {bed} 须确认"),
        Level.BLOCKED: translate("Placement", "不能安置到 {bed}"),
    }[choice.level].format(bed=choice.bed)
    hint = {
        Level.ALLOWED: translate("Placement", "放下即安置，一分钟内可撤销"),
        Level.CONFIRM: translate("Placement", "放下后写明原因"),
        Level.BLOCKED: translate("Placement", "放下则放回原处"),
    }[choice.level]
    lines = broken_lines(choice.verdict.broken, pairs)
    if choice.level is Level.CONFIRM and any(b.override is None for b in choice.verdict.broken):
        hint = translate("Placement", "放下后申请例外")
    if transfer is not None and choice.level is not Level.BLOCKED:
        title = translate("Placement", "可申请转区到 {bed}").format(bed=choice.bed)
        if not any(b.override is None for b in choice.verdict.broken):
            hint = translate("Placement", "放下后申请转区")
        lines.append(Line("amber", explain(transfer), rule_number(transfer.rule)))
    lines += [
        Line("amber", reason_sentence(r), rule_number(r.rule)) for r in choice.minus if r.caution
    ]
    lines += [Line("minus", reason_sentence(r)) for r in choice.minus if not r.caution]
    lines += [Line("plus", reason_sentence(r)) for r in choice.plus]
    return Opinion(
        choice.level, title, place, tuple(lines), choice.verdict.fine,
        better if choice.level is not Level.ALLOWED else "", hint,
    )  # fmt: skip


def risk_lines(snapshot: Snapshot, person: PersonFacts, choice: BedChoice) -> list[Line]:
    """The risks page of one bed: who lives in the room with which signs, then every reason."""
    rooms = {b.id: b.room_id for b in snapshot.beds}
    room = rooms.get(choice.bed_id)
    mates = [
        p for p in snapshot.people
        if p.stay_id != person.stay_id and p.bed_id is not None and rooms.get(p.bed_id) == room
    ]  # fmt: skip
    pairs = [p for p in snapshot.pairs if person.stay_id in (p.first, p.second)]
    lines = broken_lines(choice.verdict.broken, pairs)
    lines += [
        Line("amber", reason_sentence(r), rule_number(r.rule)) for r in choice.minus if r.caution
    ]
    lines += [Line("minus", _mate(p)) for p in mates]
    if not mates:
        lines.append(Line("plus", translate("Placement", "房间里没有别人")))
    lines += [Line("minus", reason_sentence(r)) for r in choice.minus if not r.caution]
    return lines + [Line("plus", reason_sentence(r)) for r in choice.plus]


def _mate(person: PersonFacts) -> str:
    """A room mate with the signs everybody sees."""
    signs = show_list(
        [label(f"precaution.{p}") for p in sorted(person.precautions) if p != Precaution.STANDARD]
    )
    words = translate("Placement", "同室：{name}，{age} 岁").format(
        name=show_name(person.name), age=person.age
    )
    return " · ".join(p for p in (words, signs) if p)


class RuleBox(QFrame):
    """A reason that matters on a tint, with its source below."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        set_state(self, card=line.kind)
        self.setProperty("tint", line.kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        icon = "ban" if line.kind == "red" else "triangle-alert"
        row.addWidget(
            IconLabel(icon, 16, f"{line.kind}.text").at_line(), 0, Qt.AlignmentFlag.AlignTop
        )
        column = QVBoxLayout()
        column.setSpacing(2)
        words = Label(line.text, "body")
        words.setWordWrap(True)
        column.addWidget(words)
        if line.source:
            source = Label(line.source, "cap", "2")
            source.setWordWrap(True)
            column.addWidget(source)
        row.addLayout(column, 1)


def quiet_line(line: Line) -> QHBoxLayout:
    """A reason that only adds or takes points."""
    row = QHBoxLayout()
    row.setSpacing(6)
    token = "green.text" if line.kind == "plus" else "text.3"
    row.addWidget(IconLabel(line.kind, 12, token).at_line(), 0, Qt.AlignmentFlag.AlignTop)
    text = Label(f"{line.text}  {line.source}".strip(), "cap", "2")
    text.setWordWrap(True)
    row.addWidget(text, 1)
    return row


class RiskList(QWidget):
    """The risks page of a form (B7): what the choice would break, then what speaks for and against."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._inside: QWidget | None = None

    def tell(self, lines: Sequence[Line]) -> None:
        """Show other lines; none hides the list."""
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for line in lines:
            if line.kind in ("red", "amber"):
                column.addWidget(RuleBox(line))
            else:
                column.addLayout(quiet_line(line))
        self._column.addWidget(self._inside)
        self.setVisible(bool(lines))


class VerdictPanel(QWidget):
    """The content of the popover; `tell` shows another opinion."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(px(WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None

    def tell(self, said: Opinion) -> None:
        """Build the panel of an opinion."""
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        self._head(column, said)
        boxes = [line for line in said.lines if line.kind in ("red", "amber")]
        for line in boxes[:MOST_BOXES]:
            column.addWidget(RuleBox(line))
        if (more := len(boxes) - MOST_BOXES) > 0:
            column.addWidget(Label(self.tr("另有 {n} 条").format(n=more), "cap", "2"))
        for line in said.lines:
            if line.kind in ("plus", "minus"):
                column.addLayout(quiet_line(line))
        self._fine(column, said.fine)
        column.addWidget(rule())
        if said.better:
            row = QHBoxLayout()
            row.addWidget(Label(self.tr("改放："), "cap", "2"))
            row.addWidget(StatusChip(said.better, "green", "circle-check"))
            row.addStretch(1)
            column.addLayout(row)
        hint = Label(said.hint, "cap", "2")
        hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(hint)
        self._column.addWidget(self._inside)
        for part in self._inside.findChildren(QWidget):
            part.ensurePolished()  # fonts and borders of the theme count in the height
        column.invalidate()
        self._inside.setFixedSize(px(WIDTH), column.heightForWidth(px(WIDTH)))
        self.setAccessibleName(said.title)

    def _head(self, column: QVBoxLayout, said: Opinion) -> None:
        icon, family = painters.VERDICTS[said.level]
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(icon, 20, f"{family}.text"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = Label(said.title, "body", family, bold=True)
        title.setWordWrap(True)
        words.addWidget(title)
        place = Label(said.place, "cap", "2")
        place.setWordWrap(True)
        words.addWidget(place)
        row.addLayout(words, 1)
        column.addLayout(row)

    def _fine(self, column: QVBoxLayout, fine: Sequence[Check]) -> None:
        if not fine:
            return
        holder = QWidget()
        flow = FlowLayout(holder, 10)
        for check in fine:
            tick = QWidget()
            row = QHBoxLayout(tick)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            row.addWidget(IconLabel("check", 12, "green.text"))
            row.addWidget(Label(label(f"placement_check.{check}"), "cap", "green"))
            flow.addWidget(tick)
        column.addWidget(holder)


class VerdictPopover(Popover):
    """The panel in the air, off the bed it judges, never with the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.panel = VerdictPanel()
        self.set_content(self.panel)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_beside(self, bed: QRect) -> None:
        """Off a bed of the screen: below or above its right end, else to the right or left."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(bed.center()) or QGuiApplication.primaryScreen()
        self.move(free_place(self.rect(), bed, screen.availableGeometry()))
        self.show()


def free_place(card: QRect, bed: QRect, area: QRect) -> QPoint:
    """Where the card is whole on the screen and the bed stays in sight."""
    wide, high, gap = card.width(), card.height(), px(GAP)
    last_x, last_y = area.right() + 1 - wide, area.bottom() + 1 - high
    right, below = bed.right() + 1 + gap, bed.bottom() + 1 + gap
    left, above = bed.left() - gap - wide, bed.top() - gap - high
    if below <= last_y or above >= area.top():
        y = below if below <= last_y else above
        return QPoint(max(area.left(), min(right, last_x)), max(area.top(), min(y, last_y)))
    x = right if right <= last_x else left
    y = max(area.top(), min(bed.top(), last_y))
    return QPoint(max(area.left(), min(x, last_x)), y)
