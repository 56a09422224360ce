"""Quiet widgets: cards, headers, buttons, segments, chips, marks, banner, empty state."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.kit import icons, painters
from ui.kit.flow import FlowLayout
from ui.kit.focus import tab_chain, tab_place
from ui.kit.theme import colour, font, px, set_state, size, theme


class Label(QLabel):
    """A label of a type token (`cap`, `body`, `title3`, `title2`, `num`) and tone."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "1", *, bold: bool = False
    ) -> None:
        super().__init__(text)
        self.setProperty("type", role)
        self.setProperty("tone", tone)
        self.setProperty("bold", bold)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_tone(self, tone: str) -> None:
        """1, 2, 3, off, accent, red, amber, green, blue."""
        set_state(self, tone=tone)


class IconLabel(QLabel):
    """An icon in a token's colour that follows the theme."""

    def __init__(self, name: str, side: int = 16, token: str = "text.2") -> None:
        super().__init__()
        self._name, self._side, self._token = name, side, token
        theme().changed.connect(self.refresh)
        self.refresh()

    def show_icon(self, name: str, token: str | None = None) -> None:
        """Another icon, another colour."""
        self._name, self._token = name, token or self._token
        self.refresh()

    def at_line(self, token: str = "body") -> "IconLabel":
        """As high as a line of text, so that it stands level with the first line beside it."""
        self.setFixedHeight(QFontMetrics(font(token)).height())
        return self

    @Slot()
    def refresh(self) -> None:
        """Draw with the colours in force."""
        self.setPixmap(icons.pixmap(self._name, px(self._side), self._token))


_INK = {"primary": "text.onaccent", "danger": "text.onred", "link": "accent", "toast": "text.toast"}


class Button(QPushButton):
    """A button with an icon that follows the theme.

    `kind`: normal, primary (one a page), danger, link, quiet. `key` shows in the tooltip.
    """

    def __init__(
        self, text: str = "", icon: str = "", kind: str = "normal", *, small: bool = False
    ) -> None:
        super().__init__(text)
        self._icon, self._kind, self._side = icon, kind, 14 if small else 16
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.refresh)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it like Space; with Ctrl it is the form's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and _plain(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def show_icon(self, name: str) -> None:
        """Another icon."""
        self._icon = name
        self.refresh()

    def set_key(self, key: str) -> None:
        """Show a shortcut in the tooltip."""
        self.setToolTip(f"{self.text() or self.accessibleName()}  {key}".strip())

    @Slot()
    def refresh(self) -> None:
        """Draw the icon with the colours in force."""
        side = px(self._side)
        gap = 3 if self.text() else 0
        self.setIconSize(QSize(side + gap, side))
        ink = "accent" if self.isChecked() else _INK.get(self._kind, "text.1")
        self.setIcon(icons.icon(self._icon, ink, side, gap=gap) if self._icon else QIcon())


def _plain(event: QKeyEvent) -> bool:
    return event.modifiers() in (
        Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
    )  # fmt: skip


def icon_button(name: str, words: str, kind: str = "quiet", *, small: bool = False) -> Button:
    """A button that is only an icon; `words` is its tooltip and accessible name."""
    made = Button("", name, kind, small=small)
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made


def rule(vertical: bool = False) -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("rule", "v" if vertical else "h")
    return line


