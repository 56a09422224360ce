"""Talks in words, for lists, the side and the reader."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from medcentre.kernel.clock import centre_day, centre_time
from medcentre.kernel.wording import Lang
from medcentre.support.facts import RiskLevel, TalkCard, TalkContent, TalkRow
from ui.kit import painters
from ui.kit.i18n import label, lang, show_moment, show_name
from ui.kit.signing import ViewRecord, ViewSection, ViewVersion

translate = QCoreApplication.translate

RISK_FAMILY = {
    RiskLevel.LOW: "green",
    RiskLevel.MEDIUM: "amber",
    RiskLevel.HIGH: "red",
    RiskLevel.VERY_HIGH: "red",
}


def joined(prefix: str, codes: Iterable[StrEnum]) -> str:
    """Labels of several codes."""
    mark = "、" if lang() is Lang.ZH else ", "
    return mark.join(label(f"{prefix}.{code}") for code in codes)


def risk_cell(painter: QPainter, rect: QRectF, row: TalkRow) -> None:
    """The risk after the talk as a chip."""
    if row.risk_after is not None:
        words = label(f"talk_risk.{row.risk_after}")
        painters.chip(painter, rect.x(), rect.center().y(), words, RISK_FAMILY[row.risk_after])


def what(row: TalkRow) -> str:
    """The beginning of the content, or the topics for readers of summaries."""
    return row.excerpt or joined("talk_topic", row.topics)


def kind_words(row: TalkRow) -> str:
    """`定期 · 喻思源`."""
    return " · ".join(
        part for part in (joined("talk_reason", row.reasons), show_name(row.talker)) if part
    )


def record_of(talk: TalkCard) -> ViewRecord:
    """A talk as the reader shows it."""
    row = talk.row
    chips: list[tuple[str, str]] = []
    if row.late:
        chips.append((translate("TalkWords", "补记"), "amber"))
    if row.altered:
        chips.append((translate("TalkWords", "有更正"), "amber"))
    until = f"{centre_time(row.ended):%H:%M}" if row.ended else ""
    line = translate("TalkWords", "{name} · {when} 至 {until} · {place} · 谈话人 {talker}").format(
        name=show_name(row.person_name), when=show_moment(row.started, centre_day(row.started)), until=until,
        place=talk.content.place, talker=show_name(row.talker),
    )  # fmt: skip
    warning = ""
    if row.void_reason:
        warning = translate("TalkWords", "已作废：{reason}").format(reason=row.void_reason)
    return ViewRecord(
        title=translate("TalkWords", "个别谈话记录"), status=row.status, line=line,
        sections=sections(talk.content), versions=_versions(talk), warning=warning,
        chips=tuple(chips),
    )  # fmt: skip


def sections(talk: TalkContent) -> tuple[ViewSection, ...]:
    """All filled parts."""
    found = [
        (translate("TalkWords", "类别事由"), _reason_words(talk)),
        (translate("TalkWords", "谈话主题"), joined("talk_topic", talk.topics)),
        (translate("TalkWords", "谈话内容"), talk.content),
        (translate("TalkWords", "状态"), _state_words(talk)),
        (translate("TalkWords", "诉求"), _demand_words(talk)),
        (translate("TalkWords", "处置措施"), talk.measures),
        (translate("TalkWords", "风险"), _risk_words(talk)),
        (translate("TalkWords", "记录人"), talk.recorder),
        (translate("TalkWords", "在场人"), talk.present),
        (translate("TalkWords", "需要介入"), joined("talk_involved", talk.involved)),
    ]
    return tuple(ViewSection(title, text) for title, text in found if text.strip())


def _reason_words(talk: TalkContent) -> str:
    parts = (joined("talk_reason", talk.reasons), joined("talk_trigger", talk.triggers))
    return " · ".join(part for part in parts if part)


def _state_words(talk: TalkContent) -> str:
    parts = []
    if talk.emotion is not None:
        parts.append(translate("TalkWords", "情绪 {n} / 5").format(n=talk.emotion))
    for words, prefix, value in (
        (translate("TalkWords", "睡眠 {value}"), "talk_band", talk.sleep),
        (translate("TalkWords", "食欲 {value}"), "talk_band", talk.appetite),
        (translate("TalkWords", "态度 {value}"), "talk_attitude", talk.attitude),
    ):
        if value is not None:
            parts.append(words.format(value=label(f"{prefix}.{value}")))
    return " · ".join(parts)


def _demand_words(talk: TalkContent) -> str:
    return "\n".join(
        " · ".join((d.wish, d.owner, f"{d.due_on:%Y-%m-%d}" if d.due_on else ""))
        for d in talk.demands
    )


def _risk_words(talk: TalkContent) -> str:
    if talk.risk_before is None or talk.risk_after is None:
        return ""
    before, after = label(f"talk_risk.{talk.risk_before}"), label(f"talk_risk.{talk.risk_after}")
    said = f"{before} → {after}"
    if talk.follow_up_on:
        said += " · " + translate("TalkWords", "下次谈话 {day}").format(
            day=f"{talk.follow_up_on:%Y-%m-%d}"
        )
    return said


def _versions(talk: TalkCard) -> tuple[ViewVersion, ...]:
    made = []
    for v in talk.versions:
        head = translate("TalkWords", "第 {n} 版 · {status} · {who} · {when}").format(
            n=v.version_no, status=label(f"record_status.{v.status}"), who=show_name(v.signer or v.author),
            when=show_moment(v.at, centre_day(v.at)),
        )  # fmt: skip
        made.append(ViewVersion(head, v.reason, v.content.content))
    return tuple(made)
