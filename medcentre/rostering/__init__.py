"""Rosters of every group on one sheet: facts, rules, demand and the solver (domain.md 6)."""