class KeyCap(QLabel):
    """A key of the keyboard in a small frame."""

    def __init__(self, key: str, token: str = "text.2") -> None:
        super().__init__(key)
        self._token = token
        self.setFont(font("tiny"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """The key and a little air."""
        return QSize(round(painters.text_width(self.text(), font("tiny"))) + px(12), px(19))

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0, 0, 0, 0)
        rect.setHeight(px(19))
        rect.moveTop((self.height() - px(19)) / 2)
        line = "line.strong" if self._token != "text.onaccent" else "text.onaccent"
        painters.box(painter, rect, None, line)
        centre = Qt.AlignmentFlag.AlignHCenter
        painters.text(painter, rect, self.text(), self._token, font("tiny"), centre)


class Card(QFrame):
    """A white box. Give a title for the 40 px head; add content to `body`, buttons by `add_tool`."""

    def __init__(self, title: str = "", icon: str = "", note: str = "") -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.head = QWidget()
        self._row = QHBoxLayout(self.head)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(8)
        self.icon = IconLabel(icon or "list", 16, "text.2")
        self.icon.setVisible(bool(icon))
        self.title = Label(title, "body", bold=True)
        self.note = Label(note, "body", "2")
        for part in (self.icon, self.title, self.note):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._line = rule()
        self._column.addWidget(self.head)
        self._column.addWidget(self._line)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._column.addLayout(self.body, 1)
        self.head.setVisible(bool(title))
        self._line.setVisible(bool(title))
        theme().changed.connect(self._heights)
        self._heights()

    def set_title(self, title: str, note: str | None = None) -> None:
        """Title and the grey note behind it."""
        self.title.setText(title)
        self.head.setVisible(bool(title))
        self._line.setVisible(bool(title))
        if note is not None:
            self.note.setText(note)

    def add_tool(self, widget: QWidget) -> None:
        """A widget at the right of the head."""
        self._row.addWidget(widget)

    def pad(self) -> "Card":
        """Padding of 12 around the body, for text and forms (lists go to the edge)."""
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(8)
        return self

    def add_foot(self) -> QHBoxLayout:
        """A footer strip; add labels and links to the returned layout."""
        foot = QWidget()
        foot.setProperty("ground", "zebra")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        foot.setMinimumHeight(px(32))
        self._column.addWidget(rule())
        self._column.addWidget(foot)
        return row

    @Slot()
    def _heights(self) -> None:
        self.head.setFixedHeight(size("card.head"))


class PageHeader(QWidget):
    """Title, a sentence beside it, tools in the middle, buttons right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self.title = Label("", "title2")
        self.note = Label("", "body", "2")
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(12)
        self._row.addLayout(self._tools)
        self._row.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._row.addLayout(self._buttons)
        self.set_small(False)

    def set_small(self, small: bool) -> None:
        """48 high on small screens, 56 else."""
        self.setFixedHeight(px(48) if small else size("pagehead"))

    def set_title(self, title: str, note: str = "") -> None:
        """Title and sentence."""
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def add_tool(self, widget: QWidget) -> None:
        """A segment, filter box or label after the title."""
        self._tools.addWidget(widget)

    def add_widget(self, widget: QWidget) -> None:
        """Any widget at the right."""
        self._buttons.addWidget(widget)

    def add_button(self, text: str, icon: str = "", kind: str = "normal", key: str = "") -> Button:
        """A button at the right; the primary one comes last."""
        made = Button(text, icon, kind)
        if key:
            made.set_key(key)
        self._buttons.addWidget(made)
        return made


class Segment(QWidget):
    """One of at most five choices in a row; arrows move, a leading digit chooses.

    `changed` carries the key. `value()` is the key or None.
    """

    changed = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str]] = (),
        *,
        small: bool = False,
        icons_: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._small = small
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._place = tab_place(self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idToggled.connect(self._toggled)
        self._keys: list[object] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_options(options, icons_)

    def set_options(
        self, options: Sequence[tuple[object, str]], icons_: Sequence[str] = ()
    ) -> None:
        """Replace the choices; the chosen key stays when it is still offered."""
        kept = self.value()
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._keys = [key for key, _ in options]
        for place, (_, words) in enumerate(options):
            button = Button(words, icons_[place] if place < len(icons_) else "", small=self._small)
            edge = "only" if len(options) == 1 else "mid"
            if len(options) > 1 and place in (0, len(options) - 1):
                edge = "last" if place else "first"
            set_state(button, segment=True, edge=edge)
            bold = painters.text_width(words, font("body", bold=True)) - painters.text_width(words)
            button.setMinimumWidth(button.sizeHint().width() + max(0, round(bold + 0.5)))
            button.setCheckable(True)
            button.installEventFilter(self)
            self._group.addButton(button, place)
            self._row.addWidget(button)
        tab_chain(self._place, self._group.buttons())
        if kept in self._keys:
            self.set_value(kept)
        self._stops()

    def value(self) -> object:
        """The key of the choice, None when nothing is chosen."""
        chosen = self._group.checkedId()
        return self._keys[chosen] if chosen >= 0 else None

    def set_value(self, key: object) -> None:
        """Choose a key; None clears."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Arrows move, digits choose."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = event.text()
            for button in self._group.buttons():
                if typed.isdigit() and button.text().startswith(typed):
                    button.setChecked(True)
                    button.setFocus()
                    return True
            if step := {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key())):
                place = (self._group.id(watched) if isinstance(watched, QPushButton) else 0) + step
                if 0 <= place < len(self._keys):
                    self._group.button(place).setChecked(True)
                    self._group.button(place).setFocus()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _stops(self) -> None:
        """Tab stops at the choice, from both sides; at the first one while there is none."""
        policies, chosen = Qt.FocusPolicy, max(0, self._group.checkedId())
        for place, button in enumerate(self._group.buttons()):
            button.setFocusPolicy(policies.StrongFocus if place == chosen else policies.ClickFocus)

    @Slot(int, bool)
    def _toggled(self, place: int, on: bool) -> None:
        self._stops()
        if on and 0 <= place < len(self._keys):
            self.changed.emit(self._keys[place])


