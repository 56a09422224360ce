"""Branch and cut as a worker's work: it says each better bound, and at last what it found."""

from multiprocessing.connection import Connection

from medcentre.placement.plan.highs import mip
from medcentre.placement.plan.linear import Linear, placed
from medcentre.placement.plan.nightwork import Said


def prove(connection: Connection, linear: Linear, known: float, seconds: float) -> None:
    """`linear` holds whatever may still be better than `known`, the best cost so far: a bound of it
    is one of the whole plan up to there, and so it is said.
    """

    def lift(bound: float) -> None:
        connection.send(Said(bound=min(bound, known)))

    solved = mip(linear, seconds, on_bound=lift)
    places = None if solved.values is None else placed(linear, solved.values)
    connection.send(Said(bound=min(solved.bound, known), places=places))
