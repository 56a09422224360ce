"""Setting a centre up: importing the spreadsheets it has."""

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, edit
from ui.kit.page import Group, PageSpec
from ui.setup.import_page import ImportPage

translate = QCoreApplication.translate

PAGES = (
    PageSpec(
        id="setup.import",
        group=Group.SETTINGS,
        order=60,
        icon="file-spreadsheet",
        title=lambda: translate("Setup", "导入表格"),
        any_of=(edit(Data.SETTINGS),),
        factory=ImportPage,
    ),
)
"""Pages of this room."""
