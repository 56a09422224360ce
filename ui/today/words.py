"""The day in words: work rows, greeting, strip."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QCoreApplication

from medcentre.insight.facts import MyWork
from medcentre.kernel.clock import centre_time
from medcentre.kernel.due import Domain, DueItem, Urgency
from ui.kit.i18n import label, show_name
from ui.kit.i18n import reason as explain_why
from ui.kit.worklist import WorkHead, WorkLine, WorkRow, due_words

translate = QCoreApplication.translate

ICONS = {
    "note_kind.first_progress_note": "file-pen-line",
    "note_kind.progress_note": "file-pen-line",
    "note_kind.attending_first_round": "footprints",
    "note_kind.chief_first_round": "footprints",
    "note_kind.stage_summary": "clipboard-list",
    "note_kind.discharge_summary": "log-out",
    "due_kind.talk": "messages-square",
    "due_kind.demand": "list-todo",
    "placement_due.conflict": "triangle-alert",
    "placement_due.override_ends": "clock",
    "placement_due.approve": "arrow-left-right",
    "placement_due.agree": "bed-double",
    "placement_due.receive": "log-in",
    "placement_due.clean": "spray-can",
    "placement_due.review": "shield",
    "placement_due.risk_sign": "users-round",
    "placement_due.risk_review": "users-round",
}

DOMAIN_ICONS = {
    Domain.MEDICAL: "stethoscope",
    Domain.NURSING: "syringe",
    Domain.CUSTODY: "shield",
    Domain.PSYCHOLOGY: "messages-square",
    Domain.LEGAL: "scale",
    Domain.MONEY: "wallet",
}


def sorted_lines(work: MyWork, order: str) -> list[WorkLine]:
    """Work rows under their heads: by time limit, by person, by zone."""
    if order == "due":
        return _by_due(work)
    lines: list[WorkLine] = []
    groups: dict[str, list[DueItem]] = {}
    for item in work.items:
        name = show_name(item.person_name) if order == "person" else item.place.rpartition("-")[0]
        groups.setdefault(name or translate("TodayWords", "未安置"), []).append(item)
    for name in sorted(groups, key=lambda n: (groups[n][0].due_at, n)):
        count = translate("TodayWords", "{n} 项").format(n=len(groups[name]))
        late = any(i.urgency(work.at) is Urgency.OVERDUE for i in groups[name])
        icon = "user-round" if order == "person" else "map-pin"
        lines.append(WorkHead(name, count, icon, "red" if late else "2"))
        lines += [row_of(item, work.at) for item in groups[name]]
    return lines


def _by_due(work: MyWork) -> list[WorkLine]:
    heads = (
        (Urgency.OVERDUE, translate("TodayWords", "已逾期"), "circle-alert", "red"),
        (Urgency.SOON, translate("TodayWords", "两小时内"), "clock", "amber"),
        (Urgency.LATER, translate("TodayWords", "今天稍后"), "sun", "2"),
    )
    lines: list[WorkLine] = []
    for urgency, words, icon, tone in heads:
        if items := work.section(urgency):
            count = translate("TodayWords", "{n} 项").format(n=len(items))
            lines.append(WorkHead(words, count, icon, tone))
            lines += [row_of(item, work.at) for item in items]
    return lines


def row_of(item: DueItem, now: datetime) -> WorkRow:
    """One due item as a row with its verb."""
    due = item.due_at
    if centre_time(due).time() == time(0, 0):
        due -= timedelta(minutes=1)
    first, second, tone = due_words(due, now)
    return WorkRow(
        key=f"{item.kind}:{item.why}:{item.stay_id}:{item.due_at.isoformat()}", due=first,
        due_note=second, title=label(item.kind), why=reason(item), person=show_name(item.person_name),
        place=item.place, verb=verb_of(item), tone=tone, data=item,
        icon=ICONS.get(item.kind, DOMAIN_ICONS[item.domain]),
    )  # fmt: skip


def reason(item: DueItem) -> str:
    """Why it is due, in a sentence."""
    return explain_why(item.why, item.facts)


def verb_of(item: DueItem) -> str:
    """The one thing to press."""
    if item.draft:
        return translate("TodayWords", "续写草稿")
    if item.kind == "due_kind.talk":
        return translate("TodayWords", "谈话")
    if item.kind == "due_kind.demand":
        return translate("TodayWords", "答复")
    if item.kind.startswith("placement_due."):
        return _bed_verb(item.kind.partition(".")[2])
    return translate("TodayWords", "书写")


def _bed_verb(kind: str) -> str:
    if kind in ("approve", "agree"):
        return translate("TodayWords", "审批")
    if kind == "receive":
        return translate("TodayWords", "签收")
    if kind in ("clean", "risk_sign"):
        return translate("TodayWords", "签字")
    if kind in ("review", "risk_review"):
        return translate("TodayWords", "复核")
    return translate("TodayWords", "调床")


def greeting(work: MyWork, name: str, short: bool) -> tuple[str, str]:
    """The line beside the title, and the most urgent thing named in it (may be empty)."""
    hour = centre_time(work.at).hour
    if hour < 6:
        hello = translate("TodayWords", "{name}，夜里好。")
    elif hour < 12:
        hello = translate("TodayWords", "{name}，早上好。")
    elif hour < 18:
        hello = translate("TodayWords", "{name}，下午好。")
    else:
        hello = translate("TodayWords", "{name}，晚上好。")
    said = "" if short else hello.format(name=show_name(name))
    late = work.section(Urgency.OVERDUE)
    if late:
        count = translate("TodayWords", "{n} 项已逾期，先看").format(n=len(late))
        return f"{said} {count}".strip(), label(late[0].kind)
    if work.items:
        count = translate("TodayWords", "没有逾期，今天还有 {n} 项").format(n=len(work.items))
        return f"{said} {count}".strip(), ""
    nothing = translate("TodayWords", "没有到期的工作")
    return f"{said} {nothing}".strip(), ""
