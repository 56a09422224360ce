"""The timeline tab of the person page: everything that happened, days as heads (mock-up 03)."""

from itertools import groupby

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from medcentre.care.views import reads_notes
from medcentre.insight.facts import EventKind, TimelineEvent
from medcentre.insight.views import timeline
from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.due import Domain
from medcentre.kernel.wording import Lang
from medcentre.support.views import reads_talks
from ui.kit.desk import Desk
from ui.kit.i18n import label, lang, show_day, show_name, show_time, show_weekday
from ui.kit.timeline import DayHead, TimelineEntry, TimelineLine, TimelineView
from ui.kit.widgets import Card, Empty, EmptyState, Segment

translate = QCoreApplication.translate

TONES = {"draft": "amber", "voided": "red", "signed": "green", "cosigned": "green"}


def words(text: str) -> str:
    """Values that are label keys in the language of the screen; several are comma separated."""
    mark = "、" if lang() is Lang.ZH else ", "
    parts = [label(p[6:]) if p.startswith("label:") else p for p in text.split(",") if p]
    return mark.join(parts) if text.startswith("label:") else text


def entry_of(event: TimelineEvent, number: int) -> TimelineEntry:
    """One event as a line."""
    head = label(event.subject)
    value = words(event.value) or words(event.note)
    mark = "：" if lang() is Lang.ZH else ": "
    note = words(event.note) if event.value else ""
    return TimelineEntry(
        key=f"{event.kind}:{event.record_id or number}", clock=show_time(event.at),
        domain=str(event.domain), text=f"{head}{mark}{value}" if value else head,
        who=" · ".join(part for part in (note, show_name(event.who)) if part),
        state=label(f"record_status.{event.status}") if event.status else "",
        state_tone=TONES.get(event.status, "2"), alert=event.alert,
        corrected=event.status == "voided", data=event,
    )  # fmt: skip


class TimelineTab(QWidget):
    """All events of one person, filtered by domain; Enter opens a note or a talk."""

    topics = frozenset({Topic.RESIDENTS, Topic.CARE, Topic.SUPPORT, Topic.PLACEMENT})

    def __init__(self, desk: Desk, stay_id: int) -> None:
        super().__init__()
        self.desk, self.stay_id = desk, stay_id
        self._events: tuple[TimelineEvent, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.card = Card(self.tr("时间线"), "history")
        shown = (Domain.MEDICAL, Domain.NURSING, Domain.CUSTODY, Domain.LEGAL)
        self.which = Segment(
            [("all", self.tr("全部")), *((str(d), label(f"domain.{d}")) for d in shown)],
            small=True,
        )
        self.which.set_value("all")
        self.which.changed.connect(self._filter)
        self.card.add_tool(self.which)
        self.view = TimelineView()
        self.view.opened.connect(self._open)
        self.none = EmptyState(Empty.NO_MATCH, self.tr("没有这一类的记录"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.none)
        self.card.body.addWidget(self.stack, 1)
        column.addWidget(self.card)

    def load(self) -> None:
        """Read again."""
        self._events = timeline(self.desk.ctx, self.stay_id)
        self._filter(self.which.value())

    @Slot(object)
    def _filter(self, which: object) -> None:
        found = [e for e in self._events if which in ("all", str(e.domain))]
        today = centre_day(self.desk.ctx.clock.now())
        lines: list[TimelineLine] = []
        for day, events in groupby(found, key=lambda e: centre_day(e.at)):
            here = day == today
            date = f"{show_day(day, today)} {show_weekday(day)}"
            lines.append(DayHead(self.tr("今天"), date) if here else DayHead(date))
            lines += [entry_of(event, n) for n, event in enumerate(events, len(lines))]
        self.card.set_title(self.tr("时间线"), self.tr("%n 条", "", len(found)))
        self.view.show_lines(lines)
        self.stack.setCurrentWidget(self.view if lines else self.none)

    @Slot(object)
    def _open(self, entry: TimelineEntry) -> None:
        event = entry.data
        if not isinstance(event, TimelineEvent) or event.record_id is None:
            return
        actor = self.desk.ctx.actor
        if event.kind is EventKind.NOTE and reads_notes(actor):
            self.desk.open("care.note", note_id=event.record_id)
        elif event.kind is EventKind.TALK and reads_talks(actor):
            self.desk.open("support.talk", talk_id=event.record_id)
