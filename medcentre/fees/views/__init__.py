"""What screens, papers and scripts may read of the fixed fee."""

from medcentre.fees.views.contracts import contracts
from medcentre.fees.views.costs import cost_entries, cost_picture, cost_zones, year_forecast
from medcentre.fees.views.days import (
    difference_report,
    explain_stay,
    person_days,
    reckoning_preview,
)
from medcentre.fees.views.statements import by_organ, due, months, payments, statement

__all__ = [
    "by_organ",
    "contracts",
    "cost_entries",
    "cost_picture",
    "cost_zones",
    "difference_report",
    "due",
    "explain_stay",
    "months",
    "payments",
    "person_days",
    "reckoning_preview",
    "statement",
    "year_forecast",
]
