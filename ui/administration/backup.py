"""Backups and the health of the store (I6, SEC-26)."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.staff.acts.safekeeping import (
    BackupRow,
    HealthRow,
    backups,
    folder_of,
    health,
    make_centre_backup,
    prove_backup,
)
from ui.kit.desk import Desk
from ui.kit.feedback import InlineProgress
from ui.kit.i18n import label, show_moment
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.tasks import Progress
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, IconLabel, Label

translate = QCoreApplication.translate


class BackupPage(Page):
    """Back up now, prove a restore, and see how the store is."""

    topics = frozenset({Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("备份与健康"))
        self._proving = ""
        self.works = may(desk.ctx, make_centre_backup)
        if self.works:
            self.prove = self.header.add_button(self.tr("验证恢复"), "check-check")
            self.prove.clicked.connect(self.prove_current)
            now = self.header.add_button(self.tr("现在备份"), "hard-drive", "primary")
            now.clicked.connect(self.back_up)
        self.progress = InlineProgress()
        self.body.addWidget(self.progress)
        self.table: TablePane[BackupRow] = TablePane(
            desk,
            "administration.backup",
            self._columns(),
            row_id=lambda r: str(r.file),
            searchable=False,
            title=self.tr("备份"),
            icon="hard-drive",
        )
        self.table.set_empty(
            Empty.NOTHING_YET,
            self.tr("还没有备份"),
            self.tr("点“现在备份”。每份备份做完都会自动试恢复、逐表核对，再改成正式文件名。"),
        )
        self.health = HealthCard(desk)
        self.health.again.connect(self.look)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 1)
        row.addWidget(self.health)
        self.body.addLayout(row, 1)

    def load(self) -> None:
        """The backups in the folder, and the quick checks."""
        self.table.show_rows(backups(self.desk.ctx))
        self.header.set_title(
            self.tr("备份与健康"),
            self.tr("放在 {folder}；保留 30 天、12 月、7 年").format(
                folder=_short(folder_of(self.desk.ctx))
            ),
        )
        self.health.show_checks(health(self.desk.ctx))

    def page_actions(self) -> tuple[Action, ...]:
        """Back up and prove."""
        if not self.works:
            return ()
        return (
            Action("backup.make", self.tr("现在备份"), self.back_up, "", "hard-drive"),
            Action("backup.prove", self.tr("验证恢复"), self.prove_current, "", "check-check"),
        )

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("备份可以恢复到另一台电脑，也可以恢复到 PostgreSQL。请定期拷到别的磁盘。"),
            rules=(
                ("SEC-26", self.tr("每日备份，加密，离机保存，每季度做一次恢复验证。")),
                ("R08", self.tr("恢复：medcentre restore 文件 --data 新文件夹")),
            ),
        )

    @Slot()
    def back_up(self) -> None:
        """Make a proved backup off the main thread."""
        task = self.desk.tasks.start(
            partial(_make, self.desk), done=self._made, failed=self._failed
        )
        self.progress.watch(task, self.tr("正在备份并试恢复"))

    @Slot()
    def prove_current(self) -> None:
        """Prove the selected backup, else the newest."""
        rows = self.table.view.shown_rows()
        row = self.table.view.current_row() or (rows[0] if rows else None)
        if row is None:
            self.desk.toast(self.tr("还没有备份可以验证"), kind="amber")
            return
        self._proving = row.file.name
        task = self.desk.tasks.start(
            partial(_prove, self.desk, row.file), done=self._proved, failed=self._failed
        )
        self.progress.watch(task, self.tr("正在试恢复 {name}").format(name=row.file.name))

    @Slot()
    def look(self) -> None:
        """All checks, every page read."""
        task = self.desk.tasks.start(
            partial(_look, self.desk), done=self.health.show_checks, failed=self._failed
        )
        self.progress.watch(task, self.tr("正在检查每一页"))

    @Slot(object)
    def _made(self, rows: object) -> None:
        self.desk.toast(self.tr("备份完成，已试恢复：{rows} 行").format(rows=rows))
        self.refresh()

    @Slot(object)
    def _proved(self, rows: object) -> None:
        self.desk.toast(
            self.tr("{name} 能恢复：{rows} 行，审计链完整").format(name=self._proving, rows=rows)
        )

    @Slot(object)
    def _failed(self, error: object) -> None:
        if isinstance(error, DomainError):
            self.desk.refusal(error)
        elif isinstance(error, Exception):
            raise error

    def _columns(self) -> list[Column[BackupRow]]:
        return [
            Column(
                self.tr("时间"),
                lambda r: show_moment(r.made_at),
                sort_key=lambda r: r.made_at.timestamp(),
                width=px(150),
                bold=True,
            ),
            Column(self.tr("大小"), _size, sort_key=lambda r: r.size, number=True, width=px(100)),
            Column(
                self.tr("行数"),
                lambda r: f"{r.rows:,}",
                sort_key=lambda r: r.rows,
                number=True,
                width=px(100),
            ),
            Column(
                self.tr("审计链到"),
                lambda r: str(r.audit_seq),
                sort_key=lambda r: r.audit_seq,
                number=True,
                width=px(100),
            ),
            Column(self.tr("文件"), lambda r: r.file.name),
        ]


class HealthCard(Card):
    """What was looked at, each with its mark and, when bad, what to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(translate("Administration", "数据健康"), "activity")
        self.setFixedWidth(px(380))
        self._lines = QWidget()
        self._shown = QVBoxLayout(self._lines)
        self._shown.setContentsMargins(12, 8, 12, 8)
        self._shown.setSpacing(8)
        self.body.addWidget(self._lines, 1)
        button = Button(self.tr("检查每一页"), "scan-search", "quiet", small=True)
        self.add_tool(button)
        self.again = button.clicked

    @Slot(object)
    def show_checks(self, rows: tuple[HealthRow, ...]) -> None:
        """Replace the lines; what is wrong comes first."""
        while (item := self._shown.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for row in sorted(rows, key=lambda r: r.good):
            self._shown.addWidget(_CheckLine(row))
        self._shown.addStretch(1)


class _CheckLine(QWidget):
    def __init__(self, row: HealthRow) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        icon, tone = ("circle-check", "green.text") if row.good else ("circle-alert", "red.text")
        line.addWidget(IconLabel(icon, 16, tone).at_line(), 0, Qt.AlignmentFlag.AlignTop)
        kind = "health" if row.good else "health_bad"
        words = Label(
            label(f"{kind}.{row.check}").format_map(row.facts), "body", "1" if row.good else "red"
        )
        words.setWordWrap(True)
        line.addWidget(words, 1)


def _make(desk: Desk, progress: Progress) -> int:
    return make_centre_backup(desk.ctx, None, progress.step).rows


def _prove(desk: Desk, file: Path, _progress: Progress) -> int:
    return sum(prove_backup(desk.ctx, file).counts.values())


def _look(desk: Desk, _progress: Progress) -> tuple[HealthRow, ...]:
    return health(desk.ctx, True)


def _size(row: BackupRow) -> str:
    return f"{row.size / (1 << 20):.1f} MB"


def _short(folder: Path) -> str:
    """The last two parts of a folder: enough to know it, short enough for a heading."""
    return str(Path(*folder.parts[-2:])) if len(folder.parts) > 2 else str(folder)
