"""Posts and rules (C2): what a month is planned with, each list valid from a month on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang
from medcentre.rostering import planning
from medcentre.rostering.facts import (
    Contract,
    CoverNeed,
    Group,
    HolidayPlan,
    Level,
    Post,
    PostNeed,
    RuleConfig,
    ShiftType,
)
from medcentre.rostering.plan_file import PlanKind
from medcentre.rostering.planning import PlanPage, SaveHolidays, SavePlan
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.form import FormDialog
from ui.kit.i18n import label, lang, show_day, show_list, show_name, show_term, show_weekday
from ui.kit.page import Action, HelpCard
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Empty, Segment
from ui.rostering.month_bar import MonthBar
from ui.rostering.month_page import MonthPage
from ui.rostering.plan_forms import (
    ContractDialog,
    CoverDialog,
    HolidayDialog,
    PostDialog,
    RuleDialog,
    ShiftDialog,
)
from ui.rostering.words import shift_name, show_minutes

translate = QCoreApplication.translate
LEVELS = {
    Level.ERROR: ("red", "circle-alert"),
    Level.WARN: ("amber", "triangle-alert"),
    Level.INFO: ("blue", "info"),
}


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One date of the plans."""

    day: date
    kind: str


class PlanPageView(MonthPage):
    """Six lists; Enter edits the chosen entry."""

    topics = frozenset({Topic.ROSTERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.month = Month.of(centre_day(desk.ctx.clock.now())).plus(1)
        self.plan: PlanPage | None = None
        self._wanted = ("", "")
        self.edits = may(desk.ctx, planning.save_plan)
        self.header.set_title(self.tr("岗位与规则"))
        self.bar = MonthBar(self.month)
        self.bar.turned.connect(self._turned)
        self.header.add_tool(self.bar)
        self.tables: dict[str, TablePane[Any]] = {
            PlanKind.POSTS: self._posts(), PlanKind.SHIFTS: self._shifts(),
            PlanKind.COVERS: self._covers(), PlanKind.RULES: self._rules(),
            PlanKind.CONTRACTS: self._contracts(), "holidays": self._holidays(),
        }  # fmt: skip
        self.tabs = Segment(
            [
                (PlanKind.POSTS, self.tr("岗位")), (PlanKind.SHIFTS, self.tr("班次")),
                (PlanKind.COVERS, self.tr("时时在岗")), (PlanKind.RULES, self.tr("规则")),
                (PlanKind.CONTRACTS, self.tr("工时制")), ("holidays", self.tr("放假安排")),
            ]
        )  # fmt: skip
        self.tabs.set_value(PlanKind.POSTS)
        self.tabs.changed.connect(self._tab)
        self.header.add_tool(self.tabs)
        self.stack = QStackedWidget()
        for table in self.tables.values():
            table.opened.connect(self.change)
            self.stack.addWidget(table)
        self.body.addWidget(self.stack, 1)
        self._buttons()
        self._tab(PlanKind.POSTS)

    def _buttons(self) -> None:
        self.load_button = self.header.add_button(self.tr("载入放假安排"), "file-up")
        self.load_button.clicked.connect(self.choose_file)
        self.remove_button = self.header.add_button(self.tr("去掉"), "trash-2")
        self.remove_button.clicked.connect(self.remove)
        self.add_button = self.header.add_button(self.tr("新增"), "plus", "primary", key="Ctrl+N")
        self.add_button.clicked.connect(self.add)

    # ---- tables -----------------------------------------------------------------------------

    def _pane(self, name: str, columns: list[Column[Any]], key: Callable[[Any], Any]) -> Any:
        pane: TablePane[Any] = TablePane(self.desk, f"rostering.plan.{name}", columns, key)
        pane.set_empty(Empty.NOTHING_YET, self.tr("还没有内容"), self.tr("新增一条。"))
        return pane

    def _posts(self) -> TablePane[Post]:
        columns: list[Column[Post]] = [
            Column(self.tr("岗位"), _name, width=200, bold=True, search=True,
                   tip=lambda r: f"{_name(r)} · {r.code}"),
            Column(self.tr("谁可以上"), _groups, width=150),
            Column(self.tr("要求"), _demands, width=120),
            Column(self.tr("管到哪些区"), self._places, width=190, tip=self._places),
            Column(self.tr("需要多少人"), self._needs_words, tip=self._needs_words),
        ]  # fmt: skip
        pane: TablePane[Post] = self._pane("posts", columns, lambda r: r.code)
        return pane

    def _needs_words(self, post: Post) -> str:
        names = {s.code: shift_name(s) for s in self.plan.shifts} if self.plan else {}
        stop = "；" if lang() is Lang.ZH else "; "
        return stop.join(self._need_words(n, names) for n in post.needs)

    def _need_words(self, need: PostNeed, names: dict[str, str]) -> str:
        number = f"{need.minimum}" if need.preferred is None else f"{need.minimum}–{need.preferred}"
        days = ""
        if need.holidays is not None:
            days = self.tr("休息日") if need.holidays else self.tr("工作日")
        elif need.weekdays == frozenset(range(5)):
            days = self.tr("周一至周五")
        elif need.weekdays == frozenset({5, 6}):
            days = self.tr("周末")
        elif len(need.weekdays) < 7:
            days = " ".join(show_weekday(date(2026, 1, 5 + n)) for n in sorted(need.weekdays))
        return f"{names.get(need.shift, need.shift)} {number} {days}".strip()

    def _places(self, post: Post) -> str:
        """The zones a post serves; the letter of a team's area says nothing beside them."""
        zones = sorted(post.places - self._letters() or post.places, key=_zone_order)
        names = self.plan.zones if self.plan else {}
        return show_list([show_term(names.get(z, z)) for z in zones]) or "—"

    def _where(self, need: CoverNeed) -> str:
        """The zones of a need by the posts that serve them."""
        if need.place is None:
            return self.tr("全所")
        posts = self.plan.posts if self.plan else ()
        return next((self._places(p) for p in posts if need.place in p.places), need.place)

    def _letters(self) -> frozenset[str]:
        """Codes of areas: they stand in posts beside the zones they join."""
        posts = self.plan.posts if self.plan else ()
        return frozenset(code for p in posts for code in p.places if p.code.endswith(f"-{code}"))

    def _shifts(self) -> TablePane[ShiftType]:
        columns: list[Column[ShiftType]] = [
            Column(self.tr("符号"), lambda r: r.sign, width=60),
            Column(self.tr("按键"), lambda r: r.key, width=60),
            Column(self.tr("名称"), shift_name, width=150, bold=True, search=True),
            Column(self.tr("性质"), lambda r: label(f"shift_kind.{r.kind}"), width=120),
            Column(self.tr("时间"), _times, lambda r: r.start, width=168),
            Column(self.tr("计工时"), lambda r: f"{r.counted / 60:g}", lambda r: r.counted,
                   width=80, number=True),
            Column(self.tr("谁可以上"), _groups),
            Column(self.tr("自动排班"), lambda r: "✓" if r.planned else "—", width=90),
        ]  # fmt: skip
        pane: TablePane[ShiftType] = self._pane("shifts", columns, lambda r: r.code)
        return pane

    def _covers(self) -> TablePane[CoverNeed]:
        columns: list[Column[CoverNeed]] = [
            Column(self.tr("要求"), _name, width=200, bold=True, search=True),
            Column(self.tr("规则"), lambda r: str(r.rule), width=90),
            Column(self.tr("至少几人"), lambda r: str(r.minimum), lambda r: r.minimum, width=90,
                   number=True),
            Column(self.tr("在哪个区"), self._where, width=190, tip=self._where),
            Column(self.tr("哪些人算数"), _groups),
            Column(self.tr("级别"), lambda r: label(f"roster_level.{r.level}"), width=130,
                   paint=_paint_level),
        ]  # fmt: skip
        pane: TablePane[CoverNeed] = self._pane(
            "covers", columns, lambda r: (r.rule, r.name_zh, r.place)
        )
        return pane

    def _rules(self) -> TablePane[RuleConfig]:
        columns: list[Column[RuleConfig]] = [
            Column(self.tr("规则"), lambda r: str(r.rule), width=90),
            Column(self.tr("名称"), lambda r: label(f"roster_rule.{r.rule}"), width=200, bold=True,
                   search=True, tone=lambda r: "" if r.on else "text.3"),
            Column(self.tr("级别"), lambda r: label(f"roster_level.{r.level}"), width=196,
                   paint=_paint_rule),
            Column(self.tr("权重"), lambda r: str(r.weight), lambda r: r.weight, width=80,
                   number=True),
            Column(self.tr("数值"), _limits),
            Column(self.tr("有效期"), _validity, width=200),
        ]  # fmt: skip
        pane: TablePane[RuleConfig] = self._pane("rules", columns, lambda r: r.rule)
        pane.add_filter("on", self.tr("启用的"), lambda r: r.on)
        pane.add_filter("strict", self.tr("硬性的"), lambda r: r.strict)
        return pane

    def _contracts(self) -> TablePane[Contract]:
        columns: list[Column[Contract]] = [
            Column(self.tr("类型"), lambda r: label(f"roster_contract.{r.code}"), width=180,
                   bold=True, search=True),
            Column(self.tr("工时制"), lambda r: label(f"hours_account.{r.account}"), width=150),
            Column(self.tr("劳动法"), lambda r: self.tr("适用") if r.labour_law
                   else self.tr("按公务员规定"), width=140),
            Column(self.tr("月工时"), lambda r: self.tr("工作日×{hours}").format(hours=f"{r.day_minutes / 60:g}") if r.month_minutes is None
                   else f"{r.month_minutes / 60:g}", width=110),
            Column(self.tr("允许上下"), lambda r: f"{r.hours_slack / 60:g}",
                   lambda r: r.hours_slack, width=90, number=True),
            Column(self.tr("连上、连休"), _runs),
        ]  # fmt: skip
        pane: TablePane[Contract] = self._pane("contracts", columns, lambda r: r.code)
        return pane

    def _holidays(self) -> TablePane[HolidayRow]:
        columns: list[Column[HolidayRow]] = [
            Column(self.tr("日期"), lambda r: show_day(r.day), lambda r: r.day, width=140,
                   bold=True, search=True),
            Column(self.tr("星期"), lambda r: show_weekday(r.day), lambda r: r.day.weekday(),
                   width=90),
            Column(self.tr("安排"), lambda r: label(f"day_kind.{r.kind}"),
                   paint=_paint_holiday),
        ]  # fmt: skip
        pane: TablePane[HolidayRow] = self._pane("holidays", columns, lambda r: r.day)
        self.years = Segment([], small=True)
        self.years.changed.connect(self._year)
        pane.add_bar_widget(self.years)
        return pane

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """The plan of the month; the banner when a year's holidays are missing."""
        plan = planning.plan_page(self.desk.ctx, self.month)
        self.plan = plan
        for kind in PlanKind:
            self.tables[kind].show_rows(plan.entries(kind))
        years = [p.year for p, _ in plan.holidays]
        self.years.set_options([(y, str(y)) for y in years[-4:]])
        if self.years.value() is None and years:
            self.years.set_value(self.month.year if self.month.year in years else years[-1])
        self._year()
        if plan.missing_years:
            self.banner.tell(
                self.tr("{year} 年放假安排还没有载入，请在国务院通知发布后载入文件。").format(
                    year=plan.missing_years[0]
                ),
                "amber",
                "calendar-days",
            )
        else:
            self.banner.hide()
        self._note()
        if self._wanted[0]:
            self._edit_wanted()

    def open_with(self, **state: Any) -> None:
        """A month, a list; `entry`: which one is to be edited at once, `field` of it first."""
        super().open_with(**state)
        self._wanted = str(state.get("entry", "")), str(state.get("field", ""))

    def _edit_wanted(self) -> None:
        """The form of the entry asked for, once it is listed."""
        (wanted, field), self._wanted = self._wanted, ("", "")
        kind = self.tabs.value()
        if self.plan is None or not isinstance(kind, PlanKind):
            return
        row = next((e for e in self.plan.entries(kind) if wanted in _keys(e)), None)
        if row is None:
            return
        self.tables[kind].view.select_id(_ids(row))
        dialog = self._open(row)
        if dialog is not None and field in dialog.form.fields:
            dialog.form.go_to(dialog.form.fields[field])

    def _note(self) -> None:
        """Where the list shown comes from."""
        kind = self.tabs.value()
        source = self.plan.sources.get(kind) if self.plan and isinstance(kind, PlanKind) else None
        if kind == "holidays":
            words = self.tr("国务院办公厅通知；本所可改")
        elif source is None:
            words = self.tr("标准内容，还没有改过")
        else:
            words = self.tr("自 {month} 起 · {who}").format(
                month=source.from_month, who=show_name(source.edited_by)
            )
        self.header.set_title(self.tr("岗位与规则"), words if self.width() >= px(1300) else "")

    @Slot()
    def _year(self, _key: object = None) -> None:
        plan = self._holiday_plan()
        rows = []
        if plan is not None:
            kinds = dict.fromkeys(plan.work, "work") | dict.fromkeys(plan.off, "off")
            kinds |= dict.fromkeys(plan.legal, "legal")
            rows = [HolidayRow(d, k) for d, k in sorted(kinds.items())]
        self.tables["holidays"].show_rows(rows)

    def _holiday_plan(self) -> HolidayPlan | None:
        year = self.years.value()
        found = [p for p, _ in self.plan.holidays if p.year == year] if self.plan else []
        return found[0] if found else None

    # ---- changing ---------------------------------------------------------------------------

    @Slot()
    def add(self) -> None:
        """A new entry of the list shown."""
        self._open(None)

    @Slot(object)
    def change(self, row: object) -> None:
        """Edit an entry."""
        self._open(row)

    def _open(self, row: Any) -> FormDialog[Any] | None:
        dialog = self._dialog(row) if self.plan is not None and self.edits else None
        if dialog is not None:
            dialog.saved.connect(self._saved)
            dialog.open()
        return dialog

    def _dialog(self, row: Any) -> FormDialog[Any] | None:
        assert self.plan is not None
        kind = self.tabs.value()
        desk = self.desk
        if kind == "holidays":
            plan = self._holiday_plan()
            day = row.day if row else None
            return HolidayDialog(desk, plan, day, self.save_holidays, self) if plan else None
        assert isinstance(kind, PlanKind)
        save = partial(self.save, kind, row)
        if kind is PlanKind.SHIFTS:
            return ShiftDialog(desk, row, save, self)
        if kind is PlanKind.POSTS:
            return PostDialog(desk, row, self.plan.shifts, save, self)
        if kind is PlanKind.COVERS:
            return CoverDialog(desk, row, save, self)
        if row is None:
            return None
        if kind is PlanKind.RULES:
            return RuleDialog(desk, row, save, self)
        return ContractDialog(desk, row, save, self)

    def save(self, kind: PlanKind, old: Any, new: Any) -> int:
        """Put a changed entry in the place of the old one, or behind the others."""
        assert self.plan is not None
        entries = list(self.plan.entries(kind))
        if old is None:
            entries.append(new)
        else:
            entries[entries.index(old)] = new
        return self._write(kind, entries)

    def _write(self, kind: PlanKind, entries: list[Any]) -> int:
        assert self.plan is not None
        return planning.save_plan(
            self.desk.ctx,
            SavePlan(
                kind=kind, month=self.month, version=self.plan.version(kind),
                entries=tuple(entries),
            ),
        )  # fmt: skip

    @Slot()
    def remove(self) -> None:
        """Take the chosen entry out, from the month shown on."""
        kind = self.tabs.value()
        if not isinstance(kind, PlanKind) or self.plan is None:
            return
        row = self.tables[kind].view.current_row()
        if row is None:
            return
        self.desk.confirm(
            self.tr("去掉“{name}”").format(name=_name(row)),
            self.tr("从 {month} 起不再使用，以前的月份不变。").format(month=str(self.month)),
            self.tr("去掉"),
            partial(self._remove, kind, row),
            danger=True,
        )

    def _remove(self, kind: PlanKind, row: Any, _reason: str = "") -> None:
        assert self.plan is not None
        self._write(kind, [e for e in self.plan.entries(kind) if e != row])

    @Slot(object)
    def _saved(self, _result: object) -> None:
        self.desk.toast(self.tr("已保存，自 {month} 起生效").format(month=str(self.month)))

    def save_holidays(self, plan: HolidayPlan) -> int:
        """Keep the plan of a year."""
        versions = {p.year: v for p, v in self.plan.holidays} if self.plan else {}
        return planning.save_holidays(
            self.desk.ctx, SaveHolidays(plan=plan, version=versions.get(plan.year, 0))
        )

    @Slot()
    def choose_file(self) -> None:
        """Ask for a JSON or CSV file with a year's plan."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("载入放假安排"), "", "JSON, CSV (*.json *.csv)"
        )
        if chosen:
            self.load_file(Path(chosen))

    def load_file(self, file: Path) -> None:
        """Read the file and keep its plan; what cannot be read is told with the place."""
        try:
            text = file.read_text("utf-8-sig")
            missing = self.plan.missing_years if self.plan else ()
            year = planning.year_in(text, missing[0] if missing else self.month.year)
            self.save_holidays(planning.read_holidays(text, year))
        except DomainError as refusal:
            self.desk.refusal(refusal)
        except (OSError, UnicodeDecodeError):
            self.desk.toast(self.tr("读不了文件 {file}").format(file=file.name), kind="red")
        else:
            self.desk.toast(self.tr("已载入 {year} 年放假安排").format(year=year))
            self.years.set_value(year)

    # ---- moving about -----------------------------------------------------------------------

    @Slot(object)
    def _turned(self, month: Month) -> None:
        self.month = month
        self.refresh()

    @Slot(object)
    def _tab(self, key: object) -> None:
        order = list(self.tables)
        self.stack.setCurrentIndex(order.index(str(key)) if str(key) in order else 0)
        listed = key in (PlanKind.POSTS, PlanKind.SHIFTS, PlanKind.COVERS)
        self.add_button.setVisible(self.edits and (listed or key == "holidays"))
        self.remove_button.setVisible(self.edits and listed)
        self.load_button.setVisible(self.edits and key == "holidays")
        self._note()

    def quick(self, place: int) -> bool:
        """Ctrl+1 … Ctrl+6."""
        keys: list[str] = list(self.tables)
        if not 1 <= place <= len(keys):
            return False
        self.tabs.set_value(keys[place - 1])
        return True

    def focus_filter(self) -> bool:
        """Cursor into the filter of the list shown."""
        return list(self.tables.values())[self.stack.currentIndex()].focus_filter()

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here, with its keys."""
        found = [
            Action("plan.previous", self.tr("上个月"), partial(self.bar.turn, -1), "["),
            Action("plan.next", self.tr("下个月"), partial(self.bar.turn, 1), "]"),
        ]
        if self.edits:
            found += [
                Action("plan.add", self.tr("新增"), self.add, "Ctrl+N", "plus"),
                Action("plan.holidays", self.tr("载入放假安排"), self.choose_file, "", "file-up"),
            ]
        return tuple(found)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("排班用的岗位、班次、人数和规则。改动从所选的月份起生效，以前的月份不变。"),
            rules=(
                ("ROS-08", self.tr("女区任何时候都有女警和女护士。")),
                ("ROS-09", self.tr("每区至少两名监管人员，其中一名民警；院内至少一名医生。")),
                ("HOL-02", self.tr("国务院每年 11 月前后公布下一年放假安排，载入 JSON 或 CSV。")),
            ),
        )


def _ids(row: Any) -> Any:
    """What the lists know an entry by."""
    if isinstance(row, CoverNeed):
        return row.rule, row.name_zh, row.place
    return row.rule if isinstance(row, RuleConfig) else row.code


def _keys(row: Any) -> tuple[str, ...]:
    """What an entry may be asked for by."""
    if isinstance(row, CoverNeed):
        return (row.name_zh,)
    return (str(row.rule if isinstance(row, RuleConfig) else row.code),)


def _name(row: Any) -> str:
    return str(row.name_zh if lang() is Lang.ZH else row.name_en)


def _groups(row: Any) -> str:
    found = [label(f"roster_group.{g}") for g in Group if g in row.groups]
    return show_list(found) or translate("Rostering", "所有人")


def _zone_order(code: str) -> tuple[str, int]:
    """Z2 before Z10."""
    digits = "".join(c for c in code if c.isdigit())
    return code.rstrip("0123456789"), int(digits or 0)


def _demands(post: Post) -> str:
    found = []
    if post.sex:
        found.append(label(f"sex.{post.sex}"))
    skills = {
        "command": translate("Rostering", "值班长"),
        "senior": translate("Rostering", "高年资医师"),
    }
    if post.skill:
        found.append(skills.get(post.skill, post.skill))
    return " · ".join(found) or "—"


def _times(shift: ShiftType) -> str:
    return show_minutes(shift.start, shift.end)


def _limits(rule: RuleConfig) -> str:
    found = [
        label(f"roster_limit_said.{name}").format(n=f"{value / 100:g}" if "x100" in name else value)
        for name, value in rule.limits
    ]
    return " · ".join(found) or "—"


def _validity(rule: RuleConfig) -> str:
    if rule.valid_from is None and rule.valid_to is None:
        return translate("Rostering", "一直有效")
    first = show_day(rule.valid_from) if rule.valid_from else ""
    last = show_day(rule.valid_to) if rule.valid_to else ""
    return f"{first} – {last}"


def _runs(row: Contract) -> str:
    work, free = translate("Rostering", "连上"), translate("Rostering", "连休")
    found = [
        _run_words(work, row.shortest_work or 0, row.longest_work or 0),
        _run_words(free, row.shortest_free or 0, row.longest_free or 0),
    ]
    return " · ".join(f for f in found if f) or "—"


def _run_words(words: str, low: int, high: int) -> str:
    """`连休至少 2 天`; nothing for a run of one day or more."""
    if low > 1 and high:
        said = translate("Rostering", "{words} {low}–{high} 天")
    elif high:
        said = translate("Rostering", "{words}最多 {high} 天")
    elif low > 1:
        said = translate("Rostering", "{words}至少 {low} 天")
    else:
        return ""
    return said.format(words=words, low=low, high=high)


def _paint_level(painter: QPainter, rect: QRectF, row: CoverNeed) -> None:
    family, icon = LEVELS[row.level]
    words = label(f"roster_level.{row.level}")
    painters.chip(painter, rect.x(), rect.center().y(), words, family, icon)


def _paint_rule(painter: QPainter, rect: QRectF, row: RuleConfig) -> None:
    family, icon = LEVELS[row.level] if row.on else ("grey", "ban")
    words = label(f"roster_level.{row.level}") if row.on else translate("Rostering", "停用")
    used = painters.chip(painter, rect.x(), rect.center().y(), words, family, icon)
    if row.on and row.strict:
        painters.text(
            painter, QRectF(rect.x() + used + px(8), rect.y(), px(40), rect.height()),
            translate("Rostering", "硬性"), "text.2",
        )  # fmt: skip


def _paint_holiday(painter: QPainter, rect: QRectF, row: HolidayRow) -> None:
    family = {"legal": "red", "off": "green", "work": "amber"}[row.kind]
    painters.chip(painter, rect.x(), rect.center().y(), label(f"day_kind.{row.kind}"), family)
