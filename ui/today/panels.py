"""The panels of Today: my patients, to sign, on duty now."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter

from medcentre.care import acts as care_acts
from medcentre.care import views as care
from medcentre.care.facts import ToSign
from medcentre.insight.facts import PatientRow
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.records import BATCH
from medcentre.kernel.wording import Lang
from medcentre.residents.facts import Condition
from medcentre.rostering.commands import DutyRow
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.dialogs import SigningSheet
from ui.kit.i18n import label, lang, show_list, show_moment, show_name, show_term
from ui.kit.signing import sign_with_password
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty, Label, Segment

GRAVE = (Condition.CRITICAL, Condition.SERIOUS)


class PatientsPane(TablePane[PatientRow]):
    """Everybody by bed; "wants attention" leaves out who is quiet."""

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[PatientRow]] = [
            Column(self.tr("床"), lambda r: r.bed, width=72, search=True),
            Column(self.tr("姓名"), lambda r: show_name(r.name), width=104, person=True,
                   note=lambda r: str(r.age or "")),
            Column(self.tr("级"), lambda r: str(r.care_level or ""), width=40, paint=_level),
            Column(self.tr("防护"), _protection, width=72, paint=_precautions, tip=_protection),
            Column(self.tr("要点"), _point_words, paint=_points, tip=_point_words),
        ]  # fmt: skip
        super().__init__(
            desk, "today.patients", columns, row_id=lambda r: r.stay_id, mark=_mark,
            title=self.tr("我的病员"), icon="users-round", searchable=False,
        )  # fmt: skip
        self.desk = desk
        self.rows: tuple[PatientRow, ...] = ()
        self.which = Segment(
            [("attention", self.tr("需关注")), ("all", self.tr("全部"))], small=True
        )
        self.which.set_value("attention")
        self.which.changed.connect(self._choose)
        self.add_tool(self.which)
        self.set_empty(Empty.ALL_DONE, self.tr("没有需要关注的病员"))
        self.opened.connect(self._open)
        self.quiet = Label("", "cap", "2")
        self.add_foot().addWidget(self.quiet)

    def show_patients(self, rows: tuple[PatientRow, ...]) -> None:
        """Other rows."""
        self.rows = rows
        self._choose(self.which.value())

    @Slot(object)
    def _choose(self, which: object) -> None:
        shown = [r for r in self.rows if which == "all" or r.wants_attention]
        self.set_title(self.tr("我的病员"), self.tr("%n 人", "", len(self.rows)))
        self.show_rows(shown)
        left = len(self.rows) - len(shown)
        self.quiet.setText(self.tr("另有 %n 人平稳", "", left) if left else "")

    @Slot(object)
    def _open(self, row: PatientRow) -> None:
        self.desk.person(row.stay_id)


def _mark(row: PatientRow) -> str:
    return "red" if row.overdue else ""


def _level(painter: QPainter, rect: QRectF, row: PatientRow) -> None:
    if row.care_level is not None:
        painters.level(painter, rect.x(), rect.center().y(), row.care_level, str(lang()))


def _precautions(painter: QPainter, rect: QRectF, row: PatientRow) -> None:
    painters.precautions(painter, rect.x(), rect.center().y(), row.precautions)


def _protection(row: PatientRow) -> str:
    return show_list(label(f"precaution.{p}") for p in row.precautions)


def _point_words(row: PatientRow) -> str:
    return show_list(words for words, _family, _icon in _chips(row))


def _chips(row: PatientRow) -> list[tuple[str, str, str]]:
    """Condition, alert, absence, overdue work: (words, family, icon)."""
    chips: list[tuple[str, str, str]] = []
    if row.condition in GRAVE:
        chips.append((label(f"condition.{row.condition}"), "red", "circle-alert"))
    if row.red_alert:
        chips.append((label("today.alert"), "red", "bell-ring"))
    if row.absent:
        chips.append((label("today.absent"), "grey", "truck"))
    if row.overdue:
        chips.append((label("today.late").format(n=row.overdue), "amber", "clock"))
    return chips


def _points(painter: QPainter, rect: QRectF, row: PatientRow) -> None:
    """The points as chips; what has no room for its words keeps its icon, nothing is left out."""
    left, chips = rect.x(), _chips(row)
    bare = painters.chip_width("", "clock") + 6
    for place, (words, family, icon) in enumerate(chips, 1):
        room = rect.right() - left - (len(chips) - place) * bare
        told = words if painters.chip_width(words, icon) <= room else ""
        left += painters.chip(painter, left, rect.center().y(), told, family, icon) + 6


class ToSignPane(TablePane[ToSign]):
    """Own drafts and notes that wait for a superior; drafts are signed after one password."""

    signed = Signal()

    def __init__(self, desk: Desk) -> None:
        today = centre_day(desk.ctx.clock.now())
        columns: list[Column[ToSign]] = [
            Column(self.tr("记录"), lambda t: label(f"note_kind.{t.row.kind}"),
                   note=lambda t: show_name(t.row.person_name)),
            Column(self.tr("时间"), lambda t: show_moment(t.row.at, today), width=104,
                   sort_key=lambda t: t.row.at.timestamp()),
            Column(self.tr("等什么"), self._what, width=84, tone=lambda t: "amber.text"),
        ]  # fmt: skip
        super().__init__(
            desk, "today.sign", columns, row_id=lambda t: t.row.id, title=self.tr("待我签署"),
            icon="pen-line", searchable=False,
        )  # fmt: skip
        self.desk = desk
        self.sheet: SigningSheet | None = None
        self.sign = Button(self.tr("签署"), "", "primary", small=True)
        self.sign.clicked.connect(self.sign_selected)
        self.add_tool(self.sign)
        self.set_empty(Empty.ALL_DONE, self.tr("没有等您签的"))
        self.opened.connect(self._open)
        self.view.selectionModel().selectionChanged.connect(self._count)

    def show_notes(self, rows: tuple[ToSign, ...]) -> None:
        """Other notes."""
        self.set_title(self.tr("待我签署"), self.tr("%n 条", "", len(rows)))
        self.show_rows(rows)
        self._count()

    def chosen(self) -> tuple[ToSign, ...]:
        """Drafts that are selected; without a selection all drafts, at most a batch."""
        picked = self.view.selected_rows() or self.view.shown_rows()
        return tuple(t for t in picked if not t.cosign)[:BATCH]

    @Slot()
    def sign_selected(self) -> None:
        """Sign the chosen drafts after one password; what cannot be signed says why."""
        rows = self.chosen()
        facts = [
            f"{label(f'note_kind.{t.row.kind}')} · {show_name(t.row.person_name)}" for t in rows[:6]
        ]
        self.sheet = sign_with_password(
            self.desk, self.tr("签署 %n 份记录", "", len(rows)), facts, self.tr("签署"),
            self._signer(rows),
        )  # fmt: skip

    def _signer(self, rows: tuple[ToSign, ...]) -> Callable[[str], None]:
        def act(password: str) -> None:
            pairs = [(t.row.id, t.row.version) for t in rows]
            count = care_acts.sign_notes(self.desk.ctx, pairs, password)
            self.desk.toast(self.tr("已签署 %n 份", "", count))
            self.signed.emit()

        return act

    @Slot()
    def _count(self) -> None:
        rows = self.chosen()
        self.sign.setText(self.tr("签署 {n} 条").format(n=len(rows)))
        self.sign.setEnabled(bool(rows))

    def _what(self, row: ToSign) -> str:
        return self.tr("等您审签") if row.cosign else self.tr("您的草稿")

    @Slot(object)
    def _open(self, row: ToSign) -> None:
        self.desk.open("care.note", note_id=row.row.id)


class DutyPane(TablePane[DutyRow]):
    """Who is on duty now by the published roster; the reader's own row in the accent colour."""

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[DutyRow]] = [
            Column(self.tr("岗位"), self._post_words, tone=lambda r: "text.2", tip=self._zones),
            Column(self.tr("姓名"), self._who, width=96, tone=self._tone),
            Column(self.tr("电话"), lambda r: r.phone, width=72),
        ]
        super().__init__(
            desk, "today.duty", columns, row_id=lambda r: r.staff_id, title=self.tr("现在值班"),
            icon="calendar-days", searchable=False,
        )  # fmt: skip
        self.desk = desk
        self.set_empty(Empty.NOTHING_YET, self.tr("没有已发布的值班表"))

    def show_duty(self, rows: tuple[DutyRow, ...]) -> None:
        """Others are on duty."""
        self.set_title(self.tr("现在值班"), self.tr("{n} 人").format(n=len(rows)))
        self.show_rows(rows)

    def _post_words(self, row: DutyRow) -> str:
        post = (row.post_en or row.post) if lang() is Lang.EN else row.post
        if not row.zones:
            return post
        first, last = show_term(row.zones[0][1]), show_term(row.zones[-1][1])
        area = first if len(row.zones) == 1 else f"{first} – {last}"
        return f"{post}, {area}" if lang() is Lang.EN else f"{post} {area}"

    def _zones(self, row: DutyRow) -> str:
        """Every zone of the post with its code."""
        if not row.zones:
            return self._post_words(row)
        return show_list(f"{show_term(name)} ({code})" for code, name in row.zones)

    def _who(self, row: DutyRow) -> str:
        return (
            self.tr("{name}（我）").format(name=show_name(row.name))
            if self._me(row)
            else show_name(row.name)
        )

    def _me(self, row: DutyRow) -> bool:
        return row.staff_id == self.desk.ctx.actor.staff_id

    def _tone(self, row: DutyRow) -> str:
        return "accent" if self._me(row) else "text.1"


def may_sign(desk: Desk) -> bool:
    """Whether the panel of signatures has any sense for the reader."""
    return may(desk.ctx, care.to_sign)
