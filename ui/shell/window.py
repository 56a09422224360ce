"""The main window: sign-in, workplace, lock; language, theme, size; keys that act everywhere."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.wording import Lang
from ui.kit.desk import Desk
from ui.kit.i18n import label, language, show_term
from ui.kit.page import Group
from ui.kit.print_preview import PrintPreview
from ui.kit.settings import (
    GLOVES,
    HIGH_CONTRAST,
    IDLE_MINUTES,
    LANGUAGE,
    LAST_USER,
    SCHEME,
    TEXT_PERCENT,
)
from ui.kit.theme import Scheme, px, theme
from ui.shell.brand import Brand
from ui.shell.gate import LockPage, SignInPage
from ui.shell.services import ShellServices
from ui.shell.workplace import Place, Workplace

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.MouseMove,
)


class MainWindow(QMainWindow):
    """One window of the program. `enter(ctx)` skips the sign-in page (demo, tests)."""

    signed_in = Signal(object)
    locked = Signal()

    def __init__(self, services: ShellServices) -> None:
        super().__init__()
        self.services = services
        self.desk: Desk | None = None
        self.workplace: Workplace | None = None
        self._others: list[MainWindow] = []
        self._hidden: list[QWidget] = []
        self._had_keyboard: QWidget | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(960, 540)
        self.setWindowTitle(self.tr("收治管理系统"))
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._actions()
        self._make_gates()
        self._stack.setCurrentWidget(self.sign_in)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    # -- coming and going -----------------------------------------------------------------------

    @Slot(object)
    def enter(self, ctx: ServiceContext) -> None:
        """A person is signed in: build the desk and the workplace, open the first page."""
        self.desk = self.services.make_desk(ctx)
        self.services.preferences.set(LAST_USER, self.desk.user_name)
        self.desk.setParent(self)
        self.desk.window = self
        if self.desk.authenticate is None:
            self.desk.authenticate = self.services.authenticate
        self.desk.find_people = partial(self.services.search, ctx)
        self._build(None)
        self._start_idle()
        self.signed_in.emit(ctx)

    @Slot(object)
    def _arrived(self, ctx: ServiceContext) -> None:
        """The password was right."""
        entered = self.services.let_in(ctx)
        if isinstance(entered, DomainError):
            self.sign_in.refuse(entered)
        else:
            self.enter(entered)

    @Slot(object)
    def _came_back(self, ctx: ServiceContext) -> None:
        entered = self.services.let_in(ctx)
        if isinstance(entered, DomainError):
            self.lock_page.refuse(entered)
        else:
            self.unlock()

    @Slot()
    def lock(self) -> None:
        """Hide everything; drafts are written, timers and solvers go on."""
        if self.workplace is None or self.desk is None or self.is_locked:
            return
        self._had_keyboard = self.focusWidget()
        self.workplace.keep_drafts()
        self.workplace.close_sheets()
        self._hidden = [
            w
            for w in (*self.findChildren(QDialog), *self.findChildren(PrintPreview))
            if w.isVisible()
        ]
        for child in self._hidden:
            child.hide()
        actor = self.desk.ctx.actor
        roles = (label(f"role.{r.value}") for r in sorted(actor.roles))
        post = show_term(actor.title) or next(roles, "")
        drafts = len(self.desk.drafts.all())
        self.lock_page.tell(
            self.desk.user_name, actor.name, post, drafts, self.workplace.critical_count
        )
        self._stack.setCurrentWidget(self.lock_page)
        self.workplace.hide()
        self.locked.emit()

    @property
    def is_locked(self) -> bool:
        """Whether the lock page is in front."""
        return self._stack.currentWidget() is self.lock_page

    @property
    def busy(self) -> bool:
        """Whether a sign-in or any background work of this window has not ended."""
        asking = self.sign_in.busy or self.lock_page.busy
        return asking or (self.desk is not None and self.desk.busy)

    @Slot()
    def unlock(self) -> None:
        """Back to where one was, typed text included."""
        if self.workplace is None:
            return
        self._stack.setCurrentWidget(self.workplace)
        for child in self._hidden:
            child.show()
        self._hidden = []
        before = self._had_keyboard
        if before is not None and isValid(before) and self.workplace.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page := self.workplace.current_page:
            page.take_keyboard()
        self._start_idle()

    @Slot()
    def sign_out(self) -> None:
        """Another person: drafts are kept under the owner's name."""
        if self.workplace is not None and self.desk is not None:
            self.workplace.keep_drafts()
            for child in (*self.findChildren(QDialog), *self.findChildren(PrintPreview)):
                child.close()
            self.services.signed_out(self.desk.ctx)
            self.desk.close()
            self._stack.removeWidget(self.workplace)
            self.workplace.deleteLater()
            self.desk.deleteLater()
            self.workplace = self.desk = None
        self._hidden = []
        self._idle.stop()
        self._stack.setCurrentWidget(self.sign_in)

    @Slot()
    def new_window(self) -> "MainWindow | None":
        """A second window for the same person (two windows on one desk)."""
        if self.desk is None:
            return None
        other = MainWindow(self.services)
        other.resize(self.size())
        other.enter(self.desk.ctx)
        other.show()
        self._others.append(other)
        return other

    def closeEvent(self, event: QCloseEvent) -> None:
        """Drafts are written, the worker ends, the size is remembered."""
        for gate in (self.sign_in, self.lock_page):
            gate.close_door()
        if self.workplace is not None and self.desk is not None:
            self.workplace.keep_drafts()
            self.desk.close()
        self.services.preferences.keep_bytes("window/geometry", self.saveGeometry())
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        super().closeEvent(event)

    def restore_size(self) -> None:
        """As it was last time, else large."""
        kept = self.services.preferences.kept_bytes("window/geometry")
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(1366, 768)

    # -- looks ----------------------------------------------------------------------------------

    def set_language(self, lang: Lang) -> None:
        """Switch the language; the workplace is built again where it was."""
        self.services.preferences.set(LANGUAGE, lang.value)
        language().set(lang)
        self._again()

    def set_scheme(self, scheme: Scheme) -> None:
        """Light, dark or as the system."""
        self.services.preferences.set(SCHEME, scheme.value)
        theme().apply(scheme=scheme)

    def set_text_percent(self, percent: int) -> None:
        """100, 115 or 130."""
        self.services.preferences.set(TEXT_PERCENT, percent)
        theme().apply(text_percent=percent)
        self._again()

    @Slot()
    def show_user_menu(self) -> None:
        """Looks, second window, other person, quit."""
        if self.workplace is None:
            return
        card = self.workplace.top.user_card
        menu = self.user_menu()
        corner: QPoint = card.mapToGlobal(card.rect().bottomLeft())
        menu.popup(corner)

    def user_menu(self) -> QMenu:
        """The menu of the user card."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tongue, look = language().lang, theme()
        tongues = ((Lang.ZH, self.tr("简体中文")), (Lang.EN, "English"))
        schemes = (
            (Scheme.LIGHT, self.tr("浅色")),
            (Scheme.DARK, self.tr("深色")),
            (Scheme.SYSTEM, self.tr("跟随系统")),
        )
        self._choices(
            menu.addMenu(self.tr("语言")),
            [(words, partial(self.set_language, n), n is tongue) for n, words in tongues],
        )
        self._choices(
            menu.addMenu(self.tr("外观")),
            [(words, partial(self.set_scheme, n), n is look.scheme) for n, words in schemes],
        )
        names = ((100, self.tr("标准")), (115, self.tr("大")), (130, self.tr("特大")))
        self._choices(
            menu.addMenu(self.tr("字号")),
            [
                (f"{words} {n} %", partial(self.set_text_percent, n), look.text_percent == n)
                for n, words in names
            ],
        )
        self._comforts(menu)
        menu.addSeparator()
        menu.addAction(self.tr("再开一个窗口"), QKeySequence("Ctrl+Shift+N"), self.new_window)
        menu.addAction(self.tr("锁定"), QKeySequence("Ctrl+L"), self.lock)
        menu.addAction(self.tr("换人登录（不丢草稿）"), self.sign_out)
        menu.addSeparator()
        menu.addAction(self.tr("退出"), self.close)
        return menu

    def _comforts(self, menu: QMenu) -> None:
        """High contrast and large rows."""
        self._switch(menu, self.tr("高对比"), theme().high_contrast, self.set_high_contrast)
        gloves = self.services.preferences.get(GLOVES)
        self._switch(menu, self.tr("手套模式"), gloves, self.set_gloves)

    def set_high_contrast(self, on: bool) -> None:
        """Stronger lines, no tints."""
        self.services.preferences.set(HIGH_CONTRAST, on)
        theme().high_contrast = on
        theme().apply()

    def set_gloves(self, on: bool) -> None:
        """Rows of 44 px."""
        self.services.preferences.set(GLOVES, on)
        theme().changed.emit()

    def _switch(self, menu: QMenu, words: str, on: bool, run: Callable[[bool], object]) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.toggled.connect(run)

    def _choices(self, menu: QMenu, lines: list[tuple[str, Callable[[], object], bool]]) -> None:
        group = QActionGroup(menu)
        for words, run, on in lines:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(partial(_later, run))
            group.addAction(action)
            menu.addAction(action)

    def _again(self) -> None:
        """Build all texts anew, where we were."""
        self.setWindowTitle(self.tr("收治管理系统"))
        locked = self.is_locked
        place = self.workplace.place() if self.workplace else None
        if self.workplace is not None:
            self.workplace.keep_drafts()
            self._stack.removeWidget(self.workplace)
            self.workplace.deleteLater()
        shown_gate, typed = self._stack.currentWidget() is self.sign_in, self.sign_in.typed()
        for gate in (self.sign_in, self.lock_page):
            self._stack.removeWidget(gate)
            gate.deleteLater()
        self._make_gates()
        if self.workplace is not None:
            self.workplace = None
            self._build(place)
        elif shown_gate or not locked:
            self.sign_in.take_over(typed)
            self._stack.setCurrentWidget(self.sign_in)

    def _build(self, place: Place | None) -> None:
        if self.desk is None:
            return
        self.workplace = Workplace(self.desk, self.services)
        self.workplace.lock_asked.connect(self.lock)
        self.workplace.user_menu_asked.connect(self.show_user_menu)
        self._stack.addWidget(self.workplace)
        self._stack.setCurrentWidget(self.workplace)
        if place is not None:
            self.workplace.go_to(place)
        else:
            self.workplace.open_first()

    def _make_gates(self) -> None:
        services = self.services
        brand = Brand(services.centre_name(), services.centre_note(), px(44))
        last = services.preferences.get(LAST_USER)
        version = (
            self.tr("版本 {number}").format(number=services.version) if services.version else ""
        )
        told = services.banner()
        self.sign_in = SignInPage(
            brand, services.authenticate, last, version, services.help_phone, self._looks(),
            told.text if told else "",
        )  # fmt: skip
        self.sign_in.signed_in.connect(self._arrived)
        self.lock_page = LockPage(services.authenticate, services.clock, services.help_phone)
        self.lock_page.unlocked.connect(self._came_back)
        self.lock_page.switch_asked.connect(self.sign_out)
        self._stack.addWidget(self.sign_in)
        self._stack.addWidget(self.lock_page)

    def _looks(self) -> QWidget:
        """Language, theme and size on the sign-in page."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        langs = (("zh", self.tr("简体中文")), ("en", "English"))
        schemes = (
            ("light", self.tr("浅色")),
            ("dark", self.tr("深色")),
            ("system", self.tr("跟随系统")),
        )
        sizes = (
            ("100", self.tr("字号 标准")),
            ("115", self.tr("字号 大")),
            ("130", self.tr("字号 特大")),
        )
        for name, options, now in (
            ("lang", langs, language().lang.value),
            ("scheme", schemes, theme().scheme.value),
            ("size", sizes, str(theme().text_percent)),
        ):
            combo = QComboBox()
            for key, words in options:
                combo.addItem(words, key)
            combo.setCurrentIndex([k for k, _ in options].index(now))
            combo.setObjectName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.activated.connect(self._look_chosen)
            row.addWidget(combo)
        return box

    @Slot(int)
    def _look_chosen(self, place: int) -> None:
        combo = self.sender()
        if not isinstance(combo, QComboBox):
            return
        key = str(combo.itemData(place))
        match combo.objectName():
            case "lang":
                QTimer.singleShot(0, partial(self.set_language, Lang(key)))
            case "scheme":
                self.set_scheme(Scheme(key))
            case _:
                QTimer.singleShot(0, partial(self.set_text_percent, int(key)))

    # -- keys -----------------------------------------------------------------------------------

    def _actions(self) -> None:
        pairs: list[tuple[str, Callable[[Workplace], object]]] = [
            ("Ctrl+K", Workplace.open_palette),
            ("F1", Workplace.show_help),
            ("Ctrl+P", Workplace.print_page),
            ("Ctrl+Z", Workplace.undo),
            ("F5", Workplace.reload),
            ("/", Workplace.filter_page),
            ("Alt+Left", Workplace.go_back),
            ("Alt+Right", Workplace.go_forward),
            ("Ctrl+Tab", partial(_with, Workplace.step_page, 1)),
            ("Ctrl+Shift+Tab", partial(_with, Workplace.step_page, -1)),
            ("F8", partial(_with, Workplace.problem, 1)),
            ("Shift+F8", partial(_with, Workplace.problem, -1)),
            ("F6", partial(_with, Workplace.step_pane, 1)),
            ("Shift+F6", partial(_with, Workplace.step_pane, -1)),
            ("Ctrl+,", partial(_with, Workplace.open_group, Group.SETTINGS)),
        ]
        for group in Group:
            if group is not Group.SETTINGS:
                pairs.append((f"Alt+{group % 10}", partial(_with, Workplace.open_group, group)))
        pairs += [(f"Ctrl+{n}", partial(_with, Workplace.quick, n)) for n in range(1, 10)]
        for keys, run in pairs:
            self._action(keys, partial(self._at_work, run))
        self._action("Ctrl+L", self.lock)
        self._action("Ctrl+Shift+N", self.new_window)

    def _action(self, keys: str, run: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(partial(_later_free, run))
        self.addAction(action)

    def _at_work(self, run: Callable[[Workplace], object]) -> None:
        """Only while the workplace is in front."""
        if self.workplace is not None and self._stack.currentWidget() is self.workplace:
            run(self.workplace)

    # -- idle -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or mouse puts the lock off."""
        if event.type() in _INPUT and self._idle.isActive():
            self._start_idle()
        return super().eventFilter(watched, event)

    def _start_idle(self) -> None:
        minutes = max(1, min(15, self.services.preferences.get(IDLE_MINUTES)))
        self._idle.start(minutes * 60_000)


def _with(method: Callable[..., object], value: object, workplace: Workplace) -> object:
    """A method of the workplace with its argument bound."""
    return method(workplace, value)


def _later(run: Callable[[], object], _checked: bool = False) -> None:
    """Run after the menu is gone: it may be rebuilt by what it starts."""
    QTimer.singleShot(0, run)


def _later_free(run: Callable[[], object], _checked: bool = False) -> None:
    """Run an action without the `checked` that Qt hands over."""
    run()
