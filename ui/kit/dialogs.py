"""Dialogs: the result as title, what is safe, what happens next, the safe choice focused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from medcentre.kernel.errors import DomainError
from ui.kit.desk import Authenticate
from ui.kit.editors import LineEdit, TextEdit
from ui.kit.i18n import explain_error
from ui.kit.theme import colour, font, px
from ui.kit.widgets import Button, IconLabel, KeyCap, Label


class _Veil(QWidget):
    """Half transparent darkness over a window."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shade everything."""
        QPainter(self).fillRect(self.rect(), colour("shade", 80))


class Shade:
    """Darkens the window beneath a dialog while it is open; the dialog calls `lay` and `lift`."""

    def __init__(self) -> None:
        self._veil: _Veil | None = None

    def lay(self, dialog: QDialog) -> None:
        """Darken, once."""
        above = dialog.parentWidget()
        if above is not None and self._veil is None:
            self._veil = _Veil(above.window())
            self._veil.setGeometry(above.window().rect())
            self._veil.show()
            self._veil.raise_()

    def lift(self) -> None:
        """Bright again."""
        if self._veil is not None and isValid(self._veil):
            self._veil.hide()
            self._veil.deleteLater()
        self._veil = None


class Sheet(QDialog):
    """The frame all dialogs share: round mark, title, body, content, buttons at the right."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        body: str,
        icon: str,
        family: str,
        width: int = 480,
    ) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self.setProperty("ground", "surface")
        self.setFixedWidth(px(width))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 20)
        outer.setSpacing(16)
        mark = IconLabel(icon, 20, f"{family}.text")
        disc = QFrame()
        disc.setProperty(
            "card", family if family in ("red", "amber", "green", "blue", "plum") else "sunken"
        )
        disc.setFixedSize(px(40), px(40))
        inner = QHBoxLayout(disc)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(mark, 0, Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        outer.addLayout(self.column, 1)
        self.title = Label(title, "title3")
        self.title.setWordWrap(True)
        self.text = Label(body, "body", "2")
        self.text.setWordWrap(True)
        self.text.setVisible(bool(body))
        self.column.addWidget(self.title)
        self.column.addWidget(self.text)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.column.addLayout(self.content)
        self.column.addSpacing(8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.column.addLayout(self.buttons)
        self.setAccessibleDescription(body)
        self._shade = Shade()
        self._way_on: Button | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter finishes from any field, as in every form."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._way_on is not None and self._way_on.isEnabled():
                self._way_on.click()
            else:
                self.not_yet()
            return
        super().keyPressEvent(event)

    def not_yet(self) -> None:
        """Ctrl+Enter before the way on is open: say what is missing."""

    def showEvent(self, event: QShowEvent) -> None:
        """Darken the window beneath."""
        super().showEvent(event)
        self.fit()
        self._shade.lay(self)

    def fit(self) -> None:
        """As high as the words need in this width; a size hint knows only one line more."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)

    def refit(self) -> None:
        """The size its words need now: something appeared or went."""
        self.adjustSize()
        self.fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Bright again."""
        self._shade.lift()
        super().hideEvent(event)

    def add_button(self, text: str, icon: str = "", kind: str = "normal", key: str = "") -> Button:
        """A button; the last one added stands rightmost."""
        made = Button(text, icon, kind)
        if key:
            row = QHBoxLayout(made)
            row.setContentsMargins(0, 0, 8, 0)
            row.addStretch(1)
            cap = KeyCap(key, "text.onaccent" if kind == "primary" else "text.2")
            cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(cap)
            made.setMinimumWidth(made.sizeHint().width() + cap.sizeHint().width() + 12)
            made.setStyleSheet("text-align: left;")
        if kind in ("primary", "danger"):
            self._way_on = made
        self.buttons.addWidget(made)
        return made


@dataclass(frozen=True, slots=True)
class Point:
    """One line of an error dialog: what is safe, what happens, whom to call."""

    text: str
    icon: str = "check"
    tone: str = "green"


class ErrorDialog(Sheet):
    """Result in the title, safe things first, details folded with a copy button (12d).

    `verb` is the way on; the other button only closes. Esc is the harmless one.
    """

    retried = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        body: str,
        points: Sequence[Point] = (),
        details: str = "",
        verb: str = "",
        then: Callable[[], object] | None = None,
        icon: str = "circle-alert",
    ) -> None:
        super().__init__(parent, title, body, icon, "red", 592)
        self._then = then
        self._points: list[tuple[IconLabel, Label]] = []
        for point in points:
            row = QHBoxLayout()
            row.setSpacing(10)
            mark = IconLabel(point.icon, 16, f"{point.tone}.text").at_line()
            words = Label(point.text)
            words.setWordWrap(True)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            self.content.addLayout(row)
            self._points.append((mark, words))
        if details:
            self._fold(details)
        shut = self.add_button(self.tr("先去做别的") if verb else self.tr("知道了"))
        shut.clicked.connect(self.reject)
        if verb:
            go = self.add_button(verb, "refresh-cw", "primary", "Enter")
            go.setDefault(True)
            go.clicked.connect(self._go)
            go.setFocus()
        else:
            shut.setDefault(True)
            shut.setFocus()

    def set_point(self, place: int, text: str) -> None:
        """Change a line while the dialog is open (a countdown)."""
        self._points[place][1].setText(text)

    def _fold(self, details: str) -> None:
        self._details = details
        box = QFrame()
        box.setProperty("card", "true")
        column = QVBoxLayout(box)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        self.fold = Button(self.tr("给信息室看的细节"), "chevron-right", "quiet", small=True)
        self.fold.clicked.connect(self.toggle_details)
        copy = Button(self.tr("复制"), "copy", "link", small=True)
        copy.clicked.connect(self._copy)
        head.addWidget(self.fold)
        head.addStretch(1)
        head.addWidget(copy)
        column.addLayout(head)
        self.details = QLabel(details)
        self.details.setFont(font("cap"))
        self.details.setProperty("tone", "2")
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setVisible(False)
        column.addWidget(self.details)
        self.content.addWidget(box)

    @Slot()
    def toggle_details(self) -> None:
        """Fold the details out or in."""
        shown = self.details.isHidden()
        self.details.setVisible(shown)
        self.fold.show_icon("chevron-down" if shown else "chevron-right")
        self.refit()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    @Slot()
    def _go(self) -> None:
        self.accept()
        if self._then:
            self._then()
        self.retried.emit()


class ConfirmDialog(Sheet):
    """Before an act that cannot be undone; may ask for a reason. The harmless button has the focus."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        body: str,
        verb: str,
        then: Callable[[str], object],
        reason_min: int = 0,
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(parent, title, body, "triangle-alert", "red" if danger else "amber")
        self._then, self._least = then, reason_min
        self.reason = TextEdit(2, placeholder=self.tr("原因，至少 {n} 个字").format(n=reason_min))
        self.reason.setAccessibleName(self.tr("原因"))
        self.reason.setVisible(reason_min > 0)
        self.reason.edited.connect(self._ready)
        self.content.addWidget(self.reason)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.content.addWidget(self.refusal)
        self.leave = self.add_button(self.tr("返回"))
        self.leave.clicked.connect(self.reject)
        self.do = self.add_button(verb, "", "danger" if danger else "primary")
        self.do.clicked.connect(self.go)
        (self.reason if reason_min else self.leave).setFocus()
        self._ready()

    @Slot()
    def go(self) -> None:
        """Do it; a refusal keeps the dialog open and says why."""
        try:
            self._then(self.reason.value() or "")
        except DomainError as refusal:
            self.refusal.setText(explain_error(refusal))
            self.refusal.show()
            self.refit()
            return
        self.accept()

    def not_yet(self) -> None:
        """The reason is too short."""
        self.refusal.setText(self.tr("原因至少写 {n} 个字").format(n=self._least))
        self.refusal.show()
        self.refit()

    @Slot()
    def _ready(self) -> None:
        self.do.setEnabled(len(self.reason.value() or "") >= self._least)


