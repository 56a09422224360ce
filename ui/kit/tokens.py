"""Every colour and size of the interface: the single source (interface.md section 1).

Palette, style sheet and painters are generated from here; a hex colour anywhere else fails a test.
"""

from collections.abc import Mapping
from types import MappingProxyType

_NEUTRAL = """
bg.app F4F5F6 14181B
bg.surface FFFFFF 1B2024
bg.sunken ECEEF0 101316
bg.rail ECEEF0 101316
bg.raised FFFFFF 242A2F
bg.hover E6EAED 262D32
bg.selected DCEBF0 163640
bg.zebra F9FAFA 1E2327
bg.toast 1A2026 242A2F
line.hair DFE3E6 2C3339
line.strong B4BCC3 495259
line.field 87919A 76818A
text.1 1A2026 E8ECEF
text.2 4A545E B3BCC4
text.3 5F6973 929CA5
text.off 98A1A9 606A72
text.toast FFFFFF E8ECEF
text.toast2 B3BCC4 B3BCC4
text.onaccent FFFFFF 06222A
text.onred FFFFFF 1A0605
accent 0B6178 62BAD2
accent.hover 084E61 86CDE0
accent.tint E1EFF3 14323B
accent.line 9CC8D4 2A6272
focus 1668C7 7DB4FF
night 2B3550 C3CCE8
night.text FFFFFF 141A2B
shade 000000 000000
paper FFFFFF FFFFFF
"""

_FAMILIES = """
red B3241C FF978D FCEBE9 3B1D1B EBB4AE 7A3732 C4352C E2574C
amber 7F4A00 F0BC66 FDF1DA 362911 E3C384 6F5520 C67D0A D9992B
green 1B6642 77CDA1 E5F3EA 152F22 A6D1B8 2C6145 2E8A5B 3FA873
blue 1D529E 8FB9F5 E7EFFA 182A44 B0C8EA 345788 2F6CC4 5A92E0
plum 743A80 D9A5E3 F4EBF6 33203A D5B8DB 66426F 8F4F9C B273C0
indigo 3D4794 AEB5F0 ECEDF8 22264A BEC3E6 464D8C 5560B4 7C86D8
grey 4A545E B3BCC4 ECEEF0 2A3036 C6CCD1 495259 6C7680 7D8790
"""

FAMILIES = ("red", "amber", "green", "blue", "plum", "indigo", "grey")

CATEGORIES = tuple(
    f"#{c}"
    for c in [
        "2F5D73",
        "8FB7C2",
        "3D4794",
        "A9B0DB",
        "743A80",
        "C9A7D0",
        "5E7F68",
        "B7CFBC",
        "9A8355",
    ]
)
"""Chart categories: dark and light alternate so that neighbours stay apart in grey."""


def _read(column: int) -> Mapping[str, str]:
    tokens = {}
    for line in _NEUTRAL.strip().splitlines():
        name, *values = line.split()
        tokens[name] = f"#{values[column]}"
    for line in _FAMILIES.strip().splitlines():
        name, *values = line.split()
        for part, role in enumerate(("text", "tint", "line", "solid")):
            tokens[f"{name}.{role}"] = f"#{values[part * 2 + column]}"
        tokens[f"toast.{name}"] = f"#{values[1]}"
    tokens["accent.text"] = tokens["accent"]
    tokens["accent.solid"] = tokens["accent"]
    return MappingProxyType(tokens)


LIGHT: Mapping[str, str] = _read(0)
DARK: Mapping[str, str] = _read(1)


def high_contrast(base: Mapping[str, str]) -> Mapping[str, str]:
    """Stronger lines instead of tints, for tired eyes and bad screens (interface.md section 6)."""
    swapped = dict(base)
    swapped["line.hair"] = swapped["line.strong"] = base["line.field"]
    swapped["text.3"] = base["text.2"]
    for family in FAMILIES:
        swapped[f"{family}.tint"] = base["bg.surface"]
        swapped[f"{family}.line"] = base[f"{family}.text"]
    swapped["accent.tint"], swapped["accent.line"] = base["bg.surface"], base["accent"]
    return MappingProxyType(swapped)


FONT_PX: Mapping[str, int] = MappingProxyType(
    {"tiny": 11, "cap": 12, "body": 14, "title3": 16, "title2": 20, "num": 24}
)
"""Type sizes in logical pixels at 96 dpi; `tiny` is for digits and Latin letters only."""

SIZES: Mapping[str, int] = MappingProxyType(
    {
        "control": 32,
        "control.small": 24,
        "row": 32,
        "row.compact": 28,
        "row.two": 44,
        "row.glove": 44,
        "head": 32,
        "card.head": 40,
        "chip": 20,
        "choice": 28,
        "topbar": 48,
        "pagehead": 56,
        "status": 28,
        "nav": 36,
        "nav.sub": 28,
        "hint": 20,
        "toast": 44,
    }
)
"""Heights that grow with the text size."""

RADIUS_CHIP, RADIUS_BUTTON, RADIUS_CARD = 4, 6, 8

LEVELS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "n0": ("red.solid", "red.solid", "text.onred", "red.solid"),
        "n1": ("red.tint", "red.solid", "red.text", "red.solid"),
        "n2": ("amber.tint", "amber.solid", "amber.text", "amber.solid"),
        "n3": ("green.tint", "green.line", "green.text", "green.line"),
    }
)
"""Nursing level -> fill, border, letter, left bar of the bed tile."""

LEVEL_LETTERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"n0": ("特", "S"), "n1": ("一", "1"), "n2": ("二", "2"), "n3": ("三", "3")}
)

PRECAUTIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "airborne": ("wind", "amber"),
        "blood": ("droplet", "red"),
        "contact": ("hand", "blue"),
        "droplet": ("droplets", "plum"),
        "protect": ("shield", "green"),
    }
)
"""Precaution -> icon and family; `std` shows nothing."""

DOMAINS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "medical": ("stethoscope", "accent"),
        "nursing": ("syringe", "green"),
        "custody": ("shield", "indigo"),
        "psychology": ("messages-square", "plum"),
        "legal": ("scale", "blue"),
        "money": ("wallet", "amber"),
    }
)
"""Kernel `Domain` -> icon and family of the round mark."""


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two `#rrggbb` colours."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(value: str) -> float:
    parts = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
