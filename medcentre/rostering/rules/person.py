"""Rules about one person's row, each declared as what must hold or what it costs."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

from medcentre.rostering.facts import (
    Account,
    Group,
    Level,
    Person,
    RosterCode,
    RuleConfig,
    RuleId,
    ShiftKind,
    ShiftType,
)
from medcentre.rostering.plan import Cell, Counter, Member, Pattern, Run, Tag
from medcentre.rostering.rules.fairness import fair_counters
from medcentre.rostering.rules.frame import STANDARD_DAY, Frame, holds_certificate
from medcentre.staff.facts import USUAL_CERTIFICATE, Category, MaternityKind
from medcentre.staff.rules import bars

Requirement = Cell | Run | Pattern | Counter
Rule = Callable[[Frame, Person], Iterator[Requirement]]

REQUIRED_CERTIFICATES = {
    group: USUAL_CERTIFICATE[Category(group)]
    for group in (
        Group.DOCTOR,
        Group.NURSE,
        Group.GUARD,
        Group.COUNSELOR,
        Group.CARE_WORKER,
        Group.LOGISTICS,
    )
}
"""What a group may not work without once it has run out (ROS-10): the paper the staff list asks of
the category, so that both speak of the same one (domain.md 6.1)."""


def members(frame: Frame) -> tuple[Member, ...]:
    """Every person of the month with everything that holds for the row."""
    return tuple(member(frame, person) for person in frame.problem.people)


def member(frame: Frame, person: Person) -> Member:
    """One person with everything that holds for the row."""
    found = [r for rule in PERSON_RULES for r in rule(frame, person)]
    return Member(
        key=str(person.id),
        before=frame.before.get(person.id, ()),
        cells=tuple(r for r in found if isinstance(r, Cell)),
        runs=tuple(r for r in found if isinstance(r, Run)),
        patterns=tuple(r for r in found if isinstance(r, Pattern)),
        counters=tuple(r for r in found if isinstance(r, Counter)),
    )


def _tag(config: RuleConfig, code: RosterCode, level: Level | None = None, **facts: object) -> Tag:
    return Tag(config.rule, code, level or config.level, tuple(facts.items()))


def _weight(config: RuleConfig) -> int | None:
    return None if config.strict else config.weight


def _labour(frame: Frame, person: Person, config: RuleConfig) -> tuple[Level, int | None]:
    """Level and weight of a labour-law rule; information only for civil servants (ROS-11)."""
    if frame.contract(person).labour_law:
        return config.level, _weight(config)
    return Level.INFO, 0


def availability(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-13: not on leave, not engaged elsewhere, only while here, only shifts of the group."""
    config = frame.rules.get(RuleId.CONFLICTS)
    if config is None:
        return
    for i, day in enumerate(frame.days):
        if not frame.is_here(person, day):
            yield Cell(_tag(config, RosterCode.NOT_HERE), i, frame.work)
    for leave in frame.problem.leaves:
        if leave.person == person.id:
            tag = _tag(config, RosterCode.ON_LEAVE, leave=f"label:leave_kind.{leave.kind}")
            for i, day in enumerate(frame.days):
                if leave.first <= day <= leave.last:
                    yield Cell(tag, i, frame.work)
    foreign = frame.work & ~frame.mask_where(person.group)
    if foreign:
        tag = _tag(config, RosterCode.WRONG_GROUP_SHIFT, group=f"label:roster_group.{person.group}")
        for i in range(len(frame.days)):
            yield Cell(tag, i, foreign)
    yield from _engagements(frame, person, config)


def _engagements(frame: Frame, person: Person, config: RuleConfig) -> Iterator[Requirement]:
    for busy in frame.problem.engagements:
        if busy.person != person.id:
            continue
        tag = _tag(config, RosterCode.ENGAGED, what=f"label:engagement_kind.{busy.kind}")
        for i, day in enumerate(frame.days):
            mask = 0
            for v, shift in enumerate(frame.shifts, 1):
                meets = shift.starts_at(day) < busy.end and busy.start < shift.ends_at(day)
                mask |= (meets and shift.kind is not ShiftKind.ESCORT) << v
            if mask:
                yield Cell(tag, i, mask)


