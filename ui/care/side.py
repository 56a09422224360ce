"""Beside a note: the patient, what is owed, earlier notes to read and copy from."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from medcentre.care import acts, views
from medcentre.care.facts import Deadline, NoteRow
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.periods import age_on
from medcentre.placement.views.beds import beds_of
from medcentre.residents.facts import Condition
from medcentre.residents.views import card as person_card
from ui.care.words import left_words, note_name, status_tone, status_words, why
from ui.kit.avatar import Avatar
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_moment, show_name, show_term
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Card, Empty, Label, LevelChip, StatusChip


class PatientCard(Card):
    """Who the note is about, with condition and allergy."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stay: int | None = None
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        self.face = Avatar("", 40)
        self.name = Label("", "title3")
        self.facts = Label("", "body", "2")
        self.level = LevelChip()
        self.condition = StatusChip("", "red", "circle-alert")
        self.allergy = StatusChip("", "red", "ban", solid=True)
        self.where = Label("", "cap", "2")
        self.diagnosis = Label("", "cap", "2")
        self.diagnosis.setWordWrap(True)
        self.open = Button(self.tr("打开"), "arrow-up-right", small=True)
        self.open.clicked.connect(self._open)
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.name, self.facts, self.level, self.condition, self.allergy):
            top.addWidget(part)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.where)
        words.addWidget(self.diagnosis)
        row.addWidget(self.face)
        row.addLayout(words, 1)
        row.addWidget(self.open)
        self.body.addLayout(row)

    def show_stay(self, stay_id: int | None) -> None:
        """Another patient."""
        self._stay = stay_id
        self.setVisible(stay_id is not None)
        if stay_id is None:
            return
        card = person_card(self.desk.ctx, stay_id)
        roll, today = card.roll, centre_day(self.desk.ctx.clock.now())
        self.face.show_name(roll.name)
        self.name.setText(show_name(roll.name))
        parts = [label(f"sex.{roll.sex}")]
        if roll.birth_date:
            parts.append(self.tr("{n} 岁").format(n=age_on(roll.birth_date, today)))
        self.facts.setText(" · ".join(parts))
        self.level.setVisible(roll.care_level is not None)
        if roll.care_level is not None:
            self.level.show_level(roll.care_level)
        grave = roll.condition in (Condition.CRITICAL, Condition.SERIOUS)
        self.condition.setVisible(grave)
        if grave:
            self.condition.show_state(label(f"condition.{roll.condition}"), "red", "circle-alert")
        allergies = [m.value for m in card.marks if m.kind == "allergy" and m.until_at is None]
        self.allergy.setVisible(bool(allergies))
        if allergies:
            words = self.tr("过敏 {what}").format(what="、".join(allergies))
            self.allergy.show_state(words, "red", "ban", solid=True)
        place = beds_of(self.desk.ctx).get(stay_id)
        line = [f"{place.bed} {show_term(place.zone)}"] if place else []
        days = (today - centre_day(roll.admitted_at)).days + 1
        line += [self.tr("入所第 {n} 天").format(n=days), roll.admission_no]
        self.where.setText(" · ".join(line))
        self.diagnosis.setText(card.main_diagnosis)
        self.diagnosis.setVisible(bool(card.main_diagnosis))

    @Slot()
    def _open(self) -> None:
        if self._stay is not None:
            self.desk.person(self._stay)


class DueCard(TablePane[Deadline]):
    """Documents owed for one patient, with how much time is left (MED-43)."""

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[Deadline]] = [
            Column(self.tr("时限"), self._due, width=116, tone=self._tone,
                   sort_key=lambda d: d.due_at.timestamp()),
            Column(self.tr("该写什么"), lambda d: note_name(d.kind), note=why),
        ]  # fmt: skip
        super().__init__(
            desk, "care.due_of", columns, row_id=lambda d: d.kind, mark=self._mark,
            title=self.tr("该写的"), icon="clock-alert", searchable=False,
        )  # fmt: skip
        self.desk = desk
        self._stay: int | None = None
        self.set_empty(Empty.ALL_DONE, self.tr("都写好了"))
        self.opened.connect(self._open)

    def show_stay(self, stay_id: int | None) -> None:
        """Owed documents of a patient."""
        self._stay = stay_id
        rows: tuple[Deadline, ...] = ()
        if stay_id is not None and views.reads_notes(self.desk.ctx.actor):
            rows = views.deadlines_of(self.desk.ctx, stay_id)
        self.set_title(self.tr("该写的"), self.tr("%n 份", "", len(rows)))
        self.show_rows(rows)

    def _due(self, row: Deadline) -> str:
        return left_words(row, self.desk.ctx.clock.now())

    def _tone(self, row: Deadline) -> str:
        colour = row.colour(self.desk.ctx.clock.now())
        return "text.1" if colour == "green" else f"{colour}.text"

    def _mark(self, row: Deadline) -> str:
        colour = row.colour(self.desk.ctx.clock.now())
        return "" if colour == "green" else str(colour)

    @Slot(object)
    def _open(self, row: Deadline) -> None:
        if self._stay is not None and may(self.desk.ctx, acts.start_note):
            self.desk.open("care.note", stay_id=self._stay, kind=str(row.kind))


class EarlierNotes(TablePane[NoteRow]):
    """Notes of the same patient; Enter opens, a button copies the text into the editor."""

    copied = Signal(object)

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[NoteRow]] = [
            Column(self.tr("时间"), lambda r: show_moment(r.at, centre_day(desk.ctx.clock.now())),
                   width=120, sort_key=lambda r: r.at.timestamp()),
            Column(self.tr("记录"), lambda r: note_name(r.kind), note=lambda r: r.excerpt),
            Column(self.tr("状态"), status_words, width=84, tone=status_tone),
        ]  # fmt: skip
        super().__init__(
            desk, "care.earlier", columns, row_id=lambda r: r.id, title=self.tr("以往记录"),
            icon="history", searchable=False,
        )  # fmt: skip
        self.desk = desk
        self.set_empty(Empty.NOTHING_YET, self.tr("还没有记录"))
        self.copy_last = Button(self.tr("抄到当前记录"), "copy", small=True)
        self.copy_last.clicked.connect(self._copy)
        self.add_tool(self.copy_last)
        self.opened.connect(self._open)

    def show_stay(self, stay_id: int | None, without: int | None, writing: bool) -> None:
        """Notes of a patient, the one on screen left out."""
        rows: tuple[NoteRow, ...] = ()
        if stay_id is not None and views.reads_notes(self.desk.ctx.actor):
            rows = tuple(r for r in views.notes_of(self.desk.ctx, stay_id) if r.id != without)
        self.set_title(self.tr("以往记录"), self.tr("%n 份", "", len(rows)))
        self.copy_last.setVisible(writing and bool(rows))
        self.show_rows(rows)

    @Slot()
    def _copy(self) -> None:
        row = self.view.current_row() or next(iter(self.view.shown_rows()), None)
        if row is not None:
            self.copied.emit(row.id)

    @Slot(object)
    def _open(self, row: NoteRow) -> None:
        self.desk.open("care.note", note_id=row.id)
