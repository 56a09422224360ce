"""Names of the bundled faces; free of reportlab, so that screens may share chart geometry."""

from enum import StrEnum


class Face(StrEnum):
    """Grids and numbers are sans; legal and medical prose is serif (architecture 3b)."""

    SANS = "NotoSansSC_400Regular"
    SANS_BOLD = "NotoSansSC_700Bold"
    SERIF = "NotoSerifSC_400Regular"
    SERIF_BOLD = "NotoSerifSC_700Bold"


FALL_BACK = {Face.SERIF: Face.SANS, Face.SERIF_BOLD: Face.SANS_BOLD}
"""The serif holds common characters only; a rare name is finished in the sans."""
