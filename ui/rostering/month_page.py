"""Pages of one month with several lists behind tabs."""

from typing import Any

from medcentre.kernel.periods import Month
from ui.kit.page import Page
from ui.kit.widgets import Segment
from ui.rostering.month_bar import MonthBar


class MonthPage(Page):
    """Remembers its month and the list shown; both can be asked for when it is opened."""

    month: Month
    bar: MonthBar
    tabs: Segment

    def open_with(self, **state: Any) -> None:
        """A month, a list."""
        if "month" in state:
            self.month = Month.parse(str(state["month"]))
            self.bar.show_month(self.month)
        self._stale = True
        if "tab" in state:
            self.tabs.set_value(str(state["tab"]))

    def state(self) -> dict[str, Any]:
        """Month and list."""
        return {"month": str(self.month), "tab": str(self.tabs.value())}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse of `state`."""
        self.open_with(**state)
        self.refresh()
