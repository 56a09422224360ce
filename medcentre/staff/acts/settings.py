"""Changing the centre's settings."""

import json

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act
from medcentre.kernel.errors import DomainError, NotPermitted, StaleRecord, refuse_if
from medcentre.kernel.permissions import Data, approve, edit
from medcentre.staff.facts import SETTINGS, StaffCode
from medcentre.staff.rules import check_setting
from medcentre.staff.tables import SettingValue
from medcentre.store.uow import UnitOfWork, unit_of_work

TRUST = "trust"
"""Group of settings that only the security administrator changes."""


@act("setting.change", edit(Data.SETTINGS), approve(Data.USERS))
def change_setting(ctx: ServiceContext, key: str, value: bool | int | str, version: int) -> None:
    """Set a setting; `version` is that of the row seen, 0 while the default held.

    Raises RulesBroken, SETTING_UNKNOWN, StaleRecord; NotPermitted for settings of trust when the
    actor is no security administrator.
    """
    with unit_of_work(ctx) as uow:
        change_setting_in(uow, key, value, version)
        uow.commit()


def change_setting_in(
    uow: UnitOfWork, key: str, value: bool | int | str, version: int | None = None
) -> None:
    """Set a setting inside an open unit of work."""
    declared = SETTINGS.get(key)
    if declared is None:
        raise DomainError(StaffCode.SETTING_UNKNOWN, key=key)
    if declared.group == TRUST and not uow.ctx.actor.may(approve(Data.USERS)):
        raise NotPermitted(permission=str(approve(Data.USERS)), actor=uow.ctx.actor.name)
    refuse_if(check_setting(declared, value))
    row = uow.session.get(SettingValue, key)
    if version is not None and version != (row.version if row else 0):
        raise StaleRecord(what="Setting", id=key)
    text, now, who = json.dumps(value, ensure_ascii=False), uow.ctx.clock.now(), uow.ctx.actor.name
    before = json.loads(row.value) if row else declared.default
    if row is None:
        uow.session.add(SettingValue(key=key, value=text, changed_at=now, changed_by=who))
    else:
        row.value, row.changed_at, row.changed_by = text, now, who
    uow.record(
        f"setting:{key}", Topic.SETTINGS, action="setting.change", came_from=before, to=value
    )
