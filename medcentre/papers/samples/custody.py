"""Sample papers of police, custody and the places."""

from datetime import date

from medcentre.papers.facts import Person
from medcentre.papers.forms.cards import BedCardDoc, LevelColour
from medcentre.papers.forms.fields import Choice
from medcentre.papers.forms.intake import (
    AdmissionApprovalDoc,
    Approval,
    IntakeRegistrationDoc,
    PropertyLine,
    PropertyListDoc,
    Relative,
)
from medcentre.papers.forms.lists import ContactLine, ContactListDoc, PersonListDoc, RollLine
from medcentre.papers.forms.notices import (
    ExitRecordDoc,
    FamilyNoticeDoc,
    NoticePart,
    ReturnedThing,
    RightsNoticeDoc,
)
from medcentre.papers.forms.places import (
    MoveSheetDoc,
    MoveStep,
    TransferSheetDoc,
    ZoneBedLine,
    ZoneListDoc,
)
from medcentre.papers.forms.record import ChoicePart, Fact, FreePart, ListPart, RecordDoc
from medcentre.papers.forms.talk import TalkDemand, TalkRecordDoc
from medcentre.papers.samples.people import LONG_NAME, TODAY, id_number, moment, person
from medcentre.papers.signs import Sign, SignKind


def talk_record(pages: int = 1) -> TalkRecordDoc:
    """P44, longer when more pages are asked for."""
    content = (
        "昨日会见时与父亲争执，父亲称不再来探视。本人整夜未睡，今晨未吃早饭。谈话中先沉默，后哭泣，称“没人要我了”。问及是否"
        "想过伤害自己，否认有计划，说“有时候觉得没意思”。引导其谈女儿，情绪稍缓。愿意给姐姐打电话，同意晚饭后由同伴教育员陪同下棋。\n"
        "对服药有疑问，担心“吃了发胖”，已告知会请医生解释。"
    )
    return TalkRecordDoc(
        number="TH-2026-1187",
        person=person(1),
        legal_status="强制隔离戒毒（本中心执行）",
        started=moment(14, 5),
        ended=moment(14, 50),
        place="谈话室 2",
        talker="喻思源",
        recorder="喻思源",
        present="麻占奎（民警）",
        reasons=(
            Choice("定期"),
            Choice("必谈：会见后有冲突 24 小时内", True),
            Choice("一级重点每周", True),
            Choice("本人要求"),
        ),
        topic="病情与治疗、家庭、人际矛盾、情绪",
        content="\n".join([content] * (1 if pages == 1 else pages * 5)),
        state="情绪 2（1 很差—5 好）　睡眠 差　食欲 差　态度 被动",
        demands=(
            TalkDemand("给姐姐打一次电话", "民警 麻占奎 11-25 17:00 前"),
            TalkDemand("请医生解释药物副作用", "医生 贺明远 11-25 12:00 前"),
        ),
        measures="今晚起每 15 分钟巡视一次，连续三天；通知医生评估睡眠与用药；11月26日再次谈话。",
        risk_before="中等",
        risk_after="高",
        involved=(Choice("医生", True), Choice("咨询师", True), Choice("家属")),
        signed_at=moment(14, 58),
    )


def admission_approval() -> AdmissionApprovalDoc:
    """P01."""
    return AdmissionApprovalDoc(
        number="SZ-2026-0412",
        person=person(2),
        born=date(1984, 6, 2),
        id_number=id_number("19840602", "031"),
        home="筑城市云岩区文昌路 18 号",
        sending_unit="筑城市公安局云岩分局",
        decision="云公强戒决字〔2026〕第 0319 号",
        term="2026-11-20 至 2028-11-19",
        illness="慢性疾病，需长期服药，行动自理",
        hospital_opinion="可收治，二级护理，普通医疗区。",
        risk="无自伤史，无脱逃史，传播风险：血液防护。",
        approvals=(
            Approval("办案单位意见", "符合收治条件，请予收治。", "吴朝阳", "2026-11-24 09:10"),
            Approval("医疗组意见", "同意收治。", "沈若兰", "2026-11-24 10:05"),
            Approval("中心负责人意见"),
        ),
    )


