"""Why no legal roster exists, in words: who, when, which rules, what would resolve it (C6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.wording import Lang
from medcentre.rostering.acts import set_cells
from medcentre.rostering.facts import Problem, RosterCode, RuleId
from medcentre.rostering.planning import save_plan
from medcentre.rostering.solve.explain import Clash, Explanation, Remedy
from medcentre.staff.acts import keep_certificate, move_leave
from ui.kit.i18n import label, lang, show_day, show_name
from ui.kit.page import Page
from ui.kit.sheets import SideSheet
from ui.kit.widgets import Button, Card, Empty, EmptyState, Label
from ui.rostering.words import shift_name

_ICONS = {
    Remedy.UNPIN: "lock-open", Remedy.MOVE_LEAVE: "calendar-clock",
    Remedy.MORE_PEOPLE: "user-plus", Remedy.FEWER_NEEDED: "sliders-horizontal",
    Remedy.RELAX_RULE: "sliders-horizontal", Remedy.RENEW_CERTIFICATE: "id-card",
}  # fmt: skip

RELAXABLE = frozenset(
    {RuleId.WEEKLY_REST, RuleId.LONGEST_WORK, RuleId.REST, RuleId.NIGHT_BLOCKS}
)  # fmt: skip
"""Rules a remedy may relax: the centre's own numbers, not the law's protection of a person."""

MOST = 6
"""So many names or days are written out, the rest is counted."""


@dataclass(frozen=True, slots=True)
class Way:
    """A remedy with what it is about: cells (person, day), or an entry of the plan's lists."""

    remedy: Remedy
    cells: tuple[tuple[int, date], ...] = ()
    tab: str = ""
    entry: str = ""


