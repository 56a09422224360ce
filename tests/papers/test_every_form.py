"""Laws of every form: same bytes, blank and English prints, identity and page number, margins."""

import re
from itertools import product

import pytest

from medcentre.kernel.texts import pinyin
from medcentre.kernel.wording import Lang
from medcentre.papers.catalogue import FORMS
from medcentre.papers.forms.intake import PropertyLine, PropertyListDoc
from medcentre.papers.gallery import SAMPLES
from medcentre.papers.samples.english import spoken
from medcentre.papers.samples.people import ALL_NAMES, CENTRE, context

from .pdfs import characters, page_size_mm, page_texts, whole_text

CARDS = {"P56-1-bed-cards", "P56-2-wristbands", "P56-3-labels"}
PAPERS = sorted(set(SAMPLES) - CARDS)
OF_A_PERSON = [
    "P01-admission-approval",
    "P02-intake-registration",
    "P03-health-check",
    "P04-injury-record",
    "P06-property-list",
    "P07-rights-notice",
    "P08-family-notice",
    "P11-admission-note",
    "P12-first-note",
    "P13-progress-notes",
    "P14-temperature-chart",
    "P23-separate-management",
    "P36-exit-record",
    "P44-talk-record",
    "P44-talk-record-long",
    "L02-transfer-sheet",
]
SPECIAL = (
    "HIV",
    "艾滋",
    "AIDS",
    "抗病毒",
    "ART",
    "CD4",
    "替诺福韦",
    "拉米夫定",
    "依非韦伦",
    "多替拉韦",
    "梅毒",
    "丙肝",
    "乙肝",
)
SEEN_BY_CUSTODY = [
    "P01-admission-approval",
    "P06-property-list",
    "P07-rights-notice",
    "P08-family-notice",
    "P36-exit-record",
    "P44-talk-record",
    "P51-fee-statement",
    "P52-fee-annex",
    "L01-zone-list",
    "L02-transfer-sheet",
    "L03-move-sheet",
    "L05-person-list",
    *sorted(CARDS),
]


@pytest.mark.parametrize("name", sorted(SAMPLES))
@pytest.mark.parametrize("lang", list(Lang))
def test_same_input_same_bytes(name: str, lang: Lang) -> None:
    assert SAMPLES[name](context(lang)) == SAMPLES[name](context(lang))


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("lang", list(Lang))
def test_every_page_says_form_printer_time_and_page_of_pages(name: str, lang: Lang) -> None:
    code = name[:5] if name[:5] in FORMS else name[:3]
    pages = page_texts(SAMPLES[name](context(lang)))
    for number, page in enumerate(pages, 1):
        counted = (
            f"第{number}页共{len(pages)}页" if lang is Lang.ZH else f"Page{number}of{len(pages)}"
        )
        assert counted in page
        assert f"{code}v" in page
        printer = "沈若兰" if lang is Lang.ZH else "ShenRuolan"
        assert f"2026-11-2409:12{printer}" in page
        assert context(lang).centre_name.replace(" ", "") in page


@pytest.mark.parametrize("name", OF_A_PERSON)
@pytest.mark.parametrize("lang", list(Lang))
def test_every_page_carries_name_number_and_bed(name: str, lang: Lang) -> None:
    from medcentre.papers.samples.people import person

    pages = page_texts(SAMPLES[name](context(lang)))
    who = next(p for p in map(person, range(8)) if p.number in pages[0])
    names = {who.name, pinyin(who.name).replace(" ", "")}
    for page in pages:
        assert any(name in page for name in names)
        assert who.number in page
        assert who.bed in page or name == "P01-admission-approval"


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_blank_form_holds_no_data_and_says_it_is_blank(name: str) -> None:
    pdf = SAMPLES[name](context(blank=True))
    words = whole_text(pdf)
    assert "GY2026" not in words
    assert "杨文海" not in words
    if name not in CARDS:
        assert "空白备用表" in words
        assert "以下空白" not in words


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_nothing_is_printed_outside_the_paper(name: str) -> None:
    for lang, blank in product(Lang, (False, True)):
        pdf = SAMPLES[name](context(lang, blank=blank))
        wide, high = page_size_mm(pdf)
        for page in range(len(page_texts(pdf))):
            for char in characters(pdf, page):
                assert -1 <= char["x0"] <= char["x1"] <= wide / 25.4 * 72 + 1
                assert -1 <= char["top"] <= char["bottom"] <= high / 25.4 * 72 + 1


@pytest.mark.parametrize("name", SEEN_BY_CUSTODY)
def test_papers_seen_by_custody_hold_no_word_of_a_special_diagnosis(name: str) -> None:
    words = whole_text(SAMPLES[name](context()))
    assert not [w for w in SPECIAL if w in words and w not in CENTRE]


CHINESE = re.compile("[\u3400-\u9fff，。：；（）、“”℃]+")


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_an_english_sheet_holds_no_chinese_but_names(name: str) -> None:
    found = set(CHINESE.findall(whole_text(SAMPLES[name](context(Lang.EN)))))
    assert found <= {part for name in ALL_NAMES for part in name.split("·")}


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_an_empty_english_sheet_holds_no_chinese(name: str) -> None:
    assert not CHINESE.findall(whole_text(SAMPLES[name](context(Lang.EN, blank=True))))


def test_a_word_without_english_stops_the_print() -> None:
    with pytest.raises(KeyError, match="腰带"):
        spoken(PropertyListDoc(lines=(PropertyLine("腰带", "1", "", ""),)), context(Lang.EN))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_paper_has_the_size_of_the_catalogue(name: str) -> None:
    code = name[:5] if name[:5] in FORMS else name[:3]
    expected = (297, 210) if name == "P59-roster-a4" else FORMS[code].paper.value
    assert page_size_mm(SAMPLES[name](context())) == expected


@pytest.mark.parametrize("code", sorted(FORMS))
@pytest.mark.parametrize("lang", list(Lang))
def test_catalogue_names_every_form_and_who_signs_it(code: str, lang: Lang) -> None:
    form = FORMS[code]
    assert form.name(lang)
    assert form.filler(lang)
    assert form.signer(lang)


def test_catalogue_holds_all_forms_of_the_specification() -> None:
    assert {f"P{n:02d}" for n in range(1, 61)} <= set(FORMS)
    assert FORMS["P06"].copies == 3
    assert FORMS["P07"].copies == 2
