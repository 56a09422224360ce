"""People who work here: registered once, found by any key, spared when the law spares them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError, NotPermitted, RulesBroken, StaleRecord
from medcentre.kernel.permissions import Role
from medcentre.staff import acts, views
from medcentre.staff.facts import (
    Category,
    CertificateKind,
    EmployerKind,
    LeaveKind,
    MaternityFact,
    MaternityKind,
)
from medcentre.staff.rules import night_barred, side_of
from medcentre.store.uow import reading, unit_of_work

Ctx = Callable[..., ServiceContext]
OFFICER = acts.RegisterStaff(
    number="Ｐ001", name="陈云峰", sex="1", category=Category.POLICE, title="教导员",
    employer="市公安局", licence="P520001",
    secondment=acts.SecondmentTerms(
        home_unit="第二强戒所", first_day=date(2026, 7, 1), last_day=date(2026, 12, 10)
    ),
)  # fmt: skip
NURSE = acts.RegisterStaff(
    number="N007", name="李小燕", sex="2", category=Category.NURSE, employer="医院",
    pregnant_since=date(2026, 5, 10),
)  # fmt: skip


def test_registered_people_are_found_by_pinyin_initials_and_number(context: Ctx) -> None:
    ctx = context(Role.IT_ADMIN)
    acts.register_staff(ctx, OFFICER)
    acts.register_staff(ctx, NURSE)
    for text, name in (
        ("cyf", "陈云峰"),
        ("chen yun", "陈云峰"),
        ("p001", "陈云峰"),
        ("小燕", "李小燕"),
    ):
        rows = views.staff_list(ctx, views.StaffFilter(text=text))
        assert [r.name for r in rows] == [name], text
    row = views.staff_list(ctx, views.StaffFilter(text="cyf"))[0]
    assert (row.number, row.employer, row.employer_kind) == (
        "P001",
        "市公安局",
        EmployerKind.POLICE,
    )


def test_a_bulk_import_registers_inside_one_unit_of_work(context: Ctx) -> None:
    ctx = context()
    with unit_of_work(ctx) as uow:
        for n in range(5):
            acts.register_staff_in(
                uow,
                acts.RegisterStaff(number=f"D{n}", name="李医", sex="1", category=Category.DOCTOR),
            )
        uow.commit()
    with reading(ctx) as session:
        assert sorted(views.staff_numbers(session)) == ["d0", "d1", "d2", "d3", "d4"]
    assert len(views.employers(ctx)) == 1


def test_a_work_number_belongs_to_one_person(context: Ctx) -> None:
    ctx = context(Role.IT_ADMIN)
    acts.register_staff(ctx, OFFICER)
    with pytest.raises(DomainError) as refused:
        acts.register_staff(
            ctx, acts.RegisterStaff(number="p００1", name="别人", sex="1", category=Category.GUARD)
        )
    assert refused.value.code == "staff_number_taken"
    assert refused.value.facts["name"] == "陈云峰"


def test_missing_fields_are_named_together(context: Ctx) -> None:
    with pytest.raises(RulesBroken) as refused:
        acts.register_staff(
            context(), acts.RegisterStaff(number=" ", name="", sex="1", category=Category.GUARD)
        )
    assert [v.where for v in refused.value.broken] == ["number", "name"]


def test_two_windows_changing_one_person(context: Ctx) -> None:
    ctx = context()
    staff_id = acts.register_staff(ctx, OFFICER)
    change = acts.ChangeStaff(
        staff_id=staff_id, version=1, number="P001", name="陈云峰", sex="1",
        category=Category.POLICE, employer="市公安局", title="值班长",
    )  # fmt: skip
    acts.change_staff(ctx, change)
    with pytest.raises(StaleRecord):
        acts.change_staff(ctx, change)
    assert views.staff_page(ctx, staff_id).row.title == "值班长"


def test_leave_may_not_overlap_unless_cancelled(context: Ctx) -> None:
    ctx = context()
    staff_id = acts.register_staff(ctx, NURSE)
    leave = acts.GrantLeave(
        staff_id=staff_id,
        kind=LeaveKind.ANNUAL,
        first_day=date(2026, 12, 1),
        last_day=date(2026, 12, 3),
    )
    first = acts.grant_leave(ctx, leave)
    with pytest.raises(DomainError) as refused:
        acts.grant_leave(ctx, leave)
    assert refused.value.code == "staff_leave_overlaps"
    acts.cancel_leave(ctx, first, 1)
    acts.grant_leave(ctx, leave)
    with pytest.raises(RulesBroken):
        acts.grant_leave(
            ctx, acts.GrantLeave(staff_id=staff_id, kind=LeaveKind.SICK, first_day=date(2026, 12, 9),
                                 last_day=date(2026, 12, 8)),
        )  # fmt: skip


def test_moved_leave_is_struck_out_and_entered_in_one_step(context: Ctx) -> None:
    ctx = context()
    staff_id = acts.register_staff(ctx, NURSE)

    def leave(first: int, last: int) -> acts.GrantLeave:
        return acts.GrantLeave(
            staff_id=staff_id, kind=LeaveKind.COMPENSATORY, first_day=date(2026, 12, first),
            last_day=date(2026, 12, last),
        )  # fmt: skip

    first, other = acts.grant_leave(ctx, leave(1, 3)), acts.grant_leave(ctx, leave(8, 9))
    acts.move_leave(ctx, first, 1, leave(2, 4))
    with pytest.raises(DomainError) as refused:
        acts.move_leave(ctx, other, 1, leave(4, 5))
    assert refused.value.code == "staff_leave_overlaps"
    days = [(r.first_day.day, r.last_day.day) for r in views.staff_page(ctx, staff_id).leave]
    assert sorted(days) == [(2, 4), (8, 9)]
    with pytest.raises(DomainError):
        acts.move_leave(ctx, first, 2, leave(20, 21))


def test_the_roster_learns_leave_terms_barred_nights_and_papers(context: Ctx) -> None:
    ctx = context()
    officer, nurse = acts.register_staff(ctx, OFFICER), acts.register_staff(ctx, NURSE)
    acts.grant_leave(ctx, acts.GrantLeave(staff_id=nurse, kind=LeaveKind.ANNUAL,
                                          first_day=date(2026, 11, 29), last_day=date(2026, 12, 2)))  # fmt: skip
    for end in (date(2026, 12, 5), date(2027, 12, 5)):
        acts.keep_certificate(ctx, acts.KeepCertificate(
            staff_id=nurse, kind=CertificateKind.NURSE_LICENCE, number="N1", expires_on=end))  # fmt: skip
    with reading(ctx) as session:
        rows = {r.id: r for r in views.duty_staff(session, date(2026, 12, 1), date(2026, 12, 31))}
    (away,) = rows[nurse].leave
    assert (away.kind, away.last_day) == (LeaveKind.ANNUAL, date(2026, 12, 2))
    days = [date(2026, 12, n) for n in range(1, 32)]
    assert all(night_barred(rows[nurse].maternity, d) for d in days)
    assert [c.expires_on for c in rows[nurse].certificates] == [date(2027, 12, 5)]
    assert rows[officer].exchange
    assert min(rows[officer].away) == date(2026, 12, 11)
    assert [c.number for c in views.staff_page(ctx, nurse).certificates] == ["N1"]


def test_who_may_keep_the_staff_list(context: Ctx) -> None:
    with pytest.raises(NotPermitted):
        acts.register_staff(context(Role.NURSE), NURSE)
    with pytest.raises(NotPermitted):
        views.staff_list(context(Role.ARCHIVIST))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 500))
def test_nights_are_barred_from_the_seventh_month_and_for_a_year_after_birth(
    since: date, days: int
) -> None:
    day = since + timedelta(days=days)
    assert night_barred([MaternityFact(MaternityKind.PREGNANT, since)], day) == (days >= 196)
    nursing = [MaternityFact(MaternityKind.NURSING, since)]
    if days != 365:  # a leap day may lie between
        assert night_barred(nursing, day) == (days < 365)
    assert not night_barred([MaternityFact(MaternityKind.NURSING, since, since)], day) or days == 0


def test_the_employer_decides_the_side_of_a_joint_signature() -> None:
    assert side_of(Category.DIRECTOR, EmployerKind.POLICE) == "police"
    assert side_of(Category.DIRECTOR, EmployerKind.HOSPITAL) == "hospital"
    assert side_of(Category.NURSE, EmployerKind.JOINT) == "hospital"
    assert side_of(Category.COUNSELLOR, EmployerKind.SOCIAL_AGENCY) == ""
