"""The audit trail: filtered, verified, exported; its head kept elsewhere."""

import json
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.staff import views
from medcentre.staff.facts import AuditReport, AuditRowView
from medcentre.staff.views.audit import PAGE, action_name, facts_text, subject_name
from ui.kit.desk import Desk
from ui.kit.editors import Combo, DateEdit, LineEdit
from ui.kit.i18n import label, show_list, show_moment, show_name
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.tasks import Progress
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, Label


class AuditPage(Page):
    """Who did what, when, at which desk; nothing here can be changed by anybody."""

    topics = frozenset({Topic.AUDIT})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("审计日志"))
        self._before: int | None = None
        self._kept: tuple[int, str] | None = None
        check = self.header.add_button(self.tr("校验"), "shield-check", "primary")
        check.clicked.connect(self.verify)
        compare = self.header.add_button(self.tr("比对另存的链尾"), "git-compare")
        compare.clicked.connect(self.compare)
        if may(desk.ctx, views.export_trail):
            out = self.header.add_button(self.tr("导出"), "file-down")
            out.clicked.connect(self.export)
        self.body.addWidget(self._filters())
        self.table: TablePane[AuditRowView] = TablePane(
            desk,
            "administration.audit",
            self._columns(),
            row_id=lambda r: r.seq,
            searchable=False,
        )
        self.table.set_empty(Empty.NO_MATCH, self.tr("没有符合的记录"), self.tr("放宽筛选条件。"))
        self.table.current_changed.connect(self._show_facts)
        self.facts = Label("", "body", "1")
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        side = Card(self.tr("这一条"), "file-text").pad()
        side.setFixedWidth(px(320))
        side.body.addWidget(self.facts)
        side.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 1)
        row.addWidget(side)
        self.body.addLayout(row, 1)

    def load(self) -> None:
        """The page of the trail the filters ask for, newest first."""
        actions = [("", self.tr("全部动作"))]
        actions += sorted(
            ((a, action_name(a, self.desk.lang)) for a in views.audit_actions(self.desk.ctx)),
            key=lambda pair: pair[1],
        )
        chosen = self.action.value()
        self.action.set_options(actions)
        self.action.set_value(chosen or "")
        rows = views.audit_page(self.desk.ctx, self.wanted(self._before))
        self.table.show_rows(rows)
        if rows and self.table.view.current_row() is None:
            self.table.view.selectRow(0)
        self.older.setEnabled(len(rows) == PAGE)
        self.newest.setEnabled(self._before is not None)

    def wanted(self, before: int | None = None) -> views.AuditFilter:
        """The filters as typed."""
        return views.AuditFilter(
            text=self.text.value() or "",
            action=str(self.action.value() or ""),
            first_day=self.first.value(),
            last_day=self.last.value(),
            before=before,
        )

    def page_actions(self) -> tuple[Action, ...]:
        """Verify and export."""
        actions = [Action("audit.verify", self.tr("校验审计链"), self.verify, "", "shield-check")]
        if may(self.desk.ctx, views.export_trail):
            actions.append(
                Action("audit.export", self.tr("导出审计日志"), self.export, "Ctrl+E", "file-down")
            )
        return tuple(actions)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("每一次办理、登录和被拒绝的登录都在这里，一条扣一条，改动任何一条都会被发现。"),
            rules=(
                ("SEC-22", self.tr("法律要求至少保存 6 个月，本系统默认 3 年。")),
                ("SEC-23", self.tr("链尾另存在别处，才能发现结尾被截断。")),
            ),
        )

    def focus_filter(self) -> bool:
        """Cursor into the filter box."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    @Slot()
    def search(self) -> None:
        """Read again from the newest on."""
        self._before = None
        self.refresh()

    @Slot()
    def go_older(self) -> None:
        """The page before."""
        rows = self.table.view.shown_rows()
        if rows:
            self._before = min(r.seq for r in rows)
            self.refresh()

    @Slot()
    def verify(self) -> None:
        """Recompute the chain off the main thread."""
        self.banner.tell(self.tr("正在校验……"), "blue", "loader-circle")
        self.desk.tasks.start(
            partial(_verify, self.desk, self._kept), done=self._verified, failed=self._failed
        )

    @Slot()
    def compare(self) -> None:
        """Choose a head that was kept elsewhere; or keep the present one there."""
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("另存的链尾（已有的先比对，再更新）"),
            _suggest("audit-head.json"),
            "JSON (*.json)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.compare_with(Path(name))

    def compare_with(self, file: Path) -> None:
        """Check against the kept head, then keep the present one. Tells a cut-off end."""
        try:
            kept = json.loads(file.read_text("utf-8")) if file.exists() else None
            self._kept = (int(kept["seq"]), str(kept["link"])) if kept else None
        except (OSError, ValueError, KeyError, TypeError):
            self.banner.tell(self.tr("这不是另存的链尾文件，请重新选择。"), "red", "circle-alert")
            return
        report = views.verify_trail(self.desk.ctx, self._kept)
        self._kept = None
        self._verified(report)
        if not report.faults:
            file.write_text(json.dumps({"seq": report.seq, "link": report.link}), "utf-8")
            self.desk.toast(self.tr("链尾已存到 {name}").format(name=file.name))

    @Slot()
    def export(self) -> None:
        """The filtered trail as a workbook."""
        day = QDate.currentDate().toString("yyyyMMdd")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出审计日志"), _suggest(f"audit-{day}.xlsx"), "Excel (*.xlsx)"
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, file: Path) -> None:
        """Write the workbook; the export itself is audited."""
        data = views.export_trail(self.desk.ctx, self.wanted())
        try:
            file.write_bytes(data)
        except OSError as error:
            self.banner.tell(
                self.tr("没有写成：{why}。请换一个位置。").format(why=error.strerror or ""),
                "red",
                "circle-alert",
            )
            return
        self.desk.toast(self.tr("已导出到 {name}").format(name=file.name))
        self.search()

    @Slot(object)
    def _verified(self, report: AuditReport) -> None:
        if not report.faults:
            self.banner.tell(
                self.tr("审计链完整：共 {count} 条，链尾 {link}…").format(
                    count=report.seq, link=report.link[:16]
                ),
                "green",
                "shield-check",
            )
            return
        first = "；".join(
            self.tr("第 {seq} 号{kind}").format(seq=seq, kind=label(f"chain_fault.{kind}"))
            for seq, kind in report.faults[:3]
        )
        self.banner.tell(
            self.tr("发现 {count} 处改动：{first}。请保护现场并报告。").format(
                count=len(report.faults), first=first
            ),
            "red",
            "shield-alert",
        )

    @Slot(object)
    def _failed(self, error: object) -> None:
        if isinstance(error, DomainError):
            self.desk.refusal(error)
        elif isinstance(error, Exception):
            raise error

    @Slot(object)
    def _show_facts(self, row: AuditRowView | None) -> None:
        if row is None:
            self.facts.setText(self.tr("在左边选一条。"))
            return
        roles = show_list(label(f"role.{r}") for r in row.roles)
        head = [
            self.tr("第 {seq} 号").format(seq=row.seq),
            action_name(row.action, self.desk.lang),
            subject_name(row.subject, self.desk.lang),
        ]
        who = [
            f"{show_name(row.actor)}  {roles}".strip(),
            self.tr("电脑 {name}").format(name=row.workstation or "—"),
        ]
        parts = [
            "\n".join(head), "\n".join(who), facts_text(row.facts, self.desk.lang),
            self.tr("校验值 {link}").format(link=row.link[:24] + "…"),
        ]  # fmt: skip
        self.facts.setText("\n\n".join(p for p in parts if p))

    def _filters(self) -> QWidget:
        card = Card()
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.text = LineEdit(80, self.tr("人、对象、内容"))
        self.action = Combo([("", self.tr("全部动作"))])
        self.action.setMinimumWidth(px(200))
        self.first, self.last = DateEdit(self.desk.ctx.clock), DateEdit(self.desk.ctx.clock)
        find = Button(self.tr("查找"), "search")
        find.clicked.connect(self.search)
        self.text.returnPressed.connect(self.search)
        self.older = Button(self.tr("更早"), "chevron-left", "quiet")
        self.older.clicked.connect(self.go_older)
        self.newest = Button(self.tr("最新"), "skip-forward", "quiet")
        self.newest.clicked.connect(self.search)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        for words, editor in ((self.tr("从"), self.first), (self.tr("到"), self.last)):
            row.addWidget(Label(words, "cap", "2"))
            row.addWidget(editor)
        for button in (find, self.older, self.newest):
            row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _columns(self) -> list[Column[AuditRowView]]:
        lang = self.desk.lang
        today = centre_day(self.desk.ctx.clock.now())
        return [
            Column(self.tr("序号"), lambda r: str(r.seq), sort_key=lambda r: r.seq, number=True,
                   width=px(72)),
            Column(self.tr("时间"), lambda r: show_moment(r.at, today), sort_key=lambda r: r.seq,
                   width=px(110)),
            Column(self.tr("操作人"), lambda r: r.actor, width=px(110), person=True),
            Column(self.tr("动作"), lambda r: action_name(r.action, lang), width=px(170), bold=True),
            Column(self.tr("对象"), lambda r: subject_name(r.subject, lang), width=px(110)),
            Column(self.tr("内容"), lambda r: facts_text(r.facts, lang).replace("\n", "  ")),
        ]  # fmt: skip


def _verify(desk: Desk, kept: tuple[int, str] | None, _progress: Progress) -> AuditReport:
    return views.verify_trail(desk.ctx, kept)


def _suggest(name: str) -> str:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(place) / name)
