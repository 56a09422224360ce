"""The tab “概览”: everything that happened, newest first, and what is next (J3, mock-up 03)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medcentre.care import views as care
from medcentre.insight.facts import EventKind, TimelineEvent
from medcentre.insight.views import timeline
from medcentre.kernel.clock import centre_day, centre_time, day_end
from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.texts import search_key
from medcentre.residents import views
from medcentre.residents.facts import AbsenceRow, MarkRow, PersonCard
from medcentre.support import views as support
from ui.kit.desk import Desk
from ui.kit.editors import Check
from ui.kit.i18n import (
    label,
    reason,
    show_day,
    show_moment,
    show_name,
    show_term,
    show_time,
    show_weekday,
)
from ui.kit.table_view import FilterBox
from ui.kit.theme import px
from ui.kit.timeline import DayHead, TimelineEntry, TimelineLine, TimelineView
from ui.kit.tokens import DOMAINS
from ui.kit.widgets import Card, Empty, EmptyState, IconLabel, Label, Segment, StatusChip, rule
from ui.kit.worklist import due_words
from ui.residents import words

translate = QCoreApplication.translate

SHOWN = 200
"""How many events are shown at first; the end of the list asks for as many more."""

IMPORTANT = frozenset(
    {"timeline.admission", "timeline.exit", "timeline.absence", "timeline.condition",
     "timeline.legal_status", "timeline.alert"}
)  # fmt: skip
"""Turning points of a stay, beside alerts: what “只看重要” leaves."""

DEADLINES = 6


def words_of(event: TimelineEvent) -> str:
    """`护理级别：一级护理`, in the language of the screen."""
    subject = label(event.subject)
    value = _value(event.value)
    if not value:
        return subject
    return translate("Overview", "{subject}：{value}").format(subject=subject, value=value)


def note_of(event: TimelineEvent) -> str:
    """What stands behind the sentence: topics, reason, destination, zone."""
    if "label:" in event.note:
        return translate("Overview", "、").join(
            _value(part) for part in event.note.split(",") if part
        )
    return words.trait_note(event.note)


def _value(text: str) -> str:
    return label(text.removeprefix("label:")) if text.startswith("label:") else text


def is_important(event: TimelineEvent) -> bool:
    """Alerts and turning points."""
    return event.alert or event.subject in IMPORTANT


def entry_of(event: TimelineEvent, place: int) -> TimelineEntry:
    """An event as a line."""
    who = " · ".join(t for t in (note_of(event), show_name(event.who)) if t)
    state, tone = "", "2"
    if event.status:
        state = label(f"record_status.{event.status}")
        tone = {"draft": "amber", "voided": "red"}.get(event.status, "2")
    return TimelineEntry(
        key=f"{event.kind}:{event.subject}:{event.at.isoformat()}:{place}",
        clock=show_time(event.at), domain=event.domain, text=words_of(event), who=who,
        state=state, state_tone=tone, alert=event.alert, corrected=event.status == "voided",
        data=event,
    )  # fmt: skip


def day_head(day: date, today: date) -> DayHead:
    """`今天 11-24 周二`."""
    note = f"{show_day(day, today)} {show_weekday(day)}"
    gone = (today - day).days
    if gone == 0:
        return DayHead(translate("Overview", "今天"), note)
    if gone == 1:
        return DayHead(translate("Overview", "昨天"), note)
    return DayHead(show_day(day, today), show_weekday(day))


def deadlines(ctx: ServiceContext, card: PersonCard) -> list[tuple[datetime, str, str]]:
    """What is owed to a person by when, as far as the reader may know: moment, task, reason."""
    stay, found = card.roll.stay_id, []
    if card.roll.exited_at is not None:
        return []
    if may(ctx, care.deadlines_of) and care.reads_notes(ctx.actor):
        found += [
            (d.due_at, label(f"note_kind.{d.kind}"), reason(d.why, d.facts))
            for d in care.deadlines_of(ctx, stay)
        ]
    if may(ctx, support.due_of):
        found += [
            (
                d.due.due_at, label("due_kind.talk"),
                reason(f"talk_why.{d.due.trigger}", d.due.facts),
            )
            for d in support.due_of(ctx, stay)
        ]  # fmt: skip
    if card.term is not None:
        law = translate("Overview", "强制隔离戒毒期限")
        found.append((day_end(card.term.last_day), translate("Overview", "期满出所"), law))
    return found


class OverviewTab(QWidget):
    """Timeline at the left, deadlines, precautions and absences at the right."""

    def __init__(self, desk: Desk, stay_id: int) -> None:
        super().__init__()
        self.desk, self.stay_id = desk, stay_id
        self.events: tuple[TimelineEvent, ...] = ()
        self._most = SHOWN
        self._domains: tuple[str, ...] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._timeline(), 1)
        side = QVBoxLayout()
        side.setSpacing(12)
        self.deadlines = Card(self.tr("下一个期限"), "calendar-clock")
        self.marks = Card(self.tr("防护与提醒"), "shield")
        self.absences = Card(self.tr("外出"), "truck")
        for card in (self.deadlines, self.marks, self.absences):
            card.setFixedWidth(px(330))
            side.addWidget(card)
        side.addStretch(1)
        row.addLayout(side)

    def _timeline(self) -> QWidget:
        card = Card()
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        self.domain = Segment(small=True)
        self.domain.changed.connect(self.show_events)
        row.addWidget(self.domain)
        self.important = Check(self.tr("只看重要"))
        self.important.edited.connect(self.show_events)
        row.addWidget(self.important)
        row.addStretch(1)
        self.box = FilterBox(self.tr("在时间线中找"))
        self.box.setFixedWidth(px(190))
        self.box.textChanged.connect(self.show_events)
        row.addWidget(self.box)
        card.body.addWidget(tools)
        card.body.addWidget(rule())
        self.view = TimelineView()
        self.view.opened.connect(self._open)
        self.view.needs_more.connect(self._more)
        card.body.addWidget(self.view, 1)
        self.empty = EmptyState(Empty.NO_MATCH, self.tr("没有符合的记录"))
        clear = self.empty.add_button(self.tr("清除筛选"), "funnel-x")
        clear.clicked.connect(self.clear)
        card.body.addWidget(self.empty, 1)
        self.count = Label("", "cap", "2")
        card.add_foot().addWidget(self.count)
        return card

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """Events, deadlines, marks and absences of the stay."""
        self.events = timeline(self.desk.ctx, self.stay_id)
        card = views.card(self.desk.ctx, self.stay_id)
        self._offer_domains()
        self.show_events()
        self._show_deadlines(card)
        self._show_marks(tuple(m for m in card.marks if m.until_at is None and m.group != "trait"))
        self._show_absences(card.absences)

    def _offer_domains(self) -> None:
        there = tuple(d for d in DOMAINS if any(e.domain == d for e in self.events))
        if there == self._domains:
            return
        self._domains = there
        self.domain.set_options(
            [("", self.tr("全部")), *((d, label(f"domain.{d}")) for d in there)],
            ("", *(DOMAINS[d][0] for d in there)),
        )
        if self.domain.value() is None:
            self.domain.set_value("")

    @Slot()
    def show_events(self) -> None:
        """The events that pass the filters, under their days."""
        wanted, key = self.domain.value(), search_key(self.box.text())
        found = [
            e for e in self.events
            if (not wanted or e.domain == wanted)
            and (not self.important.value() or is_important(e))
            and (not key or key in search_key(f"{words_of(e)}{note_of(e)}{e.who}"))
        ]  # fmt: skip
        today = centre_day(self.desk.ctx.clock.now())
        lines: list[TimelineLine] = []
        day: date | None = None
        for place, event in enumerate(found[: self._most]):
            if centre_day(event.at) != day:
                day = centre_day(event.at)
                lines.append(day_head(day, today))
            lines.append(entry_of(event, place))
        self.view.show_lines(lines)
        self.view.setVisible(bool(found))
        self.empty.setVisible(not found)
        said = self.tr("%n 条", "", len(self.events))
        if len(found) != len(self.events):
            said = self.tr("{shown} / {all} 条").format(shown=len(found), all=len(self.events))
        self.count.setText(said)

    @Slot()
    def clear(self) -> None:
        """Everything again."""
        self.box.clear()
        self.important.set_value(False)
        self.domain.set_value("")
        self.show_events()

    @Slot()
    def _more(self) -> None:
        if self._most < len(self.events):
            self._most += SHOWN
            self.show_events()

    @Slot(object)
    def _open(self, entry: TimelineEntry) -> None:
        """Notes and talks open; facts are what they say."""
        event, actor = entry.data, self.desk.ctx.actor
        if not isinstance(event, TimelineEvent) or event.record_id is None:
            return
        if event.kind is EventKind.NOTE and care.reads_notes(actor):
            self.desk.open("care.note", note_id=event.record_id)
        elif event.kind is EventKind.TALK and support.reads_talks(actor):
            self.desk.open("support.talk", talk_id=event.record_id)

    def focus_filter(self) -> bool:
        """The key /."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # ---- side -------------------------------------------------------------------------------

    def _show_deadlines(self, card: PersonCard) -> None:
        _empty(self.deadlines)
        now = self.desk.ctx.clock.now()
        items = sorted(deadlines(self.desk.ctx, card))
        self.deadlines.set_title(
            self.tr("下一个期限"), self.tr("%n 项", "", len(items)) if items else ""
        )
        for due_at, task, why in items[:DEADLINES]:
            first, second, tone = due_words(_within_day(due_at), now)
            line = _line(task, why, first, tone or "1")
            line.setToolTip(f"{why}\n{second}")
            self.deadlines.body.addWidget(line)
            self.deadlines.body.addWidget(rule())
        if not items:
            self.deadlines.body.addWidget(_quiet(self.tr("没有期限")))

    def _show_marks(self, marks: Sequence[MarkRow]) -> None:
        _empty(self.marks)
        today = centre_day(self.desk.ctx.clock.now())
        for mark in marks:
            chip = words.mark_chip(mark)
            since = self.tr("{when} 起").format(when=show_moment(mark.from_at, today))
            self.marks.body.addWidget(_chip_line(chip, show_term(mark.value), since))
            self.marks.body.addWidget(rule())
        if not marks:
            self.marks.body.addWidget(_quiet(self.tr("没有正在执行的防护或提醒")))

    def _show_absences(self, absences: Sequence[AbsenceRow]) -> None:
        _empty(self.absences)
        self.absences.setVisible(bool(absences))
        today = centre_day(self.desk.ctx.clock.now())
        for away in absences[:3]:
            left = show_moment(away.left_at, today)
            back = show_moment(away.returned_at, today) if away.returned_at else self.tr("未返回")
            span = self.tr("{left} 至 {back}").format(left=left, back=back)
            chip = StatusChip(
                label(f"absence.{away.kind}"), "grey" if away.returned_at else "amber", "truck"
            )
            self.absences.body.addWidget(_chip_line(chip, away.destination, span))
            self.absences.body.addWidget(rule())


