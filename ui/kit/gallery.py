"""Every widget of the kit on pictures: `python -m ui.kit.gallery OUT` (works offscreen).

Two languages, two themes; for looking at what a change did.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.errors import RulesBroken, Violation
from medcentre.kernel.wording import Lang
from ui.kit import painters
from ui.kit.desk import Desk, ToastText
from ui.kit.dialogs import ConfirmDialog, ErrorDialog, Point, SigningSheet
from ui.kit.editors import (
    Check,
    ChipsEdit,
    Combo,
    DateEdit,
    MoneyEdit,
    NumberEdit,
    SegmentEdit,
    TextEdit,
    TimeEdit,
)
from ui.kit.feedback import InlineProgress, Toast
from ui.kit.form import FormPane
from ui.kit.i18n import language
from ui.kit.page import Page
from ui.kit.picker import PersonPicker
from ui.kit.samples import (
    sample_columns,
    sample_desk,
    sample_found,
    sample_rows,
    sample_timeline,
    sample_work,
    tile,
)
from ui.kit.table_view import TablePane
from ui.kit.theme import Scheme, theme
from ui.kit.timeline import TimelineView
from ui.kit.widgets import (
    Banner,
    Button,
    Card,
    ChoiceChips,
    Empty,
    EmptyState,
    KeyCap,
    LevelChip,
    Segment,
    StatusChip,
)
from ui.kit.worklist import WorkListView


@dataclass(frozen=True)
class Nothing:
    """The command of the sample form."""


class SampleForm(FormPane[Nothing]):
    """One of every editor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "签名完成", self._refuse, draft_key="gallery")
        clock = desk.ctx.clock
        form = self.form
        self.person = form.add(
            "person", "谈话对象", PersonPicker(sample_found), required=True, stretch=2
        )
        self.day = form.add("day", "日期", DateEdit(clock), required=True, beside=True, stretch=1)
        self.start = form.add(
            "start",
            "开始",
            TimeEdit(clock),
            required=True,
            beside=True,
            stretch=1,
            hint="输入 1405 即可",
        )
        self.end = form.add("end", "结束", TimeEdit(clock), required=True, beside=True, stretch=1)
        topics = (
            (1, "入所适应"),
            (2, "病情与治疗"),
            (3, "家庭"),
            (4, "戒毒动机"),
            (5, "人际矛盾"),
            (6, "情绪"),
        )
        self.topics = form.add("topics", "谈话主题", ChipsEdit(topics), required=True)
        self.text = form.add("text", "谈话内容", TextEdit(5), required=True)
        mood = ((1, "1 很差"), (2, "2"), (3, "3"), (4, "4"), (5, "5 好"))
        self.mood = form.add("mood", "情绪", SegmentEdit(mood), required=True)
        self.heat = form.add("heat", "体温", NumberEdit(1, "℃"), beside=True)
        self.fee = form.add("fee", "费用", MoneyEdit(), beside=True)
        form.add_section("诉求与措施")
        self.kind = form.add("kind", "谈话类别", Combo(((1, "定期谈话"), (2, "必谈"))), stretch=1)
        self.doctor = form.add("doctor", "需要介入", Check("医生", on=True), beside=True, stretch=1)

    def command(self) -> Nothing:
        """Always refused, to show how refusals look."""
        raise RulesBroken([Violation("end_before_start", "end"), Violation("required", "fee")])

    def _refuse(self, command: Nothing) -> None:
        """Never reached."""


