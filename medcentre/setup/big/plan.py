"""Twenty years of one house, worked out before a row is written: who comes, lies where, leaves.

The same seed, moment and number of months give the same plan, so a seeding that was killed is
worked out again and goes on where it stopped. Every bed is a lane of visits one after another by
people whom its zone suits; moves within a zone exchange the rest of two lanes.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from medcentre.kernel.clock import at, centre_day
from medcentre.kernel.periods import Month
from medcentre.kernel.texts import id_check_digit
from medcentre.placement.facts import FEMALE, MALE, ZoneKind
from medcentre.setup.big import house
from medcentre.setup.demo_facts import DIVISION, Case, DemoZone

SEED = 20261124
LONGEST_INTAKE = timedelta(days=14)
CLEANED_AFTER = timedelta(minutes=90)
AGAIN = 1 / 6
"""Share of admissions of somebody who was here before: 30 000 persons in 36 000 stays."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VIA_INTAKE = frozenset(
    {ZoneKind.CARE_A, ZoneKind.CARE_B, ZoneKind.MIND, ZoneKind.ACCESS, ZoneKind.REHAB}
)
STILL = frozenset({ZoneKind.WATCH, ZoneKind.APART, ZoneKind.INTAKE})
"""Kinds of zone without moves among their beds."""

INTO_WARD = "转入病区"
"""Why somebody leaves the intake zone: the only change of zone there is here."""


@dataclass(slots=True)
class Change:
    """One act on the map; `month` is the batch it is written in, `id` its number."""

    at: datetime
    kind: str
    reason: str = ""
    month: int = 10**6
    id: int = 0


@dataclass(slots=True)
class Piece:
    """A stretch in one bed."""

    bed: str
    start: datetime
    end: datetime | None
    opened: Change
    closed: Change | None = None


@dataclass(slots=True)
class Person:
    """A human being of the plan."""

    number: int
    name: str
    sex: str
    birth: date
    id_number: str
    ethnic: int
    adult: bool
    free_from: datetime


@dataclass(slots=True)
class Visit:
    """One stay. `intake`: the bed of the first days, "" when the ward takes it at once."""

    zone: DemoZone
    lane: int
    case: Case
    admitted: datetime
    placed: datetime
    end: datetime
    intake: str = ""
    number: int = 0
    person: Person | None = None
    pieces: list[Piece] = field(default_factory=list)

    def exited(self, now: datetime) -> datetime | None:
        """When it ended; None while it lasts."""
        return self.end if self.end <= now else None

    @property
    def who(self) -> Person:
        """The person, once drawn."""
        assert self.person is not None
        return self.person


@dataclass(slots=True)
class Cleaning:
    """A bed left at a moment."""

    bed: str
    at: datetime
    change: Change
    disinfect: bool


@dataclass(slots=True)
class Closure:
    """A free bed out of use for a while."""

    bed: str
    start: datetime
    end: datetime


@dataclass(slots=True)
class Plan:
    """Everything, by month of `months`."""

    now: datetime
    months: tuple[Month, ...]
    visits: list[Visit]
    persons: list[Person]
    changes: list[Change]
    cleanings: list[Cleaning]
    closures: list[Closure]

    def month_of(self, moment: datetime) -> int:
        """Place of the month a moment falls into."""
        day = centre_day(moment)
        return max(0, (day.year - self.months[0].year) * 12 + day.month - self.months[0].month)


class _Lane:
    """A bed's chain of visits, and which bed stands for it since when."""

    def __init__(self, bed: str, room: str) -> None:
        self.bed = bed
        self.room = room
        self.visits: list[Visit] = []
        self.starts: list[datetime] = []
        self.turns: list[tuple[datetime, str, Change | None]] = []

    def around(self, moment: datetime) -> tuple[Visit | None, datetime | None, datetime | None]:
        """Who is here at a moment and till when, or nobody and since when; then the next start."""
        place = bisect_right(self.starts, moment) - 1
        last = self.visits[place] if place >= 0 else None
        following = self.starts[place + 1] if place + 1 < len(self.starts) else None
        if last is not None and last.end > moment:
            return last, last.end, following
        return None, last.end if last is not None else None, following


