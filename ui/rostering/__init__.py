"""Windows on rosters: the sheet of a month, swaps and wishes, hours and fairness."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Actor, Data, view
from medcentre.rostering.reach import sees_hours_only
from ui.kit.desk import Desk
from ui.kit.page import Group, Page, PageSpec

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SheetSpec(PageSpec):
    """A page of the roster itself: not for those who see hours only."""

    def allowed(self, actor: Actor) -> bool:
        """Whether the actor may see the page."""
        return any(actor.may(p) for p in self.any_of) and not sees_hours_only(actor)


def _sheet(desk: Desk) -> Page:
    """Built at the first visit: the solver's libraries are heavy."""
    from ui.rostering.page import RosterPage

    return RosterPage(desk)


def _swaps(desk: Desk) -> Page:
    from ui.rostering.swaps import SwapsPage

    return SwapsPage(desk)


def _waiting(desk: Desk) -> tuple[int, bool]:
    """Swaps that wait for the person at the desk: to agree to, or to approve."""
    from medcentre.rostering.views import swaps_waiting

    return swaps_waiting(desk.ctx), False


def _hours(desk: Desk) -> Page:
    from ui.rostering.hours import HoursPage

    return HoursPage(desk)


def _plan(desk: Desk) -> Page:
    from ui.rostering.plan import PlanPageView

    return PlanPageView(desk)


def _mine(desk: Desk) -> Page:
    from ui.rostering.mine import MyDutyPage

    return MyDutyPage(desk)


PAGES = (
    SheetSpec(
        id="rostering.sheet",
        group=Group.ROSTERS,
        order=10,
        icon="calendar-days",
        title=lambda: translate("Rostering", "排班表"),
        any_of=(view(Data.ROSTERS),),
        factory=_sheet,
    ),
    SheetSpec(
        id="rostering.swaps",
        group=Group.ROSTERS,
        order=20,
        icon="arrow-left-right",
        title=lambda: translate("Rostering", "换班请假"),
        any_of=(view(Data.ROSTERS),),
        factory=_swaps,
        count=_waiting,
    ),
    PageSpec(
        id="rostering.hours",
        group=Group.ROSTERS,
        order=30,
        icon="scale",
        title=lambda: translate("Rostering", "工时与公平"),
        any_of=(view(Data.ROSTERS),),
        factory=_hours,
    ),
    SheetSpec(
        id="rostering.plan",
        group=Group.ROSTERS,
        order=40,
        icon="sliders-horizontal",
        title=lambda: translate("Rostering", "岗位与规则"),
        any_of=(view(Data.ROSTERS),),
        factory=_plan,
    ),
    SheetSpec(
        id="rostering.mine",
        group=Group.ROSTERS,
        order=5,
        icon="calendar-check",
        title=lambda: translate("Rostering", "我的班"),
        any_of=(view(Data.ROSTERS),),
        factory=_mine,
    ),
)
"""Pages of this room."""
