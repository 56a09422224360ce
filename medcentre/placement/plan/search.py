"""Search for the best plan: small ones as a whole, those of many nights by workers, others here.

Small plans go to CP-SAT as a whole and are usually proved best. See `long` and `large` for the rest.
"""

from collections.abc import Mapping, Sequence

from medcentre.placement.plan import nights
from medcentre.placement.plan.large import Large, hint_of
from medcentre.placement.plan.linear import Linear, placed, whole
from medcentre.placement.plan.long import Long
from medcentre.placement.plan.model import PlanModel
from medcentre.placement.plan.run import Outcome, Progress, Report, Run
from medcentre.placement.plan.solvers import cp_sat

SMALL = 600
"""Columns up to which CP-SAT gets the whole plan at once."""


def solve(
    model: PlanModel,
    seconds: float,
    *,
    start: Mapping[int, int] | None = None,
    report: Report | None = None,
    seed: int = 1,
    small: int = SMALL,
) -> Outcome:
    """Search for at most so many seconds; `report` may end it earlier and keep the best.

    Plans of at most `small` columns are searched as a whole.
    """
    run = Run(model, seconds, report, seed)
    with run.watched():
        if start:
            run.offer(start)
        simple = nights.fits(model)
        choices = sum(len(item.costs) for item in model.items)
        if simple and choices > small:
            Long(run).search()
        else:
            linear = whole(model)
            if len(linear.upper) <= small:
                _whole(run, linear)
            elif simple:
                Long(run).search()
            else:
                Large(run, linear).search()
        run.tell()
    return run.outcome()


def _whole(run: Run, linear: Linear) -> None:
    """CP-SAT on everything."""

    def found(values: Sequence[float], _cost: float) -> bool:
        return run.offer(placed(linear, values))

    solved = cp_sat(
        linear,
        run.left(),
        hint=hint_of(linear, run.best),
        workers=2,
        seed=run.seed,
        found=found,
        on_bound=run.lift,
        stop=run.stop,
    )
    run.lift(solved.cost if solved.optimal else solved.bound)


__all__ = ["Outcome", "Progress", "Report", "solve"]
