"""The picture on the person page: cut by keys, kept, shown, taken away."""

from pathlib import Path

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medcentre.residents import photos
from tests.ui.residents.test_pages import Station, admit, person, station
from ui.residents.person import PersonPage
from ui.residents.photo import HEIGHT, WIDTH, PhotoDialog, open_photo

__all__ = ["station"]


def picture(folder: Path) -> str:
    """Left half red, right half blue."""
    image = QImage(1200, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(600, 1200):
        for y in range(0, 800, 1):
            image.setPixelColor(x, y, QColor("blue"))
    file = folder / "face.png"
    image.save(str(file))
    return str(file)


def outlined(page: PersonPage) -> bool:
    """Whether only the outline is shown."""
    return page.person.photo.is_empty


def test_a_picture_is_cut_kept_shown_and_removed(
    qtbot: QtBot, station: Station, tmp_path: Path
) -> None:
    desk, heard, program = station
    page = person(qtbot, desk, admit(program, "莫如松"))
    assert outlined(page)
    assert page.card is not None
    dialog = open_photo(desk, page.card, page, picture(tmp_path))
    assert isinstance(dialog, PhotoDialog)
    for _ in range(60):
        QTest.keyClick(dialog.frame, Qt.Key.Key_Right)
    QTest.keyClick(dialog.frame, Qt.Key.Key_Plus)
    assert dialog.frame.zoom == 1.1
    assert dialog.slider.value() == 110
    dialog.save()
    page.refresh()
    assert not outlined(page)
    kept = QImage.fromData(photos.photo(desk.ctx, page.card.roll.stay_id) or b"")
    assert (kept.width(), kept.height()) == (WIDTH, HEIGHT)
    assert kept.pixelColor(20, 300).blue() > 200  # moved to the right half
    names = [a.id for a in page.page_actions()]
    assert "person.photo" in names
    assert "person.no_photo" in names
    photos.remove_photo(desk.ctx, page.card.roll.stay_id, "放错了人")
    page.refresh()
    assert outlined(page)
    assert heard.toasts == ["照片已保存"]


def test_a_file_that_is_no_picture_is_refused_in_words(
    qtbot: QtBot, station: Station, tmp_path: Path
) -> None:
    desk, heard, program = station
    page = person(qtbot, desk, admit(program, "莫如松"))
    file = tmp_path / "letter.jpg"
    file.write_text("这不是照片", "utf-8")
    assert page.card is not None
    assert open_photo(desk, page.card, page, str(file)) is None
    assert "JPG" in heard.toasts[-1]


def test_a_noisy_picture_is_squeezed_until_it_fits(qtbot: QtBot, station: Station) -> None:
    desk, _, program = station
    page = person(qtbot, desk, admit(program, "莫如松"))
    noise = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    state = 1
    for y in range(HEIGHT):
        for x in range(WIDTH):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            noise.setPixel(x, y, state)
    assert page.card is not None
    dialog = PhotoDialog(desk, page.card, noise, page)
    best = QBuffer()
    best.open(QBuffer.OpenModeFlag.WriteOnly)
    noise.save(best, "JPEG", 95)  # type: ignore[call-overload]
    assert best.size() > photos.MOST_BYTES
    assert len(dialog.frame.jpeg()) <= photos.MOST_BYTES
