"""One cell in, one value out, in every style people use; anything else is refused, never a crash."""

# ruff: noqa: DTZ001 - spreadsheets hold wall-clock times without a zone

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcentre.setup.dates import read_date, read_moment, read_time
from medcentre.setup.facts import ImportReason as R
from medcentre.setup.facts import MovementKind as M
from medcentre.setup.phrases import read_event, read_staff_remark, says_pregnant
from medcentre.setup.values import (
    bed_key,
    read_attributes,
    read_care_level,
    read_fee_class,
    read_id_number,
    read_money,
    read_name,
    read_sex,
    read_staff_category,
    read_text,
    read_yes_no,
)
from tests.setup.small_centre import STYLES, chinese_day

TODAY = date(2026, 11, 24)


@given(st.dates(date(1930, 1, 1), date(2026, 12, 31)), st.integers(0, len(STYLES) - 1))
def test_every_style_of_a_date_is_the_same_day(day: date, style: int) -> None:
    if style == 6 and (day > TODAY + timedelta(days=365) or day < TODAY - timedelta(days=36_000)):
        return
    assert read_date(STYLES[style](day), TODAY).value == day
    assert read_date(chinese_day(day), TODAY).value == day
    assert read_date(str(STYLES[style](day)), TODAY).value == day


@pytest.mark.parametrize(
    "cell",
    [
        "2026-02-30",
        "202601",
        "2026",
        "明天",
        True,
        1e300,
        float("nan"),
        "2026-1-2 25:00",
        "1999年",
        12.5,
        time(3),
    ],
)
def test_what_is_no_date_is_refused(cell: Any) -> None:
    assert read_date(cell, TODAY).reason is R.BAD_DATE


def test_a_date_that_can_mean_two_days_is_refused() -> None:
    assert read_date("1/2/2026", TODAY).reason is R.AMBIGUOUS_DATE
    assert read_date("13/2/2026", TODAY).value == date(2026, 2, 13)


def test_moments_keep_their_time() -> None:
    assert read_moment("2026年1月2日下午2点40", TODAY).value == (date(2026, 1, 2), time(14, 40))
    assert read_moment(46024.25, TODAY).value == (date(2026, 1, 2), time(6))
    assert read_moment(datetime(2026, 1, 2), TODAY).value == (date(2026, 1, 2), None)


@pytest.mark.parametrize(
    ("cell", "told"),
    [("14:40", time(14, 40)), ("14：40", time(14, 40)), ("下午2点40", time(14, 40)), (0.6111111, time(14, 40)), ("1440", time(14, 40)),
     ("上午九点半", time(9, 30)), ("晚8时", time(20)), ("12:30 AM", time(0, 30)), (timedelta(hours=5), time(5)), ("24:00", time(23, 59))],
)  # fmt: skip
def test_times(cell: Any, told: time) -> None:
    assert read_time(cell).value == told


def test_identity_numbers() -> None:
    assert read_id_number("５２０１９９１９７２０５２３１６３Ｘ").value == "52019919720523163X"
    assert read_id_number("520199 19720523 163x").value == "52019919720523163X"
    wrong = read_id_number("520199200102061770")
    assert (wrong.reason, wrong.suggestion) == (R.BAD_ID_CHECKSUM, "520199200102061775")
    assert read_id_number(5.20199200102061e17).reason is R.ID_NUMBER_DAMAGED
    assert read_id_number("5.20199E+17").reason is R.ID_NUMBER_DAMAGED
    assert read_id_number("52019920010206177").reason is R.BAD_ID_NUMBER
    assert read_id_number("520199951111101").reason is R.OLD_ID_NUMBER


def test_money() -> None:
    assert [read_money(c).value for c in ("￥1,386.64", "1386.64元", 1386.64, "(12.5)", "1.2万", 117.89999999999999, "−3")] == [
        138664, 138664, 138664, -1250, 1200000, 11790, -300]  # fmt: skip
    assert [
        read_money(c).reason for c in ("12.345", "abc", True, float("inf"), "1e5", "１e99")
    ] == [R.BAD_NUMBER] * 6
    assert read_money(12.345).reason is R.ROUNDED


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_written_amounts_come_back_to_the_fen(amount: Any) -> None:
    assert read_money(f"￥{amount:,}").value == int(amount * 100)


