"""Windows on the people of the centre: the roll, intake, former residents, the person page."""

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, edit, view
from ui.kit.later import page_later
from ui.kit.page import Group, PageSpec

translate = QCoreApplication.translate

PAGES = (
    PageSpec(
        id="residents.list",
        group=Group.RESIDENTS,
        order=10,
        icon="users-round",
        title=lambda: translate("Residents", "在所名册"),
        any_of=(view(Data.IDENTITY_BASIC),),
        factory=page_later("ui.residents.list", "ResidentsPage"),
    ),
    PageSpec(
        id="residents.intake",
        group=Group.RESIDENTS,
        order=20,
        icon="log-in",
        title=lambda: translate("Residents", "入所登记"),
        any_of=(edit(Data.IDENTITY_BASIC),),
        factory=page_later("ui.residents.intake", "IntakePage"),
    ),
    PageSpec(
        id="residents.former",
        group=Group.RESIDENTS,
        order=30,
        icon="log-out",
        title=lambda: translate("Residents", "出所与去向"),
        any_of=(view(Data.IDENTITY_BASIC),),
        factory=page_later("ui.residents.list", "FormerPage"),
    ),
    PageSpec(
        id="residents.person",
        group=Group.RESIDENTS,
        order=90,
        icon="user-round",
        title=lambda: translate("Residents", "个人页"),
        any_of=(view(Data.IDENTITY_BASIC),),
        factory=page_later("ui.residents.person", "PersonPage"),
        hidden=True,
    ),
)
"""Pages of this room."""
