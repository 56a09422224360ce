"""Sign-in and lock: who is there, and nothing about anybody else (12a)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from medcentre.kernel.clock import Clock, centre_time
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from ui.kit.avatar import Avatar
from ui.kit.dialogs import PasswordEdit
from ui.kit.editors import LineEdit
from ui.kit.i18n import explain_error, show_day, show_weekday
from ui.kit.tasks import Progress, TaskRunner
from ui.kit.theme import px, set_state
from ui.kit.widgets import Banner, Button, IconLabel, Label, rule
from ui.shell.brand import Brand

Check = Callable[[str, str], ServiceContext | DomainError]
"""(user, password) -> the context, or why not. Runs beside the main thread: no windows in it."""


class Doorkeeper(QObject):
    """Asks a check beside the main thread: a password takes a third of a second on purpose."""

    answered = Signal(object)
    """The context, the refusal, or the fault of the program which was raised already."""

    def __init__(self, check: Check, parent: QObject) -> None:
        super().__init__(parent)
        self._check = check
        self._tasks = TaskRunner(self)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._tasks.busy

    def ask(self, user: str, password: str) -> None:
        """`answered` follows; a second question meanwhile is not heard."""
        if not self.busy:
            self._tasks.start(
                partial(self._ask, user, password), done=self.answer, failed=self.failed
            )

    def _ask(self, user: str, password: str, _progress: Progress) -> ServiceContext | DomainError:
        return self._check(user, password)

    @Slot(object)
    def answer(self, answer: object) -> None:
        """In the main thread again, after the runner has let go."""
        QTimer.singleShot(0, self, partial(self.answered.emit, answer))

    @Slot(object)
    def failed(self, error: object) -> None:
        """What is no refusal is a fault of the program: told as one, and the page is free again."""
        self.answer(error)
        if isinstance(error, Exception) and not isinstance(error, DomainError):
            raise error

    def close(self) -> None:
        """Wait for the answer under way; nobody hears it any more."""
        self._tasks.close()


class PasswordRow(QWidget):
    """Password, caps-lock hint, show switch."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.edit = PasswordEdit()
        self.edit.setAccessibleName(self.tr("密码"))
        set_state(self.edit, big=True)
        self.edit.returnPressed.connect(self.entered)
        self.edit.caps_changed.connect(self._caps)
        self.edit.setTextMargins(px(24), 0, 0, 0)
        row = QHBoxLayout(self.edit)
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(IconLabel("lock", 14))
        row.addStretch(1)
        column.addWidget(self.edit)
        below = QHBoxLayout()
        self._mark = IconLabel("arrow-big-up", 14, "amber.text")
        self.hint = Label("", "cap", "amber")
        self.show_it = Button(self.tr("显示"), kind="link", small=True)
        self.show_it.clicked.connect(self._toggle)
        below.addWidget(self._mark)
        below.addWidget(self.hint)
        below.addStretch(1)
        below.addWidget(self.show_it)
        column.addLayout(below)
        self._mark.hide()

    @Slot(bool)
    def _caps(self, on: bool) -> None:
        self._mark.setVisible(on)
        self.hint.setText(self.tr("大写锁定已打开") if on else "")

    @Slot()
    def _toggle(self) -> None:
        hidden = self.edit.echoMode() == LineEdit.EchoMode.Password
        self.edit.setEchoMode(LineEdit.EchoMode.Normal if hidden else LineEdit.EchoMode.Password)
        self.show_it.setText(self.tr("隐藏") if hidden else self.tr("显示"))


WIDE = 424
"""Width of the fields, of the notice and of the row of looks below them."""


