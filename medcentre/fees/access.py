"""How far a reader sees: days without money, names without the person (domain.md 12.2, SEC-02)."""

from medcentre.kernel.permissions import MASKED, Actor, Data, sign, view
from medcentre.kernel.texts import mask_name


def shows_money(actor: Actor) -> bool:
    """Police see days only; the medical group, which may only sign classes, sees no money either."""
    return actor.may(view(Data.FEES)) and actor.qualifier(view(Data.FEES)) != "days"


def shows_class(actor: Actor) -> bool:
    """Of a person: a class may tell an illness, so officers, who see days only, do not see it."""
    if actor.may(sign(Data.FEES)):
        return True
    return shows_money(actor)


def name_for(actor: Actor, name: str) -> str:
    """The name as the reader may see it: finance sees the first character."""
    basic = view(Data.IDENTITY_BASIC)
    open_name = actor.may(basic) and actor.qualifier(basic) != MASKED
    return name if open_name else mask_name(name)
