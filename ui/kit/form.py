"""Forms: one command out, all refusals in, typed text never lost (house rule 15)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medcentre.kernel.errors import DomainError, StaleRecord
from ui.kit.desk import Desk
from ui.kit.dialogs import Shade
from ui.kit.drafts import DraftKeeper
from ui.kit.errors import inline
from ui.kit.field import Field
from ui.kit.i18n import show_time
from ui.kit.theme import px, set_state
from ui.kit.widgets import Banner, Button, IconLabel, KeyCap, Label, rule

Command = TypeVar("Command")
E = TypeVar("E", bound=QWidget)
Submit = Callable[[Command], object]


class FormBody(QWidget):
    """The fields of a form in rows. `add` returns the editor."""

    edited = Signal()
    problems_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.fields: dict[str, Field] = {}
        self.live = False
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 4)
        self._column.setSpacing(4)
        self._row: QHBoxLayout | None = None
        self._rows: list[QHBoxLayout] = []

    def add(
        self,
        name: str,
        label: str,
        editor: E,
        *,
        required: bool = False,
        hint: str = "",
        beside: bool = False,
        stretch: int = 0,
        warn: Callable[[Any], str | None] | None = None,
    ) -> E:
        """A field named as the command names it (refusals find it by this name).

        `beside` puts it into the row of the one before. `warn(value)` may answer a warning.
        """
        field = Field(name, label, editor, required=required, hint=hint)
        field.warn = warn
        self.fields[name] = field
        if self._row is None or not beside:
            self._row = QHBoxLayout()
            self._row.setSpacing(12)
            self._rows.append(self._row)
            self._column.addLayout(self._row)
        self._row.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        signals = cast(Any, editor)
        signals.edited.connect(self._edited)
        signals.left.connect(self._left)
        return editor

    def add_section(self, title: str) -> None:
        """A heading with a hairline."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 4)
        row.setSpacing(12)
        row.addWidget(Label(title, "body", bold=True))
        row.addWidget(rule(), 1)
        self._column.addLayout(row)
        self._row = None

    def add_widget(self, widget: QWidget) -> None:
        """A widget that is no field (a note, a table of lines)."""
        self._column.addWidget(widget)
        self._row = None

    def finish(self) -> None:
        """Push the rows up; called by the form once all fields are there.

        Rows of short editors are packed to the left instead of spread.
        """
        for row in self._rows:
            items = [row.itemAt(n) for n in range(row.count())]
            fields = [item.widget() for item in items if item is not None]
            if all(isinstance(f, Field) and _is_short(f.editor) for f in fields):
                row.addStretch(1_000)
        self._column.addStretch(1)

    def raw(self) -> dict[str, Any]:
        """What is typed, as JSON, for the draft."""
        return {name: cast(Any, f.editor).raw() for name, f in self.fields.items()}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Put typed text back."""
        for name, value in raw.items():
            if name in self.fields:
                cast(Any, self.fields[name].editor).set_raw(value)

    def check(self) -> bool:
        """Check every field; True when nothing stops saving."""
        results = [field.check() for field in self.fields.values() if field.isVisibleTo(self)]
        self.problems_changed.emit()
        return all(results)

    def problems(self) -> list[Field]:
        """Fields with an error, in reading order."""
        return [field for field in self.fields.values() if field.error]

    def show_refusal(self, messages: Mapping[str | None, str]) -> None:
        """Put sentences beside their fields; those of no field are the caller's."""
        for name, field in self.fields.items():
            field.set_error(messages.get(name, ""))
        self.problems_changed.emit()

    def go_to(self, field: Field) -> None:
        """Bring a field into view and put the cursor there."""
        (field.stop() or field.editor).setFocus(Qt.FocusReason.OtherFocusReason)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(field, 0, px(32))

    @Slot()
    def _edited(self) -> None:
        """What was wrong is looked at again while it is mended; nothing new is found fault with."""
        if not self.live:
            return
        field = next((f for f in self.fields.values() if f.editor is self.sender()), None)
        if field is not None and field.error and field.is_fine():
            field.set_error("")
            self.problems_changed.emit()
        self.edited.emit()

    @Slot()
    def _left(self) -> None:
        field = next((f for f in self.fields.values() if f.editor is self.sender()), None)
        if field is None or not self.live:
            return
        if field.value() is not None or cast(Any, field.editor).problem() is not None:
            field.check()
        warn = field.warn
        if warn and not field.error:
            field.set_warning(warn(field.value()) or "" if field.value() is not None else "")
        self.problems_changed.emit()


