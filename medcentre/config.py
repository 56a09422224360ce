"""What the surroundings say: options, then environment, then the usual place."""

import getpass
import os
import platform
from pathlib import Path

from medcentre import paths
from medcentre.kernel.wording import Lang

DATA = "MEDCENTRE_DATA"
PASSPHRASE = "MEDCENTRE_PASSPHRASE"
LANG = "MEDCENTRE_LANG"

DEMO_PASSWORD = "Demo-2026!"
"""Of every account of the demo centre, which is invented and says so on every screen."""


def location(option: str | None = None) -> str:
    """Folder or PostgreSQL address of the centre: `--data`, then MEDCENTRE_DATA, then the default."""
    chosen = option or os.environ.get(DATA, "")
    if "://" in chosen:
        return chosen
    return str(Path(chosen).expanduser().absolute()) if chosen else str(paths.default_data())


def passphrase() -> str | None:
    """The secret of scripts, if the environment holds one."""
    return os.environ.get(PASSPHRASE) or None


def language(option: str | None = None) -> Lang:
    """`--lang`, then MEDCENTRE_LANG, else Chinese."""
    chosen = (option or os.environ.get(LANG, "")).lower()
    return Lang.EN if chosen.startswith("en") else Lang.ZH


def os_user() -> str:
    """Who the operating system says is typing; acts of scripts are audited under `os:<user>`."""
    try:
        return f"os:{getpass.getuser()}"
    except (KeyError, OSError):  # a user id without a name, as in some containers
        return f"os:{os.getuid()}" if hasattr(os, "getuid") else "os:?"


def workstation() -> str:
    """Name of this computer, as the audit trail keeps it."""
    return platform.node()[:80]
