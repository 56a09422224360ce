"""Talks on the real store, both engines: life, guards, demands, alarm, privacy; a state machine."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import text

from medcentre.kernel.clock import StillClock, at
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken
from medcentre.kernel.permissions import Role
from medcentre.kernel.records import RecordStatus
from medcentre.residents.acts import admit
from medcentre.residents.facts import Admit, IllnessFact, NewPerson
from medcentre.residents.views import card as person_card
from medcentre.store import audit
from medcentre.store.engine import Store, open_engine
from medcentre.store.uow import reading, store_of
from medcentre.store.versions import verify_versions
from medcentre.support import acts, views
from medcentre.support.facts import (
    AnswerDemand,
    Attitude,
    Band,
    CorrectTalk,
    Demand,
    Involved,
    RiskLevel,
    SaveTalk,
    SignTalk,
    StartTalk,
    TalkContent,
    TalkReason,
    TalkTopic,
    TalkTrigger,
    VoidTalk,
)
from medcentre.support.tables import TalkVersionModel
from tests.conftest import TEST_KEY, actor
from tests.signers import PASSWORD, signer

Ctx = Callable[..., ServiceContext]
NOW = at(date(2026, 11, 24), 8, 42)


def whole(**more: Any) -> TalkContent:
    """Everything filled in as it should be."""
    values: dict[str, Any] = {
        "started": at(date(2026, 11, 24), 8, 5), "ended": at(date(2026, 11, 24), 8, 35),
        "place": "谈话室 2", "recorder": "麻占奎", "reasons": (TalkReason.REGULAR,),
        "topics": (TalkTopic.FAMILY, TalkTopic.EMOTION),
        "content": "昨日会见时与父亲争执，整夜未睡。愿意给姐姐打电话，晚饭后由同伴教育员陪同下棋。",
        "emotion": 2, "sleep": Band.POOR, "appetite": Band.FAIR, "attitude": Attitude.PASSIVE,
        "demands": (Demand(wish="给姐姐打一次电话", owner="麻占奎", due_on=date(2026, 11, 25)),),
        "measures": "加强夜间巡视", "risk_before": RiskLevel.MEDIUM,
        "risk_after": RiskLevel.MEDIUM, "involved": (Involved.COUNSELLOR,), **more,
    }  # fmt: skip
    return TalkContent(**values)


def resident(ctx: ServiceContext, sex: str = "1", **more: object) -> int:
    values: dict[str, object] = {
        "person": NewPerson(name="莫如松", sex=sex, birth_date=date(1999, 3, 2)),
        "admitted_at": NOW - timedelta(days=96),
        "decision_no": "筑公（禁）强戒决字〔2026〕第0009号",
        "decision_on": date(2026, 8, 20),
        **more,
    }
    return admit(ctx, Admit(**values))  # type: ignore[arg-type]


def signed(ctx: ServiceContext, stay: int, content: TalkContent) -> int:
    talk = acts.start_talk(ctx, StartTalk(stay_id=stay, content=content))
    version = acts.read_talk(ctx, talk).row.version
    acts.sign_talk(ctx, SignTalk(talk_id=talk, version=version, content=content, password=PASSWORD))
    return talk


def refusals(ctx: ServiceContext, stay: int, content: TalkContent) -> dict[str | None, str]:
    with pytest.raises(RulesBroken) as refused:
        signed(ctx, stay, content)
    return {v.where: str(v.code) for v in refused.value.violations()}


def test_a_talk_is_written_signed_and_its_demands_run(context: Ctx) -> None:
    officer = signer(context(), Role.POLICE, "喻思源", "三级警长")
    stay = resident(context())
    talk = signed(officer, stay, whole())
    card = acts.read_talk(officer, talk)
    assert (card.row.status, card.row.talker) == (RecordStatus.SIGNED, "喻思源")
    assert card.content == whole()
    (demand,) = views.open_demands(officer, stay)
    assert (demand.wish, demand.owner) == ("给姐姐打一次电话", "麻占奎")
    acts.answer_demand(
        officer, AnswerDemand(demand_id=demand.id, version=demand.version, answer="已通话 8 分钟")
    )
    assert views.open_demands(officer, stay) == ()
    acts.reopen_demand(officer, demand.id)
    assert len(views.open_demands(officer, stay)) == 1


def test_every_gap_is_told_at_its_place(context: Ctx) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    stay = resident(context())
    gaps = whole(
        ended=at(date(2026, 11, 24), 7, 50),
        reasons=(TalkReason.REQUIRED,),
        demands=(Demand(wish="借书", owner="图书室", due_on=date(2026, 11, 26)),
                 Demand(wish="请医生解释副作用", owner="贺明远")),
        emotion=None,
    )  # fmt: skip
    assert refusals(officer, stay, gaps) == {
        "ended": "talk_end_before_start",
    }
    assert refusals(officer, stay, replace(gaps, ended=whole().ended)) == {
        "emotion": "required",
        "triggers": "talk_trigger_missing",
        "demands.2": "talk_demand_date",
    }


def test_two_persons_and_a_woman_where_they_are_asked_for(context: Ctx) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    man, woman = resident(context()), resident(context(), "2")
    strict = whole(
        reasons=(TalkReason.REQUIRED,), triggers=(TalkTrigger.DISCIPLINE,), recorder="喻思源"
    )
    assert refusals(officer, man, strict) == {"recorder": "talk_two_persons"}
    assert refusals(officer, woman, whole()) == {"woman_present": "talk_woman_present"}
    signed(officer, woman, whole(woman_present=True))


def test_a_high_risk_alarms_and_wants_an_early_next_talk(context: Ctx) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    stay = resident(context())
    high = whole(risk_after=RiskLevel.HIGH)
    assert refusals(officer, stay, high) == {"follow_up_on": "required"}
    late = replace(high, follow_up_on=date(2026, 11, 28))
    assert refusals(officer, stay, late) == {"follow_up_on": "talk_follow_up_late"}
    signed(officer, stay, replace(high, follow_up_on=date(2026, 11, 26)))
    alerts = [m for m in person_card(context(Role.NURSE), stay).marks if m.group == "alert"]
    assert [(a.kind, a.review_on) for a in alerts] == [("emotion", date(2026, 11, 26))]
    signed(officer, stay, replace(high, follow_up_on=date(2026, 11, 26)))


def test_the_talker_corrects_and_demands_follow(context: Ctx) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    other = signer(context(), Role.POLICE, "骆建军")
    stay = resident(context())
    talk = signed(officer, stay, whole())
    changed = whole(demands=(Demand(wish="换到下铺", owner="骆建军", due_on=date(2026, 11, 26)),))
    cmd = CorrectTalk(
        talk_id=talk, version=acts.read_talk(officer, talk).row.version, content=changed,
        reason="诉求记错了人", password=PASSWORD,
    )  # fmt: skip
    with pytest.raises(DomainError) as refused:
        acts.correct_talk(other, cmd)
    assert refused.value.code == "record_not_yours"
    acts.correct_talk(officer, cmd)
    assert [d.wish for d in views.open_demands(officer, stay)] == ["换到下铺"]
    assert acts.read_talk(officer, talk).row.altered


def test_nobody_but_custody_and_its_readers_sees_talks(context: Ctx) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    hiv = (IllnessFact(category="BC01", text="HIV感染", main=True),)
    stay = resident(context(), illnesses=hiv)
    talk = signed(officer, stay, whole())
    for role in (Role.GUARD, Role.AUX_POLICE, Role.NURSE, Role.FINANCE):
        with pytest.raises(NotPermitted):
            views.talks_of(context(role), stay)
        with pytest.raises(NotPermitted):
            acts.read_talk(context(role), talk)
    summary = views.talks_of(context(Role.DOCTOR), stay)
    assert summary[0].topics == (TalkTopic.FAMILY, TalkTopic.EMOTION)
    assert summary[0].excerpt == ""
    with pytest.raises(NotPermitted):
        acts.read_talk(context(Role.DOCTOR), talk)
    seen = (views.talks_of(officer, stay), views.due(officer), views.all_due(officer))
    assert "HIV" not in repr(seen)
    assert "BC01" not in repr(seen)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE talk_version SET content = '{}' WHERE id = 1",
        "DELETE FROM talk_version WHERE id = 1",
        "DELETE FROM talk WHERE id = 1",
        "UPDATE talk SET status = 'draft' WHERE id = 1",
        "DELETE FROM talk_demand WHERE id = 1",
    ],
)
def test_the_database_itself_keeps_signed_talks(context: Ctx, sql: str) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    assert signed(officer, resident(context()), whole()) == 1
    with pytest.raises(Exception, match="guard:"), store_of(officer).engine.begin() as conn:
        conn.execute(text(sql))


def test_lists_take_a_handful_of_statements(
    context: Ctx, statements: Callable[[ServiceContext], list[str]]
) -> None:
    officer = signer(context(), Role.POLICE, "喻思源")
    for number in range(3):
        person = NewPerson(name=f"人{number}", sex="1", birth_date=date(1980, 1, 1))
        stay = resident(context(), person=person)
        for _ in range(3):
            acts.start_talk(officer, StartTalk(stay_id=stay, content=whole()))
    seen = statements(officer)
    views.talks_of(officer, stay)
    assert len(seen) == 2
    seen.clear()
    views.all_due(officer)
    assert len(seen) <= 5


class TalkLife(RuleBasedStateMachine):
    """draft / save / sign / correct / void, fresh or stale, own or another's, against a dict."""

    make_store: Callable[[], Store]

    def __init__(self) -> None:
        super().__init__()
        self.clock = StillClock(NOW)
        self.store = type(self).make_store()
        self.program = ServiceContext(self.store, actor(), self.clock)
        self.stay = resident(self.program)
        self.people = [signer(self.program, Role.POLICE, name) for name in ("甲甲甲", "乙乙乙")]
        self.talks: dict[int, tuple[str, int, str, int]] = {}
        self.count = 0

    def teardown(self) -> None:
        with reading(self.program) as session:
            assert audit.verify(session)[1] == ()
            assert verify_versions(session, TalkVersionModel) == ()
        self.store.close()

    def words(self) -> TalkContent:
        self.count += 1
        return whole(content=f"第 {self.count} 次写下的谈话内容。")

    @precondition(lambda self: len(self.talks) < 4)
    @rule(who=st.integers(0, 1))
    def start(self, who: int) -> None:
        content = self.words()
        talk = acts.start_talk(self.people[who], StartTalk(stay_id=self.stay, content=content))
        self.talks[talk] = ("draft", who, content.content, 1)

    @precondition(lambda self: self.talks)
    @rule(data=st.data(), who=st.integers(0, 1), stale=st.booleans())
    def act(self, data: st.DataObject, who: int, stale: bool) -> None:
        talk = data.draw(st.sampled_from(sorted(self.talks)))
        step = data.draw(st.sampled_from(["save", "sign", "correct", "void"]))
        status, owner, content, number = self.talks[talk]
        ctx, words = self.people[who], self.words()
        version = acts.read_talk(ctx, talk).row.version - stale
        needs = "draft" if step in ("save", "sign") else "signed"
        calls: dict[str, Callable[[], object]] = {
            "save": lambda: acts.save_talk(
                ctx, SaveTalk(talk_id=talk, version=version, content=words)
            ),
            "sign": lambda: acts.sign_talk(
                ctx, SignTalk(talk_id=talk, version=version, content=words, password=PASSWORD)
            ),
            "correct": lambda: acts.correct_talk(
                ctx,
                CorrectTalk(
                    talk_id=talk, version=version, content=words, reason="记错了一处内容",
                    password=PASSWORD,
                ),
            ),
            "void": lambda: acts.void_talk(
                ctx,
                VoidTalk(talk_id=talk, version=version, reason="写错了谈话对象", password=PASSWORD),
            ),
        }  # fmt: skip
        if stale or status != needs or who != owner:
            with pytest.raises(DomainError):
                calls[step]()
            return
        calls[step]()
        after = {"save": "draft", "void": "voided"}.get(step, "signed")
        kept = content if step == "void" else words.content
        self.talks[talk] = (after, owner, kept, number + 1)

    @invariant()
    def store_is_the_model(self) -> None:
        rows = views.talks_of(self.people[0], self.stay)
        assert {r.id: (str(r.status), r.excerpt) for r in rows} == {
            talk: (status, content) for talk, (status, _, content, _) in self.talks.items()
        }
        open_talks = {t for t, (status, *_) in self.talks.items() if status == "signed"}
        assert {d.talk_id for d in views.open_demands(self.people[0])} == open_talks


def run(machine: type[TalkLife]) -> None:
    machine.TestCase.settings = settings(max_examples=5, stateful_step_count=15, deadline=None)
    machine.TestCase("runTest").runTest()


def test_lives_of_talks_on_the_embedded_engine(sqlite_template: Path, tmp_path: Path) -> None:
    def make() -> Store:
        folder = Path(tempfile.mkdtemp(prefix="talks", dir=tmp_path))
        shutil.copy(sqlite_template, folder / "centre.db")
        return Store(open_engine(str(folder), TEST_KEY), str(folder), TEST_KEY)

    run(type("EmbeddedTalks", (TalkLife,), {"make_store": staticmethod(make)}))


def test_lives_of_talks_on_the_server_engine(postgres: Any) -> None:
    def make() -> Store:
        url = postgres.new_database()
        return Store(open_engine(url, None), url, None)

    run(type("ServerTalks", (TalkLife,), {"make_store": staticmethod(make)}))
