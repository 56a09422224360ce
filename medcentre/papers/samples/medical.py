"""Sample papers of doctors and nurses."""

from medcentre.papers.body_map import BodyMark, Side
from medcentre.papers.chart import ChartEvent, DayRow, Reading, Week, event_words
from medcentre.papers.forms.fields import Choice
from medcentre.papers.forms.intake import Finding, HealthCheckDoc, Injury, InjuryRecordDoc
from medcentre.papers.forms.notes import (
    AdmissionNoteDoc,
    Correction,
    FirstNoteDoc,
    ProgressNote,
    ProgressNotesDoc,
    Section,
    Signature,
)
from medcentre.papers.forms.temperature import TemperatureChartDoc
from medcentre.papers.samples.people import TODAY, moment, person

_STABLE = (
    "患者病重第 2 天。诉乏力、夜间咳嗽，痰中带血丝，无胸痛。查体：T 38.4 ℃，P 98 次/分，R 21 次/分，"
    "BP 116/74 mmHg。神清，双上肺可闻及湿啰音，心律不齐，腹软，双下肢无水肿。血沉 68 mm/h，"
)
_REST = "。继续四联抗结核治疗，卧床休息，备吸引器于床旁。向患者说明病情及注意事项，患者表示理解。"


def progress_notes(count: int = 4, first_page: int = 1) -> ProgressNotesDoc:
    """A run of notes: a correction, an addendum, a round of the superior, plain days."""
    notes = [
        ProgressNote(
            at=moment(8, 0, 2),
            title="病程记录",
            signatures=(Signature("医师签名", "沈若兰"),),
            parts=(
                _STABLE,
                Correction("痰涂片抗酸染色(1+)", "痰涂片抗酸染色(2+)", "沈若兰", moment(9, 10, 2)),
                _REST,
            ),
        ),
        ProgressNote(
            at=moment(20, 40, 2),
            title="病程记录（补记 20:15 病情）",
            signatures=(Signature("医师签名", "顾清源"),),
            parts=(
                "20:15 患者突发咯血约 40 ml，色鲜红，无呼吸困难。取患侧卧位，吸氧 3 L/min，予氨甲环酸 0.5 g 静脉滴注，"
                "20:32 出血停止。生命体征平稳：P 104 次/分，BP 112/70 mmHg，血氧 95%。已报带班领导并电话告知二线医师。",
            ),
        ),
        ProgressNote(
            at=moment(16, 20, 1),
            title="贺明远副主任医师查房记录",
            signatures=(Signature("上级医师", "贺明远"), Signature("记录", "沈若兰")),
            parts=(
                "今日贺明远副主任医师查房。分析：患者肺结核活动期，咯血考虑病灶累及支气管血管；发热与结核中毒症状有关，"
                "需除外合并细菌感染。指示：1. 氨甲环酸 0.5 g 每 8 小时一次；2. 复查胸部 CT、血培养；3. 心电监护，绌脉时同测"
                "心率脉搏；4. 再次大咯血立即启动转诊定点传染病医院流程。已按指示执行。",
            ),
        ),
    ]
    daily = ProgressNote(
        at=moment(9, 5),
        title="病程记录",
        signatures=(Signature("医师签名", "沈若兰"),),
        parts=(
            "昨夜最高体温 38.9 ℃(06:00)，物理降温后 38.1 ℃。痰中带血丝约 5 ml，未再大咯血。精神尚可，进软食半量。今日复查胸部 CT。患者情绪低落，已请心理咨询师协同谈话。",
        ),
    )
    notes += [daily] * max(count - 3, 0)
    return ProgressNotesDoc(person=person(), notes=tuple(notes[:count]), first_page=first_page)


def first_note() -> FirstNoteDoc:
    """P12."""
    return FirstNoteDoc(
        person=person(),
        at=moment(11, 25),
        signatures=(Signature("医师签名", "沈若兰"),),
        sections=(
            Section(
                "病例特点",
                (
                    "1. 男性，46 岁，咳嗽咳痰 2 月，痰中带血 3 天。\n2. 查体：T 38.2 ℃，消瘦，双上肺湿啰音。\n3. 辅助检查：胸片示双上肺斑片影，痰涂片抗酸染色阳性。",
                ),
                False,
            ),
            Section(
                "拟诊讨论（诊断依据、鉴别诊断）",
                (
                    "诊断依据：慢性咳嗽、咯血、低热盗汗，胸片及痰检支持肺结核。\n鉴别诊断：1. 肺炎：起病急，抗感染有效，影像以实变为主；2. 肺癌：年龄偏大、咯血，需 CT 及痰脱落细胞除外。",
                ),
                False,
            ),
            Section(
                "诊疗计划",
                (
                    "1. 呼吸道隔离，一级护理；2. 四联抗结核治疗，监测肝功能；3. 完善胸部 CT、血常规、肝肾功能；4. 戒断反应评估，心理支持；5. 告知本人病情与咯血风险。",
                ),
                False,
            ),
        ),
    )


