"""What the import knows: kinds of files, fields, reasons, read rows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeAlias, TypeVar

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
"""What a spreadsheet gives for one cell."""

T_co = TypeVar("T_co", covariant=True)


class FileKind(StrEnum):
    """What a table is about."""

    ZONES = "zones"
    STAFF = "staff"
    CENSUS = "census"
    MOVEMENTS = "movements"
    COSTS = "costs"


class Field(StrEnum):
    """Everything a column may mean; one meaning may stand in several kinds of tables."""

    SEQUENCE = "sequence"
    NUMBER = "number"
    NAME = "name"
    SEX = "sex"
    ID_NUMBER = "id_number"
    BIRTH = "birth"
    ETHNIC = "ethnic"
    ADMITTED_DATE = "admitted_date"
    ADMITTED_TIME = "admitted_time"
    DECISION_NO = "decision_no"
    DECISION_ORGAN = "decision_organ"
    DECISION_DATE = "decision_date"
    LEGAL_STATUS = "legal_status"
    ILLNESS = "illness"
    ZONE = "zone"
    ZONE_NAME = "zone_name"
    PURPOSE = "purpose"
    ROOM = "room"
    BED = "bed"
    ATTRIBUTES = "attributes"
    CARE_LEVEL = "care_level"
    FEE_CLASS = "fee_class"
    PHONE = "phone"
    EXIT_DATE = "exit_date"
    EXIT_KIND = "exit_kind"
    KIND = "kind"
    FROM_TIME = "from_time"
    FROM_CLOCK = "from_clock"
    TO_TIME = "to_time"
    TO_CLOCK = "to_clock"
    HANDLED_BY = "handled_by"
    STAFF_NO = "staff_no"
    CATEGORY = "category"
    TITLE = "title"
    EMPLOYER = "employer"
    LICENCE = "licence"
    NIGHT = "night"
    DAY = "day"
    VOUCHER = "voucher"
    SUMMARY = "summary"
    COST_ITEM = "cost_item"
    AMOUNT = "amount"
    REMARK = "remark"


class Severity(IntEnum):
    """How much a finding weighs: a note changes nothing, an error keeps the row out."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


