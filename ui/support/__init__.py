"""Windows on talks. Confidential sessions get pages of their own and never share these."""

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, view
from medcentre.support.views import all_due
from ui.kit.desk import Desk
from ui.kit.later import page_later, tab_later
from ui.kit.page import Group, PageSpec
from ui.kit.person_tabs import PersonTab

translate = QCoreApplication.translate


def _overdue(desk: Desk) -> tuple[int, bool]:
    """Talks overdue now, for the badge of the group."""
    now = desk.ctx.clock.now()
    late = sum(d.due.due_at < now for d in all_due(desk.ctx))
    return late, late > 0


PAGES = (
    PageSpec(
        id="support.talks",
        group=Group.SUPPORT,
        order=10,
        icon="messages-square",
        title=lambda: translate("Support", "个别谈话"),
        any_of=(view(Data.TALKS),),
        factory=page_later("ui.support.list", "TalksPage"),
        count=_overdue,
    ),
    PageSpec(
        id="support.talk",
        group=Group.SUPPORT,
        order=90,
        icon="pen-line",
        title=lambda: translate("Support", "谈话记录"),
        any_of=(view(Data.TALKS),),
        factory=page_later("ui.support.talk", "TalkPage"),
        hidden=True,
    ),
)
"""Pages of this room."""

PERSON_TABS = (
    PersonTab(
        "talks",
        30,
        lambda: translate("Support", "谈话"),
        tab_later("ui.support.list", "TalksTab"),
        any_of=(view(Data.TALKS),),
    ),
)
"""Tabs this room adds to the person page."""
