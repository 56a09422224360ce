"""Forms that end in a signature, and signed records as people read them.

`sign_with_password` hands the typed password to the act, which verifies it (SIGN-01). `SignPane`
is a `FormPane` whose verb signs. `RecordView` shows a signed record with its history.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, RulesBroken, Violation
from medcentre.kernel.records import RecordStatus
from ui.kit.desk import Desk
from ui.kit.dialogs import SigningSheet
from ui.kit.form import FormPane
from ui.kit.i18n import label
from ui.kit.widgets import Button, Label, StatusChip, rule

Command = TypeVar("Command")

STATUS_LOOK = {
    RecordStatus.DRAFT: ("amber", "file-pen"),
    RecordStatus.SIGNED: ("green", "check"),
    RecordStatus.COSIGNED: ("green", "check-check"),
    RecordStatus.ARCHIVED: ("grey", "archive"),
    RecordStatus.VOIDED: ("red", "ban"),
}
"""Family and icon of a record's status."""


def status_chip(status: RecordStatus) -> StatusChip:
    """The status of a record in words."""
    family, icon = STATUS_LOOK[status]
    return StatusChip(label(f"record_status.{status}"), family, icon)


class _Password:
    """Takes the password from the signing sheet and gives it to the act."""

    def __init__(self, ctx: ServiceContext, act: Callable[[str], object]) -> None:
        self._ctx, self._act, self._typed = ctx, act, ""

    def take(self, _user: str, password: str) -> ServiceContext:
        """The sheet asks; the act itself verifies."""
        self._typed = password
        return self._ctx

    def give(self) -> None:
        """Do the act; the password is forgotten whatever happens."""
        typed, self._typed = self._typed, ""
        self._act(typed)


def sign_with_password(
    desk: Desk, title: str, facts: Sequence[str], verb: str, act: Callable[[str], object]
) -> SigningSheet:
    """The signing sheet; `act(password)` runs on the verb, its refusals keep the sheet open."""
    holder = _Password(desk.ctx, act)
    above = desk.window or QApplication.activeWindow()
    sheet = SigningSheet(above, title, facts, verb, desk.user_name, holder.take, holder.give)
    sheet.open()
    return sheet


class SignPane(FormPane[Command], Generic[Command]):
    """A form whose verb signs. `problems_of(command)` are the pure rules, asked before the sheet.

    `sign_now(command, password)` is the act. Violations named `<field>.<n>` belong to `<field>`.
    """

    def __init__(
        self,
        desk: Desk,
        verb: str,
        *,
        title: str,
        draft_key: str,
        command: Callable[[], Command],
        problems_of: Callable[[Command], Sequence[Violation]],
        facts: Callable[[Command], Sequence[str]],
        sign_now: Callable[[Command, str], object],
    ) -> None:
        super().__init__(
            desk, verb, self._nothing, draft_key=draft_key, draft_title=title, command=command,
            signing=facts,
        )  # fmt: skip
        self._problems_of, self._facts, self._sign_now = problems_of, facts, sign_now
        self._title_words = title
        self.sheet: SigningSheet | None = None

    @Slot()
    def save(self) -> None:
        """Check everything, then ask for the password."""
        self.banner.hide()
        if not self.form.check():
            self.form.go_to(self.form.problems()[0])
            return
        try:
            command = self.command()
        except DomainError as refusal:
            self.show_refusal(refusal)
            return
        if problems := tuple(self._problems_of(command)):
            self.show_refusal(RulesBroken(problems))
            return

        def act(password: str) -> None:
            result = self._sign_now(command, password)
            self.stored()
            self.saved.emit(result)

        self.sheet = sign_with_password(
            self.desk, self._title_words, self._facts(command), self._verb, act
        )

    def show_refusal(self, refusal: DomainError) -> None:
        """Lines of a table belong to the table's field."""
        if not any("." in (v.where or "") for v in refusal.violations()):
            super().show_refusal(refusal)
            return
        moved = [
            Violation(v.code, v.where.split(".")[0] if v.where else None, v.facts, v.rule)
            for v in refusal.violations()
        ]
        super().show_refusal(RulesBroken(moved))

    def stored(self) -> None:
        """The draft is in the store now; the one on this desk must not come back over it."""
        self.dirty = False
        if self.keeper:
            self.keeper.forget()

    def _nothing(self, _command: Command) -> None:
        """Signing goes through `sign_now`."""


@dataclass(frozen=True, slots=True)
class ViewSection:
    """A named text of a record."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ViewVersion:
    """One version in the history: when, who, what for; `text` is its whole wording."""

    head: str
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ViewRecord:
    """A record as `RecordView` shows it."""

    title: str
    status: RecordStatus
    line: str
    sections: tuple[ViewSection, ...]
    versions: tuple[ViewVersion, ...] = ()
    warning: str = ""
    chips: tuple[tuple[str, str], ...] = field(default=())
    """(words, family) of further chips."""


class RecordView(QScrollArea):
    """A signed record to be read: head, sections, every version with its reason (MED-52)."""

    version_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        self._inner.setProperty("ground", "surface")
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(8)
        self.setWidget(self._inner)
        self._texts: dict[int, QWidget] = {}

    def show_record(self, record: ViewRecord) -> None:
        """Show another record."""
        while (item := self._column.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        self._texts = {}
        self._column.addWidget(self._head(record))
        self._column.addWidget(_words(record.line, "cap", "2"))
        if record.warning:
            self._column.addWidget(_words(record.warning, "body", "red"))
        self._column.addWidget(rule())
        struck = record.status is RecordStatus.VOIDED
        for section in record.sections:
            if section.title:
                self._column.addWidget(Label(section.title, "cap", "2"))
            body = _words(section.text, "body", "3" if struck else "1")
            if struck:
                face = body.font()
                face.setStrikeOut(True)
                body.setFont(face)
            self._column.addWidget(body)
        if len(record.versions) > 1:
            self._history(record.versions)
        self._column.addStretch(1)

    def _head(self, record: ViewRecord) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(record.title, "title3"))
        row.addWidget(status_chip(record.status))
        for words, family in record.chips:
            row.addWidget(StatusChip(words, family))
        row.addStretch(1)
        return head

    def _history(self, versions: Sequence[ViewVersion]) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(Label(self.tr("版本记录"), "body", bold=True))
        for number, version in enumerate(versions, 1):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(_words(version.head, "cap", "2"), 1)
            if version.reason:
                row.addWidget(_words(version.reason, "cap", "amber"), 1)
            if version.text:
                show = Button(self.tr("看原文"), kind="link", small=True)
                show.setProperty("number", number)
                show.clicked.connect(self._fold)
                row.addWidget(show)
            self._column.addWidget(line)
            if version.text:
                text = _words(version.text, "body", "2")
                text.hide()
                self._texts[number] = text
                self._column.addWidget(text)

    @Slot()
    def _fold(self) -> None:
        button = self.sender()
        number = int(button.property("number")) if button else 0
        if text := self._texts.get(number):
            text.setVisible(text.isHidden())
            self.version_opened.emit(number)


def _words(text: str, role: str, tone: str) -> Label:
    made = Label(text, role, tone)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def put_first(pane: FormPane[Any], words: str, icon: str) -> Button:
    """A further button of a form, before the others."""
    made = Button(words, icon)
    pane.foot.buttons.insertWidget(0, made)
    return made
