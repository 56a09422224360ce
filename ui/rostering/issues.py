"""What is wrong on the sheet, errors first; a click or F8 jumps to the cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from medcentre.rostering.facts import Level, RosterViolation, RuleId
from ui.kit import icons, painters
from ui.kit.delegate import ROW_ROLE, AnyIndex, BaseDelegate
from ui.kit.i18n import label
from ui.kit.table import ROOT
from ui.kit.theme import font, px
from ui.kit.widgets import Card, Empty, EmptyState, StatusChip
from ui.rostering.words import violation_words

Role = Qt.ItemDataRole
RULES = frozenset(str(rule) for rule in RuleId)


@dataclass(frozen=True, slots=True)
class Issue:
    """What one line tells: a broken rule, or the same lack on several days."""

    violations: tuple[RosterViolation, ...]

    @property
    def first(self) -> RosterViolation:
        """The earliest."""
        return self.violations[0]

    def words(self) -> str:
        """The sentence of the first."""
        return violation_words(self.first)

    def head(self) -> str:
        """What the rule is about, and how many days are alike."""
        rule = str(self.first.rule)
        name = label(f"roster_rule.{rule}") if rule in RULES else ""
        if len(self.violations) == 1:
            return name
        words = QCoreApplication.translate("IssueList", "{rule} · 共 {n} 天")
        return words.format(n=len(self.violations), rule=name)


def gathered(found: Sequence[RosterViolation]) -> tuple[Issue, ...]:
    """Lacks of the same post or need in one line; what concerns a person stays by itself."""
    groups: dict[object, list[RosterViolation]] = {}
    for n, v in enumerate(found):
        facts = dict(v.facts)
        key: object = n
        if v.person is None and v.day is not None:
            key = (v.rule, v.code, v.level, facts.get("post"), facts.get("shift"),
                   facts.get("need"), facts.get("reason"))  # fmt: skip
        groups.setdefault(key, []).append(v)
    return tuple(Issue(tuple(g)) for g in groups.values())


class IssueModel(QAbstractListModel):
    """The broken rules in the order of the sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Issue, ...] = ()

    def show(self, rows: Sequence[RosterViolation]) -> None:
        """Replace all."""
        self.beginResetModel()
        self.rows = gathered(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> object:
        """The violation for the delegate, its sentence for everybody else."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole):
            return f"{row.head()} {row.words()}"
        return None


class IssueDelegate(BaseDelegate):
    """Bar, icon, what the rule is about, its id, the sentence in up to three lines."""

    def content(self, painter: QPainter, rect: QRectF, row: object, selected: bool) -> None:
        """One problem."""
        if not isinstance(row, Issue):
            return
        first = row.first
        family = "red" if first.level is Level.ERROR else "amber"
        painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), _solid(family))
        name = "circle-alert" if first.level is Level.ERROR else "triangle-alert"
        icons.draw(painter, name, rect.x() + px(12), rect.y() + px(9), px(14), f"{family}.text")
        left = rect.x() + px(34)
        head = row.head()
        upper = QRectF(left, rect.y() + px(5), rect.right() - left - px(8), px(18))
        painters.text(painter, upper, head, "text.2", font("cap"))
        painters.text(
            painter, upper, str(first.rule), "text.3", font("tiny"), Qt.AlignmentFlag.AlignRight
        )
        painter.setFont(font("cap"))
        box = QRectF(left, rect.y() + px(23), rect.right() - left - px(8), px(50))
        from ui.kit.theme import colour

        painter.setPen(colour("text.1"))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(box, int(flags), row.words())

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Three lines."""
        return QSize(px(200), px(76))


def _solid(family: str) -> object:
    from ui.kit.theme import colour

    return colour(f"{family}.solid")


class IssueList(Card):
    """The card with counts and the list."""

    jumped = Signal(object)

    def __init__(self) -> None:
        super().__init__("", "list-checks")
        self.set_title(self.tr("排班问题"))
        self.errors = StatusChip("0", "red", "circle-alert")
        self.warnings = StatusChip("0", "amber", "triangle-alert")
        self.add_tool(self.errors)
        self.add_tool(self.warnings)
        self.model = IssueModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(IssueDelegate(self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self._jump)
        self.view.activated.connect(self._jump)
        self.body.addWidget(self.view, 1)
        self.done = EmptyState(Empty.ALL_DONE, self.tr("没有违反规则的地方"))
        self.body.addWidget(self.done, 1)
        self.fresh = EmptyState(
            Empty.NOTHING_YET,
            self.tr("这个月还没有排班"),
            self.tr("自动排班，或按字母填班。"),
            "calendar-days",
        )
        self.body.addWidget(self.fresh, 1)
        for part in (self.errors, self.warnings, self.done, self.fresh):
            part.hide()  # nothing is known before the month is read

    def show_violations(self, rows: Sequence[RosterViolation], *, begun: bool = True) -> None:
        """Replace the list; a month not begun lacks everything and tells how to begin."""
        self.fresh.setVisible(not begun)
        rows = rows if begun else ()
        self.model.show(rows)
        shown = self.model.rows
        errors = sum(r.first.level is Level.ERROR for r in shown)
        self.errors.show_state(self.tr("{n} 必须改").format(n=errors), "red", "circle-alert")
        self.warnings.show_state(str(len(shown) - errors), "amber", "triangle-alert")
        self.errors.setVisible(bool(errors))
        self.warnings.setVisible(len(shown) > errors)
        self.view.setVisible(bool(rows))
        self.done.setVisible(begun and not rows)

    def step(self, by: int) -> bool:
        """F8: the next problem."""
        count = len(self.model.rows)
        if not count:
            return False
        here = self.view.currentIndex().row()
        place = (here + by) % count if here >= 0 else 0
        self.view.setCurrentIndex(self.model.index(place))
        self._jump(self.model.index(place))
        return True

    def _jump(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Issue):
            self.jumped.emit(row.first)
