"""合同与标准: contracts with their versions; a new version continues, nothing is edited (G2)."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from medcentre.fees import acts, views
from medcentre.fees.commands import NewVersion
from medcentre.fees.contract_file import parse_contract
from medcentre.fees.facts import (
    Contract,
    ContractVersion,
    DayPart,
    DayRules,
    FeeCode,
    PayerShare,
)
from medcentre.fees.words import class_name
from medcentre.kernel.changes import Topic
from medcentre.kernel.context import may
from medcentre.kernel.errors import DomainError
from medcentre.kernel.money import ZERO, Money
from ui.fees.parts import ShortTable, scrolled
from ui.kit.desk import Desk
from ui.kit.editors import Combo, DateEdit, MoneyEdit, NumberEdit, need
from ui.kit.form import FormDialog, Submit
from ui.kit.i18n import label, lang, show_day, show_term
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.theme import px
from ui.kit.widgets import Card, Empty


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of one contract."""

    contract: Contract
    version: ContractVersion

    @property
    def key(self) -> tuple[str, int]:
        """Contract number and version."""
        return self.contract.number, self.version.version


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a version's details."""

    name: str
    value: str


class VersionDialog(FormDialog[NewVersion]):
    """The next version: everything starts from the present one."""

    def __init__(
        self, desk: Desk, line: VersionLine, submit: Submit[NewVersion], parent: QWidget | None
    ) -> None:
        super().__init__(
            desk, self.tr("新增合同版本"), self.tr("保存新版本"), submit, parent,
            draft_key=f"contract:{line.contract.number}", icon="file-plus", width=640,
        )  # fmt: skip
        self.line = line
        last = line.contract.versions[-1]
        self.note.setText(
            self.tr("{number} 第 {n} 版之后").format(number=line.contract.number, n=last.version)
        )
        self.effective = self.form.add(
            "effective", self.tr("生效日"), DateEdit(desk.ctx.clock), required=True,
            hint=self.tr("晚于 {day}，且不在已锁定的月份").format(day=last.effective),
        )  # fmt: skip
        self.form.add_section(self.tr("标准（元）"))
        self.rates: dict[str, MoneyEdit] = {}
        for place, (code, rate) in enumerate(sorted(last.rates.items())):
            words = f"{code} {class_name(code, lang()).split('（')[0].split(' (')[0]}"
            editor = self.form.add(
                f"rate_{code}", words, MoneyEdit(), required=True, beside=place % 4 > 0
            )
            editor.set_value(rate)
            self.rates[code] = editor
        self.living = self.form.add(
            "living_part", self.tr("其中生活部分"), MoneyEdit(), required=True
        )
        self.living.set_value(last.living_part)
        self.supplement = self.form.add(
            "supplement", self.tr("脱毒期补助/天"), MoneyEdit(), beside=True
        )
        self.supplement.set_value(last.supplement or None)
        self._day_rules(last.rules)

    def _day_rules(self, rules: DayRules) -> None:
        self.form.add_section(self.tr("计日规则"))
        parts = [(str(p), label(f"fee_part.{p}")) for p in DayPart]
        self.nights = self.form.add(
            "outside_full_days", self.tr("外院住院全额夜数"), NumberEdit(), required=True
        )
        self.nights.set_value(rules.outside_full_days)
        self.after = self.form.add(
            "outside_after", self.tr("之后"), Combo(parts), required=True, beside=True
        )
        self.after.set_value(str(rules.outside_after))
        self.family = self.form.add(
            "family_leave", self.tr("外出探视"), Combo(parts), required=True, beside=True
        )
        self.family.set_value(str(rules.family_leave))
        self.rules = rules

    def command(self) -> NewVersion:
        """The version; rules that are not on the form are carried over."""
        nights = self.nights.whole()
        return NewVersion(
            contract=self.line.contract.number,
            effective=need(self.effective),
            rates=tuple((code, need(editor)) for code, editor in self.rates.items()),
            living_part=need(self.living),
            supplement=self.supplement.value() or ZERO,
            supplement_days=self.line.contract.versions[-1].supplement_days,
            rules=replace(
                self.rules,
                outside_full_days=nights if nights is not None else 0,
                outside_after=DayPart(self.after.value()),
                family_leave=DayPart(self.family.value()),
            ),
        )


