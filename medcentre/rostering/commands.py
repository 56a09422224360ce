"""Commands, refusals and read rows of the roster desk."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from medcentre.kernel.periods import Month
from medcentre.rostering.facts import Problem, Sheet


class DutyCode(StrEnum):
    """Refusals of the acts of this room."""

    UNKNOWN_SHIFT = "duty_unknown_shift"
    WRONG_MONTH = "duty_wrong_month"
    NOT_OWN_GROUP = "duty_not_own_group"
    MONTH_MISSING = "duty_month_missing"
    CHANGE_NEEDS_REASON = "duty_change_needs_reason"
    ERRORS_NEED_REASON = "duty_errors_need_reason"
    NOTHING_TO_PUBLISH = "duty_nothing_to_publish"
    DAY_OVER = "duty_day_over"
    NOT_STAFF = "duty_not_staff"
    SWAP_NOT_PUBLISHED = "duty_swap_not_published"
    SWAP_NO_SHIFT = "duty_swap_no_shift"
    SWAP_PARTNER_BUSY = "duty_swap_partner_busy"
    OFFER_MISSING = "duty_offer_missing"
    SWAP_NOT_YOURS = "duty_swap_not_yours"
    SWAP_WRONG_STATE = "duty_swap_wrong_state"
    SWAP_OWN_APPROVAL = "duty_swap_own_approval"
    SWAP_OPEN_ALREADY = "duty_swap_open_already"
    WISH_EXISTS = "duty_wish_exists"
    NEED_INCOMPLETE = "duty_need_incomplete"
    FILE_NOT_WRITTEN = "duty_file_not_written"
    PLAN_UNREADABLE = "duty_plan_unreadable"
    PLAN_CODE_TWICE = "duty_plan_code_twice"
    PLAN_KEY_TWICE = "duty_plan_key_twice"
    PLAN_NUMBERS = "duty_plan_numbers"
    PLAN_CONTRACT_USED = "duty_plan_contract_used"


class SwapState(StrEnum):
    """Asked by the giver, agreed by the partner, approved by the leader (C8)."""

    ASKED = "asked"
    AGREED = "agreed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """One cell as it shall be: `shift` None is free; a pinned free day is kept free by the solver."""

    staff_id: int
    day: date
    shift: str | None
    pinned: bool = False
    post: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCells:
    """Cells of a month; `version` is that of the sheet as the screen saw it."""

    month: Month
    version: int
    cells: tuple[CellEdit, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """The sheet becomes binding. `reason` is needed while errors remain on it."""

    month: Month
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWish:
    """A wish for or against a day; `shift` empty: any work."""

    staff_id: int
    day: date
    wants: bool
    shift: str = ""
    weight: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSwap:
    """The giver's shift of a day goes to the taker; with `taken_day` the taker's comes back."""

    month: Month
    giver_id: int
    taker_id: int
    given_day: date
    taken_day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideSwap:
    """A step of a swap: the partner agrees, the leader approves, anybody concerned refuses."""

    swap_id: int
    version: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend:
    """What somebody really worked on a day."""

    staff_id: int
    day: date
    shift: str
    absent: bool = False
    from_at: datetime | None = None
    until_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthHead:
    """The sheet's own state. `version` 0: the month has no sheet yet."""

    month: Month
    version: int
    published_no: int
    published_at: datetime | None
    published_by: str

    @property
    def is_draft(self) -> bool:
        """Never published."""
        return self.published_no == 0


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """Everything the grid shows: head, the problem with its rules, the sheet, the pinned cells."""

    head: MonthHead
    problem: Problem
    sheet: Sheet
    pinned: frozenset[tuple[int, date]]
    changed: frozenset[tuple[int, date]]
    """Cells changed after the last publication."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Somebody on duty at a moment."""

    staff_id: int
    name: str
    group: str
    title: str
    post: str
    post_en: str
    shift: str
    from_at: datetime
    until_at: datetime
    phone: str = ""
    leads: bool = False
    """The leader on duty (带班领导, CUS-01)."""

    zones: tuple[tuple[str, str], ...] = ()
    """Code and neutral name of the zones a standard post serves, in the order of the map; `post`
    then ends before them."""


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """The leader on duty, to be called."""

    staff_id: int
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class MyShift:
    """One of my days."""

    day: date
    shift: str
    sign: str
    post: str
    from_at: datetime
    until_at: datetime
    changed: bool
    post_en: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change after publication."""

    staff_id: int
    name: str
    day: date
    was: str
    became: str
    reason: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class SwapRow:
    """One swap with its people and state."""

    id: int
    version: int
    month: str
    giver_id: int
    giver: str
    taker_id: int
    taker: str
    given_day: date
    taken_day: date | None
    state: SwapState
    reason: str
    agreed_by: str
    decided_by: str
    decision_note: str


@dataclass(frozen=True, slots=True)
class WishRow:
    """One open wish."""

    id: int
    version: int
    staff_id: int
    name: str
    day: date
    wants: bool
    shift: str
    weight: int
