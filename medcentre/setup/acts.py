"""The import itself: good rows of a preview in one transaction, once, however often it is run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from medcentre.fees.acts.costs import record_cost_in
from medcentre.fees.commands import RecordCost
from medcentre.fees.facts import CostCategory
from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import Money
from medcentre.kernel.permissions import Data, edit
from medcentre.kernel.texts import search_key
from medcentre.placement.acts.places import define_places_in
from medcentre.placement.commands import NewBed, NewRoom, NewZone
from medcentre.placement.facts import Attribute, ZoneKind
from medcentre.setup.events import voucher_names
from medcentre.setup.facts import (
    BedLine,
    CensusLine,
    CostLine,
    FileKind,
    ImportReason,
    SetupCode,
    StaffLine,
    Verdict,
)
from medcentre.setup.known import Known
from medcentre.setup.people import People
from medcentre.setup.preview import JudgedRow, Preview, against
from medcentre.setup.teams import Teams
from medcentre.setup.values import bed_key, found_in, zone_key
from medcentre.setup.views import known_in
from medcentre.staff.acts.people import RegisterStaff, SecondmentTerms, register_staff_in
from medcentre.staff.facts import Category
from medcentre.store.uow import UnitOfWork, unit_of_work

PREGNANCY_WEEKS = 40
SKIPS = frozenset(
    {ImportReason.ALREADY_THERE, ImportReason.PERSON_NOT_IMPORTED, ImportReason.ZERO_AMOUNT}
)
"""Findings with which a good row is not entered (again)."""


class Progress(Protocol):
    """How far an import is; raising inside `step` cancels it and nothing is kept."""

    def step(self, done: int, total: int) -> None:
        """Called after every row."""
        ...


@dataclass(slots=True)
class Imported:
    """What an import entered, by kind of table, and what it did not."""

    entered: dict[FileKind, int] = field(default_factory=lambda: dict.fromkeys(FileKind, 0))
    already: dict[FileKind, int] = field(default_factory=lambda: dict.fromkeys(FileKind, 0))
    left_out: dict[FileKind, int] = field(default_factory=lambda: dict.fromkeys(FileKind, 0))
    updated: int = 0
    """Rows known before of which something missing was filled in."""


@act("setup.import", edit(Data.SETTINGS))
def apply_import(
    ctx: ServiceContext,
    preview: Preview,
    *,
    good_rows_only: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Enter the rows of a preview: all of it in one transaction, or nothing.

    Judges everything once more against the store as it is now, so that importing the same files
    again enters nothing twice. Raises DomainError: rows with errors and not `good_rows_only`, the
    store changed so that rows good in the preview are so no longer.
    """
    with unit_of_work(ctx) as uow:
        known = known_in(uow.session)
        fresh = against(preview, known)
        errors = fresh.count(Verdict.ERROR)
        if errors > preview.count(Verdict.ERROR):
            raise DomainError(SetupCode.PREVIEW_STALE)
        if errors and not good_rows_only:
            raise DomainError(SetupCode.HAS_ERRORS, errors=errors)
        done = _Run(uow, fresh, known, progress).all()
        uow.commit()
    return done


class _Run:
    """One import on its way through an open unit of work."""

    def __init__(
        self, uow: UnitOfWork, preview: Preview, known: Known, progress: Progress | None
    ) -> None:
        self.uow, self.preview, self.known, self.progress = uow, preview, known, progress
        self.result = Imported()
        self.total, self.stepped = len(preview.rows), 0

    def all(self) -> Imported:
        """Places first, then the people who work and live there, then what happened and cost."""
        beds = {bed_key(b.code): b.bed_id for b in self.known.beds}
        beds |= self._places()
        teams = Teams(self.uow)
        for row in self._wanted(FileKind.STAFF):
            if isinstance(row.line, StaffLine):
                staff_id = register_staff_in(self.uow, staff_command(row.line, self.preview))
                teams.join(staff_id, row.line, self.preview.today)
        self._known_colleagues(teams)
        people = People(self.uow, self.known, beds)
        census, moves = self._wanted(FileKind.CENSUS), self._wanted(FileKind.MOVEMENTS)
        people.enter(census, moves, self.preview.of(FileKind.CENSUS), self._step)
        self.result.updated += people.updated
        self._costs(people.stays)
        self._audit()
        return self.result

    def _known_colleagues(self, teams: Teams) -> None:
        """Zones of those entered before without any, as when an earlier list had no such column."""
        for row in self.preview.of(FileKind.STAFF):
            known = ImportReason.ALREADY_THERE in {f.reason for f in row.findings}
            if known and isinstance(row.line, StaffLine) and row.verdict is not Verdict.ERROR:
                self.result.updated += teams.fill(row.line, self.preview.today)

    def _wanted(self, kind: FileKind) -> list[JudgedRow]:
        """Rows of a kind to be entered; the others are counted."""
        wanted = []
        for row in self.preview.of(kind):
            reasons = {f.reason for f in row.findings}
            if row.verdict is Verdict.ERROR or ImportReason.PERSON_NOT_IMPORTED in reasons:
                self.result.left_out[kind] += 1
            elif reasons & SKIPS:
                self.result.already[kind] += 1
                if kind is FileKind.MOVEMENTS:  # a return may be new though the leaving is known
                    wanted.append(row)
            else:
                self.result.entered[kind] += 1
                wanted.append(row)
            if kind is not FileKind.CENSUS:
                self._step()
        return wanted

    def _step(self) -> None:
        self.stepped += 1
        if self.progress is not None:
            self.progress.step(min(self.stepped, self.total), self.total)

    def _places(self) -> Mapping[str, int]:
        lines = [r.line for r in self._wanted(FileKind.ZONES) if isinstance(r.line, BedLine)]
        if not lines:
            return {}
        zones = zone_commands(lines, self.known)
        codes = define_places_in(self.uow, zones, self._since())
        return {bed_key(code): bed_id for code, bed_id in codes.items()}

    def _since(self) -> datetime:
        """Places are as old as the first admission into them."""
        admitted = [
            r.line.admitted for r in self.preview.of(FileKind.CENSUS)
            if isinstance(r.line, CensusLine) and r.line.admitted and r.verdict is not Verdict.ERROR
        ]  # fmt: skip
        return min([self.uow.ctx.clock.now(), *admitted])

    def _costs(self, stays: Mapping[str, int]) -> None:
        rows = [r for r in self.preview.of(FileKind.COSTS) if isinstance(r.line, CostLine)]
        names = voucher_names([r.line for r in rows if isinstance(r.line, CostLine)])
        for row in self._wanted(FileKind.COSTS):
            if isinstance(row.line, CostLine):
                outside = any(f.reason is ImportReason.COST_OUTSIDE_STAY for f in row.findings)
                stay = None if outside else stays.get(search_key(row.line.number))
                if command := cost_command(row.line, names[row.ref], stay):
                    record_cost_in(self.uow, command)

    def _audit(self) -> None:
        """One line of the audit trail a file, beside those of everybody and everything entered."""
        for index, table in enumerate(self.preview.tables):
            rows = [r for r in self.preview.rows if r.ref.table == index]
            counts = {v.value: sum(r.verdict is v for r in rows) for v in Verdict}
            corrected = sorted(
                {f"{ref.row}:{f}" for ref, f in self.preview.edits if ref.table == index}
            )
            dropped = sorted(ref.row for ref in self.preview.dropped if ref.table == index)
            self.uow.record(
                f"import:{table.file}", Topic.SETTINGS, sheet=table.sheet, kind=table.kind.value,
                rows=counts, corrected=corrected, dropped=dropped,
            )  # fmt: skip


