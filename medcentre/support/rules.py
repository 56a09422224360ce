"""Support: pure rules of talks. What a talk must hold, when one is owed, how content is written."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from medcentre.kernel.clock import centre_day, centre_time, day_end, day_start
from medcentre.kernel.dates import at_latest
from medcentre.kernel.errors import KernelCode, Violation, required
from medcentre.kernel.periods import Month
from medcentre.residents.facts import AbsenceKind
from medcentre.support.facts import (
    Attitude,
    Band,
    Demand,
    Involved,
    RiskLevel,
    SupportCode,
    TalkContent,
    TalkDue,
    TalkFacts,
    TalkReason,
    TalkTopic,
    TalkTrigger,
)

NEWCOMER_DAYS = (1, 3, 7, 15, 30)
"""TLK-01: within 24 h, again at day 3, 7, 15, 30."""

FOCUS_DAYS: Mapping[int, tuple[TalkTrigger, int]] = {
    1: (TalkTrigger.FOCUS_1, 7),
    2: (TalkTrigger.FOCUS_2, 14),
}
"""TLK-01: focus level one weekly, level two every two weeks."""

EVENT_HOURS = 24
RELEASE_DAYS = 7
HIGH_RISK_DAYS = 3
"""A high risk is talked about again within so many days (mock-up 07)."""
DATES_AHEAD = 366
"""How many days after a talk its demands and the next talk may lie."""

LONGEST = timedelta(hours=6)
TEXT_MOST = 10_000
SHORT_TEXT = 80
"""Advised least length of the content; shorter warns."""

TWO_PERSONS = frozenset({TalkTrigger.DISCIPLINE, TalkTrigger.RESTRAINT})
"""TLK-03: questions of discipline are talked about by two."""

LEAVES = frozenset({AbsenceKind.MEDICAL_LEAVE, AbsenceKind.FAMILY_LEAVE})
GRAVE = frozenset({RiskLevel.HIGH, RiskLevel.VERY_HIGH})


def check_talk(
    talk: TalkContent,
    talker: str,
    sex: str,
    admitted_at: datetime,
    exited_at: datetime | None,
    now: datetime,
    *,
    whole: bool,
) -> Iterator[Violation]:
    """Every reason why a talk cannot be kept (`whole`: signed) as it stands (TLK-03)."""
    yield from _check_times(talk, admitted_at, exited_at, now)
    if len(talk.content) > TEXT_MOST:
        yield Violation(KernelCode.TOO_LONG, "content", {"limit": TEXT_MOST})
    if not whole:
        return
    yield from required(
        started=talk.started, ended=talk.ended, place=talk.place, content=talk.content,
        emotion=talk.emotion, sleep=talk.sleep, appetite=talk.appetite, attitude=talk.attitude,
        risk_before=talk.risk_before, risk_after=talk.risk_after,
        reasons=talk.reasons or None, topics=talk.topics or None,
    )  # fmt: skip
    if TalkReason.REQUIRED in talk.reasons and not talk.triggers:
        yield Violation(SupportCode.TRIGGER_MISSING, "triggers", rule="TLK-02")
    two = {name.strip() for name in (talker, talk.recorder, talk.present) if name.strip()}
    if TWO_PERSONS & set(talk.triggers) and len(two) < 2:
        yield Violation(SupportCode.TWO_PERSONS, "recorder", rule="TLK-03")
    if sex == "2" and not talk.woman_present:
        yield Violation(SupportCode.WOMAN_PRESENT, "woman_present", rule="TLK-03")
    yield from check_demands(talk.demands, centre_day(talk.started or now))
    yield from _check_follow_up(talk, now)


def _check_times(
    talk: TalkContent, admitted_at: datetime, exited_at: datetime | None, now: datetime
) -> Iterator[Violation]:
    if talk.started is None:
        return
    if talk.started > now:
        yield Violation(KernelCode.IN_FUTURE, "started")
    elif talk.started < admitted_at:
        yield Violation(SupportCode.TALK_BEFORE_ADMISSION, "started")
    elif exited_at is not None and talk.started > exited_at:
        yield Violation(SupportCode.TALK_AFTER_EXIT, "started")
    if talk.ended is None:
        return
    if talk.ended <= talk.started:
        yield Violation(SupportCode.TALK_END_BEFORE_START, "ended")
    elif talk.ended > now:
        yield Violation(KernelCode.IN_FUTURE, "ended")
    elif talk.ended - talk.started > LONGEST:
        yield Violation(
            SupportCode.TALK_TOO_LONG, "ended", {"hours": int(LONGEST.total_seconds() // 3600)}
        )


def check_demands(demands: tuple[Demand, ...], day: date) -> Iterator[Violation]:
    """Each demand has a wish, an owner and a date not before the talk (TLK-04)."""
    for number, demand in enumerate(demands, 1):
        where, facts = f"demands.{number}", {"number": number}
        if not demand.wish.strip():
            yield Violation(SupportCode.DEMAND_WITHOUT_WISH, where, facts, "TLK-04")
        if not demand.owner.strip():
            yield Violation(SupportCode.DEMAND_WITHOUT_OWNER, where, facts, "TLK-04")
        if demand.due_on is None:
            yield Violation(SupportCode.DEMAND_WITHOUT_DATE, where, facts, "TLK-04")
        elif demand.due_on < day:
            yield Violation(SupportCode.DEMAND_DATE_PAST, where, facts, "TLK-04")
        yield from at_latest(day_start(day), DATES_AHEAD, "TLK-04", **{where: demand.due_on})


def _check_follow_up(talk: TalkContent, now: datetime) -> Iterator[Violation]:
    """After a high estimate the next talk follows within three days."""
    day = centre_day(talk.started or now)
    yield from at_latest(day_start(day), DATES_AHEAD, follow_up_on=talk.follow_up_on)
    if talk.follow_up_on is not None and talk.follow_up_on < day:
        yield Violation(SupportCode.FOLLOW_UP_PAST, "follow_up_on")
    elif talk.risk_after in GRAVE:
        if talk.follow_up_on is None:
            yield Violation(KernelCode.REQUIRED, "follow_up_on")
        elif (talk.follow_up_on - day).days > HIGH_RISK_DAYS:
            yield Violation(SupportCode.FOLLOW_UP_LATE, "follow_up_on", {"days": HIGH_RISK_DAYS})


# ---- talks owed -----------------------------------------------------------------------------


def talks_due(facts: TalkFacts, now: datetime) -> Iterator[TalkDue]:
    """Every talk owed to somebody in the house, overdue ones included (TLK-01, TLK-02)."""
    if facts.admitted_at > now or (facts.exited_at is not None and facts.exited_at <= now):
        return
    if any(left <= now and (back is None or back > now) for _, left, back in facts.absences):
        return
    newcomer = list(_newcomer(facts))
    yield from newcomer
    if not newcomer:
        yield from _regular(facts)
    yield from _follow_up(facts)
    yield from _events(facts, now)
    yield from _release(facts, now)


def _talks_since(facts: TalkFacts, moment: datetime) -> bool:
    return any(talk.started >= moment for talk in facts.talks)


def _covered(facts: TalkFacts, trigger: TalkTrigger, since: datetime) -> bool:
    """Whether a talk after the event named it as its reason."""
    return any(t.started >= since and trigger in t.triggers for t in facts.talks)


def _newcomer(facts: TalkFacts) -> Iterator[TalkDue]:
    """The first of the newcomer talks still owed; the next talk clears the earlier ones too."""
    if facts.kept_since - facts.admitted_at > timedelta(hours=24):
        return
    before = facts.admitted_at
    for days in NEWCOMER_DAYS:
        due = facts.admitted_at + timedelta(hours=24)
        if days > 1:
            due = day_end(centre_day(facts.admitted_at) + timedelta(days=days))
        if not _talks_since(facts, before):
            trigger = TalkTrigger.ADMISSION if days == 1 else TalkTrigger.NEWCOMER
            yield TalkDue(
                trigger, "TLK-01", facts.admitted_at, due,
                (("day", str(days)), ("since", clock_words(facts.admitted_at))),
            )  # fmt: skip
            return
        before = day_end(centre_day(facts.admitted_at) + timedelta(days=days))
        if days == 1:
            before = facts.admitted_at + timedelta(hours=24)


def _regular(facts: TalkFacts) -> Iterator[TalkDue]:
    """Once a calendar month; focus persons weekly or every two weeks."""
    last = max((t.started for t in facts.talks), default=None)
    if focus := FOCUS_DAYS.get(facts.focus or 0):
        trigger, days = focus
        since = last or facts.kept_since
        yield TalkDue(
            trigger, "TLK-01", since, day_end(centre_day(since) + timedelta(days=days)),
            (("last", clock_words(last) if last else "—"),),
        )  # fmt: skip
        return
    since = last or facts.kept_since
    month = Month.of(centre_day(since))
    if last is not None:
        month = month.plus(1)
    yield TalkDue(
        TalkTrigger.MONTHLY, "TLK-01", since, day_end(month.last),
        (("last", clock_words(last) if last else "—"),),
    )  # fmt: skip


def _follow_up(facts: TalkFacts) -> Iterator[TalkDue]:
    if not facts.talks:
        return
    last = max(facts.talks, key=lambda t: t.started)
    if last.follow_up_on is not None:
        yield TalkDue(
            TalkTrigger.FOLLOW_UP, "TLK-03", last.started, day_end(last.follow_up_on),
            (("since", clock_words(last.started)),),
        )  # fmt: skip


def _events(facts: TalkFacts, now: datetime) -> Iterator[TalkDue]:
    """24 h after a change of bed, a turn in health, a return from leave; the newest of each."""
    back = [b for kind, _, b in facts.absences if b is not None and b <= now and kind in LEAVES]
    groups = (
        (TalkTrigger.BED_CHANGE, facts.bed_changes),
        (TalkTrigger.HEALTH_CHANGE, facts.health_changes),
        (TalkTrigger.AFTER_LEAVE, tuple(back)),
    )
    for trigger, moments in groups:
        seen = [m for m in moments if facts.kept_since < m <= now]
        if seen and not _covered(facts, trigger, max(seen)):
            since = max(seen)
            yield TalkDue(
                trigger, "TLK-02", since, since + timedelta(hours=EVENT_HOURS),
                (("since", clock_words(since)),),
            )  # fmt: skip


def _release(facts: TalkFacts, now: datetime) -> Iterator[TalkDue]:
    """Within the seven days before the release, and on the last day."""
    if facts.last_day is None:
        return
    opens = day_start(facts.last_day - timedelta(days=RELEASE_DAYS))
    words = (("last_day", f"{facts.last_day:%Y-%m-%d}"),)
    if now >= opens and not _covered(facts, TalkTrigger.BEFORE_RELEASE, opens):
        yield TalkDue(TalkTrigger.BEFORE_RELEASE, "TLK-02", opens, day_start(facts.last_day), words)
    final = day_start(facts.last_day)
    if now >= final and not _covered(facts, TalkTrigger.LAST_DAY, final):
        yield TalkDue(TalkTrigger.LAST_DAY, "TLK-02", final, day_end(facts.last_day), words)


def clock_words(moment: datetime) -> str:
    """`11-22 08:00` of the centre's clock."""
    return f"{centre_time(moment):%m-%d %H:%M}"


