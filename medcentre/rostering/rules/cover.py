"""Rules about many people at once, declared for the solver: posts and cover at every moment."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from medcentre.rostering.facts import CoverNeed, Post, RosterCode, RuleConfig, RuleId
from medcentre.rostering.plan import Cover, Tag
from medcentre.rostering.rules.allot import needs_on
from medcentre.rostering.rules.frame import Frame


def covers(view: Frame) -> tuple[tuple[Cover, ...], tuple[Cover, ...]]:
    """What posts and moments ask of the people together, each set of people once.

    The second part follows from the first nearly always (sets of several posts); the solver takes
    one of them up only when a sheet breaks it.
    """
    strongest: dict[tuple[object, ...], Cover] = {}
    rare: list[Cover] = []
    for cover, often in post_covers(view):
        if not often:
            rare.append(cover)
            continue
        _keep_strongest(strongest, cover)
    for cover in moment_covers(view):
        _keep_strongest(strongest, cover)
    return tuple(strongest.values()), tuple(rare)


def _keep_strongest(strongest: dict[tuple[object, ...], Cover], cover: Cover) -> None:
    key = (cover.people, cover.terms, cover.under, cover.lo is None)
    known = strongest.get(key)
    if known is None or (cover.lo or 0) > (known.lo or 0):
        strongest[key] = cover


def post_covers(view: Frame) -> Iterator[tuple[Cover, bool]]:
    """ROS-26, ROS-27, ROS-31: every set of posts finds enough people able to hold one of them.

    By Hall's theorem the minimums can then be met at once; `allot` does it. The mark tells single
    posts and whole clusters from the sets between.
    """
    low_rule = view.rules.get(RuleId.POST_MINIMUM)
    high_rule = view.rules.get(RuleId.POST_PREFERRED)
    surplus = view.rules.get(RuleId.SURPLUS)
    for day in range(len(view.days)):
        for code, wanted in needs_on(view, day).items():
            mask = 1 << view.values[code]
            for posts, people, often in _hall_sets(view, day, wanted):
                terms = ((day, mask),)
                names = [n for n in wanted if n[0].code in posts]
                low, preferred = sum(n[1] for n in names), sum(n[2] for n in names)
                facts = _post_facts(view, [n[0] for n in names], code)
                if low_rule and low:
                    tag = Tag(
                        low_rule.rule, RosterCode.POST_UNDER_MINIMUM, low_rule.level,
                        (*facts, ("wanted", low)),
                    )  # fmt: skip
                    yield Cover(tag, people, terms, lo=low, under=_weight(low_rule)), often
                if high_rule and preferred > low and often:
                    tag = Tag(
                        high_rule.rule, RosterCode.POST_UNDER_PREFERRED, high_rule.level, facts
                    )
                    yield Cover(tag, people, terms, lo=preferred, under=high_rule.weight), True
            if surplus and wanted:
                yield _surplus(view, day, code, wanted, surplus), True


def _weight(config: RuleConfig) -> int | None:
    return None if config.strict else config.weight


def _post_facts(view: Frame, posts: list[Post], code: str) -> tuple[tuple[str, object], ...]:
    sign = view.shifts[view.values[code] - 1].sign
    return (
        ("post", "、".join(p.name_zh for p in posts)),
        ("post_en", ", ".join(p.name_en for p in posts)),
        ("shift", sign),
    )


def _surplus(
    view: Frame, day: int, code: str, wanted: list[tuple[Post, int, int]], config: RuleConfig
) -> Cover:
    people = tuple(
        i
        for i, p in enumerate(view.problem.people)
        if any(view.serves(p, post, view.days[day]) for post, _, _ in wanted)
    )
    tag = Tag(
        config.rule,
        RosterCode.POST_SURPLUS,
        config.level,
        _post_facts(view, [w[0] for w in wanted], code),
    )
    most = sum(w[2] for w in wanted)
    return Cover(tag, people, ((day, 1 << view.values[code]),), hi=most, over=config.weight)


def _hall_sets(
    view: Frame, day: int, wanted: list[tuple[Post, int, int]]
) -> Iterator[tuple[frozenset[str], tuple[int, ...], bool]]:
    """Sets of posts that share people, each as large as its people allow."""
    when = view.days[day]
    able = {
        post.code: frozenset(
            i for i, p in enumerate(view.problem.people) if view.serves(p, post, when)
        )
        for post, _, _ in wanted
    }
    for cluster in _clusters(able):
        largest: dict[frozenset[int], frozenset[str]] = {}
        sizes = range(1, len(cluster) + 1) if len(cluster) <= 10 else (1, len(cluster))
        for size in sizes:
            for chosen in combinations(cluster, size):
                people = frozenset[int]().union(*(able[c] for c in chosen))
                inside = frozenset(c for c in cluster if able[c] <= people)
                if len(inside) >= len(largest.get(people, frozenset())):
                    largest[people] = inside
        for people, posts in largest.items():
            if len(_clusters({c: able[c] for c in posts})) == 1:
                often = len(posts) in (1, len(cluster))
                yield posts, tuple(sorted(people)), often


def _clusters(able: dict[str, frozenset[int]]) -> list[list[str]]:
    """Posts grouped by shared people."""
    groups: list[tuple[set[str], set[int]]] = []
    for code, people in able.items():
        merged: tuple[set[str], set[int]] = ({code}, set(people))
        rest = []
        for group in groups:
            if group[1] & people:
                merged = (merged[0] | group[0], merged[1] | group[1])
            else:
                rest.append(group)
        groups = [*rest, merged]
    return [sorted(codes) for codes, _ in groups]


def moment_covers(view: Frame) -> Iterator[Cover]:
    """ROS-08, ROS-09 and their kin: enough people in house at every moment (C11)."""
    for need in view.problem.covers:
        config = view.rules.get(need.rule)
        if config is None:
            continue
        people = tuple(sorted(able_for(view, need)))
        tag = Tag(
            need.rule,
            RosterCode.COVER_MISSING,
            need.level,
            (("need", need.name_zh), ("need_en", need.name_en), ("minimum", need.minimum)),
        )
        for day in range(len(view.days)):
            for start, _ in segments(view, need):
                terms = _present_terms(view, day, start)
                if terms:
                    if any(d < 0 for d, _ in terms) and not view.problem.history.tail_days:
                        continue
                    known = sum(
                        _was_on(view, p, mask) for d, mask in terms if d < 0 for p in people
                    )
                    inside = tuple(t for t in terms if t[0] >= 0)
                    if inside:
                        yield Cover(
                            tag, people, inside, lo=need.minimum, under=_weight(config), base=known
                        )


def _was_on(view: Frame, row: int, mask: int) -> bool:
    """Whether a person held one of these shifts on the last day before the month."""
    tail = view.before[view.problem.people[row].id]
    return bool(tail) and bool(mask >> tail[-1] & 1)


def able_for(view: Frame, need: CoverNeed) -> set[int]:
    """Rows of the people who can count for a need at all."""
    there = [p for p in view.problem.posts if need.place is None or need.place in p.places]
    return {
        i
        for i, person in enumerate(view.problem.people)
        if fits(need, person.group, person.sex, person.skills)
        and (
            need.place is None
            or any(
                (not person.posts or post.code in person.posts) and person.group in post.groups
                for post in there
            )
        )
    }


def fits(need: CoverNeed, group: str, sex: str, skills: frozenset[str]) -> bool:
    """Whether somebody counts for a need by group, sex and skill."""
    return (
        group in need.groups
        and (need.sex is None or sex == need.sex)
        and (need.skill is None or need.skill in skills)
    )


def segments(view: Frame, need: CoverNeed) -> list[tuple[int, int]]:
    """Parts of the day between changes of shift in which a need holds, minutes after midnight."""
    marks = {need.from_minute, need.to_minute}
    for shift in view.shifts:
        if shift.in_house and (not shift.groups or shift.groups & need.groups):
            marks |= {shift.start, shift.end % 1440}
    inside = sorted(m for m in marks if need.from_minute <= m <= need.to_minute)
    return [(a, b) for a, b in pairwise(inside) if a < b]


def _present_terms(view: Frame, day: int, minute: int) -> tuple[tuple[int, int], ...]:
    """Which shifts of which start days are running at a minute of a day."""
    terms = []
    for back in (1, 0):
        mask = 0
        for v, shift in enumerate(view.shifts, 1):
            moment = minute + back * 1440
            mask |= (shift.in_house and shift.start <= moment < shift.end) << v
        if mask:
            terms.append((day - back, mask))
    return tuple(terms)
