"""What a new centre's roster starts from: posts, cover and people, read off its zones and staff.

Everything here is a proposal the centre edits; nothing is known of a particular house.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from medcentre.kernel.wording import Lang, term
from medcentre.rostering.facts import (
    CUSTODY_GROUPS,
    CoverNeed,
    Group,
    Person,
    Post,
    PostNeed,
    RuleId,
    Sex,
    WorkPattern,
)

WORKDAYS = frozenset(range(5))
REST_DAYS = frozenset({5, 6})
SENIOR_WORDS = ("副主任", "主任", "主治")
COMMAND_WORDS = ("值班长", "大队长", "中队长", "教导员", "队长")
TEAMS = 4
"""24 on, 72 off; two days, two nights, four free: both turn with four teams."""

ANCHOR = date(2026, 1, 1)
"""First day of all patterns, so that they run on over the months."""

CONTRACTS = {
    Group.DIRECTOR: "leader",
    Group.POLICE: "police_24",
    Group.AUX_POLICE: "duty_24",
    Group.GUARD: "turns_12",
    Group.DOCTOR: "doctor",
    Group.NURSE: "turns",
    Group.COUNSELOR: "office",
    Group.SOCIAL_WORKER: "office",
    Group.FINANCE: "office",
}
"""Contract of each group; all others have the first of the list."""


@dataclass(frozen=True, slots=True)
class Area:
    """Zones served by one team on duty; `called`: their neutral names."""

    code: str
    zones: tuple[str, ...]
    women: bool = False
    called: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, str]:
        """What it is called in Chinese and English; zones stand in the centre's own order.

        The names of its zones; the codes where names are too long for the name of a post.
        """
        if self.women:
            return "女区", "women's zone"
        if self.called and all(self.called):
            zh = _joined(self.called, "、")
            en = _joined([term(name, Lang.EN) for name in self.called], ", ")
            if len(zh) <= AREA_MOST[0] and len(en) <= AREA_MOST[1]:
                return zh, en
        codes = _joined(self.zones, "–")
        return codes, codes


AREA_MOST = (27, 48)
"""Most signs of an area in the name of a post, which has 30 in the forms, 60 in English."""


def _joined(names: Sequence[str], two: str) -> str:
    """`感染一区、感染二区`; `入所观察区–感染三区` for more than two."""
    if len(names) < 3:
        return two.join(names)
    return f"{names[0]}–{names[-1]}"


def areas(
    zones: Sequence[tuple[str, str]], teams: int, names: Mapping[str, str] | None = None
) -> tuple[Area, ...]:
    """Zones (code, sex) joined into at most `teams` areas; women's zones stand alone.

    `names`: code -> neutral name.
    """
    women = [code for code, sex in zones if sex == "2"]
    others = [code for code, sex in zones if sex != "2"]
    count = max(1, min(teams, len(others)))
    base, extra = divmod(len(others), count)
    found, start = [], 0
    for i in range(count if others else 0):
        size = base + (i < extra)
        codes = tuple(others[start : start + size])
        called = tuple((names or {}).get(code, "") for code in codes)
        found.append(Area(chr(ord("A") + i), codes, called=called))
        start += size
    if women:
        found.append(Area("W", tuple(women), women=True))
    return tuple(found)


def standard_areas(
    zones: Sequence[tuple[str, str]],
    staff: Iterable[Person],
    names: Mapping[str, str] | None = None,
) -> tuple[Area, ...]:
    """As many areas as the police on one day can hold: one commander, one each area."""
    police = sum(p.group is Group.POLICE for p in staff)
    women = any(sex == "2" for _, sex in zones)
    return areas(zones, max(1, min(4, police // TEAMS - 1 - women)), names)


def standard_posts(house: Sequence[Area], staff: Sequence[Person]) -> tuple[Post, ...]:
    """Posts the staff of this house can fill; minimums never above what the teams give."""
    have = Counter(p.group for p in staff)
    posts = [*_duty_posts(have), *_office_posts(have)]
    for area in house:
        posts += _area_posts(area, have)
    return tuple(posts)


def always(shift: str, minimum: int, preferred: int | None = None) -> PostNeed:
    """The same need every day."""
    return PostNeed(shift, minimum, preferred)


def _duty_posts(have: Counter[Group]) -> list[Post]:
    found: list[Post] = []
    if have[Group.DIRECTOR]:
        found.append(
            Post("leader", "带班领导", "Leader on duty", frozenset({Group.DIRECTOR}),
                 (always("L24", 1),))
        )  # fmt: skip
    if have[Group.POLICE] >= TEAMS:
        found.append(
            Post("command", "值班长", "Shift commander", frozenset({Group.POLICE}),
                 (always("P24", 1),), skill="command")
        )  # fmt: skip
    if have[Group.AUX_POLICE] >= 2 * TEAMS:
        found.append(
            Post("control", "监控室", "Control room", frozenset({Group.AUX_POLICE}),
                 (always("P24", 1, 2),))
        )  # fmt: skip
    if have[Group.GUARD] >= 2 * TEAMS:
        found.append(
            Post("gate", "大门", "Gate", frozenset({Group.GUARD}),
                 (always("D12", 1, 2), always("N12", 1, 2)))
        )  # fmt: skip
    if have[Group.DOCTOR] >= TEAMS:
        wards = max(1, have[Group.DOCTOR] // 4)
        found += [
            Post("first-line", "一线医生", "First-line doctor", frozenset({Group.DOCTOR}),
                 (always("D_DUTY", 1),)),
            Post("second-line", "二线医生", "Second-line doctor", frozenset({Group.DOCTOR}),
                 (always("D_CALL", 1),), skill="senior"),
            Post("wards", "病区医生", "Ward doctors", frozenset({Group.DOCTOR}),
                 (PostNeed("DOC_DAY", wards, wards * 2, WORKDAYS),
                  PostNeed("DOC_DAY", 1, 2, REST_DAYS))),
        ]  # fmt: skip
    return found


def _office_posts(have: Counter[Group]) -> list[Post]:
    names = {
        Group.PHARMACIST: ("pharmacy", "药房", "Pharmacy", "DOC_DAY"),
        Group.COUNSELOR: ("counsel", "心理科", "Counselling", "P_DAY"),
        Group.SOCIAL_WORKER: ("social", "社工室", "Social work", "P_DAY"),
        Group.FINANCE: ("finance", "财务室", "Finance", "P_DAY"),
    }
    return [
        Post(code, zh, en, frozenset({group}), (PostNeed(shift, 1, have[group], WORKDAYS),))
        for group, (code, zh, en, shift) in names.items()
        if have[group]
    ]


def _area_posts(area: Area, have: Counter[Group]) -> list[Post]:
    name_zh, name_en = area.names
    place = frozenset({area.code, *area.zones})
    sex = Sex.FEMALE if area.women else None
    nurses = have[Group.NURSE]
    wanted = (
        (Group.POLICE, "police", "民警", "Police", (always("P24", 1),)),
        (Group.AUX_POLICE, "aux", "辅警", "Auxiliary", (always("P24", 1),)),
        (Group.GUARD, "guard", "保安", "Guard", (always("D12", 1), always("N12", 1))),
        (Group.NURSE, "nurse", "护士", "Nurses",
         (always("A", 1 + (nurses >= 24), 3), always("P", 1), always("N", 1))),
    )  # fmt: skip
    return [
        Post(
            f"{prefix}-{area.code}", f"{zh} {name_zh}", f"{en}, {name_en}", frozenset({group}),
            needs, place, sex=sex if group is not Group.GUARD else None,
        )
        for group, prefix, zh, en, needs in wanted
        if have[group] and not (area.women and group is Group.GUARD)
    ]  # fmt: skip


def standard_covers(house: Sequence[Area]) -> tuple[CoverNeed, ...]:
    """What must be there at every moment (ROS-08, ROS-09, CUS-01)."""
    officers = frozenset({Group.POLICE, Group.AUX_POLICE})
    needs = [
        CoverNeed(RuleId.ZONE_COVER, "在院医生", "Doctor in house", 1, frozenset({Group.DOCTOR})),
        CoverNeed(RuleId.ZONE_COVER, "带班领导", "Leader on duty", 1, frozenset({Group.DIRECTOR})),
    ]
    for area in house:
        name, english = area.names
        needs += [
            CoverNeed(RuleId.ZONE_COVER, f"监管 {name}", f"Custody, {english}", 2,
                      CUSTODY_GROUPS, area.code),
            CoverNeed(RuleId.ZONE_COVER, f"民警 {name}", f"Police, {english}", 1,
                      frozenset({Group.POLICE}), area.code),
            CoverNeed(RuleId.ZONE_COVER, f"护士 {name}", f"Nurse, {english}", 1,
                      frozenset({Group.NURSE}), area.code),
        ]  # fmt: skip
        if area.women:
            needs += [
                CoverNeed(RuleId.WOMENS_ZONE, "女区女警", "Woman officer", 1, officers, area.code,
                          sex=Sex.FEMALE),
                CoverNeed(RuleId.WOMENS_ZONE, "女区女护士", "Woman nurse", 1,
                          frozenset({Group.NURSE}), area.code, sex=Sex.FEMALE),
            ]  # fmt: skip
    return tuple(needs)


def skills_of(group: Group, title: str) -> frozenset[str]:
    """Skills a title stands for until somebody says otherwise."""
    found = set()
    if group is Group.POLICE and any(w in title for w in COMMAND_WORDS):
        found.add("command")
    if group is Group.DOCTOR and any(w in title for w in SENIOR_WORDS):
        found.add("senior")
    return frozenset(found)


def home_posts(person: Person, place: int, house: Sequence[Area]) -> tuple[str, ...]:
    """The posts somebody may hold, the own one first; `place` counts inside group and sex."""
    general = [a for a in house if not a.women]
    women = [a for a in house if a.women]
    prefix = {
        Group.POLICE: "police", Group.AUX_POLICE: "aux", Group.GUARD: "guard", Group.NURSE: "nurse",
    }.get(person.group)  # fmt: skip
    if prefix is None or not general:
        return ()
    turn = place % len(general)
    order = [f"{prefix}-{a.code}" for a in [*general[turn:], *general[:turn]]]
    if person.group is Group.NURSE:
        order = order[:2]
    special = {
        Group.POLICE: ["command"] if "command" in person.skills else [],
        Group.AUX_POLICE: ["control"],
        Group.GUARD: ["gate"],
    }.get(person.group, [])
    hers = [f"{prefix}-{a.code}" for a in women]
    if person.sex is Sex.FEMALE and person.group is not Group.GUARD:
        first = place % 2 == 0
        return (*hers, *special, *order) if first else (*special, *order, *hers)
    return (*special, *order)


def pattern_of(group: Group, place: int) -> WorkPattern | None:
    """24 on 72 off for officers; two days, two nights, four free for guards."""
    if group in (Group.POLICE, Group.AUX_POLICE):
        return WorkPattern(("P24", None, None, None), ANCHOR + timedelta(days=place % TEAMS))
    if group is Group.GUARD:
        cycle = ("D12", "D12", "N12", "N12", None, None, None, None)
        return WorkPattern(cycle, ANCHOR + timedelta(days=2 * (place % TEAMS)))
    return None


@dataclass(frozen=True, slots=True)
class PostWords:
    """What a post is called; `zones` (code, name) where a standard post serves an area, whose words
    end the names."""

    zh: str = ""
    en: str = ""
    zones: tuple[tuple[str, str], ...] = ()
    ends: tuple[str, str] = ("", "")

    @property
    def without_zones(self) -> tuple[str, str]:
        """The names before the words of the zones."""
        return self.zh.removesuffix(self.ends[0]), self.en.removesuffix(self.ends[1])


def words_of(post: Post, house: Sequence[Area], names: Mapping[str, str]) -> PostWords:
    """Words of a post; `names`: zone code -> neutral name. A renamed post keeps what it was given."""
    for area in house:
        zh, en = area.names
        if area.women or not post.code.endswith(f"-{area.code}"):
            continue
        if post.name_zh.endswith(f" {zh}") and post.name_en.endswith(f", {en}"):
            zones = tuple((code, names[code]) for code in area.zones)
            return PostWords(post.name_zh, post.name_en, zones, (f" {zh}", f", {en}"))
    return PostWords(post.name_zh, post.name_en)
