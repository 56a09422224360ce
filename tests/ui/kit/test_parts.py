"""Settings, crash hook, language, work list, timeline, dialogs, progress, preview, keyboard walk."""

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from medcentre.kernel.clock import StillClock
from medcentre.kernel.errors import DomainError, KernelCode
from medcentre.kernel.wording import Lang
from ui.kit import icons, painters
from ui.kit.crash import CrashHook
from ui.kit.desk import Desk
from ui.kit.dialogs import ConfirmDialog, ErrorDialog, Point
from ui.kit.feedback import InlineProgress
from ui.kit.gallery import SampleForm, SamplePage
from ui.kit.i18n import label, language, sentence, show_day, show_moment, show_weekday
from ui.kit.none_guard import PLENTY
from ui.kit.print_preview import PrintPreview
from ui.kit.samples import sample_rows, sample_timeline, sample_work
from ui.kit.settings import GLOVES, IDLE_MINUTES, LAST_USER, Preferences
from ui.kit.sheets import SideSheet
from ui.kit.tasks import Progress
from ui.kit.timeline import TimelineView
from ui.kit.widgets import Segment
from ui.kit.worklist import WorkHead, WorkListView, WorkRow, due_words

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def english(themed: QApplication) -> Iterator[None]:
    language().set(Lang.EN)
    yield
    language().set(Lang.ZH)


def test_settings_keep_their_types_over_a_new_process(tmp_path: Path) -> None:
    file = tmp_path / "a.ini"
    program = (
        "from PySide6.QtCore import QSettings\n"
        "from ui.kit.settings import GLOVES, IDLE_MINUTES, Preferences\n"
        f"p = Preferences(QSettings({str(file)!r}, QSettings.Format.IniFormat))\n"
        "p.set(GLOVES, True); p.set(IDLE_MINUTES, 7); p.note('list', []); p.store.sync()\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
    read = Preferences(QSettings(str(file), QSettings.Format.IniFormat))
    assert read.get(GLOVES) is True
    assert read.get(IDLE_MINUTES) == 7
    assert read.get(LAST_USER) == ""
    assert read.noted("list", None) == []
    assert read.noted("absent", 3) == 3
    read.store.setValue(IDLE_MINUTES.key, "soon")
    assert read.get(IDLE_MINUTES) == 5


def test_the_crash_hook_logs_every_time_and_tells_once(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    hook = CrashHook()
    told: list[str] = []
    hook.told.connect(told.append)

    def fail() -> None:
        raise ZeroDivisionError("x")

    for _ in range(3):
        try:
            fail()
        except ZeroDivisionError as error:
            hook(type(error), error, error.__traceback__)
    assert len([r for r in caplog.records if r.message == "uncaught"]) == 3
    assert len(told) == 1
    assert "fail" in told[0]


def test_words_and_days_follow_the_language(english: None) -> None:
    day = StillClock().now().date()
    assert label("sex.1") == "Male"
    assert "not a date" in sentence(KernelCode.BAD_DATE, {"text": "x"})
    assert show_day(day) == "24 Nov 2026"
    assert show_day(day, day) == "24 Nov"
    assert show_weekday(day) == "Tue"
    language().set(Lang.ZH)
    assert show_day(day, day) == "11-24"
    assert show_weekday(day) == "周二"
    assert show_moment(StillClock().now()) == "2026-11-24 08:42"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-12, ("逾期 12 分", "应于 08:30", "red")),
        (-72, ("逾期 1 时 12 分", "应于 07:30", "red")),
        (18, ("还有 18 分", "09:00", "amber")),
        (120, ("还有 2 小时", "10:42", "amber")),
        (168, ("11:30", "还有 2 时 48 分", "")),
        (18 * 60 + 39, ("11-25 03:21", "还有 18 时 39 分", "")),
        (-18 * 60, ("逾期 18 小时", "应于 11-23 14:42", "red")),
        (3 * 1440, ("11-27 08:42", "还有 3 天", "")),
    ],
)
def test_due_words(themed: QApplication, minutes: int, words: tuple[str, str, str]) -> None:
    now = StillClock().now()
    assert due_words(now + timedelta(minutes=minutes), now) == words


def test_the_work_list_acts_by_key_and_by_its_painted_button(
    themed: QApplication, qtbot: QtBot
) -> None:
    view = WorkListView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show_lines(sample_work(StillClock()))
    view.show()
    assert view.next_problem(1)
    row = view.current_row()
    assert row is not None
    assert row.title == "危急值处理"
    with qtbot.waitSignal(view.acted):
        QTest.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.previewed):
        QTest.keyClick(view, Qt.Key.Key_Space)
    place = view.visualRect(view.currentIndex())
    with qtbot.waitSignal(view.acted) as acted:
        QTest.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=QPoint(place.right() - 30, place.center().y()),
        )
    assert acted.args == [row]
    assert view.next_problem(1)
    second = view.current_row()
    view.show_lines(tuple(reversed(sample_work(StillClock()))))
    assert view.current_row() == second
    spoken = view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("逾期 1 时 12 分, 首次病程记录")
    view.show_lines([WorkHead("空"), WorkRow("k", "1", "2", "t", "w")])
    assert not view.next_problem(1)


def test_the_timeline_opens_entries_and_asks_for_more(themed: QApplication, qtbot: QtBot) -> None:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(600, 140)
    view.show_lines(sample_timeline())
    view.show()
    view.setCurrentIndex(view.model().index(1, 0))
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].text.startswith("发热")
    with qtbot.waitSignal(view.needs_more):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()


