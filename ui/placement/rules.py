"""The rules of placing: what blocks and who may set it aside; what scores, and for how much."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QSplitter

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import may
from medcentre.placement import acts, views
from medcentre.placement.facts import RuleWeights
from medcentre.placement.rules import TERMS
from ui.kit.desk import Desk
from ui.kit.editors import NumberEdit, need
from ui.kit.form import FormPane
from ui.kit.i18n import label
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Card

translate = QCoreApplication.translate
PAIR = 230
"""Width of a field: two stand in columns."""


@dataclass(frozen=True, slots=True)
class HardRule:
    """A rule that blocks, in words, with its exceptions."""

    rule: str
    text: str
    terms: str


def hard_rules() -> tuple[HardRule, ...]:
    """PL-H01 … PL-H17 and PL-02 as section 11.2 says them."""
    words = {
        "PL-H01": translate("Placement", "床位、房间与本人同性别"),
        "PL-H02": translate("Placement", "空气隔离须住空气隔离间；抢救可在重症单间"),
        "PL-H03": translate("Placement", "保护性隔离不与空气隔离同室同风"),
        "PL-H04": translate("Placement", "未成年人不与成年人同住"),
        "PL-H05": translate("Placement", "不超过开放床位"),
        "PL-H06": translate("Placement", "特级护理须供氧和监护，吸氧须供氧"),
        "PL-H07": translate("Placement", "重点看护须有摄像头、近护士站，不独居"),
        "PL-H08": translate("Placement", "防伤人看护不住普通多人房"),
        "PL-H09": translate("Placement", "须分开居住的人按范围分开"),
        "PL-H10": translate("Placement", "轮椅、卧床须无障碍或低床"),
        "PL-H11": translate("Placement", "接触隔离只与同病原同室"),
        "PL-H12": translate("Placement", "须一人一室的人独住"),
        "PL-H13": translate("Placement", "入所检查完成前住新入区、隔离观察室或重症区"),
        "PL-H14": translate("Placement", "停用、未签清洁的床位不安置"),
        "PL-H15": translate("Placement", "无强制依据的人不住上锁的特殊房间"),
        "PL-H16": translate("Placement", "须单人空气隔离间的人住单人空气隔离间"),
        "PL-H17": translate("Placement", "女区须有女性在岗"),
        "PL-02": translate("Placement", "预留的床位只给预留的人，最长 24 小时"),
    }
    return tuple(HardRule(rule, words[rule], terms_words(rule)) for rule in TERMS)


def terms_words(rule: str) -> str:
    """Who may set the rule aside, for how long."""
    terms = TERMS[rule]
    if not terms.possible:
        return translate("Placement", "不允许例外")
    who = " + ".join(label(f"approver.{a}") for a in terms.by)
    if terms.hours is None:
        return who
    return translate("Placement", "{who}，最长 {n} 小时").format(who=who, n=terms.hours)


def weight_words() -> Mapping[str, tuple[str, str]]:
    """Field of the weights -> rule and words."""
    return {
        "zone": ("PL-S01", translate("Placement", "区适合主要病情 +")),
        "same_precautions": ("PL-S02", translate("Placement", "同室防护相同 +")),
        "care": ("PL-S03", translate("Placement", "护理级别与区相符 +")),
        "low_bed": ("PL-S04", translate("Placement", "易跌倒者低床 +")),
        "no_low_bed": ("PL-S04", translate("Placement", "易跌倒者不是低床 −")),
        "same_drug_group": ("PL-S05", translate("Placement", "同类药物同住 +")),
        "first_with_multiple": ("PL-S05", translate("Placement", "初次与多次混住 −")),
        "clique": ("PL-S06", translate("Placement", "同伙同乡同室 −")),
        "clique_size": ("PL-S06", translate("Placement", "几人起算")),
        "support": ("PL-S07", translate("Placement", "本区语言饮食相通 +")),
        "load": ("PL-S08", translate("Placement", "房间最空时 +")),
        "terminal_single": ("PL-S09", translate("Placement", "临终者单间 +")),
        "focus": ("PL-S10", translate("Placement", "同室第二名重点人员 −")),
        "move": ("PL-S11", translate("Placement", "调床 −")),
        "move_gain": ("PL-S11", translate("Placement", "方案里得分多于此数才调床")),
        "habits": ("PL-S12", translate("Placement", "吸烟、睡眠习惯不合 −")),
        "peer": ("PL-S13", translate("Placement", "室内有同伴教育员 +")),
        "near_exit": ("PL-S14", translate("Placement", "短期住近出口 +")),
        "near_exit_days": ("PL-S14", translate("Placement", "短期是少于几天")),
    }


class RulesPage(Page):
    """Rules that block at the left, points at the right; the director changes the points."""

    topics = frozenset({Topic.PLACEMENT, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("安置规则"))
        self.may_edit = may(desk.ctx, acts.set_weights)
        self.reset = self.header.add_button(self.tr("恢复默认值"), "rotate-ccw")
        self.reset.clicked.connect(self.defaults)
        self.reset.setVisible(self.may_edit)
        columns: list[Column[HardRule]] = [
            Column(self.tr("规则"), lambda r: r.rule, width=84, bold=True, search=True),
            Column(self.tr("内容"), lambda r: r.text, search=True, tip=lambda r: r.text),
            Column(self.tr("例外"), lambda r: r.terms, width=240, search=True,
                   tone=lambda r: "text.2" if TERMS[r.rule].possible else "red.text",
                   tip=lambda r: r.terms),
        ]  # fmt: skip
        self.hard: TablePane[HardRule] = TablePane(
            desk, "placement.rules", columns, row_id=lambda r: r.rule,
            title=self.tr("必须遵守"), icon="ban",
        )  # fmt: skip
        self.hard.show_rows(hard_rules())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.hard)
        split.addWidget(self._points())
        split.setSizes([px(680), px(580)])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def _points(self) -> Card:
        card = Card(
            self.tr("加分与减分"), "sliders-horizontal", self.tr("起点 100 分，得分高的床位在前")
        )
        self.pane: FormPane[RuleWeights] = FormPane(
            self.desk, self.tr("保存权重"), partial(acts.set_weights, self.desk.ctx),
            command=self.command,
        )  # fmt: skip
        default = RuleWeights()
        words = weight_words()
        self.points: dict[str, NumberEdit] = {}
        for place, field in enumerate(fields(RuleWeights)):
            rule, said = words[field.name]
            hint = self.tr("{rule} · 默认 {n}").format(rule=rule, n=getattr(default, field.name))
            self.points[field.name] = self.pane.form.add(
                field.name, said, NumberEdit(), required=True, beside=place % 2 == 1, stretch=1,
                hint=hint,
            )  # fmt: skip
            self.points[field.name].setEnabled(self.may_edit)
            self.pane.form.fields[field.name].setMinimumWidth(px(PAIR))
        self.pane.saved.connect(self._saved)
        self.pane.foot.setVisible(self.may_edit)
        self.pane.put_off.hide()
        card.body.addWidget(self.pane, 1)
        return card

    def command(self) -> RuleWeights:
        """All points as typed."""
        return RuleWeights(**{name: int(need(e)) for name, e in self.points.items()})

    def load(self) -> None:
        """The points in force, unless somebody is typing here."""
        if not self.pane.dirty:
            self._show(views.rule_weights(self.desk.ctx))
        note = "" if self.may_edit else self.tr("权重由中心负责人修改")
        self.header.set_title(self.tr("安置规则"), note)

    def _show(self, weights: RuleWeights) -> None:
        for name, editor in self.points.items():
            editor.set_value(Decimal(getattr(weights, name)))

    @Slot()
    def defaults(self) -> None:
        """The points the program came with, to be saved."""
        self._show(replace(RuleWeights()))
        self.pane.dirty = True

    @Slot(object)
    def _saved(self, _result: object) -> None:
        self.pane.dirty = False
        self.desk.toast(self.tr("权重已保存，床位建议按新权重排列"))
        self.refresh()

    def next_problem(self, step: int) -> bool:
        """F8: the next field with an error."""
        return self.pane.next_problem(step)

    def focus_filter(self) -> bool:
        """The key /."""
        return self.hard.focus_filter()

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        if not self.may_edit:
            return ()
        return (Action("rules.reset", self.tr("恢复默认权重"), self.defaults, "", "rotate-ccw"),)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("哪些规则必须遵守、谁能批准例外多久；合适的床位按这些加分减分排列。"),
            rules=(
                ("PL-H01 … PL-H17", self.tr("违反时不能安置；例外要写理由，有时限的到期重查。")),
                ("PL-S01 … PL-S14", self.tr("只影响先后，不阻止安置；修改记入审计。")),
            ),
        )
