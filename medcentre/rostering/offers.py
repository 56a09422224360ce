"""Who could take a shift: everybody of the group judged by the rules of both sides (T15)."""

from dataclasses import dataclass
from datetime import date, timedelta

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.rostering.commands import MonthSheet, SwapRow
from medcentre.rostering.facts import Level, Person, RosterViolation, ShiftType
from medcentre.rostering.reach import sheet_reads
from medcentre.rostering.rules.fairness import fair_rows
from medcentre.rostering.rules.judge import Judge
from medcentre.rostering.rules.swaps import judge_swap
from medcentre.rostering.views import month_sheet_in
from medcentre.store.uow import reading

BACK_DAYS = 10
"""So many days around the given one a shift may come back from."""

_RANK = {Level.ERROR: 10_000, Level.WARN: 100, Level.INFO: 1}


@dataclass(frozen=True, slots=True)
class SwapOffer:
    """One way to give a shift away: to whom, what comes back, and what it would newly break."""

    taker_id: int
    taker: str
    title: str
    shift: str
    back: date | None
    back_shift: str | None
    broken: tuple[RosterViolation, ...]
    hours_gap: int
    """Minutes the taker is above (positive) or below the own share now."""
    nights_gap: float

    @property
    def is_legal(self) -> bool:
        """No new error for either side or for a post."""
        return not any(v.level is Level.ERROR for v in self.broken)

    @property
    def is_warned(self) -> bool:
        """Something the leader should weigh, beyond mere information."""
        return any(v.level is not Level.INFO for v in self.broken)

    @property
    def burden(self) -> int:
        """Orders offers: lighter new violations first."""
        return sum(_RANK[v.level] for v in self.broken)


def _whole(ctx: ServiceContext, month: Month) -> MonthSheet:
    """The whole sheet, whatever the actor sees of it: cover of a zone is made by several groups."""
    with reading(ctx) as session:
        return month_sheet_in(session, month, ctx.clock.now())


@dataclass(frozen=True, slots=True)
class GivableDay:
    """A shift of somebody from today on."""

    day: date
    shift: ShiftType
    post: str
    post_en: str


@sheet_reads
def givable_days(ctx: ServiceContext, month: Month, staff_id: int) -> tuple[GivableDay, ...]:
    """Shifts of a month that somebody could still give away."""
    data = _whole(ctx, month)
    today = centre_day(ctx.clock.now())
    shifts = {s.code: s for s in data.problem.shifts}
    posts = {p.code: p for p in data.problem.posts}
    return tuple(
        GivableDay(
            a.day, shifts[a.shift],
            posts[a.post].name_zh if a.post in posts else "",
            posts[a.post].name_en if a.post in posts else "",
        )
        for a in data.sheet.assignments()
        if a.person == staff_id and a.day >= today and a.shift in shifts
    )  # fmt: skip


@sheet_reads
def swap_offers(
    ctx: ServiceContext, month: Month, giver_id: int, day: date
) -> tuple[SwapOffer, ...]:
    """Ways to give a shift away, best first: to a free colleague, or against one of their shifts.

    Each person appears with the best take-over and the best exchange; those that break an error
    rule come last, so that one sees why somebody is not offered.
    """
    return offers_on(_whole(ctx, month), giver_id, day, centre_day(ctx.clock.now()))


def offers_on(data: MonthSheet, giver_id: int, day: date, today: date) -> tuple[SwapOffer, ...]:
    """The same for a sheet at hand."""
    judge = Judge(data.problem, data.sheet)
    shift = judge.cell(giver_id, day)
    giver = next((p for p in data.problem.people if p.id == giver_id), None)
    if shift is None or giver is None:
        return ()
    gaps = {r.person: (r.minutes_deviation, r.night_deviation) for r in fair_rows(
        data.problem, judge.sheet()
    )}  # fmt: skip
    known = {s.code: s for s in data.problem.shifts}
    found: list[SwapOffer] = []
    for person in data.problem.people:
        allowed = not known[shift].groups or person.group in known[shift].groups
        if person.id == giver_id or person.group is not giver.group or not allowed:
            continue
        ways = [
            _offer(judge, giver_id, day, person, back, gaps[person.id])
            for back in _backs(judge, giver_id, day, person.id, today)
        ]
        take = [w for w in ways if w.back is None]
        exchange = sorted((w for w in ways if w.back), key=lambda w: w.burden)[:1]
        found += [*take, *exchange]
    return tuple(sorted(found, key=lambda o: (o.burden, o.hours_gap, o.taker_id)))


def _backs(judge: Judge, giver: int, day: date, taker: int, today: date) -> list[date | None]:
    """None for a plain take-over; days of the taker's shifts that could come back."""
    own = judge.cell(taker, day)
    if own is not None:
        return [day] if own != judge.cell(giver, day) else []
    near = [
        day + timedelta(days=step)
        for step in range(-BACK_DAYS, BACK_DAYS + 1)
        if step and today <= day + timedelta(days=step)
    ]
    days = set(judge.view.days)
    return [
        None,
        *(
            d
            for d in near
            if d in days and judge.cell(taker, d) is not None and judge.cell(giver, d) is None
        ),
    ]


def _offer(
    judge: Judge,
    giver: int,
    day: date,
    person: Person,
    back: date | None,
    gap: tuple[int, float],
) -> SwapOffer:
    return SwapOffer(
        person.id, person.name, person.title, judge.cell(giver, day) or "", back,
        judge.cell(person.id, back) if back else None,
        judge_swap(judge, giver, day, person.id, back), gap[0], gap[1],
    )  # fmt: skip


@sheet_reads
def swap_verdict(ctx: ServiceContext, swap: SwapRow) -> tuple[RosterViolation, ...]:
    """What an open swap would newly break on the sheet as it stands now."""
    data = _whole(ctx, Month.parse(swap.month))
    judge = Judge(data.problem, data.sheet)
    if judge.cell(swap.giver_id, swap.given_day) is None:
        return ()
    return judge_swap(judge, swap.giver_id, swap.given_day, swap.taker_id, swap.taken_day)