def _within_day(moment: datetime) -> datetime:
    """24:00 belongs to the day it ends."""
    ends = centre_time(moment).time() == time(0, 0)
    return moment - timedelta(minutes=1) if ends else moment


def _empty(card: Card) -> None:
    while (item := card.body.takeAt(0)) is not None:
        if old := item.widget():
            old.hide()
            old.deleteLater()


def _quiet(said: str) -> Label:
    made = Label(said, "body", "3")
    made.setContentsMargins(12, 12, 12, 12)
    return made


def _line(title: str, why: str, right: str, tone: str) -> QWidget:
    """Task over its reason; the moment at the right in its tone."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(12, 6, 12, 6)
    row.setSpacing(8)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(title, "body"))
    reason = Label(why, "cap", "3")
    reason.setWordWrap(True)
    column.addWidget(reason)
    row.addLayout(column, 1)
    when = Label(right, "body", tone, bold=tone == "red")
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    if tone == "red":
        row.insertWidget(0, IconLabel("clock-alert", 16, "red.text").at_line(), 0,
                         Qt.AlignmentFlag.AlignTop)  # fmt: skip
    return part


def _chip_line(chip: StatusChip, text: str, since: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(12, 6, 12, 6)
    column.setSpacing(2)
    top = QHBoxLayout()
    top.setSpacing(8)
    top.addWidget(chip)
    top.addStretch(1)
    top.addWidget(Label(since, "cap", "3"))
    column.addLayout(top)
    if text:
        more = Label(text, "body")
        more.setWordWrap(True)
        column.addWidget(more)
    return part
