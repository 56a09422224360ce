"""Why no legal roster exists, in words: who, when, which rules, what would resolve it (C6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from medcentre.kernel.wording import Lang
from medcentre.rostering.facts import Problem, RosterCode
from medcentre.rostering.solve.explain import Clash, Explanation
from ui.kit.i18n import label, lang, show_day, show_name
from ui.kit.sheets import SideSheet
from ui.kit.widgets import Card, Empty, EmptyState, Label

MOST = 6
"""So many names or days are written out, the rest is counted."""


class ExplainSheet(SideSheet):
    """One card for each collision."""

    def __init__(self, host: QWidget, problem: Problem, found: Sequence[Explanation]) -> None:
        super().__init__(host, "", 460)
        self.title.setText(self.tr("为什么排不成"))
        self._posts = {
            p.name_zh: p.name_zh if lang() is Lang.ZH else p.name_en for p in problem.posts
        }
        inside = QWidget()
        inside.setProperty("ground", "app")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        self.cards = [self._card(n, e) for n, e in enumerate(joined(found), 1)]
        for card in self.cards:
            column.addWidget(card)
        if not found:
            column.addWidget(
                EmptyState(
                    Empty.ALL_DONE,
                    self.tr("没有必然的冲突"),
                    self.tr("合规的排法是有的，请把时间放长一些再排。"),
                )
            )
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.body.addWidget(area)

    def _card(self, number: int, found: Explanation) -> Card:
        card = Card("", "octagon-alert").pad()
        card.set_title(self.tr("冲突 {n}：这些要求不能同时满足").format(n=number))
        for clash in found.clashes:
            line = Label(f"· {self.clash_words(clash)}", "body")
            line.setWordWrap(True)
            card.body.addWidget(line)
        if found.lacking > 0:
            words = self.tr("至少还差 %n 人次。", "", found.lacking)
            card.body.addWidget(Label(words, "body", "red", bold=True))
        if found.remedies:
            card.body.addWidget(Label(self.tr("怎样可以解决"), "cap", "2"))
        for remedy in found.remedies:
            card.body.addWidget(Label(f"→ {label(f'remedy.{remedy}')}", "body"))
        return card

    def clash_words(self, clash: Clash) -> str:
        """One requirement: rule, whom, when, how many."""
        facts = dict(clash.facts)
        parts = [f"{clash.rule} {label(f'roster_rule.{clash.rule}')}" if clash.rule else ""]
        if clash.code == RosterCode.PINNED_CELL:
            parts = [self.tr("锁定的格子")]
        elif clash.code == RosterCode.ON_LEAVE:
            parts = [self.tr("请假")]
        post = str(facts.get("post", "") or facts.get("need", ""))
        if post:
            parts.append(self._posts.get(post, str(facts.get("need_en") or post))
                         if lang() is Lang.EN else post)  # fmt: skip
        wanted = facts.get("wanted") or facts.get("minimum")
        if wanted:
            parts.append(self.tr("至少 {n} 人").format(n=wanted))
        if clash.people:
            parts.append(_listed([show_name(p) for p in clash.people]))
        if clash.days:
            parts.append(_days(clash.days))
        return " · ".join(p for p in parts if p)


def joined(found: Sequence[Explanation]) -> list[Explanation]:
    """Collisions of a single requirement that differ only in their days become one."""
    kept: dict[object, Explanation] = {}
    for number, explanation in enumerate(found):
        key: object = number
        if len(explanation.clashes) == 1:
            (clash,) = explanation.clashes
            key = (clash.rule, clash.code, clash.people, dict(clash.facts).get("post"),
                   dict(clash.facts).get("need"))  # fmt: skip
        old = kept.get(key)
        if old is None:
            kept[key] = explanation
            continue
        days = tuple(sorted({*old.clashes[0].days, *explanation.clashes[0].days}))
        whole = replace(old.clashes[0], days=days)
        kept[key] = replace(old, clashes=(whole,), lacking=old.lacking + explanation.lacking)
    return list(kept.values())


def _listed(words: Sequence[str]) -> str:
    comma = "、" if lang() is Lang.ZH else ", "
    more = f" +{len(words) - MOST}" if len(words) > MOST else ""
    return comma.join(words[:MOST]) + more


def _days(days: Sequence[date]) -> str:
    """A run as first and last day, else the days."""
    unbroken = (days[-1] - days[0]).days + 1 == len(days)
    if unbroken and len(days) > 2:
        return f"{show_day(days[0])} – {show_day(days[-1])}"
    return _listed([show_day(d) for d in days])
