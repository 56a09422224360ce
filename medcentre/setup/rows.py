"""Rows of a table as read values with findings; each row by itself, no other row in sight."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import TypeVar

from medcentre.kernel.clock import at, centre_day
from medcentre.kernel.periods import age_on
from medcentre.kernel.texts import birth_of_id, search_key, sex_of_id
from medcentre.setup.dates import is_empty, read_date, read_moment, read_time
from medcentre.setup.facts import (
    AnyLine,
    BedLine,
    Cell,
    CensusLine,
    ColumnMapping,
    CostLine,
    ExitReason,
    Field,
    FileKind,
    Finding,
    ImportReason,
    MovementKind,
    MovementLine,
    Read,
    RowRef,
    Severity,
    StaffLine,
    Table,
)
from medcentre.setup.phrases import read_event, read_staff_remark, says_pregnant
from medcentre.setup.values import (
    bed_key,
    found_in,
    plain,
    read_attributes,
    read_care_level,
    read_code,
    read_cost_item,
    read_fee_class,
    read_id_number,
    read_legal_status,
    read_money,
    read_name,
    read_phone,
    read_sex,
    read_staff_category,
    read_text,
    read_yes_no,
    read_zone_sex,
    read_zones,
    shown,
)

T = TypeVar("T")
R = ImportReason
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

FORCED = frozenset({"ci_here", "ci_other", "ci_det"})
"""Legal statuses that need a decision of compulsory isolation (LAW-05)."""

_ADMITTED, _LEFT, _BACK, _GONE = time(8), time(9), time(18), time(10)
"""Times taken where a cell names only the day; the roll counts at 24:00, so no day is lost by it."""


class RowReader:
    """The cells of one row by field, and what was found wrong while reading them."""

    def __init__(self, ref: RowRef, cells: Mapping[Field, Cell], today: date) -> None:
        self.ref, self.cells, self.today = ref, cells, today
        self.findings: list[Finding] = []

    def cell(self, field: Field) -> Cell:
        """The raw cell, None when the table has no such column."""
        return self.cells.get(field)

    def has(self, field: Field) -> bool:
        """Whether the cell holds anything."""
        return not is_empty(self.cell(field))

    def text(self, field: Field) -> str:
        """Tidied text."""
        return read_text(self.cell(field))[:500]

    def find(
        self,
        reason: ImportReason,
        severity: Severity,
        field: Field | None = None,
        hint: str = "",
        **facts: object,
    ) -> None:
        """Note something about the row."""
        value = shown(self.cell(field))[:200] if field else ""
        self.findings.append(Finding(reason, severity, field, value, hint, facts or {}))

    def take(self, field: Field, read: Read[T], severity: Severity = ERROR) -> T | None:
        """The value of a read cell; its reason becomes a finding beside the field."""
        if read.reason:
            self.find(read.reason, severity, field, read.suggestion)
        return read.value

    def moment(self, field: Field, clock: Field | None, default: time) -> datetime | None:
        """Day of one cell with the time of the same or another cell."""
        if is_empty(self.cell(field)):
            return None
        found = self.take(field, read_moment(self.cell(field), self.today))
        if found is None:
            return None
        day, inside = found
        if clock and self.has(clock):
            inside = self.take(clock, read_time(self.cell(clock))) or inside
        if inside is None:
            self.find(R.TIME_ASSUMED, NOTE, clock or field, f"{default:%H:%M}")
        moment = inside or default
        return at(day, moment.hour, moment.minute)

    def future(self, moment: datetime | None, field: Field, reason: ImportReason) -> None:
        """Finds a moment after the end of today: nothing has happened yet then."""
        if moment is not None and moment >= at(self.today, 23, 59):
            self.find(reason, ERROR, field)

    def limit(self, **lengths: int) -> None:
        """Finds texts longer than the store keeps; field name and number of characters."""
        for name, most in lengths.items():
            field = Field(name)
            if len(self.text(field)) > most:
                self.find(R.TOO_LONG, ERROR, field, limit=most)

    def done(self) -> tuple[Finding, ...]:
        """All findings."""
        return tuple(self.findings)


def read_rows(
    index: int,
    table: Table,
    mapping: ColumnMapping,
    edits: Mapping[tuple[RowRef, Field], str],
    today: date,
) -> Iterator[AnyLine]:
    """Every data row of a table, read; `edits` replace cells a person corrected."""
    places = [(f, c) for c, f in enumerate(mapping.fields) if f is not None]
    changed: dict[RowRef, dict[Field, Cell]] = {}
    for (ref, field), value in edits.items():
        changed.setdefault(ref, {})[field] = value
    for line in table.lines:
        ref = RowRef(index, line.row)
        cells: dict[Field, Cell] = {f: line.cells[c] for f, c in places}
        cells.update(changed.get(ref, {}))
        yield _READERS[table.kind](RowReader(ref, cells, today))


def _bed_line(r: RowReader) -> BedLine:
    zone = read_code(r.cell(Field.ZONE)) or r.text(Field.ZONE_NAME)
    room, bed = full_bed(zone, r.text(Field.ROOM), r.text(Field.BED))
    r.limit(zone=20, zone_name=60, room=20, bed=24)
    sex = r.take(Field.SEX, read_zone_sex(r.cell(Field.SEX)))
    attributes, unknown = read_attributes(r.cell(Field.ATTRIBUTES))
    if not zone:
        r.find(R.MISSING_ZONE, ERROR, Field.ZONE)
    if not bed:
        r.find(R.MISSING_BED, ERROR, Field.BED)
    if unknown:
        r.find(R.UNKNOWN_ATTRIBUTE, WARNING, Field.ATTRIBUTES, words="、".join(unknown))
    return BedLine(
        ref=r.ref, cells=r.cells, findings=r.done(), zone=zone,
        zone_name=r.text(Field.ZONE_NAME) or zone, purpose=r.text(Field.PURPOSE), sex=sex or "0",
        room=room, bed=bed, attributes=attributes,
    )  # fmt: skip


def full_bed(zone: str, room: str, bed: str) -> tuple[str, str]:
    """Room and bed code in full: bed `2` of room `03` in zone `Z3` is `Z3-03-2`."""
    if not bed:
        return room, ""
    parts = len(bed_key(bed).split("-"))
    whole_room = room if not room or not zone or "-" in bed_key(room) else f"{zone}-{room}"
    if parts == 1 and whole_room:
        return whole_room, f"{whole_room}-{bed}"
    if (
        parts == 2
        and zone
        and bed_key(bed).split("-")[0] != bed_key(zone)
        and bed_key(bed)[0].isdigit()
    ):
        return whole_room or f"{zone}-{bed.split('-', maxsplit=1)[0]}", f"{zone}-{bed}"
    return whole_room or bed.rpartition("-")[0] or bed, bed


def _staff_line(r: RowReader) -> StaffLine:
    number, name = read_code(r.cell(Field.STAFF_NO)), read_name(r.cell(Field.NAME))
    r.limit(staff_no=20, name=40)
    category = r.take(Field.CATEGORY, read_staff_category(r.cell(Field.CATEGORY)))
    if category is None and not r.has(Field.CATEGORY):
        category = found_in(r.text(Field.TITLE), "staff_category")
        if not category:
            r.find(R.UNKNOWN_CATEGORY, ERROR, Field.CATEGORY)
    if not name:
        r.find(R.MISSING_NAME, ERROR, Field.NAME)
    if not number:
        r.find(R.MISSING_NUMBER, ERROR, Field.STAFF_NO)
    sex = r.take(Field.SEX, read_sex(r.cell(Field.SEX)))
    id_number = r.take(Field.ID_NUMBER, read_id_number(r.cell(Field.ID_NUMBER)), WARNING)
    if sex is None and not r.has(Field.SEX):
        if id_number and len(id_number) == 18:
            sex = sex_of_id(id_number)
        else:
            r.find(R.MISSING_SEX, WARNING, Field.SEX)
    remark = read_staff_remark(r.cell(Field.REMARK), r.today)
    zones, heads = read_zones(r.text(Field.ZONE))
    return StaffLine(
        ref=r.ref, cells=r.cells, findings=r.done(), number=number, name=name, sex=sex or "",
        category=category or "", title=r.text(Field.TITLE), employer=r.text(Field.EMPLOYER),
        licence=read_code(r.cell(Field.LICENCE)), night=read_yes_no(r.cell(Field.NIGHT)),
        remark=r.text(Field.REMARK), pregnant_weeks=remark.pregnant_weeks, nursing=remark.nursing,
        exchange_unit=remark.exchange_unit, exchange_from=remark.exchange_from,
        exchange_to=remark.exchange_to, zones=zones, heads=heads,
    )  # fmt: skip


def _census_line(r: RowReader) -> CensusLine:
    name, number = read_name(r.cell(Field.NAME)), read_code(r.cell(Field.NUMBER))
    r.limit(name=60, number=30, decision_no=60)
    if not name:
        r.find(R.MISSING_NAME, ERROR, Field.NAME)
    if not number and Field.NUMBER in r.cells:
        r.find(R.MISSING_NUMBER, ERROR, Field.NUMBER)
    elif not number:
        r.find(R.NUMBER_GIVEN, NOTE)
    id_number, sex, birth = _identity(r)
    admitted = _admission(r)
    status, decision_no, decided = _legal(r, admitted)
    fee_class = r.take(Field.FEE_CLASS, read_fee_class(r.cell(Field.FEE_CLASS))) or ""
    if not r.has(Field.FEE_CLASS):
        r.find(R.EMPTY_CLASS, WARNING, Field.FEE_CLASS, "F1")
    care = r.take(Field.CARE_LEVEL, read_care_level(r.cell(Field.CARE_LEVEL)), WARNING) or ""
    left = r.moment(Field.EXIT_DATE, None, _GONE)
    exit_event = read_event(r.cell(Field.EXIT_KIND)) if left else None
    line = CensusLine(
        ref=r.ref, cells=r.cells, number=number, name=name, sex=sex, id_number=id_number,
        birth=birth, ethnic=r.text(Field.ETHNIC), admitted=admitted, decision_no=decision_no,
        decision_organ=r.text(Field.DECISION_ORGAN), decision_date=decided, legal_status=status,
        illness=r.text(Field.ILLNESS), zone=read_code(r.cell(Field.ZONE)),
        bed=full_bed(read_code(r.cell(Field.ZONE)), r.text(Field.ROOM), r.text(Field.BED))[1],
        care_level=care, fee_class=fee_class, phone=read_phone(r.cell(Field.PHONE)), exit=left,
        exit_reason=exit_event.exit_reason or ExitReason.OTHER if exit_event else ExitReason.OTHER if left else None,
        remark=r.text(Field.REMARK),
    )  # fmt: skip
    _person_rules(r, line)
    return replace(line, findings=r.done())


def _identity(r: RowReader) -> tuple[str, str, date | None]:
    """ID number, sex and birth date, each checked against the others (GB 11643)."""
    read = read_id_number(r.cell(Field.ID_NUMBER))
    old = read.reason is R.OLD_ID_NUMBER
    id_number = r.take(Field.ID_NUMBER, read, NOTE if old else ERROR) or ""
    sound = bool(id_number) and (read.reason is None or old)
    if not r.has(Field.ID_NUMBER):
        r.find(R.MISSING_ID_NUMBER, WARNING, Field.ID_NUMBER)
    sex = r.take(Field.SEX, read_sex(r.cell(Field.SEX))) or ""
    birth = r.take(Field.BIRTH, read_date(r.cell(Field.BIRTH), r.today))
    if sound:
        told, born = sex_of_id(id_number), birth_of_id(id_number)
        if sex and sex != told:
            r.find(
                R.SEX_MISMATCH_ID,
                ERROR,
                Field.SEX,
                "男" if told == "1" else "女",
                told=f"label:import_sex.{told}",
            )
        if birth and born and birth != born:
            r.find(
                R.BIRTH_MISMATCH_ID, ERROR, Field.BIRTH, f"{born:%Y-%m-%d}", told=f"{born:%Y-%m-%d}"
            )
        sex, birth = (
            sex or (told if not r.has(Field.SEX) else ""),
            birth or (born if not r.has(Field.BIRTH) else None),
        )
    elif not r.has(Field.SEX):
        r.find(R.MISSING_SEX, ERROR, Field.SEX)
    if birth and birth > r.today:
        r.find(R.FUTURE_TIME, ERROR, Field.BIRTH)
    if birth is None and not r.has(Field.BIRTH):
        r.find(R.MISSING_BIRTH, ERROR, Field.BIRTH)
    return id_number, sex, birth


def _admission(r: RowReader) -> datetime | None:
    admitted = r.moment(Field.ADMITTED_DATE, Field.ADMITTED_TIME, _ADMITTED)
    if admitted is None and not r.has(Field.ADMITTED_DATE):
        r.find(R.MISSING_ADMISSION, ERROR, Field.ADMITTED_DATE)
    r.future(admitted, Field.ADMITTED_DATE, R.FUTURE_ADMISSION)
    return admitted


def _legal(r: RowReader, admitted: datetime | None) -> tuple[str, str, date | None]:
    """Legal status, decision number and date; without a word about it the status is `ci_here`."""
    number = read_text(r.cell(Field.DECISION_NO))
    if "待补" in number or number.rstrip("号") in ("", "第"):
        number = ""
    decided = r.take(Field.DECISION_DATE, read_date(r.cell(Field.DECISION_DATE), r.today))
    status = r.take(Field.LEGAL_STATUS, read_legal_status(r.cell(Field.LEGAL_STATUS))) or "ci_here"
    if status in FORCED:
        if not number:
            r.find(R.MISSING_DECISION, ERROR, Field.DECISION_NO)
        if decided is None and not r.has(Field.DECISION_DATE):
            r.find(R.MISSING_DECISION_DATE, ERROR, Field.DECISION_DATE)
    if decided and decided > r.today:
        r.find(R.FUTURE_TIME, ERROR, Field.DECISION_DATE)
    elif decided and admitted and admitted < at(decided):
        r.find(
            R.ADM_BEFORE_DECISION,
            WARNING,
            Field.ADMITTED_DATE,
            f"{decided:%Y-%m-%d}",
            decided=f"{decided:%Y-%m-%d}",
        )
    return status, number, decided


def _person_rules(r: RowReader, line: CensusLine) -> None:
    """Who may not or hardly be held (LAW-03, LAW-04); the past is imported with a warning."""
    if line.exit and line.admitted and line.exit < line.admitted:
        r.find(R.EXIT_BEFORE_ADMISSION, ERROR, Field.EXIT_DATE)
    r.future(line.exit, Field.EXIT_DATE, R.FUTURE_TIME)
    if line.sex == "2" and says_pregnant(line.illness, line.remark):
        where = Field.ILLNESS if says_pregnant(line.illness) else Field.REMARK
        r.find(R.PREGNANT, WARNING if line.exit else ERROR, where)
    if line.birth and line.admitted and line.birth < r.today:
        age = age_on(line.birth, centre_day(line.admitted))
        if age < 16:
            r.find(R.UNDER_16, ERROR, Field.BIRTH, age=age)
        elif age < 18:
            r.find(R.MINOR, WARNING, Field.BIRTH, age=age)


def _movement_line(r: RowReader) -> MovementLine:
    event = read_event(r.cell(Field.KIND), r.cell(Field.REMARK))
    number, name = read_code(r.cell(Field.NUMBER)), read_name(r.cell(Field.NAME))
    id_number = read_id_number(r.cell(Field.ID_NUMBER)).value or ""
    if not number and not id_number and not name:
        r.find(R.MISSING_NUMBER, ERROR, Field.NUMBER)
    if event is None:
        r.find(R.UNKNOWN_MOVEMENT, ERROR, Field.KIND)
    kind = event.kind if event else None
    default = _BACK if kind is MovementKind.RETURN else _LEFT
    start = r.moment(Field.FROM_TIME, Field.FROM_CLOCK, default)
    end = r.moment(Field.TO_TIME, Field.TO_CLOCK, _BACK)
    if start is None and kind is MovementKind.RETURN and end:
        start, end = end, None
    if start is None and not r.has(Field.FROM_TIME):
        r.find(R.MISSING_TIME, ERROR, Field.FROM_TIME)
    r.future(start, Field.FROM_TIME, R.FUTURE_TIME)
    r.future(end, Field.TO_TIME, R.FUTURE_TIME)
    if start and end and end < start:
        r.find(R.RETURN_BEFORE_LEAVING, ERROR, Field.TO_TIME)
    if event and not event.sure and start and end and centre_day(end) > centre_day(start):
        kind = MovementKind.HOSPITAL_INPATIENT
    return MovementLine(
        ref=r.ref, cells=r.cells, findings=r.done(), number=number, name=name, id_number=id_number,
        kind=kind, exit_reason=event.exit_reason if event else None,
        class_from=event.class_from if event else "", class_to=event.class_to if event else "",
        start=start, end=end, text=plain(r.cell(Field.KIND)), handled_by=r.text(Field.HANDLED_BY),
    )  # fmt: skip


def _cost_line(r: RowReader) -> CostLine:
    day = r.take(Field.DAY, read_date(r.cell(Field.DAY), r.today))
    if day is None and not r.has(Field.DAY):
        r.find(R.MISSING_TIME, ERROR, Field.DAY)
    r.future(at(day) if day else None, Field.DAY, R.FUTURE_TIME)
    money = read_money(r.cell(Field.AMOUNT))
    amount = r.take(Field.AMOUNT, money, NOTE if money.reason is R.ROUNDED else ERROR)
    if amount is None and not r.has(Field.AMOUNT):
        r.find(R.MISSING_AMOUNT, ERROR, Field.AMOUNT)
    if amount == 0:
        r.find(R.ZERO_AMOUNT, NOTE, Field.AMOUNT)
    r.limit(voucher=50)
    item = r.take(Field.COST_ITEM, read_cost_item(r.cell(Field.COST_ITEM)), WARNING)
    if item is None and not r.has(Field.COST_ITEM):
        item = read_cost_item(r.cell(Field.SUMMARY)).value
        if item is None:
            r.find(R.UNKNOWN_CATEGORY, WARNING, Field.COST_ITEM)
    return CostLine(
        ref=r.ref, cells=r.cells, findings=r.done(), day=day, voucher=read_code(r.cell(Field.VOUCHER)),
        summary=r.text(Field.SUMMARY), item=item or "other", zone=read_code(r.cell(Field.ZONE)),
        number=read_code(r.cell(Field.NUMBER)), amount=amount,
    )  # fmt: skip


_READERS: dict[FileKind, Callable[[RowReader], AnyLine]] = {
    FileKind.ZONES: _bed_line,
    FileKind.STAFF: _staff_line,
    FileKind.CENSUS: _census_line,
    FileKind.MOVEMENTS: _movement_line,
    FileKind.COSTS: _cost_line,
}


def name_key(name: str) -> str:
    """A name as compared between files."""
    return search_key(name).replace("·", "")
