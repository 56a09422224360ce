"""The rules of the roster: each is declared once, in the shapes of `plan.py`.

`frame` holds what a month looks like to the rules, `person` and `cover` declare them, `allot`
gives people on a shift their posts, `judge` tells what is broken on a sheet, `hours`, `fairness`,
`swaps` and `holidays` answer the questions around it.
"""
