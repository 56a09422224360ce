"""One model for all tables: the tester, sorting, filters, selection by id, CSV."""

import csv
import io
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from ui.kit import painters
from ui.kit.cells import cut_words
from ui.kit.desk import Desk
from ui.kit.samples import SampleRow, sample_columns, sample_rows
from ui.kit.table import Column, RowSortProxy, RowTableModel
from ui.kit.table_view import TablePane, _fit, safe_cell


def pane_of(desk: Desk, qtbot: QtBot) -> TablePane[SampleRow]:
    pane = TablePane(desk, "test", sample_columns(), row_id=lambda r: r.stay_id)
    pane.add_filter("fever", "发热", lambda r: r.temperatures[-1] >= 37.3)
    qtbot.addWidget(pane)
    pane.resize(900, 500)
    pane.show()
    pane.show_rows(sample_rows())
    return pane


def test_model_and_proxy_keep_the_contract(qapp: QApplication) -> None:
    model: RowTableModel[SampleRow] = RowTableModel(sample_columns())
    proxy = RowSortProxy()
    proxy.setSourceModel(model)
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(m, strict) for m in (model, proxy)]
    model.show(sample_rows())
    model.show(sample_rows()[:3])
    proxy.sort(1)
    proxy.set_needle("ywh")
    proxy.set_needle("")
    proxy.set_test("fever", lambda r: r.temperatures[-1] > 38)
    assert proxy.rowCount() == 1
    model.show(())
    assert proxy.rowCount() == 0
    assert all(t.model() in (model, proxy) for t in testers)


def test_names_sort_by_chinese_order_and_beds_by_number() -> None:
    columns = [Column[str]("词", lambda r: r)]
    model: RowTableModel[str] = RowTableModel(columns)
    proxy = RowSortProxy()
    proxy.setSourceModel(model)
    model.show(("203-10", "203-2", "101-1"))
    proxy.sort(0)
    assert [proxy.index(n, 0).data() for n in range(3)] == ["101-1", "203-2", "203-10"]


def test_nothing_sorts_first_and_keys_of_any_type_compare() -> None:
    columns = [Column[tuple[int, ...] | None]("数", str, sort_key=lambda r: r)]
    model: RowTableModel[tuple[int, ...] | None] = RowTableModel(columns)
    proxy = RowSortProxy()
    proxy.setSourceModel(model)
    model.show(((3, 1), None, (2, 9)))
    proxy.sort(0)
    assert [proxy.index(n, 0).data() for n in range(3)] == ["None", "(2, 9)", "(3, 1)"]


def test_selection_stays_on_the_person_when_rows_change(desk: Desk, qtbot: QtBot) -> None:
    pane = pane_of(desk, qtbot)
    assert pane.view.select_id(4)
    moved = [replace(r, note="新") for r in reversed(sample_rows())]
    pane.show_rows(moved)
    assert pane.view.current_id() == 4
    assert [r.stay_id for r in pane.view.selected_rows()] == [4]
    pane.show_rows([r for r in moved if r.stay_id != 4])
    assert pane.view.selected_rows() == ()


def test_the_filter_box_knows_pinyin_initials(desk: Desk, qtbot: QtBot) -> None:
    pane = pane_of(desk, qtbot)
    pane.needle.setText("ywh")
    assert [r.name for r in pane.view.shown_rows()] == ["杨文海"]
    assert pane.count.text() == "1 / 11"
    pane.needle.setText("203 l")
    assert [r.name for r in pane.view.shown_rows()] == ["罗启贵"]


def test_an_empty_result_names_its_filters_and_clears_them(desk: Desk, qtbot: QtBot) -> None:
    pane = pane_of(desk, qtbot)
    pane.needle.setText("zzz")
    assert pane.no_match.isVisible()
    assert "zzz" in pane.no_match.text.text()
    pane.clear_filters()
    assert len(pane.view.shown_rows()) == 11


def test_filter_chips_are_remembered_over_a_restart(desk: Desk, qtbot: QtBot) -> None:
    pane = pane_of(desk, qtbot)
    pane._chips["fever"][0].setChecked(True)
    assert len(pane.view.shown_rows()) == 3
    again = pane_of(desk, qtbot)
    assert len(again.view.shown_rows()) == 3
    again.clear_filters()


def test_state_returns_filter_selection_and_scroll(desk: Desk, qtbot: QtBot) -> None:
    pane = pane_of(desk, qtbot)
    pane.needle.setText("203")
    pane.view.select_id(4)
    kept = pane.state()
    pane.clear_filters()
    pane.view.clearSelection()
    pane.restore(kept)
    assert pane.needle.text() == "203"
    assert pane.view.current_id() == 4


def test_enter_opens_and_space_previews(desk: Desk, qtbot: QtBot) -> None:
    pane = pane_of(desk, qtbot)
    pane.view.select_id(2)
    with qtbot.waitSignal(pane.opened) as opened:
        QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].name == "韦国栋"
    with qtbot.waitSignal(pane.view.previewed):
        QTest.keyClick(pane.view, Qt.Key.Key_Space)


def test_csv_holds_what_is_shown_and_runs_no_formula(desk: Desk, qtbot: QtBot) -> None:
    pane = pane_of(desk, qtbot)
    pane.needle.setText("203")
    lines = list(csv.reader(io.StringIO(pane.view.csv_text())))
    assert lines[0][:2] == ["床", "姓名"]
    assert {line[1] for line in lines[1:]} == {"杨文海", "罗启贵"}
    assert safe_cell("=1+1") == "'=1+1"
    assert safe_cell("") == ""


def test_columns_get_what_their_words_need_and_the_widest_give_way_first() -> None:
    assert _fit([(100, 60), (0, 0), (80, 120)], 300) == [100, 0, 120]
    assert _fit([(100, 60), (80, 120)], 200) == [80, 120]
    assert _fit([(60, 60), (80, 70), (200, 300)], 400) == [60, 70, 270]
    assert sum(_fit([(60, 60), (80, 70), (200, 300)], 100)) == round(0.7 * 430)


def test_times_and_names_stay_whole_and_empty_columns_need_their_head_only(
    desk: Desk, qtbot: QtBot
) -> None:
    moment = "2026-11-24 08:42"
    columns: list[Column[str]] = [
        Column("时间", lambda r: moment, width=100, whole=True),
        Column("内容", lambda r: r * 9, width=300),
        Column("审签", lambda r: "", width=160),
        Column("说明", lambda r: r * 9, width=300),
    ]
    pane: TablePane[str] = TablePane(desk, "narrow", columns, row_id=lambda r: r)
    qtbot.addWidget(pane)
    pane.resize(480, 300)
    pane.show()
    pane.show_rows(["一句话", "另一句"])
    view = pane.view
    assert view.columnWidth(0) >= painters.text_width(moment) + 24
    assert view.columnWidth(2) < 100
    option = QStyleOptionViewItem()
    for column, cut in ((0, ""), (1, "一句话" * 9)):
        index = view.proxy.index(0, column)
        option.rect = view.visualRect(index)
        assert cut_words(option, index) == cut


def test_a_chip_ends_with_its_cell(themed: QApplication) -> None:
    words = "等待对方同意后才能批准"
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    whole = painters.chip(painter, 0, 20, words, "amber", "clock")
    assert whole == painters.chip_width(words, "clock")
    painter.setClipRect(QRectF(0, 0, 90, 40))
    assert painters.chip(painter, 0, 20, words, "amber", "clock") == 90
    painter.end()