def protected_mothers(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-05: pregnant from seven months, child under one year: no night, no overtime."""
    config = frame.rules.get(RuleId.PROTECTED_MOTHERS)
    if config is None:
        return
    nights = frame.mask_where(night=True)
    long_shifts = sum(1 << v for v, s in enumerate(frame.shifts, 1) if s.counted > STANDARD_DAY)
    protected: list[int] = []
    for i, day in enumerate(frame.days):
        code = protection(person, day)
        if code is not None:
            protected.append(i)
            yield Cell(_tag(config, code), i, nights)
            if extra := long_shifts & ~nights:
                yield Cell(_tag(config, RosterCode.MOTHER_OVERTIME), i, extra)
        elif person.no_night:
            yield Cell(_tag(config, RosterCode.NO_NIGHT_PERSON), i, nights)
    if protected:
        part = len(protected) < len(frame.days)
        # Of a part of the month a weekend at its border may be worked and given back outside it.
        limit = frame.month_minutes(person, protected) + part * STANDARD_DAY
        tag = _tag(config, RosterCode.MOTHER_OVERTIME, limit=limit // 60)
        units = tuple([0] + [s.counted for s in frame.shifts])
        days = tuple(protected) if part else None
        yield Counter(tag, units, hi=limit, weight=config.weight, days=days, per=60)


def protection(person: Person, day: date) -> RosterCode | None:
    """Why a person is protected on a day (ROS-05), or None; each fact holds on its own days only."""
    kinds = {fact.kind for fact in person.maternity if bars(fact, day)}
    if MaternityKind.NURSING in kinds:
        return RosterCode.NURSING_NIGHT
    return RosterCode.PREGNANT_NIGHT if kinds else None


def certificates(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-10: nobody works after the certificate of the group has run out."""
    config = frame.rules.get(RuleId.CERTIFICATES)
    kind = REQUIRED_CERTIFICATES.get(person.group)
    if config is None or kind is None or not any(c.kind == kind for c in person.certificates):
        return
    ends = max(c.valid_to or date.max for c in person.certificates if c.kind == kind)
    tag = _tag(
        config, RosterCode.CERTIFICATE_EXPIRED, what=f"label:certificate_kind.{kind}", ends=ends
    )
    for i, day in enumerate(frame.days):
        if not holds_certificate(person, kind, day):
            yield Cell(tag, i, frame.work)


def rest_hours(config: RuleConfig, first: ShiftType, second: ShiftType) -> int:
    """Hours of rest a shift asks for before the next one (ROS-07)."""
    if first.minutes >= 1440:
        return config.limit("after_24h")
    if first.is_night and not second.is_night:
        return config.limit("after_night")
    return config.limit("between")


def rest(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-07: rest between shifts, across days; overlapping shifts are a conflict (ROS-13)."""
    config = frame.rules.get(RuleId.REST)
    conflicts = frame.rules.get(RuleId.CONFLICTS)
    mine = frame.mask_where(person.group)
    own = [(v, s) for v, s in enumerate(frame.shifts, 1) if mine >> v & 1]
    in_house = [(v, s) for v, s in own if s.kind is not ShiftKind.ON_CALL]
    for (v, first), (w, second), apart in product(in_house, in_house, (1, 2)):
        gap = apart * 1440 + second.start - first.end
        masks = (1 << v, *([~0] * (apart - 1)), 1 << w)
        got = max(gap, 0) // 60
        names = {"first": first.sign, "second": second.sign}
        if gap < 0 and conflicts is not None:
            yield Pattern(_tag(conflicts, RosterCode.DOUBLE_SHIFT, None, got=got, **names), masks)
        elif config is not None and gap < (need := rest_hours(config, first, second)) * 60:
            if gap <= 0:
                tag = _tag(config, RosterCode.DOUBLE_SHIFT, None, got=got, **names)
                yield Pattern(tag, masks, None)
            else:
                tag = _tag(config, RosterCode.SHORT_REST, None, got=got, need=need, **names)
                yield Pattern(tag, masks, _weight(config))


def succession(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-22 and ROS-30: shifts that must not follow one another, unwanted patterns."""
    config = frame.rules.get(RuleId.SUCCESSION)
    if config is not None:
        for pair in frame.problem.successions:
            pair_masks = (frame.mask_of({pair.before}), frame.mask_of({pair.after}))
            if all(pair_masks):
                first, second = (frame.shifts[m.bit_length() - 2].sign for m in pair_masks)
                tag = _tag(config, RosterCode.FORBIDDEN_SUCCESSION, first=first, second=second)
                yield Pattern(tag, pair_masks, _weight(config))
    config = frame.rules.get(RuleId.UNWANTED_PATTERN)
    if config is not None:
        for wanted_not in frame.problem.unwanted:
            if not wanted_not.groups or person.group in wanted_not.groups:
                masks = tuple(_pattern_mask(frame, code) for code in wanted_not.shifts)
                tag = _tag(config, RosterCode.UNWANTED_PATTERN)
                yield Pattern(tag, masks, _weight(config))


def _pattern_mask(frame: Frame, code: str | None) -> int:
    if code is None:
        return 1
    return frame.work if code == "*" else frame.mask_of({code})


def runs(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-03, ROS-16 to ROS-19: longest and shortest stretches of work and of free days."""
    contract = frame.contract(person)
    before = frame.before.get(person.id, ())
    worked = _tail_run(before, frame.work)
    free = _tail_run(before, 1)
    known = bool(before)
    weekly = frame.rules.get(RuleId.WEEKLY_REST)
    if weekly is not None:
        level, weight = _labour(frame, person, weekly)
        limit = weekly.limit("days")
        tag = _tag(weekly, RosterCode.NO_REST_DAY, level, limit=limit)
        yield Run(tag, frame.work, at_most=limit, weight=weight, carried=worked)
    for rule, code, own, mask, most in (
        (RuleId.LONGEST_WORK, RosterCode.RUN_TOO_LONG, contract.longest_work, frame.work, True),
        (RuleId.SHORTEST_WORK, RosterCode.RUN_TOO_SHORT, contract.shortest_work, frame.work, False),
        (RuleId.SHORTEST_FREE, RosterCode.FREE_TOO_SHORT, contract.shortest_free, 1, False),
        (RuleId.LONGEST_FREE, RosterCode.FREE_TOO_LONG, contract.longest_free, 1, True),
    ):
        config = frame.rules.get(rule)
        if config is None:
            continue
        limit = config.limit("days") if own is None else own
        if limit <= (0 if most else 1):
            continue
        carried = worked if mask == frame.work else free
        yield Run(
            _tag(config, code, limit=limit),
            mask,
            at_most=limit if most else None,
            at_least=None if most else limit,
            weight=_weight(config),
            carried=carried,
            open_start=not known,
            open_end=not most,
        )


def _tail_run(before: tuple[int, ...], mask: int) -> int:
    length = 0
    for value in reversed(before):
        if not mask >> value & 1:
            break
        length += 1
    return length


def night_blocks(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-23: nights of those who work in turns come in blocks, not too short, not too long."""
    config = frame.rules.get(RuleId.NIGHT_BLOCKS)
    if config is None:
        return
    own = frame.mask_where(person.group)
    nights = sum(
        1 << v for v, s in enumerate(frame.shifts, 1) if s.kind is ShiftKind.NIGHT and own >> v & 1
    )
    if not nights:
        return
    carried = _tail_run(frame.before.get(person.id, ()), nights)
    known = bool(frame.before.get(person.id))
    low, high = config.limit("at_least"), config.limit("at_most")
    tag = _tag(config, RosterCode.NIGHT_BLOCK_LONG, limit=high)
    yield Run(tag, nights, at_most=high, weight=_weight(config), carried=carried)
    if low > 1:
        yield Run(
            _tag(config, RosterCode.NIGHT_BLOCK_SHORT, limit=low),
            nights,
            at_least=low,
            weight=_weight(config),
            carried=carried,
            open_start=not known,
            open_end=True,
        )


def weekends(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-20, ROS-21: weekends whole or free, not too many of them."""
    config = frame.rules.get(RuleId.WHOLE_WEEKENDS)
    own = [s for s in frame.shifts if not s.groups or person.group in s.groups]
    round_only = any(s.kind is ShiftKind.ROUND for s in own)
    saturdays = frozenset(i for i, d in enumerate(frame.days) if d.weekday() == 5)
    if config is not None and not round_only:
        tag = _tag(config, RosterCode.BROKEN_WEEKEND)
        yield Pattern(tag, (frame.work, 1), _weight(config), saturdays)
        yield Pattern(tag, (1, frame.work), _weight(config), saturdays)
    config = frame.rules.get(RuleId.MOST_WEEKENDS)
    limit = frame.contract(person).most_weekends
    if config is not None and limit is not None:
        units = tuple([0] + [1] * len(frame.shifts))
        days = tuple(i for i, d in enumerate(frame.days) if d.weekday() >= 5)
        tag = _tag(config, RosterCode.TOO_MANY_WEEKENDS, limit=limit)
        yield Counter(tag, units, hi=limit, weight=_weight(config), days=days)


def most_of_shift(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-24: no more of one shift in a month than the contract says."""
    config = frame.rules.get(RuleId.MOST_OF_SHIFT)
    if config is None:
        return
    for code, limit in frame.contract(person).most_of_shift:
        if value := frame.values.get(code):
            units = tuple(int(v == value) for v in range(len(frame.shifts) + 1))
            sign = frame.shifts[value - 1].sign
            tag = _tag(config, RosterCode.TOO_MANY_OF_SHIFT, limit=limit, shift=sign)
            yield Counter(tag, units, hi=limit, weight=_weight(config))


def hours(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-01, ROS-02, ROS-12, ROS-25: hours of the day, week, month and period."""
    contract = frame.contract(person)
    units = tuple([0] + [s.counted for s in frame.shifts])
    target = frame.month_minutes(person)
    if (config := frame.rules.get(RuleId.MONTH_HOURS)) and person.in_fairness:
        carried = frame.ledger[person.id].minutes if person.id in frame.ledger else 0
        aim = max(target - carried, 0)
        low, high = max(aim - contract.hours_slack, 0), aim + contract.hours_slack
        weight = _weight(config)
        tag = _tag(config, RosterCode.MONTH_HOURS_OVER, limit=high // 60)
        yield Counter(tag, units, hi=high, weight=weight, per=60)
        tag = _tag(config, RosterCode.MONTH_HOURS_UNDER, limit=low // 60)
        yield Counter(tag, units, lo=low, weight=weight, per=60)
    if config := frame.rules.get(RuleId.OVERTIME):
        level, weight = _labour(frame, person, config)
        limit = target + config.limit("month") * 60
        tag = _tag(config, RosterCode.OVERTIME_MONTH, level, limit=config.limit("month"))
        yield Counter(tag, units, hi=limit, weight=weight, per=60)
        if contract.account is Account.STANDARD:
            longest = STANDARD_DAY + config.limit("day") * 60
            tag = _tag(config, RosterCode.OVERTIME_DAY, level, limit=config.limit("day"))
            yield from _long_shifts(frame, tag, longest)
    if (config := frame.rules.get(RuleId.STANDARD_HOURS)) and contract.account is Account.STANDARD:
        tag = _tag(config, RosterCode.DAY_OVER_STANDARD, Level.INFO, limit=config.limit("day"))
        yield from _long_shifts(frame, tag, config.limit("day") * 60)
        yield from _weeks(frame, config, units)
    if (config := frame.rules.get(RuleId.COMPREHENSIVE_HOURS)) and (
        contract.account is Account.COMPREHENSIVE and contract.period_months > 1
    ):
        base = frame.ledger[person.id].period_minutes if person.id in frame.ledger else 0
        limit = config.limit("month_days_x100") * STANDARD_DAY * contract.period_months // 100
        tag = _tag(config, RosterCode.PERIOD_HOURS, Level.INFO, limit=limit // 60)
        yield Counter(tag, units, hi=limit, weight=0, base=base, per=60)


def _long_shifts(frame: Frame, tag: Tag, longest: int) -> Iterator[Requirement]:
    mask = sum(1 << v for v, s in enumerate(frame.shifts, 1) if s.counted > longest)
    if mask:
        for i in range(len(frame.days)):
            yield Cell(tag, i, mask, 0)


def _weeks(frame: Frame, config: RuleConfig, units: tuple[int, ...]) -> Iterator[Requirement]:
    limit = config.limit("week")
    tag = _tag(config, RosterCode.WEEK_OVER_STANDARD, Level.INFO, limit=limit)
    for i, day in enumerate(frame.days):
        if day.weekday() == 0 and i + 6 < len(frame.days):
            week = tuple(range(i, i + 7))
            yield Counter(tag, units, hi=limit * 60, weight=0, days=week, per=60)


def wishes(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-28: wishes on and off with their weight."""
    config = frame.rules.get(RuleId.WISHES)
    if config is None:
        return
    for wish in frame.problem.wishes:
        if wish.person != person.id or wish.day not in frame.days:
            continue
        mask = frame.work if wish.shift is None else frame.mask_of({wish.shift})
        everything = frame.work | 1
        tag = _tag(config, RosterCode.WISH_NOT_MET, wants=f"label:wish.{str(wish.wants).lower()}")
        cost = everything & ~mask if wish.wants else mask
        yield Cell(tag, frame.days.index(wish.day), cost, wish.weight * config.weight)


def work_pattern(frame: Frame, person: Person) -> Iterator[Requirement]:
    """ROS-29: keep to the repeating pattern (24 on 72 off; two days, two nights, four free)."""
    config = frame.rules.get(RuleId.WORK_PATTERN)
    if config is None or person.pattern is None:
        return
    for i, day in enumerate(frame.days):
        code = person.pattern.on(day)
        wanted = 1 if code is None else frame.mask_of({code})
        sign = (
            "label:roster_cell.free"
            if code is None
            else frame.problem.shifts[frame.values[code] - 1].sign
        )
        tag = _tag(config, RosterCode.OFF_PATTERN, wanted=sign)
        yield Cell(tag, i, (frame.work | 1) & ~wanted, config.weight)


PERSON_RULES: tuple[Rule, ...] = (
    availability,
    protected_mothers,
    certificates,
    rest,
    succession,
    runs,
    night_blocks,
    weekends,
    most_of_shift,
    hours,
    wishes,
    work_pattern,
    fair_counters,
)
"""Every rule about one person, in the order violations are told."""
