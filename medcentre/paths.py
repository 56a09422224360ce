"""Where things lie on this computer: the only module that asks `platformdirs`."""

from pathlib import Path

from platformdirs import user_data_path, user_log_path

NAME = "medcentre"

CENTRE_FILE = "centre.db"
"""Name of the embedded store inside its data folder."""


def default_data() -> Path:
    """Folder of the centre when nobody named another."""
    return user_data_path(NAME, appauthor=False) / "centre"


def demo_data() -> Path:
    """Folder of the demo centre, thrown away and built again at will."""
    return user_data_path(NAME, appauthor=False) / "demo"


def has_centre(folder: Path) -> bool:
    """Whether an embedded store is there already."""
    return (folder / CENTRE_FILE).exists()


def log_folder() -> Path:
    """Folder of the program's own log; it holds no person data (SEC-30)."""
    return user_log_path(NAME, appauthor=False)


def backup_folder(location: str, chosen: str) -> Path:
    """Where backups go: the chosen folder, else `backups` inside (or, for a server, beside) the data."""
    if chosen:
        return Path(chosen)
    if "://" in location:
        return default_data().parent / "server-backups"
    return Path(location) / "backups"
