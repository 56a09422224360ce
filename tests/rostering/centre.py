"""A believable centre of 148 invented people for tests and benchmarks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from medcentre.kernel.periods import Month
from medcentre.rostering.facts import (
    CUSTODY_GROUPS,
    Certificate,
    CoverNeed,
    Group,
    Leave,
    Person,
    Post,
    PostNeed,
    Problem,
    RuleId,
    Sex,
    Ward,
    Wish,
    WorkPattern,
)
from medcentre.rostering.templates import (
    DEFAULT_RULES,
    STANDARD_CONTRACTS,
    holiday_seed,
    shift_templates,
)
from medcentre.staff.facts import LeaveKind
from tests.rostering.small import nursing, pregnant

WORKDAYS = frozenset(range(5))
FAMILY = "陈凤谢吴韩杨李王张刘黄周罗何唐邓龙冉田石"
GIVEN = [
    "云峰",
    "美玲",
    "小燕",
    "佳怡",
    "建国",
    "志强",
    "秀英",
    "丽华",
    "明远",
    "海涛",
    "雨婷",
    "静宜",
    "若兰",
    "清源",
    "晓燕",
    "月明",
    "思雨",
    "光荣",
]
AREAS = (("A", "一二区"), ("B", "三至五区"), ("C", "六七九区"))

STAFF = (
    (Group.DIRECTOR, 4, "leader"),
    (Group.POLICE, 26, "police_24"),
    (Group.AUX_POLICE, 24, "duty_24"),
    (Group.GUARD, 28, "turns_12"),
    (Group.DOCTOR, 18, "doctor"),
    (Group.NURSE, 36, "turns"),
    (Group.PHARMACIST, 3, "standard"),
    (Group.COUNSELOR, 4, "standard"),
    (Group.SOCIAL_WORKER, 2, "standard"),
    (Group.FINANCE, 3, "standard"),
)


def always(shift: str, minimum: int, preferred: int | None = None) -> PostNeed:
    """The same need every day."""
    return PostNeed(shift, minimum, preferred)


def posts() -> tuple[Post, ...]:
    """Who has to stand where."""
    police, aux = frozenset({Group.POLICE}), frozenset({Group.AUX_POLICE})
    guard, nurse = frozenset({Group.GUARD}), frozenset({Group.NURSE})
    doctor = frozenset({Group.DOCTOR})
    found = [
        Post("leader", "带班领导", "Leader on duty", frozenset({Group.DIRECTOR}), (always("L24", 1),)),
        Post("command", "值班长", "Shift commander", police, (always("P24", 1),), skill="command"),
        Post("women-police", "女区民警", "Women's zone police", police, (always("P24", 1),),
             frozenset({"Z8"}), sex=Sex.FEMALE),
        Post("women-aux", "女区辅警", "Women's zone auxiliary", aux, (always("P24", 1),),
             frozenset({"Z8"}), sex=Sex.FEMALE),
        Post("control", "监控室", "Control room", aux, (always("P24", 1, 2),)),
        Post("gate", "大门", "Gate", guard, (always("D12", 2), always("N12", 2))),
        Post("patrol", "巡逻", "Patrol", guard, (always("D12", 1, 2), always("N12", 1))),
        Post("first-line", "一线医生", "First-line doctor", doctor, (always("D_DUTY", 1),)),
        Post("second-line", "二线医生", "Second-line doctor", doctor, (always("D_CALL", 1),),
             skill="senior"),
        Post("wards", "病区医生", "Ward doctors", doctor,
             (PostNeed("DOC_DAY", 5, 8, WORKDAYS), PostNeed("DOC_DAY", 1, 2, frozenset({5, 6})))),
        Post("women-nurse", "女区护士", "Women's zone nurses", nurse,
             (always("A", 1, 3), always("P", 1), always("N", 1)), frozenset({"Z8"}),
             sex=Sex.FEMALE),
        Post("pharmacy", "药房", "Pharmacy", frozenset({Group.PHARMACIST}),
             (PostNeed("DOC_DAY", 1, 2, WORKDAYS),)),
        Post("counsel", "心理科", "Counselling", frozenset({Group.COUNSELOR}),
             (PostNeed("P_DAY", 1, 4, WORKDAYS),)),
        Post("social", "社工室", "Social work", frozenset({Group.SOCIAL_WORKER}),
             (PostNeed("P_DAY", 1, 2, WORKDAYS),)),
        Post("finance", "财务室", "Finance", frozenset({Group.FINANCE}),
             (PostNeed("P_DAY", 1, 3, WORKDAYS),)),
    ]  # fmt: skip
    for code, name in AREAS:
        place = frozenset({code})
        found += [
            Post(f"police-{code}", f"{name}民警", f"Area {code} police", police,
                 (always("P24", 1),), place),
            Post(f"aux-{code}", f"{name}辅警", f"Area {code} auxiliary", aux,
                 (always("P24", 1),), place),
            Post(f"guard-{code}", f"{name}保安", f"Area {code} guard", guard,
                 (always("D12", 1), always("N12", 1)), place),
            Post(f"nurse-{code}", f"{name}护士", f"Area {code} nurses", nurse,
                 (always("A", 2, 4), always("P", 1), always("N", 1)), place),
        ]  # fmt: skip
    return tuple(found)


def cover_needs() -> tuple[CoverNeed, ...]:
    """What must be there at every moment."""
    police, nurse = frozenset({Group.POLICE}), frozenset({Group.NURSE})
    officers = frozenset({Group.POLICE, Group.AUX_POLICE})
    needs = [
        CoverNeed(RuleId.ZONE_COVER, "在院医生", "Doctor in house", 1, frozenset({Group.DOCTOR})),
        CoverNeed(RuleId.ZONE_COVER, "带班领导", "Leader on duty", 1, frozenset({Group.DIRECTOR})),
        CoverNeed(RuleId.WOMENS_ZONE, "女区女警", "Woman officer", 1, officers, "Z8",
                  sex=Sex.FEMALE),
        CoverNeed(RuleId.WOMENS_ZONE, "女区女护士", "Woman nurse", 1, nurse, "Z8", sex=Sex.FEMALE),
    ]  # fmt: skip
    for code in ("A", "B", "C", "Z8"):
        needs += [
            CoverNeed(RuleId.ZONE_COVER, f"{code}监管", f"Custody {code}", 2, CUSTODY_GROUPS, code),
            CoverNeed(RuleId.ZONE_COVER, f"{code}民警", f"Police {code}", 1, police, code),
            CoverNeed(RuleId.ZONE_COVER, f"{code}护士", f"Nurse {code}", 1, nurse, code),
        ]
    return tuple(needs)


def people(month: Month, random: Random) -> Iterator[Person]:
    """148 people with certificates, patterns and a few special cases."""
    number = 0
    certificates = {
        Group.DOCTOR: "physician_licence", Group.NURSE: "nurse_licence", Group.GUARD: "guard_card",
    }  # fmt: skip
    for group, count, contract in STAFF:
        for i in range(count):
            number += 1
            name = FAMILY[number % len(FAMILY)] + GIVEN[(number * 7) % len(GIVEN)]
            women = {Group.NURSE: 0.9, Group.POLICE: 0.35, Group.AUX_POLICE: 0.35}.get(group, 0.3)
            sex = Sex.FEMALE if (i * 37 % 100) / 100 < women else Sex.MALE
            skills = set()
            if group is Group.POLICE and i % 3 == 0:
                skills.add("command")
            if group is Group.DOCTOR and i % 2 == 0:
                skills.add("senior")
            person = Person(
                id=number, name=name, group=group, sex=sex, contract=contract,
                skills=frozenset(skills), posts=home_posts(group, sex, i, skills),
                pattern=work_pattern(group, i, month),
                certificates=(
                    (Certificate(certificates[group], date(2029, 12, 31)),)
                    if group in certificates
                    else ()
                ),
            )  # fmt: skip
            yield special(person, i, month, random)


def home_posts(group: Group, sex: Sex, i: int, skills: set[str]) -> tuple[str, ...]:
    """The posts of a person, the own one first."""
    own = AREAS[i % 3][0]
    if group is Group.POLICE:
        areas = [f"police-{own}", *(f"police-{c}" for c, _ in AREAS if c != own)]
        lead = ["command"] if skills else []
        return (*lead, *(["women-police"] if sex is Sex.FEMALE else []), *areas)
    if group is Group.AUX_POLICE:
        areas = [f"aux-{own}", "control", *(f"aux-{c}" for c, _ in AREAS if c != own)]
        return ("women-aux", *areas) if sex is Sex.FEMALE else tuple(areas)
    if group is Group.NURSE:
        second = AREAS[(i + 1) % 3][0]
        if i % 4 == 3 and sex is Sex.FEMALE:
            return ("women-nurse", f"nurse-{own}")
        return (f"nurse-{own}", f"nurse-{second}")
    return ()


def work_pattern(group: Group, i: int, month: Month) -> WorkPattern | None:
    """24 on 72 off for officers, two days, two nights, four free for guards."""
    if group in {Group.POLICE, Group.AUX_POLICE}:
        return WorkPattern(("P24", None, None, None), month.first + timedelta(days=i % 4))
    if group is Group.GUARD:
        cycle = ("D12", "D12", "N12", "N12", None, None, None, None)
        return WorkPattern(cycle, month.first + timedelta(days=2 * (i % 4)))
    return None


def special(person: Person, i: int, month: Month, random: Random) -> Person:
    """A pregnant nurse, a nursing mother, an expiring certificate, a secondment."""
    if person.group is Group.NURSE and i == 4:
        return replace(person, maternity=pregnant(month.first - timedelta(weeks=31)))
    if person.group is Group.NURSE and i == 9:
        return replace(person, maternity=nursing(month.first - timedelta(days=200)))
    if person.group is Group.NURSE and i == 0:
        return replace(person, no_night=True, in_fairness=False)
    if person.group is Group.GUARD and i == 13:
        return replace(person, certificates=(Certificate("guard_card", month.days()[19]),))
    if person.group is Group.POLICE and i < 3:
        return replace(person, here_to=month.days()[24] if i == 0 else date(2026, 12, 31))
    return person


def centre_problem(month: Month = Month(2026, 12), seed: int = 7) -> Problem:  # noqa: B008
    """The month of the whole house."""
    random = Random(seed)
    staff = tuple(people(month, random))
    leaves, wishes = [], []
    for person in staff:
        if random.random() < 0.12:
            first = random.randrange(month.length - 6)
            days = random.randrange(2, 8)
            leaves.append(
                Leave(person.id, random.choice(list(LeaveKind)[:3]), month.days()[first],
                      month.days()[min(first + days, month.length - 1)])
            )  # fmt: skip
        if random.random() < 0.35:
            wishes.append(
                Wish(person.id, random.choice(month.days()), random.random() < 0.2, None,
                     random.choice((3, 6, 10)))
            )  # fmt: skip
    return Problem(
        month=month,
        shifts=shift_templates(),
        posts=posts(),
        people=staff,
        contracts=STANDARD_CONTRACTS,
        rules=DEFAULT_RULES,
        holidays=holiday_seed(),
        covers=cover_needs(),
        leaves=tuple(leaves),
        wishes=tuple(wishes),
        ward=Ward(beds=90),
    )
