"""Editors for forms. Each has `value()` (None when empty), `set_value`, `raw`/`set_raw` (JSON for
drafts), `problem()` (a refusal when the text is not understood) and the signal `edited`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from medcentre.kernel.clock import Clock, at, centre_time
from medcentre.kernel.errors import DomainError, KernelCode, RulesBroken, Violation
from medcentre.kernel.money import Money
from ui.kit import entry
from ui.kit.i18n import label, show_weekday
from ui.kit.theme import px, theme
from ui.kit.widgets import ChoiceChips, Label, Segment

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Editor(Protocol[T_co]):
    """What a form needs of an editor."""

    def value(self) -> T_co | None:
        """The value; None when empty or not understood."""
        ...


def is_leaving(event: QFocusEvent) -> bool:
    """Whether somebody went on to another field, by key or mouse.

    Windows in front, pop-ups, moves by the program and widgets being destroyed do not count.
    """
    reasons = Qt.FocusReason
    return event.reason() in (
        reasons.TabFocusReason,
        reasons.BacktabFocusReason,
        reasons.MouseFocusReason,
        reasons.ShortcutFocusReason,
    )


def need(editor: Editor[T]) -> T:
    """The value of a required editor; raises `RulesBroken` when there is none."""
    if (value := editor.value()) is None:
        raise RulesBroken([Violation(KernelCode.REQUIRED)])
    return value


class Line(QLineEdit):
    """What all one-line editors share: signals and drafts."""

    edited = Signal()
    left = Signal()

    def __init__(self, limit: int = 0, placeholder: str = "") -> None:
        super().__init__()
        self.limit = limit
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._typed)

    def raw(self) -> Any:
        """As typed."""
        return self.text()

    def set_raw(self, raw: Any) -> None:
        """Put typed text back."""
        self.setText(str(raw))

    def problem(self) -> Violation | None:
        """Any text is understood; more than `limit` characters stay there and are told, as a
        paste cut short unseen would be stored."""
        if self.limit and len(self.text().strip()) > self.limit:
            return Violation(KernelCode.TOO_LONG, None, {"limit": self.limit})
        return None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is when a field is checked."""
        super().focusOutEvent(event)
        if is_leaving(event):
            self.left.emit()

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self.edited.emit()


class LineEdit(Line):
    """One line of text; `limit` is the longest allowed."""

    def value(self) -> str | None:
        """The trimmed text, None when blank."""
        return self.text().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.setText(value or "")


