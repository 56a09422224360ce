"""Reading the centre's settings: typed, with defaults, one statement."""

import json
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, Permission, Right
from medcentre.staff.facts import CENTRE_NAME, SETTINGS, AnySetting, Setting, SettingRow
from medcentre.staff.tables import SettingValue
from medcentre.store.uow import reading

T = TypeVar("T", bool, int, str)

_ANYBODY = tuple(Permission(data, Right.VIEW) for data in Data)


def setting(session: Session, wanted: Setting[T]) -> T:
    """The present value of a setting inside an open read or act.

    A value of another kind than declared (written by hand) counts as not set.
    """
    text = session.scalar(select(SettingValue.value).where(SettingValue.key == wanted.key))
    if text is None:
        return wanted.default
    value: T = json.loads(text)
    return value if type(value) is type(wanted.default) else wanted.default


def settings_of(session: Session, wanted: Iterable[AnySetting]) -> dict[str, bool | int | str]:
    """Present values of several settings inside an open read or act; one statement."""
    declared = {item.key: item.default for item in wanted}
    for row in session.scalars(select(SettingValue).where(SettingValue.key.in_(declared))):
        value = json.loads(row.value)
        if type(value) is type(declared[row.key]):
            declared[row.key] = value
    return declared


@reads(*_ANYBODY)
def setting_of(ctx: ServiceContext, key: str) -> bool | int | str:
    """The present value of a declared setting, for windows. KeyError for an unknown key."""
    declared = SETTINGS[key]
    with reading(ctx) as session:
        text = session.scalar(select(SettingValue.value).where(SettingValue.key == key))
    value = declared.default if text is None else json.loads(text)
    return value if type(value) is type(declared.default) else declared.default


@reads(*_ANYBODY)
def centre_name(ctx: ServiceContext) -> str:
    """Name of the centre, as the top bar and papers show it."""
    with reading(ctx) as session:
        return setting(session, CENTRE_NAME)


@reads(*_ANYBODY)
def settings_list(ctx: ServiceContext) -> tuple[SettingRow, ...]:
    """All declared settings with their present values; one statement."""
    with reading(ctx) as session:
        stored = {row.key: row for row in session.scalars(select(SettingValue))}
    rows = []
    for key, declared in SETTINGS.items():
        row = stored.get(key)
        value = json.loads(row.value) if row else declared.default
        rows.append(
            SettingRow(
                key,
                declared.group,
                value,
                declared.default,
                row.version if row else 0,
                declared.low,
                declared.high,
                declared.choices,
                row.changed_by if row else "",
                row.changed_at if row else None,
            )  # fmt: skip
        )
    return tuple(rows)
