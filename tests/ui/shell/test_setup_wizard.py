"""The first run: forward only when the step is right, back without loss, closed and reopened."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.kernel.errors import KernelCode, RulesBroken, Violation
from ui.kit.editors import LineEdit
from ui.shell.setup_wizard import RoomsPreview, SetupWizard, WizardStep


class NameStep(WizardStep):
    """A step that needs a name."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "说明")
        self.name = LineEdit()
        self.body.addWidget(self.name)

    def keep(self) -> None:
        if not self.name.value():
            raise RulesBroken([Violation(KernelCode.REQUIRED)])

    def facts(self) -> Sequence[tuple[str, str]]:
        return ((f"名称 {self.name.text()}", "green"),)

    def state(self) -> dict[str, Any]:
        return {"name": self.name.text()}

    def restore(self, state: dict[str, Any]) -> None:
        self.name.setText(state["name"])


def wizard_of(qtbot: QtBot) -> SetupWizard:
    made = SetupWizard([NameStep("单位"), NameStep("床位"), NameStep("人员")], "收治管理系统")
    made.steps[2].later = True
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_step_that_is_not_right_is_not_left(themed: QApplication, qtbot: QtBot) -> None:
    wizard = wizard_of(qtbot)
    wizard.next()
    assert wizard.place == 0
    assert wizard.banner.isVisible()
    assert "必须填写" in wizard.banner.label.text()


def test_forward_back_and_finish(themed: QApplication, qtbot: QtBot) -> None:
    wizard = wizard_of(qtbot)
    for step in wizard.steps:
        assert isinstance(step, NameStep)
        step.name.setText("某")
    wizard.next()
    assert wizard.on.text() == "下一步：人员"
    assert [state for _, state, _ in wizard.list.rows] == ["done", "now", "open"]
    assert wizard.list.rows[2][2] == "可稍后"
    wizard.previous()
    assert wizard.place == 0
    wizard.next()
    wizard.next()
    assert wizard.on.text() == "完成"
    with qtbot.waitSignal(wizard.finished):
        wizard.next()


def test_closing_and_reopening_goes_on_where_one_was(themed: QApplication, qtbot: QtBot) -> None:
    wizard = wizard_of(qtbot)
    first = wizard.steps[0]
    assert isinstance(first, NameStep)
    first.name.setText("贵阳")
    wizard.next()
    kept = wizard.state()
    again = wizard_of(qtbot)
    again.restore(kept)
    assert again.place == 1
    step = again.steps[0]
    assert isinstance(step, NameStep)
    assert step.name.text() == "贵阳"


def test_the_preview_names_its_rooms_for_screen_readers(themed: QApplication, qtbot: QtBot) -> None:
    preview = RoomsPreview()
    qtbot.addWidget(preview)
    preview.show_zone("女子区", [("401", 4), ("402", 2)], current=True)
    assert preview.accessibleName() == "女子区 401 × 4, 402 × 2"
