"""The program's own log: a few rotating files, without person data (SEC-30)."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MEGABYTE = 1 << 20


def start_log(folder: Path, level: int = logging.INFO) -> Path | None:
    """Write `medcentre.log` into a folder; None when it cannot be written.

    A program without a log still works: a full or read-only disk must not keep people out.
    """
    root = logging.getLogger()
    file = folder / "medcentre.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=4 * _MEGABYTE, backupCount=4, encoding="utf-8", delay=False
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(level)
    return file


def stop_log() -> None:
    """Close the files, so that a folder can be moved or removed."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()
