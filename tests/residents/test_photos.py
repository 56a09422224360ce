"""Pictures of people: kept small, replaced and removed under audit, seen within reach."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken
from medcentre.kernel.permissions import Role
from medcentre.residents.facts import ResidentCode
from medcentre.residents.photos import MOST_BYTES, KeepPhoto, keep_photo, photo, remove_photo
from medcentre.residents.tables import PhotoModel
from medcentre.store.audit import AuditRow
from medcentre.store.uow import reading
from tests.care.test_notes import resident

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


@pytest.fixture
def program(context: Callable[..., ServiceContext]) -> ServiceContext:
    """The program itself."""
    return context()


def code_of(run: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as told:
        run()
    return str(told.value.code)


def test_a_picture_is_kept_replaced_and_removed_under_audit(
    program: ServiceContext, context: Callable[..., ServiceContext]
) -> None:
    stay, police = resident(program), context(Role.POLICE)
    assert photo(police, stay) is None
    keep_photo(police, KeepPhoto(stay_id=stay, jpeg=JPEG))
    keep_photo(police, KeepPhoto(stay_id=stay, jpeg=JPEG + b"2"))
    assert photo(context(Role.NURSE), stay) == JPEG + b"2"
    with pytest.raises(RulesBroken):
        remove_photo(police, stay, "  ")
    remove_photo(police, stay, "照片放错了人")
    assert photo(police, stay) is None
    assert code_of(lambda: remove_photo(police, stay, "再来一次")) == ResidentCode.PHOTO_NONE
    with reading(program) as session:
        assert session.scalar(select(func.count()).select_from(PhotoModel)) == 2
        actions = list(session.scalars(select(AuditRow.action).order_by(AuditRow.seq)))
    assert actions[-3:] == ["residents.keep_photo"] * 2 + ["residents.remove_photo"]


def test_only_small_pictures_go_in(
    program: ServiceContext, context: Callable[..., ServiceContext]
) -> None:
    stay, police = resident(program), context(Role.POLICE)
    large = JPEG + bytes(MOST_BYTES)
    assert code_of(lambda: keep_photo(police, KeepPhoto(stay_id=stay, jpeg=large))) == (
        ResidentCode.PHOTO_TOO_LARGE
    )
    assert code_of(lambda: keep_photo(police, KeepPhoto(stay_id=stay, jpeg=b"GIF89a"))) == (
        ResidentCode.PHOTO_NOT_JPEG
    )


def test_masked_readers_see_none_and_nurses_change_none(
    program: ServiceContext, context: Callable[..., ServiceContext]
) -> None:
    stay = resident(program)
    keep_photo(program, KeepPhoto(stay_id=stay, jpeg=JPEG))
    assert photo(context(Role.FINANCE), stay) is None
    with pytest.raises(NotPermitted):
        keep_photo(context(Role.NURSE), KeepPhoto(stay_id=stay, jpeg=JPEG))
    with pytest.raises(NotPermitted):
        photo(context(Role.IT_ADMIN), stay)