def admission_note() -> AdmissionNoteDoc:
    """P11, two pages."""
    parts = (
        ("主诉", "咳嗽咳痰 2 月，痰中带血 3 天。"),
        (
            "现病史",
            "患者 2 月前无明显诱因出现咳嗽、咳少量白黏痰，伴低热、盗汗、乏力，体重下降约 4 kg，未就诊。3 天前咳嗽加重，痰中带鲜红血丝，每日 3～5 口，无胸痛、呼吸困难。入所健康检查时发现，送本中心医疗区。病程中精神差，食欲减退，大小便正常，睡眠每日约 4 小时。",
        ),
        ("既往史", "否认高血压、糖尿病史。10 年前阑尾切除术。青霉素过敏（皮疹）。预防接种史不详。"),
        ("个人史", "生于本市，初中文化，务工。吸烟 20 年，每日 20 支；偶饮酒。"),
        (
            "吸毒史",
            "28 岁首次吸食海洛因，烫吸为主，近 5 年注射，每日约 0.5 g，末次用药为入所前 2 天，注射部位双侧肘窝，曾共用针具；过量 1 次；戒毒 3 次，最长操守 14 个月；曾在美沙酮门诊维持治疗。",
        ),
        ("婚育史", "离异，育 1 女，体健。"),
        ("家族史", "父母健在，否认家族遗传病史。"),
        (
            "体格检查",
            "T 38.2 ℃，P 102 次/分，R 22 次/分，BP 118/76 mmHg，血氧 95%，身高 168 cm，体重 54.5 kg。神清，慢性病容，消瘦，自动体位，查体合作。全身皮肤黏膜无黄染，双肘窝见陈旧针痕，右腹下见手术瘢痕 5 cm。浅表淋巴结未触及。头颅五官无畸形，颈软。胸廓对称，双上肺闻及湿啰音。心率 102 次/分，律不齐，未闻杂音。腹平软，无压痛，肝脾未及。脊柱四肢无畸形，双下肢无水肿。生理反射存在，病理反射未引出。精神检查：接触好，定向完整，未引出幻觉妄想。",
        ),
        ("专科情况", "咳嗽有力，痰血丝，双上肺叩诊稍浊。"),
        ("辅助检查", "胸片（本中心）：双上肺斑片、条索影，右上见小空洞。痰涂片抗酸染色（2+）。"),
    )
    return AdmissionNoteDoc(
        person=person(),
        written_at=moment(14, 30),
        signatures=(Signature("医师签名", "顾清源"), Signature("上级医师", "沈若兰")),
        identity=(
            ("出生日期", "1980-03-12"),
            ("民族", "汉族"),
            ("婚姻", "离异"),
            ("职业", "务工"),
            ("入院时间", "2026-11-24 10:05"),
            ("记录时间", "2026-11-24 14:30"),
            ("病史陈述者", "本人"),
            ("可靠程度", "可靠"),
            ("过敏史", "青霉素"),
        ),
        sections=tuple(Section(name, (words,)) for name, words in parts),
        diagnoses=("继发性肺结核 双上 涂（+）初治", "阿片类物质依赖", "营养不良 轻度"),
    )


def health_check() -> HealthCheckDoc:
    """P03."""
    return HealthCheckDoc(
        person=person(1),
        checked_at=moment(9, 40),
        vitals=tuple(
            Finding(a, b)
            for a, b in (
                ("体温", "36.8 ℃"),
                ("脉搏", "84"),
                ("呼吸", "18"),
                ("血压", "122/78"),
                ("血氧", "98%"),
                ("身高", "172 cm"),
                ("体重", "61 kg"),
            )
        ),
        history="自述 2 型糖尿病 3 年，口服二甲双胍 0.5 g 每日两次，血糖控制一般。无手术史。否认药物过敏。",
        exam=tuple(
            Finding(a, b)
            for a, b in (
                ("意识精神", "神清，对答切题，情绪平稳"),
                ("皮肤黏膜", "双肘窝陈旧针痕，无新鲜伤"),
                ("头颈", "未见异常"),
                ("心肺", "双肺呼吸音清，律齐"),
                ("腹部", "平软，无压痛"),
                ("四肢脊柱", "左踝陈旧骨折，行走轻跛"),
                ("神经系统", "未见异常"),
            )
        ),
        injuries="左前臂皮肤擦伤一处，见体表伤情登记表。",
        pregnancy="不适用（男）",
        tests=(
            Finding("血糖", "空腹 8.9 mmol/L"),
            Finding("胸片", "未见活动性病变"),
            Finding("心电图", "窦性心律，正常"),
            Finding("尿检", "吗啡阳性"),
        ),
        opinion=(Choice("收", True), Choice("暂缓"), Choice("不收")),
        advice="收治普通医疗区，二级护理，血液防护，监测血糖，糖尿病饮食。",
        doctor="顾清源",
        nurse="覃月",
        officer="",
    )


