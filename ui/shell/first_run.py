"""The steps of the first run: the centre, three administrators, the recovery key, zones and beds."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from medcentre.kernel.errors import DomainError, refuse_if, required
from medcentre.placement.commands import NewBed, NewRoom, NewZone
from medcentre.placement.facts import ZoneKind
from medcentre.staff.facts import Administrator, NewCentre, StaffCode
from ui.kit.dialogs import PasswordEdit
from ui.kit.editors import Combo, LineEdit, NumberEdit
from ui.kit.flow import FlowLayout
from ui.kit.i18n import label
from ui.kit.theme import font, px
from ui.kit.widgets import Banner, Button, Card, IconLabel, Label, Segment
from ui.shell.setup_wizard import RoomsPreview, SetupWizard, WizardStep


@dataclass(frozen=True, slots=True)
class FirstRunServices:
    """What the steps ask of the program; `ui.app` hands in `bootstrap`.

    `create` makes the centre and gives its recovery key. `show_key(key, centre)` previews the
    sheet. `define_zones` builds the beds as the new system administrator.
    """

    create: Callable[[NewCentre], str]
    show_key: Callable[[str, str], object]
    define_zones: Callable[[tuple[NewZone, ...]], object]
    open_demo: Callable[[], object]
    restore: Callable[[], object]


def first_run(services: FirstRunServices, name: str = "") -> SetupWizard:
    """The wizard of a computer without a centre."""
    centre = CentreStep(services)
    office = OfficeStep(services, centre)
    steps = [centre, office, RecoveryStep(services, centre, office), ZonesStep(services)]
    return SetupWizard(steps, name or QCoreApplication.translate("Shell", "收治管理系统"), 10)


class CentreStep(WizardStep):
    """The name of the centre; or another way to begin."""

    def __init__(self, services: FirstRunServices) -> None:
        super().__init__("", "")
        self.title = self.tr("单位")
        self.note = self.tr("印在每张表格上的名称。以后可以在设置里改。")
        self.name, self.division = LineEdit(80), LineEdit(12)
        card = Card(self.tr("单位"), "building-2").pad()
        for words, editor in (
            (self.tr("单位名称"), self.name),
            (self.tr("所在地行政区划代码（可空）"), self.division),
        ):
            card.body.addWidget(Label(words, "cap", "2"))
            card.body.addWidget(editor)
            editor.setAccessibleName(words)
        card.setMaximumWidth(px(720))
        self.body.addWidget(card)
        other = Card(self.tr("或者"), "door-open").pad()
        other.setMaximumWidth(px(720))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.demo = Button(self.tr("打开演示中心"), "graduation-cap")
        self.demo.clicked.connect(services.open_demo)
        self.restored = Button(self.tr("从备份恢复"), "history")
        self.restored.clicked.connect(services.restore)
        row.addWidget(self.demo)
        row.addWidget(self.restored)
        row.addStretch(1)
        other.body.addWidget(
            Label(self.tr("先看看：演示中心里全是虚构的人，随便试，不影响真实数据。"), "body", "2")
        )
        other.body.addLayout(row)
        self.body.addWidget(other)
        self.body.addStretch(1)

    def keep(self) -> None:
        """A centre has a name."""
        refuse_if(required(name=self.name.value()))

    def state(self) -> dict[str, Any]:
        """Name and code."""
        return {"name": self.name.text(), "division": self.division.text()}

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse of `state`."""
        self.name.setText(state.get("name", ""))
        self.division.setText(state.get("division", ""))


