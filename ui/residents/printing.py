"""Papers of one person: registration, bed card, wristband, each seen before it is printed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from medcentre.kernel.context import ServiceContext, may
from medcentre.kernel.errors import DomainError
from medcentre.papers.facts import PrintContext
from medcentre.placement import admission_papers as papers
from ui.kit.desk import Desk
from ui.kit.print_words import print_context

Make = Callable[[ServiceContext, int, PrintContext], bytes]


class PersonPrints(QObject):
    """What can be printed of the person `stay_id`."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.stay_id: int | None = None

    def allowed(self) -> bool:
        """Whether the reader may print identities at all."""
        return may(self.desk.ctx, papers.print_registration)

    def papers(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Title, icon and deed of each paper."""
        return [
            (self.tr("入所登记表"), "file-text", self.registration),
            (self.tr("床头卡"), "id-card", self.bed_card),
            (self.tr("腕带"), "tag", self.wristband),
        ]

    @Slot()
    def registration(self) -> None:
        """P02."""
        self._show(papers.print_registration, self.tr("入所登记表"))

    @Slot()
    def bed_card(self) -> None:
        """P56-1."""
        self._show(papers.print_bed_card, self.tr("床头卡"))

    @Slot()
    def wristband(self) -> None:
        """P56-2."""
        self._show(papers.print_wristband, self.tr("腕带"))

    def _show(self, make: Make, title: str) -> None:
        if self.stay_id is None:
            return
        try:
            pdf = make(self.desk.ctx, self.stay_id, print_context(self.desk))
        except DomainError as refusal:
            self.desk.refusal(refusal)
            return
        self.desk.preview(pdf, title)
