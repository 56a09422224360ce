"""The roll: everybody here, with filters, and the way to a person's page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Data, view
from medcentre.kernel.wording import Lang
from medcentre.placement.admission_papers import print_roll
from medcentre.placement.views.beds import BedPlace, beds_of
from medcentre.residents import acts, views
from medcentre.residents.facts import RollRow
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import label, lang, show_day
from ui.kit.page import Action, HelpCard, Page
from ui.kit.print_words import print_context
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Button, Empty
from ui.residents import words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the roll."""

    row: RollRow
    place: BedPlace | None
    age: str
    left: str
    left_days: int | None
    where: str
    status: str

    @property
    def bed(self) -> str:
        """The bed's label, a dash without one."""
        return self.place.bed if self.place else "—"


def level_cell(painter: QPainter, rect: QRectF, row: ListRow) -> None:
    """Nursing level mark."""
    if row.row.care_level:
        painters.level(painter, rect.x(), rect.center().y(), row.row.care_level, lang())


def precautions_cell(painter: QPainter, rect: QRectF, row: ListRow) -> None:
    """Icons of the protections needed."""
    painters.precautions(painter, rect.x(), rect.center().y(), row.row.precautions)


def where_cell(painter: QPainter, rect: QRectF, row: ListRow) -> None:
    """In the house in plain words, outside as a chip."""
    if row.row.absence is None and row.row.exited_at is None:
        painters.text(painter, rect, row.where, "text.2")
        return
    family = "red" if row.row.absence == "escaped" else "amber"
    if row.row.exited_at is not None:
        family = "grey"
    painters.chip(painter, rect.x(), rect.center().y(), row.where, family)


def list_rows(desk: Desk, rows: tuple[RollRow, ...]) -> list[ListRow]:
    """Roll rows with bed and words."""
    today = centre_day(desk.ctx.clock.now())
    places = beds_of(desk.ctx)
    return [
        ListRow(
            row=r,
            place=places.get(r.stay_id),
            age=words.age(r, today),
            left=words.days_left(r, today),
            left_days=(r.last_day - today).days if r.last_day else None,
            where=words.whereabouts(r, today),
            status=label(f"legal_status.{r.legal_status}") if r.legal_status else "",
        )
        for r in rows
    ]


def list_columns(desk: Desk) -> list[Column[ListRow]]:
    """The columns of the roll, as far as the reader may see them."""
    today, wide = centre_day(desk.ctx.clock.now()), lang() is Lang.EN
    columns: list[Column[ListRow]] = [
        Column(translate("Residents", "床"), lambda r: r.bed, width=px(84), search=True),
        Column(
            translate("Residents", "姓名"), lambda r: words.name(r.row), width=px(168 if wide else 120), search=True, person=True, bold=True,
            note=lambda r: r.age,
        ),
        Column(translate("Residents", "性别"), lambda r: label(f"sex.{r.row.sex}"), width=px(76 if wide else 56)),
        Column(translate("Residents", "编号"), lambda r: r.row.admission_no, width=px(92), search=True),
        Column(
            translate("Residents", "级"), lambda r: label(f"care_level.{r.row.care_level}") if r.row.care_level else "",
            sort_key=lambda r: r.row.care_level or "", paint=level_cell, width=px(40),
            long_title=translate("Residents", "护理级别"),
        ),
        Column(
            translate("Residents", "防护"), lambda r: " ".join(label(f"precaution.{p}") for p in r.row.precautions),
            paint=precautions_cell, width=px(96), tip=lambda r: "、".join(
                label(f"precaution.{p}") for p in r.row.precautions
            ),
        ),
        Column(translate("Residents", "法律身份"), lambda r: r.status, width=px(250 if wide else 210), search=True),
        Column(
            translate("Residents", "入所"), lambda r: show_day(centre_day(r.row.admitted_at), today),
            sort_key=lambda r: r.row.admitted_at, width=px(120 if wide else 104),
        ),
        Column(
            translate("Residents", "剩余天数"), lambda r: r.left, number=True, width=px(84),
            sort_key=lambda r: r.left_days if r.left_days is not None else 10**6,
            tone=lambda r: _left_tone(r.left_days),
        ),
        Column(translate("Residents", "去向"), lambda r: r.where, paint=where_cell),
    ]  # fmt: skip
    if desk.ctx.actor.may(view(Data.LEGAL)):
        return columns
    hidden = (translate("Residents", "法律身份"), translate("Residents", "剩余天数"))
    return [c for c in columns if c.title not in hidden]


def _left_tone(left: int | None) -> str:
    if left is None or left > 30:
        return "text.1"
    return "red.text" if left < 7 else "amber.text"


def _left_at(row: ListRow) -> datetime:
    return row.row.exited_at or row.row.admitted_at


