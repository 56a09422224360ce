"""The contrast table of interface.md is recomputed; colours stand in one place; the sheet is whole."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit import tokens
from ui.kit.theme import Scheme, style_sheet, theme

ROOT = Path(__file__).resolve().parents[3]

_PAIRS = (
    ("text.1", "bg.app", 15.0, 15.0), ("text.1", "bg.surface", 16.4, 13.8),
    ("text.3", "bg.sunken", 4.8, 6.7), ("text.2", "bg.rail", 6.6, 9.7),
    ("text.1", "bg.raised", 16.4, 12.2), ("text.1", "bg.hover", 13.6, 11.8),
    ("text.1", "bg.selected", 13.4, 10.8), ("text.3", "bg.zebra", 5.3, 5.7),
    ("line.field", "bg.surface", 3.2, 4.1), ("text.2", "bg.surface", 7.7, 8.5),
    ("text.3", "bg.app", 5.1, 6.4), ("text.onaccent", "accent", 7.0, 7.5),
    ("text.onred", "red.solid", 5.4, 5.3), ("accent", "bg.surface", 7.0, 7.4),
    ("accent", "accent.tint", 6.0, 6.1), ("focus", "bg.surface", 5.5, 7.7),
    ("night.text", "night", 12.2, 10.8), ("text.3", "bg.selected", 4.6, 4.6),
)  # fmt: skip

_FAMILIES = {
    "red": (5.7, 7.3, 6.6, 7.9, 5.4, 4.5), "amber": (6.5, 8.2, 7.3, 9.5, 3.3, 6.7),
    "green": (6.1, 7.5, 6.9, 8.6, 4.3, 5.5), "blue": (6.6, 7.2, 7.6, 8.2, 5.2, 5.2),
    "plum": (6.8, 7.4, 7.9, 8.2, 5.6, 4.8), "indigo": (7.1, 7.4, 8.3, 8.3, 5.6, 4.9),
    "grey": (6.6, 6.9, 7.7, 8.5, 4.6, 4.5),
}  # fmt: skip


@pytest.mark.parametrize(("ink", "ground", "light", "dark"), _PAIRS)
def test_contrast_of_neutral_pairs_is_as_specified(
    ink: str, ground: str, light: float, dark: float
) -> None:
    assert tokens.contrast(tokens.LIGHT[ink], tokens.LIGHT[ground]) == pytest.approx(
        light, abs=0.06
    )
    assert tokens.contrast(tokens.DARK[ink], tokens.DARK[ground]) == pytest.approx(dark, abs=0.06)


@pytest.mark.parametrize("family", tokens.FAMILIES)
def test_contrast_of_signal_families_is_as_specified(family: str) -> None:
    pairs = (("text", f"{family}.tint"), ("text", "bg.surface"), ("solid", "bg.surface"))
    expected = iter(_FAMILIES[family])
    for role, ground in pairs:
        for theme_tokens in (tokens.LIGHT, tokens.DARK):
            ratio = tokens.contrast(theme_tokens[f"{family}.{role}"], theme_tokens[ground])
            assert ratio == pytest.approx(next(expected), abs=0.06)
            assert ratio >= (4.5 if role == "text" else 3.0)


def test_no_colour_is_written_outside_the_tokens() -> None:
    hex_colour = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?![0-9A-Za-z])")
    files = [*(ROOT / "ui").rglob("*.py"), ROOT / "resources" / "themes" / "medcentre.qss"]
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in files
        if file.name != "tokens.py"
        for match in hex_colour.finditer(file.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("scheme", [tokens.LIGHT, tokens.DARK])
@pytest.mark.parametrize("percent", [100, 115, 130])
def test_sheet_has_no_token_left(qapp: QApplication, scheme: dict[str, str], percent: int) -> None:
    sheet = style_sheet(scheme, percent)
    assert "@" not in sheet
    primary = sheet.split('QPushButton[kind="primary"] {')[1].split("}")[0]
    assert f"color: {scheme['text.onaccent']}" in primary


def test_switching_changes_palette_and_sizes(themed: QApplication) -> None:
    light, normal = themed.palette().window().color().name(), themed.font().pixelSize()
    theme().apply(Scheme.DARK, 130)
    assert themed.palette().window().color().name().upper() == tokens.DARK["bg.app"]
    assert themed.palette().window().color().name() != light
    assert themed.font().pixelSize() == round(normal * 1.3)


def test_every_icon_named_in_the_code_is_shipped() -> None:
    shipped = {f.stem for f in (ROOT / "resources" / "icons").glob("*.svg")}
    named = {icon for icon, _ in (*tokens.PRECAUTIONS.values(), *tokens.DOMAINS.values())}
    for file in [*(ROOT / "ui" / "kit").glob("*.py"), *(ROOT / "ui" / "shell").glob("*.py")]:
        text = file.read_text("utf-8")
        calls = re.findall(r'(?:IconLabel|icon_button|show_icon)\("([a-z0-9-]+)"', text)
        named |= set(calls) | set(re.findall(r'icons\.draw\(painter, "([a-z0-9-]+)"', text))
    assert named <= shipped


@pytest.mark.parametrize("base", [tokens.LIGHT, tokens.DARK])
def test_high_contrast_is_never_weaker(base: dict[str, str]) -> None:
    strong = tokens.high_contrast(base)
    ground = base["bg.surface"]
    for name in ("line.hair", "line.strong", "text.3", *(f"{f}.line" for f in tokens.FAMILIES)):
        assert tokens.contrast(strong[name], ground) >= max(
            3.0, tokens.contrast(base[name], ground)
        )
