"""A state machine over placing, moving, exchanging, leaving, reserving, cleaning, absences, exits,
transfers with their approvals, undoing – on both engines, against dictionaries (house rule 25)."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.placement.acts import (
    decide_move,
    exchange,
    leave_bed,
    move,
    place,
    receive_move,
    release,
    request_move,
    reserve,
    sign_bed_clean,
    undo,
    withdraw_move,
)
from medcentre.placement.commands import (
    Decide,
    Exchange,
    Move,
    Place,
    ReceiveMove,
    RequestMove,
    Reserve,
)
from medcentre.placement.facts import BedState
from medcentre.placement.views import bed_map, census, requests, reservations
from medcentre.residents.acts import come_back, leave, record_exit
from medcentre.residents.facts import AbsenceKind, EndAbsence, ExitKind, RecordExit, StartAbsence
from medcentre.residents.views import counts
from medcentre.store import audit
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import reading
from tests.conftest import TEST_KEY, actor
from tests.placement.centre import build, take_in
from tests.postgres import PostgresServer

Before = tuple[dict[int, str], set[str], dict[int, str]]
"""Who lay where, what was dirty, to which zone everybody belonged."""

PEOPLE = st.integers(0, 3)
ALL_BEDS = ("501-1", "501-2", "502-1", "502-2", "201-1")
BEDS = st.sampled_from(ALL_BEDS)
STEPS = frozenset(
    {"place", "move", "exchange", "transfer", "leave_bed", "clean", "reserve", "go_out_or_come_back",
     "exit", "undo"}
)  # fmt: skip
"""What has to have been really done in a run: blind draws are nearly always refused."""


UNDO_WITHIN = timedelta(seconds=60)


def zone(bed: str) -> str:
    """The storey stands for the zone."""
    return bed[0]


class Life(RuleBasedStateMachine):
    """Four men, four beds of one zone and one of another, reached at once only when urgent (PL-01);
    the model knows who lies where and what is dirty."""

    make_store: Callable[[], Store]
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.clock = StillClock()
        self.store = type(self).make_store()
        self.program = ServiceContext(self.store, actor(), self.clock)
        self.ctx = ServiceContext(self.store, actor(Role.NURSE), self.clock)
        self.police = ServiceContext(self.store, actor(Role.POLICE), self.clock)
        self.doctor = ServiceContext(self.store, actor(Role.DOCTOR), self.clock)
        self.receiver = ServiceContext(self.store, actor(Role.NURSE, name="接收人"), self.clock)
        self.beds = build(self.program)
        self.stays = [take_in(self.program, i) for i in range(4)]
        self.lies: dict[int, str] = {}
        self.dirty: set[str] = set()
        self.kept: dict[str, tuple[int, datetime]] = {}
        self.out: set[int] = set()
        self.gone: set[int] = set()
        self.home: dict[int, str] = {}
        self.last: tuple[int, Before, datetime] | None = None
        self.past: list[tuple[datetime, dict[int, str]]] = []

    @initialize()
    def three_lie_in_beds(self) -> None:
        for person, bed in enumerate(ALL_BEDS[:3]):
            self.place(person=person, bed=bed, aimed=False)

    def _aim(self, person: int, people: Iterable[int]) -> int:
        """The person drawn, or one of those for whom the step is possible."""
        able = sorted(set(people) - self.gone)
        return able[person % len(able)] if able else person

    def _free_bed(self, bed: str, person: int, *, zones: str = "") -> str:
        """The bed drawn, or a free one, perhaps of a zone."""
        free = [b for b in ALL_BEDS if self._free(b, person) and (not zones or zone(b) in zones)]
        return free[ALL_BEDS.index(bed) % len(free)] if free else bed

    def _step(self) -> None:
        self.past.append((self.clock.now(), dict(self.lies)))
        self.clock.forward(minutes=1)

    def _free(self, bed: str, person: int) -> bool:
        kept = self.kept.get(bed)
        mine = kept is None or kept[0] == person or kept[1] <= self.clock.now()
        return bed not in self.lies.values() and bed not in self.dirty and mine

    def _now(self) -> Before:
        return dict(self.lies), set(self.dirty), dict(self.home)

    def _remember(self, change: int, before: Before) -> None:
        self.last = (change, before, self.clock.now())

    def _arrived(self, person: int) -> None:
        self.home[person] = zone(self.lies[person])
        self.kept = {b: k for b, k in self.kept.items() if k[0] != person}

    @rule(person=PEOPLE, bed=BEDS, aimed=st.booleans())
    def place(self, person: int, bed: str, aimed: bool) -> None:
        if aimed:
            person = self._aim(person, set(range(4)) - self.lies.keys())
            bed = self._free_bed(bed, person, zones=self.home.get(person, ""))
        may = person not in self.lies and person not in self.gone and self._free(bed, person)
        may = may and self.home.get(person) in (None, zone(bed))
        before = self._now()
        try:
            change = place(
                self.ctx, Place(stay_id=self.stays[person], bed_id=self.beds[bed], reason="r")
            )
        except DomainError:
            assert not may
            return
        assert may
        self._remember(change, before)
        self.lies[person] = bed
        self._arrived(person)
        self.done["place"] += 1
        self._step()

    @rule(person=PEOPLE, bed=BEDS, stale=st.booleans(), urgent=st.booleans(), aimed=st.booleans())
    def move(self, person: int, bed: str, stale: bool, urgent: bool, aimed: bool) -> None:
        if aimed:
            person, stale = self._aim(person, self.lies), False
            here = self.lies.get(person)
            bed = self._free_bed(bed, person, zones="" if urgent or here is None else zone(here))
        here = self.lies.get(person)
        seen = "201-2" if stale or here is None else here
        may = here is not None and not stale and here != bed and self._free(bed, person)
        may = may and person not in self.gone and (urgent or zone(seen) == zone(bed))
        before = self._now()
        try:
            change = move(
                self.police if urgent else self.ctx,
                Move(
                    stay_id=self.stays[person], from_bed_id=self.beds[seen],
                    to_bed_id=self.beds[bed], reason="r", urgent=urgent,
                ),
            )  # fmt: skip
        except DomainError:
            assert not may
            return
        assert may
        assert here is not None
        self._remember(change, before)
        self.dirty.add(here)
        self.lies[person] = bed
        self._arrived(person)
        self.done["move"] += 1
        self._step()

    @rule(
        people=st.lists(PEOPLE, min_size=1, max_size=3, unique=True),
        signed=st.booleans(),
        urgent=st.booleans(),
        aimed=st.booleans(),
    )
    def exchange(self, people: list[int], signed: bool, urgent: bool, aimed: bool) -> None:
        if aimed:  # everybody who lies in the zone of 501, two or three in a ring
            near = [
                p for p in sorted(self.lies) if zone(self.lies[p]) == "5" and p not in self.gone
            ]
            people, signed = near[: max(2, len(people))] or people, True
        here = [self.lies.get(p) for p in people]
        may = len(people) > 1 and signed and all(h is not None for h in here)
        may = may and not self.gone & set(people)
        may = may and (urgent or len({zone(h) for h in here if h}) == 1)
        target = [*here[1:], here[0]]
        places = tuple(
            (self.stays[p], self.beds[t or "201-2"]) for p, t in zip(people, target, strict=True)
        )
        before = self._now()
        try:
            change = exchange(
                self.police if urgent else self.ctx,
                Exchange(places=places, reason="r", cleaning_signed=signed, urgent=urgent),
            )
        except DomainError:
            assert not may
            return
        assert may
        self._remember(change, before)
        for person, bed in zip(people, target, strict=True):
            assert bed is not None
            self.lies[person] = bed
            self._arrived(person)
        self.done["exchange"] += 1
        self._step()

    @rule(person=PEOPLE, bed=BEDS, signed=st.integers(0, 2), aimed=st.booleans())
    def transfer(self, person: int, bed: str, signed: int, aimed: bool) -> None:
        """PL-01: asked for, signed by none, one or both sides, received only then."""
        if aimed:
            person, signed = self._aim(person, self.home), 2
            other = "2" if self.home.get(person) == "5" else "5"
            bed = self._free_bed(bed, person, zones=other)
        home = self.home.get(person)
        if home == zone(bed):
            return
        may = home is not None and person not in self.gone
        before, wish = self._now(), RequestMove(
            stay_id=self.stays[person], to_bed_id=self.beds[bed], reason="r"
        )  # fmt: skip
        try:
            request = request_move(self.ctx, wish)
        except DomainError:
            assert not may
            return
        assert may
        free = self._free(bed, person)
        for version, who in enumerate((self.doctor, self.police)[:signed], 1):
            decide_move(who, Decide(id=request, version=version, approve=True))
        try:
            change = receive_move(
                self.receiver, ReceiveMove(id=request, version=signed + 1, reason="r")
            )
        except DomainError:
            assert signed < 2 or not free
            self._withdraw("approved" if signed == 2 else "requested")
            if self.kept.get(bed, (None,))[0] == person:
                del self.kept[bed]
            self.last = None
            return
        assert signed == 2
        assert free
        self._remember(change, before)
        if person in self.lies:
            self.dirty.add(self.lies[person])
        self.lies[person] = bed
        self._arrived(person)
        self.done["transfer"] += 1
        self._step()

    def _withdraw(self, status: str) -> None:
        """At most one transfer is open between rules: one that an undo opened again, with all that
        was signed."""
        for row in requests(self.ctx):
            assert row.status == status
            withdraw_move(self.ctx, row.id, row.version, "r")

    @rule(person=PEOPLE)
    def leave_bed(self, person: int) -> None:
        try:
            leave_bed(self.ctx, self.stays[person])
        except DomainError:
            assert person not in self.lies
            return
        self.dirty.add(self.lies.pop(person))
        self.last = None
        self.done["leave_bed"] += 1
        self._step()

    @rule(bed=BEDS, aimed=st.booleans())
    def clean(self, bed: str, aimed: bool) -> None:
        if aimed and self.dirty:
            bed = sorted(self.dirty)[ALL_BEDS.index(bed) % len(self.dirty)]
        try:
            sign_bed_clean(self.ctx, self.beds[bed])
        except DomainError:
            assert bed not in self.dirty
            return
        self.dirty.discard(bed)
        self.last = None
        self.done["clean"] += 1
        self._step()

    @rule(person=PEOPLE, bed=BEDS, hours=st.integers(1, 26))
    def reserve(self, person: int, bed: str, hours: int) -> None:
        until = self.clock.now() + timedelta(hours=hours)
        kept = self.kept.get(bed)
        running = kept is not None and kept[1] > self.clock.now()
        may = (
            hours <= 24
            and person not in self.gone
            and bed not in self.lies.values()
            and not running
        )
        try:
            reserve(
                self.ctx, Reserve(bed_id=self.beds[bed], stay_id=self.stays[person], until=until)
            )
        except DomainError:
            assert not may
            return
        assert may
        self.kept[bed] = (person, until)
        self.done["reserve"] += 1
        self.last = None

    @rule(bed=BEDS)
    def release(self, bed: str) -> None:
        row = next((r for r in reservations(self.ctx) if r.bed == bed), None)
        if row is not None:
            release(self.ctx, row.id, row.version)
            del self.kept[bed]

    @rule(person=PEOPLE)
    def go_out_or_come_back(self, person: int) -> None:
        """B14: being out changes nothing about the bed."""
        if person in self.gone:
            return
        stay, now = self.stays[person], self.clock.now()
        if person in self.out:
            come_back(self.program, EndAbsence(stay_id=stay, returned_at=now))
            self.out.discard(person)
        else:
            leave(
                self.program,
                StartAbsence(stay_id=stay, kind=AbsenceKind.HOSPITAL_TRIP, left_at=now),
            )
            self.out.add(person)
        self.done["go_out_or_come_back"] += 1
        self.clock.forward(minutes=1)

    @rule(person=PEOPLE)
    def exit(self, person: int) -> None:
        """T1: the exit frees the bed."""
        if person in self.gone or len(self.gone) == 2:
            return
        record_exit(
            self.program,
            RecordExit(
                stay_id=self.stays[person], version=None, kind=ExitKind.EARLY,
                exited_at=self.clock.now(),
            ),
        )  # fmt: skip
        self.gone.add(person)
        self.out.discard(person)
        if person in self.lies:
            self.dirty.add(self.lies.pop(person))
        self.last = None
        self.done["exit"] += 1
        self._step()

    @precondition(lambda self: self._fresh())
    @rule()
    def undo_at_once(self) -> None:
        self._undo(late=False)

    @precondition(lambda self: self._fresh())
    @rule()
    def undo_late(self) -> None:
        self._undo(late=True)

    def _fresh(self) -> bool:
        """Whether something was done a moment ago: a draw at any other time would be lost."""
        return self.last is not None and self.clock.now() - self.last[2] <= UNDO_WITHIN

    def _undo(self, *, late: bool) -> None:
        assert self.last is not None
        change, (lies, dirty, home), _ = self.last
        if late:
            self.clock.forward(minutes=2)
        now = self.clock.now()
        may = now - self.last[2] <= UNDO_WITHIN
        try:
            undo(self.ctx, change)
        except DomainError:
            assert not may
            return
        assert may
        self.done["undo"] += 1
        self.past = [p for p in self.past if p[0] < self.last[2]]
        self.lies, self.dirty, self.home, self.last = dict(lies), set(dirty), dict(home), None
        self._withdraw("approved")

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self._step()
        self.clock.forward(hours=hours)

    @invariant()
    def map_equals_model(self) -> None:
        shown = bed_map(self.ctx)
        tiles = {t.code: t for z in shown.zones for t in z.tiles}
        found = {
            self.stays.index(t.stay_id): code for code, t in tiles.items() if t.stay_id is not None
        }
        assert found == self.lies
        for code, tile in tiles.items():
            if code in self.lies.values():
                assert tile.state is BedState.OCCUPIED
            elif code in self.dirty:
                assert tile.state is BedState.TO_CLEAN
            else:
                assert tile.state in (BedState.FREE, BedState.RESERVED)

    @invariant()
    def census_equals_roll_and_beds_add_up(self) -> None:
        """T5, T7."""
        counted = census(self.ctx)
        assert counted.on_roll == counts(self.ctx).on_roll == 4 - len(self.gone)
        shown = bed_map(self.ctx)
        assert shown.occupied == counted.in_beds
        assert shown.beds == 8

    def teardown(self) -> None:
        """Every past state is still what it was, and the audit chain holds."""
        for moment, lies in self.past:
            shown = bed_map(self.ctx, moment)
            found = {
                self.stays.index(t.stay_id): t.code
                for z in shown.zones
                for t in z.tiles
                if t.stay_id is not None
            }
            assert found == lies
        with reading(self.ctx) as session:
            assert audit.verify(session)[1] == ()
        self.store.close()


def run(machine: type[Life]) -> None:
    """Drawn the same way each time and on each engine, so that what must have happened can be asked
    for."""
    machine.done = Counter()
    seed(5)(machine)
    machine.TestCase.settings = settings(
        max_examples=16,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.TestCase("runTest").runTest()
    assert machine.done.keys() >= STEPS, dict(machine.done)


def test_lives_on_the_embedded_engine(sqlite_template: Path, tmp_path: Path) -> None:
    def make() -> Store:
        folder = Path(tempfile.mkdtemp(prefix="places", dir=tmp_path))
        shutil.copy(sqlite_template, folder / "centre.db")
        return Store(open_engine(str(folder), TEST_KEY), str(folder), TEST_KEY)

    run(type("EmbeddedLife", (Life,), {"make_store": staticmethod(make)}))


def test_lives_on_the_server_engine(postgres: PostgresServer) -> None:
    def make() -> Store:
        url = postgres.new_database()
        return Store(open_engine(url, None), url, None)

    run(type("ServerLife", (Life,), {"make_store": staticmethod(make)}))