def intake_registration() -> IntakeRegistrationDoc:
    """P02, two pages."""
    return IntakeRegistrationDoc(
        person=person(2),
        former_name="阿科",
        born=date(1984, 6, 2),
        id_number=id_number("19840602", "031"),
        nation="布依族",
        nationality="中国",
        education="初中",
        marriage="已婚",
        work="务工（装修）",
        household="筑城市云岩区文昌路 18 号",
        address="筑城市南明区花果园 3 栋 1204",
        arrived_at=moment(9, 5),
        sending_unit="筑城市公安局云岩分局",
        legal_status="强制隔离戒毒",
        decision="云公强戒决字〔2026〕第 0319 号",
        term="2026-11-20 至 2028-11-19",
        property_number="CW-2026-0977",
        marks="左肩文身（龙），右眉疤痕 2 cm",
        height="170 cm",
        weight="63 kg",
        relatives=(
            Relative("岑美兰", "妻", "139****0288", "筑城市南明区花果园 3 栋 1204"),
            Relative("岑大顺", "父", "138****5521", "筑城市云岩区文昌路 18 号"),
        ),
        life="1991—2000 文昌小学、第七中学读书；2000—2010 在外省务工；2010 年至今在本市从事装修。",
        drug_history="2008 年首次吸食，2015 年起注射；2017 年社区戒毒；2020—2022 年强制隔离戒毒一次；解除后保持操守 14 个月后复吸。",
        record="2012 年因盗窃被行政拘留 10 日；无犯罪记录。",
        health="见入所健康检查表。",
        remark="",
        officer="麻占奎",
    )


def property_list() -> PropertyListDoc:
    """P06."""
    return PropertyListDoc(
        number="CW-2026-0977",
        person=person(2),
        taken_at=moment(9, 20),
        cash="326.50 元（叁佰贰拾陆元伍角整），已存入个人账户",
        officers=("麻占奎", "伍小川"),
        lines=(
            PropertyLine("手机", "1 部", "黑色，串号尾号 4471，屏幕左上角裂", "A-031"),
            PropertyLine("居民身份证", "1 张", "本人", "A-031"),
            PropertyLine("银行卡", "2 张", "尾号 0932、7716", "A-031"),
            PropertyLine("皮带", "1 条", "棕色", "B-112"),
            PropertyLine("戒指", "1 枚", "黄色金属，内圈刻字“平安”", "A-031（封袋）"),
            PropertyLine("钥匙", "1 串", "5 把", "B-112"),
        ),
    )


def rights_notice() -> RightsNoticeDoc:
    """P07 with the default wording."""
    return RightsNoticeDoc(
        person=person(2),
        told_at=moment(9, 50),
        officer="麻占奎",
        parts=(
            NoticePart(
                "你的权利",
                (
                    "人格尊严受尊重，不受体罚、虐待和侮辱。",
                    "对强制隔离戒毒决定不服，可以自收到决定书之日起六十日内申请行政复议，或在六个月内提起行政诉讼。",
                    "患病得到治疗；可以查阅、复制本人病历中依法可以查阅的内容。",
                    "与亲属通信、通话、会见；有权申诉、控告、检举，信件不受检查。",
                    "个人财物登记保管，出所时领回。",
                ),
            ),
            NoticePart(
                "你的义务",
                (
                    "遵守法律和中心的管理制度，服从管理。",
                    "配合治疗、戒毒、教育和康复训练。",
                    "不得私藏违禁物品；爱护公共财物，尊重他人。",
                ),
            ),
            NoticePart(
                "投诉途径",
                (
                    "向管教民警或值班领导当面提出；投入各区意见箱，由驻所检察官开启。",
                    "向驻所检察室书面或约见提出。",
                ),
            ),
            NoticePart(
                "探访规定",
                ("每月可会见亲属一至二次，每次不超过半小时；来访人须持有效证件并提前预约。",),
            ),
        ),
    )


