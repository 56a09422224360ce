"""What single forms must say: sums, words, corrections, continue-print, masks."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import Money
from medcentre.kernel.wording import Lang
from medcentre.papers.body_map import body_map
from medcentre.papers.chart import (
    ChartGeometry,
    ChartWords,
    Reading,
    Week,
    chart_marks,
    event_words,
)
from medcentre.papers.facts import ContinuePrint, PrintContext, Watermark
from medcentre.papers.forms.cards import BedCardDoc, render_bed_cards
from medcentre.papers.forms.fees import render_fee_annex, render_fee_statement
from medcentre.papers.forms.lists import (
    RecoveryKeyDoc,
    render_contact_list,
    render_recovery_key,
)
from medcentre.papers.forms.notes import (
    ProgressNotesDoc,
    first_changed_page,
    render_progress_notes,
    resume_after,
    trace_progress_notes,
)
from medcentre.papers.forms.places import (
    render_move_sheet,
    render_transfer_sheet,
    render_zone_list,
)
from medcentre.papers.forms.roster import render_roster
from medcentre.papers.marks import Ring, Stroke, Words
from medcentre.papers.pen import qr_matrix
from medcentre.papers.samples import custody, medical, office
from medcentre.papers.samples.people import context, person
from medcentre.papers.styles import RED

from .pdfs import characters, page_texts, whole_text


def test_statement_shows_sum_in_figures_and_capital_characters() -> None:
    words = whole_text(render_fee_statement(office.fee_statement(), context()))
    for expected in (
        "¥544,472.00",
        "人民币伍拾肆万肆仟肆佰柒拾贰元整",
        "540,546.50",
        "3,432",
        "−250.00",
        "−138.00",
        "校验码7C41-0E9A",
    ):
        assert expected in words


def test_statement_stands_on_one_page_with_three_seals() -> None:
    pages = page_texts(render_fee_statement(office.fee_statement(), context()))
    assert len(pages) == 1
    assert pages[0].count("公章") == 3


def test_a_month_with_two_rates_keeps_seals_beside_its_sum() -> None:
    doc = office.fee_statement()
    doc = replace(doc, classes=(*doc.classes, *doc.classes), adjustments=doc.adjustments[:3])
    pages = page_texts(render_fee_statement(doc, context()))
    assert len(pages) == 1
    assert "公章" in pages[0].replace(" ", "")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.00", "人民币零元整"),
        ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
        ("-50.00", "人民币负伍拾元整"),
        ("99999999.99", "人民币玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capital_amounts_of_any_size_are_printed_whole(amount: str, words: str) -> None:
    doc = replace(office.fee_statement(), total=Money.yuan(amount))
    printed = whole_text(render_fee_statement(doc, context()))
    assert words in printed
    assert f"¥{Money.yuan(amount)}" in printed


def test_draft_statement_says_so_behind_the_text() -> None:
    plain = render_fee_statement(office.fee_statement(), context())
    draft = render_fee_statement(office.fee_statement(), context(watermark=Watermark.DRAFT))
    assert "草稿" not in whole_text(plain)
    slanted = [c["text"] for c in characters(draft) if c["matrix"][1]]
    assert "".join(slanted) == "草稿"


def test_annex_masks_names_and_adds_up() -> None:
    doc = office.fee_annex(60)
    words = whole_text(render_fee_annex(doc, context()))
    assert "杨*" in words
    assert "杨文海" not in words
    assert str(Money(sum(x.amount.fen for x in doc.lines))) in words
    assert "合计60人" in words


def test_correction_keeps_old_words_readable_under_two_lines() -> None:
    pdf = render_progress_notes(medical.progress_notes(1), context())
    words = whole_text(pdf)
    assert "痰涂片抗酸染色(1+)" in words
    assert "痰涂片抗酸染色(2+)" in words
    assert "沈若兰2026-11-2209:10改" in words


def test_notes_number_their_pages_on_from_earlier_prints() -> None:
    pages = page_texts(render_progress_notes(medical.progress_notes(9, first_page=38), context()))
    assert [f"第{n}页共39页" in p for n, p in zip((38, 39), pages, strict=True)] == [True, True]


def test_continue_print_puts_only_new_lines_on_the_used_sheet() -> None:
    before, after = medical.progress_notes(3), medical.progress_notes(4)
    trace = trace_progress_notes(before, context())
    last = trace.pages[-1]
    assert first_changed_page(after, context(), trace) is None
    pdf = render_progress_notes(after, context(), ContinuePrint(last.page, last.lines))
    pages = page_texts(pdf)
    assert len(pages) == 1
    assert "昨夜最高体温" in pages[0]
    assert "贺明远副主任医师查房" not in pages[0]
    assert "第1页" not in pages[0]
    full = {c["text"]: c["top"] for c in characters(render_progress_notes(after, context()))}
    part = {c["text"]: c["top"] for c in characters(pdf)}
    assert part["昨"] == full["昨"]


def test_continue_print_onto_a_new_sheet_prints_it_whole() -> None:
    doc = medical.progress_notes(9)
    first = trace_progress_notes(doc, context()).pages[0]
    pages = page_texts(
        render_progress_notes(doc, context(), ContinuePrint(first.page, first.lines))
    )
    assert len(pages) == 2
    assert pages[0] == ""
    assert "第2页共2页" in pages[1]
    assert person().number in pages[1]


def test_a_changed_printed_line_asks_for_its_page_again() -> None:
    trace = trace_progress_notes(medical.progress_notes(4), context())
    changed = medical.progress_notes(4)
    notes = (replace(changed.notes[0], title="病程记录（改）"), *changed.notes[1:])
    assert first_changed_page(replace(changed, notes=notes), context(), trace) == 1
    assert first_changed_page(ProgressNotesDoc(), context(), trace) == 1
    with pytest.raises(DomainError) as caught:
        resume_after(replace(changed, notes=notes), context(), trace)
    assert caught.value.facts == {"page": 1}
    assert resume_after(medical.progress_notes(4), context(), trace) == trace.resume


def test_signature_never_stands_alone_on_a_page() -> None:
    for count in range(5, 30, 3):
        pages = page_texts(render_progress_notes(medical.progress_notes(count), context()))
        for page in pages[1:]:
            body = page.split("住院号GY2026-0713")[1]
            assert not body.startswith("医师签名")


def test_bed_card_has_no_place_for_a_diagnosis() -> None:
    assert not {f for f in BedCardDoc.__dataclass_fields__ if "diagnos" in f}
    words = whole_text(render_bed_cards(custody.bed_cards(), context()))
    assert "血液体液防护" in words
    assert "青霉素" in words


def test_roster_prints_every_person_and_sums() -> None:
    doc = office.roster()
    words = whole_text(render_roster(doc, context()))
    for group in doc.groups:
        for row in group.rows:
            assert row.name in words
    assert "夜班工时" in words


def test_long_roster_runs_on_with_its_head() -> None:
    doc = office.roster()
    many = replace(doc, groups=tuple(replace(g, rows=g.rows * 4) for g in doc.groups))
    pages = page_texts(render_roster(many, context()))
    assert len(pages) > 1
    assert all("岗位姓名职务" in page for page in pages)


def test_recovery_key_is_printed_in_groups_and_as_code() -> None:
    pdf = render_recovery_key(office.recovery_key(), context())
    words = whole_text(pdf)
    assert "K7QM2VXD9HRT4BNC" in words
    assert len(qr_matrix(office.recovery_key().key)) >= 29
    assert "机密" in words
    assert render_recovery_key(RecoveryKeyDoc(), context(Lang.EN, blank=True))


def _week(*readings: Reading) -> Week:
    return Week(readings=readings)


def _lines(week: Week, colour: object) -> list[Stroke]:
    marks = chart_marks(week, ChartGeometry(), ChartWords())
    blank = chart_marks(_week(), ChartGeometry(), ChartWords())
    return [m for m in marks if m not in blank and isinstance(m, Stroke) and m.colour == colour]


def test_chart_scale_follows_the_norm() -> None:
    g = ChartGeometry()
    assert g.temperature_y(420) == g.top
    assert g.pulse_y(180) == g.top
    assert g.temperature_y(380) - g.temperature_y(382) == pytest.approx(g.cell_h)
    assert g.pulse_y(80) - g.pulse_y(84) == pytest.approx(g.cell_h)
    assert g.temperature_y(370) == pytest.approx(g.pulse_y(80))


def test_refused_measurement_breaks_the_curve() -> None:
    points = [Reading(day=0, slot=s, pulse=80 + s) for s in (0, 1, 3, 4)]
    whole = _lines(_week(*points), RED)
    broken = _lines(_week(*points, Reading(day=0, slot=2, gap=True)), RED)
    assert [len(m.points) for m in whole] == [4]
    assert [len(m.points) for m in broken] == [2, 2]


def test_temperature_below_35_is_written_and_not_joined() -> None:
    marks = chart_marks(
        _week(Reading(day=0, slot=0, temperature=345), Reading(day=0, slot=1, temperature=365)),
        ChartGeometry(),
        ChartWords(),
    )
    assert [m.text for m in marks if isinstance(m, Words) and m.text in "不升"] == ["不", "升"]


def test_pulse_deficit_is_hatched_and_same_point_gets_a_red_circle() -> None:
    deficit = _week(
        Reading(day=0, slot=0, pulse=80, heart=100), Reading(day=0, slot=1, pulse=84, heart=104)
    )
    assert len(_lines(deficit, RED)) > 3
    same = chart_marks(
        _week(Reading(day=0, slot=0, temperature=370, pulse=80)), ChartGeometry(), ChartWords()
    )
    rings = [m for m in same if isinstance(m, Ring) and m.line == RED and m.fill is None]
    assert len(rings) == 1


def test_event_times_are_written_in_chinese_numerals() -> None:
    assert event_words("入院", 10, 5) == "入院十时五分"
    assert event_words("外出就医", 9, 20) == "外出就医九时二十分"
    assert event_words("死亡", 23, 0) == "死亡二十三时"
    assert event_words("手术", 0, 30) == "手术零时三十分"


def test_body_map_marks_stay_inside_its_box() -> None:
    marks, wide = body_map(250, ("正面", "背面"), ("右", "左"), medical.injury_record().places)
    for mark in marks:
        if isinstance(mark, Stroke):
            assert all(-0.1 <= x <= wide + 0.1 and -0.1 <= y <= 250.1 for x, y in mark.points)


def test_three_hundred_pages_are_printed_whole() -> None:
    doc = medical.progress_notes(2450)
    pages = page_texts(render_progress_notes(doc, context()))
    assert len(pages) >= 300
    assert f"第{len(pages)}页共{len(pages)}页" in pages[-1]


def test_chart_geometry_is_free_of_the_pdf_library() -> None:
    code = "import medcentre.papers.chart, medcentre.papers.body_map, sys; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_signatures_never_stand_alone_overleaf() -> None:
    """The last lines of a list go with them, whatever its length; its head is repeated."""
    few = custody.contact_list()
    crossed = 0
    for count in range(20, 40):
        lines = (few.lines * 3)[:count]
        pages = page_texts(render_contact_list(replace(few, lines=lines), context()))
        assert "感控审核" in pages[-1]
        if len(pages) > 1:
            crossed += 1
            assert "现住" in pages[-1]
            assert lines[-1].person.number in pages[-1]
    assert crossed > 2


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (lambda c: render_zone_list(custody.zone_list(), c), ("分区", "日期时间")),
        (lambda c: render_transfer_sheet(custody.transfer_sheet(), c), ("编号",)),
        (lambda c: render_move_sheet(custody.move_sheet(), c), ("原因", "执行时间")),
        (lambda c: render_contact_list(custody.contact_list(), c), ("查询对象", "时段")),
    ],
)
def test_blank_forms_have_lines_to_write_on_above_the_table(
    form: Callable[[PrintContext], bytes], names: tuple[str, ...]
) -> None:
    words = whole_text(form(context(blank=True)))
    for name in names:
        assert f"{name}＿＿＿＿" in words
    assert "＿" not in whole_text(form(context()))
