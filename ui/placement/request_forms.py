"""Asking for a transfer (PL-01)."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from medcentre.placement import acts
from medcentre.placement.commands import RequestMove
from medcentre.placement.facts import BedState
from medcentre.placement.rows import BedMap
from ui.kit.desk import Desk, Found
from ui.kit.editors import Check, Combo, LineEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.picker import PersonPicker

translate = QCoreApplication.translate


class RequestDialog(FormDialog[RequestMove]):
    """Who, where to, why; for illness with the doctor's opinion."""

    def __init__(
        self, desk: Desk, shown: BedMap, parent: QWidget, stay_id: int | None = None
    ) -> None:
        super().__init__(
            desk, translate("Placement", "申请转区"), translate("Placement", "提交申请"),
            partial(acts.request_move, desk.ctx), parent, draft_key="move_request",
            icon="arrow-left-right",
        )  # fmt: skip
        self.stay = self.form.add(
            "stay_id", self.tr("病员"), PersonPicker(desk.find_people), required=True
        )
        free = [
            (t.bed_id, f"{t.code}  {z.name}")
            for z in shown.zones
            for t in z.tiles
            if t.state is BedState.FREE
        ]
        self.to = self.form.add(
            "to_bed_id", self.tr("转到"), Combo(free), required=True, beside=True
        )
        self.why = self.form.add("reason", self.tr("原因"), TextEdit(2), required=True)
        self.ill = self.form.add("illness", "", Check(self.tr("因病情转区，须医生意见")))
        self.opinion = self.form.add("doctor_opinion", self.tr("医生意见"), TextEdit(2))
        self.goods = self.form.add("belongings", self.tr("随身物品"), LineEdit(limit=120))
        tile = next((t for z in shown.zones for t in z.tiles if t.stay_id == stay_id), None)
        if tile is not None and tile.stay_id is not None:
            self.stay.set_value(Found(tile.stay_id, tile.name, tile.code))

    def command(self) -> RequestMove:
        """The act's command."""
        return RequestMove(
            stay_id=need(self.stay), to_bed_id=need(self.to), reason=need(self.why),
            illness=self.ill.value(), doctor_opinion=self.opinion.value() or "",
            belongings=self.goods.value() or "",
        )  # fmt: skip
