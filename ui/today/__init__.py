"""The first page: work composed from all rooms for the person at the desk."""

from PySide6.QtCore import QCoreApplication

from medcentre.insight.views import my_work
from medcentre.kernel.due import Urgency
from medcentre.kernel.permissions import Data, view
from ui.kit.desk import Desk
from ui.kit.later import page_later
from ui.kit.page import Group, PageSpec

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