def test_error_dialog_folds_and_copies_its_details(themed: QApplication, qtbot: QtBot) -> None:
    done: list[int] = []
    dialog = ErrorDialog(
        None,
        "没有成功",
        "内容没有丢",
        (Point("草稿已存"),),
        "E-NET-201",
        "现在重试",
        lambda: done.append(1),
    )
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.details.isVisible()
    dialog.toggle_details()
    assert dialog.details.isVisible()
    dialog._copy()
    assert QGuiApplication.clipboard().text() == "E-NET-201"
    dialog.set_point(0, "8 秒后再试")
    with qtbot.waitSignal(dialog.retried):
        dialog._go()
    assert done == [1]


def test_a_reason_is_long_enough_before_the_verb_can_be_pressed(
    themed: QApplication, qtbot: QtBot
) -> None:
    given: list[str] = []

    def then(reason: str) -> None:
        if "拒" in reason:
            raise DomainError(KernelCode.OVERLAPS)
        given.append(reason)

    dialog = ConfirmDialog(None, "查看保密内容", "会被记录", "查看", then, 6)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.do.isEnabled()
    dialog.reason.setPlainText("拒绝一次看看会怎样")
    dialog.go()
    assert dialog.refusal.isVisible()
    dialog.reason.setPlainText("抢救")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return, control)
    assert not given
    dialog.reason.setPlainText("抢救需要知道用药史")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return, control)
    assert given == ["抢救需要知道用药史"]


def test_progress_shows_what_is_found_and_stops(desk: Desk, qtbot: QtBot) -> None:
    shown = InlineProgress()
    qtbot.addWidget(shown)

    def job(progress: Progress) -> None:
        while True:
            progress.step(3, 10, "3 处不同")

    task = desk.tasks.start(job)
    shown.watch(task, "重算")
    qtbot.waitUntil(lambda: "3 处不同" in shown.found.text())
    with qtbot.waitSignal(task.ended):
        shown.stop.click()
    qtbot.waitUntil(lambda: not shown.isVisible())


def pdf_of(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for page in range(pages):
        canvas.drawString(100, 700, f"page {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_preview_pages_zooms_saves_and_prints_the_same_pdf(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    pdf = pdf_of(3)
    preview = PrintPreview(pdf, "谈话记录 1", None, desk.preferences)
    qtbot.addWidget(preview)
    preview.show()
    assert preview.document.pageCount() == 3
    assert preview.place.text() == "1 / 3"
    image = preview.page_image(0, 72)
    assert (image.width(), image.height()) == (595, 842)
    dark = sum(
        image.pixelColor(x, y).lightness() < 128 for x in range(100, 160) for y in range(130, 150)
    )
    assert dark > 20
    for step in (
        preview.zoom_in,
        preview.zoom_out,
        preview.whole_page,
        preview.page_on,
        preview.page_back,
    ):
        step()
    preview.save_to(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == pdf
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "b.pdf"))
    with qtbot.waitSignal(preview.printed):
        preview.print_on(printer)
    assert (tmp_path / "b.pdf").stat().st_size > 1_000


def test_side_sheet_keeps_to_the_edge_and_closes_with_esc(
    themed: QApplication, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    sheet = SideSheet(host, "抢救记录")
    sheet.open()
    host.resize(700, 500)
    assert sheet.geometry().right() < 700
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)


def test_digits_and_arrows_choose_in_a_segment(themed: QApplication, qtbot: QtBot) -> None:
    segment = Segment(((1, "1 很差"), (2, "2"), (3, "3 好")))
    qtbot.addWidget(segment)
    segment.show()
    first = segment._group.button(0)
    QTest.keyClick(first, Qt.Key.Key_3)
    assert segment.value() == 3
    QTest.keyClick(segment._group.button(2), Qt.Key.Key_Left)
    assert segment.value() == 2
    segment.set_value(None)
    assert segment.value() is None


def test_icons_are_sharp_and_recoloured(themed: QApplication) -> None:
    one, two = icons.pixmap("sun", 16, "accent", 1.0), icons.pixmap("sun", 16, "accent", 2.0)
    assert (one.width(), two.width()) == (16, 32)
    assert two.devicePixelRatio() == 2.0
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon")
    assert painters.chip_width("逾期", "clock") > painters.chip_width("逾期")


def test_tab_walks_the_whole_form_in_reading_order_without_a_dead_end(
    desk: Desk, qtbot: QtBot
) -> None:
    form = SampleForm(desk)
    qtbot.addWidget(form)
    form.resize(836, 720)
    form.show()
    order = ["person"]
    widget: QWidget | None = form.person
    for _ in range(200):
        widget = widget.nextInFocusChain() if widget else None
        if widget is None or widget is form.person:
            break
        for name, field in form.form.fields.items():
            if (field.editor is widget or field.editor.isAncestorOf(widget)) and name not in order:
                order.append(name)
    else:
        pytest.fail("the focus chain never comes back")
    assert order == list(form.form.fields)


def test_a_page_reloads_when_visible_and_waits_when_not(desk: Desk, qtbot: QtBot) -> None:
    page = SamplePage(desk)
    qtbot.addWidget(page)
    page.show()
    assert len(page.table.view.shown_rows()) == len(sample_rows())
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.state() == {}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_none_and_true_outlive_a_day_of_painting() -> None:
    assert sys.getrefcount(None) > PLENTY // 2
    assert sys.getrefcount(True) > PLENTY // 2
