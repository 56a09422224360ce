"""One table of an import: each row with its verdict, each cell as it stands, wrong ones tinted."""

from PySide6.QtCore import QAbstractTableModel, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from medcentre.setup.facts import Field, Severity, Verdict
from medcentre.setup.preview import JudgedRow, Preview, explain_finding, sentences
from medcentre.setup.values import shown
from ui.kit import painters
from ui.kit.delegate import ROW_ROLE, AnyIndex, BaseDelegate
from ui.kit.i18n import label, lang
from ui.kit.table import ROOT
from ui.kit.theme import font, px

Role = Qt.ItemDataRole
LEAD = 2
"""Columns before the sheet's own: verdict, row number."""

FAMILIES = {Verdict.OK: "green", Verdict.WARNING: "amber", Verdict.ERROR: "red"}
ICONS = {Verdict.OK: "check", Verdict.WARNING: "triangle-alert", Verdict.ERROR: "circle-alert"}


class PreviewModel(QAbstractTableModel):
    """Rows of one table, perhaps only those with problems. `corrected` is told by the page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preview: Preview | None = None
        self.table = -1
        self.only_problems = False
        self.rows: tuple[JudgedRow, ...] = ()
        self.typed: tuple[JudgedRow, Field, str] | None = None

    def show(self, preview: Preview | None, table: int, only_problems: bool) -> None:
        """Show a table of a preview."""
        self.beginResetModel()
        self.preview, self.table, self.only_problems = preview, table, only_problems
        rows = [r for r in preview.rows if r.ref.table == table] if preview else []
        if only_problems:
            rows = [r for r in rows if r.verdict is not Verdict.OK]
        self.rows = tuple(rows)
        self.endResetModel()

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings of the sheet."""
        if self.preview is None or not 0 <= self.table < len(self.preview.tables):
            return ()
        return self.preview.tables[self.table].headings

    def field_at(self, column: int) -> Field | None:
        """What a column means."""
        place = column - LEAD
        if self.preview is None or not 0 <= place < len(self.headings):
            return None
        return self.preview.mappings[self.table].fields[place]

    def reason_column(self) -> int:
        """The last column: what is wrong, in words."""
        return LEAD + len(self.headings)

    def problem_column(self, place: int) -> int:
        """The first column of a row's heaviest finding; the sheet's first when it has no cell."""
        row = self.rows[place]
        fields = [f.field for f in row.findings if f.severity > Severity.NOTE and f.field]
        for field in fields:
            for column in range(LEAD, self.reason_column()):
                if self.field_at(column) is field:
                    return column
        return LEAD

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Rows of a flat table."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        """Verdict, number, the sheet's columns, reason."""
        return 0 if parent.isValid() or not self.headings else LEAD + len(self.headings) + 1

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> object:
        """Texts, findings as tooltips, the row for the delegate."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Role.DisplayRole, Role.EditRole):
            return self.text(row, index.column())
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
            field = self.field_at(index.column())
            found = row.beside(field) if field else ()
            return "\n".join(explain_finding(f, lang()) for f in found)
        return None

    def text(self, row: JudgedRow, column: int) -> str:
        """What a cell shows."""
        if column == 0:
            return label(f"import_verdict.{row.verdict}")
        if column == 1:
            return str(row.ref.row)
        if column == self.reason_column():
            return "；".join(sentences(row, lang())) if lang() == "zh" else " ".join(
                sentences(row, lang())
            )  # fmt: skip
        field = self.field_at(column)
        if field is None:
            return self._raw(row, column)
        if self.preview is not None and (row.ref, field) in self.preview.edits:
            return self.preview.edits[(row.ref, field)]
        return shown(row.line.cells.get(field))

    def _raw(self, row: JudgedRow, column: int) -> str:
        assert self.preview is not None
        table = self.preview.tables[self.table]
        line = next((x for x in table.lines if x.row == row.ref.row), None)
        place = column - LEAD
        return shown(line.cells[place]) if line and place < len(line.cells) else ""

    def setData(self, index: AnyIndex, value: object, role: int = Role.EditRole) -> bool:
        """Remember what was typed; the page judges everything again off the UI thread."""
        field = self.field_at(index.column())
        if not index.isValid() or field is None or role != Role.EditRole:
            return False
        row = self.rows[index.row()]
        if str(value) == self.text(row, index.column()):
            return False
        self.typed = (row, field, str(value))
        self.dataChanged.emit(index, index, [Role.EditRole])
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Cells that mean something may be corrected."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsEditable if self.field_at(index.column()) else base

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """The sheet's heading; below it in the tooltip what the column was taken for."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if section < LEAD or section >= self.reason_column():
            words = (self.tr("结论"), self.tr("行"))
            text = words[section] if section < LEAD else self.tr("原因和办法")
            return text if role == Role.DisplayRole else None
        field = self.field_at(section)
        heading = self.headings[section - LEAD] or self.tr("（无标题）")
        meaning = label(f"import_field.{field}") if field else self.tr("不导入")
        if role == Role.DisplayRole:
            same = meaning == heading
            return heading if same else self.tr("{heading} → {meaning}").format(
                heading=heading, meaning=meaning
            )  # fmt: skip
        if role == Role.ToolTipRole:
            return self.tr("单击可改这一列的含义")
        return None


class PreviewDelegate(BaseDelegate):
    """Verdict chips; tinted cells for findings; corrected cells bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Keep the index for `content`."""
        self._index = index
        super().paint(painter, option, index)

    def content(self, painter: QPainter, rect: QRectF, row: object, selected: bool) -> None:
        """One cell."""
        model = self._index.model()
        if not isinstance(row, JudgedRow) or not isinstance(model, PreviewModel):
            return
        column = self._index.column()
        inside = rect.adjusted(px(10), 0, -px(6), 0)
        if column == 0:
            words = label(f"import_verdict.{row.verdict}")
            family = FAMILIES[row.verdict]
            painters.chip(
                painter, rect.x() + px(8), rect.center().y(), words, family, ICONS[row.verdict]
            )
            return
        field = model.field_at(column)
        findings = row.beside(field) if field else ()
        if findings:
            worst = max(f.severity for f in findings)
            family = "red" if worst is Severity.ERROR else "amber"
            painters.box(
                painter, rect.adjusted(2, 3, -2, -4), f"{family}.tint", f"{family}.line", 4
            )
        edited = model.preview is not None and field is not None and (
            (row.ref, field) in model.preview.edits
        )  # fmt: skip
        tone = "text.1"
        if column == model.reason_column():
            tone = f"{FAMILIES[row.verdict]}.text" if row.verdict is not Verdict.OK else "text.3"
        elif field is None:
            tone = "text.3"
        painters.text(painter, inside, model.text(row, column), tone, font("body", bold=edited))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """A line to type into."""
        editor = QLineEdit(parent)
        editor.setFrame(True)
        return editor

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Normal rows."""
        return QSize(px(100), px(32))
