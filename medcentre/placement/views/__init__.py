"""What screens, papers and other rooms read about places."""

from medcentre.placement.views.agreements import agreements
from medcentre.placement.views.history import (
    bed_history,
    contacts,
    map_events,
    occupancy_chart,
)
from medcentre.placement.views.lists import (
    apart_pairs,
    cleaning_list,
    due,
    isolation_orders,
    overrides,
    proposals,
    requests,
    reservations,
    rule_weights,
    sharing_risks,
)
from medcentre.placement.views.map import (
    bed_map,
    census,
    choices,
    choices_for_arrival,
    conflicts,
    exchange_conflicts,
    map_of,
    propose_reshuffle,
)
from medcentre.placement.views.sets import open_sets
from medcentre.placement.views.snapshot import snapshot_at

__all__ = [
    "agreements",
    "apart_pairs",
    "bed_history",
    "bed_map",
    "census",
    "choices",
    "choices_for_arrival",
    "cleaning_list",
    "conflicts",
    "contacts",
    "due",
    "exchange_conflicts",
    "isolation_orders",
    "map_events",
    "map_of",
    "occupancy_chart",
    "open_sets",
    "overrides",
    "proposals",
    "propose_reshuffle",
    "requests",
    "reservations",
    "rule_weights",
    "sharing_risks",
    "snapshot_at",
]
