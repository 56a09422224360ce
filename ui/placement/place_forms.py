"""Proposals to change the places: a bed, or new rooms and beds (B11)."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from medcentre.kernel.errors import DomainError
from medcentre.placement import acts
from medcentre.placement.commands import NewBed, NewRoom, NewZone, ProposeBedChange, ProposeZone
from medcentre.placement.facts import Attribute, CapacityKind, PlacementCode, ZoneKind
from medcentre.placement.rows import BedMap, Tile
from ui.kit.desk import Desk
from ui.kit.editors import Check, ChipsEdit, Combo, LineEdit, NumberEdit, TextEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import label, show_name

translate = QCoreApplication.translate
BEDS_MOST = 20
"""In one room."""


def _attributes() -> list[tuple[object, str]]:
    return [(a.value, label(f"attribute.{a}")) for a in Attribute]


def _sexes() -> list[tuple[str, str]]:
    return [("any", translate("Placement", "不限")), ("1", label("sex.1")), ("2", label("sex.2"))]


class BedChangeDialog(FormDialog[ProposeBedChange]):
    """Another capacity kind, sex or equipment of a bed, or its removal; another person decides."""

    def __init__(self, desk: Desk, tile: Tile, parent: QWidget) -> None:
        self.tile = tile
        super().__init__(
            desk, translate("Placement", "提议变更床位"), translate("Placement", "提交"),
            partial(acts.propose_bed_change, desk.ctx), parent, icon="pencil",
        )  # fmt: skip
        self.note.setText(tile.code)
        self.kind = self.form.add(
            "capacity", self.tr("床位类别"), Combo.of_labels("capacity_kind", CapacityKind)
        )
        self.kind.set_value(tile.capacity)
        self.sex = self.form.add("sex", self.tr("性别"), Combo(_sexes()), beside=True)
        self.sex.set_value(tile.sex or "any")
        self.fittings = self.form.add("attributes", self.tr("设施"), ChipsEdit(_attributes()))
        self.fittings.set_value([a.value for a in tile.attributes])
        held = self.tr("{name} 住在这里：撤除或减为非开放床位，须调走后才能批准")
        self.remove = self.form.add(
            "remove", "", Check(self.tr("撤除这张床")),
            hint=held.format(name=show_name(tile.name)) if tile.stay_id is not None else "",
        )  # fmt: skip
        self.why = self.form.add("reason", self.tr("理由"), TextEdit(2), required=True)

    def command(self) -> ProposeBedChange:
        """Only what differs is proposed."""
        sex = "" if self.sex.value() == "any" else str(self.sex.value())
        fittings = frozenset(Attribute(str(a)) for a in self.fittings.value() or ())
        kind = CapacityKind(self.kind.value())
        return ProposeBedChange(
            bed_id=self.tile.bed_id,
            reason=need(self.why),
            capacity=kind if kind != self.tile.capacity else None,
            sex=sex if sex != self.tile.sex else None,
            attributes=fittings if fittings != self.tile.attributes else None,
            remove=self.remove.value(),
        )


class RoomsDialog(FormDialog[ProposeZone]):
    """A new zone, or new rooms in a zone that exists; another person decides."""

    def __init__(self, desk: Desk, shown: BedMap, parent: QWidget) -> None:
        self._zones = {z.code: z for z in shown.zones}
        super().__init__(
            desk, translate("Placement", "提议新增房间床位"), translate("Placement", "提交"),
            partial(acts.propose_zone, desk.ctx), parent, draft_key="propose_zone", icon="plus",
        )  # fmt: skip
        self.code = self.form.add(
            "code", self.tr("区编号"), LineEdit(limit=20), required=True,
            hint=self.tr("填已有编号即在该区增加房间"),
        )  # fmt: skip
        self.name = self.form.add("name", self.tr("区名"), LineEdit(limit=60), beside=True)
        self.kind = self.form.add(
            "kind", self.tr("用途"), Combo.of_labels("zone_kind", ZoneKind), required=True
        )
        self.sex = self.form.add("sex", self.tr("性别"), Combo(_sexes()), beside=True)
        self.sex.set_value("any")
        self.rooms = self.form.add(
            "rooms", self.tr("房间号（空格分开）"), LineEdit(placeholder="601 602"), required=True
        )
        self.beds = self.form.add(
            "beds", self.tr("每间床数"), NumberEdit(), required=True, beside=True
        )
        self.fittings = self.form.add("attributes", self.tr("设施"), ChipsEdit(_attributes()))
        self.why = self.form.add("reason", self.tr("理由"), TextEdit(2), required=True)

    def command(self) -> ProposeZone:
        """Beds are numbered in their rooms: 601-1, 601-2 …"""
        count = self.beds.whole() or 0
        if not 1 <= count <= BEDS_MOST:
            raise DomainError(PlacementCode.BEDS_RANGE, where="beds", high=BEDS_MOST)
        code = need(self.code)
        known = self._zones.get(code)
        fittings = frozenset(Attribute(str(a)) for a in self.fittings.value() or ())
        rooms = tuple(
            NewRoom(
                code=number,
                attributes=fittings,
                beds=tuple(NewBed(code=f"{number}-{n}") for n in range(1, count + 1)),
            )
            for number in need(self.rooms).split()
        )
        zone = NewZone(
            code=code,
            name=self.name.value() or (known.name if known else code),
            kind=ZoneKind(need(self.kind)),
            sex="" if self.sex.value() == "any" else str(self.sex.value()),
            rooms=rooms,
        )
        return ProposeZone(zone=zone, reason=need(self.why))
