"""The shell on pictures: `python -m ui.shell.gallery OUT` (works offscreen).

Sign-in, lock, workplace at three widths, palette, help, bell, first run; two languages and themes.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.wording import Lang
from ui.kit.desk import Desk
from ui.kit.gallery import SamplePage
from ui.kit.i18n import language
from ui.kit.page import Action, Group, HelpCard, Page, PageSpec
from ui.kit.samples import sample_desk, sample_found, sample_rows
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import Scheme, theme
from ui.kit.widgets import Card, ChoiceChips, Empty, EmptyState
from ui.shell.services import Alert, Counter, ShellServices, StatusLine, Training
from ui.shell.setup_wizard import RoomsPreview, SetupWizard, WizardStep
from ui.shell.window import MainWindow

SIZES = ((1366, 768), (1600, 1000), (1920, 1080))


class TodayPage(SamplePage):
    """The sample page with actions and help."""

    def page_actions(self) -> tuple[Action, ...]:
        """One action."""
        return (Action("today.note", "写病程", self.reload_if_stale, "Ctrl+N", "file-pen-line"),)

    def help(self) -> HelpCard:
        """A card."""
        rule = ("MED-43", "病程记录到期前两小时变成琥珀色，过期变红。")
        return HelpCard("今天要做的事，最急的在最上面。", (rule,), "信息室 8088")


class PlacedPage(Page):
    """Everyone has a bed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title("待安置")
        self.header.add_button("入所登记", "log-in", "primary", "Ctrl+N")
        card = Card()
        text = "没有等床的病员。空床 13 张，下一位预计 11-25 09:00 到（云岩分局，1 人）。"
        empty = EmptyState(Empty.ALL_DONE, "都安置好了", text, "bed-double")
        empty.add_button("看床位图", "bed-double")
        empty.add_button("登记入所", "log-in", "primary")
        card.body.addWidget(empty)
        self.body.addWidget(card)


