"""The people who work here: the list, one person's papers, leave and terms beside it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.placement.acts.teams import end_zone, join_zone
from medcentre.placement.views.teams import TeamRow, team_rows
from medcentre.staff import acts, views
from medcentre.staff.facts import (
    Category,
    LeaveRow,
    MaternityFact,
    MaternityKind,
    SecondmentRow,
    StaffRow,
)
from medcentre.staff.views import RelationRow
from ui.administration import staff_zones as zones
from ui.administration.staff_ends import EndFactDialog, EndLeaveDialog, EndTermDialog
from ui.administration.staff_forms import (
    CertificateDialog,
    LeaveDialog,
    MaternityDialog,
    SecondmentDialog,
    StaffDialog,
)
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_day, show_name, show_term
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, Label

_SIDES = {
    "police": (Category.POLICE, Category.AUX_POLICE, Category.GUARD),
    "doctor": (Category.DOCTOR,),
    "nurse": (Category.NURSE,),
}


class StaffPage(Page):
    """Everybody who works here, found by name, pinyin, initials or number."""

    topics = frozenset({Topic.STAFF, Topic.ACCOUNTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.teams: zones.Teams = {}
        self._wanted: int | None = None
        self.header.set_title(self.tr("工作人员"))
        if may(desk.ctx, acts.register_staff):
            add = self.header.add_button(self.tr("登记人员"), "user-plus", "primary", "Ctrl+N")
            add.clicked.connect(self.register)
        self.table: TablePane[StaffRow] = TablePane(
            desk, "administration.staff", self._columns(), row_id=lambda r: r.id
        )
        for name, kinds in _SIDES.items():
            words = {
                "police": self.tr("民警与安保"),
                "doctor": self.tr("医生"),
                "nurse": self.tr("护士"),
            }[name]
            self.table.add_filter(name, words, partial(_is_of, kinds))
        self.table.add_filter("seconded", self.tr("有备注"), lambda r: bool(r.remarks))
        self.table.add_filter("no_zone", self.tr("未登记分区"), self._lacks_zone)
        self.table.set_empty(
            Empty.NOTHING_YET,
            self.tr("还没有工作人员"),
            self.tr("逐个登记，或在“导入”里读入人员表。"),
        )
        self.table.opened.connect(self.change)
        self.person = PersonCard(desk)
        self.table.current_changed.connect(self.person.show_person)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 1)
        row.addWidget(self.person)
        self.body.addLayout(row)

    def load(self) -> None:
        """The list; the person beside it follows the selection."""
        rows = views.staff_list(self.desk.ctx)
        self.person.teams = self.teams = zones.by_person(team_rows(self.desk.ctx))
        self.table.show_rows(rows)
        if self._wanted is not None:
            self.table.view.select_id(self._wanted)
            self._wanted = None
        left = sum(1 for r in rows if r.category in _SIDES["police"])
        self.header.set_title(
            self.tr("工作人员"),
            self.tr("在岗 {all} 人，其中警务安保 {police} 人").format(all=len(rows), police=left),
        )
        if rows and self.table.view.current_row() is None:
            self.table.view.select_id(rows[0].id)
        self.person.show_person(self.table.view.current_row())

    def page_actions(self) -> tuple[Action, ...]:
        """Registering and changing."""
        if not may(self.desk.ctx, acts.register_staff):
            return ()
        return (
            Action("staff.register", self.tr("登记工作人员"), self.register, "Ctrl+N", "user-plus"),
        )

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("工作人员的档案、证件、休假和交流期限；排班和账号都以这里为准。"),
            rules=(
                ("ROS-10", self.tr("证件到期的人不能排班。")),
                ("ROS-05", self.tr("怀孕七个月以上、哺乳一年内不排夜班。")),
                ("7.4", self.tr("交流民警的权限随期限自动开始和结束。")),
                ("PL-01", self.tr("分区负责人批准同区调床；接收转区的人须属于接收区。")),
                ("12.2", self.tr("辅警、保安只看本分区、本班次；没有分区就看不到任何人。")),
            ),
        )

    def open_with(self, **state: Any) -> None:
        """`staff_id`: whom to choose."""
        self._wanted = state.get("staff_id")
        self._stale = True

    def _lacks_zone(self, row: StaffRow) -> bool:
        return zones.lacks_zone(self.teams, row)

    def state(self) -> dict[str, Any]:
        """Filter and selection."""
        return {"table": self.table.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse of `state`."""
        self.table.restore(state.get("table", {}))

    def focus_filter(self) -> bool:
        """Cursor into the filter box."""
        return self.table.focus_filter()

    @Slot()
    def register(self) -> None:
        """A new person."""
        dialog = StaffDialog(self.desk, None, self)
        dialog.saved.connect(self._registered)
        dialog.open()

    @Slot(object)
    def change(self, row: StaffRow) -> None:
        """Correct the record of a row."""
        if may(self.desk.ctx, acts.change_staff):
            StaffDialog(self.desk, row, self).open()

    @Slot(object)
    def _registered(self, staff_id: object) -> None:
        self.desk.toast(self.tr("已登记"))
        if isinstance(staff_id, int):
            self.table.view.select_id(staff_id)

    def _columns(self) -> list[Column[StaffRow]]:
        return [
            Column(self.tr("工号"), lambda r: r.number, width=px(72), search=True),
            Column(
                self.tr("姓名"),
                lambda r: r.name,
                width=px(104),
                search=True,
                person=True,
                bold=True,
            ),
            Column(self.tr("性别"), lambda r: label(f"sex.{r.sex}"), width=px(72)),
            Column(self.tr("类别"), lambda r: label(f"staff_category.{r.category}"), width=px(124)),
            Column(self.tr("职务/职称"), lambda r: r.title, width=px(96), search=True, term=True),
            Column(
                self.tr("所属单位"), lambda r: r.employer, width=px(112), search=True, term=True
            ),
            Column(
                self.tr("所属分区"),
                lambda r: zones.zones_now(self.teams, r),
                width=px(190),
                search=True,
            ),
            Column(
                self.tr("夜班"),
                lambda r: self.tr("可") if r.night_duty else self.tr("否"),
                width=px(64),
            ),
            Column(
                self.tr("账号"), lambda r: self.tr("有") if r.has_account else "—", width=px(76)
            ),
            Column(self.tr("备注"), lambda r: r.remarks, search=True),
        ]


