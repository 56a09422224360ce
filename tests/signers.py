"""People with accounts and passwords of their own, for everything that is signed."""

from dataclasses import replace

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Actor, Role, actor_rights
from medcentre.staff.acts.accounts import CreateAccount, create_account_in
from medcentre.store.uow import unit_of_work
from tests.conftest import EVERY_ZONE

PASSWORD = "Kaihua-2026-ok"
"""Password of everybody here; no secret."""


def signer(ctx: ServiceContext, role: Role, name: str, title: str = "") -> ServiceContext:
    """The same desk with a newly registered person signed in."""
    with unit_of_work(ctx) as uow:
        account = create_account_in(
            uow,
            CreateAccount(
                name=f"u{sum(map(ord, name)):06d}", full_name=name, password=PASSWORD,
                must_change=False,
            ),
        )  # fmt: skip
        uow.commit()
    permissions, qualifiers = actor_rights(frozenset({role}))
    actor = Actor(
        account, None, name, frozenset({role}), permissions, qualifiers, title, zones=EVERY_ZONE
    )
    return replace(ctx, actor=actor)
