"""What the reference load is made of: 300 beds, 220 staff, names, illnesses. Nobody is real."""

from medcentre.placement.facts import Attribute, ZoneKind
from medcentre.setup.demo_facts import CASES, Case, DemoZone, Post
from medcentre.staff.facts import Category

_AIR = frozenset({Attribute.NEGATIVE_PRESSURE})
_WATCHED = frozenset({Attribute.CAMERA, Attribute.NEAR_STATION})
_CRITICAL = frozenset(
    {Attribute.OXYGEN, Attribute.MONITOR, Attribute.NEAR_STATION, Attribute.LOWER_BED}
)
_ACCESS = frozenset({Attribute.WHEELCHAIR, Attribute.LOWER_BED})
_ALONE = frozenset({Attribute.SINGLE, Attribute.OWN_TOILET})

ZONES = (
    DemoZone("Z1", "入所观察区", ZoneKind.INTAKE, "1", "1号楼", 1, 101, 5, 4, care=(1, 2)),
    DemoZone("Z2", "感染一区", ZoneKind.AIRBORNE, "1", "1号楼", 2, 201, 4, 4, _AIR),
    DemoZone("Z3", "感染二区", ZoneKind.CARE_A, "1", "1号楼", 2, 211, 10, 3),
    DemoZone("Z4", "感染三区", ZoneKind.CARE_B, "1", "1号楼", 3, 301, 6, 4,
             frozenset({Attribute.OWN_TOILET})),
    DemoZone("Z5", "心身区", ZoneKind.MIND, "1", "1号楼", 4, 401, 6, 4, _WATCHED),
    DemoZone("Z6", "慢病重症区", ZoneKind.CRITICAL, "1", "1号楼", 5, 501, 4, 3, _CRITICAL, (0, 1)),
    DemoZone("Z7", "无障碍区", ZoneKind.ACCESS, "1", "2号楼", 1, 121, 8, 4, _ACCESS),
    DemoZone("Z8", "女子区", ZoneKind.WOMEN, "2", "2号楼", 2, 221, 8, 4, _WATCHED),
    DemoZone("Z9", "康复一区", ZoneKind.REHAB, "1", "3号楼", 1, 131, 15, 4, care=(2, 3)),
    DemoZone("Z13", "康复二区", ZoneKind.REHAB, "1", "3号楼", 2, 231, 9, 4, care=(2, 3)),
    DemoZone("Z10", "隔离观察室", ZoneKind.WATCH, "1", "1号楼", 1, 111, 7, 1, _ALONE),
    DemoZone("Z11", "单独管理室", ZoneKind.APART, "", "2号楼", 1, 171, 3, 1,
             _WATCHED | {Attribute.SINGLE}),
    DemoZone("Z12", "未成年单元", ZoneKind.MINORS, "1", "2号楼", 3, 321, 1, 4),
)  # fmt: skip
"""Domain 11.1 with 300 beds: Z11 is no living zone and stays empty."""

STAFF = (
    Post(Category.DIRECTOR, 5, ("主任", "政委", "副主任"), 0.25, "L"),
    Post(Category.POLICE, 38, ("值班长", "民警", "民警", "教导员", "民警"), 0.35, "P"),
    Post(Category.AUX_POLICE, 34, ("辅警",), 0.35, "A"),
    Post(Category.GUARD, 36, ("保安员", "保安员", "保安班长"), 0.2, "G"),
    Post(Category.DOCTOR, 28, ("住院医师", "主治医师", "住院医师", "副主任医师"), 0.4, "D"),
    Post(Category.NURSE, 58, ("护士", "护师", "护士", "主管护师"), 0.9, "N"),
    Post(Category.PHARMACIST, 4, ("药师",), 0.6, "Y", False),
    Post(Category.COUNSELLOR, 6, ("心理咨询师",), 0.7, "C", False),
    Post(Category.SOCIAL_WORKER, 3, ("社工师",), 0.6, "S", False),
    Post(Category.FINANCE, 4, ("会计", "出纳", "会计"), 0.8, "F", False),
    Post(Category.JOINT_OFFICE, 3, ("联席办专员",), 0.5, "J", False),
    Post(Category.ARCHIVIST, 1, ("档案员",), 0.5, "K", False),
)
"""220 people."""

FAMILY = (
    "龙杨田罗石陆彭韦黄安吴潘莫冉蒙范游邓周何王李张刘陈赵孙朱徐马胡郭林高梁郑谢宋唐许"
    "韩冯曹曾程蔡袁余苏叶魏吕丁任沈姚卢姜崔钟谭廖汪金夏"
)
MALE = "文海茂超国栋顺才启贵昌荣登忠朝江明永平代科世光建志强德胜小军涛云峰长福仕林天佑正华少波"
FEMALE = "秀琴安兰金芳春芬秋香丽华桂英美凤雪梅晓燕玉淑珍婷红霞佳怡"
"""Given names are two of these characters."""

_SKIN = Case(1, "BC05", "疥疮", "F2", ZoneKind.WATCH, ("contact",), ("n2", "n3"))
_YOUNG = Case(1, "BC12", "左前臂骨折术后", "F1", ZoneKind.MINORS, (), ("n2", "n3"))


def cases_of(kind: ZoneKind) -> tuple[Case, ...]:
    """Illnesses of people who may lie in a zone of a kind, each rule kept (domain.md 11.2)."""
    if kind is ZoneKind.WATCH:
        return (_SKIN,)
    if kind is ZoneKind.MINORS:
        return (_YOUNG,)
    if kind is ZoneKind.WOMEN:
        out = (ZoneKind.AIRBORNE, ZoneKind.CRITICAL)
        return tuple(c for c in CASES if c.zone not in out and not c.traits)
    return tuple(c for c in CASES if c.zone is kind)