class _Parsed(Line):
    """A line whose text is read by a parser when the field is left."""

    def _parse(self, text: str) -> Any:
        raise NotImplementedError

    def _show(self, value: Any) -> str:
        return str(value)

    def _read(self) -> Any:
        text = self.text().strip()
        if not text:
            return None
        try:
            return self._parse(text)
        except DomainError:
            return None

    def problem(self) -> Violation | None:
        """Why the text is not understood."""
        text = self.text().strip()
        if not text:
            return None
        try:
            self._parse(text)
        except DomainError as refusal:
            return Violation(refusal.code, None, refusal.facts)
        return None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what was understood in its usual writing."""
        value = self._read()
        if value is not None:
            self.setText(self._show(value))
        super().focusOutEvent(event)


class TimeEdit(_Parsed):
    """A time of day. Ctrl+; puts in now."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.next_day = False
        self.setPlaceholderText("08:30")
        self.setMaximumWidth(px(120))

    def value(self) -> time | None:
        """The time; `next_day` is set when 2400 was typed."""
        found = self._read()
        self.next_day = bool(found and found.next_day)
        return found.time if found else None

    def set_value(self, value: time | None) -> None:
        """Show a time."""
        self.setText(f"{value:%H:%M}" if value else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+; is now."""
        if (
            event.key() == Qt.Key.Key_Semicolon
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.set_value(centre_time(self._clock.now()).time())
            self.edited.emit()
            return
        super().keyPressEvent(event)

    def _parse(self, text: str) -> entry.ClockEntry:
        return entry.parse_time(text, centre_time(self._clock.now()).time())

    def _show(self, value: entry.ClockEntry) -> str:
        return "24:00" if value.next_day else f"{value.time:%H:%M}"


class DateEdit(_Parsed):
    """A date. `24`, `1124`, `今`, `+3`; Up and Down move by a day; Ctrl+; is today.

    The weekday stands behind the date.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._day = Label("", "cap", "3")
        self._day.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._day)
        self.textChanged.connect(self._weekday)
        self.setMinimumWidth(px(136))
        self.setMaximumWidth(px(180))

    def today(self) -> date:
        """The centre's day."""
        return centre_time(self._clock.now()).date()

    def value(self) -> date | None:
        """The date."""
        found = self._read()
        return found if isinstance(found, date) else None

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        self.setText(f"{value:%Y-%m-%d}" if value else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Ctrl+;."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Semicolon and control:
            self.set_value(self.today())
        elif step:
            self.set_value((self.value() or self.today()) + timedelta(days=step))
        else:
            super().keyPressEvent(event)
            return
        self.edited.emit()

    def _parse(self, text: str) -> date:
        return entry.parse_date(text, self.today())

    def _show(self, value: date) -> str:
        return f"{value:%Y-%m-%d}"

    @Slot()
    def _weekday(self) -> None:
        found = self.value()
        whole = found is not None and len(self.text()) >= 6
        self._day.setText(show_weekday(found) if found and whole else "")


class MomentEdit(QWidget):
    """Date and time together; the value is an aware moment."""

    edited = Signal()
    left = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.date, self.time = DateEdit(clock), TimeEdit(clock)
        self.time.setFixedWidth(px(76))
        row.addWidget(self.date)
        row.addWidget(self.time)
        row.addStretch(1)
        self.setFocusProxy(self.date)
        self.setAccessibleName("")
        for part in (self.date, self.time):
            part.edited.connect(self.edited)
            part.left.connect(self.left)

    def setAccessibleName(self, name: str) -> None:
        """Both parts are named, as the keyboard stands on them and never on the whole."""
        super().setAccessibleName(name)
        self.date.setAccessibleName(" ".join(p for p in (name, self.tr("日期")) if p))
        self.time.setAccessibleName(" ".join(p for p in (name, self.tr("时刻")) if p))

    def setAccessibleDescription(self, words: str) -> None:
        """What is wrong is told at the part with the keyboard."""
        super().setAccessibleDescription(words)
        for part in (self.date, self.time):
            part.setAccessibleDescription(words)

    def value(self) -> datetime | None:
        """The moment, None when a part is missing."""
        day, clock = self.date.value(), self.time.value()
        if day is None or clock is None:
            return None
        return at(day + timedelta(days=self.time.next_day), clock.hour, clock.minute)

    def set_value(self, value: datetime | None) -> None:
        """Show a moment."""
        shown = centre_time(value) if value else None
        self.date.set_value(shown.date() if shown else None)
        self.time.set_value(shown.time() if shown else None)

    def raw(self) -> Any:
        """Both texts."""
        return [self.date.text(), self.time.text()]

    def set_raw(self, raw: Any) -> None:
        """Put both texts back."""
        self.date.setText(raw[0])
        self.time.setText(raw[1])

    def problem(self) -> Violation | None:
        """The first part not understood, or half an entry."""
        half = bool(self.date.text().strip()) != bool(self.time.text().strip())
        missing = Violation(KernelCode.REQUIRED) if half else None
        return self.date.problem() or self.time.problem() or missing


class MoneyEdit(_Parsed):
    """An amount in yuan; the value is `Money`."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaximumWidth(px(160))

    def value(self) -> Money | None:
        """The amount."""
        found = self._read()
        return found if isinstance(found, Money) else None

    def set_value(self, value: Money | None) -> None:
        """Show an amount."""
        self.setText("" if value is None else str(value))

    def _parse(self, text: str) -> Money:
        return entry.parse_money(text)


class NumberEdit(_Parsed):
    """A number with at most `places` decimals; `unit` stands behind it."""

    def __init__(
        self, places: int = 0, unit: str = "", parse: Callable[[str], Decimal] | None = None
    ) -> None:
        super().__init__()
        self._places, self._reader = places, parse
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaximumWidth(px(140))
        if unit:
            row = QHBoxLayout(self)
            row.setContentsMargins(8, 0, 8, 0)
            mark = Label(unit, "cap", "3")
            mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addStretch(1)
            row.addWidget(mark)
            self.setTextMargins(0, 0, mark.sizeHint().width() + 6, 0)

    def value(self) -> Decimal | None:
        """The number."""
        found = self._read()
        return found if isinstance(found, Decimal) else None

    def whole(self) -> int | None:
        """The number as an int."""
        found = self.value()
        return None if found is None else int(found)

    def set_value(self, value: Decimal | int | None) -> None:
        """Show a number."""
        self.setText("" if value is None else str(value))

    def _parse(self, text: str) -> Decimal:
        return self._reader(text) if self._reader else entry.parse_number(text, self._places)


class TextEdit(QPlainTextEdit):
    """Text that grows with its content between `lines` and `most` lines. Tab leaves the field."""

    edited = Signal()
    left = Signal()

    def __init__(self, lines: int = 3, most: int = 14, placeholder: str = "") -> None:
        super().__init__()
        self._lines, self._most = lines, most
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._changed)
        theme().changed.connect(self._grow)
        self._grow()

    def value(self) -> str | None:
        """The trimmed text, None when blank."""
        return self.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.setPlainText(value or "")

    def raw(self) -> Any:
        """As typed."""
        return self.toPlainText()

    def set_raw(self, raw: Any) -> None:
        """Put typed text back."""
        self.setPlainText(str(raw))

    def problem(self) -> Violation | None:
        """Any text is understood."""
        return None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is when a field is checked."""
        super().focusOutEvent(event)
        if is_leaving(event):
            self.left.emit()

    @Slot()
    def _changed(self) -> None:
        self._grow()
        self.edited.emit()

    @Slot()
    def _grow(self) -> None:
        line = max(self.fontMetrics().lineSpacing(), px(20))
        shown = int(self.document().size().height()) if self.document() else 1
        self.setFixedHeight(line * max(self._lines, min(self._most, shown)) + 20)


class Combo(QComboBox):
    """One of many. Options are (key, words); keys may be ints or strings."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: Iterable[tuple[Any, str]] = (), placeholder: str = "") -> None:
        super().__init__()
        self._keys: list[Any] = []
        self.setPlaceholderText(placeholder)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options)
        self.activated.connect(self._chosen)

    @classmethod
    def of_labels(cls, prefix: str, codes: Iterable[Any]) -> "Combo":
        """Options from label keys: `Combo.of_labels("nursing_level", ("n0", "n1"))`."""
        return cls([(code, label(f"{prefix}.{code}")) for code in codes])

    def set_options(self, options: Iterable[tuple[Any, str]]) -> None:
        """Replace the options; the chosen key stays when still offered."""
        kept = self.value()
        self.clear()
        self._keys = []
        for key, words in options:
            self._keys.append(key)
            self.addItem(words)
        self.set_value(kept)

    def value(self) -> Any:
        """The chosen key, None when nothing is chosen."""
        place = self.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else None

    def set_value(self, key: Any) -> None:
        """Choose a key; None or an unknown key clears."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)

    def raw(self) -> Any:
        """The key of the choice as text: a draft outlives a change of language."""
        key = self.value()
        return "" if key is None else str(key)

    def set_raw(self, raw: Any) -> None:
        """Choose again what was chosen."""
        keys = [str(key) for key in self._keys]
        self.setCurrentIndex(keys.index(str(raw)) if str(raw) in keys else -1)

    def problem(self) -> Violation | None:
        """A choice is always understood."""
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form, it never changes a value by accident."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is when a field is checked."""
        super().focusOutEvent(event)
        if is_leaving(event):
            self.left.emit()

    @Slot(int)
    def _chosen(self, _place: int) -> None:
        self.edited.emit()


class SegmentEdit(Segment):
    """A segmented choice as a form editor."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__(options)
        self.changed.connect(self._chosen)

    def value(self) -> Any:
        """The chosen key."""
        return super().value()

    def raw(self) -> Any:
        """Place of the choice."""
        return self._group.checkedId()

    def set_raw(self, raw: Any) -> None:
        """Choose again what was chosen."""
        if isinstance(raw, int) and 0 <= raw < len(self._keys):
            self._group.button(raw).setChecked(True)

    def problem(self) -> Violation | None:
        """A choice is always understood."""
        return None

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        self.edited.emit()
        self.left.emit()


class ChipsEdit(ChoiceChips):
    """Any number of choices as a form editor; None when nothing is chosen."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__(options)
        self.changed.connect(self._chosen)

    def value(self) -> Any:
        """The chosen keys, None when there are none."""
        return super().value() or None

    def raw(self) -> Any:
        """Places of the choices."""
        return [place for place, (_, b) in enumerate(self._buttons) if b.isChecked()]

    def set_raw(self, raw: Any) -> None:
        """Choose again what was chosen."""
        for place, (_, button) in enumerate(self._buttons):
            button.setChecked(place in raw)

    def problem(self) -> Violation | None:
        """A choice is always understood."""
        return None

    @Slot(object)
    def _chosen(self, _keys: object) -> None:
        self.edited.emit()
        self.left.emit()


class Check(QCheckBox):
    """Yes or no; the value is never None."""

    edited = Signal()
    left = Signal()

    def __init__(self, words: str, on: bool = False) -> None:
        super().__init__(words)
        self.setChecked(on)
        self.clicked.connect(self._clicked)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick or clear."""
        self.setChecked(bool(value))

    def raw(self) -> Any:
        """Whether it is ticked."""
        return self.isChecked()

    def set_raw(self, raw: Any) -> None:
        """Tick again."""
        self.setChecked(bool(raw))

    def problem(self) -> Violation | None:
        """Always understood."""
        return None

    @Slot(bool)
    def _clicked(self, _on: bool) -> None:
        self.edited.emit()
        self.left.emit()


class ReadOnly(LineEdit):
    """A value that is shown, not typed."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        """As small as a word."""
        return QSize(px(48), super().minimumSizeHint().height())