class ZonesStep(WizardStep):
    """A step with a table and a live preview."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "楼栋、区、床位", "先用常见分区起步，照实际增减。床号自动编成 楼层房间-床，例如 203-2。"
        )
        choices = ChoiceChips(((1, "九区模板"), (2, "四区模板"), (3, "空白")))
        choices.set_value((1,))
        self.body.addWidget(choices)
        columns = [
            Column[tuple[str, int]]("区名", lambda r: r[0]),
            Column[tuple[str, int]]("床位", lambda r: str(r[1]), number=True, width=96),
        ]
        pane = TablePane(desk, "zones", columns, row_id=lambda r: r[0], searchable=False)
        zones = [
            ("入所观察区", 14),
            ("感染一区", 16),
            ("感染二区", 16),
            ("女子区", 14),
            ("康复区", 16),
        ]
        pane.show_rows(zones)
        self.body.addWidget(pane, 1)
        row = QHBoxLayout()
        for place, (name, beds) in enumerate(zones):
            preview = RoomsPreview()
            rooms = [
                (f"{place + 1}0{n}", 4 if n * 4 <= beds else beds - (n - 1) * 4)
                for n in range(1, 5)
            ]
            preview.show_zone(name, rooms, current=name == "女子区")
            row.addWidget(preview)
        row.addStretch(1)
        self.body.addLayout(row)

    def facts(self) -> Sequence[tuple[str, str]]:
        """Sentences."""
        return (
            ("5 区 20 间 共 76 床", "2"),
            ("女子区独立成层", "green"),
            ("没有负压或单人隔离间", "amber"),
        )


def sample_services(folder: str, ctx: ServiceContext, clock: StillClock) -> ShellServices:
    """Services with invented numbers."""

    def named(words: str) -> Callable[[], str]:
        return lambda: words

    subs = {
        Group.PLACES: ("床位图", "待安置", "分开居住", "床位维护"),
        Group.SUPPORT: ("个别谈话", "心理咨询", "量表"),
    }
    specs = []
    for group in Group:
        for order, words in enumerate(subs.get(group, ("概览",))):
            factory = TodayPage if group is Group.TODAY else PlacedPage
            counts = {Group.TODAY: _late, Group.CARE: _open}
            specs.append(
                PageSpec(
                    f"{group.name.lower()}.{order}",
                    group,
                    order,
                    named(words),
                    "layout-list",
                    factory,
                    count=counts.get(group),
                )
            )
    desk = sample_desk(f"{folder}/shell.ini")
    return ShellServices(
        lambda: specs, desk.preferences, clock,
        centre_name=named("贵阳收治中心"), centre_note=named("警医联勤"), version="1.0.3", help_phone="8088",
        authenticate=lambda user, password: ctx,
        counters=lambda c: (Counter("在所", 112, "residents.0"), Counter("外出", 3), Counter("空床", 13)),
        alerts=lambda c: (Alert("1", "血钾 6.4，30 分钟内处理", "101-2", clock.now(), critical=True), Alert("2", "体温复测到期", "203-2", clock.now())),
        status=lambda: (StatusLine("服务器已连接", "server"), StatusLine("今日 03:00 备份完成", "check")),
        search=lambda c, text: sample_found(text),
    )  # fmt: skip


def _late(desk: Desk) -> tuple[int, bool]:
    return 3, True


def _open(desk: Desk) -> tuple[int, bool]:
    return len(sample_rows()), False


def shoot(widget: QWidget, file: Path) -> None:
    """Lay out, paint, save."""
    QApplication.processEvents()
    widget.grab().save(str(file))


def render(out: Path, folder: str, lang: Lang, scheme: Scheme) -> None:
    """All pictures of one language and theme."""
    language().set(lang)
    theme().apply(scheme=scheme)
    desk = sample_desk(f"{folder}/desk.ini")
    for width, height in SIZES:
        name = f"{lang}-{scheme}-{width}"
        services = sample_services(folder, desk.ctx, StillClock())
        window = MainWindow(services)
        window.resize(width, height)
        window.show()
        if width == 1600:
            shoot(window, out / f"shell-signin-{name}.png")
        window.enter(desk.ctx)
        place = window.workplace
        if place is None or window.desk is None:
            raise RuntimeError("nobody is signed in")
        shoot(window, out / f"shell-today-{name}.png")
        place.open_page("places.1")
        window.desk.toast("已把范代科从 103-2 调到 503-3", undo=print)
        shoot(window, out / f"shell-placed-{name}.png")
        place.open_palette()
        place.palette_box.box.setText("ywh")
        shoot(window, out / f"shell-palette-{name}.png")
        place.palette_box.hide()
        if width == 1366:
            services.banner = lambda: Training("练习数据：随便试，不会进入正式记录")
            place.refresh()
            place.show_help()
            shoot(window, out / f"shell-help-{name}.png")
            place.show_bell()
            shoot(window, out / f"shell-bell-{name}.png")
        if width == 1600:
            window.lock()
            shoot(window, out / f"shell-lock-{name}.png")
        window.close()
        window.deleteLater()
    wizard(out / f"shell-first-run-{lang}-{scheme}.png", desk)


def wizard(file: Path, desk: Desk) -> None:
    """The second step of the first run."""
    steps = [
        WizardStep("单位与印章"),
        ZonesStep(desk),
        WizardStep("人员与角色"),
        WizardStep("班次与岗位"),
        WizardStep("费用合同"),
        WizardStep("备份与打印机"),
        WizardStep("导入旧数据"),
    ]
    steps[4].later = steps[6].later = True
    made = SetupWizard(steps, "收治管理系统")
    made.resize(1600, 1000)
    made.next()
    made.show()
    shoot(made, file)
    made.deleteLater()


def main(out: Path) -> None:
    """Both languages, both themes."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        for lang in Lang:
            for scheme in (Scheme.LIGHT, Scheme.DARK):
                render(out, folder, lang, scheme)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    main(Path(sys.argv[1]))
