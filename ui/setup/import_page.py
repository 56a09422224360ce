"""Import (J12, J13): files in, every row with its verdict, corrected in place, one transaction."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from medcentre.kernel.changes import Topic
from medcentre.kernel.errors import DomainError
from medcentre.setup.acts import Imported, apply_import
from medcentre.setup.facts import FileKind, SetupCode, Verdict
from medcentre.setup.headings import kind_of
from medcentre.setup.preview import (
    JudgedRow,
    Preview,
    correct,
    drop,
    explain_finding,
    map_column,
    undo,
)
from medcentre.setup.views import plan_import
from medcentre.setup.workbook import error_workbook
from ui.kit.desk import Desk
from ui.kit.feedback import InlineProgress
from ui.kit.i18n import label, lang
from ui.kit.page import Action, HelpCard, Page
from ui.kit.tasks import Progress
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, EmptyState, Label, StatusChip
from ui.setup.preview_model import LEAD, PreviewDelegate, PreviewModel

TYPES = "*.xlsx *.xls *.ods *.csv"


def need_preview(preview: Preview | None) -> Preview:
    """The preview there must be. Raises DomainError when it was imported meanwhile."""
    if preview is None:
        raise DomainError(SetupCode.PREVIEW_STALE)
    return preview


class ImportPage(Page):
    """Choose, look, correct, import."""

    topics: frozenset[Topic] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.preview: Preview | None = None
        self._newest: Preview | None = None
        self.paths: tuple[Path, ...] = ()
        self.setAcceptDrops(True)
        self.header.set_title(self.tr("导入表格"))
        self.again = self.header.add_button(self.tr("换一批文件"), "folder-open")
        self.again.clicked.connect(self.choose_folder)
        self.book = self.header.add_button(self.tr("保存问题清单"), "file-down")
        self.book.clicked.connect(self.save_errors)
        self.go = self.header.add_button(self.tr("导入"), "download", "primary")
        self.go.clicked.connect(self.run_import)
        self.progress = InlineProgress()
        self.body.addWidget(self.progress)
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self._start_page()
        self._work_page()
        self._buttons()

    def _start_page(self) -> None:
        self.start = EmptyState(
            Empty.NOTHING_YET,
            self.tr("选择原来的表格，或把文件夹拖到这里"),
            self.tr("分区床位、工作人员、花名册、出入登记、支出明细。列名和顺序不必相同，导入前逐行给出结论。"),
            "file-spreadsheet",
        )  # fmt: skip
        folder = self.start.add_button(self.tr("选择文件夹"), "folder-open", "primary")
        folder.clicked.connect(self.choose_folder)
        self.start.add_button(self.tr("选择文件"), "file-up").clicked.connect(self.choose_files)
        card = Card()
        card.body.addWidget(self.start)
        self.stack.addWidget(card)

    def _work_page(self) -> None:
        split = QSplitter()
        left = Card(self.tr("表格"), "layers")
        self.tables = QListWidget()
        self.tables.setProperty("roomy", "true")
        self.tables.currentRowChanged.connect(self._show_table)
        left.body.addWidget(self.tables)
        split.addWidget(left)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card("", "table")
        card.set_title(self.tr("预览"))
        self.only = Button(self.tr("只看有问题的"), small=True)
        self.only.setCheckable(True)
        self.only.toggled.connect(self._filter)
        card.add_tool(self.only)
        self.model = PreviewModel(self)
        self.model.dataChanged.connect(self._typed)
        self.grid = QTableView()
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(PreviewDelegate(self.grid))
        self.grid.setShowGrid(False)
        self.grid.verticalHeader().hide()
        self.grid.verticalHeader().setDefaultSectionSize(px(32))
        self.grid.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        edge = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.grid.horizontalHeader().setDefaultAlignment(edge)
        self.grid.horizontalHeader().sectionClicked.connect(self._heading)
        self.grid.selectionModel().currentChanged.connect(self._show_row)
        card.body.addWidget(self.grid)
        column.addWidget(card, 1)
        column.addWidget(self._row_card())
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([px(250), px(1100)])
        split.setChildrenCollapsible(False)
        self.stack.addWidget(split)

    def _row_card(self) -> QWidget:
        self.detail = Card("", "info")
        self.detail.set_title(self.tr("这一行"))
        self.drop_button = Button(self.tr("删除这一行"), "trash-2", small=True)
        self.drop_button.clicked.connect(self._drop)
        self.back_button = Button(self.tr("恢复原样"), "undo-2", small=True)
        self.back_button.clicked.connect(self._undo)
        self.detail.add_tool(self.back_button)
        self.detail.add_tool(self.drop_button)
        self.lines = QVBoxLayout()
        self.lines.setContentsMargins(12, 8, 12, 8)
        self.lines.setSpacing(6)
        self.detail.body.addLayout(self.lines)
        self.detail.setMinimumHeight(px(120))
        return self.detail

    # ---- files ------------------------------------------------------------------------------

    @Slot()
    def choose_folder(self) -> None:
        """A whole folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("选择表格所在的文件夹"))
        if chosen:
            self.read((Path(chosen),))

    @Slot()
    def choose_files(self) -> None:
        """Some files."""
        words = self.tr("表格 ({types})").format(types=TYPES)
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("选择表格"), "", words)
        if chosen:
            self.read(tuple(map(Path, chosen)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        paths = tuple(Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile())
        if paths:
            self.read(paths)

    def read(self, paths: tuple[Path, ...]) -> None:
        """Read and judge off the UI thread."""
        self.paths = paths

        def job(progress: Progress) -> Preview:
            self._newest = plan_import(self.desk.ctx, *paths)
            return self._newest

        task = self.desk.tasks.start(job, done=self.show_preview, failed=self._failed)
        self.progress.watch(task, self.tr("正在读取表格并逐行核对…"))

    @Slot(object)
    def show_preview(self, preview: Preview) -> None:
        """Show the tables with their counts; go to the first with problems."""
        kept = self.tables.currentRow()
        self.preview = preview
        self.tables.blockSignals(True)
        self.tables.clear()
        for index, table in enumerate(preview.tables):
            rows = [r for r in preview.rows if r.ref.table == index]
            errors = sum(r.verdict is Verdict.ERROR for r in rows)
            warnings = sum(r.verdict is Verdict.WARNING for r in rows)
            words = self.tr("{kind}\n{file} · {rows} 行").format(
                kind=label(f"import_kind.{table.kind}"), file=table.file, rows=len(rows)
            )
            if errors or warnings:
                words += "\n" + self._counted(errors, warnings)
            item = QListWidgetItem(words)
            item.setToolTip(f"{table.file} / {table.sheet}")
            self.tables.addItem(item)
        self.tables.blockSignals(False)
        self.stack.setCurrentIndex(1)
        worst = next((r.ref.table for r in preview.rows if r.verdict is Verdict.ERROR), 0)
        self.tables.setCurrentRow(kept if 0 <= kept < len(preview.tables) else worst)
        self._show_table(self.tables.currentRow())
        self._buttons()

    def _counted(self, errors: int, warnings: int) -> str:
        """Errors and warnings, whichever there are."""
        parts = []
        if errors:
            parts.append(self.tr("错误 {n}").format(n=errors))
        if warnings:
            parts.append(self.tr("提醒 {n}").format(n=warnings))
        return self.tr("，").join(parts)

    @Slot(object)
    def _failed(self, error: object) -> None:
        if not isinstance(error, DomainError):
            raise error if isinstance(error, Exception) else RuntimeError(error)
        self.desk.refusal(error)

    # ---- looking and correcting -------------------------------------------------------------

    @Slot(int)
    def _show_table(self, table: int) -> None:
        """Another table."""
        self.model.show(self.preview, table, self.only.isChecked())
        metrics = self.grid.fontMetrics()
        for column in range(self.model.columnCount()):
            title = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            sample = max(
                (self.model.text(r, column) for r in self.model.rows[:40]), key=len, default=""
            )
            wide = max(metrics.horizontalAdvance(title), metrics.horizontalAdvance(sample[:24]))
            self.grid.setColumnWidth(column, min(wide + px(34), px(230)))
        self.grid.setColumnWidth(0, px(96))
        self.grid.setColumnWidth(1, px(52))
        self.grid.setColumnWidth(self.model.reason_column(), px(420))
        problem = next((i for i, r in enumerate(self.model.rows) if r.verdict is Verdict.ERROR), 0)
        if self.model.rows:
            self._go(problem)
        self._show_row()

    def _go(self, row: int) -> None:
        """To the cell of a row that wants correcting, both in view."""
        column = self.model.problem_column(row)
        index = self.model.index(row, column)
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(self.model.index(row, LEAD))
        self.grid.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    @Slot(bool)
    def _filter(self, _on: bool) -> None:
        self._show_table(self.tables.currentRow())

    @Slot()
    def _show_row(self) -> None:
        """Every finding of the current row, with its suggestion as a button."""
        while (item := self.lines.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        row = self._row()
        self.drop_button.setEnabled(row is not None)
        edited = row is not None and self.preview is not None and any(
            ref == row.ref for ref, _ in self.preview.edits
        )  # fmt: skip
        self.back_button.setVisible(edited)
        if row is None:
            return
        for finding in row.findings:
            part = QWidget()
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            family = ("grey", "amber", "red")[finding.severity]
            field = label(f"import_field.{finding.field}") if finding.field else ""
            if field:
                line.addWidget(StatusChip(field, family))
            words = Label(explain_finding(finding, lang()), "body")
            words.setWordWrap(True)
            line.addWidget(words, 1)
            if finding.suggestion and finding.field:
                use = Button(self.tr("改为 {value}").format(value=finding.suggestion), small=True)
                use.clicked.connect(partial(self._take, row, finding.field, finding.suggestion))
                line.addWidget(use)
            self.lines.addWidget(part)
        if not row.findings:
            self.lines.addWidget(Label(self.tr("没有问题，可以导入。"), "body", "2"))

    def _row(self) -> JudgedRow | None:
        place = self.grid.currentIndex().row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    @Slot()
    def _typed(self) -> None:
        typed = self.model.typed
        if typed is not None:
            self.model.typed = None
            self._take(*typed)

    def _take(self, row: JudgedRow, field: Any, value: str, _checked: bool = False) -> None:
        if self.preview is not None:
            self._judge(lambda newest: correct(newest, row.ref, field, value))

    @Slot()
    def _drop(self) -> None:
        row = self._row()
        if row is not None and self.preview is not None:
            self._judge(lambda newest: drop(newest, row.ref))

    @Slot()
    def _undo(self) -> None:
        row = self._row()
        if row is not None and self.preview is not None:
            self._judge(lambda newest: undo(newest, row.ref))

    def _judge(self, again: Callable[[Preview], Preview]) -> None:
        """Judge everything again off the UI thread; the current row stays.

        Each correction builds on the one before, also when the next is typed before it is judged.
        """

        def job(progress: Progress) -> Preview:
            self._newest = again(self._newest or need_preview(self.preview))
            return self._newest

        self._keep = (self._row(), self.grid.currentIndex().column())
        task = self.desk.tasks.start(job, done=self._judged, failed=self._failed)
        self.progress.watch(task, self.tr("正在重新核对…"))

    @Slot(object)
    def _judged(self, preview: Preview) -> None:
        row, column = self._keep
        self.show_preview(preview)
        if row is None:
            return
        place = next((i for i, r in enumerate(self.model.rows) if r.ref == row.ref), None)
        if place is not None:
            self.grid.setCurrentIndex(self.model.index(place, max(column, 0)))

    @Slot(int)
    def _heading(self, column: int) -> None:
        """What does this column mean?"""
        if self.preview is None or not LEAD <= column < self.model.reason_column():
            return
        kind: FileKind = self.preview.tables[self.model.table].kind
        now = self.model.field_at(column)
        menu = QMenu(self)
        none = menu.addAction(self.tr("不导入"))
        none.setCheckable(True)
        none.setChecked(now is None)
        none.triggered.connect(partial(self._map, column, None))
        menu.addSeparator()
        for meaning in kind_of(kind).meanings:
            deed = menu.addAction(label(f"import_field.{meaning.field}"))
            deed.setCheckable(True)
            deed.setChecked(meaning.field is now)
            deed.triggered.connect(partial(self._map, column, meaning.field))
        header = self.grid.horizontalHeader()
        x = header.sectionViewportPosition(column)
        menu.popup(header.mapToGlobal(QPoint(x, header.height())))

    def _map(self, column: int, field: Any, _checked: bool = False) -> None:
        table = self.model.table
        if self.preview is not None:
            self._judge(lambda newest: map_column(newest, table, column - LEAD, field))

    # ---- importing --------------------------------------------------------------------------

    def _buttons(self) -> None:
        loaded = self.preview is not None
        for button in (self.again, self.book, self.go):
            button.setVisible(loaded)
        if self.preview is None:
            return
        errors = self.preview.count(Verdict.ERROR)
        good = len(self.preview.rows) - errors
        self.go.setText(self.tr("导入 {n} 行").format(n=good))
        note = self.tr("可导入 {good} 行，其中 {warnings} 行请核对；{errors} 行有错").format(
            good=good, warnings=self.preview.count(Verdict.WARNING), errors=errors
        )
        self.header.set_title(self.tr("导入表格"), note)
        self.book.setEnabled(errors + self.preview.count(Verdict.WARNING) > 0)

    @Slot()
    def run_import(self) -> None:
        """All good rows in one transaction; with errors left, say so first."""
        if self.preview is None:
            return
        errors = self.preview.count(Verdict.ERROR)
        if errors:
            self.desk.confirm(
                self.tr("还有 %n 行有错", "", errors),
                self.tr("可以先在表里改正；也可以只导入其余的行，有错的行留下，改好后再导入一次，不会重复。"),
                self.tr("只导入好的行"),
                self._import,
            )  # fmt: skip
        else:
            self._import("")

    def _import(self, _reason: str) -> None:
        if self.preview is None:
            return

        def job(progress: Progress) -> Imported:
            newest = self._newest or need_preview(self.preview)
            return apply_import(self.desk.ctx, newest, good_rows_only=True, progress=progress)

        task = self.desk.tasks.start(job, done=self._imported, failed=self._failed)
        self.progress.watch(task, self.tr("正在导入，停止则一行也不留下…"))

    @Slot(object)
    def _imported(self, result: Imported) -> None:
        self.desk.toast(
            self.tr("已导入 {entered} 行，留下 {left} 行").format(
                entered=sum(result.entered.values()), left=sum(result.left_out.values())
            )
        )
        self.preview = self._newest = None
        self.stack.setCurrentIndex(0)
        self._buttons()
        self.desk.open("placement.map")

    @Slot()
    def save_errors(self) -> None:
        """The rows with problems as a workbook, to hand to whoever keeps the sheet."""
        if self.preview is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("保存问题清单"), self.tr("导入问题清单.xlsx"), "*.xlsx"
        )
        if name:
            Path(name).write_bytes(error_workbook(self.preview, lang()))
            self.desk.toast(self.tr("已保存：{file}").format(file=Path(name).name))

    def next_problem(self, step: int) -> bool:
        """F8: the next row with a problem."""
        rows = [i for i, r in enumerate(self.model.rows) if r.verdict is not Verdict.OK]
        if not rows:
            return False
        here = self.grid.currentIndex().row()
        after = [i for i in rows if (i > here if step > 0 else i < here)]
        place = (
            (after[0] if step > 0 else after[-1]) if after else (rows[0] if step > 0 else rows[-1])
        )
        self._go(place)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        return (
            Action(
                "import.folder", self.tr("选择文件夹"), self.choose_folder, "Ctrl+O", "folder-open"
            ),
            Action("import.files", self.tr("选择文件"), self.choose_files, "", "file-up"),
        )

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr(
                "把原来的表格导入进来。先看结论，在格子里改正，再一次导入；再导入一次不会重复。"
            ),
            rules=(
                ("LAW-05", self.tr("按强制隔离戒毒收治的人必须有决定书文号。")),
                ("FEE-11", self.tr("没有费用类别的，确认前按最低一类计。")),
            ),
            keys=(("F2", self.tr("改正这一格")), ("F8", self.tr("下一个问题"))),
        )
