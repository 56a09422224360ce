"""Small houses for tests: one group, one or two posts, rules as a new centre has them."""

from dataclasses import replace
from datetime import date

from medcentre.kernel.periods import Month
from medcentre.rostering.facts import (
    Contract,
    Group,
    Person,
    Post,
    PostNeed,
    Problem,
    RuleConfig,
    RuleId,
    Sex,
)
from medcentre.rostering.templates import DEFAULT_RULES, holiday_seed, shift_templates
from medcentre.staff.facts import MaternityFact, MaternityKind

DECEMBER = Month(2026, 12)
NURSES = frozenset({Group.NURSE})


def nurse(number: int, **changes: object) -> Person:
    """An invented nurse."""
    person = Person(number, f"护士{number}", Group.NURSE, sex=Sex.FEMALE, contract="turns")
    return replace(person, **changes)  # type: ignore[arg-type]


def pregnant(since: date, ended: date | None = None) -> tuple[MaternityFact, ...]:
    """A pregnancy since its first day; seven months are 28 weeks."""
    return (MaternityFact(MaternityKind.PREGNANT, since, ended),)


def nursing(born: date, ended: date | None = None) -> tuple[MaternityFact, ...]:
    """A child that is nursed."""
    return (MaternityFact(MaternityKind.NURSING, born, ended),)


def ward(*needs: PostNeed, code: str = "ward", **changes: object) -> Post:
    """A post of nurses."""
    post = Post(code, "病区", "Ward", NURSES, needs, frozenset({"Z1"}))
    return replace(post, **changes)  # type: ignore[arg-type]


def with_rule(problem: Problem, rule: RuleId, **changes: object) -> Problem:
    """The problem with one rule set otherwise."""
    rules = tuple(
        replace(r, **changes) if r.rule is rule else r  # type: ignore[arg-type]
        for r in problem.rules
    )
    return replace(problem, rules=rules)


def only_rules(problem: Problem, *kept: RuleId) -> Problem:
    """The problem with only some rules switched on."""
    rules: tuple[RuleConfig, ...] = tuple(replace(r, on=r.rule in kept) for r in problem.rules)
    return replace(problem, rules=rules)


def house(people: int = 6, *posts: Post, month: Month = DECEMBER) -> Problem:
    """Nurses for a ward with one person on each of the three shifts."""
    default = ward(PostNeed("A", 1), PostNeed("P", 1), PostNeed("N", 1))
    return Problem(
        month=month,
        shifts=shift_templates(),
        posts=posts or (default,),
        people=tuple(nurse(i + 1) for i in range(people)),
        contracts=(Contract("turns", shortest_work=1, shortest_free=1, hours_slack=400 * 60),),
        rules=DEFAULT_RULES,
        holidays=holiday_seed(),
    )


def day(number: int) -> date:
    """A day of December 2026; the 1st is a Tuesday."""
    return date(2026, 12, number)