# ---- content as JSON --------------------------------------------------------------------------


def picture(talk: TalkContent) -> dict[str, Any]:
    """What a version keeps, as plain values."""
    return {
        "started": _moment(talk.started), "ended": _moment(talk.ended),
        "place": talk.place.strip(), "recorder": talk.recorder.strip(),
        "present": talk.present.strip(), "reasons": [str(r) for r in talk.reasons],
        "triggers": [str(t) for t in talk.triggers], "topics": [str(t) for t in talk.topics],
        "content": talk.content.strip(), "emotion": talk.emotion, "sleep": talk.sleep,
        "appetite": talk.appetite, "attitude": talk.attitude,
        "demands": [[d.wish, d.owner, _day(d.due_on)] for d in talk.demands],
        "measures": talk.measures.strip(), "risk_before": talk.risk_before,
        "risk_after": talk.risk_after, "follow_up_on": _day(talk.follow_up_on),
        "involved": [str(i) for i in talk.involved], "woman_present": talk.woman_present,
    }  # fmt: skip


def unpicture(data: Mapping[str, Any]) -> TalkContent:
    """The content a version keeps."""

    def one(key: str, kind: Any) -> Any:
        return kind(data[key]) if data.get(key) is not None else None

    return TalkContent(
        started=one("started", datetime.fromisoformat), ended=one("ended", datetime.fromisoformat),
        place=data["place"], recorder=data["recorder"], present=data["present"],
        reasons=tuple(map(TalkReason, data["reasons"])),
        triggers=tuple(map(TalkTrigger, data["triggers"])),
        topics=tuple(map(TalkTopic, data["topics"])), content=data["content"],
        emotion=one("emotion", int), sleep=one("sleep", Band), appetite=one("appetite", Band),
        attitude=one("attitude", Attitude),
        demands=tuple(
            Demand(wish=w, owner=o, due_on=date.fromisoformat(d) if d else None)
            for w, o, d in data["demands"]
        ),
        measures=data["measures"], risk_before=one("risk_before", RiskLevel),
        risk_after=one("risk_after", RiskLevel),
        follow_up_on=one("follow_up_on", date.fromisoformat),
        involved=tuple(map(Involved, data["involved"])), woman_present=data["woman_present"],
    )  # fmt: skip


def _moment(value: datetime | None) -> str | None:
    return centre_time(value).isoformat() if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