def injury_record() -> InjuryRecordDoc:
    """P04."""
    return InjuryRecordDoc(
        person=person(1),
        checked_at=moment(9, 55),
        nurse="覃月",
        injuries=(
            Injury(
                1,
                "左前臂伸侧",
                "4×2 cm",
                "皮肤擦伤",
                "新",
                "自述 11 月 23 日搬家具时擦伤",
                "S-0311",
            ),
            Injury(2, "右肘窝", "多处点状", "针痕", "陈旧", "自述注射", "S-0312"),
            Injury(
                3, "背部左肩胛下", "6×0.3 cm", "线状瘢痕", "陈旧", "自述 2019 年刀割伤", "S-0313"
            ),
        ),
        places=(
            BodyMark(1, Side.FRONT, 0.86, 0.43),
            BodyMark(2, Side.FRONT, 0.2, 0.35),
            BodyMark(3, Side.BACK, 0.4, 0.3),
        ),
    )


_CURVE = """
    0 3 366 76 - - 18; 1 1 368 78 - - 18; 1 4 372 84 - - 20;
    2 3 369 80 - - 18; 3 1 378 92 - - 20; 3 2 380 94 - - 20;
    3 3 382 98 - - 21; 3 4 385 100 - - 22; 3 5 381 96 - - 20;
    4 1 384 98 - - 21; 4 2 386 102 - - 22; 4 4 389 108 - 381 24;
    4 5 383 100 - - 22; 5 0 380 96 - - 20; 5 1 384 100 - - 21;
    5 2 387 104 - - 22; 5 3 390 110 124 382 24; 5 4 386 106 118 - 22;
    5 5 382 98 - - 20; 6 0 385 102 - - 21; 6 1 389 108 - - 22;
"""
"""Day, slot, temperature, pulse, heart rate, value after cooling, breathing."""

_PRESSURES = "118/76 - 120/78 116/72 118/74 - 122/80 118/76 116/74 112/70 110/68 114/70 118/74 -"


def temperature_chart() -> TemperatureChartDoc:
    """P14, the week of the mock-up."""
    week = Week(
        dates=("2026-11-18", "19", "20", "21", "22", "23", "24"),
        hospital_days=tuple(str(n) for n in range(252, 259)),
        readings=(*_readings(), Reading(day=1, slot=2, gap=True), Reading(day=4, slot=3, gap=True)),
        rows=_chart_rows(),
        title="第 37 周",
        events=(
            ChartEvent(1, 2, event_words("外出就医", 9, 20)),
            ChartEvent(1, 4, event_words("返所", 15, 40)),
            ChartEvent(4, 3, "拒测"),
        ),
    )
    return TemperatureChartDoc(
        person=person(), admitted_on=TODAY.replace(month=3, day=12), weeks=(week,)
    )


def _readings() -> list[Reading]:
    made = []
    for line in _CURVE.split(";"):
        if line.strip():
            day, slot, *values = (None if v == "-" else int(v) for v in line.split())
            temperature, pulse, heart, cooled, breath = values
            made.append(
                Reading(
                    day=day or 0,
                    slot=slot or 0,
                    temperature=temperature,
                    pulse=pulse,
                    heart=heart,
                    cooled=cooled,
                    breath=breath,
                )
            )
    return made


def _chart_rows() -> tuple[DayRow, ...]:
    return (
        DayRow("血压（mmHg）", tuple(_PRESSURES.replace("-", "").split(" "))),
        DayRow("入量（ml）", ("", "", "", "1850", "1600", "2100", "")),
        DayRow("尿量（ml）", ("", "", "", "1400", "1250", "1500", "")),
        DayRow("大便（次）", ("1", "1", "0", "1", "0", "1/E", "")),
        DayRow("体重（kg）", ("55.1", "", "", "", "54.5", "卧床", "54.2")),
        DayRow("身高（cm）", ("168", "", "", "", "", "", "")),
        DayRow("疼痛评分", ("0", "0", "0", "2", "3", "2", "2")),
        DayRow("药物过敏", ("青霉素（+）", "", "", "", "", "", ""), red=True),
    )
