"""Forms: refusals beside their fields, required and unread texts, drafts, F8, the Esc key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken, StaleRecord, Violation
from ui.kit.desk import Desk
from ui.kit.dialogs import SigningSheet
from ui.kit.editors import (
    ChipsEdit,
    Combo,
    DateEdit,
    LineEdit,
    MoneyEdit,
    SegmentEdit,
    TextEdit,
    TimeEdit,
    need,
)
from ui.kit.form import FormDialog
from ui.kit.picker import PersonPicker
from ui.kit.samples import sample_found


@dataclass(frozen=True, kw_only=True)
class Talk:
    """An invented command."""

    stay_id: int
    day: date
    start: time
    text: str


class TalkDialog(FormDialog[Talk]):
    """An invented form."""

    def __init__(
        self,
        desk: Desk,
        submit: Callable[[Talk], object],
        parent: QWidget | None = None,
        *,
        sign: bool = False,
    ) -> None:
        super().__init__(
            desk,
            "个别谈话",
            "保存",
            submit,
            parent,
            draft_key="talk:new",
            signing=(lambda c: (f"谈话 {c.day}",)) if sign else None,
        )
        add = self.form.add
        self.person = add("stay_id", "谈话对象", PersonPicker(sample_found), required=True)
        self.day = add("day", "日期", DateEdit(desk.ctx.clock), required=True)
        self.start = add(
            "start", "开始", TimeEdit(desk.ctx.clock), required=True, beside=True, warn=_night
        )
        self.text = add("text", "内容", TextEdit(), required=True)
        self.fee = add("fee", "费用", MoneyEdit())
        self.kind = add("kind", "类别", Combo([(1, "定期"), (2, "必谈")]))
        self.mood = add("mood", "情绪", SegmentEdit([(1, "1 差"), (2, "2 好")]))
        self.topics = add("topics", "主题", ChipsEdit([("home", "家庭"), ("self", "自伤")]))
        self.place = add("place", "地点", LineEdit(20))

    def command(self) -> Talk:
        return Talk(
            stay_id=need(self.person),
            day=need(self.day),
            start=need(self.start),
            text=need(self.text),
        )


def _night(value: time) -> str | None:
    return "夜间谈话" if value < time(6) else None


def fill(dialog: TalkDialog) -> None:
    dialog.person.set_value(sample_found("杨")[0])
    dialog.day.setText("24")
    dialog.start.setText("1405")
    dialog.text.set_value("整夜未睡")


def opened(dialog: TalkDialog, qtbot: QtBot) -> TalkDialog:
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_all_missing_fields_are_told_at_once_and_the_cursor_goes_to_the_first(
    desk: Desk, qtbot: QtBot
) -> None:
    sent: list[Talk] = []
    dialog = opened(TalkDialog(desk, sent.append), qtbot)
    dialog.save()
    wrong = [name for name, field in dialog.fields.items() if field.error]
    assert wrong == ["stay_id", "day", "start", "text"]
    assert dialog.fields["day"].error == "此项必须填写。"
    assert dialog.day.accessibleDescription() == "此项必须填写。"
    assert dialog.pane.foot.words.text() == "还有 4 处要改"
    assert sent == []


def test_a_text_that_is_not_understood_says_how_to_write_it(desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(TalkDialog(desk, print), qtbot)
    fill(dialog)
    dialog.start.setText("2575")
    dialog.save()
    assert "0830" in dialog.fields["start"].error
    assert dialog.start.property("state") == "error"


def test_refusals_stand_beside_their_fields_and_the_rest_in_the_banner(
    desk: Desk, qtbot: QtBot
) -> None:
    def refuse(command: Talk) -> None:
        raise RulesBroken(
            [
                Violation("end_before_start", "start"),
                Violation("required", "fee"),
                Violation("overlaps"),
            ]
        )

    dialog = opened(TalkDialog(desk, refuse), qtbot)
    fill(dialog)
    dialog.save()
    assert dialog.fields["start"].error == "结束早于开始，请改正时间。"
    assert dialog.fields["fee"].error == "此项必须填写。"
    assert dialog.banner.isVisible()
    assert "重叠" in dialog.banner.label.text()
    assert dialog.isVisible()


def test_a_stale_record_is_told_in_the_banner_and_nothing_is_lost(desk: Desk, qtbot: QtBot) -> None:
    def refuse(command: Talk) -> None:
        raise StaleRecord()

    dialog = opened(TalkDialog(desk, refuse), qtbot)
    fill(dialog)
    dialog.save()
    assert "刚被别人改过" in dialog.banner.label.text()
    assert dialog.text.value() == "整夜未睡"


def test_saved_gives_the_result_and_forgets_the_draft(desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(TalkDialog(desk, lambda c: (c.stay_id, c.day, c.start)), qtbot)
    fill(dialog)
    QTest.keyClicks(dialog.place, "room 2")
    dialog.pane.keep_draft()
    assert desk.drafts.load("talk:new") is not None
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save()
    assert saved.args == [(4, date(2026, 11, 24), time(14, 5))]
    assert desk.drafts.load("talk:new") is None


def test_a_draft_comes_back_by_itself(desk: Desk, qtbot: QtBot) -> None:
    first = opened(TalkDialog(desk, print), qtbot)
    fill(first)
    first.kind.set_value(2)
    first.mood.set_value(1)
    first.topics.set_value(("self",))
    first.fee.setText("12.5")
    QTest.keyClicks(first.place, "x")
    first.reject()
    second = opened(TalkDialog(desk, print), qtbot)
    assert second.text.value() == "整夜未睡"
    assert second.person.value() == 4
    assert (second.kind.value(), second.mood.value(), second.topics.value()) == (2, 1, ("self",))
    assert second.fee.text() == "12.5"
    assert second.pane.foot.words.text() == "已接着上次的草稿"


def test_esc_never_closes_a_form_with_text(desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(TalkDialog(desk, print), qtbot)
    QTest.keyClicks(dialog.place, "abc")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert desk.drafts.load("talk:new") is not None


def test_leaving_a_field_checks_it_and_warns(desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(TalkDialog(desk, print), qtbot)
    dialog.start.setText("0230")
    dialog.start.left.emit()
    assert dialog.fields["start"].warning == "夜间谈话"
    dialog.start.setText("9x")
    dialog.start.left.emit()
    assert dialog.fields["start"].error


def test_a_signed_form_asks_the_password_first(desk: Desk, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    desk.window = host

    def check(user: str, password: str) -> ServiceContext | DomainError:
        return desk.ctx if password == "right" else NotPermitted(permission="sign_in")

    desk.authenticate = check
    sent: list[Talk] = []
    dialog = TalkDialog(desk, sent.append, host, sign=True)
    dialog.open()
    fill(dialog)
    dialog.save()
    sheet = host.findChild(SigningSheet)
    assert sheet is not None
    sheet.password.setText("wrong")
    sheet.go()
    assert sheet.refusal.isVisible()
    assert sent == []
    sheet.password.setText("right")
    sheet.go()
    assert [c.stay_id for c in sent] == [4]


def test_the_picker_takes_the_marked_person_with_enter(desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(TalkDialog(desk, print), qtbot)
    QTest.keyClicks(dialog.person, "ywh")
    QTest.keyClick(dialog.person, Qt.Key.Key_Down)
    QTest.keyClick(dialog.person, Qt.Key.Key_Return)
    assert dialog.person.value() == 12
    QTest.keyClicks(dialog.person, "q")
    assert dialog.person.value() is None
    assert dialog.person.problem() is not None
