"""The editor of a note: its sections, templates that are inserted, never overwrite, signing."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from medcentre.care import acts, rules
from medcentre.care.facts import (
    SECTIONS,
    Content,
    CorrectNote,
    NoteKind,
    SaveDraft,
    SignNote,
    StartNote,
)
from medcentre.kernel.errors import Violation
from medcentre.kernel.wording import catalogue
from medcentre.residents.facts import PersonCard
from medcentre.residents.views import card as person_card
from ui.care.words import note_name
from ui.kit.desk import Desk
from ui.kit.editors import Check, LineEdit, MomentEdit, TextEdit, need
from ui.kit.i18n import explain, label, lang, show_moment, show_name
from ui.kit.signing import SignPane, put_first
from ui.kit.widgets import Button, Label


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What the editor hands over."""

    at: datetime
    content: Content
    ask_cosign: bool
    reason: str = ""


@dataclass(slots=True)
class NoteTarget:
    """What the editor writes to: a new note, a stored draft, or a signed note to be corrected."""

    stay_id: int
    kind: NoteKind
    note_id: int | None = None
    version: int = 0
    correcting: bool = False
    parent_id: int | None = None

    @property
    def key(self) -> str:
        """Key of the local draft."""
        if self.note_id is not None:
            return f"note:{self.note_id}{':fix' if self.correcting else ''}"
        return f"note:new:{self.stay_id}:{self.kind}:{self.parent_id or ''}"


def templates(kind: NoteKind) -> dict[str, dict[str, str]]:
    """Templates of a kind in the language of the screen: name -> section -> text (J6)."""
    found: dict[str, dict[str, str]] = {}
    for key, words in catalogue("phrases").items():
        parts = key.split(".")
        if len(parts) == 3 and parts[0] == kind:
            found.setdefault(parts[1], {})[parts[2]] = words[lang()]
    return {texts.pop("name"): texts for texts in found.values() if "name" in texts}


