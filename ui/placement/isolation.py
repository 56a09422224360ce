"""Isolation orders with their reviews, room-sharing risks with both signatures (B8, A8)."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Slot

from medcentre.kernel.changes import Topic
from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import may
from medcentre.kernel.permissions import Data, Role, view
from medcentre.placement import acts, views
from medcentre.placement.rows import IsolationRow, RiskRow
from ui.kit import painters
from ui.kit.desk import Desk
from ui.kit.i18n import label, show_day, show_moment, show_name
from ui.kit.page import Action, HelpCard, Page
from ui.kit.table import Column
from ui.kit.table_view import TablePane
from ui.kit.widgets import Button, Empty, Segment
from ui.placement.isolation_forms import IsolationDialog, ReviewDialog, RiskDialog
from ui.placement.keys import allow

translate = QCoreApplication.translate
LISTS = ("orders", "risks")
RISK_LOOK = {"standard": "green", "raised": "amber", "high": "red", "unknown": "grey"}


class IsolationPage(Page):
    """Two lists: isolation orders by their next review, sharing risks by what they still need."""

    topics = frozenset({Topic.PLACEMENT, Topic.RESIDENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header.set_title(self.tr("隔离与同室风险"))
        self.which = Segment([("orders", self.tr("隔离")), ("risks", self.tr("同室风险"))])
        self.which.set_value("orders")
        self.which.changed.connect(self._turned)
        self.header.add_tool(self.which)
        self.order = self.header.add_button(self.tr("下达隔离"), "shield", "primary")
        self.order.clicked.connect(self.new_order)
        self.order.setVisible(may(desk.ctx, acts.order_isolation))
        self.assess = self.header.add_button(self.tr("评估同室风险"), "users-round")
        self.assess.clicked.connect(self.new_risk)
        self.assess.setVisible(assesses(desk))
        self._tables()
        self.body.addWidget(self.orders, 1)
        self.body.addWidget(self.risks, 1)
        self._turned("orders")

    # ---- building ---------------------------------------------------------------------------

    def _tables(self) -> None:
        self.orders: TablePane[IsolationRow] = TablePane(
            self.desk, "placement.isolation", self._order_columns(), row_id=lambda r: r.id,
            mark=lambda r: "red" if r.review_at <= self.desk.ctx.clock.now() else "",
        )  # fmt: skip
        self.orders.set_empty(
            Empty.NOTHING_YET, self.tr("没有人在隔离"),
            self.tr("医生下达隔离后，防护标志各岗位可见，床位重新检查。"), "shield",
        )  # fmt: skip
        self.review = Button(self.tr("复核…"), "shield-check", small=True)
        self.review.clicked.connect(self.review_order)
        self.orders.add_bar_widget(self.review)
        self.orders.opened.connect(self.review_order)
        self.orders.current_changed.connect(self._enable)
        self.risks: TablePane[RiskRow] = TablePane(
            self.desk, "placement.risks", self._risk_columns(), row_id=lambda r: r.id,
            mark=self._risk_mark,
        )  # fmt: skip
        self.risks.set_empty(
            Empty.NOTHING_YET, self.tr("没有同室风险评估"),
            self.tr("民警和护士各一人签字后生效；风险高的，安置前须确认。"), "users-round",
        )  # fmt: skip
        self.sign = Button(self.tr("会签"), "signature", small=True)
        self.sign.clicked.connect(self.sign_risk)
        self.risks.add_bar_widget(self.sign)
        self.risks.opened.connect(lambda row: self.desk.person(row.stay_id))
        self.risks.current_changed.connect(self._enable)

    def _order_columns(self) -> list[Column[IsolationRow]]:
        columns: list[Column[IsolationRow]] = [
            Column(self.tr("姓名"), lambda r: r.name, width=120, person=True, bold=True, search=True),
            Column(self.tr("防护"), lambda r: label(f"precaution.{r.precaution}"), width=150,
                   paint=_sign, search=True),
            Column(self.tr("一人一室"), lambda r: self.tr("是") if r.alone else "—", width=90),
            Column(self.tr("自"), lambda r: self._when(r.from_at), width=140,
                   sort_key=lambda r: r.from_at),
            Column(self.tr("复核"), lambda r: self._when(r.review_at), width=140,
                   sort_key=lambda r: r.review_at,
                   tone=lambda r: "red.text" if self._late(r) else "text.1"),
            Column(self.tr("医生"), lambda r: r.ordered_by, width=110, person=True),
        ]  # fmt: skip
        if self.desk.ctx.actor.may(view(Data.DIAGNOSIS_SPECIAL)):
            columns.append(Column(self.tr("病原"), lambda r: r.agent or "—", width=110))
            columns.append(Column(self.tr("理由"), lambda r: r.reason, tone=lambda _r: "text.2"))
        else:
            words = self.tr("理由仅治疗人员可见")
            columns.append(Column(self.tr("理由"), lambda _r: words, tone=lambda _r: "text.3"))
        return columns

    def _risk_columns(self) -> list[Column[RiskRow]]:
        return [
            Column(self.tr("姓名"), lambda r: r.name, width=120, person=True, bold=True, search=True),
            Column(self.tr("等级"), lambda r: label(f"sharing_risk.{r.level}"), width=100,
                   paint=_level, search=True),
            Column(self.tr("民警"), lambda r: show_name(r.police_by) or "—", width=110),
            Column(self.tr("护士"), lambda r: show_name(r.nurse_by) or "—", width=110),
            Column(self.tr("状态"), risk_state, width=140,
                   tone=lambda r: "amber.text" if r.from_at is None else "text.1"),
            Column(self.tr("复查日"), self._review_day, width=110, sort_key=lambda r: r.review_on),
            Column(self.tr("依据"), lambda r: r.reason, tone=lambda _r: "text.2"),
        ]  # fmt: skip

    def _when(self, moment: datetime) -> str:
        return show_moment(moment, centre_day(self.desk.ctx.clock.now()))

    def _late(self, row: IsolationRow) -> bool:
        return row.review_at <= self.desk.ctx.clock.now()

    def _review_day(self, row: RiskRow) -> str:
        today = centre_day(self.desk.ctx.clock.now())
        return show_day(row.review_on, today) if row.review_on else "—"

    def _risk_mark(self, row: RiskRow) -> str:
        if row.from_at is None:
            return "amber"
        due = row.review_on is not None and row.review_on <= centre_day(self.desk.ctx.clock.now())
        return "red" if due else ""

    # ---- reading ----------------------------------------------------------------------------

    def load(self) -> None:
        """Both lists, and how many wait for somebody."""
        orders = views.isolation_orders(self.desk.ctx)
        risks = views.sharing_risks(self.desk.ctx)
        self.orders.show_rows(orders)
        self.risks.show_rows(risks)
        late = sum(self._late(r) for r in orders)
        unsigned = sum(r.from_at is None for r in risks)
        self.header.set_title(
            self.tr("隔离与同室风险"),
            self.tr("隔离 {n} · 到期复核 {late} · 待会签 {unsigned}").format(
                n=len(orders), late=late, unsigned=unsigned
            ),
        )
        self._enable()

    @Slot(object)
    def _turned(self, which: object) -> None:
        self.orders.setVisible(which == "orders")
        self.risks.setVisible(which == "risks")
        self._enable()

    @Slot()
    def _enable(self) -> None:
        ctx, order, risk = self.desk.ctx, self.orders.view.current_row(), self._risk()
        self.review.setVisible(may(ctx, acts.review_isolation))
        allow(((self.review, order is not None),), self.orders.view)
        self.sign.setVisible(assesses(self.desk))
        allow(((self.sign, risk is not None and signs(self.desk, risk)),), self.risks.view)

    def _risk(self) -> RiskRow | None:
        return self.risks.view.current_row()

    # ---- doing ------------------------------------------------------------------------------

    @Slot()
    def new_order(self) -> None:
        """Order an isolation."""
        dialog = IsolationDialog(self.desk, self)
        dialog.saved.connect(partial(self._said, self.tr("已下达隔离，床位已重新检查")))
        dialog.open()

    @Slot()
    def new_risk(self) -> None:
        """Assess a sharing risk."""
        dialog = RiskDialog(self.desk, self)
        dialog.saved.connect(partial(self._said, self.tr("已签字，另一方会签后生效")))
        dialog.open()

    @Slot()
    def review_order(self, _row: object = None) -> None:
        """Review the chosen order; whoever is no doctor goes to the person."""
        row = self.orders.view.current_row()
        if row is None:
            return
        if not may(self.desk.ctx, acts.review_isolation):
            self.desk.person(row.stay_id)
            return
        dialog = ReviewDialog(self.desk, row, self)
        dialog.saved.connect(partial(self._said, self.tr("已复核，床位已重新检查")))
        dialog.open()

    @Slot()
    def sign_risk(self) -> None:
        """The other side's signature, after one more look."""
        if row := self._risk():
            sign_sharing_risk(self.desk, row, partial(self._said, self.tr("同室风险已生效")))

    def _said(self, words: str, _result: object = None) -> None:
        self.desk.toast(words)
        self.refresh()

    # ---- state ------------------------------------------------------------------------------

    def focus_filter(self) -> bool:
        """The key /."""
        return (self.orders if self.which.value() == "orders" else self.risks).focus_filter()

    def quick(self, place: int) -> bool:
        """Ctrl+1, Ctrl+2: the list."""
        if not 1 <= place <= len(LISTS):
            return False
        self.which.set_value(LISTS[place - 1])
        self.begin_keyboard()
        return True

    def open_with(self, **state: Any) -> None:
        """Which list, and perhaps whose line of it (`stay_id`)."""
        if "which" in state:
            self.which.set_value(state["which"])
        if stay := state.get("stay_id"):
            self.reload_if_stale()
            for pane in (self.orders, self.risks):
                for row in pane.view.shown_rows():
                    if row.stay_id == int(stay):
                        pane.view.select_id(row.id)

    def state(self) -> dict[str, Any]:
        """Which list."""
        return {"which": self.which.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse."""
        self.open_with(**state)

    def page_actions(self) -> tuple[Action, ...]:
        """What can be done here."""
        found = []
        if may(self.desk.ctx, acts.order_isolation):
            found.append(
                Action("isolation.new", self.tr("下达隔离"), self.new_order, "Ctrl+N", "shield")
            )
        if assesses(self.desk):
            key = "" if found else "Ctrl+N"
            found.append(
                Action("risk.new", self.tr("评估同室风险"), self.new_risk, key, "users-round")
            )
        return tuple(found)

    def help(self) -> HelpCard:
        """The F1 card."""
        return HelpCard(
            self.tr("谁在隔离、何时复核；谁与人同室有风险、两方是否都已签字。"),
            rules=(
                ("IC-01", self.tr("解除隔离由医生签字；到复核时间要继续或解除。")),
                ("A8", self.tr("同室风险由民警和护士共同评估，风险高的安置前须确认。")),
                ("SEC-01", self.tr("防护标志各岗位可见，病原和理由仅治疗人员可见。")),
            ),
        )


def assesses(desk: Desk) -> bool:
    """Whether the reader is one of the two sides (A8)."""
    return may(desk.ctx, acts.assess_risk) and bool(
        desk.ctx.actor.roles & {Role.POLICE, Role.NURSE}
    )


def signs(desk: Desk, row: RiskRow) -> bool:
    """Whether the reader's side has not signed yet."""
    roles = desk.ctx.actor.roles
    mine = (Role.POLICE in roles and not row.police_by) or (
        Role.NURSE in roles and not row.nurse_by
    )
    return row.from_at is None and mine


def sign_sharing_risk(desk: Desk, row: RiskRow, then: Any) -> None:
    """Ask once more, then sign for one's side."""

    def run(_reason: str) -> None:
        acts.sign_risk(desk.ctx, row.id, row.version)
        then()

    desk.confirm(
        translate("Placement", "会签 {name} 的同室风险：{level}").format(
            name=show_name(row.name), level=label(f"sharing_risk.{row.level}")
        ),
        row.reason, translate("Placement", "会签"), run,
    )  # fmt: skip


def risk_state(row: RiskRow) -> str:
    """In force, or who has still to sign."""
    if row.from_at is not None:
        return translate("Placement", "有效")
    if not row.nurse_by:
        return translate("Placement", "待护士会签")
    return translate("Placement", "待民警会签")


def _sign(painter: Any, rect: Any, row: IsolationRow) -> None:
    at = rect.x() + painters.precautions(painter, rect.x(), rect.center().y(), (row.precaution,))
    words = rect.adjusted(at - rect.x() + 6, 0, 0, 0)
    painters.text(painter, words, label(f"precaution.{row.precaution}"))


def _level(painter: Any, rect: Any, row: RiskRow) -> None:
    words = label(f"sharing_risk.{row.level}")
    painters.chip(painter, rect.x(), rect.center().y(), words, RISK_LOOK[row.level])
