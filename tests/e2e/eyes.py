"""Everything a window shows, holds, paints and gives away, as text; and hands that press everything.

`painted`: what is drawn by hand, seen at the painter itself (zone cards, tiles, strips, charts), and what Qt's
style draws, seen in a vector picture. `press_all`: every button, menu and context menu of a page with
what opens from it; papers and files are kept.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QBuffer,
    QIODevice,
    QPoint,
    Qt,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QGuiApplication, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.papers.pdfs import whole_text

ROLES_OF_DATA = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.DecorationRole, *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 12),
)  # fmt: skip


def texts(window: QWidget) -> Iterator[str]:
    """Every text a widget, action or model of the window holds, shown or not."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (
            widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis(),
            widget.accessibleName(), widget.accessibleDescription(), widget.objectName(),
        )  # fmt: skip
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QTextEdit | QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox) or (
            isinstance(widget, QAbstractItemView) and widget.model() is not None
        ):
            yield from of_model(widget.model())
        else:
            text = getattr(widget, "text", None)
            yield str(text()) if callable(text) else ""
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.statusTip(), action.whatsThis())
    yield QGuiApplication.clipboard().text()


def columns_of(model: QAbstractItemModel) -> int:
    """Lists have one; Qt keeps their `columnCount` to itself."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


def of_model(model: QAbstractItemModel) -> Iterator[str]:
    """What the cells of a model say in every role, objects behind them included."""
    for row in range(model.rowCount()):
        for column in range(columns_of(model)):
            index = model.index(row, column)
            for role in ROLES_OF_DATA:
                yield repr(model.data(index, role) or "")
    for column in range(columns_of(model)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


class Brush:
    """What painters were told to write since `taken`, on pixmaps and pictures, too."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._said: list[str] = []
        for name in ("drawText", "drawStaticText"):
            monkeypatch.setattr(QPainter, name, self._watched(getattr(QPainter, name)))

    def _watched(self, draw: Callable[..., Any]) -> Callable[..., Any]:
        def drawn(painter: QPainter, *args: Any) -> Any:
            self._said += [
                a if isinstance(a, str) else a.text()
                for a in args
                if isinstance(a, str) or hasattr(a, "textFormat")
            ]
            return draw(painter, *args)

        return drawn

    def taken(self) -> list[str]:
        """What was written by hand; forgotten afterwards."""
        said, self._said = self._said, []
        return said

    def painted(self, widget: QWidget) -> list[str]:
        """What is written when a widget paints itself now, by hand or by Qt's style."""
        self._said = []
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture = QSvgGenerator()
        picture.setOutputDevice(buffer)
        picture.setSize(widget.size())
        widget.render(picture, QPoint())
        vector = bytes(buffer.data().data()).decode("utf-8", "ignore")
        return [*self.taken(), *re.findall(r"<text[^>]*>([^<]*)</text>", vector)]


def opened(window: QWidget) -> list[QWidget]:
    """Dialogs, menus and sheets over a window."""
    return [w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible()]


def shut(window: QWidget) -> None:
    """Close what is open over a window, losing what was typed."""
    for _ in range(4):
        for over in opened(window):
            if (pane := getattr(over, "pane", None)) is not None and hasattr(pane, "dirty"):
                pane.dirty = False
            over.close()
            if isinstance(over, QDialog) and over.isVisible():
                over.done(0)
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.done(0)


def buttons(part: QWidget) -> list[QAbstractButton]:
    """What can be pressed in a part now."""
    return [b for b in part.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]


def context_menus(part: QWidget) -> Iterator[QWidget]:
    """Ask each list and map of a part for the menu of its first cells."""
    for view in part.findChildren(QAbstractItemView):
        model = view.model()
        if not view.isVisible() or model is None or not model.rowCount():
            continue
        index = model.index(0, 0)
        view.setCurrentIndex(index)
        point = view.visualRect(index).center()
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point)
        )
        QApplication.sendEvent(view.viewport(), event)
        yield view


@contextmanager
def files_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files that are saved go to a folder under their proposed names; nothing waits for anybody."""

    def save(_parent: Any, _title: str, proposed: str = "", *_more: Any) -> tuple[str, str]:
        return str(folder / (Path(proposed).name or "nameless")), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(save))
    for name, none in (("getOpenFileName", ("", "")), ("getOpenFileNames", ([], ""))):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_a, _n=none: _n))
    monkeypatch.setattr(QMenu, "exec", lambda menu, *a: menu.popup(*(a or (QPoint(),))))
    monkeypatch.setattr(QDrag, "exec", lambda *_a: Qt.DropAction.IgnoreAction)
    yield


def file_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and words of every file under a folder: pages of PDFs, parts of workbooks, plain bytes."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        yield str(path), path.name
        data = path.read_bytes()
        if data.startswith(b"%PDF"):
            yield str(path), whole_text(data)
        elif is_zipfile(path):
            with ZipFile(path) as book:
                for name in book.namelist():
                    yield f"{path}/{name}", book.read(name).decode("utf-8", "ignore")
        else:
            for coding in ("utf-8", "gb18030", "utf-16-le"):
                yield str(path), data.decode(coding, "ignore")