class ResidentsPage(Page):
    """Everybody on the roll."""

    topics = frozenset({Topic.RESIDENTS, Topic.PLACEMENT})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("在所名册"))
        if may(desk.ctx, print_roll):
            self.header.add_widget(self._print_button())
        if may(desk.ctx, acts.admit):
            admit = self.header.add_button(self.tr("入所登记"), "log-in", "primary", "Ctrl+N")
            admit.clicked.connect(self.admit)
        self.table: TablePane[ListRow] = TablePane(
            desk,
            "residents.list",
            list_columns(desk),
            row_id=lambda r: r.row.stay_id,
            mark=lambda r: "red" if r.left_days is not None and r.left_days < 0 else "",
        )
        self.table.add_filter("out", self.tr("在外"), lambda r: r.row.absence is not None)
        self.table.add_filter("n1", self.tr("一级以上"), lambda r: r.row.care_level in ("n0", "n1"))
        self.table.add_filter("nobed", self.tr("没有床位"), lambda r: r.place is None)
        self.table.add_filter(
            "soon", self.tr("30 天内期满"), lambda r: r.left_days is not None and r.left_days <= 30
        )
        empty = self.table.set_empty(
            Empty.NOTHING_YET,
            self.tr("名册还是空的"),
            self.tr("登记第一位入所人员，或从原来的表格导入。"),
        )
        if may(desk.ctx, acts.admit):
            empty.add_button(self.tr("入所登记"), "log-in", "primary").clicked.connect(self.admit)
        self.table.opened.connect(self.open_row)
        self.body.addWidget(self.table)

    def _print_button(self) -> Button:
        made = Button(self.tr("打印"), "printer")
        made.set_key("Ctrl+P")
        menu = QMenu(made)
        menu.addAction(self.tr("花名册"), self.print_screen)
        menu.addAction(self.tr("点名表"), self.print_roll_call)
        made.setMenu(menu)
        return made

    def load(self) -> None:
        """Roll and beds: five statements, whatever the number of people."""
        rows = list_rows(self.desk, views.roll(self.desk.ctx))
        out = sum(r.row.absence is not None for r in rows)
        self.header.set_title(
            self.tr("在所名册"),
            self.tr("在册 {total} · 在所 {inside} · 在外 {out}").format(
                total=len(rows), inside=len(rows) - out, out=out
            ),
        )
        self.table.show_rows(rows)

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        found = []
        if may(self.desk.ctx, acts.admit):
            found.append(
                Action("residents.admit", self.tr("入所登记"), self.admit, "Ctrl+N", "log-in")
            )
        if may(self.desk.ctx, print_roll):
            call = self.tr("打印点名表")
            found.append(Action("residents.call", call, self.print_roll_call, "", "list-checks"))
        return tuple(found)

    def print_screen(self) -> bool:
        """Ctrl+P: the people shown, in the order shown (L05)."""
        return self._print(self.tr("花名册"), to_tick=False)

    @Slot()
    def print_roll_call(self) -> None:
        """The same with columns to tick."""
        self._print(self.tr("点名表"), to_tick=True)

    def _print(self, title: str, *, to_tick: bool) -> bool:
        if not may(self.desk.ctx, print_roll):
            return False
        shown = tuple(r.row.stay_id for r in self.table.view.shown_rows())
        paper = print_context(self.desk)
        try:
            pdf = print_roll(self.desk.ctx, shown, paper, title=title, to_tick=to_tick)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return True
        self.desk.preview(pdf, title)
        return True

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("查找在所人员，打开个人页。可按床号、姓名、拼音首字母、编号筛选。"),
            rules=(
                ("LAW-10", self.tr("剩余天数从决定之日起算，脱逃时间不计。")),
                ("SEC-01", self.tr("防护标志说明怎样防护，不说明病种。")),
            ),
        )

    def state(self) -> dict[str, Any]:
        """Filter, scroll, selection."""
        return self.table.state()

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.table.restore(state)

    def focus_filter(self) -> bool:
        """The key /."""
        return self.table.focus_filter()

    @Slot()
    def admit(self) -> None:
        """To the intake wizard."""
        self.desk.open("residents.intake")

    @Slot(object)
    def open_row(self, row: ListRow) -> None:
        """To the person's page."""
        self.desk.person(row.row.stay_id)


class FormerPage(Page):
    """Who left, and how: the last 400 days."""

    topics = frozenset({Topic.RESIDENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("出所与去向"))
        here_only = (translate("Residents", "床"), translate("Residents", "剩余天数"))
        columns = [c for c in list_columns(desk) if c.title not in here_only]
        self.table: TablePane[ListRow] = TablePane(
            desk, "residents.former", columns, row_id=lambda r: r.row.stay_id
        )
        self.table.set_empty(Empty.NOTHING_YET, self.tr("还没有人出所"))
        self.table.opened.connect(self.open_row)
        self.body.addWidget(self.table)

    def load(self) -> None:
        """Former residents, the latest to leave first."""
        since = self.desk.ctx.clock.now() - timedelta(days=400)
        rows = list_rows(self.desk, views.former(self.desk.ctx, since))
        self.table.show_rows(sorted(rows, key=_left_at, reverse=True))

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("近 400 天出所人员和去向。"),
            rules=(("SEC-10", self.tr("出所满三年后不再出现在日常查找中。")),),
        )

    def state(self) -> dict[str, Any]:
        """Filter, scroll, selection."""
        return self.table.state()

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.table.restore(state)

    def focus_filter(self) -> bool:
        """The key /."""
        return self.table.focus_filter()

    @Slot(object)
    def open_row(self, row: ListRow) -> None:
        """To the person's page."""
        self.desk.person(row.row.stay_id)
