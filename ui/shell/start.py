"""What every program with windows does before its first one."""

import logging

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from medcentre.kernel.wording import Lang
from ui.kit.crash import CrashHook
from ui.kit.dialogs import ErrorDialog, Point
from ui.kit.i18n import language
from ui.kit.settings import (
    HIGH_CONTRAST,
    LANGUAGE,
    REDUCED_MOTION,
    SCHEME,
    TEXT_PERCENT,
    Preferences,
)
from ui.kit.sweeper import Sweeper
from ui.kit.theme import Scheme, theme

log = logging.getLogger(__name__)


def before_application() -> None:
    """Fractional scaling as it is; must run before the QApplication is made."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    QCoreApplication.setOrganizationName("MedCentre")
    QCoreApplication.setApplicationName("MedCentre")


def prepare(app: QApplication, preferences: Preferences) -> CrashHook:
    """Language, theme and text size of this desk; the crash hook; the collector between events."""
    language().set(Lang(preferences.get(LANGUAGE)))
    theme().high_contrast = preferences.get(HIGH_CONTRAST)
    theme().reduced_motion = preferences.get(REDUCED_MOTION)
    theme().apply(Scheme(preferences.get(SCHEME)), preferences.get(TEXT_PERCENT))
    Sweeper(app)
    hook = CrashHook(app)
    hook.told.connect(_tell)
    hook.install()
    return hook


def _tell(place: str) -> None:
    """A bug, told once per place, in words a nurse can act on."""
    points = (
        Point(QCoreApplication.translate("Shell", "写的内容都在草稿里")),
        Point(QCoreApplication.translate("Shell", "可以继续做别的事"), "arrow-right", "grey"),
        Point(QCoreApplication.translate("Shell", "反复出现时请告诉信息室"), "phone", "grey"),
    )
    dialog = ErrorDialog(
        QApplication.activeWindow(),
        QCoreApplication.translate("Shell", "这一步没有做成，是程序的错"),
        QCoreApplication.translate("Shell", "已记入日志，不用重做已经保存的内容。"),
        points,
        place,
    )
    _shown.append(dialog)
    dialog.finished.connect(_forget)
    dialog.open()


_shown: list[ErrorDialog] = []
"""Dialogs without a window of their own stay alive here."""


def _forget(_result: int) -> None:
    _shown.clear()
