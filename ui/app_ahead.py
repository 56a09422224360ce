"""What is loaded beside the sign-in window: the store and what the first pages read. No windows."""

import importlib
import threading

_CENTRE = (
    "bootstrap", "desktop", "staff.acts.safekeeping", "insight.views", "placement.views.board",
    "placement.views.reach", "care.acts", "support.acts", "residents.acts", "rostering.views",
    "rostering.duty",
)  # fmt: skip
"""Modules of the centre in the order of need; with what they import, a sign-in and Today."""

_loading = threading.Lock()
"""Two threads never load the same rooms from different ends."""


def load_centre(_progress: object = None) -> None:
    """Import the store and the rooms behind the first page; at once where they are loaded."""
    with _loading:
        for name in _CENTRE:
            importlib.import_module(f"medcentre.{name}")