class SigningSheet(Sheet):
    """What will be fixed, in words, and the password; the primary button says the act."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        facts: Sequence[str],
        verb: str,
        user: str,
        check: Authenticate,
        then: Callable[[], object],
    ) -> None:
        super().__init__(parent, title, "", "pen-line", "blue")
        self._user, self._check, self._then = user, check, then
        for fact in facts:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(
                IconLabel("check", 14, "green.text").at_line(), 0, Qt.AlignmentFlag.AlignTop
            )
            words = Label(fact)
            words.setWordWrap(True)
            row.addWidget(words, 1)
            self.content.addLayout(row)
        self.content.addWidget(Label(self.tr("签名后不能撤销，只能更正。"), "cap", "2"))
        self.password = PasswordEdit(self.tr("{user} 的密码").format(user=user))
        self.password.returnPressed.connect(self.go)
        self.content.addWidget(self.password)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.content.addWidget(self.refusal)
        leave = self.add_button(self.tr("先不签"))
        leave.clicked.connect(self.reject)
        self.do = self.add_button(verb, "pen-line", "primary")
        self.do.clicked.connect(self.go)
        self.password.setFocus()

    @Slot()
    def go(self) -> None:
        """Check the password, do the act; a refusal keeps the sheet open and says why."""
        answer = self._check(self._user, self.password.text())
        self.password.clear()
        if isinstance(answer, DomainError):
            self._refuse(answer)
            return
        try:
            self._then()
        except DomainError as refusal:
            self._refuse(refusal)
            return
        self.accept()

    def _refuse(self, refusal: DomainError) -> None:
        self.refusal.setText(explain_error(refusal))
        self.refusal.show()
        self.password.setFocus()
        self.refit()


class PasswordEdit(LineEdit):
    """A password field that says when Caps Lock is likely on (an upper-case letter without Shift)."""

    caps_changed = Signal(bool)

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder)
        self.setEchoMode(LineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Watch for capitals typed without Shift."""
        typed = event.text()
        if typed.isalpha() and typed.isascii():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_changed.emit(typed.isupper() != shift)
        super().keyPressEvent(event)