class Verdict(StrEnum):
    """What becomes of a row."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class ImportReason(StrEnum):
    """Why a row is not plainly good, most telling first: the first found is the row's reason.

    Each has a sentence `import.<reason>` in the refusals of this room.
    """

    DUPLICATE_PERSON = "duplicate_person"
    DUPLICATE_NUMBER = "duplicate_number"
    DUPLICATE_ROW = "duplicate_row"
    MISSING_NAME = "missing_name"
    TOO_LONG = "too_long"
    MISSING_NUMBER = "missing_number"
    ID_NUMBER_DAMAGED = "id_number_damaged"
    BAD_ID_NUMBER = "bad_id_number"
    BAD_ID_CHECKSUM = "bad_id_checksum"
    SEX_MISMATCH_ID = "sex_mismatch_id"
    BIRTH_MISMATCH_ID = "birth_mismatch_id"
    UNKNOWN_PERSON = "unknown_person"
    BAD_SEX = "bad_sex"
    MISSING_SEX = "missing_sex"
    MISSING_BIRTH = "missing_birth"
    AMBIGUOUS_DATE = "ambiguous_date"
    BAD_DATE = "bad_date"
    BAD_TIME = "bad_time"
    BAD_NUMBER = "bad_number"
    MISSING_ADMISSION = "missing_admission"
    MISSING_TIME = "missing_time"
    FUTURE_ADMISSION = "future_admission"
    FUTURE_TIME = "future_time"
    MISSING_DECISION = "missing_decision"
    MISSING_DECISION_DATE = "missing_decision_date"
    UNKNOWN_STATUS = "unknown_status"
    PREGNANT = "pregnant"
    UNDER_16 = "under_16"
    UNKNOWN_BED = "unknown_bed"
    UNKNOWN_ZONE = "unknown_zone"
    BED_TAKEN = "bed_taken"
    SEX_BED_MISMATCH = "sex_bed_mismatch"
    DUPLICATE_BED = "duplicate_bed"
    MISSING_BED = "missing_bed"
    MISSING_ZONE = "missing_zone"
    BED_ZONE_MISMATCH = "bed_zone_mismatch"
    EXIT_BEFORE_ADMISSION = "exit_before_admission"
    BEFORE_ADMISSION = "before_admission"
    AFTER_EXIT = "after_exit"
    ALREADY_LEFT = "already_left"
    RETURN_BEFORE_LEAVING = "return_before_leaving"
    RETURN_WITHOUT_LEAVING = "return_without_leaving"
    MOVEMENT_OVERLAP = "movement_overlap"
    EARLY_AFTER_ESCAPE = "early_after_escape"
    UNKNOWN_MOVEMENT = "unknown_movement"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_CLASS = "unknown_class"
    UNKNOWN_CARE_LEVEL = "unknown_care_level"
    MISSING_AMOUNT = "missing_amount"
    MONTH_CLOSED = "month_closed"
    EMPTY_CLASS = "empty_class"
    ADM_BEFORE_DECISION = "adm_before_decision"
    MISSING_ID_NUMBER = "missing_id_number"
    NAME_DIFFERS = "name_differs"
    CLASS_DIFFERS = "class_differs"
    MINOR = "minor"
    UNKNOWN_ATTRIBUTE = "unknown_attribute"
    NO_BED_LIST = "no_bed_list"
    OLD_ID_NUMBER = "old_id_number"
    TIME_ASSUMED = "time_assumed"
    ROUNDED = "rounded"
    ZERO_AMOUNT = "zero_amount"
    COST_OUTSIDE_STAY = "cost_outside_stay"
    NUMBER_GIVEN = "number_given"
    PERSON_NOT_IMPORTED = "person_not_imported"
    ALREADY_THERE = "already_there"
    DIFFERS_FROM_STORE = "differs_from_store"
    CLASS_FILLED = "class_filled"

    @property
    def sentence(self) -> str:
        """Key of its sentence."""
        return f"import.{self.value}"


RANK: Mapping[ImportReason, int] = MappingProxyType({r: i for i, r in enumerate(ImportReason)})
"""Order in which one of several reasons of the same weight becomes the row's reason."""


class SetupCode(StrEnum):
    """Refusals of the acts and readers of this room."""

    FILE_MISSING = "import_file_missing"
    FILE_UNREADABLE = "import_file_unreadable"
    FILE_TOO_LARGE = "import_file_too_large"
    FILE_TYPE_UNKNOWN = "import_file_type_unknown"
    NOTHING_FOUND = "import_nothing_found"
    HAS_ERRORS = "import_has_errors"
    NO_SUCH_CELL = "import_no_such_cell"
    PREVIEW_STALE = "import_preview_stale"


class RowRef(NamedTuple):
    """A row of a table: number of the table in the preview, row counted from 1 below the heading."""

    table: int
    row: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a row, beside the cell it belongs to."""

    reason: ImportReason
    severity: Severity
    field: Field | None = None
    value: str = ""
    suggestion: str = ""
    facts: Mapping[str, object] = made(default_factory=lambda: MappingProxyType({}), hash=False)


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A cell after reading: its value, or None with the reason why not (None: the cell is empty)."""

    value: T_co | None
    reason: ImportReason | None = None
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A data row as it stands in the sheet; `row` is counted from 1 below the heading row."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The data part of one sheet, recognised as one kind."""

    file: str
    sheet: str
    kind: FileKind
    headings: tuple[str, ...]
    heading_at: int
    lines: tuple[Line, ...]
    left_out: tuple[int, ...] = ()
    """Rows that are no data: totals, signatures, notes, repeated headings."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column means what; `fields[i]` is the meaning of column i, None for one not used."""

    fields: tuple[Field | None, ...]

    def column(self, wanted: Field) -> int | None:
        """Where a field stands, None when the table does not have it."""
        return self.fields.index(wanted) if wanted in self.fields else None

    def with_column(self, index: int, meaning: Field | None) -> "ColumnMapping":
        """The mapping after a person said what a column means; a field stands in one column only."""
        kept = [None if f is meaning else f for f in self.fields]
        kept[index] = meaning
        return ColumnMapping(tuple(kept))


