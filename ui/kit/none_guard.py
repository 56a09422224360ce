"""A guard against a fault of PySide6 6.12.0 on Python before 3.12.

Measured: a call that returns nothing (`QLabel.setText`, `QPainter.setPen`) gives back `None`, and
`Signal.emit` gives back `True`, without taking a reference; each call costs one. After some ten
thousand calls the interpreter stops with "none_dealloc" or "bool_dealloc". 6.10.2 and 6.11.1 are
free of it, and from Python 3.12 on these objects are immortal. Here they are made as good as that.
"""

import ctypes
import sys

PLENTY = 1 << 40


def keep_singletons() -> None:
    """Raise the reference counts of the singletons far above what a day of painting can use up."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for single in (None, True, False, NotImplemented, Ellipsis):
            ctypes.c_ssize_t.from_address(id(single)).value += PLENTY
