"""A small real centre in the store: two zones, a women's zone, people admitted by the real act."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from medcentre.kernel.context import ServiceContext
from medcentre.placement.acts import define_places
from medcentre.placement.commands import NewBed, NewRoom, NewZone
from medcentre.placement.facts import Attribute, ZoneKind
from medcentre.residents.acts import admit
from medcentre.residents.facts import Admit, NewPerson, TraitKind

ContextOf = Callable[..., ServiceContext]
NAMES = ("田茂超", "韦国栋", "石昌荣", "何登荣", "潘廷华", "安秀兰", "冉朝江", "蒙成林")


def rooms(first: int, count: int, beds: int, **facts: Any) -> tuple[NewRoom, ...]:
    """Rooms numbered from `first` with so many beds each."""
    return tuple(
        NewRoom(
            code=str(number),
            beds=tuple(NewBed(code=f"{number}-{b}") for b in range(1, beds + 1)),
            **facts,
        )
        for number in range(first, first + count)
    )


def build(ctx: ServiceContext) -> dict[str, int]:
    """The places: 501–502 rehabilitation, 201 airborne, 401 women; bed code -> bed."""
    air = frozenset({Attribute.NEGATIVE_PRESSURE})
    return define_places(
        ctx,
        (
            NewZone(code="Z9", name="康复区", kind=ZoneKind.REHAB, rooms=rooms(501, 2, 2)),
            NewZone(
                code="Z2",
                name="二区",
                kind=ZoneKind.AIRBORNE,
                rooms=rooms(201, 1, 2, attributes=air),
            ),
            NewZone(code="Z8", name="女区", kind=ZoneKind.WOMEN, sex="2", rooms=rooms(401, 1, 2)),
        ),
    )


def take_in(ctx: ServiceContext, index: int = 0, days_ago: int = 30, **facts: Any) -> int:
    """Admit one invented person; the stay."""
    now = ctx.clock.now()
    values: dict[str, Any] = {
        "person": NewPerson(
            name=NAMES[index], sex=facts.pop("sex", "1"), birth_date=date(1985, 3, 1 + index)
        ),
        "admitted_at": now - timedelta(days=days_ago),
        "decision_no": f"第{index}号",
        "decision_on": (now - timedelta(days=days_ago + 2)).date(),
        "traits": ((TraitKind.TESTS_COMPLETE, "yes"),),
        **facts,
    }
    return admit(ctx, Admit(**values))
