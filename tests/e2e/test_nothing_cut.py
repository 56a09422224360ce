"""No word of any screen is wider than its place at the smallest size, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from medcentre.kernel.wording import Lang
from tests.e2e.house import House, build
from ui.app import page_specs
from ui.kit.i18n import language
from ui.shell.rail import WIDE, sub_face
from ui.shell.window import MainWindow


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> House:
    """A centre without anybody in it: what stands on its screens are their own words."""
    return build(tmp_path_factory.mktemp("cut"), sqlite_template)


def cut(window: MainWindow) -> Iterator[str]:
    """Words of labels and buttons that have no room, tables and pages that scroll sideways."""
    for label in window.findChildren(QLabel):
        words = label.text()
        if not label.isVisible() or not words or "<" in words:
            continue
        room = label.contentsRect()
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 2:
                yield f"label {words}"
        elif label.fontMetrics().horizontalAdvance(words.split("\n")[0]) > room.width() + 1:
            yield f"label {words}"
    for button in window.findChildren(QPushButton):
        if button.isVisible() and button.sizeHint().width() > button.width() + 1:
            yield f"button {button.text()}"
    for area in window.findChildren(QAbstractScrollArea):
        if area.isVisible() and area.horizontalScrollBar().isVisible():
            yield f"scrolls sideways: {area.accessibleName() or type(area).__name__}"


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize("lang", list(Lang))
def test_no_word_is_cut_at_1366(qtbot: QtBot, house: House, lang: Lang) -> None:
    language().set(lang)
    window = house.window()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    desk = window.desk
    assert desk is not None
    found, seen = set(), 0
    for spec in page_specs():
        if spec.hidden or spec.id == "rostering.sheet":
            continue
        desk.open(spec.id)
        qtbot.waitUntil(lambda: not window.busy, timeout=20_000)
        qtbot.wait(60)
        seen += 1
        found |= {f"{spec.id}: {what}" for what in cut(window)}
    assert seen > 20
    assert not found


def test_a_cut_label_is_found(qtbot: QtBot, house: House, themed: object) -> None:
    window = house.window()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    label = QLabel("一句很长很长很长的话", window)
    label.setFixedWidth(40)
    label.show()
    assert f"label {label.text()}" in set(cut(window))


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize("lang", list(Lang))
def test_the_rail_has_room_for_every_page(house: House, lang: Lang) -> None:
    """Beside the icons of the groups, chosen or not; 20 px the indent, 4 px the edge."""
    language().set(lang)
    room = WIDE - 2 * 8 - 18 - 20 - 4
    for spec in page_specs():
        if not spec.hidden:
            face = sub_face(spec.title(), room, bold=True)
            assert QFontMetricsF(face).horizontalAdvance(spec.title()) <= room, spec.title()
