"""Refusals as text beside fields (house rule 18)."""

from collections.abc import Mapping

from medcentre.kernel.errors import DomainError
from ui.kit.i18n import explain


def inline(error: DomainError) -> Mapping[str | None, str]:
    """Field name (None: the whole act) -> its sentences; all reasons of the refusal at once."""
    messages: dict[str | None, str] = {}
    for violation in error.violations():
        words = explain(violation)
        known = messages.get(violation.where)
        messages[violation.where] = f"{known}\n{words}" if known else words
    return messages
