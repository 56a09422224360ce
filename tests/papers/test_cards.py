"""P56 at its fullest: nothing is cut in silence, every sign has its icon, the blank card is to be ticked."""

from dataclasses import replace

import pdfplumber
import pytest

from medcentre.kernel.wording import Lang
from medcentre.papers.forms.cards import (
    BedCardDoc,
    render_bed_cards,
    render_labels,
    render_wristbands,
)
from medcentre.papers.samples import custody
from medcentre.papers.samples.people import context
from medcentre.papers.signs import Sign, SignKind

from .pdfs import characters, whole_text

LONGEST = custody.bed_cards()[3]
RENDER = {"card": render_bed_cards, "band": render_wristbands, "label": render_labels}
MM = 72 / 25.4


@pytest.mark.parametrize("paper", sorted(RENDER))
@pytest.mark.parametrize("lang", list(Lang))
def test_the_longest_name_is_printed_whole(paper: str, lang: Lang) -> None:
    assert LONGEST.person.name in whole_text(RENDER[paper]((LONGEST,), context(lang)))


def test_a_bed_card_tells_every_allergy_and_every_precaution() -> None:
    words = whole_text(render_bed_cards((LONGEST,), context()))
    for allergy in LONGEST.allergy.split("、"):
        assert allergy in words
    for sign in LONGEST.precautions:
        assert sign.words in words


@pytest.mark.parametrize("paper", sorted(RENDER))
def test_allergies_without_room_send_to_the_record(paper: str) -> None:
    many = replace(LONGEST, allergy="、".join(f"药物甲乙丙丁{i}号" for i in range(60)))
    assert "还有，见病历" in whole_text(RENDER[paper]((many,), context()))


@pytest.mark.parametrize("paper", sorted(RENDER))
@pytest.mark.parametrize("kind", list(SignKind))
def test_each_precaution_prints_its_icon(paper: str, kind: SignKind) -> None:
    def drawn(doc: BedCardDoc) -> int:
        from io import BytesIO

        with pdfplumber.open(BytesIO(RENDER[paper]((doc,), context()))) as pdf:
            page = pdf.pages[0]
            return len(page.curves) + len(page.lines) + len(page.rects)

    plain = replace(LONGEST, precautions=())
    assert drawn(replace(plain, precautions=(Sign("防护", kind),))) > drawn(plain) + 1


@pytest.mark.parametrize("lang", list(Lang))
def test_five_signs_stay_on_the_card(lang: Lang) -> None:
    words = ("Blood and fluids", "Contact", "Droplet", "Airborne", "Protective")
    signs = tuple(Sign(w, k) for w, k in zip(words, SignKind, strict=True))
    pdf = render_bed_cards((replace(LONGEST, precautions=signs),), context(lang))
    assert max(c["x1"] for c in characters(pdf, 0)) <= 86.5 * MM


def test_a_blank_card_offers_every_sign_to_tick() -> None:
    words = whole_text(render_bed_cards((), context(blank=True)))
    for sign in ("血液体液", "接触", "飞沫", "空气", "保护性"):
        assert sign in words