class MovementKind(StrEnum):
    """What happened to a person (domain.md 13.1, 8.1)."""

    HOSPITAL_TRIP = "hospital_trip"
    HOSPITAL_INPATIENT = "hospital_inpatient"
    MEDICAL_LEAVE = "medical_leave"
    FAMILY_LEAVE = "family_leave"
    ESCAPED = "escaped"
    OTHER_ORGAN = "other_organ"
    RETURN = "return"
    EXIT = "exit"
    DEATH = "death"
    CLASS_CHANGE = "class_change"


AWAY = frozenset(
    {
        MovementKind.HOSPITAL_TRIP,
        MovementKind.HOSPITAL_INPATIENT,
        MovementKind.MEDICAL_LEAVE,
        MovementKind.FAMILY_LEAVE,
        MovementKind.ESCAPED,
        MovementKind.OTHER_ORGAN,
    }
)
"""Movements after which a person is outside but still on the roll."""

GONE = frozenset({MovementKind.EXIT, MovementKind.DEATH})
"""Movements that end a stay."""


class ExitReason(StrEnum):
    """Why a stay ends (domain.md 8.1)."""

    TERM_END = "term_end"
    EARLY = "early"
    TO_JUSTICE = "to_justice"
    TO_FACILITY = "to_facility"
    TO_COMMUNITY = "to_community"
    MEDICAL_LEAVE_OUT = "medical_leave_out"
    VOLUNTARY_END = "voluntary_end"
    DEATH = "death"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBase:
    """What every read row has."""

    ref: RowRef
    cells: Mapping[Field, Cell] = made(hash=False)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BedLine(RowBase):
    """One bed of `zones`; `sex` is GB/T 2261.1 or "0" for both."""

    zone: str = ""
    zone_name: str = ""
    purpose: str = ""
    sex: str = "0"
    room: str = ""
    bed: str = ""
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine(RowBase):
    """One person who works here; `category` is a code of domain.md 6.1."""

    number: str = ""
    name: str = ""
    sex: str = ""
    category: str = ""
    title: str = ""
    employer: str = ""
    licence: str = ""
    night: bool | None = None
    remark: str = ""
    pregnant_weeks: int | None = None
    nursing: bool = False
    exchange_unit: str = ""
    exchange_from: date | None = None
    exchange_to: date | None = None
    zones: tuple[str, ...] = ()
    """Zones as written; those in `heads` with the mark of the responsible head."""
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CensusLine(RowBase):
    """One stay of the census."""

    number: str = ""
    name: str = ""
    sex: str = ""
    id_number: str = ""
    birth: date | None = None
    ethnic: str = ""
    admitted: datetime | None = None
    decision_no: str = ""
    decision_organ: str = ""
    decision_date: date | None = None
    legal_status: str = ""
    illness: str = ""
    zone: str = ""
    bed: str = ""
    care_level: str = ""
    fee_class: str = ""
    phone: str = ""
    exit: datetime | None = None
    exit_reason: ExitReason | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementLine(RowBase):
    """One event of one stay."""

    number: str = ""
    name: str = ""
    id_number: str = ""
    kind: MovementKind | None = None
    exit_reason: ExitReason | None = None
    class_from: str = ""
    class_to: str = ""
    start: datetime | None = None
    end: datetime | None = None
    text: str = ""
    handled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine(RowBase):
    """One voucher of real cost; `amount` in fen."""

    day: date | None = None
    voucher: str = ""
    summary: str = ""
    item: str = ""
    zone: str = ""
    number: str = ""
    amount: int | None = None


AnyLine: TypeAlias = BedLine | StaffLine | CensusLine | MovementLine | CostLine
