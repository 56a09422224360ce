"""Setting a centre up: importing the spreadsheets it has."""

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, edit
from ui.kit.later import page_later
from ui.kit.page import Group, PageSpec

translate = QCoreApplication.translate

PAGES = (
    PageSpec(
        id="setup.import",
        group=Group.SETTINGS,
        order=60,
        icon="file-spreadsheet",
        title=lambda: translate("Setup", "导入表格"),
        any_of=(edit(Data.SETTINGS),),
        factory=page_later("ui.setup.import_page", "ImportPage"),
    ),
)
"""Pages of this room."""
