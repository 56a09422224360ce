"""Branch and cut as a worker's work: it says each better bound, and at last how it ended."""

from multiprocessing.connection import Connection

from medcentre.placement.plan.highs import mip
from medcentre.placement.plan.linear import Linear


def prove(connection: Connection, linear: Linear, seconds: float) -> None:
    """Says floats (bounds), then a `Solved`."""
    connection.send(mip(linear, seconds, on_bound=connection.send))