class _Person(Card):
    """One administrator: what the post may do, user name, name, password twice."""

    def __init__(self, role: str, note: str, icon: str) -> None:
        super().__init__(label(f"role.{role}"), icon, note)
        self.pad()
        self.user, self.full_name = LineEdit(40), LineEdit(40)
        self.password, self.again = PasswordEdit(), PasswordEdit()
        grid = QGridLayout()
        grid.setSpacing(8)
        fields = (
            (self.tr("用户名"), self.user),
            (self.tr("姓名"), self.full_name),
            (self.tr("密码"), self.password),
            (self.tr("再输一次"), self.again),
        )
        for column, (words, editor) in enumerate(fields):
            grid.addWidget(Label(words, "cap", "2"), 0, column)
            grid.addWidget(editor, 1, column)
            editor.setAccessibleName(f"{label(f'role.{role}')} {words}")
        self.body.addLayout(grid)

    def person(self) -> Administrator:
        """What was typed. Raises PASSWORDS_DIFFER, REQUIRED."""
        refuse_if(required(user=self.user.value(), name=self.full_name.value()))
        if self.password.text() != self.again.text():
            raise DomainError(StaffCode.PASSWORDS_DIFFER)
        return Administrator(
            user=self.user.value() or "",
            full_name=self.full_name.value() or "",
            password=self.password.text(),
        )


class OfficeStep(WizardStep):
    """The three administrators; leaving the step makes the centre."""

    def __init__(self, services: FirstRunServices, centre: CentreStep) -> None:
        super().__init__("", "")
        self.title = self.tr("三名管理员")
        self.note = self.tr(
            "必须是三个不同的人，互相制约。密码至少 10 位，大写、小写、数字、符号中的三种。"
        )
        self._services, self._centre = services, centre
        self.key = ""
        self.it = _Person("it_admin", self.tr("建账号、备份，看不到业务数据"), "server")
        self.security = _Person("sec_admin", self.tr("授予角色，改安全设置"), "shield-check")
        self.audit = _Person("audit_admin", self.tr("只看日志"), "scroll-text")
        for card in (self.it, self.security, self.audit):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def keep(self) -> None:
        """Make the centre, once. Raises what `create` refuses; nothing is left behind then."""
        if self.key:
            return
        self.key = self._services.create(
            NewCentre(
                name=self._centre.name.value() or "",
                division=self._centre.division.value() or "",
                it=self.it.person(),
                security=self.security.person(),
                audit=self.audit.person(),
            )
        )
        for card in (self.it, self.security, self.audit):
            card.setEnabled(False)
            card.password.clear()
            card.again.clear()

    def facts(self) -> Sequence[tuple[str, str]]:
        """Whether the centre stands."""
        if self.key:
            return ((self.tr("单位和三名管理员已建立"), "green"),)
        return ((self.tr("点“下一步”时建立加密数据库"), "2"),)

    def state(self) -> dict[str, Any]:
        """Names only; passwords are never kept."""
        return {
            name: [card.user.text(), card.full_name.text()]
            for name, card in (("it", self.it), ("security", self.security), ("audit", self.audit))
        }

    def restore(self, state: dict[str, Any]) -> None:
        """The inverse of `state`."""
        for name, card in (("it", self.it), ("security", self.security), ("audit", self.audit)):
            user, full_name = state.get(name, ["", ""])
            card.user.setText(user)
            card.full_name.setText(full_name)


