"""A form field: label, required mark, editor, and a hint line whose place is always kept."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medcentre.kernel.errors import KernelCode
from ui.kit.i18n import explain, sentence
from ui.kit.theme import set_state, size
from ui.kit.widgets import IconLabel, Label


class Field(QWidget):
    """Label with the required mark, editor, and a hint line whose place is always kept."""

    def __init__(
        self, name: str, label: str, editor: QWidget, *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__()
        self.name, self.editor, self.required = name, editor, required
        self.words = label
        self.error = ""
        self.warning = ""
        self._hint = hint
        self.warn: Callable[[Any], str | None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(4)
        self.label = Label(label, "cap", "2")
        self.label.setBuddy(editor)
        self.mark = Label("*", "cap", "red", bold=True)
        self.mark.setVisible(required)
        head.addWidget(self.label)
        head.addWidget(self.mark)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(editor)
        below = QHBoxLayout()
        below.setSpacing(4)
        self.icon = IconLabel("circle-alert", 12, "red.text")
        self.hint = Label(hint, "cap", "3")
        self.hint.setWordWrap(True)
        self.hint.setMinimumHeight(size("hint"))
        self.hint.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        below.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self.hint, 1)
        column.addLayout(below)
        column.addStretch(1)
        editor.setAccessibleName(label)
        self._tell()

    def set_error(self, text: str) -> None:
        """Show a refusal at the field; empty clears."""
        self.error = text
        self._tell()

    def set_warning(self, text: str) -> None:
        """Show a warning at the field; it does not stop saving."""
        self.warning = text
        self._tell()

    def value(self) -> Any:
        """The editor's value."""
        return cast(Any, self.editor).value()

    def stop(self) -> QWidget | None:
        """Where the keyboard stands in it: the editor, or the part of it that takes keys (of
        choices the chosen one); None when nothing can be typed.
        """
        editor = self.editor.focusProxy() or self.editor
        if not editor.isEnabled() or self.isHidden():
            return None
        if editor.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return editor
        parts = [
            w for w in editor.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled() and not w.isHidden()
        ]  # fmt: skip
        chosen = (w for w in parts if isinstance(w, QAbstractButton) and w.isChecked())
        return next(chosen, next(iter(parts), None))

    def is_fine(self) -> bool:
        """Whether what was typed can be taken; shows nothing."""
        missing = self.required and self.value() is None
        return not missing and cast(Any, self.editor).problem() is None

    def check(self) -> bool:
        """Look at what was typed; shows and returns whether it can be taken."""
        problem = cast(Any, self.editor).problem()
        if problem is not None:
            self.set_error(explain(problem))
        elif self.required and self.value() is None:
            self.set_error(sentence(KernelCode.REQUIRED))
        else:
            self.set_error("")
        return not self.error

    def _tell(self) -> None:
        state = "error" if self.error else "warning" if self.warning else ""
        tone = {"error": "red", "warning": "amber"}.get(state, "3")
        words = self.error or self.warning or self._hint
        self.hint.setText(words)
        self.hint.set_tone(tone)
        self.icon.setVisible(bool(state))
        self.icon.show_icon(
            "circle-alert" if self.error else "triangle-alert",
            f"{tone}.text" if state else "text.3",
        )
        for part in (self.editor, *self.editor.findChildren(QWidget)):
            if part is self.editor or hasattr(part, "value"):
                set_state(part, state=state)
        self.editor.setAccessibleDescription(words)
