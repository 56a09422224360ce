"""Windows on beds: the map, those who wait, keep-apart, places, plan, contacts."""

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, edit, view
from ui.kit.desk import Desk
from ui.kit.page import Group, Page, PageSpec

translate = QCoreApplication.translate


def _map(desk: Desk) -> Page:
    """Built at the first visit: the plan's libraries are heavy."""
    from ui.placement.map import MapPage

    return MapPage(desk)


PAGES = (
    PageSpec(
        id="placement.map",
        group=Group.PLACES,
        order=10,
        icon="bed-double",
        title=lambda: translate("Placement", "床位图"),
        any_of=(view(Data.PLACES), edit(Data.PLACES)),
        factory=_map,
    ),
)
"""Pages of this room."""
