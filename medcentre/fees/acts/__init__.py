"""What may be done with the fixed fee; every act is one transaction with its audit trail."""

from medcentre.fees.acts.adjusting import decide_adjustment, propose_adjustments
from medcentre.fees.acts.closing import (
    approve_reopen,
    ask_reopen,
    check_classes,
    check_roll,
    close_month,
    confirm_adjustments,
    confirm_authority,
    confirm_costs,
    record_payment,
    release_hold,
    sign_finance,
    sign_police,
)
from medcentre.fees.acts.contracts import Loaded, add_version, load_contract
from medcentre.fees.acts.costs import record_cost, record_cost_in, reverse_cost, set_budget
from medcentre.fees.acts.days import Reckoned, reckon

__all__ = [
    "Loaded",
    "Reckoned",
    "add_version",
    "approve_reopen",
    "ask_reopen",
    "check_classes",
    "check_roll",
    "close_month",
    "confirm_adjustments",
    "confirm_authority",
    "confirm_costs",
    "decide_adjustment",
    "load_contract",
    "propose_adjustments",
    "reckon",
    "record_cost",
    "record_cost_in",
    "record_payment",
    "release_hold",
    "reverse_cost",
    "set_budget",
    "sign_finance",
    "sign_police",
]