class RecoveryStep(WizardStep):
    """The recovery key: shown once, printed, two groups typed back."""

    def __init__(self, services: FirstRunServices, centre: CentreStep, office: OfficeStep) -> None:
        super().__init__("", "")
        self.title = self.tr("恢复密钥")
        self.note = self.tr("所有人都忘记密码、或要打开备份时，只有它能打开数据。只显示这一次。")
        self._services, self._centre, self._office = services, centre, office
        card = Card(self.tr("恢复密钥"), "key-round").pad()
        card.setMaximumWidth(px(720))
        self.shown = Label("", "title2")
        self.shown.setFont(font("title2"))
        self.shown.setWordWrap(True)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card.body.addWidget(self.shown)
        self.show_sheet = Button(self.tr("打印"), "printer", "primary")
        self.show_sheet.clicked.connect(self._print)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.show_sheet)
        row.addStretch(1)
        card.body.addLayout(row)
        self.body.addWidget(card)
        check = Card(self.tr("核对"), "check-check").pad()
        check.setMaximumWidth(px(720))
        self.asked: tuple[int, int] = (0, 1)
        self.first, self.second = LineEdit(4), LineEdit(4)
        self.ask = Label("", "body")
        check.body.addWidget(self.ask)
        pair = QHBoxLayout()
        for editor in (self.first, self.second):
            editor.setFixedWidth(px(96))
            editor.edited.connect(self.changed)
            pair.addWidget(editor)
        pair.addStretch(1)
        check.body.addLayout(pair)
        tip = Banner()
        tip.tell(
            self.tr("打印两份，分别锁在两处。不要拍照，不要存进电脑。"), "amber", "triangle-alert"
        )
        self.body.addWidget(check)
        self.body.addWidget(tip)
        self.body.addStretch(1)

    def load(self) -> None:
        """Show the key and ask for two of its groups."""
        groups = self._office.key.split("-")
        self.shown.setText("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]))
        a, b = sorted(random.SystemRandom().sample(range(max(len(groups), 2)), 2))
        self.asked = (a, b)
        self.ask.setText(self.tr("照纸上输入第 {a} 组和第 {b} 组：").format(a=a + 1, b=b + 1))

    def keep(self) -> None:
        """Both groups must be right."""
        if not self._right():
            raise DomainError(StaffCode.RECOVERY_WRONG)

    def facts(self) -> Sequence[tuple[str, str]]:
        """Whether the groups are right so far."""
        return ((self.tr("核对无误"), "green"),) if self._right() else ()

    def _right(self) -> bool:
        groups = self._office.key.split("-")
        typed = [e.text().strip().upper() for e in (self.first, self.second)]
        return len(groups) > 1 and typed == [groups[n] for n in self.asked]

    @Slot()
    def _print(self) -> None:
        self._services.show_key(self._office.key, self._centre.name.value() or "")


@dataclass(frozen=True, slots=True)
class _Template:
    """One zone of a template: kind, sex, rooms, beds a room, floor."""

    kind: ZoneKind
    sex: str
    rooms: int
    beds: int
    floor: int


_NINE = (
    _Template(ZoneKind.INTAKE, "1", 4, 4, 1),
    _Template(ZoneKind.AIRBORNE, "1", 4, 4, 2),
    _Template(ZoneKind.CARE_A, "1", 4, 4, 3),
    _Template(ZoneKind.CARE_B, "1", 4, 4, 4),
    _Template(ZoneKind.MIND, "1", 4, 4, 5),
    _Template(ZoneKind.CRITICAL, "1", 4, 3, 6),
    _Template(ZoneKind.ACCESS, "1", 4, 4, 7),
    _Template(ZoneKind.WOMEN, "2", 4, 4, 8),
    _Template(ZoneKind.REHAB, "1", 5, 6, 9),
)
_FOUR = (_NINE[0], _NINE[1], _NINE[2], _NINE[7])
_ICONS = {
    ZoneKind.INTAKE: "log-in",
    ZoneKind.AIRBORNE: "wind",
    ZoneKind.MIND: "brain",
    ZoneKind.CRITICAL: "heart-pulse",
    ZoneKind.ACCESS: "accessibility",
    ZoneKind.WOMEN: "venus",
    ZoneKind.REHAB: "dumbbell",
}


class _ZoneLine(QWidget):
    """One zone being planned."""

    edited = Signal()
    gone = Signal(object)

    def __init__(self, plan: _Template, name: str) -> None:
        super().__init__()
        self.plan = plan
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        self.name = LineEdit(20)
        self.name.set_value(name)
        self.rooms, self.beds = NumberEdit(), NumberEdit()
        self.rooms.set_value(plan.rooms)
        self.beds.set_value(plan.beds)
        self.sex = Combo.of_labels("sex", ("1", "2"))
        self.sex.set_value(plan.sex)
        row.addWidget(IconLabel(_ICONS.get(plan.kind, "bed-double"), 16, "text.2"))
        row.addWidget(self.name, 2)
        row.addWidget(Label(label(f"zone_kind.{plan.kind}"), "body", "2"), 3)
        for words, editor in ((self.tr("间"), self.rooms), (self.tr("床/间"), self.beds)):
            editor.setFixedWidth(px(64))
            row.addWidget(editor)
            row.addWidget(Label(words, "cap", "2"))
        row.addWidget(self.sex, 1)
        drop = Button("", "trash-2", "quiet", small=True)
        drop.setToolTip(self.tr("去掉这个区"))
        drop.setAccessibleName(self.tr("去掉这个区"))
        drop.clicked.connect(self._drop)
        row.addWidget(drop)
        for field in (self.name, self.rooms, self.beds, self.sex):
            field.edited.connect(self.edited)

    def layout_of(self) -> list[tuple[str, int]]:
        """(room, beds) each; rooms are numbered by floor."""
        rooms, beds = self.rooms.whole() or 0, self.beds.whole() or 0
        return [(f"{self.plan.floor}{n:02d}", beds) for n in range(1, min(rooms, 40) + 1)]

    def zone(self, number: int) -> NewZone:
        """The command for this zone."""
        sex = str(self.sex.value() or "")
        return NewZone(
            code=f"Z{number}",
            name=self.name.value() or label(f"zone_kind.{self.plan.kind}"),
            kind=self.plan.kind,
            sex=sex,
            rooms=tuple(
                NewRoom(
                    code=room,
                    beds=tuple(NewBed(code=f"{room}-{n}", sex=sex) for n in range(1, beds + 1)),
                )
                for room, beds in self.layout_of()
            ),
        )

    @Slot()
    def _drop(self) -> None:
        self.gone.emit(self)


class ZonesStep(WizardStep):
    """Zones and beds from a template, changed at will; or later by import."""

    later = True

    def __init__(self, services: FirstRunServices) -> None:
        super().__init__("", "")
        self.title = self.tr("区和床位")
        self.note = self.tr(
            "先用常见分区起步，照实际增减；床号自动编成 房间-床，例如 203-2。已有分区表的选“空白”，以后导入。"
        )
        self._services = services
        self.built = False
        self.template = Segment([("nine", self.tr("九区模板")), ("four", self.tr("四区模板")),
                                 ("none", self.tr("空白"))])  # fmt: skip
        top = QHBoxLayout()
        top.addWidget(self.template)
        top.addStretch(1)
        self.body.addLayout(top)
        self.card = Card()
        self.body.addWidget(self.card)
        self._preview = QWidget()
        self._flow = FlowLayout(self._preview, 12)
        self.body.addWidget(self._preview)
        self.body.addStretch(1)
        self.lines: list[_ZoneLine] = []
        self.template.set_value("nine")
        self.fill(_NINE)
        self.template.changed.connect(self._take)

    def fill(self, plans: Sequence[_Template]) -> None:
        """Start from a template."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        names = self.tr("一二三四五六七八九")
        for place, plan in enumerate(plans):
            line = _ZoneLine(plan, self.tr("{n}区").format(n=names[place]))
            line.edited.connect(self._draw)
            line.gone.connect(self._drop)
            self.card.body.addWidget(line)
            self.lines.append(line)
        self._draw()

    def keep(self) -> None:
        """Build the beds, once; none when the plan is empty."""
        zones = tuple(line.zone(n) for n, line in enumerate(self.lines, 1))
        if zones and not self.built:
            self._services.define_zones(zones)
            self.built = True

    def facts(self) -> Sequence[tuple[str, str]]:
        """Sums, and what a centre will miss."""
        rooms = sum(len(line.layout_of()) for line in self.lines)
        beds = sum(n for line in self.lines for _, n in line.layout_of())
        said = [(self.tr("{zones} 区 {rooms} 间 {beds} 床").format(
            zones=len(self.lines), rooms=rooms, beds=beds), "1")]  # fmt: skip
        if self.lines and not any(line.sex.value() == "2" for line in self.lines):
            said.append((self.tr("没有女区：女病员将无床可住"), "amber"))
        if self.lines and not any(line.plan.kind is ZoneKind.AIRBORNE for line in self.lines):
            said.append((self.tr("没有空气隔离区：结核病员只能单间"), "amber"))
        return said

    @Slot(object)
    def _take(self, key: object) -> None:
        self.fill({"nine": _NINE, "four": _FOUR}.get(str(key), ()))

    @Slot(object)
    def _drop(self, line: _ZoneLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self._draw()

    @Slot()
    def _draw(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        self.card.setVisible(bool(self.lines))
        for line in self.lines:
            picture = RoomsPreview()
            picture.show_zone(line.name.text(), line.layout_of())
            self._flow.addWidget(picture)
        self.changed.emit()
