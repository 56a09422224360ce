"""What the shell needs of the rooms, given to it by `ui.app`: pages and plain callables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from medcentre.kernel.clock import Clock, SystemClock
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted
from ui.kit.desk import Desk, Found
from ui.kit.page import PageSpec
from ui.kit.settings import Preferences


@dataclass(frozen=True, slots=True)
class Counter:
    """One live number of the top bar; a click opens the list behind it."""

    words: str
    value: int
    page_id: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """One line behind the bell. Critical ones must be taken by somebody."""

    id: str
    text: str
    place: str
    at: datetime
    critical: bool = False
    taken_by: str = ""
    page_id: str = ""
    state: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One line of the status bar: store, backup, clock."""

    text: str
    icon: str
    tone: str = "green"


@dataclass(frozen=True, slots=True)
class Training:
    """A banner over everything: training data, read-only, connection lost."""

    text: str
    kind: str = "plum"
    icon: str = "graduation-cap"


def _nobody(ctx: ServiceContext, text: str) -> Sequence[Found]:
    return ()


def _no_counters(ctx: ServiceContext) -> Sequence[Counter]:
    return ()


def _no_alerts(ctx: ServiceContext) -> Sequence[Alert]:
    return ()


def _nobody_on_duty(ctx: ServiceContext) -> Sequence[StatusLine]:
    return ()


def _no_status() -> Sequence[StatusLine]:
    return ()


def _not_taken(ctx: ServiceContext, alert_id: str) -> None:
    return None


def _come_in(ctx: ServiceContext) -> ServiceContext | DomainError:
    return ctx


def _refuse(user: str, password: str) -> ServiceContext | DomainError:
    return NotPermitted(permission="sign_in", actor=user)


@dataclass(slots=True)
class ShellServices:
    """All the shell asks for. Only `specs` and `preferences` are needed; the rest has quiet defaults.

    `specs` is asked when somebody is signed in, so that rooms may be loaded beside the sign-in page.

    `person_page` is the page opened by `desk.person`; its `open_with` gets `stay_id`.
    `banner()` answers None when nothing special is on. `authenticate`, `counters`, `alerts`, `duty` run beside
    the main thread; `let_in` runs in it after a password was right, and may still refuse.
    """

    specs: Callable[[], Sequence[PageSpec]]
    preferences: Preferences
    clock: Clock = field(default_factory=SystemClock)
    centre_name: Callable[[], str] = lambda: ""
    centre_note: Callable[[], str] = lambda: ""
    version: str = ""
    help_phone: str = ""
    authenticate: Callable[[str, str], ServiceContext | DomainError] = _refuse
    let_in: Callable[[ServiceContext], ServiceContext | DomainError] = _come_in
    make_desk: Callable[[ServiceContext], Desk] = Desk
    counters: Callable[[ServiceContext], Sequence[Counter]] = _no_counters
    alerts: Callable[[ServiceContext], Sequence[Alert]] = _no_alerts
    take_alert: Callable[[ServiceContext, str], object] = _not_taken
    status: Callable[[], Sequence[StatusLine]] = _no_status
    duty: Callable[[ServiceContext], Sequence[StatusLine]] = _nobody_on_duty
    banner: Callable[[], Training | None] = lambda: None
    search: Callable[[ServiceContext, str], Sequence[Found]] = _nobody
    person_page: str = "residents.person"
    signed_out: Callable[[ServiceContext], object] = lambda ctx: None