def _is_short(editor: QWidget) -> bool:
    """Whether an editor has a width of its own."""
    fixed = editor.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
    return fixed or editor.maximumWidth() < 1_000


class FormFoot(QWidget):
    """What is still to be changed, the draft's state, and the buttons."""

    jumped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "zebra")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        self.icon = IconLabel("circle-alert", 16, "red.text")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.icon)
        row.addWidget(self.words)
        self._links = QHBoxLayout()
        self._links.setSpacing(0)
        row.addLayout(self._links)
        row.addStretch(1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        row.addLayout(self.buttons)
        self._targets: dict[int, Field] = {}
        self.say("")

    def say(self, text: str, tone: str = "2", icon: str = "") -> None:
        """A quiet sentence when there are no problems."""
        self.words.setText(text)
        set_state(self.words, tone=tone)
        self.icon.setVisible(bool(icon))
        if icon:
            self.icon.show_icon(icon, f"{tone}.text" if tone not in "123" else "text.2")

    def show_problems(self, fields: Sequence[Field]) -> None:
        """How many places must be changed, the first two as links."""
        while (item := self._links.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        self._targets = {}
        if not fields:
            if self.words.property("tone") == "red":
                self.say("")
            return
        self.say(self.tr("还有 %n 处要改", "", len(fields)), "red", "circle-alert")
        for field in fields[:2]:
            name = field.words.split("（")[0].split(" (")[0]
            link = Button(f"{name} ›", kind="link", small=True)
            self._targets[id(link)] = field
            link.clicked.connect(self._jump)
            self._links.addWidget(link)

    @Slot()
    def _jump(self) -> None:
        if field := self._targets.get(id(self.sender())):
            self.jumped.emit(field)


class FormPane(QWidget, Generic[Command]):
    """A form inside a page: banner, scrolling fields, footer with the verb.

    Override `command`, or hand one in. `submit` is the act. With `signing` the facts it returns
    are shown in the signing sheet and the password is asked first. `saved(result)` follows.
    """

    saved = Signal(object)
    later = Signal()

    def __init__(
        self,
        desk: Desk,
        verb: str,
        submit: Submit[Command],
        *,
        draft_key: str = "",
        draft_title: str = "",
        command: Callable[[], Command] | None = None,
        signing: Callable[[Command], Sequence[str]] | None = None,
        verb_icon: str = "",
    ) -> None:
        super().__init__()
        self.desk, self._submit, self._signing, self._verb = desk, submit, signing, verb
        self._command = command
        self._draft_title = draft_title or verb
        self.form = FormBody(desk)
        self.banner = Banner(self)
        self.banner.hide()
        self.foot = FormFoot()
        self._build(verb, verb_icon or ("pen-line" if signing else "check"))
        self.keeper: DraftKeeper | None = None
        if draft_key:
            self.keeper = DraftKeeper(desk.drafts, draft_key, self._content, self._title, self)
            self.keeper.saved.connect(self._draft_saved)
            self.form.edited.connect(self.keeper.touched)
        self._draft_key = draft_key
        self.dirty = False
        self.form.edited.connect(self._touched)
        self.form.problems_changed.connect(self._count)
        self.foot.jumped.connect(self.form.go_to)
        self._shortcuts()

    def command(self) -> Command:
        """The command from the editors; only called when all required fields are there."""
        if self._command is None:
            raise NotImplementedError
        return self._command()

    @Slot()
    def save(self) -> None:
        """Check, build the command, hand it to the act, show what it refuses."""
        self.banner.hide()
        if not self.form.check():
            self.form.go_to(self.form.problems()[0])
            return
        try:
            command = self.command()
        except DomainError as refusal:
            self.show_refusal(refusal)
            return
        if self._signing:
            facts = self._signing(command)
            self.desk.sign(self._draft_title, facts, self._verb, partial(self._hand_in, command))
        else:
            self._hand_in(command)

    def show_refusal(self, refusal: DomainError) -> None:
        """Sentences beside their fields, the others in the banner; cursor to the first."""
        messages = inline(refusal)
        self.form.show_refusal(messages)
        rest = [words for name, words in messages.items() if name not in self.form.fields]
        kind = "amber" if isinstance(refusal, StaleRecord) else "red"
        self.banner.tell("\n".join(rest), kind, "circle-alert")
        if problems := self.form.problems():
            self.form.go_to(problems[0])

    def next_problem(self, step: int = 1) -> bool:
        """F8: the next field with an error, round about."""
        problems = self.form.problems()
        if not problems:
            return False
        here = next(
            (n for n, f in enumerate(problems) if f.editor.hasFocus()), -1 if step > 0 else 0
        )
        self.form.go_to(problems[(here + step) % len(problems)])
        return True

    def keep_draft(self) -> None:
        """Write the draft now; called when leaving, locking, closing."""
        if self.keeper:
            self.keeper.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """At the first show a kept draft comes back by itself."""
        super().showEvent(event)
        if self.form.live:
            return
        self.form.finish()
        kept = self.desk.drafts.load(self._draft_key) if self._draft_key else None
        if kept:
            self.form.set_raw(kept.get("fields", {}))
            self.dirty = True
            self.foot.say(self.tr("已接着上次的草稿"), "green", "check")
        self.form.live = True
        first = self.form.fields.get(str((kept or {}).get("focus", "")))
        if target := first or self._begin():
            (target.stop() or target.editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> Field | None:
        """Where writing begins: the first field, or the first one needed when that is filled."""
        open_ = [f for f in self.form.fields.values() if f.stop()]
        missing = next((f for f in open_ if f.required and f.value() is None), None)
        filled = bool(open_) and open_[0].value() is not None
        return missing if filled and missing else next(iter(open_), None)

    def _hand_in(self, command: Command) -> None:
        try:
            result = self._submit(command)
        except DomainError as refusal:
            self.show_refusal(refusal)
            return
        self.dirty = False
        if self.keeper:
            self.keeper.forget()
        self.saved.emit(result)

    def _build(self, verb: str, icon: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields are the stops of Tab
        self.area.setWidget(self.form)
        column.addWidget(self.area, 1)
        column.addWidget(rule())
        column.addWidget(self.foot)
        self.put_off = Button(self.tr("稍后再写"))
        self.put_off.clicked.connect(self._later)
        self.do = Button(verb, icon, "primary")
        self.do.clicked.connect(self.save)
        row = QHBoxLayout(self.do)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        cap = KeyCap("Ctrl ↵", "text.onaccent")
        cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(cap)
        self.do.setMinimumWidth(self.do.sizeHint().width() + cap.sizeHint().width() + 12)
        self.do.setStyleSheet("text-align: left;")
        self.foot.buttons.addWidget(self.put_off)
        self.foot.buttons.addWidget(self.do)

    def _shortcuts(self) -> None:
        scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
        pairs: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+S", self.save),
        )
        for keys, run in pairs:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(scope)
            shortcut.activated.connect(run)

    def _content(self) -> dict[str, Any]:
        here = next((n for n, f in self.form.fields.items() if f.editor.hasFocus()), "")
        return {"fields": self.form.raw(), "focus": here}

    def _title(self) -> str:
        return self._draft_title

    @Slot()
    def _touched(self) -> None:
        self.dirty = True

    @Slot()
    def _count(self) -> None:
        self.foot.show_problems(self.form.problems())

    @Slot()
    def _draft_saved(self) -> None:
        if not self.form.problems():
            clock = show_time(self.desk.ctx.clock.now())
            self.foot.say(self.tr("草稿 {clock} 已存").format(clock=clock), "green", "check")

    @Slot()
    def _later(self) -> None:
        self.keep_draft()
        self.later.emit()


class FormDialog(QDialog, Generic[Command]):
    """A form in a window of its own. Subclasses add fields to `self.form` and give `command`."""

    saved = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        verb: str,
        submit: Submit[Command],
        parent: QWidget | None = None,
        *,
        draft_key: str = "",
        signing: Callable[[Command], Sequence[str]] | None = None,
        width: int = 592,
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self.pane: FormPane[Command] = FormPane(
            desk,
            verb,
            submit,
            draft_key=draft_key,
            draft_title=title,
            command=self.command,
            signing=signing,
            verb_icon=icon,
        )
        self.form = self.pane.form
        self.fields = self.form.fields
        self.banner = self.pane.banner
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setProperty("ground", "surface")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 12, 16, 8)
        self.title = Label(title, "title3")
        self.note = Label("", "body", "2")
        row.addWidget(self.title)
        row.addWidget(self.note)
        row.addStretch(1)
        column.addWidget(head)
        column.addWidget(self.pane, 1)
        self._wide = width
        self._placed: QPoint | None = None
        self._connect()
        self._shade = Shade()

    def _connect(self) -> None:
        self.pane.saved.connect(self._done)
        self.pane.later.connect(self.reject)
        for keys, run in (("F8", self._on), ("Shift+F8", self._back)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def command(self) -> Command:
        """The command from the editors."""
        raise NotImplementedError

    @Slot()
    def save(self) -> None:
        """As if the verb was pressed."""
        self.pane.save()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its fields, never higher than the window beneath."""
        super().showEvent(event)
        self._shade.lay(self)
        QTimer.singleShot(0, self, self._fit)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Bright again."""
        self._shade.lift()
        super().hideEvent(event)

    def reject(self) -> None:
        """Closing keeps the draft."""
        self.pane.keep_draft()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc never closes a form with text."""
        if event.key() == Qt.Key.Key_Escape and self.pane.dirty:
            self.pane.keep_draft()
            self.pane.foot.show_problems(())
            self.pane.foot.say(self.tr("草稿已存。要离开请按“稍后再写”"), "2", "info")
            return
        super().keyPressEvent(event)

    @Slot()
    def _on(self) -> None:
        self.pane.next_problem(1)

    @Slot()
    def _back(self) -> None:
        self.pane.next_problem(-1)

    @Slot()
    def _fit(self) -> None:
        above = self.parentWidget()
        most = above.window().height() - 64 if above else px(900)
        chrome = self.pane.foot.sizeHint().height() + px(56)
        wish = self.form.heightForWidth(px(self._wide)) if self.form.hasHeightForWidth() else 0
        wish = max(wish, self.form.sizeHint().height())
        self.resize(px(self._wide), max(px(240), min(wish + chrome + px(16), most)))
        if above and self.isVisible() and self._placed in (None, self.pos()):
            self._centre(above.window())

    def _centre(self, window: QWidget) -> None:
        """In the middle of the window also when it has grown, so that its buttons stay in it;
        not once somebody has moved it.
        """
        middle = window.mapToGlobal(window.rect().center())
        frame = self.frameGeometry()
        self.move(middle - QPoint(frame.width() // 2, frame.height() // 2))
        self._placed = self.pos()

    @Slot(object)
    def _done(self, result: object) -> None:
        self.saved.emit(result)
        self.accept()
