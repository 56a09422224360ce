"""The map of all beds: who lies where, now, at any past minute or by plan; drag with verdicts (J02)."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Data, edit, view
from medcentre.placement import acts
from medcentre.placement.rows import Tile
from medcentre.placement.views.ahead import PlanBoard, coming, plan_board
from medcentre.placement.views.board import Board, board
from medcentre.placement.views.history import map_events
from ui.kit import icons
from ui.kit.desk import Desk
from ui.kit.i18n import show_moment, show_name, show_term
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table_view import FilterBox
from ui.kit.tasks import Progress
from ui.kit.theme import px
from ui.kit.widgets import Button, Empty, EmptyState, IconLabel, Label, Segment
from ui.placement.bed_list import BedRow, bed_rows, bed_table
from ui.placement.bed_menu import BedMenu, Entry
from ui.placement.carry import Carry
from ui.placement.legend import Legend
from ui.placement.map_area import MapArea
from ui.placement.map_model import MapModel
from ui.placement.scrubber import TimeBar
from ui.placement.strip import Waiter, WaitingStrip, waiters
from ui.placement.transfers import Transfers
from ui.placement.words import plan_name

ZOOMS = ("list", "tiles", "large")
NARROW, TIGHT = 1330, 1100
MOST_BUILDINGS = 3


class MapPage(Page):
    """Strip of those who wait, zone cards, legend, bar of time."""

    topics = frozenset({Topic.PLACEMENT, Topic.PLACES, Topic.RESIDENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = MapModel(self)
        self.carry = Carry(desk, self.model, self)
        self.menu = BedMenu(desk, self.model, self.carry, self)
        self.as_of: datetime | None = None
        self._wanted: datetime | None = None
        self._reading = False
        self._focus_bed: int | None = None
        self._buildings: tuple[str, ...] = ()
        self._header()
        self._layout()
        self.carry.picked.connect(self._picked)
        self.carry.ended.connect(self._put_back)
        self.carry.changed.connect(self.refresh)
        self.menu.changed.connect(self.refresh)
        self.transfers = Transfers(self.desk, self)
        self.transfers.done.connect(self._transfer_done)
        self.banner.acted.connect(self.time.to_now)

    # ---- building ---------------------------------------------------------------------------

    def _header(self) -> None:
        self.header.set_title(self.tr("床位图"), " ")
        self.scope = Segment(self._scopes(()))
        self.scope.set_value("all")
        self.scope.changed.connect(self._filtered)
        self.header.add_tool(self.scope)
        self.filter_box = FilterBox(self.tr("筛选姓名、级别、防护"))
        self.filter_box.textChanged.connect(self._filtered)
        self.filter_box.leads_by = self.go_to_match
        self.header.add_tool(self.filter_box)
        self.found = Label("", "cap", "2")
        self.header.add_tool(self.found)
        self.hidden_note = QWidget()
        row = QHBoxLayout(self.hidden_note)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("eye-off", 14, "text.3"))
        row.addWidget(Label(self.tr("病种说明仅医疗岗可见"), "cap", "2"))
        self.header.add_tool(self.hidden_note)
        self.zoom = Segment(
            [("list", self.tr("列表")), ("tiles", self.tr("床卡")), ("large", self.tr("大床卡"))]
        )
        self.zoom.set_value("tiles")
        self.zoom.changed.connect(self._zoomed)
        self.header.add_widget(self.zoom)
        self.print_button = self.header.add_button(self.tr("打印"), "printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_screen)
        self.intake = self.header.add_button(self.tr("入所登记"), "log-in", "primary", key="Ctrl+N")
        self.intake.clicked.connect(self.admit)
        self.intake.setAccessibleName(self.tr("入所登记"))
        self.print_button.setAccessibleName(self.tr("打印"))
        self.intake.setVisible(self.desk.ctx.actor.may(edit(Data.IDENTITY_BASIC)))

    def _layout(self) -> None:
        self.body.addWidget(self._strip_row())
        self.area = MapArea(self.model, self.carry)
        self.area.opened.connect(self.open_tile)
        self.area.menu_asked.connect(self.menu.open)
        self.table = bed_table(self.desk)
        self.table.opened.connect(self._open_row)
        self.table.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.view.customContextMenuRequested.connect(self._row_menu)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.table)
        self.no_match = EmptyState(Empty.NO_MATCH, "")
        clear = self.no_match.add_button(self.tr("清除筛选"), "funnel-x")
        clear.clicked.connect(self.clear_filters)
        self.stack.addWidget(self.no_match)
        self.body.addWidget(self.stack, 1)
        self.legend = Legend()
        self.hint = Label("", "body", "accent")
        self.foot = QStackedWidget()
        self.foot.addWidget(self.legend)
        self.foot.addWidget(self.hint)
        self.foot.setFixedHeight(px(26))
        self.body.addWidget(self.foot)
        self.time = TimeBar(self.desk)
        self.time.asked.connect(self.show_moment)
        self.time.span_changed.connect(self._marks)
        self.body.addWidget(self.time)
        self.time.setVisible(may(self.desk.ctx, map_events))

    def _strip_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("待安置"), "body", bold=True))
        self.waiting_count = Label("", "cap", "2")
        words.addWidget(self.waiting_count)
        row.addLayout(words)
        self.strip = WaitingStrip(self.carry, self)
        self.strip.opened.connect(self.desk.person)
        self.strip.menu_asked.connect(self._waiter_menu)
        row.addWidget(self.strip, 1)
        self.nobody = Label(self.tr("没有人等待床位"), "cap", "3")
        row.addWidget(self.nobody, 1)
        self.suggest = Button(self.tr("安置建议"), "sparkles", small=True)
        self.suggest.setToolTip(self.tr("按规则给出建议，由您确定"))
        self.suggest.clicked.connect(partial(self._go, "placement.waiting"))
        self.apart = Button("", "unlink", small=True)
        self.apart.clicked.connect(partial(self._go, "placement.apart"))
        mover = self.desk.ctx.actor.may(edit(Data.PLACES))
        self.suggest.setVisible(mover)
        self.apart.setVisible(mover)
        row.addWidget(self.suggest)
        row.addWidget(self.apart)
        self.strip_holder = holder
        return holder

    def _scopes(self, buildings: tuple[str, ...]) -> list[tuple[object, str]]:
        found: list[tuple[object, str]] = [("all", self.tr("全部"))]
        found += [(f"building:{b}", show_term(b)) for b in buildings]
        return [*found, ("free", self.tr("只看空床"))]

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """The present at once, the past off the UI thread."""
        if self.as_of is not None:
            self._read_past(self.as_of)
            return
        self._show(board(self.desk.ctx))
        self.time.show_moment(None)
        self._marks()

    def _show(self, found: Board) -> None:
        buildings = tuple(sorted(set(found.buildings.values())))
        if 1 < len(buildings) <= MOST_BUILDINGS and buildings != self._buildings:
            self._buildings = buildings
            self.scope.set_options(self._scopes(buildings))
        self.model.show_board(found)
        self.carry.rejudge()
        self.table.show_rows([r for r in bed_rows(found) if self.model.matches(r.tile)])
        self.legend.show_tiles(self.model.tiles)
        self._heads(found)
        if self._focus_bed is not None and self.area.go_to_bed(self._focus_bed):
            self._focus_bed = None

    def _heads(self, found: Board) -> None:
        shown = found.map
        self.header.set_title(
            self.tr("床位图"),
            self.tr("{beds} 床 · 在册 {people}").format(beds=shown.beds, people=shown.on_roll),
        )
        self._narrow()
        rows = waiters(found, shown.at)
        self.strip.cards.show(rows)
        self.strip.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
        self.waiting_count.setVisible(bool(rows))
        self.waiting_count.setText(self.tr("%n 人", "", len(rows)))
        pairs = len(found.snapshot.pairs) if found.snapshot else 0
        self.apart.setText(self.tr("分开居住 %n 对", "", pairs))
        self._count()

    @Slot()
    def _marks(self) -> None:
        """Events of the days the bar shows."""
        bar = self.time.scrubber
        if bar.start is None or bar.end is None or not may(self.desk.ctx, map_events):
            return
        ahead = bar.end > self.desk.ctx.clock.now() and may(self.desk.ctx, coming)
        bar.show_events(
            map_events(self.desk.ctx, bar.start, bar.end),
            coming(self.desk.ctx, bar.end) if ahead else (),
        )

    @Slot(object)
    def show_moment(self, moment: datetime | None) -> None:
        """The map of a past minute or the plan of one ahead, read-only; None is the present."""
        self.as_of = moment
        self.carry.cancel()
        self.carry.read_only = moment is not None
        self.suggest.setEnabled(moment is None)
        if moment is None:
            self._wanted = None
            self.print_button.setEnabled(True)
            self.banner.hide()
            self.refresh()
            return
        now = self.desk.ctx.clock.now()
        self.print_button.setEnabled(moment <= now)
        self._tell_moment(moment, now)
        self._read_past(moment)

    def _tell_moment(self, moment: datetime, now: datetime) -> None:
        when = show_moment(moment, centre_day(now))
        if moment <= now:
            self.banner.tell(
                self.tr("您在看 {time} 的床位图，只能查看").format(time=when),
                "amber", "history", self.tr("回到现在"),
            )  # fmt: skip
            return
        self.banner.tell(
            self.tr("您在看 {time} 的计划：按预留床位、预计返回和期满推算，虚线为计划，只能查看")
            .format(time=when),
            "blue", "calendar-clock", self.tr("回到现在"),
        )  # fmt: skip

    def _read_past(self, moment: datetime) -> None:
        """One reading at a time; while it runs the newest wish waits."""
        self._wanted = moment
        if not self._reading:
            self._reading = True
            self.desk.tasks.start(
                partial(self._job, moment), done=self._past_read, failed=self._past_failed
            )

    def _job(self, moment: datetime, _progress: Progress) -> Board:
        ctx = self.desk.ctx
        return plan_board(ctx, moment) if moment > ctx.clock.now() else board(ctx, moment)

    @Slot(object)
    def _past_read(self, found: Board) -> None:
        self._reading = False
        if self._wanted is None or self.as_of is None:
            return
        if found.map.at != self._wanted:
            self._read_past(self._wanted)
            return
        self._show(found)
        self._plan_words(found)

    def _plan_words(self, found: Board) -> None:
        """How much of the map is plan, and what the plan cannot keep."""
        if not isinstance(found, PlanBoard) or self.as_of is None:
            return
        self._tell_moment(self.as_of, self.desk.ctx.clock.now())
        if found.blocked:
            names = " · ".join(f"{plan_name(c)} {c.bed}".strip() for c in found.blocked)
            self.banner.tell(
                self.banner.label.text() + " · "
                + self.tr("床位到时仍有人：{names}").format(names=names),
                "amber", "calendar-clock", self.tr("回到现在"),
            )  # fmt: skip

    @Slot(object)
    def _past_failed(self, error: object) -> None:
        self._reading = False
        if not isinstance(error, DomainError):
            raise error if isinstance(error, Exception) else RuntimeError(str(error))
        self.desk.refusal(error)

    # ---- filter and zoom --------------------------------------------------------------------

    @Slot()
    def _filtered(self) -> None:
        scope = str(self.scope.value() or "all")
        self.model.filter(self.filter_box.text(), scope == "free")
        building = scope.removeprefix("building:") if scope.startswith("building:") else ""
        self.area.set_building(building)
        found = self.model.board
        if found is not None:
            self.table.show_rows([r for r in bed_rows(found) if self.model.matches(r.tile)])
        self._count()

    def _count(self) -> None:
        total = len(self.model.tiles)
        self._turn_stack()
        self.found.setVisible(self.model.filtering)
        self.found.setText(f"{self.model.count()} / {total}")

    @Slot(object)
    def _zoomed(self, zoom: object) -> None:
        self.area.set_large(zoom == "large")
        self._turn_stack()

    def _turn_stack(self) -> None:
        """Table, cards, or why there is nothing."""
        if self.model.board is not None and self.model.filtering and not self.model.count():
            self.no_match.tell(
                Empty.NO_MATCH, self.tr("没有符合的床位"), self.filter_box.text().strip()
            )
            self.stack.setCurrentWidget(self.no_match)
        else:
            self.stack.setCurrentWidget(self.table if self.zoom.value() == "list" else self.area)

    @Slot()
    def clear_filters(self) -> None:
        """Show all beds."""
        self.filter_box.clear()
        self.scope.set_value("all")

    def quick(self, place: int) -> bool:
        """Ctrl+1 … Ctrl+3: list, tiles, large tiles."""
        if 1 <= place <= len(ZOOMS):
            self.zoom.set_value(ZOOMS[place - 1])
            home = self.table.view if place == 1 else self.area.home()
            if home is not None:
                home.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def focus_filter(self) -> bool:
        """The cursor into the filter box."""
        self.filter_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_box.selectAll()
        return True

    def go_to_match(self) -> None:
        """Out of the filter: the cursor onto the first bed that is found, else onto the map."""
        if self.zoom.value() == "list":
            self.table.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        found = (t.bed_id for t in self.model.tiles if self.model.matches(t))
        first = next(found, None) if self.model.filtering else None
        there = first is not None and self.area.go_to_bed(first)
        if not there and (home := self.area.home()) is not None:
            home.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- doing ------------------------------------------------------------------------------

    @Slot(str)
    def _picked(self, name: str) -> None:
        self.hint.setText(
            self.tr("正在安置 {name}：方向键到床位，回车放下，Esc 放回").format(
                name=show_name(name)
            )
        )
        self.foot.setCurrentWidget(self.hint)
        if self.area.current_tile() is not None:
            return
        best = self.carry.choices.best if self.carry.choices is not None else ()
        there = bool(best) and self.area.go_to_bed(best[0].bed_id)
        if not there and (home := self.area.home()) is not None:  # the best bed is filtered away
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _put_back(self) -> None:
        self.foot.setCurrentWidget(self.legend)

    @Slot(object)
    def open_tile(self, tile: Tile) -> None:
        """Enter or double click: the person, or what can be done with an empty bed."""
        if tile.stay_id is not None:
            self.desk.person(tile.stay_id)
            return
        card = next((c for c in self.area.cards.values() if c.view.hasFocus()), None)
        place = QPoint(px(40), px(40))
        if card is not None:
            place = card.view.visualRect(card.view.currentIndex()).bottomLeft()
            place = card.view.viewport().mapToGlobal(place)
        self.menu.open(tile, place)

    @Slot(object)
    def _open_row(self, row: BedRow) -> None:
        if row.tile.stay_id is not None:
            self.desk.person(row.tile.stay_id)
        else:
            self._row_menu()

    @Slot(QPoint)
    def _row_menu(self, _point: QPoint | None = None) -> None:
        """What can be done with the bed of the current row; under it, also for the menu key."""
        table = self.table.view
        row = table.current_row()
        if row is not None:
            place = table.visualRect(table.currentIndex()).bottomLeft()
            self.menu.open(row.tile, table.viewport().mapToGlobal(place))

    @Slot(object, QPoint)
    def _waiter_menu(self, row: Waiter, point: QPoint) -> None:
        menu = QMenu(self)
        for entry in self.waiter_entries(row):
            action = QAction(icons.icon(entry.icon, "text.2", 16), entry.words, menu)
            action.triggered.connect(_plain(entry.run))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def waiter_entries(self, row: Waiter) -> Iterator[Entry]:
        """What the reader may do with a card of the strip; first of all with its transfer."""
        if row.request is not None:
            yield from self.transfers.entries(row.request)
        stay = row.who.stay_id
        yield Entry(self.tr("打开个人页"), "user-round", partial(self.desk.person, stay))
        yield Entry(self.tr("拿起（Ctrl+X）"), "hand", partial(self.carry.pick, stay))

    @Slot(str)
    def _transfer_done(self, words: str) -> None:
        self.desk.toast(words)
        self.refresh()

    @Slot()
    def admit(self) -> None:
        """To the intake wizard."""
        self.desk.open("residents.intake")

    def _go(self, page: str, _checked: bool = False) -> None:
        self.desk.open(page)

    def print_screen(self) -> bool:
        """Ctrl+P: lists and cards of the zone with the cursor, lists of the others."""
        zone = self.area.current_zone()
        if zone is None:
            return False
        menu = QMenu(self)
        entries = list(self.menu.print_entries(zone, self.as_of))
        for other in self.area.zones():
            if other.zone_id != zone.zone_id:
                entries += list(self.menu.print_entries(other, self.as_of))[:1]
        for place, entry in enumerate(entries):
            if place == len(list(self.menu.print_entries(zone, self.as_of))):
                menu.addSeparator()
            action = QAction(icons.icon(entry.icon, "text.2", 16), entry.words, menu)
            action.triggered.connect(entry.run)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.print_button.mapToGlobal(QPoint(0, self.print_button.height() + 2)))
        return True

    def next_problem(self, step: int) -> bool:
        """F8: the next bed that breaks a rule."""
        bad = [t.bed_id for t in self.model.tiles if t.conflicts]
        if not bad:
            return False
        here = self.area.current_tile()
        at = bad.index(here.bed_id) if here is not None and here.bed_id in bad else -1
        if step < 0 and at < 0:
            at = 0
        return self.area.go_to_bed(bad[(at + step) % len(bad)])

    # ---- state ------------------------------------------------------------------------------

    def open_with(self, **state: Any) -> None:
        """`bed` or `stay_id`: the cursor goes there; `pick`: the person is picked up."""
        if self.model.board is None:
            self.reload_if_stale()
        stay, bed = state.get("stay_id"), state.get("bed")
        tile = self.model.bed_of(int(stay)) if stay else None
        if bed is not None:
            tile = next((t for t in self.model.tiles if bed in (t.bed_id, t.code)), tile)
        if tile is not None:
            self._focus_bed = tile.bed_id
            if self.area.go_to_bed(tile.bed_id):
                self._focus_bed = None
        if state.get("pick") and stay:
            self.carry.pick(int(stay))

    def state(self) -> dict[str, Any]:
        """Filter, zoom, cursor."""
        tile = self.area.current_tile()
        return {
            "needle": self.filter_box.text(),
            "scope": self.scope.value(),
            "zoom": self.zoom.value(),
            "bed": tile.bed_id if tile else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.filter_box.setText(str(state.get("needle", "")))
        self.scope.set_value(state.get("scope", "all"))
        self.zoom.set_value(state.get("zoom", "tiles"))
        if state.get("bed") is not None:
            self.open_with(bed=state["bed"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What can be left out in a narrow window is."""
        super().resizeEvent(event)
        if hasattr(self, "hidden_note"):
            self._narrow()

    def _narrow(self) -> None:
        wide = self.width()
        medical = self.desk.ctx.actor.may(view(Data.DIAGNOSIS_SPECIAL))
        self.hidden_note.setVisible(medical and wide >= px(NARROW))
        self.header.note.setVisible(wide >= px(TIGHT))
        self.filter_box.setFixedWidth(px(240) if wide >= px(TIGHT) else px(130))
        self.intake.setText(self.tr("入所登记") if wide >= px(TIGHT) else "")
        self.intake.setToolTip(self.tr("入所登记") + "  Ctrl+N")
        self.print_button.setText(self.tr("打印") if wide >= px(TIGHT) else "")

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here, with its keys."""
        found = [
            Action("map.time", self.tr("到某一时刻"), self.time.type_moment, "Ctrl+G", "history"),
            Action("map.back", self.tr("上一个事件"), self.time.step_back, "[", "chevron-left"),
            Action("map.on", self.tr("下一个事件"), self.time.step_on, "]", "chevron-right"),
            Action("map.now", self.tr("回到现在"), self.time.to_now, "", "rotate-ccw"),
        ]
        if self.desk.ctx.actor.may(edit(Data.IDENTITY_BASIC)):
            found.append(Action("map.admit", self.tr("入所登记"), self.admit, "Ctrl+N", "log-in"))
        if may(self.desk.ctx, acts.apply_plan):
            go = partial(self._go, "placement.plan")
            found.append(
                Action("map.ring", self.tr("多人互换床位"), self.menu.ring, "", "arrow-left-right")
            )
            found.append(Action("map.plan", self.tr("调整方案"), go, "", "sparkles"))
        return tuple(found)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("看谁住在哪张床；拖动姓名调床，放下之前每张床都写明能不能、为什么。"),
            rules=(
                ("PL-01", self.tr("跨区调床须医疗和安全两方同意。")),
                ("PL-H09", self.tr("须分开居住的人不同室、不同区，按设定的范围。")),
                ("PL-H14", self.tr("停用、未清洁消毒的床位不安置。")),
                ("PL-H17", self.tr("女区按已发布的班表核对女性在岗；没有班表时图上注明未核对。")),
                ("12.2", self.tr("辅警、保安只看本分区、本班次。")),
                ("SEC-01", self.tr("图上只写防护措施，不写病种。")),
            ),
            keys=(
                ("Ctrl+X", self.tr("拿起这个人")),
                ("↑ ↓ ← →", self.tr("到下一张床，跨过卡片边缘")),
                ("Enter", self.tr("放下；没有拿起人时打开个人页")),
                ("Esc", self.tr("放回原处")),
                ("F8", self.tr("下一张与规则冲突的床")),
                ("Ctrl+1 … 3", self.tr("列表、床卡、大床卡")),
            ),
        )


def _plain(run: Any) -> Any:
    """A slot for `triggered`, which brings a boolean nobody wants."""

    def go(_checked: bool = False) -> None:
        run()

    return go
