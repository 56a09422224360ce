"""Windows on the fixed fee: settlement, person-days, costs, contracts."""

from PySide6.QtCore import QCoreApplication

from medcentre.kernel.permissions import Data, sign, view
from ui.kit.later import page_later
from ui.kit.page import Group, PageSpec

translate = QCoreApplication.translate

PAGES = (
    PageSpec(
        id="fees.settlement",
        group=Group.FEES,
        order=10,
        icon="wallet",
        title=lambda: translate("Fees", "包干结算"),
        any_of=(view(Data.FEES), sign(Data.FEES)),
        factory=page_later("ui.fees.settlement", "SettlementPage"),
    ),
    PageSpec(
        id="fees.days",
        group=Group.FEES,
        order=20,
        icon="calendar-days",
        title=lambda: translate("Fees", "人日明细"),
        any_of=(view(Data.FEES), sign(Data.FEES)),
        factory=page_later("ui.fees.days", "DaysPage"),
    ),
    PageSpec(
        id="fees.costs",
        group=Group.FEES,
        order=30,
        icon="receipt",
        title=lambda: translate("Fees", "实际成本"),
        any_of=(view(Data.COSTS),),
        factory=page_later("ui.fees.costs", "CostsPage"),
    ),
    PageSpec(
        id="fees.contracts",
        group=Group.FEES,
        order=40,
        icon="file-text",
        title=lambda: translate("Fees", "合同与标准"),
        any_of=(view(Data.FEES),),
        factory=page_later("ui.fees.contracts", "ContractsPage"),
    ),
)
"""Pages of this room."""
