"""Branch and cut in a process of its own: it takes the other core, and it can be ended at once."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection

from medcentre.placement.plan.linear import Linear
from medcentre.placement.plan.solvers import Solved, mip

PAUSE = 0.2
"""Seconds between two looks at whether to stop."""


def prove(
    linear: Linear,
    seconds: float,
    lift: Callable[[float], None],
    again: Callable[[], bool],
) -> Solved | None:
    """Search for at most so many seconds while `again`; `lift` hears of each bound on the way.

    None when it was ended early, or when the process died.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there, linear, seconds), daemon=True)
    process.start()
    there.close()
    try:
        while again():
            if not here.poll(PAUSE):
                continue
            said = here.recv()
            if isinstance(said, Solved):
                return said
            lift(said)
    except EOFError:
        pass
    finally:
        process.kill()
        process.join()
        here.close()
    return None


def _work(there: Connection, linear: Linear, seconds: float) -> None:
    try:
        there.send(mip(linear, seconds, on_bound=there.send))
    except OSError:  # nobody listens any more: the program has ended
        return
    there.close()
