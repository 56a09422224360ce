"""The reference load of 300 beds over twenty years: invented people, real tables, real rules."""

from medcentre.setup.big.fill import begin, fill_months, finish, unfinished

__all__ = ["begin", "fill_months", "finish", "unfinished"]
