"""Residents of an import: each stay is admitted, put to bed, and lives through its movements."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from medcentre.kernel.changes import Topic
from medcentre.kernel.texts import search_key
from medcentre.placement.acts.occupancy import new_change, place_in
from medcentre.placement.tables import ChangeModel
from medcentre.residents.acts import admit_in, come_back_in, exit_in, leave_in, set_fact_in
from medcentre.residents.facts import (
    AbsenceKind,
    Admit,
    CareLevel,
    EndAbsence,
    ExitKind,
    FeeClass,
    IllnessFact,
    LegalStatus,
    NewPerson,
    PrecautionKind,
    RecordExit,
    SetFact,
    StartAbsence,
)
from medcentre.residents.tables import ContactModel, StayModel
from medcentre.setup.facts import (
    AWAY,
    CensusLine,
    ExitReason,
    ImportReason,
    MovementKind,
    MovementLine,
    Verdict,
)
from medcentre.setup.illness import propose
from medcentre.setup.judging import same_stay
from medcentre.setup.known import Known, KnownStay
from medcentre.setup.preview import JudgedRow
from medcentre.setup.rows import name_key
from medcentre.setup.values import bed_key
from medcentre.store.uow import UnitOfWork

EXITS: Mapping[ExitReason, ExitKind] = {
    ExitReason.TERM_END: ExitKind.EXPIRED,
    ExitReason.EARLY: ExitKind.EARLY,
    ExitReason.TO_JUSTICE: ExitKind.TO_JUSTICE,
    ExitReason.TO_FACILITY: ExitKind.TO_OTHER,
    ExitReason.TO_COMMUNITY: ExitKind.TO_COMMUNITY,
    ExitReason.MEDICAL_LEAVE_OUT: ExitKind.MEDICAL_OUT,
    ExitReason.VOLUNTARY_END: ExitKind.VOLUNTARY_END,
    ExitReason.DEATH: ExitKind.DEATH,
    ExitReason.OTHER: ExitKind.OTHER,
}
SOURCE = "表格导入"
"""Reason and note of what came from a spreadsheet."""

UNKNOWN_CATEGORY = "BC13"
"""Category of an illness none of whose words is known, until a doctor sets it."""


class People:
    """Enters stays in the order of their admission, each with everything that happened to it."""

    def __init__(self, uow: UnitOfWork, known: Known, beds: Mapping[str, int]) -> None:
        self.uow, self.beds = uow, beds
        self.known = {search_key(s.number): s for s in known.stays}
        self.stays: dict[str, int] = {k: s.stay_id for k, s in self.known.items()}
        self.persons = {s.id_number: s.person_id for s in known.stays if s.id_number}
        self.absences = {(search_key(a.number), a.kind, a.start): a.end for a in known.absences}
        self.updated = 0
        self._change: ChangeModel | None = None

    def enter(
        self, census: Sequence[JudgedRow], moves: Sequence[JudgedRow], all_census: Sequence[JudgedRow],
        step: Callable[[], None],
    ) -> None:  # fmt: skip
        """Admit the census rows and apply the movements, in the order of time."""
        by_stay = self._by_stay([m for m in moves if isinstance(m.line, MovementLine)], all_census)
        lines = [r.line for r in census if isinstance(r.line, CensusLine)]
        for line in sorted(lines, key=lambda x: (x.admitted is None, x.admitted, x.ref)):
            if line.admitted is not None:
                key = self._key(line)
                events = by_stay.pop(key, [])
                self._enter_one(key, line, events)
            step()
        for key, events in by_stay.items():
            if (stay_id := self.stays.get(key)) is not None:
                self._live(key, stay_id, events)
        self._complete(all_census, step)

    def _key(self, line: CensusLine) -> str:
        """Number of the stay; a row without one is known by its person and day, or stands alone."""
        if line.number:
            return search_key(line.number)
        return next((k for k, s in self.known.items() if same_stay(line, s)), f"#{line.ref}")

    def _enter_one(self, key: str, line: CensusLine, events: Sequence[JudgedRow]) -> None:
        person_id = self.persons.get(line.id_number) if line.id_number else None
        stay_id = admit_in(
            self.uow, admission(line, first_class(line, events), person_id), past=True
        )
        self.stays[key] = stay_id
        self._contact(line, stay_id)
        until = next(
            (m.line.start for m in events if isinstance(m.line, MovementLine) and _ends(m.line)),
            None,
        )
        self._bed(line, stay_id, until or line.exit)
        self._live(key, stay_id, events)
        if line.exit is not None and until is None:
            kind = EXITS[line.exit_reason or ExitReason.OTHER]
            exit_in(
                self.uow,
                RecordExit(
                    stay_id=stay_id, version=None, kind=kind, exited_at=line.exit, note=SOURCE
                ),
            )

    def _contact(self, line: CensusLine, stay_id: int) -> None:
        person_id = self.uow.session.get_one(StayModel, stay_id).person_id
        if line.id_number:
            known = line.id_number in self.persons
            self.persons[line.id_number] = person_id
            if known:
                return
        if line.phone:
            self.uow.add(
                ContactModel(
                    person_id=person_id, name="家属", relation="家属", phone=line.phone[:40], note=SOURCE,
                    entered_at=self.uow.ctx.clock.now(), entered_by=self.uow.ctx.actor.name,
                )
            )  # fmt: skip
            self.uow.record(f"person:{person_id}", Topic.RESIDENTS, action="setup.contact")

    def _bed(self, line: CensusLine, stay_id: int, until: datetime | None) -> None:
        bed_id = self.beds.get(bed_key(line.bed)) if line.bed else None
        if bed_id is None or line.admitted is None or (until and until <= line.admitted):
            return
        if self._change is None:
            self._change = new_change(self.uow, "place", self.uow.ctx.clock.now(), SOURCE)
        place_in(
            self.uow,
            stay_id,
            bed_id,
            line.admitted,
            until=until,
            reason=SOURCE,
            change=self._change,
        )

    def _complete(self, rows: Sequence[JudgedRow], step: Callable[[], None]) -> None:
        """Bed and class that were missing at an earlier import; what is known since is kept."""
        for row in rows:
            line = row.line
            known = self.known.get(self._key(line)) if isinstance(line, CensusLine) else None
            if known is None or not isinstance(line, CensusLine) or row.verdict is Verdict.ERROR:
                continue
            step()
            if known.exit is None and not known.bed and known.admitted == line.admitted:
                self._bed(line, known.stay_id, None)
            if known.unconfirmed and line.fee_class:
                self._confirm_class(line, known)

    def _confirm_class(self, line: CensusLine, known: KnownStay) -> None:
        """FEE-11: the lowest class held only until somebody knew the right one."""
        set_fact_in(
            self.uow, "fee_class",
            SetFact(stay_id=known.stay_id, value=line.fee_class, from_at=known.admitted, reason=SOURCE),
        )  # fmt: skip
        self.updated += 1

    # ---- what happened ----------------------------------------------------------------------

    def _by_stay(
        self, moves: Sequence[JudgedRow], census: Sequence[JudgedRow]
    ) -> dict[str, list[JudgedRow]]:
        """Movements by stay: by number, else by identity number, else by a unique name."""
        by_id: dict[str, str] = {}
        by_name: dict[str, set[str]] = defaultdict(set)
        for row in census:
            if isinstance(row.line, CensusLine):
                key = self._key(row.line)
                by_id[row.line.id_number] = key
                by_name[name_key(row.line.name)].add(key)
        found: dict[str, list[JudgedRow]] = defaultdict(list)
        for row in moves:
            line = row.line
            if not isinstance(line, MovementLine):
                continue
            names = by_name.get(name_key(line.name), set())
            key = search_key(line.number) or by_id.get(line.id_number, "") or (
                next(iter(names)) if len(names) == 1 else ""
            )  # fmt: skip
            found[key].append(row)
        return found

    def _live(self, key: str, stay_id: int, events: Sequence[JudgedRow]) -> None:
        """Everything that happened to one stay, in the order of time; nothing after its end."""
        for _, _, row, coming_back in sorted(self._happenings(events), key=lambda h: (h[0], h[1])):
            line = row.line
            if not isinstance(line, MovementLine) or line.start is None or line.kind is None:
                continue
            there = any(f.reason is ImportReason.ALREADY_THERE for f in row.findings)
            if coming_back:
                self._return(key, stay_id, line, there)
            elif there:
                continue
            elif line.kind in AWAY:
                leave_in(
                    self.uow,
                    StartAbsence(
                        stay_id=stay_id,
                        kind=AbsenceKind(line.kind),
                        left_at=line.start,
                        note=line.text,
                    ),
                )
            elif line.kind is MovementKind.CLASS_CHANGE:
                self._class(stay_id, line)
            elif _ends(line):
                kind = EXITS[line.exit_reason or ExitReason.OTHER]
                exit_in(
                    self.uow,
                    RecordExit(
                        stay_id=stay_id,
                        version=None,
                        kind=kind,
                        exited_at=line.start,
                        note=line.text,
                    ),
                )
                return

    def _happenings(
        self, events: Sequence[JudgedRow]
    ) -> Iterator[tuple[datetime, int, JudgedRow, bool]]:
        for row in events:
            line = row.line
            if not isinstance(line, MovementLine) or line.start is None:
                continue
            back = line.kind is MovementKind.RETURN
            yield line.start, 2 if _ends(line) else 0 if back else 1, row, back
            if line.end is not None and line.kind in AWAY:
                yield line.end, 0 if line.end > line.start else 1, row, True

    def _return(self, key: str, stay_id: int, line: MovementLine, there: bool) -> None:
        """The end of an absence; one the store has ended already stays as it is."""
        if there and line.kind is MovementKind.RETURN:
            return
        if there and self._ended(key, line):
            return
        moment = line.start if line.kind is MovementKind.RETURN else line.end
        if moment is not None:
            come_back_in(self.uow, EndAbsence(stay_id=stay_id, returned_at=moment))

    def _ended(self, key: str, line: MovementLine) -> bool:
        return (
            line.start is not None
            and self.absences.get((key, str(line.kind), line.start)) is not None
        )

    def _class(self, stay_id: int, line: MovementLine) -> None:
        if line.start is not None and line.class_to != line.class_from:
            set_fact_in(
                self.uow, "fee_class",
                SetFact(stay_id=stay_id, value=line.class_to, from_at=line.start, reason=line.text[:200]),
            )  # fmt: skip


def _ends(line: MovementLine) -> bool:
    return line.kind in (MovementKind.EXIT, MovementKind.DEATH)


def first_class(line: CensusLine, events: Sequence[JudgedRow]) -> str:
    """Class at the admission: a census kept up to date shows the class after the last change."""
    changes = sorted(
        (m.line for m in events if isinstance(m.line, MovementLine) and m.line.kind is MovementKind.CLASS_CHANGE),
        key=lambda m: m.start.timestamp() if m.start else 0.0,
    )  # fmt: skip
    if changes and line.fee_class == changes[-1].class_to and changes[0].class_from:
        return changes[0].class_from
    return line.fee_class


def admission(line: CensusLine, fee_class: str, person_id: int | None) -> Admit:
    """A census row as an admission; without a class the lowest one, unconfirmed (FEE-11)."""
    if line.admitted is None or line.birth is None:
        raise AssertionError("a row without these is an error and never comes here")
    found = propose(line.illness)
    person = NewPerson(
        name=line.name, sex=line.sex, birth_date=line.birth, id_number=line.id_number or None,
        ethnic=line.ethnic[:20],
    )  # fmt: skip
    categories = found.categories or ((UNKNOWN_CATEGORY,) if line.illness else ())
    illnesses = tuple(
        IllnessFact(category=c, text=line.illness[:300], main=i == 0)
        for i, c in enumerate(categories)
    )
    return Admit(
        person=None if person_id is not None else person, person_id=person_id,
        admission_no=line.number, admitted_at=line.admitted,
        legal_status=LegalStatus(line.legal_status), decision_no=line.decision_no,
        decision_organ=line.decision_organ[:80], decision_on=line.decision_date,
        care_level=CareLevel(line.care_level) if line.care_level else CareLevel.N2,
        fee_class=FeeClass(fee_class) if fee_class else FeeClass.F1, fee_class_confirmed=bool(fee_class),
        illnesses=illnesses, precautions=tuple(PrecautionKind(p) for p in found.precautions),
        note=line.remark,
    )  # fmt: skip