class SamplePage(Page):
    """A table, a work list and a timeline side by side."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title("今日", "沈医生，早上好。2 项已逾期，先看危急值。")
        self.header.add_button("写病程", "file-pen-line", key="Ctrl+N")
        self.header.add_button("查房模式", "footprints", "primary", "Ctrl+R")
        row = QHBoxLayout()
        row.setSpacing(12)
        work = Card("我的工作", "list-todo", "6 项")
        order = Segment(((1, "按时限"), (2, "按病员"), (3, "按区")), small=True)
        order.set_value(1)
        work.add_tool(order)
        work.add_tool(Button("打印清单", "printer", small=True))
        self.work = WorkListView()
        work.body.addWidget(self.work)
        foot = work.add_foot()
        for key in ("↑", "↓", "Enter", "Space", "/"):
            foot.addWidget(KeyCap(key))
        foot.addStretch(1)
        row.addWidget(work, 11)
        right = QVBoxLayout()
        right.setSpacing(12)
        self.table = TablePane(
            desk,
            "gallery",
            sample_columns(),
            lambda r: r.stay_id,
            mark=lambda r: "red" if r.temperatures[-1] >= 38 else "",
            title="我的病员",
            icon="users-round",
        )
        self.table.add_filter("fever", "发热", lambda r: r.temperatures[-1] >= 37.3)
        right.addWidget(self.table, 3)
        card = Card("时间线", "activity")
        self.timeline = TimelineView()
        card.body.addWidget(self.timeline)
        right.addWidget(card, 2)
        row.addLayout(right, 12)
        self.body.addLayout(row)

    def load(self) -> None:
        """Invented rows."""
        self.work.show_lines(sample_work(self.desk.ctx.clock))  # type: ignore[arg-type]
        self.table.show_rows(sample_rows())
        self.timeline.show_lines(sample_timeline())


class Marks(QWidget):
    """Everything the painters can do."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(760, 132)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows of marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 12.0
        for code in ("n0", "n1", "n2", "n3"):
            x += painters.level(painter, x, 24, code) + 8
        x += (
            painters.precautions(
                painter, x, 24, ("airborne", "blood", "contact", "droplet", "protect")
            )
            + 12
        )
        for domain in ("medical", "nursing", "custody", "psychology", "legal", "money"):
            painters.domain_mark(painter, QPoint(round(x) + 12, 24).toPointF(), domain)
            x += 30
        painters.bar(painter, QRectF(x + 12, 20, 120, 8), 0.7, tick=0.9)
        painters.bar(painter, QRectF(x + 144, 20, 80, 8), 1.0, "amber.solid")
        left = 12
        for kind, words, why in (
            ("allowed", "可安置", "单独床帘"),
            ("confirm", "须确认", "防护不同"),
            ("blocked", "不可", "须分开居住"),
        ):
            painters.verdict(painter, QRectF(left, 52, 104, 44), kind, words, why)
            left += 112
        tile(painter, QRectF(left, 52, 104, 44), "停用")
        painters.spark(
            painter,
            QRectF(left + 120, 56, 120, 36),
            (36.4, 36.9, 38.1, 37.2, 38.6),
            36,
            39.5,
            "red.solid",
        )
        painters.focus_ring(painter, QRectF(left + 250, 52, 60, 44))
        painters.avatar(painter, QRectF(left + 318, 56, 36, 36), "沈若兰")


def widgets_sheet(desk: Desk) -> QWidget:
    """Buttons, segments, chips, banners, empty states, toast, progress."""
    sheet = QWidget()
    sheet.setProperty("ground", "app")
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    sheet.resize(1100, 820)
    column = QVBoxLayout(sheet)
    column.setSpacing(12)
    buttons = QHBoxLayout()
    for words, icon, kind in (
        ("入所登记", "log-in", "primary"),
        ("打印", "printer", "normal"),
        ("作废", "trash-2", "danger"),
        ("全部", "", "link"),
        ("更多", "ellipsis", "quiet"),
    ):
        buttons.addWidget(Button(words, icon, kind))
    off = Button("回到现在", "history")
    off.setEnabled(False)
    buttons.addWidget(off)
    buttons.addWidget(Button("小按钮", "pen", small=True))
    segment = Segment((("a", "全部楼层"), ("b", "1 号楼"), ("c", "2 号楼")))
    segment.set_value("a")
    buttons.addWidget(segment)
    buttons.addStretch(1)
    column.addLayout(buttons)
    chips = QHBoxLayout()
    for words, family, icon in (
        ("逾期", "red", "circle-alert"),
        ("须确认", "amber", "triangle-alert"),
        ("相符", "green", "check"),
        ("接触隔离", "blue", "hand"),
        ("预留", "indigo", "bookmark"),
        ("培训", "plum", "graduation-cap"),
        ("标准", "grey", ""),
    ):
        chips.addWidget(StatusChip(words, family, icon))
    chips.addWidget(StatusChip("过敏：青霉素", "red", "octagon-alert", solid=True))
    for code in ("n0", "n1", "n2", "n3"):
        chips.addWidget(LevelChip(code))
    chips.addStretch(1)
    column.addLayout(chips)
    choices = ChoiceChips(((1, "九区模板"), (2, "四区模板"), (3, "空白")))
    choices.set_value((1,))
    column.addWidget(choices)
    for words, kind in (
        ("您在看 11-22 20:15 的床位", "amber"),
        ("与服务器断开，14:58 起只能读", "red"),
        ("练习数据，不会保存", "plum"),
    ):
        banner = Banner()
        banner.tell(words, kind, "triangle-alert", "回到现在" if kind == "amber" else "")
        column.addWidget(banner)
    marks = Card()
    marks.body.addWidget(Marks())
    column.addWidget(marks)
    states = QHBoxLayout()
    for state, words, why in (
        (Empty.ALL_DONE, "都安置好了", "没有等床的病员。空床 13 张。"),
        (Empty.NOTHING_YET, "还没有谈话", "写下第一次谈话。"),
        (Empty.NO_MATCH, "没有符合的", "筛选条件：发热 · 二级"),
    ):
        card = Card()
        empty = EmptyState(state, words, why)
        empty.add_button("清除筛选", "funnel-x")
        card.body.addWidget(empty)
        states.addWidget(card)
    column.addLayout(states, 1)
    progress = InlineProgress()
    progress.words.setText("正在重算 11 月")
    progress.step(42, 115, "已找到 3 处不同")
    progress.show()
    column.addWidget(progress)
    toast = Toast(ToastText("已把范代科从 103-2 调到 503-3", print), sheet)
    column.addWidget(toast)
    return sheet