def make_plan(now: datetime, months: int, seed: int = SEED) -> Plan:
    """The whole plan of this month and so many before it; three seconds for twenty years."""
    last = Month.of(centre_day(now))
    span = tuple(last.plus(-n) for n in range(months, -1, -1))
    begin = at(span[0].first)
    plan = Plan(now, span, [], [], [], [], [])
    zones: list[tuple[DemoZone, list[_Lane]]] = []
    for zone in house.ZONES:
        lanes = [
            _Lane(f"{zone.first + r}-{b + 1}", str(zone.first + r))
            for r in range(zone.rooms)
            for b in range(zone.beds)
        ]
        zones.append((zone, lanes))
        if zone.kind not in (ZoneKind.INTAKE, ZoneKind.APART):
            for place, lane in enumerate(lanes):
                _fill_lane(lane, place, zone, begin, now, Random(f"{seed}/{lane.bed}"))
    visits = [v for _, lanes in zones for lane in lanes for v in lane.visits]
    _through_intake(visits, zones[0][1], now, Random(f"{seed}/intake"))
    plan.visits = sorted(
        (v for v in visits if v.admitted < now - HOUR), key=lambda v: (v.admitted, v.zone.code)
    )
    for zone, lanes in zones:
        _swap_beds(plan, zone, lanes, Random(f"{seed}/moves/{zone.code}"))
        for lane in lanes:
            _lie(plan, lane, now)
            _close_gaps(plan, lane, Random(f"{seed}/closed/{lane.bed}"))
    _draw_people(plan, Random(f"{seed}/people"))
    _number(plan)
    return plan


def _fill_lane(
    lane: _Lane, place: int, zone: DemoZone, begin: datetime, now: datetime, dice: Random
) -> None:
    cases = house.cases_of(zone.kind)
    weights = [c.weight for c in cases]
    moment = begin + timedelta(minutes=dice.randrange(25 * 1440))
    while moment < now + LONGEST_INTAKE:
        start = _by_day(moment, dice)
        end = _by_day(start + timedelta(minutes=round(_stay_days(dice) * 1440)), dice)
        before = timedelta(minutes=dice.randrange(25, 90))
        if dice.random() < 0.25:  # nobody has a bed for them at first
            before = timedelta(hours=dice.randrange(20, 90))
        case = dice.choices(cases, weights)[0]
        visit = Visit(zone, place, case, start - before, start, end)
        lane.visits.append(visit)
        lane.starts.append(start)
        rest = (
            dice.randrange(4 * 60, 16 * 60) if dice.random() < 0.93 else dice.randrange(1440, 5760)
        )
        moment = end + timedelta(minutes=rest)
    lane.turns.append((begin - DAY, lane.bed, None))


def _by_day(moment: datetime, dice: Random) -> datetime:
    """Never earlier, between 08:00 and 19:00."""
    day = centre_day(moment)
    found = at(day, dice.randrange(8, 18), dice.randrange(60))
    return found if found >= moment else at(day + DAY, dice.randrange(8, 18), dice.randrange(60))


def _stay_days(dice: Random) -> float:
    """Most stay a month or two, some a year: 54 days on the average, without the intake."""
    kind = dice.random()
    if kind < 0.62:
        return dice.uniform(12, 40)
    return dice.uniform(40, 104) if kind < 0.925 else dice.uniform(104, 348)


