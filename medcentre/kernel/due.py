"""Due work: what every room that makes work hands to `insight`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from medcentre.kernel.permissions import Role


class Domain(StrEnum):
    """Whose work it is; decides the round mark in mixed lists."""

    MEDICAL = "medical"
    NURSING = "nursing"
    CUSTODY = "custody"
    PSYCHOLOGY = "psychology"
    LEGAL = "legal"
    MONEY = "money"


class Urgency(StrEnum):
    """How a due item is shown (MED-43 and interface.md section 1.2)."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing somebody has to do by a moment.

    `kind` is the label key of the task, `rule` the rule id; `why` is a label key whose sentence is
    filled from `facts` so that nobody must know rule numbers.
    """

    kind: str
    rule: str
    why: str
    domain: Domain
    due_at: datetime
    roles: frozenset[Role]
    stay_id: int | None = None
    person_name: str = ""
    place: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    draft: bool = False

    def urgency(self, now: datetime) -> Urgency:
        """Overdue after its moment, soon within two hours before it."""
        if now > self.due_at:
            return Urgency.OVERDUE
        return Urgency.SOON if self.due_at - now <= timedelta(hours=2) else Urgency.LATER