def family_notice() -> FamilyNoticeDoc:
    """P08."""
    return FamilyNoticeDoc(
        number="2026-0412",
        person=person(2),
        relative="岑美兰",
        relation="丈夫",
        address="筑城市南明区花果园 3 栋 1204",
        arrived_on=TODAY,
        ground="被决定强制隔离戒毒",
        centre_address="筑城市白云区康宁路 6 号",
        phone="0851-5550 1234",
        visits="每月第二、四个星期三，凭有效证件，请提前两天电话预约",
        sent_on=TODAY,
        officer="麻占奎",
    )


def exit_record() -> ExitRecordDoc:
    """P36."""
    return ExitRecordDoc(
        number="CS-2026-0288",
        person=person(3),
        arrived_at=moment(10, 0, 700),
        left_at=moment(9, 30),
        ground="期满解除",
        paper="筑戒解〔2026〕0288 号",
        destination="返回户籍地，社区康复",
        receiver="蒙学文（兄）",
        receiver_unit="乌当区新添街道禁毒办",
        things=(
            ReturnedThing("手机", "1 部", "白色，尾号 3320"),
            ReturnedThing("身份证", "1 张", "本人"),
            ReturnedThing("衣物", "1 袋", "封条完好"),
        ),
        account="¥412.30",
        account_words="人民币肆佰壹拾贰元叁角整",
        drugs="降压药 14 日量，用法已当面交代，见出院小结。",
        handed=(
            Choice("法律文书", True),
            Choice("出院小结", True),
            Choice("药品", True),
            Choice("健康告知", True),
        ),
        officer="伍小川",
    )


def bed_cards() -> tuple[BedCardDoc, ...]:
    """P56 in the four colours, and the most that can stand on one."""
    blood, airborne = Sign("血液体液防护", SignKind.BLOOD), Sign("空气隔离", SignKind.AIRBORNE)
    contact, droplet = Sign("接触隔离", SignKind.CONTACT), Sign("飞沫隔离", SignKind.DROPLET)
    protect = Sign("保护性隔离", SignKind.PROTECT)
    marks = ((blood,), (airborne, blood), (), (blood, contact, droplet, airborne, protect))
    levels = ("二级护理", "一级护理", "三级护理", "特级护理")
    colours = (LevelColour.YELLOW, LevelColour.RED, LevelColour.GREEN, LevelColour.SPECIAL)
    allergies = ("", "青霉素", "", "青霉素、头孢类、磺胺、碘造影剂、鸡蛋、海鲜、花生、牛奶、酒精")
    longest = Person(
        name=LONG_NAME, sex="男", age="48岁", zone="感染一区", bed="1203-4",
        number="GY2026-0746",
    )  # fmt: skip
    return tuple(
        BedCardDoc(
            person=person(i) if i < 3 else longest,
            level=levels[i],
            colour=colours[i],
            precautions=marks[i],
            allergy=allergies[i],
            diet="普食" if i else "软食",
        )
        for i in range(4)
    )


def zone_list() -> ZoneListDoc:
    """L01."""
    beds = [
        ZoneBedLine(
            person(i).bed,
            person(i),
            "二级护理" if i % 3 else "一级护理",
            "血液防护",
            "普食",
            "外出就医" if i == 4 else "",
        )
        for i in range(18)
    ]
    empty = [ZoneBedLine(f"20{n}-4", Person(), remark="空床" if n % 2 else "维修") for n in (6, 7)]
    return ZoneListDoc(
        zone="感染一区",
        at=moment(8, 0),
        summary="床位 20　在册 18　在区 17　外出 1　空床 1　停用 1",
        lines=(*beds, *empty),
    )


def transfer_sheet() -> TransferSheetDoc:
    """L02."""
    return TransferSheetDoc(
        number="ZQ-2026-0311",
        person=person(5),
        from_place="入所观察区 105-2",
        to_place="感染一区 203-3",
        moved_at=moment(15, 30),
        reason="需呼吸道隔离观察。",
        level="一级护理",
        precautions="空气防护、血液防护",
        allergy="无",
        state="神志清，T 37.9 ℃，P 92 次/分，R 20 次/分，BP 118/74 mmHg，咳嗽，可自行行走，皮肤完整。",
        watch="戴口罩转运；夜间每小时巡视；今日 18 时、22 时测体温。",
        handed=(
            Choice("病历", True),
            Choice("药品", True),
            Choice("个人物品", True),
            Choice("床头卡腕带"),
        ),
        given_by="江雪",
        taken_by="",
        escort="",
    )