class PersonCard(Card):
    """Papers, leave, terms and spared nights of the selected person, with what can be added."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(" ", "id-card")
        self.desk = desk
        self.setFixedWidth(px(320))
        self.teams: zones.Teams = {}
        self._person: StaffRow | None = None
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = QWidget()
        self._lines.setProperty("ground", "surface")
        self._shown = QVBoxLayout(self._lines)
        self._shown.setContentsMargins(12, 8, 12, 8)
        self._shown.setSpacing(4)
        area.setWidget(self._lines)
        self.body.addWidget(area, 1)
        foot = self.add_foot()
        foot.setSpacing(0)
        foot.setContentsMargins(4, 4, 4, 4)
        self._buttons: list[Button] = []
        for words, service, run in (
            (self.tr("休假"), acts.grant_leave, self.leave),
            (self.tr("证件"), acts.keep_certificate, self.certificate),
            (self.tr("交流"), acts.second, self.second),
            (self.tr("孕期"), acts.note_maternity, self.maternity),
        ):
            if may(desk.ctx, service):
                button = Button(words, kind="quiet", small=True)
                button.clicked.connect(run)
                foot.addWidget(button)
                self._buttons.append(button)
        foot.addStretch(1)

    @Slot(object)
    def show_person(self, row: StaffRow | None) -> None:
        """Another person, or nobody."""
        self._person = row
        for button in self._buttons:
            button.setEnabled(row is not None)
        while (item := self._shown.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        if row is None:
            self.set_title(self.tr("人员"), "")
            self._say(self.tr("在左边选一个人。"), "2")
            self._shown.addStretch(1)
            return
        self.set_title(show_name(row.name), f"{row.number} · {show_term(row.title)}")
        self._fill(views.staff_page(self.desk.ctx, row.id))
        self._shown.addStretch(1)

    def _fill(self, page: views.StaffPage) -> None:
        today = centre_day(self.desk.ctx.clock.now())
        row = page.row
        self._say(f"{show_term(row.employer)} · {label(f'staff_category.{row.category}')}")
        if row.licence:
            self._say(self.tr("证号 {number}").format(number=row.licence), "2")
        mine = self.teams.get(row.id, ())
        self._head(self.tr("所属分区"), not mine, join_zone, self.join)
        for zone in mine:
            self._ending(zones.line(zone, today), end_zone, partial(self._end_zone, zone))
        self._head(self.tr("证件"), not page.certificates)
        for paper in page.certificates:
            until = show_day(paper.expires_on) if paper.expires_on else self.tr("长期")
            soon = paper.expires_on is not None and paper.expires_on <= today + timedelta(days=60)
            kind = label(f"certificate_kind.{paper.kind}")
            self._say(
                self.tr("{kind} 至 {until}").format(kind=kind, until=until),
                "amber" if soon else "1",
            )
        self._head(self.tr("休假"), not page.leave)
        for leave in page.leave[:6]:
            days = f"{show_day(leave.first_day, today)} – {show_day(leave.last_day, today)}"
            said = f"{label(f'leave_kind.{leave.kind}')}  {days}"
            over = leave.last_day < today
            self._ending(said, acts.cancel_leave, None if over else partial(self._end_leave, leave))
        self._head(self.tr("交流轮岗"), not page.secondments)
        for term in page.secondments:
            days = f"{show_day(term.first_day)} – {show_day(term.last_day)}"
            runs = term.last_day >= today
            self._ending(
                f"{term.home_unit}  {days}", acts.end_secondment,
                partial(self._end_term, term) if runs else None, "1" if runs else "3",
            )  # fmt: skip
        if page.maternity:
            self._head(self.tr("孕期与哺乳"), False)
            for number, version, fact in page.maternity:
                words = label(f"maternity_kind.{MaternityKind(fact.kind)}")
                said = self.tr("{kind} 自 {day}").format(kind=words, day=show_day(fact.since))
                if fact.ended:
                    said = self.tr("{said} 至 {day}").format(said=said, day=show_day(fact.ended))
                end = None if fact.ended else partial(self._end_fact, number, version, fact)
                self._ending(said, acts.end_maternity, end, "3" if fact.ended else "1")
        self._relations(row.id)

    def _relations(self, staff_id: int) -> None:
        """Duties to keep away from residents; the residents are not named here (SEC-05)."""
        if not may(self.desk.ctx, views.relations_of):
            return
        rows = views.relations_of(self.desk.ctx, staff_id)
        if not rows:
            return
        self._head(self.tr("须回避的病员"), False)
        for row in rows:
            said = self.tr("{kind}，{day} 起").format(
                kind=label(f"relation_kind.{row.kind}"), day=show_day(row.since)
            )
            self._ending(said, acts.end_relation, partial(self._end_relation, row))

    def _head(
        self, words: str, empty: bool, service: Callable[..., Any] | None = None,
        add: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """The name of a part, with the way to add to it where the reader may."""
        self._shown.addSpacing(6)
        head = Label(words, "cap", "2")
        if add is not None and service is not None and may(self.desk.ctx, service):
            part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            button = Button(self.tr("登记"), kind="link", small=True)
            button.setAccessibleName(self.tr("登记：{what}").format(what=words))
            button.clicked.connect(partial(_do, add))
            row.addWidget(head, 1)
            row.addWidget(button)
            self._shown.addWidget(part)
        else:
            self._shown.addWidget(head)
        if empty:
            self._say("—", "3")

    def _say(self, words: str, tone: str = "1") -> None:
        line = Label(words, "body", tone)
        line.setWordWrap(True)
        self._shown.addWidget(line)

    def _ending(
        self, words: str, service: Callable[..., Any], change: Callable[[], None] | None,
        tone: str = "1",
    ) -> None:  # fmt: skip
        """A fact with the way to end it, where there is one and the reader may."""
        if change is None or not may(self.desk.ctx, service):
            self._say(words, tone)
            return
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        line = Label(words, "body", tone)
        line.setWordWrap(True)
        button = Button(self.tr("结束"), kind="link", small=True)
        button.setAccessibleName(self.tr("结束：{what}").format(what=words))
        button.clicked.connect(partial(_do, change))
        row.addWidget(line, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._shown.addWidget(part)

    def _end_zone(self, fact: TeamRow) -> None:
        if self._person:
            zones.EndZoneDialog(self.desk, self._person, fact, self).open()

    def _end_leave(self, leave: LeaveRow) -> None:
        if self._person:
            EndLeaveDialog(self.desk, self._person, leave, self).open()

    def _end_term(self, term: SecondmentRow) -> None:
        if self._person:
            EndTermDialog(self.desk, self._person, term, self).open()

    def _end_fact(self, number: int, version: int, fact: MaternityFact) -> None:
        if self._person:
            EndFactDialog(self.desk, self._person, (number, version, fact), self).open()

    def _end_relation(self, row: RelationRow) -> None:
        def end(reason: str) -> None:
            acts.end_relation(self.desk.ctx, row.id, row.version, reason)
            self.desk.toast(self.tr("回避关系已解除"))

        self.desk.confirm(
            self.tr("解除 {name} 的回避关系").format(name=show_name(row.staff_name)),
            self.tr("解除后，此人可以重新打开该病员的档案。原来的登记保留在记录里。"),
            self.tr("解除"), end, reason_min=6,
        )  # fmt: skip

    @Slot()
    def join(self) -> None:
        """Enter a zone."""
        if self._person:
            zones.JoinZoneDialog(self.desk, self._person, self).open()

    @Slot()
    def leave(self) -> None:
        """Enter leave."""
        if self._person:
            LeaveDialog(self.desk, self._person, self).open()

    @Slot()
    def certificate(self) -> None:
        """File a paper."""
        if self._person:
            CertificateDialog(self.desk, self._person, self).open()

    @Slot()
    def second(self) -> None:
        """Enter a term of an exchanged officer."""
        if self._person:
            SecondmentDialog(self.desk, self._person, self).open()

    @Slot()
    def maternity(self) -> None:
        """Enter a pregnancy or a birth."""
        if self._person:
            MaternityDialog(self.desk, self._person, self).open()


def _is_of(kinds: tuple[Category, ...], row: StaffRow) -> bool:
    return row.category in kinds


def _do(change: Callable[[], None], _checked: bool = False) -> None:
    """Without the `checked` Qt hands over."""
    change()
