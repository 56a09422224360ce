"""The one paper of this room: the recovery key for the safe (L07)."""

from datetime import datetime

from medcentre.kernel.wording import Lang
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.lists import RecoveryKeyDoc, render_recovery_key


def recovery_sheet(
    key: str, centre_name: str, store: str, moment: datetime, printed_by: str, lang: Lang
) -> bytes:
    """The sheet with the recovery key; printed once at set-up, never filed."""
    doc = RecoveryKeyDoc(key=key, store=store, made_at=moment)
    return render_recovery_key(
        doc,
        PrintContext(centre_name=centre_name, printed_by=printed_by, printed_at=moment, lang=lang),
    )
