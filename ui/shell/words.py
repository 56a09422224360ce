"""Names of the groups and of the keys that act everywhere."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.kit.page import Group

_GROUPS = {
    Group.TODAY: ("sun", QT_TRANSLATE_NOOP("Shell", "今日"), QT_TRANSLATE_NOOP("Shell", "今日")),
    Group.RESIDENTS: (
        "users-round",
        QT_TRANSLATE_NOOP("Shell", "病员"),
        QT_TRANSLATE_NOOP("Shell", "病员"),
    ),
    Group.PLACES: (
        "bed-double",
        QT_TRANSLATE_NOOP("Shell", "床位"),
        QT_TRANSLATE_NOOP("Shell", "床位"),
    ),
    Group.ROSTERS: (
        "calendar-days",
        QT_TRANSLATE_NOOP("Shell", "值班"),
        QT_TRANSLATE_NOOP("Shell", "值班"),
    ),
    Group.CARE: (
        "stethoscope",
        QT_TRANSLATE_NOOP("Shell", "诊疗"),
        QT_TRANSLATE_NOOP("Shell", "诊疗"),
    ),
    Group.CUSTODY: (
        "shield",
        QT_TRANSLATE_NOOP("Shell", "监管"),
        QT_TRANSLATE_NOOP("Shell", "监管"),
    ),
    Group.SUPPORT: (
        "messages-square",
        QT_TRANSLATE_NOOP("Shell", "心理与活动"),
        QT_TRANSLATE_NOOP("Shell", "心理活动"),
    ),
    Group.FEES: ("wallet", QT_TRANSLATE_NOOP("Shell", "费用"), QT_TRANSLATE_NOOP("Shell", "费用")),
    Group.LIAISON: (
        "handshake",
        QT_TRANSLATE_NOOP("Shell", "协同"),
        QT_TRANSLATE_NOOP("Shell", "协同"),
    ),
    Group.REPORTS: (
        "chart-column",
        QT_TRANSLATE_NOOP("Shell", "报表"),
        QT_TRANSLATE_NOOP("Shell", "报表"),
    ),
    Group.SETTINGS: (
        "settings",
        QT_TRANSLATE_NOOP("Shell", "设置"),
        QT_TRANSLATE_NOOP("Shell", "设置"),
    ),
}

_KEYS = (
    ("Ctrl+K", QT_TRANSLATE_NOOP("Shell", "查找人、床、页面、操作")),
    ("Alt+1 … 0", QT_TRANSLATE_NOOP("Shell", "去各组；设置为 Ctrl+,")),
    ("Ctrl+Tab", QT_TRANSLATE_NOOP("Shell", "本组下一页，加 Shift 上一页")),
    ("Ctrl+1 … 9", QT_TRANSLATE_NOOP("Shell", "本页第几个标签或快捷登记")),
    ("Alt+←", QT_TRANSLATE_NOOP("Shell", "返回，Alt+→ 前进")),
    ("F6", QT_TRANSLATE_NOOP("Shell", "下一块，加 Shift 上一块")),
    ("/", QT_TRANSLATE_NOOP("Shell", "筛选本列表")),
    ("F8", QT_TRANSLATE_NOOP("Shell", "下一个问题，加 Shift 上一个")),
    ("Ctrl+Z", QT_TRANSLATE_NOOP("Shell", "撤销刚才的操作")),
    ("Ctrl+P", QT_TRANSLATE_NOOP("Shell", "打印预览")),
    ("F5", QT_TRANSLATE_NOOP("Shell", "重新载入")),
    ("Ctrl+L", QT_TRANSLATE_NOOP("Shell", "锁定")),
    ("Ctrl+Shift+N", QT_TRANSLATE_NOOP("Shell", "再开一个窗口")),
    ("F1", QT_TRANSLATE_NOOP("Shell", "本页帮助")),
)


def group_icon(group: Group) -> str:
    """Icon of a group."""
    return _GROUPS[group][0]


def group_title(group: Group) -> str:
    """Name of a group in the language in force."""
    return QCoreApplication.translate("Shell", str(_GROUPS[group][1]))


def group_short(group: Group) -> str:
    """Short name for the folded rail."""
    return QCoreApplication.translate("Shell", str(_GROUPS[group][2]))


def common_keys() -> tuple[tuple[str, str], ...]:
    """Keys that mean the same on every page."""
    return tuple((key, QCoreApplication.translate("Shell", str(words))) for key, words in _KEYS)
