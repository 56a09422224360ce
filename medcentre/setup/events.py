"""Rules over movements and costs: whose they are, and whether they can have happened in this order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zlib import crc32

from medcentre.kernel.clock import centre_day
from medcentre.kernel.periods import Period
from medcentre.kernel.texts import search_key
from medcentre.setup.facts import (
    AWAY,
    GONE,
    CostLine,
    ExitReason,
    Field,
    ImportReason,
    MovementKind,
    MovementLine,
    RowRef,
    Severity,
)
from medcentre.setup.judging import Findings, Places, Residence, same_stay, stays_by_number
from medcentre.setup.known import Known, KnownAbsence
from medcentre.setup.rows import name_key
from medcentre.setup.values import zone_key

R = ImportReason
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Whose:
    """The stay a movement belongs to, of the files or of the store."""

    number: str
    name: str
    admitted: datetime | None
    fee_class: str = ""
    rejected: bool = False


def judge_movements(
    lines: Sequence[MovementLine], stays: Sequence[Residence], known: Known, findings: Findings
) -> None:
    """Each movement belongs to a stay and fits between its admission and its exit."""
    owners = owners_of(lines, stays, known, findings)
    by_stay: dict[tuple[str, datetime | None], list[MovementLine]] = defaultdict(list)
    for line in lines:
        owner = owners.get(line)
        if owner is None:
            continue
        if owner.rejected:
            findings.add(line, R.PERSON_NOT_IMPORTED, NOTE, Field.NUMBER)
        if line.start is not None and line.kind is not None and owner.admitted is not None:
            by_stay[(owner.number, owner.admitted)].append(line)
    stored = _stored(known)
    for (number, _), moves in by_stay.items():
        store = stored.get(number, _Stored())
        _judge_order(sorted(moves, key=_move_order), owners[moves[0]], store, findings)


def owners_of(
    lines: Sequence[MovementLine], stays: Sequence[Residence], known: Known, findings: Findings
) -> Mapping[MovementLine, Whose]:
    """The stay of each movement: by number, then by ID number, then by a name that is unique."""
    by_number = stays_by_number(stays, findings)
    by_id: dict[str, list[Residence]] = defaultdict(list)
    by_name: dict[str, list[Residence]] = defaultdict(list)
    for found in by_number.values():
        for stay in found:
            by_id[stay.line.id_number].append(stay)
            by_name[name_key(stay.line.name)].append(stay)
    stored = {search_key(s.number): s for s in known.stays}
    owners: dict[MovementLine, Whose] = {}
    for line in lines:
        named = by_name.get(name_key(line.name), []) if line.name else []
        key = search_key(line.number)
        chosen = by_number.get(key, []) if key else by_id.get(line.id_number, []) if line.id_number else (
            named if len({s.line.number for s in named}) == 1 else []
        )  # fmt: skip
        if chosen:
            owners[line] = _of_file(_at_time(chosen, line.start), known, findings)
        elif key in stored:
            owners[line] = Whose(stored[key].number, stored[key].name, stored[key].admitted)
        elif key or line.id_number or line.name:
            hint = named[0].line.number if len(named) == 1 else ""
            findings.add(
                line, R.UNKNOWN_PERSON, ERROR, Field.NUMBER, hint, number=line.number or line.name
            )
            continue
        else:
            continue
        owner = owners[line]
        if line.name and name_key(line.name) != name_key(owner.name):
            findings.add(line, R.NAME_DIFFERS, WARNING, Field.NAME, owner.name, name=owner.name)
    return owners


def _of_file(stay: Residence, known: Known, findings: Findings) -> Whose:
    line = stay.line
    admitted = stay.period.start if stay.period else None
    number = line.number
    if not number:
        number = next((s.number for s in known.stays if same_stay(line, s)), f"#{line.ref}")
    return Whose(
        search_key(number), line.name, admitted, line.fee_class, findings.is_error(line.ref)
    )


def _at_time(stays: Sequence[Residence], moment: datetime | None) -> Residence:
    """The latest stay that had begun by then, else the first."""
    begun = [(s.period.start, s) for s in stays if s.period and moment and s.period.start <= moment]
    return max(begun, key=lambda pair: pair[0])[1] if begun else stays[0]


def _move_order(line: MovementLine) -> tuple[float, bool, int, int]:
    start = line.start.timestamp() if line.start else 0.0
    return (start, line.kind in GONE, line.ref.table, line.ref.row)


def _judge_order(
    moves: Sequence[MovementLine], owner: Whose, store: "_Stored", findings: Findings
) -> None:
    """The movements of one stay in the order they happened."""
    state = _State(_first_class(moves, owner.fee_class))
    seen: set[tuple[MovementKind, datetime, str]] = set()
    for line in moves:
        if line.kind is None or line.start is None:
            continue
        mark = (line.kind, line.start, line.class_to)
        if mark in seen:
            findings.add(line, R.DUPLICATE_ROW, ERROR, Field.FROM_TIME)
            continue
        seen.add(mark)
        if store.has(line):
            findings.add(line, R.ALREADY_THERE, NOTE)
        elif reason := store.against(line):
            findings.add(line, reason, ERROR, Field.FROM_TIME, other="")
            continue
        if owner.admitted and _before(line, owner.admitted):
            reason = R.EXIT_BEFORE_ADMISSION if line.kind in GONE else R.BEFORE_ADMISSION
            findings.add(line, reason, ERROR, Field.FROM_TIME)
            continue
        state.take(line, findings)


@dataclass(slots=True)
class _State:
    """Where a person is while the movements are followed."""

    fee_class: str
    left: bool = False
    escaped: bool = False
    away: MovementLine | None = None
    until: datetime | None = None

    def take(self, line: MovementLine, findings: Findings) -> None:
        """One more movement; finds what cannot follow the ones before."""
        if self.left:
            reason = R.ALREADY_LEFT if line.kind in GONE else R.AFTER_EXIT
            findings.add(line, reason, ERROR, Field.FROM_TIME)
        elif line.kind in GONE:
            self.left = True
            if self.escaped and line.exit_reason is ExitReason.EARLY:
                findings.add(line, R.EARLY_AFTER_ESCAPE, ERROR, Field.KIND)
        elif line.kind is MovementKind.CLASS_CHANGE:
            if line.class_from and self.fee_class and line.class_from != self.fee_class:
                findings.add(line, R.CLASS_DIFFERS, WARNING, Field.KIND, told=self.fee_class)
            self.fee_class = line.class_to
        elif line.kind is MovementKind.RETURN:
            if self.away is None or self.until is not None:
                findings.add(line, R.RETURN_WITHOUT_LEAVING, ERROR, Field.FROM_TIME)
            self.until = line.start
        elif line.kind in AWAY and line.start is not None:
            if self.away is not None and (self.until is None or self.until > line.start):
                findings.add(line, R.MOVEMENT_OVERLAP, ERROR, Field.FROM_TIME, other=self.away.text)
                return
            self.away, self.until = line, line.end
            self.escaped = self.escaped or line.kind is MovementKind.ESCAPED


def _stored(known: Known) -> dict[str, "_Stored"]:
    """What the store holds, by number of the stay."""
    found: dict[str, _Stored] = defaultdict(_Stored)
    for stay in known.stays:
        found[search_key(stay.number)].exit = stay.exit
    for absence in known.absences:
        found[search_key(absence.number)].absences.append(absence)
    for number, value, moment in known.classes:
        found[search_key(number)].classes.add((value, moment))
    return found


@dataclass(slots=True)
class _Stored:
    """What the store holds of one stay."""

    absences: list[KnownAbsence] = field(default_factory=list)
    classes: set[tuple[str, datetime]] = field(default_factory=set)
    exit: datetime | None = None

    def has(self, line: MovementLine) -> bool:
        """Whether the same event was entered before."""
        if line.kind in GONE:
            return self.exit == line.start
        if line.kind is MovementKind.CLASS_CHANGE:
            return (line.class_to, line.start) in self.classes
        if line.kind is MovementKind.RETURN:
            return any(a.end == line.start for a in self.absences)
        return any(a.kind == line.kind and a.start == line.start for a in self.absences)

    def against(self, line: MovementLine) -> ImportReason | None:
        """Why the store speaks against a new event."""
        if line.start is None:
            return None
        if self.exit is not None and line.kind in GONE:
            return R.ALREADY_LEFT
        if self.exit is not None and line.start >= self.exit:
            return R.AFTER_EXIT
        if line.kind in AWAY:
            mine = Period(line.start, line.end)
            if any(mine.overlaps(Period(a.start, a.end)) for a in self.absences):
                return R.MOVEMENT_OVERLAP
        return None


def _first_class(moves: Sequence[MovementLine], census: str) -> str:
    """Class before the first change; a census kept up to date shows the class after the last."""
    changes = [m for m in moves if m.kind is MovementKind.CLASS_CHANGE]
    if changes and census == changes[-1].class_to and changes[0].class_from:
        return changes[0].class_from
    return census


def _before(line: MovementLine, admitted: datetime) -> bool:
    """Earlier than the admission; on the same day only when the times were written."""
    if line.start is None or line.start >= admitted:
        return False
    assumed = any(f.reason is R.TIME_ASSUMED for f in line.findings)
    return centre_day(line.start) < centre_day(admitted) or not assumed


def judge_costs(
    lines: Sequence[CostLine], stays: Sequence[Residence], places: Places, known: Known,
    findings: Findings,
) -> None:  # fmt: skip
    """Costs name known people and zones, lie in open months; a voucher line is entered once."""
    by_number = stays_by_number(stays, findings)
    stored = {search_key(s.number): Period(s.admitted, s.exit) for s in known.stays}
    names = voucher_names(lines)
    seen: set[tuple[object, ...]] = set()
    for line in lines:
        key = search_key(line.number)
        found = by_number.get(key, [])
        if key and not found and key not in stored:
            findings.add(line, R.UNKNOWN_PERSON, ERROR, Field.NUMBER, number=line.number)
        elif key and key not in stored and all(findings.is_error(s.line.ref) for s in found):
            findings.add(line, R.PERSON_NOT_IMPORTED, NOTE, Field.NUMBER)
        elif (
            key
            and line.day
            and not _in_house(line.day, [*(s.period for s in found), stored.get(key)])
        ):
            findings.add(line, R.COST_OUTSIDE_STAY, NOTE, Field.DAY)
        if line.zone and places.zones and places.zone(line.zone) is None:
            findings.add(line, R.UNKNOWN_ZONE, WARNING, Field.ZONE, zone=line.zone)
        mark = (line.voucher, line.day, line.item, line.amount, key, zone_key(line.zone))
        if line.voucher and mark in seen:
            findings.add(line, R.DUPLICATE_ROW, ERROR, Field.VOUCHER)
        elif names[line.ref] in known.vouchers:
            findings.add(line, R.ALREADY_THERE, NOTE, Field.VOUCHER)
        elif line.day and f"{line.day:%Y-%m}" in known.closed:
            findings.add(line, R.MONTH_CLOSED, ERROR, Field.DAY, month=f"{line.day:%Y-%m}")
        seen.add(mark)


def _in_house(day: date, periods: Sequence[Period | None]) -> bool:
    """T3: nobody is charged for a day before the admission or after the exit."""
    return any(
        p is not None and centre_day(p.start) <= day and (p.end is None or day <= centre_day(p.end))
        for p in periods
    )


def voucher_names(lines: Sequence[CostLine]) -> Mapping[RowRef, str]:
    """The name each cost line is stored under, the same at every import of the same file.

    Further lines of one voucher get `-2`, `-3`; a line without a voucher is named by its content.
    """
    counted: dict[str, int] = defaultdict(int)
    names: dict[RowRef, str] = {}
    for line in lines:
        base = line.voucher
        if not base:
            content = (
                f"{line.day}|{line.item}|{line.amount}|{line.zone}|{line.number}|{line.summary}"
            )
            base = f"无号-{line.day:%Y%m%d}-{crc32(content.encode()):08x}" if line.day else "无号"
        counted[base] += 1
        names[line.ref] = base if counted[base] == 1 else f"{base}-{counted[base]}"
    return names
