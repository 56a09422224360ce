"""Desks of people with accounts, on a real store with a few residents in it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from medcentre.insight.views import search
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from tests.signers import signer
from ui.kit.desk import Desk, Found
from ui.kit.drafts import FileDrafts
from ui.kit.settings import Preferences

DRAFT_KEY = b"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
"""Fernet key of drafts in tests; no secret."""


@dataclass
class Heard:
    """What a page asked of its desk."""

    opened: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    people: list[int] = field(default_factory=list)


def real_desk(
    program: ServiceContext, role: Role, name: str, title: str, folder: Path
) -> tuple[Desk, Heard]:
    """A signed-in person's desk with drafts in files."""
    ctx = signer(program, role, name, title)
    preferences = Preferences(QSettings(str(folder / "prefs.ini"), QSettings.Format.IniFormat))
    desk = Desk(
        ctx, preferences=preferences,
        drafts=FileDrafts(folder / "drafts", DRAFT_KEY, name, ctx.clock),
    )  # fmt: skip
    heard = Heard()
    desk.open_requested.connect(lambda page, state: heard.opened.append((page, state)))
    desk.toasted.connect(lambda said: heard.toasts.append(said.text))
    desk.person_requested.connect(heard.people.append)

    def found(text: str) -> list[Found]:
        return [Found(p.stay_id, p.name, p.bed, "", p.admission_no) for p in search(ctx, text)]

    desk.find_people = found
    return desk, heard