class ChoiceChips(QWidget):
    """Any number of choices as chips; a check shows which are on. `changed` carries the keys."""

    changed = Signal(object)

    def __init__(self, options: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__()
        self._flow = FlowLayout(self, 8)
        self._buttons: list[tuple[object, Button]] = []
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Replace the choices; chosen keys stay when still offered."""
        kept = self.value()
        for _, old in self._buttons:
            self._flow.removeWidget(old)
            old.deleteLater()
        self._buttons = []
        for key, words in options:
            button = Button(words)
            button.setCheckable(True)
            set_state(button, choice=True)
            button.toggled.connect(self._toggled)
            self._flow.addWidget(button)
            self._buttons.append((key, button))
        self.set_value(kept)

    def value(self) -> tuple[object, ...]:
        """The chosen keys in the order they are shown."""
        return tuple(key for key, button in self._buttons if button.isChecked())

    def set_value(self, keys: Sequence[object] | None) -> None:
        """Choose these keys and no others."""
        for key, button in self._buttons:
            button.setChecked(key in (keys or ()))

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        button = self.sender()
        if isinstance(button, Button):
            button.show_icon("check" if on else "")
        self.changed.emit(self.value())


class StatusChip(QWidget):
    """A state in words with tint, line and icon: never colour alone."""

    def __init__(
        self, text: str = "", family: str = "grey", icon: str = "", *, solid: bool = False
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, family, icon, solid=solid)

    def show_state(
        self, text: str, family: str = "grey", icon: str = "", *, solid: bool = False
    ) -> None:
        """Another state."""
        self._text, self._family, self._icon, self._solid = text, family, icon, solid
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Words, icon and padding."""
        wide = painters.chip_width(self._text, self._icon, solid=self._solid)
        return QSize(round(wide) + 1, size("chip"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painters.chip(painter, 0, middle, self._text, self._family, self._icon, solid=self._solid)


class LevelChip(QWidget):
    """Nursing level as a letter in a box (n0 … n3)."""

    def __init__(self, code: str = "n3") -> None:
        super().__init__()
        self._code = code
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_level(code)

    def show_level(self, code: str) -> None:
        """Another level."""
        self._code = code
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(size("chip"), size("chip"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The mark."""
        from ui.kit.i18n import lang

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painters.level(painter, 0, self.height() / 2, self._code, str(lang()))


class Banner(QFrame):
    """One line over a page with one action: connection lost, drill, draft, as-of."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        self.icon = IconLabel("info")
        self.label = Label()
        self.label.setWordWrap(True)
        self.button = Button("", kind="normal", small=True)
        self.button.clicked.connect(self.acted)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)

    def tell(
        self, text: str, kind: str = "amber", icon: str = "triangle-alert", verb: str = ""
    ) -> None:
        """Show a sentence in a family's tint (or `plain`); `verb` names the action."""
        self.label.setText(text)
        plain = kind == "plain"
        self.icon.show_icon(icon, "text.2" if plain else f"{kind}.text")
        self.label.set_tone("2" if plain else kind)
        set_state(self, card="true" if plain else kind)
        self.button.setText(verb)
        self.button.setVisible(bool(verb))
        self.setVisible(bool(text))


class Empty(StrEnum):
    """Why a list is empty."""

    ALL_DONE = "all_done"
    NOTHING_YET = "nothing_yet"
    NO_MATCH = "no_match"


_EMPTY = {
    Empty.ALL_DONE: ("green", "circle-check"),
    Empty.NOTHING_YET: ("accent", "inbox"),
    Empty.NO_MATCH: ("grey", "search"),
}


class EmptyState(QWidget):
    """A mark, one sentence, what to do next, at most two buttons."""

    def __init__(
        self, kind: Empty = Empty.NOTHING_YET, title: str = "", text: str = "", icon: str = ""
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(3)
        self.mark = _Mark()
        self.title = Label("", "title3")
        self.text = Label("", "body", "2")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setMaximumWidth(px(560))
        for part in (self.mark, self.title, self.text):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addLayout(self._buttons)
        holder.addStretch(1)
        column.addSpacing(4)
        column.addLayout(holder)
        column.addStretch(4)
        self.tell(kind, title, text, icon)

    def tell(self, kind: Empty, title: str, text: str = "", icon: str = "") -> None:
        """Another reason."""
        family, usual = _EMPTY[kind]
        self.mark.show_mark(icon or usual, family)
        self.title.setText(title)
        self.text.setText(text)
        wide = min(px(560), round(painters.text_width(text)) + 8)
        self.text.setFixedWidth(wide)
        self.text.setMinimumHeight(max(0, self.text.heightForWidth(wide)))
        self.text.setVisible(bool(text))

    def add_button(self, text: str, icon: str = "", kind: str = "normal") -> Button:
        """A way on."""
        made = Button(text, icon, kind)
        self._buttons.addWidget(made)
        return made


class _Mark(QWidget):
    """The 72 px disc of the empty state."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._family = "inbox", "accent"
        self.setFixedSize(72, 72)

    def show_mark(self, icon: str, family: str) -> None:
        """Another icon and tint."""
        self._icon, self._family = icon, family
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{self._family}.tint"))
        painter.drawEllipse(QRectF(self.rect()))
        icons.draw(painter, self._icon, 18, 18, 36, f"{self._family}.text")
