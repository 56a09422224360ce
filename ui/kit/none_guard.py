"""A guard against a fault of PySide6 6.12.0 on Python before 3.12.

Measured: every call that returns nothing (`QLabel.setText`, `QPainter.setPen`) gives back `None`
without taking a reference, so each call costs one; after some ten thousand calls the interpreter
stops with "none_dealloc: deallocating None". 6.10.2 and 6.11.1 are free of it, and from Python 3.12
on `None` is immortal. Until the version is pinned, `None` is made as good as immortal here.
"""

import ctypes
import sys

PLENTY = 1 << 40


def keep_none() -> None:
    """Raise the reference count of `None` far above what a day of painting can use up."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        ctypes.c_ssize_t.from_address(id(None)).value += PLENTY
