"""Words of statement lines, for screen, paper and file alike."""

import re

from medcentre.fees.document import AdjustmentLine, ClassRow
from medcentre.fees.facts import DayPart
from medcentre.kernel.wording import Lang, label


def class_name(fee_class: str, lang: Lang) -> str:
    """Name of a fee class; the code itself for a class the catalogue does not know."""
    try:
        return label(f"fee_class.{fee_class}", lang)
    except KeyError:
        return fee_class


def class_words(row: ClassRow, lang: Lang) -> str:
    """`中度`, with part and version where a month has more than one."""
    words = class_name(row.fee_class, lang)
    more = []
    if row.part is not DayPart.FULL:
        more.append(label(f"fee_part.{row.part}", lang))
    if row.several:
        v = row.versions[0]
        more.append(f"第 {v} 版" if lang is Lang.ZH else f"version {v}")
    if not more:
        return words
    words = re.split("（| \\(| / |, ", words)[0]
    return f"{words}（{'，'.join(more)}）" if lang is Lang.ZH else f"{words} ({', '.join(more)})"


def adjustment_words(item: AdjustmentLine, lang: Lang) -> str:
    """`2026-10 类别更正 F1→F3 20260003 赵*`."""
    change = "→".join(c for c in (item.from_class, item.to_class) if c)
    kind = label(f"fee_adjustment.{item.kind}", lang)
    return " ".join(t for t in (item.of_month, kind, change, item.admission_no, item.name) if t)