def shoot(widget: QWidget, file: Path) -> None:
    """Lay out, paint, save."""
    widget.show()
    QApplication.processEvents()
    widget.grab().save(str(file))
    widget.hide()
    widget.deleteLater()


def render(out: Path, lang: Lang, scheme: Scheme, folder: str) -> None:
    """All sheets of one language and theme."""
    language().set(lang)
    theme().apply(scheme=scheme)
    desk = sample_desk(f"{folder}/gallery-{lang}-{scheme}.ini")
    name = f"{lang}-{scheme}"
    shoot(widgets_sheet(desk), out / f"kit-widgets-{name}.png")
    for width, height in ((1190, 640), (1424, 900), (1744, 1000)):
        page = SamplePage(desk)
        page.resize(width, height)
        page.show()
        page.table.view.select_id(4)
        shoot(page, out / f"kit-page-{name}-{width}.png")
    host = QWidget()
    host.resize(1366, 768)
    form = SampleForm(desk)
    form.resize(836, 720)
    form.show()
    form.day.set_value(form.day.today())
    form.start.setText("1405")
    form.end.setText("1350")
    form.topics.set_value((2, 3))
    form.text.set_value("昨日会见时与父亲争执，父亲称不再来探视。本人整夜未睡，今晨未吃早饭。")
    form.mood.set_value(2)
    form.person.set_value(sample_found("杨")[0])
    form.form.fields["kind"].set_warning("升为高：签名后立即提醒医生与值班长")
    form.save()
    shoot(form, out / f"kit-form-{name}.png")
    points = (
        Point("草稿已存本机 14:58:07"),
        Point("正在自动重连，第 2 次，8 秒后再试", "refresh-cw", "amber"),
        Point("超过 10 分钟请打信息室 8088", "phone", "grey"),
    )
    text = "服务器 14:58 断开。您写的 142 字已存在本机草稿，连上后可以直接签名，不用重写。"
    error = ErrorDialog(
        host, "签名没有成功，内容没有丢", text, points, "E-NET-201 · 连接超时 5000 ms", "现在重试"
    )
    error.toggle_details()
    shoot(error, out / f"kit-error-{name}.png")
    facts = ("谈话记录（杨文海，11-24 14:05 至 14:50）", "签名人：喻思源，心理咨询师")
    shoot(
        SigningSheet(
            host, "签名后这些内容就固定了", facts, "签名", "喻思源", lambda u, p: desk.ctx, print
        ),
        out / f"kit-sign-{name}.png",
    )
    why = "只有咨询师可见。紧急需要可申请查看，会被记录。"
    shoot(
        ConfirmDialog(host, "查看保密内容", why, "查看", print, 6), out / f"kit-confirm-{name}.png"
    )


def main(out: Path) -> None:
    """Both languages, both themes."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        for lang in Lang:
            for scheme in (Scheme.LIGHT, Scheme.DARK):
                render(out, lang, scheme, folder)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    main(Path(sys.argv[1]))