class ContractsPage(Page):
    """Versions at the left, what the chosen one says at the right."""

    topics = frozenset({Topic.FEES})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("合同与标准"))
        self.can_edit = may(desk.ctx, acts.load_contract)
        self.from_file = self.header.add_button(self.tr("载入合同文件"), "import")
        self.from_file.clicked.connect(self.choose_file)
        self.add = self.header.add_button(self.tr("新增版本"), "file-plus", "primary", "Ctrl+N")
        self.add.clicked.connect(self.new_version)
        columns: list[Column[VersionLine]] = [
            Column(self.tr("合同号"), lambda r: r.contract.number, width=px(140), search=True),
            Column(self.tr("版"), lambda r: str(r.version.version), number=True, width=px(48)),
            Column(
                self.tr("生效日"),
                lambda r: show_day(r.version.effective),
                width=px(112),
                sort_key=lambda r: r.version.effective,
            ),
            Column(
                self.tr("计价方式"), lambda r: label(f"fee_model.{r.contract.model}"), width=px(140)
            ),
            Column(self.tr("标准"), lambda r: _rates(r.version), tip=lambda r: _rates(r.version)),
        ]
        self.table: TablePane[VersionLine] = TablePane(
            desk, "fees.contracts", columns, row_id=lambda r: r.key, searchable=False
        )
        empty = self.table.set_empty(
            Empty.NOTHING_YET,
            self.tr("还没有合同"),
            self.tr("载入合同文件后才能计算人日。"),
            "file-text",
        )
        if self.can_edit:
            empty.add_button(self.tr("载入合同文件"), "import", "primary").clicked.connect(
                self.choose_file
            )
        self.table.current_changed.connect(self._detail)
        self.table.opened.connect(self.new_version)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 5)
        row.addWidget(scrolled(self._side()), 3)
        self.body.addLayout(row, 1)

    def _side(self) -> QWidget:
        side = QWidget()
        side.setProperty("ground", "none")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.rates = self._pairs(column, self.tr("标准（元/人日）"), "banknote")
        self.rules = self._pairs(column, self.tr("计日规则"), "calendar-days")
        self.payers = self._pairs(column, self.tr("付款方"), "building-2")
        column.addStretch(1)
        return side

    def _pairs(self, column: QVBoxLayout, title: str, icon: str) -> ShortTable[Pair]:
        columns: list[Column[Pair]] = [
            Column(self.tr("项目"), lambda r: r.name, tip=lambda r: r.name),
            Column(
                self.tr("内容"),
                lambda r: r.value,
                number=True,
                width=px(216),
                tip=lambda r: r.value,
            ),
        ]
        table: ShortTable[Pair] = ShortTable(self.desk, f"fees.{icon}", columns, lambda r: r.name)
        table.horizontalHeader().hide()
        card = Card(title, icon)
        card.body.addWidget(table)
        column.addWidget(card)
        return table

    def load(self) -> None:
        """All versions, the newest first."""
        rows = [
            VersionLine(c, v) for c in views.contracts(self.desk.ctx) for v in reversed(c.versions)
        ]
        self.table.show_rows(rows)
        self.add.setVisible(self.can_edit and bool(rows))
        self.from_file.setVisible(self.can_edit)
        if rows and self.table.view.current_row() is None:
            self.table.view.select_id(rows[0].key)
        self._detail(self.table.view.current_row())

    @Slot(object)
    def _detail(self, line: VersionLine | None) -> None:
        if line is None:
            for table in (self.rates, self.rules, self.payers):
                table.show_rows(())
            return
        v = line.version
        self.rates.show_rows(self._rate_pairs(v))
        self.rules.show_rows(self._rule_pairs(v.rules))
        self.payers.show_rows(
            [Pair(show_term(p.payer), _share(p, self.tr("其余"))) for p in v.payers]
        )

    def _rate_pairs(self, v: ContractVersion) -> list[Pair]:
        pairs = [Pair(f"{c} {class_name(c, lang())}", str(r)) for c, r in sorted(v.rates.items())]
        pairs.append(Pair(self.tr("其中生活部分"), str(v.living_part)))
        extra: tuple[tuple[str, Money], ...] = (
            (self.tr("脱毒期补助，入所前 {n} 天").format(n=v.supplement_days), v.supplement),
            (self.tr("每人次封顶"), v.cap),
            (self.tr("年度总额"), v.annual_budget),
        )
        pairs += [Pair(name, str(amount)) for name, amount in extra if amount]
        if v.guaranteed_beds:
            pairs.append(Pair(self.tr("保底床位"), str(v.guaranteed_beds)))
        return pairs

    def _rule_pairs(self, rules: DayRules) -> list[Pair]:
        yes, no = self.tr("计 1 天"), self.tr("不计")
        nights = self.tr("前 {n} 夜全额，之后{part}").format(
            n=rules.outside_full_days, part=label(f"fee_part.{rules.outside_after}")
        )
        return [
            Pair(f"FEE-01 {label('fee_rule_name.FEE-01')}", label(f"fee_count.{rules.count}").split("（")[0].split(" (")[0]),
            Pair(f"FEE-02 {label('fee_rule_name.FEE-02')}", yes if rules.same_day_counts else no),
            Pair(f"FEE-03 {label('fee_rule_name.FEE-03')}", label(f"fee_day_class.{rules.day_class}")),
            Pair(f"FEE-05 {label('fee_rule_name.FEE-05')}", nights),
            Pair("FEE-06 " + self.tr("外出探视"), label(f"fee_part.{rules.family_leave}")),
            Pair("FEE-07 " + self.tr("所外就医"), label(f"fee_part.{rules.medical_leave}")),
            Pair(f"FEE-09 {label('fee_rule_name.FEE-09')}", yes if rules.death_counts else no),
            Pair(f"FEE-11 {label('fee_rule_name.FEE-11')}", label(f"fee_unconfirmed.{rules.unconfirmed}")),
        ]  # fmt: skip

    @Slot()
    def new_version(self) -> None:
        """Continue the chosen contract."""
        line = self.table.view.current_row()
        if line is None or not self.can_edit:
            return
        VersionDialog(self.desk, line, self._save, self).open()

    def _save(self, cmd: NewVersion) -> int:
        number = acts.add_version(self.desk.ctx, cmd)
        self.desk.toast(self.tr("已新增第 {n} 版。").format(n=number))
        return number

    @Slot()
    def choose_file(self) -> None:
        """Ask for a contract file."""
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("载入合同文件"), "", "JSON (*.json)")
        if chosen:
            self.load_file(chosen)

    def load_file(self, path: str) -> None:
        """Load a contract file; what is wrong with it is said in a sentence."""
        try:
            loaded = acts.load_contract(
                self.desk.ctx, parse_contract(Path(path).read_text("utf-8-sig"))
            )
        except (OSError, UnicodeDecodeError):
            self.desk.refusal(DomainError(FeeCode.CONTRACT_FILE, key=Path(path).name))
        except DomainError as refusal:
            self.desk.refusal(refusal)
        else:
            self.desk.toast(
                self.tr("合同 {number}：新增 {n} 个版本。").format(
                    number=loaded.number, n=len(loaded.added)
                )
            )
            self.refresh()

    def page_actions(self) -> tuple[Action, ...]:
        """New version, load a file."""
        if not self.can_edit:
            return ()
        return (
            Action(
                "fees.version", self.tr("新增合同版本"), self.new_version, "Ctrl+N", "file-plus"
            ),
            Action("fees.contract_file", self.tr("载入合同文件"), self.choose_file, "", "import"),
        )

    def help(self) -> HelpCard:
        """What the page is for."""
        return HelpCard(
            self.tr("查看包干合同的标准和计日规则。标准变了就新增版本，旧版本和已锁定的月份不变。"),
            rules=(("G2", self.tr("合同版本只增不改。")),),
        )


def _rates(version: ContractVersion) -> str:
    return "　".join(f"{c} {r}" for c, r in sorted(version.rates.items()))


def _share(share: PayerShare, rest: str) -> str:
    if share.basis_points is None:
        return rest
    whole, part = divmod(share.basis_points, 100)
    return f"{whole}%" if not part else f"{whole}.{part:02d}%"