def _through_intake(visits: list[Visit], lanes: list[_Lane], now: datetime, dice: Random) -> None:
    """As many as its beds take begin in the intake zone, until their tests are back (PL-H13)."""
    wishes = []
    for visit in sorted(visits, key=lambda v: (v.placed, v.zone.code, v.lane)):
        if visit.zone.kind in VIA_INTAKE and not visit.case.traits and dice.random() < 0.6:
            days = timedelta(hours=dice.randrange(4 * 24, 14 * 24))
            wishes.append((_by_day(visit.placed - days, dice), visit))
    free = {lane.bed: datetime.min.replace(tzinfo=now.tzinfo) for lane in lanes}
    for admitted, visit in sorted(wishes, key=lambda w: (w[0], w[1].zone.code, w[1].lane)):
        fits = [(when, bed) for bed, when in free.items() if when + 4 * HOUR <= admitted]
        if fits and admitted + DAY < visit.placed:
            visit.admitted, visit.intake = admitted, max(fits)[1]
            free[visit.intake] = visit.placed


def _swap_beds(plan: Plan, zone: DemoZone, lanes: list[_Lane], dice: Random) -> None:
    """About three moves a month among rooms of a zone: exchanges, or into a bed that is free."""
    if zone.kind in STILL or zone.rooms < 2:
        return
    for month in plan.months:
        for when in sorted(
            at(month.first + timedelta(days=dice.randrange(month.length)), dice.randrange(9, 17),
               dice.randrange(60))
            for _ in range(3)
        ):  # fmt: skip
            one, two = dice.sample(lanes, 2)
            if when < plan.now - HOUR and one.turns[-1][0] < when and two.turns[-1][0] < when:
                _swap(plan, one, two, when)


def _swap(plan: Plan, one: _Lane, two: _Lane, when: datetime) -> None:
    (here, until, _), (there, end, following) = one.around(when), two.around(when)
    if here is None or until is None or until < when + 4 * HOUR:
        return
    if (
        here.placed > when - 4 * HOUR
        or one.turns[-1][1].split("-")[0] == two.turns[-1][1].split("-")[0]
    ):
        return
    if there is not None:
        if there.placed > when - 4 * HOUR or there.end < when + 4 * HOUR:
            return
        change = Change(when, "exchange", "互换床位")
    else:
        if end is None or end + 4 * HOUR > when or (following and following < when + 4 * HOUR):
            return
        change = Change(when, "move", "调整房间")
        plan.cleanings.append(Cleaning(one.turns[-1][1], when, change, False))
    plan.changes.append(change)
    first, second = one.turns[-1][1], two.turns[-1][1]
    one.turns.append((when, second, change))
    two.turns.append((when, first, change))


def _lie(plan: Plan, lane: _Lane, now: datetime) -> None:
    """Visits of a lane into stretches in beds, each with the changes that opened and closed it."""
    marks = [t for t, _, _ in lane.turns]
    for visit in lane.visits:
        if visit.admitted >= now - HOUR:
            continue
        last: Piece | None = None
        if visit.intake:
            arrival = Change(visit.admitted + timedelta(minutes=40), "place")
            plan.changes.append(arrival)
            last = Piece(visit.intake, arrival.at, None, arrival)
            visit.pieces.append(last)
        if visit.placed <= now:
            _into_ward(plan, lane, marks, visit, last)
        if visit.pieces and visit.end <= now:
            left = Change(visit.end, "leave")
            visit.pieces[-1].end, visit.pieces[-1].closed = visit.end, left
            plan.changes.append(left)
            infectious = bool({"airborne", "contact"} & set(visit.case.precautions))
            plan.cleanings.append(Cleaning(visit.pieces[-1].bed, visit.end, left, infectious))


def _into_ward(
    plan: Plan, lane: _Lane, marks: list[datetime], visit: Visit, last: Piece | None
) -> None:
    change = Change(visit.placed, "move" if last else "place", INTO_WARD if last else "")
    plan.changes.append(change)
    if last is not None:
        last.end, last.closed = visit.placed, change
        plan.cleanings.append(Cleaning(last.bed, visit.placed, change, False))
    turn = bisect_right(marks, visit.placed) - 1
    piece = Piece(lane.turns[turn][1], visit.placed, None, change)
    visit.pieces.append(piece)
    for when, bed, swap in lane.turns[turn + 1 :]:
        if when >= visit.end:
            break
        assert swap is not None
        piece.end, piece.closed = when, swap
        piece = Piece(bed, when, None, swap)
        visit.pieces.append(piece)


