"""What a print is told by the desk: centre, printer, moment, language."""

from collections.abc import Callable

from medcentre.papers.facts import PrintContext, Watermark
from ui.kit.desk import Desk


def print_context(
    desk: Desk, watermark: Watermark = Watermark.NONE, *, blank: bool = False
) -> PrintContext:
    """The context of a print made at this desk now."""
    return PrintContext(
        centre_name=_names[0](),
        printed_by=desk.ctx.actor.name,
        printed_at=desk.ctx.clock.now(),
        lang=desk.lang,
        watermark=watermark,
        blank=blank,
    )


def set_centre_name(read: Callable[[], str]) -> None:
    """Tell prints how to read the centre's name."""
    _names[0] = read


_names: list[Callable[[], str]] = [str]