class NotePane(SignPane[NoteDraft]):
    """One note being written or corrected."""

    preview_asked = Signal()

    def __init__(self, desk: Desk, target: NoteTarget) -> None:
        self.target = target
        verb = self.tr("更正并签名") if target.correcting else self.tr("签名完成")
        super().__init__(
            desk, verb, title=note_name(target.kind), draft_key=target.key, command=self.read,
            problems_of=self.problems, facts=self.facts, sign_now=self.sign,
        )  # fmt: skip
        self.person: PersonCard = person_card(desk.ctx, target.stay_id)
        self.at = self.form.add(
            "at", self.tr("记录时间"), MomentEdit(desk.ctx.clock), required=True
        )
        self.at.set_value(desk.ctx.clock.now())
        self.form.add_widget(self._tools())
        self.parts: dict[str, TextEdit] = {}
        for spec in SECTIONS[target.kind]:
            editor = TextEdit(max(2, spec.lines), 24)
            self.parts[spec.key] = self.form.add(
                spec.key, label(f"note_section.{spec.key}"), editor, required=spec.required,
                warn=self._advice if spec.key == "chief_complaint" else None,
            )  # fmt: skip
        self.ask = Check(self.tr("请上级医师审签"))
        if target.correcting:
            self.reason = self.form.add("reason", self.tr("更正原因"), LineEdit(300), required=True)
        else:
            self.form.add("ask_cosign", self.tr("审签"), self.ask)
        self.preview = put_first(self, self.tr("打印预览"), "printer")
        self.preview.clicked.connect(self.preview_asked)
        self.preview.setVisible(False)

    def _tools(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(self.tr("模板只插入，不覆盖已写的内容"), "cap", "3"))
        row.addStretch(1)
        self.phrases = Button(self.tr("插入模板 Ctrl+J"), kind="link", small=True)
        self.phrases.clicked.connect(self.offer_templates)
        self.phrases.setVisible(bool(templates(self.target.kind)))
        shortcut = QShortcut(QKeySequence("Ctrl+J"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.offer_templates)
        row.addWidget(self.phrases)
        return part

    # ---- content --------------------------------------------------------------------------------

    def set_content(self, at: datetime, content: Content, ask: bool = False) -> None:
        """Show a stored note."""
        self.at.set_value(at)
        for key, text in content:
            if key in self.parts:
                self.parts[key].set_value(text)
                self.parts[key].moveCursor(QTextCursor.MoveOperation.End)
        self.ask.set_value(ask)

    def content(self) -> Content:
        """What is typed."""
        return tuple((key, editor.value() or "") for key, editor in self.parts.items())

    def read(self) -> NoteDraft:
        """The command; all required parts are there."""
        reason = need(self.reason) if self.target.correcting else ""
        return NoteDraft(need(self.at), self.content(), self.ask.value(), reason)

    def problems(self, draft: NoteDraft) -> tuple[Violation, ...]:
        """The pure rules of the room, before the password is asked."""
        roll, target = self.person.roll, self.target
        return (
            *rules.check_content(target.kind, draft.content, whole=True),
            *rules.check_time(
                target.kind, draft.at, roll.admitted_at, roll.exited_at, self.desk.ctx.clock.now()
            ),
        )

    def facts(self, draft: NoteDraft) -> tuple[str, ...]:
        """What the signature fixes, in words."""
        ctx = self.desk.ctx
        said = [
            self.tr("{name}的{kind}，{when}").format(
                name=show_name(self.person.roll.name), kind=note_name(self.target.kind),
                when=show_moment(draft.at),
            )
        ]  # fmt: skip
        if rules.needs_cosign(self.target.kind, ctx.actor.title, draft.ask_cosign):
            said.append(self.tr("签名后还要上级医师审签，审签后才算完成"))
        if draft.reason:
            said.append(self.tr("原文保留，更正原因：{reason}").format(reason=draft.reason))
        return tuple(said)

    # ---- acts -----------------------------------------------------------------------------------

    def store(self, at: datetime, content: Content) -> int:
        """Put the draft into the store, so that it is not only on this desk; its number."""
        ctx, target = self.desk.ctx, self.target
        if target.note_id is None:
            target.note_id = acts.start_note(
                ctx,
                StartNote(
                    stay_id=target.stay_id, kind=target.kind, at=at, content=content,
                    parent_id=target.parent_id,
                ),
            )  # fmt: skip
            target.version = acts.read_note(ctx, target.note_id).row.version
        else:
            target.version = acts.save_note(
                ctx,
                SaveDraft(note_id=target.note_id, version=target.version, at=at, content=content),
            )
        return target.note_id

    def sign(self, draft: NoteDraft, password: str) -> int:
        """Keep, then sign; the note."""
        ctx, target = self.desk.ctx, self.target
        if target.correcting and target.note_id is not None:
            acts.correct_note(
                ctx,
                CorrectNote(
                    note_id=target.note_id, version=target.version, at=draft.at,
                    content=draft.content, reason=draft.reason, password=password,
                ),
            )  # fmt: skip
            return target.note_id
        note_id = self.store(draft.at, draft.content)
        acts.sign_note(
            ctx,
            SignNote(
                note_id=note_id, version=target.version, at=draft.at, content=draft.content,
                password=password, ask_cosign=draft.ask_cosign,
            ),
        )  # fmt: skip
        return note_id

    # ---- templates ------------------------------------------------------------------------------

    @Slot()
    def offer_templates(self) -> None:
        """A menu of the kind's templates."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in templates(self.target.kind):
            menu.addAction(name).triggered.connect(self._chosen)
        menu.popup(self.phrases.mapToGlobal(self.phrases.rect().bottomLeft()))

    @Slot()
    def _chosen(self) -> None:
        action = self.sender()
        words = getattr(action, "text", None)
        if words is not None:
            self.insert_template(str(words()))

    def insert_template(self, name: str) -> None:
        """Insert a template at the cursor of each of its sections; nothing is overwritten."""
        self.take_over(tuple(templates(self.target.kind).get(name, {}).items()))

    def take_over(self, content: Content) -> None:
        """Insert texts at the cursors, also of an earlier note (copy last, J6)."""
        for key, text in content:
            if key in self.parts:
                editor = self.parts[key]
                fresh = editor.textCursor().position() == 0
                editor.insertPlainText(text if fresh else f"\n{text}")

    def _advice(self, text: str) -> str | None:
        found = tuple(rules.advice(self.target.kind, (("chief_complaint", text),)))
        return explain(found[0]) if found else None