def test_coded_words() -> None:
    assert [read_sex(c).value for c in ("男", "Ｆ", 1.0, "女性")] == ["1", "2", "1", "2"]
    assert [read_care_level(c).value for c in ("二级", "Ⅱ级", "2级", "二级护理", "特护", 3)] == [
        "n2",
        "n2",
        "n2",
        "n2",
        "n0",
        "n3",
    ]
    assert [read_fee_class(c).value for c in ("F3", "f 3", "三类", "Ⅲ类", "中度")] == [
        "F3",
        "F3",
        "F3",
        "F3",
        "F2",
    ]
    assert read_fee_class("F5").reason is R.UNKNOWN_CLASS
    assert [read_staff_category(c).value for c in ("民警", "护理员", "辅警(合同)", "医生")] == [
        "police",
        "care_worker",
        "aux_police",
        "doctor",
    ]
    assert [read_yes_no(c) for c in ("是", "√", "否", "×", "", "也许", True)] == [
        True,
        True,
        False,
        False,
        None,
        None,
        True,
    ]
    assert read_attributes("吸氧,近护士站；单间/飞毯") == (
        ("oxygen", "near_station", "single"),
        ("飞毯",),
    )


def test_names_and_texts_keep_their_characters() -> None:
    assert read_name("赵　泽宇 ") == "赵泽宇"
    assert read_name("阿卜杜 · 热合曼") == "阿卜杜·热合曼"
    assert read_name("苏𬭳") == "苏𬭳"
    assert read_text(" 冠心病  心功能Ⅲ级 ") == "冠心病 心功能Ⅲ级"
    assert read_text("x\x00\x07y\ud800") == "xy"


def test_one_bed_has_one_key() -> None:
    assert (
        len(
            {
                bed_key(t)
                for t in (
                    "Z3-04-3",
                    "z3-4-3",
                    "Ｚ３－０４－３",
                    "Z3区04室3床",
                    "Z3 04 3",
                    "Z3—04—3号",
                )
            }
        )
        == 1
    )


@pytest.mark.parametrize(
    ("text", "kind", "detail"),
    [("外出住院", M.HOSPITAL_INPATIENT, ""), ("外出就医（当日）", M.HOSPITAL_TRIP, ""), ("所外就医", M.MEDICAL_LEAVE, ""),
     ("出所(变更社区戒毒)", M.EXIT, "to_community"), ("出所（病故）", M.DEATH, "death"), ("转司法所", M.EXIT, "to_justice"),
     ("类别变更 F3→F2", M.CLASS_CHANGE, "F3F2"), ("F3改为F2", M.CLASS_CHANGE, "F3F2"), ("由三类变更为二类", M.CLASS_CHANGE, "F3F2"),
     ("费用类别调整:F3->F2", M.CLASS_CHANGE, "F3F2"), ("类别变更为F1", M.CLASS_CHANGE, "F1"), ("住院返回", M.RETURN, ""), ("追回", M.RETURN, "")],
)  # fmt: skip
def test_movements_in_words(text: str, kind: M, detail: str) -> None:
    event = read_event(text)
    assert event is not None
    assert event.kind is kind
    assert (event.exit_reason or event.class_from + event.class_to) == detail


def test_remarks_about_colleagues() -> None:
    exchange = read_staff_remark("交流轮岗（第二强戒所）2026.7.1－2026年12月31日", TODAY)
    assert (exchange.exchange_unit, exchange.exchange_from, exchange.exchange_to) == (
        "第二强戒所",
        date(2026, 7, 1),
        date(2026, 12, 31),
    )
    assert read_staff_remark("孕期30周", TODAY).pregnant_weeks == 30
    assert read_staff_remark("哺乳期", TODAY).nursing


def test_pregnancy_is_told_from_its_denial() -> None:
    assert says_pregnant("早孕8周")
    assert not any(map(says_pregnant, ("非妊娠", "流产后", "妊娠试验阴性", "HIV感染", "")))


CELLS = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(-(10**20), 10**20), st.text(max_size=60), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), st.from_regex(r"[=+@\-'\"0-9年月日号时点分/.:：F→（）(),，〇一二三十廿卅 xXeE×￥万]{0,24}", fullmatch=True),
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(CELLS)
def test_hostile_cells_never_crash_a_reader(cell: Any) -> None:
    for reader in (read_time, read_id_number, read_money, read_sex, read_care_level, read_fee_class, read_staff_category,
                   read_yes_no, read_attributes, read_name, read_text, read_event):  # fmt: skip
        reader(cell)
    read_moment(cell, TODAY)
    read_staff_remark(cell, TODAY)