def zone_commands(lines: Sequence[BedLine], known: Known) -> tuple[NewZone, ...]:
    """Zones with their rooms and beds, in the order of the file."""
    codes = {zone_key(code): code for code, _ in known.zones}
    zones: dict[str, list[BedLine]] = {}
    for line in lines:
        zones.setdefault(codes.setdefault(zone_key(line.zone), line.zone), []).append(line)
    return tuple(_zone(code, group) for code, group in zones.items())


def _zone(code: str, lines: Sequence[BedLine]) -> NewZone:
    rooms: dict[str, list[BedLine]] = {}
    for line in lines:
        rooms.setdefault(line.room or line.bed, []).append(line)
    sexes = {line.sex for line in lines}
    sex = sexes.pop() if len(sexes) == 1 else "0"
    purpose = next((line.purpose for line in lines if line.purpose), "")
    name = next((line.zone_name for line in lines if line.zone_name), code)
    return NewZone(
        code=code, name=name, kind=zone_kind(purpose or name, sex), sex=_either(sex), note=purpose[:200],
        rooms=tuple(NewRoom(code=room, beds=tuple(map(_bed, beds))) for room, beds in rooms.items()),
    )  # fmt: skip


def _bed(line: BedLine) -> NewBed:
    known = frozenset(Attribute(a) for a in line.attributes)
    return NewBed(code=line.bed, sex=_either(line.sex), attributes=known)


def _either(sex: str) -> str:
    return "" if sex == "0" else sex


def zone_kind(purpose: str, sex: str) -> ZoneKind:
    """What a zone is for, from its purpose in words; without a known word by sex, else general."""
    code = found_in(purpose, "zone_kind")
    if code:
        return ZoneKind(code)
    return ZoneKind.WOMEN if sex == "2" else ZoneKind.REHAB


ADMINISTRATORS = frozenset({"it_admin", "sec_admin", "audit_admin"})


def staff_command(line: StaffLine, preview: Preview) -> RegisterStaff:
    """A colleague as the staff room registers one; pregnancy counted back from its weeks."""
    weeks = line.pregnant_weeks
    since = None if weeks is None else preview.today - timedelta(weeks=min(weeks, PREGNANCY_WEEKS))
    terms = None
    if line.exchange_unit and line.exchange_from and line.exchange_to:
        terms = SecondmentTerms(
            home_unit=line.exchange_unit[:80], first_day=line.exchange_from,
            last_day=max(line.exchange_from, line.exchange_to),
        )  # fmt: skip
    category = "administrator" if line.category in ADMINISTRATORS else line.category
    return RegisterStaff(
        number=line.number, name=line.name, sex=line.sex or "0", category=Category(category),
        title=line.title[:40], employer=line.employer[:80], licence=line.licence[:40],
        night_duty=line.night is not False, remarks=line.remark, pregnant_since=since,
        child_born_on=preview.today if line.nursing else None, secondment=terms,
    )  # fmt: skip


def cost_command(line: CostLine, voucher: str, stay_id: int | None) -> RecordCost | None:
    """A voucher; a person who was not in the house that day stays in its text only (T3)."""
    if line.day is None or not line.amount:
        return None
    note = f"{line.summary}（{line.number}）" if line.number and stay_id is None else line.summary
    return RecordCost(
        voucher=voucher, on_day=line.day, category=CostCategory(line.item), amount=Money(line.amount),
        summary=note[:200], zone=line.zone[:20], stay_id=stay_id,
    )  # fmt: skip