class SignInPage(QWidget):
    """User, password, sign in. `signed_in(ctx)` follows; the reason of a refusal is shown."""

    signed_in = Signal(object)

    def __init__(
        self,
        brand: Brand,
        check: Check,
        last_user: str,
        version: str,
        help_phone: str,
        looks: QWidget,
        training: str = "",
    ) -> None:
        super().__init__()
        self._door = Doorkeeper(check, self)
        self._door.answered.connect(self._answered)
        self._looks = looks
        set_state(self, ground="surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        left = QWidget()
        left.setMinimumWidth(px(560))
        column = QVBoxLayout(left)
        column.setContentsMargins(96, 64, 96, 40)
        column.setSpacing(8)
        column.addWidget(brand)
        column.addStretch(2)
        form = QWidget()
        form.setMaximumWidth(px(WIDE))
        self._form(QVBoxLayout(form), last_user, help_phone)
        column.addWidget(form)
        column.addStretch(5)
        if training:
            told = Banner()
            told.tell(training, "plum", "graduation-cap")
            column.addWidget(told)
        column.addWidget(self._foot(looks, version))
        outer.addWidget(left, 9)
        right = _Calm()
        outer.addWidget(rule(vertical=True))
        outer.addWidget(right, 11)

    def _foot(self, looks: QWidget, version: str) -> QWidget:
        """Notice, looks and version, as wide as the fields above them."""
        made = QWidget()
        made.setMaximumWidth(px(WIDE))
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._notice())
        row = QHBoxLayout()
        row.addWidget(looks)
        row.addStretch(1)
        row.addWidget(Label(version, "cap", "3"))
        column.addLayout(row)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor stands where typing is needed."""
        super().showEvent(event)
        (self.password.edit if self.user.text() else self.user).setFocus()

    @Slot()
    def enter(self) -> None:
        """Ask whether user and password fit."""
        if self.busy:
            return
        self.refusal.hide()
        self._wait(True)
        self._door.ask(self.user.text().strip(), self.password.edit.text())
        self.password.edit.clear()

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._door.busy

    def refuse(self, refusal: DomainError) -> None:
        """Say why not; the cursor stands in the password again."""
        self.refusal.setText(explain_error(refusal))
        self.refusal.show()
        self.password.edit.setFocus()

    @Slot(object)
    def _answered(self, answer: object) -> None:
        self._wait(False)
        if isinstance(answer, DomainError):
            self.refuse(answer)
        elif isinstance(answer, ServiceContext):
            self.signed_in.emit(answer)

    def _wait(self, on: bool) -> None:
        """While asking, the button says so and the fields rest; so does what builds the page anew."""
        self.go.setText(self.tr("正在登录…") if on else self.tr("登录"))
        for part in (self.user, self.password, self.go, self._looks):
            part.setEnabled(not on)

    def typed(self) -> tuple[str, str]:
        """User and password as far as they are typed."""
        return self.user.text(), self.password.edit.text()

    def take_over(self, typed: tuple[str, str]) -> None:
        """What was typed on the page this one replaces."""
        self.user.setText(typed[0])
        self.password.edit.setText(typed[1])

    def close_door(self) -> None:
        """Wait for a sign-in under way; nobody hears its answer."""
        self._door.close()

    def _form(self, column: QVBoxLayout, last_user: str, help_phone: str) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(self.tr("登录"), "title2"))
        column.addWidget(Label(self.tr("用户名和密码"), "body", "2"))
        column.addSpacing(16)
        column.addWidget(Label(self.tr("用户名"), "cap", "2"))
        self.user = LineEdit()
        self.user.setAccessibleName(self.tr("用户名"))
        set_state(self.user, big=True)
        self.user.setText(last_user)
        self.user.setTextMargins(px(24), 0, 0, 0)
        row = QHBoxLayout(self.user)
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(IconLabel("user-round", 14))
        row.addStretch(1)
        column.addWidget(self.user)
        column.addSpacing(8)
        column.addWidget(Label(self.tr("密码"), "cap", "2"))
        self.password = PasswordRow()
        self.password.entered.connect(self.enter)
        self.user.returnPressed.connect(self.password.edit.setFocus)
        column.addWidget(self.password)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        column.addWidget(self.refusal)
        column.addSpacing(8)
        self.go = Button(self.tr("登录"), "", "primary")
        set_state(self.go, big=True)
        self.go.clicked.connect(self.enter)
        column.addWidget(self.go)
        column.addSpacing(4)
        if help_phone:
            column.addWidget(
                Label(
                    self.tr("忘记密码请找系统管理员 {phone}").format(phone=help_phone), "cap", "2"
                )
            )

    def _notice(self) -> QWidget:
        box = QFrame()
        set_state(box, card="sunken")
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        words = Label(
            self.tr("本系统记录每一次查看和修改。只看本岗位需要的信息，离开请按 Ctrl+L 锁定。"),
            "cap",
            "2",
        )
        words.setWordWrap(True)
        row.addWidget(IconLabel("info", 16))
        row.addWidget(words, 1)
        return box


class _Calm(QWidget):
    """The quiet right half of the sign-in page."""

    def __init__(self) -> None:
        super().__init__()
        set_state(self, ground="app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        mark = IconLabel("heart-handshake", 120, "accent.line")
        column.addWidget(mark, 0, Qt.AlignmentFlag.AlignCenter)


class LockPage(QWidget):
    """The whole window while locked: only the person's own name and the number of alerts."""

    unlocked = Signal(object)
    switch_asked = Signal()

    def __init__(self, check: Check, clock: Clock, phone: str) -> None:
        super().__init__()
        self._clock, self._user = clock, ""
        self._door = Doorkeeper(check, self)
        self._door.answered.connect(self._answered)
        set_state(self, ground="app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        card = QFrame()
        card.setProperty("card", "true")
        card.setFixedWidth(px(480))
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(14)
        column.addLayout(self._head())
        self.password = PasswordRow()
        self.password.entered.connect(self.enter)
        column.addWidget(self.password)
        self.refusal = Label("", "body", "red")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        column.addWidget(self.refusal)
        self.go = Button(self.tr("解锁"), "lock-open", "primary")
        self.go.clicked.connect(self.enter)
        column.addWidget(self.go)
        self._safe, self._safe_words = self._box("green", "save", self.tr("您写的内容都在"))
        self._alert, self._alert_words = self._box("red", "bell-ring", "")
        column.addWidget(self._safe)
        column.addWidget(self._alert)
        column.addLayout(self._foot(phone))
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._ticker = QTimer(self)
        self._ticker.setInterval(5_000)
        self._ticker.timeout.connect(self.tick)

    def _head(self) -> QHBoxLayout:
        """Who locked, and the clock."""
        head = QHBoxLayout()
        head.setSpacing(16)
        self.avatar = Avatar("", px(56))
        self.name, self.post = Label("", "title2"), Label("", "body", "2")
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(self.name)
        names.addWidget(self.post)
        names.addStretch(1)
        self.time, self.day = Label("", "num"), Label("", "cap", "2")
        clocks = QVBoxLayout()
        clocks.setSpacing(0)
        clocks.addWidget(self.time, 0, Qt.AlignmentFlag.AlignRight)
        clocks.addWidget(self.day, 0, Qt.AlignmentFlag.AlignRight)
        head.addWidget(self.avatar)
        head.addLayout(names, 1)
        head.addLayout(clocks)
        return head

    def tell(self, user: str, name: str, post: str, drafts: int, alerts: int) -> None:
        """Who locked, how many drafts are safe, how many alerts wait."""
        self._user = user
        self.avatar.show_name(name)
        self.name.setText(name)
        self.post.setText(post)
        words = self.tr("%n 份草稿已自动保存，解锁后回到刚才的位置", "", drafts)
        self._safe_words.setText(words if drafts else self.tr("解锁后回到刚才的位置"))
        self._alert.setVisible(alerts > 0)
        self._alert_words.setText(
            self.tr("%n 条危急提醒等您处理。锁定时不显示姓名和内容", "", alerts)
        )
        self.refusal.hide()
        self.tick()
        self._ticker.start()
        self.password.edit.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor stands in the password."""
        super().showEvent(event)
        self.password.edit.setFocus()

    @Slot()
    def tick(self) -> None:
        """The clock of the card."""
        now = centre_time(self._clock.now())
        self.time.setText(f"{now:%H:%M}")
        self.day.setText(f"{show_day(now.date(), now.date())} {show_weekday(now.date())}")

    @Slot()
    def enter(self) -> None:
        """Check the password of the person who locked."""
        if self.busy:
            return
        self.refusal.hide()
        self._wait(True)
        self._door.ask(self._user, self.password.edit.text())
        self.password.edit.clear()

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._door.busy

    @Slot(object)
    def _answered(self, answer: object) -> None:
        self._wait(False)
        if isinstance(answer, DomainError):
            self.refuse(answer)
        elif isinstance(answer, ServiceContext):
            self._ticker.stop()
            self.unlocked.emit(answer)

    def close_door(self) -> None:
        """Wait for an unlocking under way; nobody hears its answer."""
        self._door.close()

    def refuse(self, refusal: DomainError) -> None:
        """Say why not; the cursor stands in the password again."""
        self.refusal.setText(explain_error(refusal))
        self.refusal.show()
        self.password.edit.setFocus()

    def _wait(self, on: bool) -> None:
        self.go.setText(self.tr("正在解锁…") if on else self.tr("解锁"))
        for part in (self.password, self.go):
            part.setEnabled(not on)

    def _box(self, kind: str, icon: str, title: str) -> tuple[QFrame, Label]:
        box = QFrame()
        set_state(box, card=kind)
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon, 18, f"{kind}.text"))
        words = QVBoxLayout()
        words.setSpacing(0)
        if title:
            words.addWidget(Label(title))
        note = Label("", "cap" if title else "body", "2" if title else kind)
        note.setWordWrap(True)
        words.addWidget(note)
        row.addLayout(words, 1)
        return box, note

    def _foot(self, phone: str) -> QHBoxLayout:
        foot = QHBoxLayout()
        other = Button(self.tr("换人登录（不丢草稿）"), "users-round", "link")
        other.clicked.connect(self.switch_asked)
        foot.addWidget(other)
        foot.addStretch(1)
        if phone:
            foot.addWidget(IconLabel("phone-call", 16))
            foot.addWidget(Label(self.tr("紧急 {phone}").format(phone=phone), "body", "2"))
        return foot
