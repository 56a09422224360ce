"""Rules over the rows of all files together: who is twice, whose bed is taken, what cannot be true.

Pure functions; which of two rows is wrong follows from rules, never from the file's order alone.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from medcentre.kernel.clock import centre_day
from medcentre.kernel.periods import Period
from medcentre.kernel.texts import search_key
from medcentre.setup.events import judge_costs, judge_movements
from medcentre.setup.facts import (
    BedLine,
    CensusLine,
    Field,
    ImportReason,
    RowRef,
    Severity,
    StaffLine,
)
from medcentre.setup.judging import Findings, Lines, Places, Residence, residences, same_stay
from medcentre.setup.known import Known, KnownStay
from medcentre.setup.rows import name_key
from medcentre.setup.values import bed_key, zone_key

R = ImportReason
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def judge(lines: Lines, known: Known) -> Findings:
    """Everything to be said about every row."""
    findings = Findings()
    for group in (lines.beds, lines.staff, lines.census, lines.movements, lines.costs):
        findings.start(group)
    places = Places(lines.beds, known)
    judge_beds(lines.beds, known, findings)
    judge_staff(lines.staff, places, known, findings)
    stays = residences(lines, known)
    judge_persons(stays, known, findings)
    judge_places(stays, places, known, findings)
    judge_movements(lines.movements, stays, known, findings)
    judge_costs(lines.costs, stays, places, known, findings)
    return findings


def judge_beds(lines: Sequence[BedLine], known: Known, findings: Findings) -> None:
    """A bed stands once; a zone has one public name."""
    there = {bed_key(b.code) for b in known.beds}
    seen: set[str] = set()
    for line in lines:
        if not line.bed:
            continue
        key = bed_key(line.bed)
        if key in seen:
            findings.add(line, R.DUPLICATE_BED, ERROR, Field.BED, bed=line.bed)
        elif key in there:
            findings.add(line, R.ALREADY_THERE, NOTE, Field.BED)
        seen.add(key)


def judge_staff(
    lines: Sequence[StaffLine], places: Places, known: Known, findings: Findings
) -> None:
    """A staff number belongs to one person; zones that nobody knows are left out with a word."""
    for line in lines:
        for zone in line.zones:
            if places.zone(zone) is None:
                findings.add(line, R.UNKNOWN_ZONE, WARNING, Field.ZONE, zone=zone)
    there = {search_key(n) for n in known.staff}
    seen: dict[str, StaffLine] = {}
    for line in lines:
        key = search_key(line.number)
        if not key:
            continue
        if key in seen:
            findings.add(
                line,
                R.DUPLICATE_NUMBER,
                ERROR,
                Field.STAFF_NO,
                number=line.number,
                name=seen[key].name,
            )
        elif key in there:
            findings.add(line, R.ALREADY_THERE, NOTE, Field.STAFF_NO)
        seen.setdefault(key, line)


def judge_persons(stays: Sequence[Residence], known: Known, findings: Findings) -> None:
    """Nobody stays twice at once; a number belongs to one person.

    Of two entries of one person the later admission (then the lower row) is the one too many; an
    admission after an exit is a new stay and fine.
    """
    by_person: dict[object, list[Residence]] = defaultdict(list)
    by_number: dict[str, list[Residence]] = defaultdict(list)
    stored = {search_key(s.number): s for s in known.stays}
    by_id: dict[str, list[KnownStay]] = defaultdict(list)
    for held in known.stays:
        by_id[held.id_number].append(held)
    for stay in sorted(stays, key=_entry_order):
        line = stay.line
        number = search_key(line.number)
        twin = next((o for o in by_number[number] if number and _same_entry(stay, o)), None)
        twin = twin or next(
            (o for k in _person_keys(line) for o in by_person[k] if stay.overlaps(o)), None
        )
        if twin:
            findings.add(line, R.DUPLICATE_PERSON, ERROR, Field.ID_NUMBER, row=twin.line.ref.row,
                         name=twin.line.name, number=twin.line.number)  # fmt: skip
            continue
        if number and by_number[number]:
            other = by_number[number][0].line
            findings.add(line, R.DUPLICATE_NUMBER, ERROR, Field.NUMBER, number=line.number,
                         name=other.name, row=other.ref.row)  # fmt: skip
        else:
            mine = by_id.get(line.id_number, []) if line.id_number else []
            same = stored.get(number) or next((s for s in mine if same_stay(line, s)), None)
            _against_store(stay, same, mine, findings)
        by_number[number].append(stay)
        for key in _person_keys(line):
            by_person[key].append(stay)


def _entry_order(stay: Residence) -> tuple[bool, float, RowRef]:
    start = stay.period.start.timestamp() if stay.period else 0.0
    return (stay.period is None, start, stay.line.ref)


def _same_entry(stay: Residence, other: Residence) -> bool:
    """Same number and plainly the same person, at the same time as far as times are known."""
    a, b = stay.line, other.line
    same = name_key(a.name) == name_key(b.name) or (a.id_number and a.id_number == b.id_number)
    apart = stay.period and other.period and not stay.overlaps(other)
    return bool(same and not apart)


def _person_keys(line: CensusLine) -> Iterator[object]:
    if line.id_number:
        yield line.id_number
    elif line.name and line.birth:
        yield (name_key(line.name), line.birth)


def _against_store(
    stay: Residence, same: KnownStay | None, mine: Sequence[KnownStay], findings: Findings
) -> None:
    """`same`: the stay of the store with this number; `mine`: stays of the store of this person."""
    line = stay.line
    if same is not None:
        person = same.id_number == line.id_number if same.id_number and line.id_number else (
            name_key(same.name) == name_key(line.name)
        )  # fmt: skip
        if person:
            findings.add(line, R.ALREADY_THERE, NOTE, Field.NUMBER)
            _differences(line, same, findings)
        else:
            findings.add(
                line,
                R.DUPLICATE_NUMBER,
                ERROR,
                Field.NUMBER,
                number=line.number,
                name=same.name,
                row="",
            )
        return
    for other in mine:
        if stay.period and stay.period.overlaps(Period(other.admitted, other.exit)):
            findings.add(line, R.DUPLICATE_PERSON, ERROR, Field.ID_NUMBER, row="", name=other.name,
                         number=other.number)  # fmt: skip
            return


def _differences(line: CensusLine, stored: KnownStay, findings: Findings) -> None:
    """What the list says otherwise. The store wins, except where it only waits for the class."""
    if line.admitted and centre_day(line.admitted) != centre_day(stored.admitted):
        day = f"{centre_day(stored.admitted):%Y-%m-%d}"
        findings.add(line, R.DIFFERS_FROM_STORE, NOTE, Field.ADMITTED_DATE, day, stored=day)
    if line.name and name_key(line.name) != name_key(stored.name):
        findings.add(line, R.DIFFERS_FROM_STORE, NOTE, Field.NAME, stored.name, stored=stored.name)
    if line.bed and stored.bed and bed_key(line.bed) != bed_key(stored.bed):
        findings.add(line, R.DIFFERS_FROM_STORE, NOTE, Field.BED, stored.bed, stored=stored.bed)
    if line.fee_class and stored.unconfirmed:
        findings.add(line, R.CLASS_FILLED, NOTE, Field.FEE_CLASS)


def judge_places(
    stays: Sequence[Residence], places: Places, known: Known, findings: Findings
) -> None:
    """Beds exist, suit the sex (PL-H01) and hold one person at a time (S3)."""
    claims: dict[str, list[tuple[bool, Residence]]] = defaultdict(list)
    held = _held_in_store(known)
    taken = {bed_key(s.line.bed) for s in stays if s.line.bed} | held.keys()
    for stay in stays:
        if findings.has(stay.line.ref, R.DUPLICATE_PERSON):
            continue
        strange = _judge_bed_and_zone(stay, places, taken, findings)
        if stay.line.bed and stay.period and places.bed(stay.line.bed):
            claims[bed_key(stay.line.bed)].append((strange, stay))
    for key, wanting in claims.items():
        _judge_claims(key, wanting, held.get(key, []), places, taken, findings)


def _judge_bed_and_zone(
    stay: Residence, places: Places, taken: Container[str], findings: Findings
) -> bool:
    """Bed and zone of one row. True when the zone beside it speaks against the bed."""
    line = stay.line
    bed, zone = places.bed(line.bed), places.zone(line.zone)
    if not places.beds:
        if line.bed:
            findings.add(line, R.NO_BED_LIST, WARNING, Field.BED)
        return False
    if line.zone and zone is None:
        severe = ERROR if not line.bed else WARNING
        findings.add(line, R.UNKNOWN_ZONE, severe, Field.ZONE, zone=line.zone)
    if not line.bed:
        if stay.period is None or stay.period.end is None:
            findings.add(line, R.MISSING_BED, WARNING, Field.BED)
        return False
    if bed is None:
        hint = "、".join(_free_beds(places, line, taken))
        findings.add(line, R.UNKNOWN_BED, ERROR, Field.BED, hint, bed=line.bed)
        return False
    wrong_sex = bed.sex in "12" and line.sex in ("1", "2") and bed.sex != line.sex
    if wrong_sex and not findings.has(line.ref, R.SEX_MISMATCH_ID):
        findings.add(
            line,
            R.SEX_BED_MISMATCH,
            ERROR,
            Field.BED,
            bed=bed.code,
            sex=f"label:import_sex.{bed.sex}",
        )
    if zone is not None and zone_key(zone) != zone_key(bed.zone):
        findings.add(line, R.BED_ZONE_MISMATCH, WARNING, Field.BED, bed=bed.code, zone=bed.zone)
        return True
    return False


def _held_in_store(known: Known) -> dict[str, list[KnownStay]]:
    held: dict[str, list[KnownStay]] = defaultdict(list)
    for stay in known.stays:
        if stay.bed and stay.exit is None:
            held[bed_key(stay.bed)].append(stay)
    return held


def _judge_claims(
    key: str, wanting: list[tuple[bool, Residence]], held: Sequence[KnownStay], places: Places,
    taken: Container[str], findings: Findings,
) -> None:  # fmt: skip
    """Who has a bed first keeps it; a row whose zone contradicts the bed comes last."""
    kept: list[Residence] = []
    for _, stay in sorted(wanting, key=lambda w: (w[0], *_entry_order(w[1]))):
        line = stay.line
        other = next((s for s in held if not same_stay(line, s)
                      and stay.period and stay.period.overlaps(Period(s.admitted, s.exit))), None)  # fmt: skip
        holder = (
            other.name if other else next((k.line.name for k in kept if k.overlaps(stay)), None)
        )
        if holder is None:
            kept.append(stay)
            continue
        hint = "、".join(_free_beds(places, line, taken))
        findings.add(
            line, R.BED_TAKEN, ERROR, Field.BED, hint, bed=places.beds[key].code, name=holder
        )


def _free_beds(places: Places, line: CensusLine, taken: Container[str]) -> list[str]:
    """Up to three beds of the row's own zone nobody claims, for its sex."""
    zone = places.zone(line.zone)
    free = [b.code for k, b in places.beds.items() if k not in taken and b.sex in ("0", line.sex)
            and zone is not None and zone_key(b.zone) == zone_key(zone)]  # fmt: skip
    return free[:3]
