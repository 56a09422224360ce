"""What people type goes on paper as typed: mark-up, long text, rare characters."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from medcentre.kernel.wording import Lang, explain_error
from medcentre.papers.faces import Face
from medcentre.papers.facts import Person
from medcentre.papers.fonts import GlyphMissing, check_glyphs, runs, width_of
from medcentre.papers.forms.cards import BedCardDoc, render_labels
from medcentre.papers.forms.notes import ProgressNote, ProgressNotesDoc, render_progress_notes
from medcentre.papers.forms.talk import render_talk_record
from medcentre.papers.prose import NO_END, NO_START, break_lines, text
from medcentre.papers.samples.custody import talk_record
from medcentre.papers.samples.people import context, moment
from medcentre.papers.styles import BODY, CODE, PROSE

from .pdfs import page_texts, whole_text

RARE = "𬭳㛃龘䶮𬸣𫖯𬱖"
MARK_UP = '<b>粗</b> a<b>c x<y & "q" <br/> <font color=red> %s {x} \\n (括号) [1] ]) Tj ET'


def test_markup_is_printed_as_it_was_typed() -> None:
    doc = replace(talk_record(), content=MARK_UP)
    assert MARK_UP.replace(" ", "") in whole_text(render_talk_record(doc, context()))


def test_rare_characters_are_printed_and_can_be_searched() -> None:
    person = Person(name=RARE, number="GY2026-0001", bed="201-1")
    note = ProgressNote(at=moment(8), title="病程记录", parts=(f"患者{RARE}病情平稳。",))
    words = whole_text(
        render_progress_notes(ProgressNotesDoc(person=person, notes=(note,)), context())
    )
    assert words.count(RARE) == 2


def test_a_serif_text_finishes_rare_characters_in_the_sans() -> None:
    faces = {run.face for run in runs("杨㑳生", Face.SERIF)}
    assert Face.SANS in faces
    assert Face.SERIF in faces


def test_a_character_without_glyph_is_refused_with_all_such_characters() -> None:
    with pytest.raises(GlyphMissing) as caught:
        render_talk_record(replace(talk_record(), content="好😀坏\U0001f9ea"), context())
    assert caught.value.facts["characters"] == "😀\U0001f9ea"
    assert "😀" in explain_error(caught.value, Lang.ZH)
    assert "😀" in explain_error(caught.value, Lang.EN)


def test_every_bundled_sign_the_forms_need_has_a_glyph() -> None:
    check_glyphs(("□√×●○℃‰§¥−–—…“”‘’《》〔〕（）【】·※☆ⅠⅡⅢ①⑳²㎡≤≥±→↑↓ⓇαβμΩ½",))


@pytest.mark.parametrize(
    "field", ["content", "measures", "topic", "state", "present", "risk_after", "legal_status"]
)
def test_ten_thousand_characters_flow_over_pages_and_none_is_lost(field: str) -> None:
    words = "".join(chr(0x4E00 + i % 3000) for i in range(10_000))
    changes: dict[str, Any] = {field: words}
    pdf = render_talk_record(replace(talk_record(), **changes), context())
    printed = whole_text(pdf)
    assert len(page_texts(pdf)) > 5
    assert sum(printed.count(c) for c in words[:50]) >= 150


def test_ten_thousand_character_name_keeps_the_page_standing() -> None:
    person = Person(name="杨" * 10_000, number="9" * 10_000, bed="203", zone="感" * 500)
    note = ProgressNote(at=moment(8), title="题" * 10_000, parts=("x" * 10_000,))
    assert (
        len(
            page_texts(
                render_progress_notes(ProgressNotesDoc(person=person, notes=(note,)), context())
            )
        )
        > 2
    )


def test_a_number_no_scanner_reads_is_printed_without_bars() -> None:
    for number in ("入所-１", "A" * 41, "GY\n1"):
        person = Person(name="杨文海", number=number, bed="203")
        assert render_progress_notes(ProgressNotesDoc(person=person), context())
        assert render_labels((BedCardDoc(person=person),), context())


def test_control_characters_leave_no_trace() -> None:
    doc = replace(talk_record(), content="甲\x00乙\u202e丙\ufeff丁\r\n戊")
    assert "甲乙丙丁" in whole_text(render_talk_record(doc, context()))


_CJK = st.text(
    alphabet=st.sampled_from("患者病情平稳，继续治疗。“好”（差）《书》：、！？ABC123 -/℃"),
    max_size=300,
)


@given(_CJK, st.integers(80, 500))
@example("A“”””", 80)
@settings(deadline=None, max_examples=150)
def test_lines_fit_and_lose_nothing(words: str, width: int) -> None:
    lines = break_lines(text(words, PROSE), width)
    for line in lines:
        assert line.indent + line.width + line.stretch * max(len(line.words) - 1, 0) <= width + 0.05
    assert "".join(line.words for line in lines).replace(" ", "") == words.replace(" ", "")


@given(_CJK)
@settings(deadline=None, max_examples=150)
def test_no_line_begins_or_ends_with_a_forbidden_sign(words: str) -> None:
    lines = break_lines(text(words.replace(" ", ""), PROSE), 200)
    for before, after in pairwise(lines):
        lone = len(before.words) < 2 or all(c in NO_START | NO_END for c in before.words[-8:])
        assert lone or after.words[:1] not in NO_START
        assert lone or before.words[-1:] not in NO_END


def test_numbers_and_codes_are_never_broken_while_they_fit() -> None:
    lines = break_lines(
        text("编号 A-2026-00001，电话 0851-55501234，金额 1,234,567.89 元。" * 8, PROSE), 220
    )
    words = [line.words for line in lines]
    for number in ("A-2026-00001", "0851-55501234", "1,234,567.89"):
        assert sum(w.count(number) for w in words) == 8


def test_justified_lines_end_at_the_same_edge() -> None:
    lines = break_lines(text("患者精神尚可，进软食半量，今日复查胸部影像。" * 12, PROSE), 300)
    edges = [line.indent + line.width + line.stretch * (len(line.words) - 1) for line in lines[:-1]]
    assert max(edges) - min(edges) < 0.01


def test_width_is_the_sum_of_the_glyphs() -> None:
    assert width_of("中", Face.SANS, 10) == 10
    assert width_of("中文", Face.SERIF, 12) == 24
    assert break_lines(text("12", CODE), 100)[0].width == width_of("12", Face.SANS, CODE.size)
    assert break_lines(text("", BODY), 100)[0].words == ""


def test_document_can_be_opened_by_another_reader() -> None:
    reader = PdfReader(BytesIO(render_talk_record(talk_record(), context())))
    assert reader.metadata is not None
    assert reader.metadata.title == "个别谈话记录 编号 TH-2026-1187"
