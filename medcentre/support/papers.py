"""Support: a talk gathered for paper: P44 individual talk record (mock-up 11a)."""

from collections.abc import Iterable
from enum import StrEnum

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.wording import Lang, label
from medcentre.papers.facts import name_in
from medcentre.papers.forms.fields import Choice
from medcentre.papers.forms.talk import TalkDemand, TalkRecordDoc
from medcentre.placement.identity import identity_line
from medcentre.residents.views import card as person_card
from medcentre.support.facts import Involved, TalkCard, TalkContent, TalkReason


def gather_talk(ctx: ServiceContext, found: TalkCard, lang: Lang) -> TalkRecordDoc:
    """The record as it goes to the custody file; a draft has no signature on it."""
    talk, row = found.content, found.row
    status = person_card(ctx, row.stay_id).roll.legal_status
    return TalkRecordDoc(
        number=row.number,
        person=identity_line(ctx, row.stay_id, lang),
        legal_status=label(f"legal_status.{status}", lang) if status else "",
        started=talk.started,
        ended=talk.ended,
        place=talk.place,
        talker=name_in(row.talker, lang),
        recorder=_recorder(found, lang),
        present=talk.present,
        reasons=_reasons(talk, lang),
        topic=_joined("talk_topic", talk.topics, lang),
        content=talk.content,
        state=_state(talk, lang),
        demands=tuple(
            TalkDemand(d.wish, f"{d.owner} · {d.due_on:%Y-%m-%d}" if d.due_on else d.owner)
            for d in talk.demands
        ),
        measures=talk.measures,
        risk_before=label(f"talk_risk.{talk.risk_before}", lang) if talk.risk_before else "",
        risk_after=label(f"talk_risk.{talk.risk_after}", lang) if talk.risk_after else "",
        involved=tuple(
            Choice(label(f"talk_involved.{i}", lang), i in talk.involved) for i in Involved
        ),
        signed_at=row.signed_at,
    )


def _recorder(found: TalkCard, lang: Lang) -> str:
    """Written as it was typed, unless the talker wrote it down."""
    typed = found.content.recorder
    return name_in(typed, lang) if typed == found.row.talker else typed


def _reasons(talk: TalkContent, lang: Lang) -> tuple[Choice, ...]:
    """All kinds, ticked or not; what required the talk stands behind 必谈."""
    made = []
    for reason in TalkReason:
        words = label(f"talk_reason.{reason}", lang)
        if reason is TalkReason.REQUIRED and talk.triggers:
            inner = _joined("talk_trigger", talk.triggers, lang)
            words += f"（{inner}）" if lang is Lang.ZH else f" ({inner})"
        made.append(Choice(words, reason in talk.reasons))
    return tuple(made)


def _state(talk: TalkContent, lang: Lang) -> str:
    """`情绪 2 · 睡眠差 · 食欲差 · 态度被动`."""
    zh = lang is Lang.ZH
    parts = []
    if talk.emotion is not None:
        parts.append(f"{'情绪' if zh else 'Mood'} {talk.emotion} / 5")
    for name, prefix, value in (
        ("睡眠" if zh else "Sleep", "talk_band", talk.sleep),
        ("食欲" if zh else "Appetite", "talk_band", talk.appetite),
        ("态度" if zh else "Attitude", "talk_attitude", talk.attitude),
    ):
        if value is not None:
            words = label(f"{prefix}.{value}", lang)
            parts.append(f"{name}{'' if zh else ': '}{words if zh else words.lower()}")
    return ("　" if zh else " · ").join(parts)


def _joined(prefix: str, codes: Iterable[StrEnum], lang: Lang) -> str:
    mark = "、" if lang is Lang.ZH else ", "
    return mark.join(label(f"{prefix}.{code}", lang) for code in codes)
