"""Windows on beds: the map, those who wait, keep-apart, places, reshuffle, contacts.

Pages are imported at their first visit: the plan's libraries are heavy.
"""

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, approve, edit, sign, view
from ui.kit.desk import Desk
from ui.kit.later import page_later, tab_later
from ui.kit.page import Group, PageSpec
from ui.kit.person_tabs import PersonTab

translate = QCoreApplication.translate


def _without_bed(desk: Desk) -> tuple[int, bool]:
    """People who wait for a bed; waiting alone is not late."""
    from medcentre.placement.views.board import without_bed

    return without_bed(desk.ctx), False


PAGES = (
    PageSpec(
        id="placement.map",
        group=Group.PLACES,
        order=10,
        icon="bed-double",
        title=lambda: translate("Placement", "床位图"),
        any_of=(view(Data.PLACES), edit(Data.PLACES)),
        factory=page_later("ui.placement.map", "MapPage"),
    ),
    PageSpec(
        id="placement.waiting",
        group=Group.PLACES,
        order=20,
        icon="user-plus",
        title=lambda: translate("Placement", "待安置"),
        any_of=(edit(Data.PLACES), approve(Data.PLACES), sign(Data.PRECAUTIONS)),
        factory=page_later("ui.placement.waiting", "WaitingPage"),
        count=_without_bed,
    ),
    PageSpec(
        id="placement.apart",
        group=Group.PLACES,
        order=30,
        icon="unlink",
        title=lambda: translate("Placement", "分开居住"),
        any_of=(edit(Data.PLACES), edit(Data.FOCUS)),
        factory=page_later("ui.placement.apart", "ApartPage"),
    ),
    PageSpec(
        id="placement.isolation",
        group=Group.PLACES,
        order=35,
        icon="shield",
        title=lambda: translate("Placement", "隔离与同室风险"),
        any_of=(edit(Data.PLACES), sign(Data.PRECAUTIONS)),
        factory=page_later("ui.placement.isolation", "IsolationPage"),
    ),
    PageSpec(
        id="placement.places",
        group=Group.PLACES,
        order=40,
        icon="wrench",
        title=lambda: translate("Placement", "床位维护"),
        any_of=(edit(Data.PLACES), approve(Data.PLACES)),
        factory=page_later("ui.placement.places", "PlacesPage"),
    ),
    PageSpec(
        id="placement.plan",
        group=Group.PLACES,
        order=50,
        icon="sparkles",
        title=lambda: translate("Placement", "调整方案"),
        any_of=(edit(Data.PLACES),),
        factory=page_later("ui.placement.plan", "PlanPage"),
    ),
    PageSpec(
        id="placement.rules",
        group=Group.PLACES,
        order=55,
        icon="sliders-horizontal",
        title=lambda: translate("Placement", "安置规则"),
        any_of=(edit(Data.PLACES), approve(Data.PLACES), edit(Data.SETTINGS)),
        factory=page_later("ui.placement.rules", "RulesPage"),
    ),
    PageSpec(
        id="placement.contacts",
        group=Group.PLACES,
        order=60,
        icon="users-round",
        title=lambda: translate("Placement", "同住查询"),
        any_of=(view(Data.DIAGNOSIS),),
        factory=page_later("ui.placement.contacts", "ContactsPage"),
    ),
)
"""Pages of this room."""

PERSON_TABS = (
    PersonTab(
        "bed",
        60,
        lambda: translate("Placement", "床位"),
        tab_later("ui.placement.bed_tab", "BedTab"),
        any_of=(edit(Data.PLACES), approve(Data.PLACES), sign(Data.PRECAUTIONS)),
    ),
)
"""Tabs this room adds to the person page."""
