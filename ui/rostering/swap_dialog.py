"""Ask for a swap: whose shift, which day, and the colleagues who could take it, judged (T15)."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.kernel.wording import Lang
from medcentre.rostering import acts, offers, views
from medcentre.rostering.commands import AskSwap, DutyCode
from medcentre.rostering.facts import ShiftType
from medcentre.rostering.offers import SwapOffer
from medcentre.staff.facts import StaffRow
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.editors import Combo, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label, lang, show_day, show_name, show_weekday
from ui.kit.table import Column
from ui.kit.table_view import TableView
from ui.kit.tasks import Progress
from ui.kit.theme import font, px
from ui.kit.widgets import Label
from ui.rostering.words import shift_name, violation_words

translate = QCoreApplication.translate


class AskSwapDialog(FormDialog[AskSwap]):
    """Everybody asks for the own shift; a leader may enter it for somebody absent."""

    def __init__(
        self, desk: Desk, month: Month, people: Sequence[StaffRow], parent: QWidget
    ) -> None:
        super().__init__(
            desk, translate("Rostering", "申请换班"), translate("Rostering", "提出申请"),
            partial(acts.ask_swap, desk.ctx), parent, width=760, icon="arrow-left-right",
        )  # fmt: skip
        self.month = month
        own = desk.ctx.actor.staff_id
        leads = may(desk.ctx, acts.set_cells)
        shown = [p for p in people if leads or p.id == own]
        self.giver = self.form.add(
            "giver_id", self.tr("谁的班"),
            Combo([(p.id, f"{show_name(p.name)}  {label(f'staff_category.{p.category}')}")
                   for p in shown]),
            required=True, hint=self.tr("本人不在时可由组长代录") if leads else "",
        )  # fmt: skip
        self.day = self.form.add(
            "given_day", self.tr("哪一天的班"), Combo(), required=True, beside=True
        )
        self.note_line = Label("", "cap", "2")
        self.note_line.setWordWrap(True)
        self.form.add_widget(self.note_line)
        self.table: TableView[SwapOffer] = TableView(
            desk, "rostering.offers", self._columns(), _offer_id, _offer_mark
        )
        self.table.setMinimumHeight(px(260))
        self.form.add_widget(self.table)
        self.why = self.form.add("reason", self.tr("原因"), TextEdit(2), required=True)
        self.form.finish()
        self._shifts: dict[str, ShiftType] = {}
        self._asked: tuple[int, date] | None = None
        self.giver.edited.connect(self._days)
        self.day.edited.connect(self._candidates)
        self.table.current_changed.connect(self._say)
        if own is not None and any(p.id == own for p in shown):
            self.giver.set_value(own)
        self._days()

    def command(self) -> AskSwap:
        """The chosen offer as a swap."""
        offer = self.table.current_row()
        if offer is None:
            raise DomainError(DutyCode.OFFER_MISSING)
        return AskSwap(
            month=self.month, giver_id=need(self.giver), taker_id=offer.taker_id,
            given_day=need(self.day), taken_day=offer.back, reason=self.why.value() or "",
        )  # fmt: skip

    def choose(self, giver: int, day: date) -> None:
        """Open on a given shift."""
        self.giver.set_value(giver)
        self._days()
        self.day.set_value(day)
        self._candidates()

    def _columns(self) -> list[Column[SwapOffer]]:
        return [
            Column(self.tr("同事"), lambda r: show_name(r.taker), width=110, bold=True,
                   note=lambda r: r.title if lang() is Lang.ZH else ""),
            Column(self.tr("换回"), self._give_back, width=150),
            Column(self.tr("工时偏差"), _gap, lambda r: r.hours_gap, width=76, number=True),
            Column(self.tr("规则结论"), _verdict_words, lambda r: r.burden, paint=_paint_verdict,
                   tip=lambda r: "\n".join(violation_words(v) for v in r.broken)),
        ]  # fmt: skip

    def _give_back(self, row: SwapOffer) -> str:
        if row.back is None:
            return self.tr("不换回，只顶班")
        shift = self._shifts.get(row.back_shift or "")
        return f"{show_day(row.back)} {shift_name(shift) if shift else ''}"

    @Slot()
    def _days(self) -> None:
        giver = self.giver.value()
        days = offers.givable_days(self.desk.ctx, self.month, giver) if giver else ()
        self._shifts.update({d.shift.code: d.shift for d in days})
        self.day.set_options(
            (d.day, f"{show_day(d.day)} {show_weekday(d.day)} {shift_name(d.shift)}  "
                    f"{d.post if lang() is Lang.ZH else d.post_en}")
            for d in days
        )  # fmt: skip
        self.table.show_rows(())
        words = "" if days else self.tr("这个月今天以后没有已发布的班可换。")
        self.note_line.setText(words if giver else self.tr("先选谁的班、哪一天，再从候选人里选。"))

    @Slot()
    def _candidates(self) -> None:
        giver, day = self.giver.value(), self.day.value()
        if giver is None or day is None:
            return
        self._asked = (giver, day)
        self.note_line.setText(self.tr("正在逐一核对双方的规则…"))
        self.desk.tasks.start(self._read, done=self._show, failed=self._failed)

    def _read(self, progress: Progress) -> tuple[tuple[int, date], tuple[SwapOffer, ...]]:
        assert self._asked is not None
        asked = self._asked
        return asked, offers.swap_offers(self.desk.ctx, self.month, *asked)

    @Slot(object)
    def _show(self, found: tuple[tuple[int, date], tuple[SwapOffer, ...]]) -> None:
        asked, rows = found
        if asked != self._asked:
            return
        self._shifts.update({s.code: s for s in views.shifts_of(self.desk.ctx, self.month)})
        self.table.show_rows(rows)
        legal = sum(r.is_legal for r in rows)
        self.note_line.setText(
            self.tr("可以换的 %n 种，好的在前；违反规则的排在最后并写明原因。", "", legal)
        )
        if rows:
            self.table.selectRow(0)

    @Slot(object)
    def _failed(self, error: object) -> None:
        if isinstance(error, DomainError):
            self.desk.refusal(error)
        elif isinstance(error, Exception):
            raise error

    @Slot(object)
    def _say(self, row: object) -> None:
        if isinstance(row, SwapOffer) and row.broken:
            self.note_line.setText(" ".join(violation_words(v) for v in row.broken[:2]))


def _offer_id(row: SwapOffer) -> tuple[int, date | None]:
    return row.taker_id, row.back


def _offer_mark(row: SwapOffer) -> str:
    return "" if row.is_legal else "red"


def _gap(row: SwapOffer) -> str:
    hours = round(row.hours_gap / 60)
    return f"+{hours}" if hours > 0 else f"−{-hours}" if hours < 0 else "0"


def _verdict_words(row: SwapOffer) -> str:
    if not row.broken:
        return translate("Rostering", "双方都不违反规则")
    return violation_words(row.broken[0])


def _paint_verdict(painter: QPainter, rect: QRectF, row: SwapOffer) -> None:
    family = "red" if not row.is_legal else "amber" if row.is_warned else "green"
    icon = {"green": "circle-check", "amber": "triangle-alert", "red": "circle-x"}[family]
    words = {
        "green": translate("Rostering", "可以"),
        "amber": translate("Rostering", "可以，有提醒"),
        "red": translate("Rostering", "不可以"),
    }[family]
    used = painters.chip(painter, rect.x(), rect.center().y(), words, family, icon)
    if row.broken:
        rest = QRectF(rect.x() + used + px(8), rect.y(), rect.width() - used - px(8), rect.height())
        painters.text(painter, rest, violation_words(row.broken[0]), "text.2", font("cap"))
