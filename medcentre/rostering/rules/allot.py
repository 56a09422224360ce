"""Who of those on a shift stands at which post: everybody at an own post, minimums first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medcentre.rostering.facts import Person, Post
from medcentre.rostering.rules.frame import Frame


@dataclass(frozen=True, slots=True)
class PostCount:
    """One post on one day and shift: how many it has, needs, prefers."""

    post: str
    shift: str
    day: int
    present: int
    minimum: int
    preferred: int


def needs_on(view: Frame, day: int) -> dict[str, list[tuple[Post, int, int]]]:
    """Shift code to the posts that need people on a day, with minimum and preferred number."""
    found: dict[str, list[tuple[Post, int, int]]] = {}
    for post in view.problem.posts:
        for need in post.needs:
            low, preferred = view.need_on(post, need, day)
            if preferred:
                found.setdefault(need.shift, []).append((post, low, preferred))
    return found


def allot_day(
    view: Frame, day: int, on_shift: Mapping[str, Sequence[tuple[Person, str | None]]]
) -> tuple[dict[int, str], list[PostCount]]:
    """Posts for the people of one day and what each post has.

    `on_shift` maps shift codes to people with the post already given, if any. A person able to hold
    no post of the shift keeps the first own post.
    """
    posts: dict[int, str] = {}
    counts: list[PostCount] = []
    needs = needs_on(view, day)
    for code in {*needs, *on_shift}:
        wanted = needs.get(code, [])
        people = on_shift.get(code, ())
        given = _allot_shift(view, day, wanted, people)
        posts.update(given)
        for post, low, preferred in wanted:
            present = sum(1 for p, _ in people if given.get(p.id) == post.code)
            counts.append(PostCount(post.code, code, day, present, low, preferred))
    return posts, counts


def _allot_shift(
    view: Frame,
    day: int,
    wanted: Sequence[tuple[Post, int, int]],
    people: Sequence[tuple[Person, str | None]],
) -> dict[int, str]:
    when = view.days[day]
    able = {
        p.id: [post.code for post, _, _ in wanted if view.serves(p, post, when)] for p, _ in people
    }
    for p, _ in people:
        rank = {code: i for i, code in enumerate(p.posts)}
        able[p.id].sort(key=lambda code: rank.get(code, len(rank)))
    given = {p.id: post for p, post in people if post is not None and post in able[p.id]}
    places: dict[str, list[int]] = {post.code: [] for post, _, _ in wanted}
    for person, post in given.items():
        places[post].append(person)
    free = sorted((p.id for p, _ in people if p.id not in given), key=lambda i: len(able[i]))
    room = {post.code: low for post, low, _ in wanted}
    free = [p for p in free if not _seat(p, able, places, room, frozenset(given), set())]
    room = {post.code: preferred for post, _, preferred in wanted}
    free = [p for p in free if not _seat(p, able, places, room, frozenset(given), set())]
    result = {person: post for post, there in places.items() for person in there}
    for p, own in people:
        if p.id not in result and (able[p.id] or own or p.posts):
            result[p.id] = able[p.id][0] if able[p.id] else (own or p.posts[0])
    return result


def _seat(
    person: int,
    able: Mapping[int, Sequence[str]],
    places: dict[str, list[int]],
    room: Mapping[str, int],
    fixed: frozenset[int],
    tried: set[str],
) -> bool:
    """Find a place, moving others on when that makes room (augmenting path)."""
    for post in able[person]:
        if len(places[post]) < room[post]:
            places[post].append(person)
            return True
    for post in able[person]:
        if post in tried:
            continue
        tried.add(post)
        for other in places[post]:
            if other not in fixed and _seat(other, able, places, room, fixed, tried):
                places[post].remove(other)
                places[post].append(person)
                return True
    return False
