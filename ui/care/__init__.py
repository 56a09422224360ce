"""Windows on care: notes, their editor, the notes tab of the person page."""

from PySide6.QtCore import QCoreApplication

from medcentre.care.views import all_deadlines, reads_notes
from medcentre.kernel.permissions import Data, edit, print_, view
from ui.kit.desk import Desk
from ui.kit.later import page_later, tab_later
from ui.kit.page import Group, PageSpec
from ui.kit.person_tabs import PersonTab

translate = QCoreApplication.translate

READERS = (edit(Data.DIAGNOSIS), print_(Data.DIAGNOSIS), view(Data.NURSING))
"""Rights only readers of whole notes hold; those who may see a summary get no page."""


def _overdue(desk: Desk) -> tuple[int, bool]:
    """Documents overdue now, for the badge of the group."""
    if not reads_notes(desk.ctx.actor):
        return 0, False
    now = desk.ctx.clock.now()
    late = sum(d.deadline.due_at < now for d in all_deadlines(desk.ctx))
    return late, late > 0


PAGES = (
    PageSpec(
        id="care.notes",
        group=Group.CARE,
        order=10,
        icon="stethoscope",
        title=lambda: translate("Care", "病历记录"),
        any_of=READERS,
        factory=page_later("ui.care.list", "NotesPage"),
        count=_overdue,
    ),
    PageSpec(
        id="care.note",
        group=Group.CARE,
        order=90,
        icon="pen-line",
        title=lambda: translate("Care", "写病历"),
        any_of=READERS,
        factory=page_later("ui.care.note", "NotePage"),
        hidden=True,
    ),
)
"""Pages of this room."""

PERSON_TABS = (
    PersonTab(
        "notes",
        20,
        lambda: translate("Care", "病程"),
        tab_later("ui.care.list", "NotesTab"),
        any_of=READERS,
    ),
)
"""Tabs this room adds to the person page."""
