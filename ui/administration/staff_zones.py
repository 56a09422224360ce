"""Which zones somebody belongs to: forms, and the words of the list and the card (PL-01, 12.2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from medcentre.kernel.clock import centre_day
from medcentre.placement.acts.teams import end_zone, join_zone
from medcentre.placement.views.teams import TeamRow, zone_names
from medcentre.staff.acts.zones import JoinZone
from medcentre.staff.facts import Category, StaffRow
from ui.kit.desk import Desk
from ui.kit.editors import Check, Combo, DateEdit, need
from ui.kit.form import FormDialog
from ui.kit.i18n import show_day, show_list, show_name, show_term

translate = QCoreApplication.translate

OF_A_ZONE = frozenset({Category.POLICE, Category.AUX_POLICE, Category.GUARD, Category.NURSE})
"""Whoever works in zones: without one a guard sees nobody and nobody receives a transfer."""

Teams = Mapping[int, Sequence[TeamRow]]


def by_person(rows: Sequence[TeamRow]) -> Teams:
    """The facts of each person, in order."""
    found: dict[int, list[TeamRow]] = {}
    for row in rows:
        found.setdefault(row.staff_id, []).append(row)
    return found


def zones_now(teams: Teams, person: StaffRow) -> str:
    """Today's zones in one line; those led first, with a mark."""
    rows = [r for r in teams.get(person.id, ()) if r.now]
    rows.sort(key=lambda r: not r.head)
    return show_list(_marked(r) for r in rows)


def _marked(row: TeamRow) -> str:
    zone = show_term(row.zone)
    if not row.head:
        return zone
    return translate("Administration", "{zone}（负责）").format(zone=zone)


def lacks_zone(teams: Teams, person: StaffRow) -> bool:
    """Works in zones and has none today."""
    return person.category in OF_A_ZONE and not any(r.now for r in teams.get(person.id, ()))


def line(row: TeamRow, today: date) -> str:
    """One fact on the card: zone, head, days."""
    if row.last_day is not None:
        days = f"{show_day(row.first_day, today)} – {show_day(row.last_day, today)}"
    else:
        days = translate("Administration", "{day} 起").format(day=show_day(row.first_day, today))
    return f"{_marked(row)}  {days}"


class JoinZoneDialog(FormDialog[JoinZone]):
    """A zone from a day on, perhaps as its responsible head."""

    def __init__(self, desk: Desk, row: StaffRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "登记所属分区：{name}").format(name=show_name(row.name)),
            translate("Administration", "登记"),
            partial(join_zone, desk.ctx),
            parent,
            draft_key=f"staff_zone:{row.id}",
            width=480,
        )
        self.row = row
        add = self.form.add
        zones = [(number, show_term(name)) for number, name in zone_names(desk.ctx)]
        self.zone = add("zone_id", self.tr("分区"), Combo(zones), required=True)
        self.head = add(
            "head", "", Check(self.tr("担任分区负责人（警、医各一人）")),
            hint=self.tr("同区调床由分区负责人批准"),
        )  # fmt: skip
        self.first = add("first_day", self.tr("从"), DateEdit(desk.ctx.clock), required=True)
        self.first.set_value(centre_day(desk.ctx.clock.now()))
        self.last = add(
            "last_day", self.tr("到（含）"), DateEdit(desk.ctx.clock), beside=True,
            hint=self.tr("空：长期"),
        )  # fmt: skip

    def command(self) -> JoinZone:
        """The fact."""
        return JoinZone(
            staff_id=self.row.id,
            zone_id=int(need(self.zone)),
            first_day=need(self.first),
            last_day=self.last.value(),
            head=self.head.value(),
        )


class EndZoneDialog(FormDialog[date]):
    """The last day in a zone; what may be seen ends with it."""

    def __init__(self, desk: Desk, person: StaffRow, fact: TeamRow, parent: QWidget) -> None:
        super().__init__(
            desk,
            translate("Administration", "结束所属分区：{name}").format(name=show_name(person.name)),
            translate("Administration", "保存"),
            partial(end_zone, desk.ctx, fact.id, fact.version),
            parent,
            width=480,
        )
        today = centre_day(desk.ctx.clock.now())
        self.note.setText(line(fact, today))
        self.last = self.form.add(
            "last_day", self.tr("最后一天"), DateEdit(desk.ctx.clock), required=True,
            hint=self.tr("早于开始日期：整条取消"),
        )  # fmt: skip
        self.last.set_value(today)

    def command(self) -> date:
        """The day."""
        day: date = need(self.last)
        return day