def move_sheet() -> MoveSheetDoc:
    """L03."""
    places = ("201-1", "202-3", "203-1", "204-3", "205-1", "206-3", "1207-1", "1208-3")
    steps = tuple(
        MoveStep(
            i + 1 - (i > 2), person(i).name, person(i).number, f"感染一区 {places[i]}",
            f"感染一区 {places[(i + 1) % 8 if i != 3 else 2]}",
            "互换" if i in (2, 3) else "先消毒" if i == 5 else "",
        )
        for i in range(7)
    )  # fmt: skip
    return MoveSheetDoc(
        title="床位调整方案",
        reason="每周床位调整，腾出隔离间",
        planned_for=moment(15, 0),
        steps=steps,
        approved_by="沈若兰",
    )


def contact_list() -> ContactListDoc:
    """L04."""
    lines = tuple(
        ContactLine(
            person(i),
            f"{201 + i % 3} 室",
            moment(9, 0, 9 - i % 4),
            moment(18, 0, 2),
            f"{168 - i * 11}",
            f"感染一区 {person(i).bed}",
        )
        for i in range(1, 14)
    )
    return ContactListDoc(
        number="GY2026-0713",
        place="203 室",
        window="2026-11-10 至 2026-11-24",
        lines=lines,
        asked_by="贺明远",
    )


def person_list(count: int = 60) -> PersonListDoc:
    """L05 as a plain list."""
    lines = tuple(
        RollLine(person(i), "强制隔离戒毒", "外出就医" if i % 17 == 4 else "") for i in range(count)
    )
    return PersonListDoc(at=moment(8, 0), summary=f"在册 {count} 人", lines=lines)


def roll_print() -> PersonListDoc:
    """L05 as a roll-call sheet."""
    plain = person_list(24)
    return PersonListDoc(
        title="点名册",
        at=plain.at,
        summary="感染一区　应到 24 人",
        lines=plain.lines,
        columns=("早", "中", "晚"),
    )


def separate_management() -> RecordDoc:
    """P23 on the common record form."""
    return RecordDoc(
        code="P23",
        number="DG-2026-0031",
        person=person(6),
        at=moment(10, 30),
        facts=(
            Fact("提出人", "麻占奎"),
            Fact("提出时间", "2026-11-24 10:30"),
            Fact("拟执行期限", "3 天，2026-11-24 至 2026-11-27"),
            Fact("执行地点", "单独管理室 2"),
            Fact("事由", "与同室人员争执后推搡，经劝阻仍扬言报复", wide=True),
        ),
        choices=(
            ChoicePart("种类", (Choice("单独管理", True), Choice("禁闭"), Choice("延长"))),
            ChoicePart(
                "已采取", (Choice("谈话", True), Choice("调换床位", True), Choice("通知家属"))
            ),
        ),
        parts=(
            FreePart(
                "事实经过",
                "11 月 24 日 9 时 50 分在活动室因电视频道与他人发生争执……经过已由监控核实。",
                40,
            ),
            FreePart("医生意见", "身体状况适合单独管理，每日测血压两次。", 22),
        ),
        approvals=(
            Approval("管理组意见", "同意。", "丁海涛", "2026-11-24 10:50"),
            Approval("负责人意见"),
        ),
    )


def safety_check() -> RecordDoc:
    """P40 on the common record form, with a list."""
    return RecordDoc(
        code="P40",
        number="AJ-2026-0107",
        at=moment(14, 0),
        facts=(Fact("检查区域", "感染一区"), Fact("带队", "丁海涛")),
        table=ListPart(
            ("检查点", "结果", "问题与整改", "责任人", "期限"),
            (40, 20, 60, 26, 26),
            (
                ("门窗铁栅", "完好", "", "", ""),
                ("203 室插座", "有问题", "面板松动，已断电待修", "后勤 何平", "2026-11-25"),
                ("床垫、床架", "完好", "", "", ""),
            ),
            12,
        ),
        signatures=(("检查人", "丁海涛"), ("检查人", ""), ("区负责人", "")),
    )
