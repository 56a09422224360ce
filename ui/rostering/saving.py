"""Files of this room: ask where, write, say how it went."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from medcentre.kernel.errors import DomainError
from medcentre.rostering.commands import DutyCode
from ui.kit.page import Page

translate = QCoreApplication.translate


def ask_and_save(page: Page, data: bytes, name: str) -> None:
    """Ask for a place, then write there."""
    suffix = name.rpartition(".")[2]
    chosen, _ = QFileDialog.getSaveFileName(
        page, translate("Rostering", "保存到"), name, f"*.{suffix}"
    )
    if chosen:
        save_to(page, data, Path(chosen))


def save_to(page: Page, data: bytes, file: Path) -> None:
    """Write; a full disk is told, nothing is lost."""
    try:
        file.write_bytes(data)
    except OSError as error:
        page.desk.refusal(
            DomainError(DutyCode.FILE_NOT_WRITTEN, file=str(file), why=error.strerror or "")
        )
    else:
        page.desk.toast(translate("Rostering", "已保存 {file}").format(file=file.name))
