"""The roster solver: general plans in, better and better sheets out.

`encode` says a plan to CP-SAT, `rows` finds the best row of one person by dynamic programming over
`automata`, `columns` keeps a bound from a relaxation (solved by `kernel.growing`) and combines rows, `dive`
goes down from it to sheets by branch and price, `search` runs them against the clock,
`month` turns a centre's month into a plan and back, `explain` says why nothing legal exists.
"""
