"""Everything that changes places or who lies where."""

from medcentre.placement.acts.occupancy import (
    apply_plan,
    exchange,
    leave_bed,
    leave_bed_in,
    move,
    move_in,
    new_change,
    place,
    place_in,
    undo,
)
from medcentre.placement.acts.places import (
    close_beds,
    decide_proposal,
    define_places,
    define_places_in,
    propose_bed_change,
    propose_zone,
    reopen_beds,
)

__all__ = [
    "apply_plan",
    "close_beds",
    "decide_proposal",
    "define_places",
    "define_places_in",
    "exchange",
    "leave_bed",
    "leave_bed_in",
    "move",
    "move_in",
    "new_change",
    "place",
    "place_in",
    "propose_bed_change",
    "propose_zone",
    "reopen_beds",
    "undo",
]
