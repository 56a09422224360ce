"""Forms of the plan: a shift, a post, a cover need, a rule, a contract, a day of the holiday plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from medcentre.rostering.facts import (
    Account,
    Contract,
    CoverNeed,
    Group,
    HolidayPlan,
    Level,
    Post,
    RuleConfig,
    RuleId,
    Sex,
    ShiftKind,
    ShiftType,
)
from ui.kit.desk import Desk
from ui.kit.editors import (
    Check,
    ChipsEdit,
    Combo,
    DateEdit,
    LineEdit,
    NumberEdit,
    SegmentEdit,
    TimeEdit,
    need,
)
from ui.kit.form import FormDialog
from ui.kit.i18n import label
from ui.rostering.needs_edit import NeedsEdit

translate = QCoreApplication.translate
Save = Callable[[Any], object]


def _groups() -> ChipsEdit:
    return ChipsEdit([(g, label(f"roster_group.{g}")) for g in Group])


def _hours(editor: NumberEdit) -> int | None:
    value = editor.value()
    return None if value is None else round(value * 60)


def _show_hours(editor: NumberEdit, minutes: int | None) -> None:
    editor.setText("" if minutes is None else f"{minutes / 60:.2f}".rstrip("0").rstrip("."))


class ShiftDialog(FormDialog[ShiftType]):
    """A shift type: letter, key, times, who may work it."""

    def __init__(self, desk: Desk, shift: ShiftType | None, save: Save, parent: QWidget) -> None:
        super().__init__(
            desk, translate("Rostering", "班次"), translate("Rostering", "保存"), save, parent,
            width=680,
        )  # fmt: skip
        self.shift = shift
        add = self.form.add
        self.code = add("code", self.tr("代码"), LineEdit(12), required=True)
        self.sign = add("sign", self.tr("符号"), LineEdit(2), required=True, beside=True)
        self.key = add("key", self.tr("按键"), LineEdit(1), required=True, beside=True,
                       hint=self.tr("在表上按它填班"))  # fmt: skip
        self.zh = add("name_zh", self.tr("中文名称"), LineEdit(20), required=True)
        self.en = add("name_en", self.tr("英文名称"), LineEdit(30), required=True, beside=True)
        self.kind = add("kind", self.tr("性质"), Combo.of_labels("shift_kind", list(ShiftKind)),
                        required=True, beside=True)  # fmt: skip
        self.start = add("start", self.tr("开始"), TimeEdit(desk.ctx.clock), required=True)
        self.long = add("minutes", self.tr("时长"), NumberEdit(2, self.tr("小时")), required=True,
                        beside=True)  # fmt: skip
        self.paid = add("paid_minutes", self.tr("计工时"), NumberEdit(2, self.tr("小时")),
                        beside=True, hint=self.tr("不填按时长"))  # fmt: skip
        self.planned = add("planned", self.tr("自动排班"), Check(self.tr("可以自动排")),
                           beside=True)  # fmt: skip
        self.groups = add("groups", self.tr("谁可以上（不选为所有人）"), _groups())
        self.form.finish()
        self.planned.set_value(shift is None or shift.planned)
        if shift is not None:
            self._fill(shift)

    def _fill(self, shift: ShiftType) -> None:
        self.code.set_value(shift.code)
        self.code.setReadOnly(True)
        self.sign.set_value(shift.sign)
        self.key.set_value(shift.key)
        self.zh.set_value(shift.name_zh)
        self.en.set_value(shift.name_en)
        self.kind.set_value(shift.kind)
        self.start.setText(f"{shift.start // 60:02d}:{shift.start % 60:02d}")
        _show_hours(self.long, shift.minutes)
        _show_hours(self.paid, shift.paid_minutes)
        self.groups.set_value(tuple(shift.groups))

    def command(self) -> ShiftType:
        """The shift."""
        start = need(self.start)
        return ShiftType(
            code=need(self.code), sign=need(self.sign), key=need(self.key).upper(),
            name_zh=need(self.zh), name_en=need(self.en), start=start.hour * 60 + start.minute,
            minutes=_hours(self.long) or 0, kind=ShiftKind(need(self.kind)),
            groups=frozenset(Group(g) for g in self.groups.value() or ()),
            paid_minutes=_hours(self.paid), planned=bool(self.planned.value()),
        )  # fmt: skip


class PostDialog(FormDialog[Post]):
    """A post: who may hold it and how many it needs."""

    def __init__(
        self, desk: Desk, post: Post | None, shifts: tuple[ShiftType, ...], save: Save,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(
            desk, translate("Rostering", "岗位"), translate("Rostering", "保存"), save, parent,
            width=960,
        )  # fmt: skip
        self.post = post
        add = self.form.add
        self.code = add("code", self.tr("代码"), LineEdit(24), required=True)
        self.zh = add("name_zh", self.tr("中文名称"), LineEdit(30), required=True, beside=True)
        self.en = add("name_en", self.tr("英文名称"), LineEdit(60), required=True, beside=True)
        self.groups = add("groups", self.tr("谁可以上"), _groups(), required=True)
        self.sex = add(
            "sex", self.tr("性别要求"),
            Combo([("", self.tr("不限")), *((s, label(f"sex.{s}")) for s in Sex)]),
        )  # fmt: skip
        self.skill = add(
            "skill", self.tr("技能要求"),
            Combo([("", self.tr("不限")), ("command", self.tr("值班长")),
                   ("senior", self.tr("高年资医师"))]), beside=True,
        )  # fmt: skip
        self.places = add("places", self.tr("管到哪些区"), LineEdit(120), beside=True,
                          hint=self.tr("区号用逗号隔开，不填为全所"))  # fmt: skip
        self.needs = add("needs", self.tr("需要多少人"), NeedsEdit(shifts), required=True)
        self.form.finish()
        self.sex.set_value("")
        self.skill.set_value("")
        if post is not None:
            self._fill(post)
        else:
            self.needs.add_line()

    def _fill(self, post: Post) -> None:
        self.code.set_value(post.code)
        self.code.setReadOnly(True)
        self.zh.set_value(post.name_zh)
        self.en.set_value(post.name_en)
        self.groups.set_value(tuple(post.groups))
        self.sex.set_value(post.sex or "")
        self.skill.set_value(post.skill or "")
        self.places.set_value(",".join(sorted(post.places)))
        self.needs.set_value(post.needs)

    def command(self) -> Post:
        """The post."""
        places = (self.places.value() or "").replace("，", ",").replace("、", ",")
        sex, skill = self.sex.value(), self.skill.value()
        return Post(
            code=need(self.code), name_zh=need(self.zh), name_en=need(self.en),
            groups=frozenset(Group(g) for g in need(self.groups)), needs=need(self.needs),
            places=frozenset(p.strip() for p in places.split(",") if p.strip()),
            skill=str(skill) if skill else None, sex=Sex(sex) if sex else None,
            certificate=self.post.certificate if self.post else None,
        )  # fmt: skip


class CoverDialog(FormDialog[CoverNeed]):
    """A minimum at every moment of the day."""

    def __init__(self, desk: Desk, cover: CoverNeed | None, save: Save, parent: QWidget) -> None:
        super().__init__(
            desk, translate("Rostering", "时时在岗"), translate("Rostering", "保存"), save, parent,
            width=680,
        )  # fmt: skip
        self.cover = cover
        add = self.form.add
        self.zh = add("name_zh", self.tr("中文名称"), LineEdit(30), required=True)
        self.en = add("name_en", self.tr("英文名称"), LineEdit(60), required=True, beside=True)
        self.rule = add(
            "rule", self.tr("按哪条规则"),
            Combo([(r, f"{r} {label(f'roster_rule.{r}')}")
                   for r in (RuleId.ZONE_COVER, RuleId.WOMENS_ZONE)]), required=True,
        )  # fmt: skip
        self.low = add("minimum", self.tr("至少几人"), NumberEdit(), required=True, beside=True)
        self.place = add("place", self.tr("在哪个区"), LineEdit(20), beside=True,
                         hint=self.tr("不填为全所"))  # fmt: skip
        self.groups = add("groups", self.tr("哪些人算数"), _groups(), required=True)
        self.sex = add(
            "sex", self.tr("性别要求"),
            Combo([("", self.tr("不限")), *((s, label(f"sex.{s}")) for s in Sex)]),
        )  # fmt: skip
        self.level = add("level", self.tr("级别"), Combo.of_labels("roster_level", list(Level)),
                         required=True, beside=True)  # fmt: skip
        self.form.finish()
        self.sex.set_value("")
        if cover is not None:
            self.zh.set_value(cover.name_zh)
            self.en.set_value(cover.name_en)
            self.rule.set_value(cover.rule)
            self.low.set_value(cover.minimum)
            self.place.set_value(cover.place)
            self.groups.set_value(tuple(cover.groups))
            self.sex.set_value(cover.sex or "")
            self.level.set_value(cover.level)

    def command(self) -> CoverNeed:
        """The need."""
        sex = self.sex.value()
        made = CoverNeed(
            RuleId(need(self.rule)), need(self.zh), need(self.en), int(need(self.low)),
            frozenset(Group(g) for g in need(self.groups)), self.place.value(),
            sex=Sex(sex) if sex else None, level=Level(need(self.level)),
        )  # fmt: skip
        if self.cover is None:
            return made
        old = self.cover
        return replace(made, skill=old.skill, from_minute=old.from_minute, to_minute=old.to_minute)


class RuleDialog(FormDialog[RuleConfig]):
    """A rule: on or off, how serious, its numbers, from when to when."""

    def __init__(self, desk: Desk, rule: RuleConfig, save: Save, parent: QWidget) -> None:
        super().__init__(
            desk, f"{rule.rule} {label(f'roster_rule.{rule.rule}')}",
            translate("Rostering", "保存"), save, parent,
        )  # fmt: skip
        self.rule = rule
        add = self.form.add
        self.on = add("on", self.tr("启用"), Check(self.tr("检查这条规则"), rule.on))
        self.strict = add("strict", self.tr("硬性"), Check(self.tr("自动排班绝不违反"), rule.strict),
                          beside=True)  # fmt: skip
        self.level = add(
            "level", self.tr("级别"),
            SegmentEdit([(v, label(f"roster_level.{v}")) for v in Level]), required=True,
        )  # fmt: skip
        self.weight = add("weight", self.tr("权重"), NumberEdit(), required=True, beside=True,
                          hint=self.tr("越大越要避免"))  # fmt: skip
        self.limits = {
            name: add(f"limit_{name}", label(f"roster_limit.{name}"), NumberEdit(),
                      required=True, beside=n > 0)
            for n, (name, _) in enumerate(rule.limits)
        }  # fmt: skip
        self.since = add("valid_from", self.tr("从哪天起"), DateEdit(desk.ctx.clock))
        self.until = add("valid_to", self.tr("到哪天止"), DateEdit(desk.ctx.clock), beside=True)
        self.form.finish()
        self.level.set_value(rule.level)
        self.weight.set_value(rule.weight)
        for name, value in rule.limits:
            self.limits[name].set_value(value)
        self.since.set_value(rule.valid_from)
        self.until.set_value(rule.valid_to)

    def command(self) -> RuleConfig:
        """The rule as set."""
        return RuleConfig(
            self.rule.rule, Level(need(self.level)), int(need(self.weight)),
            tuple((name, int(need(box))) for name, box in self.limits.items()),
            bool(self.on.value()), bool(self.strict.value()), self.since.value(),
            self.until.value(),
        )  # fmt: skip


class ContractDialog(FormDialog[Contract]):
    """Terms of employment as far as the roster reads them."""

    def __init__(self, desk: Desk, contract: Contract, save: Save, parent: QWidget) -> None:
        super().__init__(
            desk, label(f"roster_contract.{contract.code}"), translate("Rostering", "保存"), save,
            parent, width=680,
        )  # fmt: skip
        self.contract = contract
        add = self.form.add
        self.account = add(
            "account", self.tr("工时制"), Combo.of_labels("hours_account", list(Account)),
            required=True,
        )  # fmt: skip
        self.law = add("labour_law", self.tr("劳动法"),
                       Check(self.tr("适用劳动法"), contract.labour_law), beside=True)  # fmt: skip
        self.period = add(
            "period_months", self.tr("周期"),
            Combo([(1, self.tr("月")), (3, self.tr("季")), (12, self.tr("年"))]), beside=True,
        )  # fmt: skip
        self.usual = add("day_minutes", self.tr("日工时"), NumberEdit(2, self.tr("小时")),
                         required=True)  # fmt: skip
        self.month = add("month_minutes", self.tr("月工时"), NumberEdit(2, self.tr("小时")),
                         hint=self.tr("不填按工作日×日工时"), beside=True)  # fmt: skip
        self.slack = add("hours_slack", self.tr("允许上下"), NumberEdit(2, self.tr("小时")),
                         required=True, beside=True)  # fmt: skip
        numbers = (
            ("longest_work", self.tr("最多连上（天）")), ("shortest_work", self.tr("最少连上（天）")),
            ("shortest_free", self.tr("最少连休（天）")), ("longest_free", self.tr("最多连休（天）")),
            ("most_weekends", self.tr("最多周末（个）")),
        )  # fmt: skip
        self.numbers = {
            name: add(name, words, NumberEdit(), beside=n > 0)
            for n, (name, words) in enumerate(numbers)
        }
        self.form.finish()
        self.account.set_value(contract.account)
        self.period.set_value(contract.period_months)
        _show_hours(self.usual, contract.day_minutes)
        _show_hours(self.month, contract.month_minutes)
        _show_hours(self.slack, contract.hours_slack)
        for name, box in self.numbers.items():
            box.set_value(getattr(contract, name))

    def command(self) -> Contract:
        """The terms."""
        whole = {name: box.whole() for name, box in self.numbers.items()}
        return replace(
            self.contract,
            account=Account(need(self.account)),
            labour_law=bool(self.law.value()),
            period_months=int(self.period.value() or 1),
            day_minutes=_hours(self.usual) or 0,
            month_minutes=_hours(self.month),
            hours_slack=_hours(self.slack) or 0,
            longest_work=whole["longest_work"],
            shortest_work=whole["shortest_work"],
            shortest_free=whole["shortest_free"],
            longest_free=whole["longest_free"],
            most_weekends=whole["most_weekends"],
        )


class HolidayDialog(FormDialog[HolidayPlan]):
    """One day of the plan of a year."""

    def __init__(
        self, desk: Desk, plan: HolidayPlan, day: date | None, save: Save, parent: QWidget
    ) -> None:
        super().__init__(
            desk, translate("Rostering", "改一天的放假安排"), translate("Rostering", "保存"), save,
            parent,
        )  # fmt: skip
        self.plan = plan
        add = self.form.add
        self.day = add("day", self.tr("日期"), DateEdit(desk.ctx.clock), required=True)
        self.last = add("last", self.tr("到（含）"), DateEdit(desk.ctx.clock), beside=True,
                        hint=self.tr("只改一天可不填"))  # fmt: skip
        self.kind = add(
            "kind", self.tr("这些天"),
            Combo.of_labels("day_kind", ("off", "legal", "work", "usual")), required=True,
        )  # fmt: skip
        self.form.finish()
        self.day.set_value(day)
        if day is not None:
            kind = "legal" if day in plan.legal else "off" if day in plan.off else "work"
            self.kind.set_value(kind)

    def command(self) -> HolidayPlan:
        """The plan with these days changed."""
        first = need(self.day)
        last = self.last.value() or first
        days = frozenset(
            d
            for n in range((last - first).days + 1)
            if (d := date.fromordinal(first.toordinal() + n)).year == self.plan.year
        )
        kind = str(need(self.kind))
        return HolidayPlan(
            self.plan.year,
            self.plan.off - days | (days if kind in ("off", "legal") else frozenset()),
            self.plan.work - days | (days if kind == "work" else frozenset()),
            self.plan.legal - days | (days if kind == "legal" else frozenset()),
        )
