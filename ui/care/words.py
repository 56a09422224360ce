"""Notes in words, for lists, the editor's side and the reader."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QCoreApplication

from medcentre.care.facts import SECTIONS, Colour, Content, Deadline, NoteCard, NoteKind, NoteRow
from medcentre.kernel.clock import centre_day, centre_time
from medcentre.kernel.wording import Lang
from ui.kit.i18n import label, lang, reason, show_moment, show_name
from ui.kit.signing import ViewRecord, ViewSection, ViewVersion
from ui.kit.worklist import due_words

translate = QCoreApplication.translate

TONES = {Colour.GREEN: "green", Colour.AMBER: "amber", Colour.RED: "red"}


def note_name(kind: NoteKind) -> str:
    """Name of a kind of note."""
    return label(f"note_kind.{kind}")


def why(deadline: Deadline) -> str:
    """Why a document is owed, in a sentence."""
    return reason(deadline.why, deadline.facts)


def left_words(deadline: Deadline, now: datetime) -> str:
    """`逾期 12 分`, `还有 48 分`; the end of a day is 23:59 of it, not 00:00 of the next."""
    due = deadline.due_at
    if centre_time(due).time() == time(0, 0):
        due -= timedelta(minutes=1)
    return due_words(due, now)[0]


def status_words(row: NoteRow) -> str:
    """`已签名`, `待审签`, `已作废`."""
    if row.needs_cosign:
        return translate("CareWords", "待审签")
    return label(f"record_status.{row.status}")


def status_tone(row: NoteRow) -> str:
    """Colour of the status."""
    if row.needs_cosign:
        return "amber.text"
    return {"draft": "amber.text", "voided": "red.text"}.get(row.status, "text.2")


def marks(row: NoteRow) -> str:
    """`补记 · 有更正`."""
    found = []
    if row.late:
        found.append(translate("CareWords", "补记"))
    if row.altered:
        found.append(translate("CareWords", "有更正"))
    return " · ".join(found)


def sections(kind: NoteKind, content: Content) -> tuple[ViewSection, ...]:
    """All filled parts; a single free text has no title."""
    texts = dict(content)
    free = len(SECTIONS[kind]) == 1
    return tuple(
        ViewSection("" if free else label(f"note_section.{spec.key}"), texts[spec.key])
        for spec in SECTIONS[kind]
        if texts.get(spec.key, "").strip()
    )


def record_of(found: NoteCard) -> ViewRecord:
    """A note as the reader shows it."""
    row = found.row
    chips: list[tuple[str, str]] = []
    if row.needs_cosign:
        chips.append((translate("CareWords", "待上级审签"), "amber"))
    if row.late:
        chips.append((translate("CareWords", "补记"), "amber"))
    if row.altered:
        chips.append((translate("CareWords", "有更正"), "amber"))
    warning = ""
    if row.void_reason:
        warning = translate("CareWords", "已作废：{reason}").format(reason=row.void_reason)
    if found.hidden:
        warning = translate("CareWords", "这份记录只有治疗团队可以查看。")
    return ViewRecord(
        title=note_name(row.kind), status=row.status, line=_line(row),
        sections=sections(row.kind, found.content), versions=_versions(found), warning=warning,
        chips=tuple(chips),
    )  # fmt: skip


def _line(row: NoteRow) -> str:
    parts = [show_name(row.person_name), show_moment(row.at, centre_day(row.at))]
    if row.signer:
        parts.append(
            translate("CareWords", "医师签名 {name} {title}").format(
                name=show_name(row.signer), title=row.signer_title
            )
        )
    else:
        parts.append(translate("CareWords", "作者 {name}").format(name=show_name(row.author)))
    if row.cosigner:
        parts.append(translate("CareWords", "审签 {name}").format(name=show_name(row.cosigner)))
    return " · ".join(part.strip() for part in parts)


def _versions(found: NoteCard) -> tuple[ViewVersion, ...]:
    made = []
    for v in found.versions:
        head = translate("CareWords", "第 {n} 版 · {status} · {who} · {when}").format(
            n=v.version_no, status=label(f"record_status.{v.status}"), who=show_name(v.signer or v.author),
            when=show_moment(v.at, centre_day(v.at)),
        )  # fmt: skip
        mark = "：" if lang() is Lang.ZH else ": "
        free = len(SECTIONS[found.row.kind]) == 1
        text = "\n".join(
            words if free else f"{label(f'note_section.{key}')}{mark}{words}"
            for key, words in v.content
        )
        made.append(ViewVersion(head, v.reason, text))
    return tuple(made)