def _close_gaps(plan: Plan, lane: _Lane, dice: Random) -> None:
    """Now and then a bed that is free for long is under repair."""
    for before, after in zip(lane.visits, lane.visits[1:], strict=False):
        start, end = before.end + 3 * HOUR, after.placed - 2 * HOUR
        if end - start < DAY or start > plan.now or dice.random() > 0.3:
            continue
        turn = bisect_right([t for t, _, _ in lane.turns], start) - 1
        if turn + 1 < len(lane.turns) and lane.turns[turn + 1][0] <= end + 3 * HOUR:
            continue
        plan.closures.append(Closure(lane.turns[turn][1], start, end))


def _draw_people(plan: Plan, dice: Random) -> None:
    """Every visit gets its person; one in six was here before, as an adult of the same sex."""
    known: dict[str, list[Person]] = {MALE: [], FEMALE: []}
    taken: dict[str, int] = {}
    for visit in plan.visits:
        sex, young = visit.zone.sex or MALE, visit.zone.kind is ZoneKind.MINORS
        if not young and dice.random() < AGAIN * 1.03:
            visit.person = _returning(known[sex], visit.admitted, dice)
        if visit.person is None:
            visit.person = _new_person(len(plan.persons) + 1, visit, sex, young, taken, dice)
            plan.persons.append(visit.person)
            if not young:
                known[sex].append(visit.person)
        visit.person.free_from = visit.end


def _returning(known: list[Person], admitted: datetime, dice: Random) -> Person | None:
    for _ in range(6):
        if known:
            person = known[dice.randrange(len(known))]
            if person.free_from + 60 * DAY < admitted and admitted.year - person.birth.year < 75:
                return person
    return None


def _new_person(
    number: int, visit: Visit, sex: str, young: bool, taken: dict[str, int], dice: Random
) -> Person:
    day = centre_day(visit.admitted)
    if young:  # sixteen on the day, still a minor when they leave
        birth = date(day.year - 16, day.month, min(day.day, 28))
    else:
        age = max(21, min(72, round(dice.gauss(44, 10))))
        birth = date(day.year - age, dice.randrange(1, 13), dice.randrange(1, 29))
    letters = house.FEMALE if sex == FEMALE else house.MALE
    given = dice.choice(letters) + (dice.choice(letters) if dice.random() < 0.85 else "")
    key = f"{birth:%Y%m%d}{sex}"
    taken[key] = serial = taken.get(key, 0) + 1
    first = f"{DIVISION}{birth:%Y%m%d}{serial * 2 + (sex == MALE):03d}"
    return Person(
        number, dice.choice(house.FAMILY) + given, sex, birth, first + id_check_digit(first),
        dice.randrange(1000), not young, visit.end,
    )  # fmt: skip


def _number(plan: Plan) -> None:
    """Numbers in order of time; a change is written with the first stay that names it."""
    for number, visit in enumerate(plan.visits, 1):
        visit.number = number
        month = plan.month_of(visit.admitted)
        for piece in visit.pieces:
            for change in (piece.opened, piece.closed):
                if change is not None:
                    change.month = min(change.month, month)
    plan.changes = [c for c in plan.changes if c.month < 10**6]
    plan.changes.sort(key=lambda c: (c.at, c.kind))
    for number, change in enumerate(plan.changes, 1):
        change.id = number


def by_month(plan: Plan, items: Iterable[tuple[datetime, Any]]) -> list[list[Any]]:
    """Things with a moment, in the month of it."""
    found: list[list[Any]] = [[] for _ in plan.months]
    for moment, item in items:
        found[plan.month_of(moment)].append(item)
    return found
