"""One note on a page: written, corrected, co-signed or read, with earlier notes beside it."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from medcentre.care import acts, views
from medcentre.care.facts import CosignNote, EndNote, NoteCard, NoteKind
from medcentre.care.papers import render_note
from medcentre.kernel.changes import Topic
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.records import RecordStatus
from ui.care.note_form import NotePane, NoteTarget
from ui.care.side import DueCard, EarlierNotes, PatientCard
from ui.care.words import note_name, record_of
from ui.kit.desk import Desk
from ui.kit.dialogs import SigningSheet
from ui.kit.i18n import show_name
from ui.kit.page import Action, HelpCard, Page
from ui.kit.print_words import print_context
from ui.kit.signing import RecordView, sign_with_password
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, Empty, EmptyState


class NotePage(Page):
    """`open_with(stay_id=…, kind=…)` writes a new note, `open_with(note_id=…)` opens one."""

    topics = frozenset({Topic.CARE, Topic.RESIDENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pane: NotePane | None = None
        self.found: NoteCard | None = None
        self.stay_id: int | None = None
        self.sheet: SigningSheet | None = None
        self.header.set_title(self.tr("病历记录"))
        self.back = self.header.add_button(self.tr("返回列表"), "arrow-left")
        self.back.clicked.connect(self.leave)
        self.card = Card()
        self.stack = QStackedWidget()
        self.view = RecordView()
        self.nobody = EmptyState(
            Empty.NOTHING_YET, self.tr("还没有选患者"), self.tr("从病历列表或个人页开始写。")
        )
        self.stack.addWidget(self.nobody)
        self.stack.addWidget(self.view)
        self.card.body.addWidget(self.stack, 1)
        self.card.body.addWidget(self._foot())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self.card)
        split.addWidget(self._side())
        split.setStretchFactor(0, 836)
        split.setStretchFactor(1, 480)
        split.setSizes([px(836), px(450)])
        self.body.addWidget(split, 1)
        self.foot.hide()

    def _foot(self) -> QWidget:
        self.foot = QWidget()
        self.foot.setProperty("ground", "zebra")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        self.void = Button(self.tr("作废"), "ban")
        self.unlock = Button(self.tr("解锁"), "lock-open")
        self.more = Button(self.tr("写补充"), "file-plus")
        self.fix = Button(self.tr("更正"), "file-pen")
        self.paper = Button(self.tr("打印预览"), "printer")
        self.cosign = Button(self.tr("审签"), "pen-line", "primary")
        row.addWidget(self.void)
        row.addStretch(1)
        for button in (self.unlock, self.more, self.fix, self.paper, self.cosign):
            row.addWidget(button)
        self.void.clicked.connect(self._void)
        self.unlock.clicked.connect(self._unlock)
        self.more.clicked.connect(self._addendum)
        self.fix.clicked.connect(self._correct)
        self.paper.clicked.connect(self.print_screen)
        self.cosign.clicked.connect(self._cosign)
        return self.foot

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.person = PatientCard(self.desk)
        self.due = DueCard(self.desk)
        self.earlier = EarlierNotes(self.desk)
        self.earlier.copied.connect(self._copy)
        column.addWidget(self.person)
        column.addWidget(self.due, 2)
        column.addWidget(self.earlier, 4)
        return side

    # ---- opening --------------------------------------------------------------------------------

    def open_with(self, **state: Any) -> None:
        """Another note, or a new one."""
        self.keep_drafts()
        if (note_id := state.get("note_id")) is not None:
            self.open_note(int(note_id))
        elif (stay_id := state.get("stay_id")) is not None:
            kind = NoteKind(str(state.get("kind") or NoteKind.PROGRESS))
            self._start(int(stay_id), kind)

    def _start(self, stay_id: int, kind: NoteKind) -> None:
        """A new note, or the own draft of that kind that was begun."""
        for row in views.notes_of(self.desk.ctx, stay_id):
            mine = row.author == self.desk.ctx.actor.name
            if row.kind is kind and row.status is RecordStatus.DRAFT and mine:
                self.open_note(row.id)
                return
        self._write(NoteTarget(stay_id, kind))

    def open_note(self, note_id: int) -> None:
        """Read a note, or write on at an own draft."""
        try:
            found = acts.read_note(self.desk.ctx, note_id)
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        row = found.row
        mine = row.author_account == self.desk.ctx.actor.account_id
        if row.status is RecordStatus.DRAFT and mine and may(self.desk.ctx, acts.save_note):
            target = NoteTarget(row.stay_id, row.kind, row.id, row.version, False, row.parent_id)
            self._write(target, found)
            return
        self._drop_pane()
        self.found, self.stay_id = found, row.stay_id
        self.view.show_record(record_of(found))
        self.stack.setCurrentWidget(self.view)
        self.header.set_title(note_name(row.kind), show_name(row.person_name))
        self._offer(found)
        self._fill_side()

    def _offer(self, found: NoteCard) -> None:
        """The buttons that fit the status, the reader and their rights."""
        ctx, row = self.desk.ctx, found.row
        signed = row.status in (RecordStatus.SIGNED, RecordStatus.COSIGNED)
        own = row.signer == ctx.actor.name
        waiting = {t.row.id for t in views.to_sign(ctx)} if may(ctx, views.to_sign) else set()
        signs = may(ctx, acts.correct_note)
        self.void.setVisible(signed and signs)
        self.fix.setVisible(signed and signs)
        self.more.setVisible(signed and may(ctx, acts.start_note))
        self.unlock.setVisible(row.status is RecordStatus.ARCHIVED and signs and not own)
        self.cosign.setVisible(row.needs_cosign and row.id in waiting)
        printable = row.status is not RecordStatus.DRAFT and not found.hidden
        self.paper.setVisible(printable and may(ctx, acts.file_print))
        self.foot.show()

    def _write(self, target: NoteTarget, found: NoteCard | None = None) -> None:
        self._drop_pane()
        self.found = found if target.correcting else None
        self.stay_id = target.stay_id
        pane = NotePane(self.desk, target)
        pane.saved.connect(self._signed)
        pane.later.connect(self._later)
        if found is not None:
            pane.set_content(found.row.at, found.content, found.row.needs_cosign)
        self.pane = pane
        self.stack.addWidget(pane)
        self.stack.setCurrentWidget(pane)
        least = pane.form.minimumSizeHint().width() + px(32)
        self.card.setMinimumWidth(min(px(900), least))
        self.foot.hide()
        note = self.tr("更正") if target.correcting else show_name(pane.person.roll.name)
        self.header.set_title(note_name(target.kind), note)
        self._fill_side()

    def _drop_pane(self) -> None:
        if self.pane is not None:
            self.stack.removeWidget(self.pane)
            self.pane.deleteLater()
            self.pane = None

    def load(self) -> None:
        """The side; what is being typed stays."""
        self._fill_side()

    def _fill_side(self) -> None:
        self.person.show_stay(self.stay_id)
        self.due.show_stay(self.stay_id)
        shown = self.found.row.id if self.found else self.pane.target.note_id if self.pane else None
        self.earlier.show_stay(self.stay_id, shown, self.pane is not None)

    @Slot(object)
    def _copy(self, note_id: int) -> None:
        if self.pane is not None:
            self.pane.take_over(acts.read_note(self.desk.ctx, note_id).content)

    # ---- ending ---------------------------------------------------------------------------------

    @Slot(object)
    def _signed(self, note_id: int) -> None:
        self.desk.toast(self.tr("已签名"))
        self.open_note(note_id)

    @Slot()
    def _later(self) -> None:
        """Keep what is typed in the store as far as the rules allow, then go to the list."""
        pane = self.pane
        at = pane.at.value() if pane else None
        if pane is not None and at is not None and pane.dirty and not pane.target.correcting:
            try:
                pane.store(at, pane.content())
            except DomainError as refusal:
                self.desk.refusal(refusal)
            else:
                pane.stored()
                self.desk.toast(self.tr("草稿已存，可以在“病历记录”里接着写"))
        self.leave()

    @Slot()
    def leave(self) -> None:
        """Back to the list; what is typed stays as a draft."""
        self.keep_drafts()
        self.desk.open("care.notes")

    def keep_drafts(self) -> None:
        """Write what is being typed now."""
        if self.pane is not None:
            self.pane.keep_draft()

    @Slot()
    def _correct(self) -> None:
        if self.found is not None:
            row = self.found.row
            target = NoteTarget(row.stay_id, row.kind, row.id, row.version, True, row.parent_id)
            self._write(target, self.found)

    @Slot()
    def _addendum(self) -> None:
        if self.found is not None:
            row = self.found.row
            self._write(NoteTarget(row.stay_id, NoteKind.ADDENDUM, parent_id=row.id))

    @Slot()
    def _cosign(self) -> None:
        if self.found is None:
            return
        row = self.found.row

        def act(password: str) -> None:
            acts.cosign_note(
                self.desk.ctx, CosignNote(note_id=row.id, version=row.version, password=password)
            )
            self.open_note(row.id)

        said = self.tr("{name}写的{kind}，您已看过并同意").format(
            name=show_name(row.signer), kind=note_name(row.kind)
        )
        self.sheet = sign_with_password(self.desk, self.tr("审签"), [said], self.tr("审签"), act)

    @Slot()
    def _void(self) -> None:
        self.desk.confirm(
            self.tr("作废这份记录？"),
            self.tr("原文划线保留，时限重新计算。接着要输入密码。"),
            self.tr("作废"),
            partial(self._end, acts.void_note, self.tr("作废")),
            reason_min=6,
            danger=True,
        )

    @Slot()
    def _unlock(self) -> None:
        self.desk.confirm(
            self.tr("解锁这份已归档的记录？"),
            self.tr("解锁后可以更正，解锁和更正都留有记录。接着要输入密码。"),
            self.tr("解锁"),
            partial(self._end, acts.unlock_note, self.tr("解锁")),
            reason_min=6,
        )

    def _end(self, service: Any, verb: str, reason: str) -> None:
        if self.found is None:
            return
        row = self.found.row

        def act(password: str) -> None:
            service(
                self.desk.ctx,
                EndNote(note_id=row.id, version=row.version, password=password, reason=reason),
            )
            self.open_note(row.id)

        self.sheet = sign_with_password(self.desk, verb, [note_name(row.kind), reason], verb, act)

    # ---- page -----------------------------------------------------------------------------------

    def print_screen(self) -> bool:
        """Ctrl+P: the note on its own form."""
        if self.found is None or self.found.hidden:
            return False
        pdf = render_note(self.desk.ctx, self.found, print_context(self.desk))
        self.desk.preview(pdf, note_name(self.found.row.kind))
        return True

    def page_actions(self) -> tuple[Action, ...]:
        """Print."""
        return (
            Action("care.print_note", self.tr("打印预览"), self.print_screen, "Ctrl+P", "printer"),
        )

    def next_problem(self, step: int) -> bool:
        """F8."""
        return self.pane.next_problem(step) if self.pane else False

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("写、签、审签和更正一份病历记录。签名后只能更正，原文保留。"),
            rules=(
                ("MED-05", self.tr("首次病程记录：入所 8 小时内。")),
                ("MED-01", self.tr("入院记录：入所 24 小时内。")),
                ("MED-12", self.tr("主治医师首次查房：48 小时内。")),
                ("MED-06", self.tr("病危每天、病重 2 天、稳定 3 天、慢性病稳定 5 天至少一次病程。")),
                ("MED-42", self.tr("实习和未注册人员可以写，由上级审签后才算完成。")),
                ("MED-40", self.tr("更正保留原文，注明时间、签名和原因。")),
            ),
        )  # fmt: skip

    def state(self) -> dict[str, Any]:
        """Which note."""
        if self.found is not None:
            return {"note_id": self.found.row.id}
        if self.pane is not None:
            target = self.pane.target
            if target.note_id is not None:
                return {"note_id": target.note_id}
            return {"stay_id": target.stay_id, "kind": str(target.kind)}
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)
