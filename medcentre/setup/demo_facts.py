"""What the demo centre is made of: invented names, zones, illnesses, sentences. Nobody is real."""

from dataclasses import dataclass

from medcentre.kernel.texts import id_check_digit
from medcentre.placement.facts import Attribute, ZoneKind
from medcentre.staff.facts import Category

DIVISION = "520199"
"""A division code that is not issued."""

FAMILY = "龙杨田罗石陆彭韦黄安吴潘莫冉蒙范游邓周何"
MALE = [
    "文海",
    "茂超",
    "国栋",
    "顺才",
    "启贵",
    "昌荣",
    "登荣",
    "忠栋",
    "朝江",
    "茂兵",
    "明超",
    "永平",
    "国江",
    "代科",
    "世昌",
    "光荣",
    "建国",
    "志强",
    "德胜",
    "小军",
    "海涛",
    "云峰",
    "长贵",
    "永福",
    "仕林",
    "天佑",
    "正华",
    "少波",
    "家豪",
    "泽宇",
]
FEMALE = [
    "秀琴",
    "安兰",
    "金芳",
    "春芬",
    "秋香",
    "丽华",
    "桂英",
    "美凤",
    "雪梅",
    "晓燕",
    "玉梅",
    "淑珍",
    "婷",
    "红霞",
    "佳怡",
    "秀兰",
]
ETHNIC = ("汉族",) * 11 + ("布依族", "苗族", "侗族", "土家族", "仡佬族", "彝族")
ORGANS = (
    "南明分局", "云岩分局", "花溪分局", "乌当分局", "白云分局", "观山湖分局", "清镇市公安局",
    "修文县公安局", "息烽县公安局", "开阳县公安局",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoZone:
    """Zone: neutral name, kind, sex, building, rooms, beds a room, attributes of its beds."""

    code: str
    name: str
    kind: ZoneKind
    sex: str
    building: str
    floor: int
    first: int
    rooms: int
    beds: int
    attributes: frozenset[Attribute] = frozenset()
    care: tuple[int, int] = (1, 3)


ZONES = (
    DemoZone("Z1", "入所观察区", ZoneKind.INTAKE, "1", "1号楼", 1, 101, 5, 4, care=(1, 2)),
    DemoZone("Z2", "感染一区", ZoneKind.AIRBORNE, "1", "1号楼", 2, 201, 4, 4,
             frozenset({Attribute.NEGATIVE_PRESSURE})),
    DemoZone("Z3", "感染二区", ZoneKind.CARE_A, "1", "1号楼", 2, 205, 5, 4),
    DemoZone("Z4", "感染三区", ZoneKind.CARE_B, "1", "1号楼", 2, 210, 4, 4,
             frozenset({Attribute.OWN_TOILET})),
    DemoZone("Z5", "心身区", ZoneKind.MIND, "1", "1号楼", 3, 301, 4, 4,
             frozenset({Attribute.CAMERA, Attribute.NEAR_STATION})),
    DemoZone("Z6", "慢病重症区", ZoneKind.CRITICAL, "1", "1号楼", 3, 305, 4, 3,
             frozenset({Attribute.OXYGEN, Attribute.NEAR_STATION, Attribute.LOWER_BED}), (0, 1)),
    DemoZone("Z7", "无障碍区", ZoneKind.ACCESS, "1", "2号楼", 1, 121, 4, 4,
             frozenset({Attribute.WHEELCHAIR, Attribute.LOWER_BED})),
    DemoZone("Z8", "女子区", ZoneKind.WOMEN, "2", "2号楼", 4, 401, 5, 4,
             frozenset({Attribute.CAMERA, Attribute.NEAR_STATION})),
    DemoZone("Z9", "康复区", ZoneKind.REHAB, "1", "2号楼", 5, 501, 9, 4, care=(2, 3)),
    DemoZone("Z10", "隔离观察室", ZoneKind.WATCH, "", "1号楼", 1, 111, 4, 1,
             frozenset({Attribute.SINGLE, Attribute.OWN_TOILET})),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """An illness as it is met: share of men, category, words, fee class, zone, precautions."""

    weight: int
    category: str
    text: str
    fee: str
    zone: ZoneKind
    precautions: tuple[str, ...] = ()
    care: tuple[str, ...] = ("n2", "n3", "n3")
    traits: tuple[tuple[str, str], ...] = ()


CASES = (
    Case(20, "BC01", "HIV感染", "F3", ZoneKind.CARE_A, ("blood",)),
    Case(12, "BC02", "继发性肺结核 涂阳 初治", "F3", ZoneKind.AIRBORNE, ("airborne",),
         ("n1", "n2", "n2")),
    Case(14, "BC03", "丙型病毒性肝炎 肝功能异常", "F2", ZoneKind.CARE_B, ("blood",)),
    Case(14, "BC06", "苯丙胺类所致精神障碍", "F3", ZoneKind.MIND, (), ("n2", "n2", "n1")),
    Case(12, "BC07", "高血压3级 极高危", "F2", ZoneKind.REHAB),
    Case(8, "BC08", "2型糖尿病伴周围神经病变", "F2", ZoneKind.REHAB),
    Case(6, "BC09", "慢性肾衰竭 规律透析", "F4", ZoneKind.CRITICAL, (), ("n1", "n0", "n1")),
    Case(10, "BC11", "右下肢截肢术后", "F2", ZoneKind.ACCESS, (), ("n2", "n3"),
         (("wheelchair", "yes"),)),
    Case(6, "BC13", "慢性阻塞性肺疾病", "F2", ZoneKind.CRITICAL, (), ("n1", "n2"),
         (("oxygen", "yes"),)),
    Case(8, "BC12", "异物吞食术后恢复期", "F2", ZoneKind.REHAB),
    Case(6, "BC04", "梅毒 血清固定", "F1", ZoneKind.CARE_B, ("blood",), ("n3",)),
    Case(8, "BC15", "高龄体弱", "F2", ZoneKind.ACCESS, (), ("n2",), (("lame", "yes"),)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """How many people of a category, their titles in turn, share of women, prefix of numbers."""

    category: Category
    count: int
    titles: tuple[str, ...]
    women: float
    prefix: str
    night: bool = True


STAFF = (
    Post(Category.DIRECTOR, 4, ("主任", "政委", "副主任", "副主任"), 0.25, "L"),
    Post(Category.POLICE, 26, ("值班长", "民警", "民警", "教导员", "民警"), 0.35, "P"),
    Post(Category.AUX_POLICE, 24, ("辅警",), 0.35, "A"),
    Post(Category.GUARD, 28, ("保安员", "保安员", "保安班长"), 0.2, "G"),
    Post(Category.DOCTOR, 18, ("住院医师", "主治医师", "住院医师", "副主任医师"), 0.4, "D"),
    Post(Category.NURSE, 36, ("护士", "护师", "护士", "主管护师"), 0.9, "N"),
    Post(Category.PHARMACIST, 3, ("药师",), 0.6, "Y", False),
    Post(Category.COUNSELLOR, 4, ("心理咨询师",), 0.7, "C", False),
    Post(Category.SOCIAL_WORKER, 2, ("社工师",), 0.6, "S", False),
    Post(Category.FINANCE, 3, ("会计", "出纳", "会计"), 0.8, "F", False),
    Post(Category.JOINT_OFFICE, 2, ("联席办专员",), 0.5, "J", False),
    Post(Category.ARCHIVIST, 1, ("档案员",), 0.5, "K", False),
)

NOTES = (
    "患者一般情况尚可，精神、睡眠、食欲可，二便正常。查体：生命体征平稳，心肺听诊未闻及明显异常，腹软无压痛。"
    "继续目前治疗方案，注意观察病情变化。",
    "患者诉夜间睡眠较前改善，未诉特殊不适。查体无明显变化。复查血常规、肝肾功能，结果回报后调整用药。",
    "患者情绪平稳，配合治疗。血压、血糖控制尚可。嘱清淡饮食，适当活动，继续康复训练。",
    "患者今日无发热，咳嗽咳痰较前减轻。查体：双肺呼吸音粗，未闻及湿性啰音。继续原方案，复查胸片。",
)

TALKS = (
    "谈话中该学员情绪平稳，表示能遵守所规队纪，配合治疗。询问家庭情况，称已与家人通电话，家人鼓励其安心戒治。"
    "对其提出的问题逐一解答，要求继续保持。",
    "该学员近期睡眠欠佳，担心家中老人。对其进行疏导，告知可按规定申请亲情电话。其表示理解，愿意配合。",
    "了解其入所后的适应情况，讲解权利义务和作息要求。该学员表示清楚，承诺服从管理，有困难及时报告。",
)


def id_number(birth: str, serial: int, sex: str) -> str:
    """An identity number of the unissued division; `birth` as YYYYMMDD."""
    digit = (serial * 2 + (sex == "1")) % 10
    first = f"{DIVISION}{birth}{serial % 100:02d}{digit}"
    return first + id_check_digit(first)
