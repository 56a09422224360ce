"""How residents are put in words: age, days left, whereabouts."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from medcentre.kernel import wording
from medcentre.kernel.periods import age_on
from medcentre.kernel.wording import Lang
from medcentre.residents.facts import MarkRow, RollRow
from ui.kit import tokens
from ui.kit.editors import Combo
from ui.kit.i18n import label, lang, show_moment, show_term
from ui.kit.widgets import StatusChip

translate = QCoreApplication.translate


def name(row: RollRow) -> str:
    """The name as the language of the screen writes it: pinyin, surname first, in English."""
    return row.pinyin if lang() is Lang.EN and row.pinyin else row.name


def age(row: RollRow, today: date) -> str:
    """Completed years, empty when the reader may not know."""
    return str(age_on(row.birth_date, today)) if row.birth_date else ""


def days_left(row: RollRow, today: date) -> str:
    """`473`, `今天`, `超 3 天`; empty without a term."""
    if row.last_day is None:
        return ""
    left = (row.last_day - today).days
    if left < 0:
        return translate("Residents", "超 {days} 天").format(days=-left)
    return str(left) if left else translate("Residents", "今天")


def whereabouts(row: RollRow, today: date) -> str:
    """In the house, or why not and since when."""
    if row.exited_at is not None and row.exit_kind is not None:
        return translate("Residents", "{kind} {when}").format(
            kind=label(f"exit.{row.exit_kind}"), when=show_moment(row.exited_at, today)
        )
    if row.absence is None or row.absent_since is None:
        return translate("Residents", "在所")
    return translate("Residents", "{kind} {when} 起").format(
        kind=label(f"absence.{row.absence}"), when=show_moment(row.absent_since, today)
    )


def ethnic_groups() -> Combo:
    """The groups of GB/T 3304, chosen by their first letters, in the language of the screen."""
    return Combo([(group, show_term(group)) for group in wording.terms("ethnic")])


DRUGS = ("opioid", "amphetamine", "other")


def trait_note(note: str) -> str:
    """What stands behind a personal fact: plain yes and no need no word, codes become words."""
    if note in ("yes", "no"):
        return ""
    return label(f"drug_type.{note}") if note in DRUGS else note


def mark_chip(mark: MarkRow) -> StatusChip:
    """A precaution in its own colour and icon, as in the banner; an alert by its level."""
    words = label(f"{mark.group}.{mark.kind}")
    if mark.group == "precaution" and mark.kind in tokens.PRECAUTIONS:
        icon, family = tokens.PRECAUTIONS[mark.kind]
        return StatusChip(words, family, icon)
    return StatusChip(words, "red" if mark.level == "red" else "amber")
