"""The audit trail as the audit administrator reads it (the one other importer of its rows)."""

import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select

from medcentre.kernel.clock import centre_time, day_end, day_start
from medcentre.kernel.context import ServiceContext, act, reads
from medcentre.kernel.permissions import Data, Role, export, view
from medcentre.kernel.wording import Lang, label
from medcentre.staff.facts import AuditReport, AuditRowView
from medcentre.store.audit import AuditRow, Head, verify
from medcentre.store.uow import reading, unit_of_work

PAGE = 200
"""Rows of one page of the trail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which acts to show: newest first, from before number `before` on when paging."""

    text: str = ""
    action: str = ""
    first_day: date | None = None
    last_day: date | None = None
    before: int | None = None


@reads(view(Data.AUDIT))
def audit_page(ctx: ServiceContext, wanted: AuditFilter) -> tuple[AuditRowView, ...]:
    """One page of the trail; one statement."""
    query = _query(wanted).order_by(AuditRow.seq.desc()).limit(PAGE)
    if wanted.before is not None:
        query = query.where(AuditRow.seq < wanted.before)
    with reading(ctx) as session:
        return tuple(_row(r) for r in session.scalars(query))


@reads(view(Data.AUDIT))
def audit_actions(ctx: ServiceContext) -> tuple[str, ...]:
    """Every action that stands in the trail, for the filter."""
    with reading(ctx) as session:
        return tuple(session.scalars(select(AuditRow.action).distinct().order_by(AuditRow.action)))


@reads(view(Data.AUDIT))
def verify_trail(ctx: ServiceContext, kept: tuple[int, str] | None = None) -> AuditReport:
    """Recompute the chain (R04); `kept` is a head that was kept off the machine."""
    with reading(ctx) as session:
        head, faults = verify(session, Head(*kept) if kept else None)
    return AuditReport(head.seq, head.link, tuple((f.seq, f.kind) for f in faults))


@act("audit.export", export(Data.AUDIT))
def export_trail(ctx: ServiceContext, wanted: AuditFilter) -> bytes:
    """The filtered trail as a workbook; the export is itself audited (SEC-07)."""
    with unit_of_work(ctx) as uow:
        query = _query(wanted).order_by(AuditRow.seq)
        rows = [_row(r) for r in uow.session.scalars(query)]
        uow.record("audit", action="audit.export", rows=len(rows), text=wanted.text,
                   kind=wanted.action, first=wanted.first_day, last=wanted.last_day)  # fmt: skip
        uow.commit()
    return _workbook(ctx, rows)


def action_name(action: str, lang: Lang) -> str:
    """The action in words; its code where an older program left one without words."""
    try:
        return label(f"action.{action}", lang)
    except KeyError:
        return action


def _query(wanted: AuditFilter) -> Select[AuditRow]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.action:
        conditions.append(AuditRow.action == wanted.action)
    if wanted.first_day is not None:
        conditions.append(AuditRow.at >= day_start(wanted.first_day))
    if wanted.last_day is not None:
        conditions.append(AuditRow.at < day_end(wanted.last_day))
    if text := wanted.text.strip():
        conditions.append(
            or_(
                AuditRow.actor.contains(text, autoescape=True),
                AuditRow.subject.contains(text, autoescape=True),
                AuditRow.facts.contains(text, autoescape=True),
            )
        )
    return select(AuditRow).where(*conditions)


def _row(row: AuditRow) -> AuditRowView:
    roles = tuple(Role(r) for r in row.roles.split(",") if r)
    return AuditRowView(
        row.seq, row.at, row.actor, roles, row.workstation, row.action, row.subject, row.facts,
        row.link,
    )  # fmt: skip


_HEADINGS = {
    "zh": ("序号", "时间", "操作人", "角色", "工作站", "动作", "对象", "内容", "校验值"),
    "en": ("No.", "Time", "Who", "Roles", "Workstation", "Action", "Subject", "Facts", "Link"),
}


def _workbook(ctx: ServiceContext, rows: Sequence[AuditRowView]) -> bytes:
    out = io.BytesIO()
    import xlsxwriter  # only this export needs it

    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, _HEADINGS[ctx.lang])
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(_cells(ctx, row)):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, value)
    book.close()
    return out.getvalue()


def _cells(ctx: ServiceContext, row: AuditRowView) -> Iterable[int | str]:
    roles = "、".join(label(f"role.{r}", ctx.lang) for r in row.roles)
    when = f"{centre_time(row.at):%Y-%m-%d %H:%M:%S}"
    return (row.seq, when, row.actor, roles, row.workstation, action_name(row.action, ctx.lang),
            row.subject, row.facts, row.link)  # fmt: skip


def facts_text(facts: str, lang: Lang) -> str:
    """The facts of an act as `name: value` lines in the reader's words, for the page."""
    found = json.loads(facts or "{}").items()
    return "\n".join(f"{_word('audit_fact', k, lang)}: {_fact_value(k, v, lang)}" for k, v in found)


def subject_name(subject: str, lang: Lang) -> str:
    """`staff:12` as `工作人员 12`."""
    kind, _, number = subject.partition(":")
    if kind == "setting":
        return _word("setting", number, lang)
    return f"{_word('audit_subject', kind, lang)} {number}".strip()


def _word(table: str, key: str, lang: Lang) -> str:
    try:
        return label(f"{table}.{key}", lang)
    except KeyError:
        return key


def _fact_value(key: str, value: object, lang: Lang) -> str:
    if isinstance(value, list):
        return " → ".join(_fact_value(key, v, lang) for v in value)
    if isinstance(value, dict):
        return "; ".join(
            f"{_word('audit_fact', k, lang)} {_fact_value(k, v, lang)}" for k, v in value.items()
        )
    if isinstance(value, str) and _CODE.fullmatch(value):
        for table in (key, f"{key}_kind", f"staff_{key}"):
            if (words := _word(table, value, lang)) != value:
                return words
    return "—" if value is None or value == "" else str(value)


_CODE = re.compile(r"[a-zA-Z][a-zA-Z0-9_]*")
"""Values that may be codes with a label of the same name."""
