"""The picture of a person: small, in the encrypted store, replaced and removed under audit.

Whoever knows the person by name within their reach sees it (guards count heads by faces); readers of
masked names do not. A picture taken away stays in the store until the record is destroyed.
"""

from dataclasses import dataclass

from sqlalchemy import select

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext, act, reads
from medcentre.kernel.errors import DomainError, refuse_if, required
from medcentre.kernel.permissions import MASKED, Data, edit, view
from medcentre.kernel.texts import tidy
from medcentre.residents import reach
from medcentre.residents.facts import ResidentCode
from medcentre.residents.tables import PhotoModel, StayModel
from medcentre.store.uow import UnitOfWork, reading, unit_of_work

MOST_BYTES = 200_000
"""Largest picture; 480 × 640 pixels of a face take 40 to 90 kB."""

_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPhoto:
    """A picture as JPEG; an older one is replaced."""

    stay_id: int
    jpeg: bytes


@act("residents.keep_photo", edit(Data.IDENTITY_BASIC))
def keep_photo(ctx: ServiceContext, cmd: KeepPhoto) -> int:
    """Keep the picture of a person. Raises PHOTO_TOO_LARGE, PHOTO_NOT_JPEG."""
    if not cmd.jpeg.startswith(_JPEG):
        raise DomainError(ResidentCode.PHOTO_NOT_JPEG)
    if len(cmd.jpeg) > MOST_BYTES:
        raise DomainError(ResidentCode.PHOTO_TOO_LARGE, kb=MOST_BYTES // 1000)
    with unit_of_work(ctx) as uow:
        stay = _stay(uow, cmd.stay_id)
        replaced = _put_away(uow, stay.person_id)
        row = uow.add(
            PhotoModel(
                person_id=stay.person_id, jpeg=cmd.jpeg, entered_at=ctx.clock.now(),
                entered_by=ctx.actor.name,
            )
        )  # fmt: skip
        uow.record(f"stay:{stay.id}", Topic.RESIDENTS, size=len(cmd.jpeg), replaced=replaced)
        uow.commit()
    return row.id


@act("residents.remove_photo", edit(Data.IDENTITY_BASIC))
def remove_photo(ctx: ServiceContext, stay_id: int, reason: str) -> None:
    """Take the picture away, with its reason. Raises PHOTO_NONE."""
    refuse_if(required(reason=reason))
    with unit_of_work(ctx) as uow:
        stay = _stay(uow, stay_id)
        if not _put_away(uow, stay.person_id):
            raise DomainError(ResidentCode.PHOTO_NONE)
        uow.record(f"stay:{stay.id}", Topic.RESIDENTS, reason=tidy(reason))
        uow.commit()


@reads(view(Data.IDENTITY_BASIC))
def photo(ctx: ServiceContext, stay_id: int) -> bytes | None:
    """The picture as JPEG; None without one, and for readers of masked names; two statements."""
    if ctx.actor.qualifier(view(Data.IDENTITY_BASIC)) == MASKED:
        return None
    with reading(ctx) as session:
        reach.refuse_beyond(session, ctx, stay_id)
        found: bytes | None = session.scalar(
            select(PhotoModel.jpeg)
            .join(StayModel, StayModel.person_id == PhotoModel.person_id)
            .where(StayModel.id == stay_id, PhotoModel.removed_at.is_(None))
        )
    return found


def _stay(uow: UnitOfWork, stay_id: int) -> StayModel:
    reach.refuse_beyond(uow.session, uow.ctx, stay_id)
    return uow.get(StayModel, stay_id, version=None)


def _put_away(uow: UnitOfWork, person_id: int) -> bool:
    """Close the running picture; whether there was one."""
    row = uow.session.scalar(
        select(PhotoModel).where(PhotoModel.person_id == person_id, PhotoModel.removed_at.is_(None))
    )
    if row is None:
        return False
    row.removed_at = uow.ctx.clock.now()
    uow.session.flush()
    return True
