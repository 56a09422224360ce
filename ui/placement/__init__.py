"""Windows on beds: the map, those who wait, keep-apart, places, plan, contacts."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, Permission, approve, edit, view
from ui.kit.desk import Desk
from ui.kit.page import Group, Page, PageSpec

translate = QCoreApplication.translate


def _map(desk: Desk) -> Page:
    """Built at the first visit: the plan's libraries are heavy."""
    from ui.placement.map import MapPage

    return MapPage(desk)


def _waiting(desk: Desk) -> Page:
    from ui.placement.waiting import WaitingPage

    return WaitingPage(desk)


def _apart(desk: Desk) -> Page:
    from ui.placement.apart import ApartPage

    return ApartPage(desk)


def _places(desk: Desk) -> Page:
    from ui.placement.places import PlacesPage

    return PlacesPage(desk)


def _plan(desk: Desk) -> Page:
    from ui.placement.plan import PlanPage

    return PlanPage(desk)


def _contacts(desk: Desk) -> Page:
    from ui.placement.contacts import ContactsPage

    return ContactsPage(desk)


def _spec(
    page_id: str,
    order: int,
    icon: str,
    title: Callable[[], str],
    factory: Callable[[Desk], Page],
    *any_of: Permission,
) -> PageSpec:
    return PageSpec(
        id=page_id, group=Group.PLACES, order=order, icon=icon, title=title, factory=factory,
        any_of=any_of,
    )  # fmt: skip


PAGES = (
    _spec("placement.map", 10, "bed-double", lambda: translate("Placement", "床位图"), _map,
          view(Data.PLACES), edit(Data.PLACES)),
    _spec("placement.waiting", 20, "user-plus", lambda: translate("Placement", "待安置"),
          _waiting, edit(Data.PLACES)),
    _spec("placement.apart", 30, "unlink", lambda: translate("Placement", "分开居住"), _apart,
          edit(Data.PLACES), edit(Data.FOCUS)),
    _spec("placement.places", 40, "wrench", lambda: translate("Placement", "床位维护"), _places,
          edit(Data.PLACES), approve(Data.PLACES)),
    _spec("placement.plan", 50, "sparkles", lambda: translate("Placement", "调整方案"), _plan,
          edit(Data.PLACES)),
    _spec("placement.contacts", 60, "users-round", lambda: translate("Placement", "同住查询"),
          _contacts, view(Data.DIAGNOSIS)),
)  # fmt: skip
"""Pages of this room."""
