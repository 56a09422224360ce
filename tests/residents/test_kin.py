"""Staff keep away from their relatives: declared once, closed record, ended with a reason (SEC-05)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from medcentre.care.acts import start_note
from medcentre.care.facts import NoteKind, StartNote
from medcentre.care.views import notes_of
from medcentre.insight.views import timeline
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted
from medcentre.kernel.permissions import Role
from medcentre.residents import kin, views
from medcentre.residents.facts import ResidentCode
from medcentre.staff.acts import RegisterStaff, end_relation, register_staff
from medcentre.staff.facts import Category, RelationKind, StaffCode
from medcentre.staff.views import relations_of
from medcentre.support.views import talks_of
from tests.care.test_notes import NOW, resident
from tests.signers import signer

KIND = {
    Role.DOCTOR: Category.DOCTOR, Role.NURSE: Category.NURSE, Role.POLICE: Category.POLICE,
    Role.SEC_ADMIN: Category.POLICE,
}  # fmt: skip


def keeping(stay: int, staff_id: int | None = None) -> kin.KeepAway:
    return kin.KeepAway(stay_id=stay, kind=RelationKind.RELATIVE, remarks="堂弟", staff_id=staff_id)


def employed(context: ServiceContext, role: Role, name: str, title: str = "") -> ServiceContext:
    """A person with an account and a staff record."""
    staff = RegisterStaff(number=f"T{sum(map(ord, name))}", name=name, sex="2", category=KIND[role])
    staff_id = register_staff(context, staff)
    ctx = signer(context, role, name, title)
    return ctx.as_(replace(ctx.actor, staff_id=staff_id))


@pytest.fixture
def program(context: Callable[..., ServiceContext]) -> ServiceContext:
    """The program itself."""
    return context()


@pytest.fixture
def doctor(program: ServiceContext) -> ServiceContext:
    """A doctor with a staff record."""
    return employed(program, Role.DOCTOR, "沈若兰", "主治医师")


def test_a_declared_relation_closes_the_record_to_that_person_only(
    program: ServiceContext, doctor: ServiceContext
) -> None:
    stay, other = resident(program), employed(program, Role.DOCTOR, "贺明远", "主任医师")
    assert views.card(doctor, stay).roll.stay_id == stay
    kin.keep_away(doctor, keeping(stay))
    note = StartNote(stay_id=stay, kind=NoteKind.PROGRESS, at=NOW, content=())
    for read in (
        lambda: views.card(doctor, stay),
        lambda: timeline(doctor, stay),
        lambda: notes_of(doctor, stay),
        lambda: start_note(doctor, note),
    ):
        with pytest.raises(DomainError) as told:
            read()
        assert told.value.code == ResidentCode.KEEP_AWAY
    assert views.card(other, stay).roll.stay_id == stay
    assert any(r.stay_id == stay for r in views.roll(doctor))  # heads are still counted
    (row,) = kin.kept_away(other, stay)
    assert (row.staff_name, row.kind, row.remarks) == ("沈若兰", RelationKind.RELATIVE, "堂弟")


def test_it_is_entered_once_and_ends_with_a_reason(
    program: ServiceContext, doctor: ServiceContext
) -> None:
    stay, admin = resident(program), employed(program, Role.SEC_ADMIN, "石安全", "")
    assert doctor.actor.staff_id is not None
    kin.keep_away(doctor, keeping(stay))
    with pytest.raises(DomainError) as told:
        kin.keep_away(
            employed(program, Role.POLICE, "喻思源", ""), keeping(stay, doctor.actor.staff_id)
        )
    assert told.value.code == StaffCode.RELATION_KNOWN
    (row,) = relations_of(admin, doctor.actor.staff_id)
    with pytest.raises(DomainError):
        end_relation(admin, row.id, row.version, " ")
    end_relation(admin, row.id, row.version, "核实后无亲属关系")
    assert relations_of(admin, doctor.actor.staff_id) == ()
    assert views.card(doctor, stay).roll.stay_id == stay


def test_a_nurse_declares_her_own_but_nobody_elses(
    program: ServiceContext, doctor: ServiceContext
) -> None:
    stay, nurse = resident(program), employed(program, Role.NURSE, "覃月", "护师")
    with pytest.raises(NotPermitted):
        kin.keep_away(nurse, keeping(stay, doctor.actor.staff_id))
    kin.keep_away(nurse, keeping(stay))
    with pytest.raises(DomainError):
        views.card(nurse, stay)


def test_an_officers_list_of_talks_does_not_quote_a_relative(program: ServiceContext) -> None:
    stay, officer = resident(program), employed(program, Role.POLICE, "喻思源", "三级警长")
    kin.keep_away(officer, keeping(stay))
    assert talks_of(officer, stay) == ()
