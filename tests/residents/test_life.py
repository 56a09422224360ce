"""Residents on the real store, both engines: a state machine against a plain-Python model."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken, StaleRecord
from medcentre.kernel.permissions import Role
from medcentre.residents import acts, corrections, views
from medcentre.residents.facts import (
    AbsenceKind,
    Admit,
    CareLevel,
    CorrectStay,
    EndAbsence,
    ExitKind,
    FeeClass,
    IllnessFact,
    LegalStatus,
    NewPerson,
    PrecautionKind,
    RecordExit,
    ResidentCode,
    SetFact,
    StartAbsence,
    StartMark,
)
from medcentre.store import audit
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import reading
from tests.conftest import TEST_KEY, actor

Ctx = Callable[..., ServiceContext]


def admission(number: str = "", **changes: object) -> Admit:
    person = NewPerson(name="龙启明", sex="1", birth_date=date(1980, 5, 6))
    values: dict[str, object] = {
        "person": person,
        "admission_no": number,
        "admitted_at": at(date(2026, 3, 10), 9),
        "decision_no": "筑公（禁）强戒决字〔2026〕第0001号",
        "fee_class": FeeClass.F2,
        **changes,
    }
    came = values["admitted_at"]
    assert isinstance(came, datetime)
    values.setdefault("decision_on", (came - timedelta(days=1)).date())
    return Admit(**values)  # type: ignore[arg-type]


def test_admission_writes_person_stay_and_first_facts(context: Ctx) -> None:
    ctx = context()
    stay = acts.admit(
        ctx,
        admission(
            precautions=(PrecautionKind.BLOOD,),
            illnesses=(IllnessFact(category="BC01", text="HIV感染", main=True),),
            allergy="青霉素",
        ),
    )
    (row,) = views.roll(ctx)
    assert (row.stay_id, row.admission_no, row.care_level) == (stay, "20260001", CareLevel.N2)
    assert row.precautions == (PrecautionKind.BLOOD,)
    assert row.last_day == date(2028, 3, 8)
    assert row.red_alert


def test_custody_and_finance_never_see_the_illness(context: Ctx) -> None:
    stay = acts.admit(
        context(), admission(illnesses=(IllnessFact(category="BC01", text="HIV感染", main=True),))
    )
    for role in (Role.GUARD, Role.AUX_POLICE):
        with pytest.raises(DomainError) as beyond:  # whoever has no bed is in nobody's zone
            views.card(context(role), stay)
        assert beyond.value.code == "reach_out_of_zone"
    for role in (Role.POLICE, Role.DIRECTOR, Role.JOINT_OFFICE):
        card = views.card(context(role), stay)
        assert "HIV" not in repr(card)
        assert "BC01" not in repr(card)
    finance = views.roll(context(Role.FINANCE))[0]
    assert finance.name == "龙*"
    assert "HIV" in views.card(context(Role.DOCTOR), stay).main_diagnosis


def test_without_right_the_service_refuses(context: Ctx) -> None:
    with pytest.raises(NotPermitted):
        acts.admit(context(Role.GUARD), admission())


def test_all_reasons_at_once(context: Ctx) -> None:
    bad = NewPerson(name="", sex="2", birth_date=date(1980, 5, 6), id_number="520199198005063031")
    with pytest.raises(RulesBroken) as refused:
        acts.admit(context(), admission(person=bad, decision_no=""))
    assert {v.where for v in refused.value.violations()} >= {"name", "sex"}


def test_a_decision_is_no_later_than_the_reception(context: Ctx) -> None:
    """LAW-05: who comes by a decision comes with it; who came of their own will may get one later."""
    ctx, later = context(), date(2026, 3, 11)
    with pytest.raises(RulesBroken) as refused:
        acts.admit(ctx, admission(decision_on=later))
    assert [(v.code, v.where) for v in refused.value.violations()] == [
        (ResidentCode.DECISION_AFTER_ADMISSION, "decision_on")
    ]
    stay = acts.admit(ctx, admission(decision_on=date(2026, 3, 10)))

    def wrong(stay_id: int) -> CorrectStay:
        return CorrectStay(
            stay_id=stay_id, version=views.card(ctx, stay_id).roll.version, reason="抄错日期",
            decision_on=later,
        )  # fmt: skip

    with pytest.raises(RulesBroken):
        corrections.correct_stay(ctx, wrong(stay))
    own_will = acts.admit(
        ctx,
        admission(
            person=NewPerson(name="龙启亮", sex="1", birth_date=date(1981, 5, 6)),
            legal_status=LegalStatus.VOLUNTARY, decision_no="", decision_on=None,
        ),
    )  # fmt: skip
    corrections.correct_stay(ctx, wrong(own_will))
    assert views.card(ctx, own_will).decision_on == later


def test_a_second_open_stay_and_a_used_number_are_refused(context: Ctx) -> None:
    ctx = context()
    acts.admit(ctx, admission("20260007"))
    with pytest.raises(DomainError) as refused:
        acts.admit(ctx, admission("20260007"))
    assert refused.value.code == "admission_no_taken"
    with pytest.raises(DomainError) as refused:
        acts.admit(ctx, admission(person=None, person_id=1))
    assert refused.value.code == "already_in"


def test_a_stale_screen_is_told(context: Ctx) -> None:
    ctx = context()
    stay = acts.admit(ctx, admission())
    seen = views.card(ctx, stay).roll.version
    fix = CorrectStay(stay_id=stay, version=seen, reason="对照文书更正", decision_organ="云岩分局")
    corrections.correct_stay(ctx, fix)
    with pytest.raises(StaleRecord):
        corrections.correct_stay(ctx, fix)


def test_back_dated_value_holds_until_the_next_known_change(context: Ctx) -> None:
    ctx = context()
    stay = acts.admit(ctx, admission())
    late, early = at(date(2026, 5, 1)), at(date(2026, 4, 1))
    acts.set_fee_class(ctx, SetFact(stay_id=stay, value="F3", from_at=late))
    acts.set_fee_class(ctx, SetFact(stay_id=stay, value="F1", from_at=early))
    found = [views.roll(ctx, m)[0].fee_class for m in (early - timedelta(1), early, late)]
    assert found == [FeeClass.F2, FeeClass.F1, FeeClass.F3]


def test_list_statements_do_not_grow_with_rows(
    context: Ctx, statements: Callable[[ServiceContext], list[str]]
) -> None:
    ctx = context()
    for n in range(30):
        acts.admit(ctx, admission(f"2026{n + 1:04d}"))
    seen = statements(ctx)
    assert len(views.roll(ctx)) == 30
    assert len(seen) <= 5


@dataclass
class Life:
    """The model: what one stay should look like."""

    admitted: datetime
    fee: str = "F2"
    away: datetime | None = None
    exited: datetime | None = None
    trips: list[tuple[datetime, datetime | None]] = field(default_factory=list)


class Lives(RuleBasedStateMachine):
    """admit / set / leave / return / exit / correct, against a dict."""

    engine = "sqlite"
    make_store: Callable[[], Store]

    def __init__(self) -> None:
        super().__init__()
        self.clock = StillClock(at(date(2026, 3, 1), 8))
        self.store = type(self).make_store()
        self.ctx = ServiceContext(self.store, actor(), self.clock)
        self.lives: dict[int, Life] = {}
        self.numbers = count(1)

    def teardown(self) -> None:
        with reading(self.ctx) as session:
            assert audit.verify(session)[1] == ()
        self.store.close()

    @rule(hours=st.integers(1, 72))
    def time_passes(self, hours: int) -> None:
        self.clock.forward(hours=hours)

    @precondition(lambda self: len(self.lives) < 5)
    @rule()
    def admit(self) -> None:
        now = self.clock.now()
        stay = acts.admit(self.ctx, admission(admitted_at=now, legal_status=LegalStatus.CI_HERE))
        self.lives[stay] = Life(now)

    @precondition(lambda self: self.lives)
    @rule(data=st.data(), value=st.sampled_from(["F1", "F2", "F3", "F4"]))
    def set_class(self, data: st.DataObject, value: str) -> None:
        stay, life = self.pick(data)
        cmd = SetFact(stay_id=stay, value=value, from_at=self.clock.now())
        if life.exited:
            self.refused("already_exited", lambda: acts.set_fee_class(self.ctx, cmd))
        elif life.fee == value:
            self.refused("same_value", lambda: acts.set_fee_class(self.ctx, cmd))
        else:
            acts.set_fee_class(self.ctx, cmd)
            life.fee = value

    @precondition(lambda self: self.lives)
    @rule(data=st.data(), kind=st.sampled_from(list(AbsenceKind)))
    def leave(self, data: st.DataObject, kind: AbsenceKind) -> None:
        stay, life = self.pick(data)
        cmd = StartAbsence(stay_id=stay, kind=kind, left_at=self.clock.now())
        if life.exited or life.away:
            self.refused(None, lambda: acts.leave(self.ctx, cmd))
        else:
            acts.leave(self.ctx, cmd)
            life.away = self.clock.now()

    @precondition(lambda self: self.lives)
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        stay, life = self.pick(data)
        cmd = EndAbsence(stay_id=stay, returned_at=self.clock.now())
        if life.exited or not life.away:
            self.refused(None, lambda: acts.come_back(self.ctx, cmd))
        else:
            acts.come_back(self.ctx, cmd)
            life.trips.append((life.away, self.clock.now()))
            life.away = None

    @precondition(lambda self: self.lives)
    @rule(data=st.data(), stale=st.booleans())
    def leave_for_good(self, data: st.DataObject, stale: bool) -> None:
        stay, life = self.pick(data)
        version = views.card(self.ctx, stay).roll.version - stale
        cmd = RecordExit(
            stay_id=stay, version=version, kind=ExitKind.EXPIRED, exited_at=self.clock.now()
        )
        if life.exited or stale:
            self.refused(None, lambda: acts.record_exit(self.ctx, cmd))
        else:
            acts.record_exit(self.ctx, cmd)
            life.exited, life.away = self.clock.now(), None

    @precondition(lambda self: self.lives)
    @rule(data=st.data())
    def alert(self, data: st.DataObject) -> None:
        stay, life = self.pick(data)
        cmd = StartMark(
            stay_id=stay, kind="fall", from_at=self.clock.now(), value=f"第{next(self.numbers)}次"
        )
        if life.exited:
            self.refused("already_exited", lambda: acts.start_alert(self.ctx, cmd))
        else:
            acts.start_alert(self.ctx, cmd)

    def pick(self, data: st.DataObject) -> tuple[int, Life]:
        stay = data.draw(st.sampled_from(sorted(self.lives)))
        return stay, self.lives[stay]

    def refused(self, code: str | None, call: Callable[[], object]) -> None:
        with pytest.raises(DomainError) as refusal:
            call()
        assert code in (None, refusal.value.code)

    @invariant()
    def roll_is_the_model(self) -> None:
        now = self.clock.now()
        expected = {
            s: (life.fee, life.away is not None)
            for s, life in self.lives.items()
            if not life.exited or life.exited > now
        }
        rows = views.roll(self.ctx)
        assert {r.stay_id: (r.fee_class, r.absence is not None) for r in rows} == expected
        counted = views.counts(self.ctx)
        assert (counted.on_roll, counted.out) == (
            len(expected),
            sum(away for _, away in expected.values()),
        )


def run(machine: type[Lives]) -> None:
    machine.TestCase.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
    machine.TestCase("runTest").runTest()


def test_lives_on_the_embedded_engine(sqlite_template: Path, tmp_path: Path) -> None:
    def make() -> Store:
        folder = Path(tempfile.mkdtemp(prefix="lives", dir=tmp_path))
        shutil.copy(sqlite_template, folder / "centre.db")
        return Store(open_engine(str(folder), TEST_KEY), str(folder), TEST_KEY)

    run(type("SqliteLives", (Lives,), {"make_store": staticmethod(make)}))


def test_lives_on_the_server_engine(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgres")

    def make() -> Store:
        url = server.new_database()
        return Store(open_engine(url, None), url, None)

    run(type("ServerLives", (Lives,), {"make_store": staticmethod(make)}))