class ExplainSheet(SideSheet):
    """One card for each collision; its remedies are buttons for those who may use them.

    `chosen` carries the way out that was pressed.
    """

    chosen = Signal(object)

    def __init__(self, host: Page, problem: Problem, found: Sequence[Explanation]) -> None:
        super().__init__(host, "", 460)
        self.title.setText(self.tr("为什么排不成"))
        self.problem, self.found = problem, tuple(found)
        self.ways: list[tuple[Way, Button]] = []
        self._allowed = _allowed(host.desk.ctx)
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
        for clash in gathered(found.clashes):
            line = Label(f"· {self.clash_words(clash)}", "body")
            line.setWordWrap(True)
            card.body.addWidget(line)
        if found.lacking > 0:
            words = self.tr("至少还差 %n 人次。", "", found.lacking)
            card.body.addWidget(Label(words, "body", "red", bold=True))
        if found.remedies:
            card.body.addWidget(Label(self.tr("怎样可以解决"), "cap", "2"))
        for remedy in found.remedies:
            for way in self._ways(remedy, found.clashes):
                card.body.addWidget(self._way(way))
        return card

    def _way(self, way: Way) -> QWidget:
        """A remedy as a button, or as a line for those who must ask somebody else."""
        words = label(f"remedy.{way.remedy}")
        if way.tab and (about := self._about(way)):
            words = f"{words}{'：' if lang() is Lang.ZH else ': '}{about}"
        if way.remedy not in self._allowed:
            line = Label(f"→ {words}", "body")
            line.setWordWrap(True)
            return line
        button = Button(words, _ICONS[way.remedy], "normal")
        button.clicked.connect(partial(self._choose, way))
        self.ways.append((way, button))
        return button

    def _choose(self, way: Way, _checked: bool = False) -> None:
        if way.remedy is Remedy.UNPIN:
            self.shut()
        self.chosen.emit(way)

    def _about(self, way: Way) -> str:
        """The post, need or rule a remedy is about."""
        if way.tab == "rules":
            return f"{way.entry} {label(f'roster_rule.{way.entry}')}"
        entries = self.problem.posts if way.tab == "posts" else self.problem.covers
        found = next((e for e in entries if way.entry in (getattr(e, "code", ""), e.name_zh)), None)
        return "" if found is None else found.name_zh if lang() is Lang.ZH else found.name_en

    def _ways(self, remedy: Remedy, clashes: Sequence[Clash]) -> list[Way]:
        """What a remedy is about in this collision; empty when there is nothing to press for it."""
        if remedy is Remedy.UNPIN:
            pins = [(p.person, p.day) for p in self.problem.pins]
            pins += [(f.person, f.day) for f in self.problem.pinned_free]
            return _one(remedy, self._cells(clashes, RosterCode.PINNED_CELL, pins))
        if remedy is Remedy.MOVE_LEAVE:
            away = [
                (leave.person, d)
                for leave in self.problem.leaves
                for d in self.problem.month.days()
                if leave.first <= d <= leave.last
            ]
            return _one(remedy, self._cells(clashes, RosterCode.ON_LEAVE, away))
        if remedy is Remedy.RENEW_CERTIFICATE:
            everybody = [(p.id, d) for p in self.problem.people for d in self.problem.month.days()]
            return _one(remedy, self._cells(clashes, RosterCode.CERTIFICATE_EXPIRED, everybody))
        if remedy is Remedy.RELAX_RULE:
            rules = dict.fromkeys(c.rule for c in clashes if c.rule in RELAXABLE)
            return [Way(remedy, tab="rules", entry=rule) for rule in rules]
        return [Way(remedy, tab=tab, entry=entry) for tab, entry in self._needs(clashes)]

    def _cells(
        self, clashes: Sequence[Clash], code: str, cells: Sequence[tuple[int, date]]
    ) -> tuple[tuple[int, date], ...]:
        """Those of some cells a collision is about."""
        names = {p.id: p.name for p in self.problem.people}
        mine = [c for c in clashes if c.code == code]
        return tuple(
            (who, day)
            for who, day in cells
            if any(names.get(who) in c.people and (not c.days or day in c.days) for c in mine)
        )

    def _sign(self, sign: object) -> str:
        """A shift by its sign, in words."""
        shift = next((x for x in self.problem.shifts if x.sign == sign), None)
        return shift_name(shift) if shift else ""

    def _needs(self, clashes: Sequence[Clash]) -> list[tuple[str, str]]:
        """The posts and cover needs of a collision, as tab and entry of the plan."""
        found: list[tuple[str, str]] = []
        for clash in clashes:
            facts = dict(clash.facts)
            if clash.code == RosterCode.COVER_MISSING:
                found.append(("covers", str(facts.get("need", ""))))
            elif clash.code == RosterCode.POST_UNDER_MINIMUM:
                names = str(facts.get("post", "")).split("、")
                found += [("posts", p.code) for p in self.problem.posts if p.name_zh in names]
        return list(dict.fromkeys(found))

    def clash_words(self, clash: Clash) -> str:
        """One requirement: rule, whom, when, how many."""
        facts = dict(clash.facts)
        words = {
            str(RosterCode.PINNED_CELL): self.tr("锁定的格子"),
            str(RosterCode.ON_LEAVE): self.tr("请假"),
        }
        parts = [words.get(clash.code) or f"{clash.rule} {label(f'roster_rule.{clash.rule}')}"]
        if "second" in facts:
            parts.append(f"{self._sign(facts['first'])} → {self._sign(facts['second'])}")
        zh = lang() is Lang.ZH
        place = str(facts.get("post" if zh else "post_en") or facts.get("need" if zh else "need_en")
                    or "")  # fmt: skip
        parts += [place, self._sign(facts.get("shift", ""))]
        wanted = facts.get("wanted") or facts.get("minimum")
        if wanted:
            parts.append(self.tr("至少 {n} 人").format(n=wanted))
        if clash.people:
            order = {p.name: n for n, p in enumerate(self.problem.people)}
            people = sorted(clash.people, key=lambda name: order.get(name, 0))
            parts.append(_listed([show_name(p) for p in people]))
        if clash.days:
            parts.append(_days(clash.days))
        return " · ".join(p for p in parts if p)


def _one(remedy: Remedy, cells: tuple[tuple[int, date], ...]) -> list[Way]:
    return [Way(remedy, cells)] if cells else []


def _allowed(ctx: ServiceContext) -> frozenset[Remedy]:
    """Remedies somebody may use: the plan is the director's, papers are the staff office's."""
    acts_of: dict[Remedy, Callable[..., Any]] = {
        Remedy.UNPIN: set_cells, Remedy.MOVE_LEAVE: move_leave, Remedy.MORE_PEOPLE: save_plan,
        Remedy.FEWER_NEEDED: save_plan, Remedy.RELAX_RULE: save_plan,
        Remedy.RENEW_CERTIFICATE: keep_certificate,
    }  # fmt: skip
    return frozenset(remedy for remedy, service in acts_of.items() if may(ctx, service))


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


def gathered(clashes: Sequence[Clash]) -> list[Clash]:
    """What is wanted first, then who cannot; the same obstacle of several people in one line."""
    kept: dict[object, Clash] = {}
    for clash in sorted(clashes, key=lambda c: bool(c.people)):
        facts = tuple(str(f) for f in clash.facts if f[0] != "name")
        key = (clash.rule, clash.code, clash.days, facts)
        old = kept.get(key)
        people = clash.people if old is None else (*old.people, *clash.people)
        kept[key] = replace(clash, people=tuple(dict.fromkeys(people)))
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
