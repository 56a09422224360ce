"""The first page: work composed from all rooms for the person at the desk."""

from PySide6.QtCore import QCoreApplication

from medcentre.insight.views import my_work
from medcentre.kernel.due import Urgency
from medcentre.kernel.permissions import Data, view
from ui.kit.desk import Desk
from ui.kit.later import page_later, tab_later
from ui.kit.page import Group, PageSpec
from ui.kit.person_tabs import PersonTab

translate = QCoreApplication.translate


def _count(desk: Desk) -> tuple[int, bool]:
    """Overdue items, or all of today's when nothing is late."""
    work = my_work(desk.ctx)
    late = len(work.section(Urgency.OVERDUE))
    return (late, True) if late else (len(work.items), False)


PAGES = (
    PageSpec(
        id="today.work",
        group=Group.TODAY,
        order=10,
        icon="sun",
        title=lambda: translate("Today", "今日"),
        any_of=(view(Data.IDENTITY_BASIC),),
        factory=page_later("ui.today.page", "TodayPage"),
        count=_count,
    ),
)
"""Pages of this room."""

PERSON_TABS = (
    PersonTab(
        "timeline",
        10,
        lambda: translate("Today", "时间线"),
        tab_later("ui.today.timeline", "TimelineTab"),
        any_of=(view(Data.IDENTITY_BASIC),),
    ),
)
"""Tabs this room adds to the person page."""
