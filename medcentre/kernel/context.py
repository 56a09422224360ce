"""What every act and view receives, and the two decorators that guard them (house rules 3 and 8)."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from medcentre.kernel.clock import Clock
from medcentre.kernel.dates import check_years
from medcentre.kernel.errors import NotPermitted, refuse_if
from medcentre.kernel.permissions import Actor, Permission
from medcentre.kernel.wording import Lang

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ServiceContext:
    """Who acts, when, in which language, at which desk, on which store.

    The store is opaque here and to every window; only `medcentre.store` looks inside.
    """

    store: object
    actor: Actor
    clock: Clock
    lang: Lang = Lang.ZH
    workstation: str = ""

    def as_(self, actor: Actor) -> "ServiceContext":
        """The same desk with another person acting (second signature, system work)."""
        return replace(self, actor=actor)


@dataclass(frozen=True, slots=True)
class Guarded:
    """What the permission matrix test walks: one entry an act or view.

    `any_of`: one of these rights is enough. `action`: name of the audit action, empty for a view.
    """

    name: str
    any_of: tuple[Permission, ...]
    action: str


SERVICES: dict[str, Guarded] = {}
"""Every act and view of every imported room, by dotted name."""

current_action: ContextVar[str] = ContextVar("current_action", default="")
"""Name of the running act; the unit of work writes it into the audit row."""

_seen: ContextVar[dict[Hashable, Any] | None] = ContextVar("seen", default=None)

Service = Callable[Concatenate[ServiceContext, P], R]


@contextmanager
def one_look() -> Iterator[None]:
    """Within it a view asked again with the same arguments answers from memory.

    For a screen put together from several views that share parts: the roll, the beds and the
    deadlines are read once. An act inside forgets everything seen before it.
    """
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def act(action: str, *any_of: Permission) -> Callable[[Service[P, R]], Service[P, R]]:
    """A whole act: refused without one of the permissions and with dates of years that cannot be
    meant (DATE_RANGE at their field), audited under `action`.

    `action` is dotted, room first (`placement.move`), and has a label `action.<action>`.
    """
    return _guard(action, any_of)


def reads(*any_of: Permission) -> Callable[[Service[P, R]], Service[P, R]]:
    """A view: refused without one of the permissions."""
    return _guard("", any_of)


def _guard(action: str, any_of: tuple[Permission, ...]) -> Callable[[Service[P, R]], Service[P, R]]:
    if not any_of:
        raise TypeError("name at least one permission")

    def decorate(func: Service[P, R]) -> Service[P, R]:
        name = f"{func.__module__}.{func.__qualname__}"
        names = tuple(signature(func).parameters)[1:]

        @wraps(func)
        def guarded(ctx: ServiceContext, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not any(p in ctx.actor.permissions for p in any_of):
                raise NotPermitted(permission=str(any_of[0]), actor=ctx.actor.name)
            if not action and (seen := _seen.get()) is not None:
                return _remembered(seen, func, ctx, args, kwargs)
            if action:
                given = {**dict(zip(names, args, strict=False)), **kwargs}
                refuse_if(check_years(ctx.clock.now(), given))
            token = current_action.set(action or current_action.get())
            try:
                return func(ctx, *args, **kwargs)
            finally:
                current_action.reset(token)
                if seen := _seen.get():
                    seen.clear()

        SERVICES[name] = Guarded(name, any_of, action)
        marks: dict[str, Any] = {"requires": any_of, "action": action}
        guarded.__dict__.update(marks)
        return guarded

    return decorate


def _remembered(
    seen: dict[Hashable, Any],
    func: Callable[..., R],
    ctx: ServiceContext,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> R:
    """What the view answered before in this look. Views return frozen rows, so sharing is safe."""
    try:
        key = (func, id(ctx.actor), id(ctx.store), ctx.lang, args, tuple(kwargs.items()))
        known = key in seen
    except TypeError:  # an argument that cannot be a key: read again
        return func(ctx, *args, **kwargs)
    if not known:
        seen[key] = (ctx, func(ctx, *args, **kwargs))  # the context is kept: its parts are the key
    answer: R = seen[key][1]
    return answer


def may(ctx: ServiceContext, service: Callable[..., Any]) -> bool:
    """Whether the actor may call an act or view; screens hide what it refuses."""
    any_of: tuple[Permission, ...] = service.__dict__["requires"]
    return any(p in ctx.actor.permissions for p in any_of)
