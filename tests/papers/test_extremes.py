"""Papers with more than usual on them, and with nothing: no clipped word, nothing alone overleaf."""

from dataclasses import replace

import pytest

from medcentre.kernel.money import Money
from medcentre.kernel.wording import Lang
from medcentre.papers.forms.fees import number_in_words, render_fee_statement, sum_in_words
from medcentre.papers.forms.lists import ImportErrorsDoc, ImportProblem, render_import_errors
from medcentre.papers.forms.notes import (
    ProgressNotesDoc,
    render_admission_note,
    render_progress_notes,
)
from medcentre.papers.forms.roster import _WIDTHS, RosterDoc, RosterGroup, render_roster
from medcentre.papers.forms.talk import render_talk_record
from medcentre.papers.samples import custody, medical, office
from medcentre.papers.samples.english import spoken
from medcentre.papers.samples.people import context
from medcentre.papers.styles import MM

from .pdfs import characters, page_size_mm, page_texts, whole_text


@pytest.mark.parametrize("count", range(16, 26))
def test_the_end_mark_of_a_list_is_never_alone_on_a_page(count: int) -> None:
    lines = tuple(
        ImportProblem("表", str(i), "床位", "x", "没有这个床位", "改") for i in range(count)
    )
    pages = page_texts(render_import_errors(ImportErrorsDoc(lines=lines), context()))
    assert "没有这个床位" in pages[-1]
    assert "以下空白" in pages[-1]


@pytest.mark.parametrize("extra", range(0, 40, 4))
@pytest.mark.parametrize("lang", list(Lang))
def test_signatures_of_a_talk_keep_some_of_it_on_their_page(extra: int, lang: Lang) -> None:
    ctx = context(lang)
    doc = spoken(custody.talk_record(), ctx)
    words = "\n".join([doc.content] + [f"{i}." for i in range(extra)])
    last = page_texts(render_talk_record(replace(doc, content=words), ctx))[-1]
    assert ctx.say("审阅", "Review") in last
    assert ctx.say("签名", "Signatures") in last
    assert ctx.say("处置", "Measures") in last


@pytest.mark.parametrize("lang", list(Lang))
def test_seals_stand_on_the_page_with_the_sum(lang: Lang) -> None:
    ctx = context(lang)
    doc = spoken(office.fee_statement(), ctx)
    for many in (1, 3, 6):
        pages = page_texts(
            render_fee_statement(replace(doc, adjustments=doc.adjustments * many), ctx)
        )
        assert "544,472.00" in pages[-1]
        assert ctx.say("公安监管部门", "Police") in pages[-1]
    assert len(page_texts(render_fee_statement(doc, ctx))) == 1


def test_two_hundred_diagnoses_stay_on_their_pages() -> None:
    doc = replace(medical.admission_note(), diagnoses=("继发性肺结核 双上 涂（+）初治",) * 200)
    pdf = render_admission_note(doc, context())
    _, high = page_size_mm(pdf)
    for page in range(len(page_texts(pdf))):
        assert all(char["bottom"] <= high / 25.4 * 72 for char in characters(pdf, page))
    assert "200." in whole_text(pdf)


@pytest.mark.parametrize(
    ("lang", "name"), [(Lang.ZH, "心理咨询师"), (Lang.EN, "Laboratory and imaging")]
)
@pytest.mark.parametrize("a4", [False, True])
def test_the_name_of_a_group_of_one_stays_in_its_row(lang: Lang, name: str, a4: bool) -> None:
    doc: RosterDoc = spoken(office.roster(a4=a4), context(lang))
    people = doc.groups[0].rows
    groups = (RosterGroup("民", people[:1]), RosterGroup(name, people[1:2]))
    chars = characters(render_roster(replace(doc, groups=groups), context(lang)), 0)
    high = (5.1 if a4 else 7.6) * MM
    edge = (12 + _WIDTHS[a4, lang is Lang.ZH][0]) * MM
    first = next(c for c in chars if c["text"] == "民")
    top = (first["top"] + first["bottom"]) / 2 + high / 2
    inside = [c for c in chars if c["x0"] < edge and top - 2 < c["top"] < top + high]
    said = sorted(inside, key=lambda c: (round(c["top"]), c["x0"]))
    assert "".join(c["text"] for c in said).replace(" ", "") == name.replace(" ", "")
    assert all(c["bottom"] <= top + high + 2 and c["x1"] <= edge for c in inside)


def test_a_record_without_entries_says_so() -> None:
    assert "尚无记录" in whole_text(render_progress_notes(ProgressNotesDoc(), context()))


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "Zero yuan"),
        (1641400, "Sixteen thousand four hundred fourteen yuan"),
        (54447230, "Five hundred forty-four thousand four hundred seventy-two yuan and thirty fen"),
        (-25000, "Minus two hundred fifty yuan"),
        (100_000_000_01, "One hundred million yuan and one fen"),
    ],
)
def test_a_sum_in_english_words(fen: int, words: str) -> None:
    assert sum_in_words(Money(fen), Lang.EN) == words
    assert sum_in_words(Money(fen), Lang.ZH) == Money(fen).in_words()


def test_numbers_in_words() -> None:
    assert [number_in_words(n) for n in (7, 19, 20, 99, 1_001)] == [
        "seven", "nineteen", "twenty", "ninety-nine", "one thousand one",
    ]  # fmt: skip
