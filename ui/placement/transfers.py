"""What is done with an open transfer: both sides approve, the new zone receives (PL-01).

The same deeds for the list of requests and for the strip of the map.
"""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.papers.forms.places import render_transfer_sheet
from medcentre.placement import acts, papers
from medcentre.placement.commands import Decide, ReceiveMove
from medcentre.placement.rows import RequestRow
from ui.kit.desk import Desk
from ui.kit.i18n import sentence, show_name
from ui.kit.print_words import print_context
from ui.placement.bed_menu import Entry


class Transfers(QObject):
    """The deeds of a request. `done(words)` after an act."""

    done = Signal(str)

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host)
        self.desk = desk

    def can(self, deed: str, row: RequestRow) -> bool:
        """Whether the reader may do it with the request as it stands."""
        ctx = self.desk.ctx
        if deed in ("approve", "refuse"):
            return row.status == "requested" and may(ctx, acts.decide_move)
        if deed == "receive":
            return row.status == "approved" and may(ctx, acts.receive_move)
        return row.status in ("requested", "approved") and may(ctx, acts.withdraw_move)

    def entries(self, row: RequestRow) -> Iterator[Entry]:
        """The lines of a menu."""
        deeds: tuple[tuple[str, str, str, Callable[[RequestRow], None]], ...] = (
            ("approve", self.tr("同意转到 {bed}"), "check", self.approve),
            ("refuse", self.tr("不同意转到 {bed}…"), "x", self.refuse),
            ("receive", self.tr("签收转入 {bed}…"), "log-in", self.receive),
            ("withdraw", self.tr("撤回转区申请…"), "undo-2", self.withdraw),
        )
        for deed, words, icon, run in deeds:
            if self.can(deed, row):
                yield Entry(words.format(bed=row.to_bed), icon, partial(run, row))

    def approve(self, row: RequestRow) -> None:
        """For one's own side; the director, who is no head of the zone, says why inside one."""
        actor = self.desk.ctx.actor
        if row.broken:  # what needs an exception, before the receipt
            self._warn(row)
            return
        if not row.crosses and row.to_zone not in actor.leads and Role.DIRECTOR in actor.roles:
            self.desk.confirm(
                self.tr("同意 {name} 转到 {bed}").format(name=show_name(row.name), bed=row.to_bed),
                self.tr("同区调床由分区负责人批准，请写明代为批准的原因。"), self.tr("同意"),
                partial(self._approve, row), reason_min=2,
            )  # fmt: skip
            return
        try:
            acts.decide_move(self.desk.ctx, Decide(id=row.id, version=row.version, approve=True))
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.done.emit(self.tr("已同意转区"))

    def _warn(self, row: RequestRow) -> None:
        lines = [sentence(v.code, v.facts) for v in row.broken]
        self.desk.confirm(
            self.tr("同意 {name} 转到 {bed}").format(name=show_name(row.name), bed=row.to_bed),
            "\n".join((*lines, self.tr("签收前仍须解决。请写明同意的原因。"))), self.tr("同意"),
            partial(self._approve, row), reason_min=2,
        )  # fmt: skip

    def _approve(self, row: RequestRow, reason: str) -> None:
        command = Decide(id=row.id, version=row.version, approve=True, answer=reason)
        acts.decide_move(self.desk.ctx, command)
        self.done.emit(self.tr("已同意转区"))

    def refuse(self, row: RequestRow) -> None:
        """With the reason."""
        self.desk.confirm(
            self.tr("不同意 {name} 转到 {bed}").format(name=show_name(row.name), bed=row.to_bed),
            self.tr("理由会告知申请人。"), self.tr("不同意"), partial(self._refuse, row),
            reason_min=2,
        )  # fmt: skip

    def _refuse(self, row: RequestRow, reason: str) -> None:
        command = Decide(id=row.id, version=row.version, approve=False, answer=reason)
        acts.decide_move(self.desk.ctx, command)
        self.done.emit(self.tr("已告知不同意"))

    def receive(self, row: RequestRow) -> None:
        """The receiving zone signs: the person is here, with belongings and records. A leader who
        signs for another zone says why."""
        strange = row.to_zone not in self.desk.ctx.actor.zones
        words = self.tr("签收即登记到新床位，并确认随身物品和病历已交接。")
        if strange:
            words = "\n".join((words, self.tr("您不属于接收分区，请写明代为签收的原因。")))
        self.desk.confirm(
            self.tr("签收 {name} 转入 {bed}").format(name=show_name(row.name), bed=row.to_bed),
            words, self.tr("签收"), partial(self._receive, row), reason_min=2 if strange else 0,
        )  # fmt: skip

    def _receive(self, row: RequestRow, reason: str) -> None:
        acts.receive_move(self.desk.ctx, ReceiveMove(id=row.id, version=row.version, reason=reason))
        self.done.emit(
            self.tr("{name} 已转入 {bed}").format(name=show_name(row.name), bed=row.to_bed)
        )

    def withdraw(self, row: RequestRow) -> None:
        """Take the request back."""
        self.desk.confirm(
            self.tr("撤回 {name} 的转区申请").format(name=show_name(row.name)), "", self.tr("撤回"),
            partial(self._withdraw, row), reason_min=2,
        )  # fmt: skip

    def _withdraw(self, row: RequestRow, reason: str) -> None:
        acts.withdraw_move(self.desk.ctx, row.id, row.version, reason)
        self.done.emit(self.tr("已撤回申请"))

    def sheet(self, row: RequestRow) -> None:
        """The transfer sheet of the request."""
        doc = papers.transfer_sheet(self.desk.ctx, row.id)
        pdf = render_transfer_sheet(doc, print_context(self.desk))
        self.desk.preview(pdf, self.tr("转区单 {name}").format(name=show_name(row.name)))
