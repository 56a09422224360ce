"""R11: each role at each act and view of every room, at the service and not only the screen."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest

import medcentre
from medcentre.kernel.clock import StillClock
from medcentre.kernel.context import SERVICES, Guarded, ServiceContext, may
from medcentre.kernel.errors import NotPermitted
from medcentre.kernel.permissions import SYSTEM, Actor, Data, Right, Role, matrix
from medcentre.kernel.wording import Lang, label
from tests.conftest import actor


def services() -> list[Guarded]:
    """Every act and view of every room."""
    for found in pkgutil.walk_packages(medcentre.__path__, "medcentre."):
        if set(found.name.split(".")) & {"acts", "views"}:
            importlib.import_module(found.name)
    return [s for name, s in sorted(SERVICES.items()) if name.startswith("medcentre.")]


def function(service: Guarded) -> Callable[..., Any]:
    module, _, name = service.name.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def is_let_in(service: Guarded, who: Actor) -> bool:
    """Call without store and arguments: whoever is let in fails later, for another reason."""
    try:
        function(service)(ServiceContext(object(), who, StillClock()))
    except NotPermitted:
        return False
    except Exception:
        return True
    return True


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_role_is_let_in_exactly_where_the_matrix_says(role: Role) -> None:
    who, held = actor(role), set(matrix()[role])
    ctx = ServiceContext(object(), who, StillClock())
    for service in services():
        by_matrix = bool(held & set(service.any_of))
        assert may(ctx, function(service)) == by_matrix, service.name
        # A body may be stricter than its guard (zone, own, summary), never softer.
        assert by_matrix or not is_let_in(service, who), service.name


def test_nobody_without_a_role_is_let_in_and_the_program_everywhere() -> None:
    nobody = Actor(1, None, "nobody", frozenset(), frozenset())
    assert [s.name for s in services() if is_let_in(s, nobody)] == []
    assert [s.name for s in services() if not is_let_in(s, SYSTEM)] == []


def test_every_act_has_its_name_in_both_languages() -> None:
    acts = [s for s in services() if s.action]
    assert len(acts) > 20
    missing = []
    for service in acts:
        try:
            assert all(label(f"action.{service.action}", lang) for lang in Lang)
        except KeyError:
            missing.append(service.action)
    assert missing == []


def test_administrators_hold_no_business_data() -> None:
    """SEC-21: accounts, roles, logs; no data of residents for any of the three."""
    business = set(Data) - {Data.USERS, Data.AUDIT, Data.SETTINGS}
    for role in (Role.IT_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN):
        assert not {p.data for p in matrix()[role]} & business
    assert all(p.right is Right.VIEW for p in matrix()[Role.INSPECTOR])
