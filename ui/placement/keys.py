"""Where the keyboard goes when the button it stands on can no longer be used."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget


def allow(buttons: Iterable[tuple[QWidget, bool]], home: QWidget) -> None:
    """Enable or disable; the keyboard never falls from a deed just done onto the next one.

    `home` is the list the deeds are about; when nothing is left in it, what holds it.
    """
    for button, on in buttons:
        if not on and button.window().focusWidget() is button:  # also beneath a question
            go_home(home)
        button.setEnabled(on)


def go_home(home: QWidget) -> None:
    """Onto the list, or the nearest thing around it that is shown."""
    place: QWidget | None = home
    while place is not None and not (place.isVisible() and place.focusPolicy().value):
        place = place.parentWidget()
    if place is not None:
        place.setFocus()
