"""One talk on a page: written, corrected or read, with earlier talks and open demands beside it."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError, NotPermitted
from medcentre.kernel.records import RecordStatus
from medcentre.papers.facts import Watermark
from medcentre.papers.forms.talk import render_talk_record
from medcentre.residents.facts import PersonCard
from medcentre.support import acts, views
from medcentre.support.facts import TalkCard, TalkContent, TalkRow, VoidTalk
from medcentre.support.papers import gather_talk
from ui.kit.desk import Desk
from ui.kit.dialogs import SigningSheet
from ui.kit.i18n import lang
from ui.kit.page import Action, HelpCard, Page
from ui.kit.print_words import print_context
from ui.kit.signing import RecordView, sign_with_password
from ui.kit.theme import px
from ui.kit.widgets import Button, Card, IconLabel, Label
from ui.support.side import DemandsCard, EarlierTalks, PersonCardBox
from ui.support.talk_form import TalkPane, Target
from ui.support.words import record_of


class TalkPage(Page):
    """`open_with(stay_id=…)` writes a new talk, `open_with(talk_id=…)` opens one."""

    topics = frozenset({Topic.SUPPORT, Topic.RESIDENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pane: TalkPane | None = None
        self.talk: TalkCard | None = None
        self.stay_id: int | None = None
        self.sheet: SigningSheet | None = None
        self.header.set_title(self.tr("个别谈话"))
        self.progress = Label("", "body", "2")
        self.header.add_widget(self.progress)
        self.back = self.header.add_button(self.tr("返回列表"), "arrow-left")
        self.back.clicked.connect(self.leave)
        self.card = Card()
        self._head()
        self.stack = QStackedWidget()
        self.view = RecordView()
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

    def _head(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel("eye", 14))
        row.addWidget(Label(self.tr("本表本区民警与联合小组可见，不是心理咨询记录"), "cap", "2"))
        row.addStretch(1)
        self.card.body.addWidget(head)

    def _foot(self) -> QWidget:
        self.foot = QWidget()
        self.foot.setProperty("ground", "zebra")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.addStretch(1)
        self.void = Button(self.tr("作废"), "ban")
        self.void.clicked.connect(self._void)
        self.fix = Button(self.tr("更正"), "file-pen")
        self.fix.clicked.connect(self._correct)
        self.paper = Button(self.tr("打印预览"), "printer", "primary")
        self.paper.clicked.connect(self.print_screen)
        for button in (self.void, self.fix, self.paper):
            row.addWidget(button)
        return self.foot

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.person = PersonCardBox(self.desk)
        self.earlier = EarlierTalks(self.desk)
        self.demands = DemandsCard(self.desk)
        column.addWidget(self.person)
        column.addWidget(self.earlier, 3)
        column.addWidget(self.demands, 2)
        return side

    # ---- opening --------------------------------------------------------------------------------

    def open_with(self, **state: Any) -> None:
        """Another talk, or a new one."""
        self.keep_drafts()
        talk_id = state.get("talk_id")
        if talk_id is not None:
            self._open_talk(int(talk_id))
            return
        stay_id = state.get("stay_id")
        self._write(Target(stay_id=int(stay_id) if stay_id is not None else None))

    def load(self) -> None:
        """The head line and the side."""
        if self.pane is None and self.talk is None:
            self._write(Target())
        if may(self.desk.ctx, views.month_of_talks):
            month = views.month_of_talks(self.desk.ctx)
            self.progress.setText(
                self.tr("本月应谈 {all} · 已谈 {done} · 逾期 {late}").format(
                    all=month.to_talk, done=month.talked, late=month.overdue
                )
            )
        self._fill_side()

    def _open_talk(self, talk_id: int) -> None:
        try:
            talk = acts.read_talk(self.desk.ctx, talk_id)
        except NotPermitted as refusal:
            self.desk.refusal(refusal)
            return
        mine = talk.row.talker_account == self.desk.ctx.actor.account_id
        if talk.row.status is RecordStatus.DRAFT and mine:
            self._write(Target(talk.row.stay_id, talk_id, talk.row.version), talk.content)
            return
        self.talk, self.stay_id = talk, talk.row.stay_id
        self._drop_pane()
        self.view.show_record(record_of(talk))
        self.stack.setCurrentWidget(self.view)
        self.header.set_title(self.tr("个别谈话"), talk.row.number)
        signed = talk.row.status is RecordStatus.SIGNED
        own = talk.row.talker == self.desk.ctx.actor.name
        self.void.setVisible(signed and own and may(self.desk.ctx, acts.void_talk))
        self.fix.setVisible(signed and own and may(self.desk.ctx, acts.correct_talk))
        self.paper.setVisible(may(self.desk.ctx, acts.note_print))
        self.foot.show()
        self._fill_side()

    def _write(self, target: Target, content: TalkContent | None = None) -> None:
        self._drop_pane()
        self.talk = None if not target.correcting else self.talk
        self.stay_id = target.stay_id
        pane = TalkPane(self.desk, target)
        pane.saved.connect(self._signed)
        pane.later.connect(self._later)
        pane.preview_asked.connect(self._preview_draft)
        pane.person_changed.connect(self._person)
        self.pane = pane
        if target.stay_id is not None:
            pane.set_person(target.stay_id)
        if content is not None:
            pane.set_content(content)
        elif target.stay_id is not None and may(self.desk.ctx, views.due_of):
            owed = views.due_of(self.desk.ctx, target.stay_id)
            pane.set_triggers(tuple(dict.fromkeys(d.due.trigger for d in owed)))
        self.stack.addWidget(pane)
        self.stack.setCurrentWidget(pane)
        least = pane.form.minimumSizeHint().width() + px(32)
        self.card.setMinimumWidth(min(px(900), least))
        self.foot.hide()
        note = self.tr("更正") if target.correcting else self.tr("新记录")
        self.header.set_title(self.tr("个别谈话"), note)
        self._fill_side()

    def _drop_pane(self) -> None:
        if self.pane is not None:
            self.stack.removeWidget(self.pane)
            self.pane.deleteLater()
            self.pane = None

    def _fill_side(self) -> None:
        stay_id = self.stay_id
        self.person.show_stay(stay_id)
        self.earlier.show_stay(stay_id, self.talk.row.id if self.talk else None)
        self.demands.show_stay(stay_id)

    @Slot(object)
    def _person(self, card: PersonCard) -> None:
        self.stay_id = card.roll.stay_id
        self._fill_side()

    # ---- ending ---------------------------------------------------------------------------------

    @Slot(object)
    def _signed(self, talk_id: int) -> None:
        self.desk.toast(self.tr("谈话记录已签名"))
        self._open_talk(talk_id)

    @Slot()
    def _later(self) -> None:
        """Keep what is typed in the store as far as the rules allow, then go to the list."""
        pane = self.pane
        if pane is not None and pane.dirty and (stay_id := pane.stay.value()) is not None:
            try:
                pane.store(stay_id, pane.talk())
            except DomainError as refusal:
                self.desk.refusal(refusal)
            else:
                pane.stored()
                self.desk.toast(self.tr("草稿已存，可以在“个别谈话”里接着写"))
        self.leave()

    @Slot()
    def leave(self) -> None:
        """Back to the list; what is typed stays as a draft."""
        self.keep_drafts()
        self.desk.open("support.talks")

    def keep_drafts(self) -> None:
        """Write what is being typed now."""
        if self.pane is not None:
            self.pane.keep_draft()

    @Slot()
    def _correct(self) -> None:
        if self.talk is not None:
            row = self.talk.row
            self._write(Target(row.stay_id, row.id, row.version, True), self.talk.content)

    @Slot()
    def _void(self) -> None:
        self.desk.confirm(
            self.tr("作废这份谈话记录？"),
            self.tr("记录会划线保留，它提出的诉求同时关闭。接着要输入密码。"),
            self.tr("作废"),
            self._void_now,
            reason_min=6,
            danger=True,
        )

    def _void_now(self, reason: str) -> None:
        if self.talk is None:
            return
        row = self.talk.row

        def act(password: str) -> None:
            acts.void_talk(
                self.desk.ctx,
                VoidTalk(talk_id=row.id, version=row.version, reason=reason, password=password),
            )
            self._open_talk(row.id)

        self.sheet = sign_with_password(
            self.desk, self.tr("作废谈话记录"), [row.number, reason], self.tr("作废"), act
        )

    # ---- paper ----------------------------------------------------------------------------------

    def print_screen(self) -> bool:
        """Ctrl+P: the record on its form; a draft carries the watermark."""
        if self.talk is None:
            if self.pane is not None:
                self.pane.preview.click()
            return self.pane is not None
        acts.note_print(self.desk.ctx, self.talk.row.id)
        doc = gather_talk(self.desk.ctx, self.talk, lang())
        self.desk.preview(
            render_talk_record(doc, print_context(self.desk)), self.tr("个别谈话记录")
        )
        return True

    @Slot(object)
    def _preview_draft(self, asked: tuple[int, TalkContent]) -> None:
        stay_id, content = asked
        ctx = self.desk.ctx
        started = content.started or ctx.clock.now()
        row = TalkRow(
            id=0, version=0, number="", stay_id=stay_id, person_name="", started=started,
            ended=content.ended, status=RecordStatus.DRAFT, talker=ctx.actor.name,
            talker_account=None, reasons=content.reasons, triggers=content.triggers,
            topics=content.topics, emotion=content.emotion, risk_before=content.risk_before,
            risk_after=content.risk_after, signed_at=None, late=False, altered=False,
            void_reason="", excerpt="",
        )  # fmt: skip
        doc = gather_talk(ctx, TalkCard(row, content, ()), lang())
        pdf = render_talk_record(doc, print_context(self.desk, Watermark.DRAFT))
        self.desk.preview(pdf, self.tr("个别谈话记录（草稿）"))

    # ---- page -----------------------------------------------------------------------------------

    def page_actions(self) -> tuple[Action, ...]:
        """New talk, print."""
        return (
            Action("support.new_talk", self.tr("写谈话记录"), self._new, "Ctrl+N", "pen-line"),
            Action(
                "support.print_talk", self.tr("打印预览"), self.print_screen, "Ctrl+P", "printer"
            ),
        )

    def _new(self) -> None:
        self.open_with(stay_id=self.stay_id)

    def next_problem(self, step: int) -> bool:
        """F8."""
        return self.pane.next_problem(step) if self.pane else False

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("记录民警与学员的个别谈话。写完签名，诉求自动开始计时，高风险立即提醒。"),
            rules=(
                ("TLK-01", self.tr("每人每月至少一次；新入所 24 小时内，第 3、7、15、30 天；重点人员每周或每两周。")),
                ("TLK-02", self.tr("调床、病情变化、外出返回后 24 小时内；出所前 7 天内和当天。")),
                ("TLK-03", self.tr("处分谈话须两人；与女学员谈话须有女工作人员在场。")),
                ("TLK-04", self.tr("每条诉求有人办、有期限，结果告诉本人。")),
            ),
        )  # fmt: skip

    def state(self) -> dict[str, Any]:
        """Which talk."""
        if self.talk is not None:
            return {"talk_id": self.talk.row.id}
        return {"stay_id": self.stay_id}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)
