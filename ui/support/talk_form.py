"""The form of a talk (mock-up 07): every field of TLK-03, problems at their places, signing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from medcentre.kernel.clock import at, centre_day, centre_time
from medcentre.kernel.errors import DomainError, NotFound, Violation
from medcentre.kernel.wording import Lang, catalogue
from medcentre.placement.views.beds import beds_of
from medcentre.residents.facts import PersonCard
from medcentre.residents.views import card as person_card
from medcentre.support import acts, rules
from medcentre.support.facts import (
    Attitude,
    Band,
    CorrectTalk,
    Involved,
    RiskLevel,
    SaveTalk,
    SignTalk,
    StartTalk,
    TalkContent,
    TalkReason,
    TalkTopic,
    TalkTrigger,
)
from ui.kit.desk import Desk, Found
from ui.kit.editors import (
    Check,
    ChipsEdit,
    DateEdit,
    LineEdit,
    SegmentEdit,
    TextEdit,
    TimeEdit,
    need,
)
from ui.kit.i18n import label, lang, show_name, show_term
from ui.kit.picker import PersonPicker
from ui.kit.signing import SignPane, put_first
from ui.kit.widgets import Button, Label
from ui.support.editors import DemandsEdit, TriggersEdit

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class TalkDraft:
    """What the form hands over: whom the talk was with, and the talk."""

    stay_id: int
    content: TalkContent
    reason: str = ""


@dataclass(slots=True)
class Target:
    """What the form writes to: nothing yet, a stored draft, or a signed talk to be corrected."""

    stay_id: int | None = None
    talk_id: int | None = None
    version: int = 0
    correcting: bool = False

    @property
    def key(self) -> str:
        """Key of the local draft."""
        if self.talk_id is not None:
            return f"talk:{self.talk_id}{':fix' if self.correcting else ''}"
        return f"talk:new:{self.stay_id or 'any'}"


class TalkPane(SignPane[TalkDraft]):
    """One talk being written or corrected. `printed(content)` asks for a preview."""

    preview_asked = Signal(object)
    person_changed = Signal(object)

    def __init__(self, desk: Desk, target: Target) -> None:
        verb = self.tr("签名完成") if not target.correcting else self.tr("更正并签名")
        super().__init__(
            desk, verb, title=self.tr("个别谈话记录"), draft_key=target.key,
            command=self.read, problems_of=self.problems, facts=self.facts, sign_now=self.sign,
        )  # fmt: skip
        self.target = target
        self.person: PersonCard | None = None
        self._who()
        self._what()
        self._state()
        self._measures()
        self._estimate()
        if target.correcting:
            self.reason = self.form.add("reason", self.tr("更正原因"), LineEdit(300), required=True)
        self.preview = put_first(self, self.tr("打印预览"), "printer")
        self.preview.clicked.connect(self._preview)
        self.form.edited.connect(self._follow)
        self._follow()

    # ---- fields -----------------------------------------------------------------------------

    def _who(self) -> None:
        form, clock = self.form, self.desk.ctx.clock
        self.stay = form.add(
            "stay_id", self.tr("谈话对象"), PersonPicker(self.desk.find_people), required=True,
            stretch=5,
        )  # fmt: skip
        self.stay.chosen.connect(self._chosen)
        self.day = form.add(
            "day", self.tr("日期"), DateEdit(clock), required=True, beside=True, stretch=3
        )
        self.start = form.add(
            "started", self.tr("开始"), TimeEdit(clock), required=True, beside=True, stretch=2,
            hint=self.tr("输入 1405 即可"),
        )  # fmt: skip
        self.end = form.add(
            "ended", self.tr("结束"), TimeEdit(clock), required=True, beside=True, stretch=2
        )
        self.place = form.add(
            "place", self.tr("地点"), LineEdit(60), required=True, beside=True, stretch=3
        )
        self.recorder = form.add(
            "recorder", self.tr("记录人"), LineEdit(60), beside=True, stretch=3
        )
        now = centre_time(clock.now())
        self.day.set_value(now.date())
        self.recorder.set_value(self.desk.ctx.actor.name)

    def _what(self) -> None:
        form = self.form
        self.reasons = form.add(
            "reasons", self.tr("谈话类别"),
            ChipsEdit([(r, label(f"talk_reason.{r}")) for r in TalkReason]), required=True,
            stretch=1,
        )  # fmt: skip
        self.triggers = form.add(
            "triggers", self.tr("必谈事由"), TriggersEdit(), beside=True, stretch=1
        )
        self.topics = form.add(
            "topics", self.tr("谈话主题"),
            ChipsEdit([(t, label(f"talk_topic.{t}")) for t in TalkTopic]), required=True,
        )  # fmt: skip
        self.content = form.add("content", self.tr("谈话内容"), TextEdit(7, 24), required=True)
        self.form.add_widget(self._text_tools())

    def _text_tools(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        self.length = Label("", "cap", "3")
        row.addWidget(self.length)
        row.addStretch(1)
        self.phrases = Button(self.tr("插入常用语 Ctrl+J"), kind="link", small=True)
        self.phrases.clicked.connect(self._offer_phrases)
        shortcut = QShortcut(QKeySequence("Ctrl+J"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._offer_phrases)
        row.addWidget(self.phrases)
        return part

    def _state(self) -> None:
        form = self.form
        self.emotion = form.add(
            "emotion", self.tr("情绪"),
            SegmentEdit([(n, label(f"talk_emotion.{n}")) for n in range(1, 6)]), required=True,
        )  # fmt: skip
        bands = [(b, label(f"talk_band.{b}")) for b in Band]
        self.sleep = form.add(
            "sleep", self.tr("睡眠"), SegmentEdit(bands), required=True, beside=True
        )
        self.appetite = form.add(
            "appetite", self.tr("食欲"), SegmentEdit(bands), required=True, beside=True
        )
        self.attitude = form.add(
            "attitude", self.tr("态度"),
            SegmentEdit([(a, label(f"talk_attitude.{a}")) for a in Attitude]), required=True,
            beside=lang() is Lang.ZH, stretch=1,
        )  # fmt: skip

    def _measures(self) -> None:
        self.form.add_section(self.tr("诉求与措施"))
        self.demands = self.form.add("demands", self.tr("诉求"), DemandsEdit(self.desk.ctx.clock))
        self.demands.left.connect(self._check_demands)
        self.measures = self.form.add("measures", self.tr("处置措施"), TextEdit(2, 8))

    def _estimate(self) -> None:
        form = self.form
        levels = [(r, label(f"talk_risk.{r}")) for r in RiskLevel]
        self.before = form.add(
            "risk_before", self.tr("风险 谈话前"), SegmentEdit(levels), required=True
        )
        self.after = form.add(
            "risk_after", self.tr("谈话后"), SegmentEdit(levels), required=True, beside=True,
            warn=_alarm_words,
        )  # fmt: skip
        self.next = form.add(
            "follow_up_on", self.tr("下次谈话"), DateEdit(self.desk.ctx.clock),
            beside=lang() is Lang.ZH, hint=self.tr("高风险：3 天内"), stretch=1,
        )  # fmt: skip
        self.involved = form.add(
            "involved", self.tr("需要介入"),
            ChipsEdit([(i, label(f"talk_involved.{i}")) for i in Involved]), beside=True, stretch=1,
        )  # fmt: skip
        self.present = form.add("present", self.tr("在场人"), LineEdit(60))
        self.woman = form.add(
            "woman_present", self.tr("女学员"), Check(self.tr("有女工作人员在场")), beside=True,
            stretch=1,
        )  # fmt: skip
        self.form.fields["woman_present"].hide()

    # ---- whom ---------------------------------------------------------------------------------

    def set_person(self, stay_id: int) -> None:
        """Show whom the talk is with."""
        try:
            self.person = person_card(self.desk.ctx, stay_id)
        except NotFound:
            return
        row = self.person.roll
        place = beds_of(self.desk.ctx).get(stay_id)
        where = f"{place.bed} {show_term(place.zone)}" if place else row.admission_no
        self.stay.set_value(Found(row.stay_id, show_name(row.name), where))
        self.form.fields["woman_present"].setVisible(row.sex == "2")
        self.person_changed.emit(self.person)

    def set_triggers(self, triggers: tuple[TalkTrigger, ...]) -> None:
        """Fill in what is due, so that nobody has to look it up."""
        if triggers and not self.dirty and self.triggers.value() is None:
            self.triggers.set_value(triggers)
            regular = {TalkTrigger.MONTHLY, TalkTrigger.FOCUS_1, TalkTrigger.FOCUS_2}
            reasons = [TalkReason.REGULAR] if regular & set(triggers) else []
            reasons += [TalkReason.REQUIRED] if set(triggers) - regular else []
            self.reasons.set_value(reasons)

    def set_content(self, talk: TalkContent) -> None:
        """Show a stored talk."""
        if talk.started:
            self.day.set_value(centre_day(talk.started))
            self.start.set_value(centre_time(talk.started).time())
        if talk.ended:
            self.end.set_value(centre_time(talk.ended).time())
        self.place.set_value(talk.place)
        self.recorder.set_value(talk.recorder)
        self.present.set_value(talk.present)
        self.reasons.set_value(talk.reasons)
        self.triggers.set_value(talk.triggers)
        self.topics.set_value(talk.topics)
        self.content.set_value(talk.content)
        for editor, value in (
            (self.emotion, talk.emotion), (self.sleep, talk.sleep), (self.appetite, talk.appetite),
            (self.attitude, talk.attitude), (self.before, talk.risk_before),
            (self.after, talk.risk_after),
        ):  # fmt: skip
            editor.set_value(value)
        self.demands.set_value(talk.demands)
        self.measures.set_value(talk.measures)
        self.next.set_value(talk.follow_up_on)
        self.involved.set_value(talk.involved)
        self.woman.set_value(talk.woman_present)

    # ---- command ------------------------------------------------------------------------------

    def talk(self) -> TalkContent:
        """What is typed, also while parts are missing."""
        day = self.day.value()
        return TalkContent(
            started=_moment(day, self.start.value()), ended=_moment(day, self.end.value()),
            place=self.place.value() or "", recorder=self.recorder.value() or "",
            present=self.present.value() or "", reasons=self.reasons.value() or (),
            triggers=self.triggers.value() or (), topics=self.topics.value() or (),
            content=self.content.value() or "", emotion=self.emotion.value(),
            sleep=self.sleep.value(), appetite=self.appetite.value(),
            attitude=self.attitude.value(), demands=self.demands.value() or (),
            measures=self.measures.value() or "", risk_before=self.before.value(),
            risk_after=self.after.value(), follow_up_on=self.next.value(),
            involved=self.involved.value() or (), woman_present=self.woman.value(),
        )  # fmt: skip

    def read(self) -> TalkDraft:
        """The command; all required fields are there."""
        reason = need(self.reason) if self.target.correcting else ""
        return TalkDraft(need(self.stay), self.talk(), reason)

    def problems(self, draft: TalkDraft) -> tuple[Violation, ...]:
        """The pure rules of the room, before the password is asked."""
        if self.person is None or self.person.roll.stay_id != draft.stay_id:
            self.set_person(draft.stay_id)
        if self.person is None:
            return ()
        roll, ctx = self.person.roll, self.desk.ctx
        broken = tuple(
            rules.check_talk(
                draft.content, ctx.actor.name, roll.sex, roll.admitted_at, roll.exited_at,
                ctx.clock.now(), whole=True,
            )
        )  # fmt: skip
        self._check_demands()
        return broken

    def facts(self, draft: TalkDraft) -> tuple[str, ...]:
        """What the signature fixes, in words."""
        name = show_name(self.person.roll.name) if self.person else ""
        talk = draft.content
        when = f"{centre_time(talk.started):%m-%d %H:%M}" if talk.started else ""
        until = f"{centre_time(talk.ended):%H:%M}" if talk.ended else ""
        said = [
            self.tr("与{name}的谈话，{when} 至 {until}，{place}").format(
                name=name, when=when, until=until, place=talk.place
            ),
            self.tr("本区民警与联合小组可以查看这份记录"),
        ]
        if talk.demands:
            said.append(self.tr("%n 条诉求开始计时", "", len(talk.demands)))
        if talk.risk_after in rules.GRAVE:
            said.append(self.tr("风险升高：签名后立即提醒医生与值班长"))
        return tuple(said)

    def sign(self, draft: TalkDraft, password: str) -> int:
        """Keep, then sign; the talk."""
        ctx, target = self.desk.ctx, self.target
        if target.correcting and target.talk_id is not None:
            acts.correct_talk(
                ctx,
                CorrectTalk(
                    talk_id=target.talk_id, version=target.version, content=draft.content,
                    reason=draft.reason, password=password,
                ),
            )  # fmt: skip
            return target.talk_id
        talk_id = self.store(draft.stay_id, draft.content)
        acts.sign_talk(
            ctx,
            SignTalk(
                talk_id=talk_id, version=target.version, content=draft.content, password=password
            ),
        )
        return talk_id

    def store(self, stay_id: int, content: TalkContent) -> int:
        """Put the draft into the store, so that it is not only on this desk; its number."""
        ctx, target = self.desk.ctx, self.target
        if target.talk_id is None or target.stay_id not in (None, stay_id):
            target.talk_id = acts.start_talk(ctx, StartTalk(stay_id=stay_id, content=content))
            target.stay_id = stay_id
            target.version = acts.read_talk(ctx, target.talk_id).row.version
        else:
            cmd = SaveTalk(talk_id=target.talk_id, version=target.version, content=content)
            target.version = acts.save_talk(ctx, cmd)
        return target.talk_id

    # ---- while typing -------------------------------------------------------------------------

    @Slot(object)
    def _chosen(self, found: Found) -> None:
        self.set_person(found.stay_id)

    @Slot()
    def _follow(self) -> None:
        text = self.content.value() or ""
        advice = self.tr("{n} 字，建议 {least} 字以上")
        self.length.setText(advice.format(n=len(text), least=rules.SHORT_TEXT))

    def show_refusal(self, refusal: DomainError) -> None:
        """Beside the fields; in the table of demands only what is wrong is framed."""
        super().show_refusal(refusal)
        self.demands.mark(self._day())

    @Slot()
    def _check_demands(self) -> None:
        words = self.demands.mark(self._day())
        self.form.fields["demands"].set_error(words)
        self.demands.mark(self._day())
        self.form.problems_changed.emit()

    def _day(self) -> date:
        return self.day.value() or centre_day(self.desk.ctx.clock.now())

    @Slot()
    def _offer_phrases(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in catalogue("phrases").items():
            if key.startswith("talk."):
                action = menu.addAction(words[lang()][:24] + "…")
                action.setData(words[lang()])
                action.triggered.connect(self._insert)
        menu.popup(self.phrases.mapToGlobal(self.phrases.rect().bottomLeft()))

    @Slot()
    def _insert(self) -> None:
        """A phrase is inserted at the cursor; it never overwrites."""
        action = self.sender()
        data: Callable[[], object] | None = getattr(action, "data", None)
        if data is not None:
            self.content.insertPlainText(str(data()))
            self.content.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _preview(self) -> None:
        if (stay_id := self.stay.value()) is not None:
            self.preview_asked.emit((stay_id, self.talk()))


def _moment(day: date | None, clock: time | None) -> datetime | None:
    return at(day, clock.hour, clock.minute) if day and clock else None


def _alarm_words(level: RiskLevel) -> str | None:
    """The consequence of a high estimate, said before signing."""
    if level in rules.GRAVE:
        return translate("TalkPane", "升为高：签名后立即提醒医生与值班长")
    return None
