"""Nobody outside the treating team can tell two illnesses apart (SEC-01, SEC-02, 12.2).

Houses that differ only in what a doctor knows: the same people, beds, signs, classes, times. Whatever a
view answers to the others must be the same in all of them, to the letter: a word, a sign or a
number that only one illness has is that illness by another name.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

import medcentre.insight.views
import medcentre.rostering.planning
import medcentre.setup.views  # noqa: F401  (every view is asked)
from medcentre.care import acts as care
from medcentre.care.facts import NoteKind, SignNote, StartNote
from medcentre.fees import acts as fees
from medcentre.fees.commands import CloseMonth
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.placement import acts
from medcentre.placement.commands import OrderIsolation, Place, RequestMove
from medcentre.placement.facts import Precaution
from medcentre.placement.views.map import bed_map
from medcentre.residents.acts import start_mark_in
from medcentre.residents.facts import FeeClass, IllnessFact, PrecautionKind, StartMark
from medcentre.staff import acts as staff
from medcentre.staff.facts import Category
from medcentre.store.engine import Store
from medcentre.store.uow import unit_of_work
from tests.conftest import actor
from tests.copies import Copies
from tests.e2e.asking import READS, reader, said
from tests.fees.house import sample_contract
from tests.placement.centre import build, take_in
from tests.placement.test_matrix import more_beds
from tests.placement.test_view_matrix import TODAY, World
from tests.signers import PASSWORD, signer

Ill = tuple[str, str]


@dataclass(frozen=True)
class Secret:
    """What the doctors of one house know: of the first man, of the second, what they write."""

    first: tuple[Ill, ...]
    second: tuple[Ill, ...]
    agent: str


PLAIN = Secret((("BC11", "右下肢截瘫"),), (("BC05", "水痘"), ("BC11", "右下肢截瘫")), "VZV")
SECRETS = {
    "HIV": Secret((("BC01", "HIV感染，CD4 180"),), (("BC02", "肺结核，涂阳"),), "MTB"),
    "hepatitis": Secret(
        (("BC03", "丙肝"),), (("BC02", "肺结核"), ("BC03", "乙肝，替诺福韦")), "MDR-TB"
    ),
    "syphilis": Secret((("BC04", "梅毒 A53.9"),), (("BC05", "麻疹"), ("BC04", "淋病")), "麻疹病毒"),
    "mind": Secret((("BC06", "精神分裂症 F20"),), (("BC05", "水痘"), ("BC06", "双相障碍")), "VZV"),
}

OUTSIDE = (
    Role.GUARD, Role.AUX_POLICE, Role.POLICE, Role.FINANCE, Role.DIRECTOR, Role.JOINT_OFFICE,
    Role.SOCIAL_WORKER, Role.INSPECTOR, Role.IT_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN,
)  # fmt: skip
"""Whoever reads no diagnosis. Archivists read D7 in full; counsellors read D9."""


def house(store: Store, secret: Secret) -> World:
    """Two men with the same signs, grades, classes and beds in every house."""
    from medcentre.kernel.clock import StillClock

    clock = StillClock()
    program = ServiceContext(store, actor(), clock)
    beds = build(program) | more_beds(program)
    fees.load_contract(program, sample_contract())
    guard = staff.register_staff(
        program, staff.RegisterStaff(number="G1", name="石值班", sex="1", category=Category.GUARD)
    )
    signs = ((PrecautionKind.BLOOD,), (PrecautionKind.AIRBORNE, PrecautionKind.BLOOD))
    stays = []
    for i, (ills, kinds) in enumerate(zip((secret.first, secret.second), signs, strict=True)):
        facts = tuple(
            IllnessFact(category=c, text=t, main=n == 0, confirmed=True)
            for n, (c, t) in enumerate(ills)
        )
        stays.append(
            take_in(
                program, i, 60, precautions=kinds, illnesses=facts, fee_class=FeeClass.F3,
            )
        )  # fmt: skip
    here, there = stays
    for stay, bed in ((here, "501-1"), (there, "201-1"), (take_in(program, 3), "505-1")):
        acts.place(program, Place(stay_id=stay, bed_id=beds[bed], reason="首次安置"))
    _known_to_doctors(program, stays, secret)
    request = acts.request_move(
        ServiceContext(store, actor(Role.NURSE, name="护士甲"), clock),
        RequestMove(
            stay_id=here, to_bed_id=beds["201-2"], reason="调整床位", doctor_opinion="可以转区",
        ),
    )  # fmt: skip
    fees.close_month(program, CloseMonth(month=Month.of(TODAY).plus(-1), reason="测试"))
    clock.forward(minutes=5)
    zones = {z.name: z.zone_id for z in bed_map(program).zones}
    return World(store, clock, beds, zones, here, there, {"on": guard}, {"request": request})


def _known_to_doctors(program: ServiceContext, stays: list[int], secret: Secret) -> None:
    """Isolation with its agent, what a sign is for, a restricted alert, a signed note."""
    doctor = signer(program, Role.DOCTOR, "贺大夫", "主任医师")
    now = program.clock.now()
    for stay, ills in zip(stays, (secret.first, secret.second), strict=True):
        words = "，".join(t for _, t in ills)
        acts.order_isolation(
            doctor,
            OrderIsolation(
                stay_id=stay, precaution=Precaution.CONTACT, agent=secret.agent, reason=words,
                review_at=now + timedelta(days=2),
            ),
        )  # fmt: skip
        with unit_of_work(program) as uow:
            for group, kind, shut in (("precaution", "droplet", False), ("alert", "other", True)):
                mark = StartMark(stay_id=stay, kind=kind, value=words, restricted=shut, from_at=now)
                start_mark_in(uow, group, mark)
            uow.record("stay", action="residents.start_alert")
            uow.commit()
        content = (("content", f"今日查房：{words}。"),)
        note = care.start_note(
            doctor, StartNote(stay_id=stay, kind=NoteKind.PROGRESS, at=now, content=content)
        )
        version = care.read_note(doctor, note).row.version
        care.sign_note(
            doctor,
            SignNote(note_id=note, version=version, at=now, content=content, password=PASSWORD),
        )


@pytest.fixture(scope="module")
def twins(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, World]:
    """The plain house and one for each secret."""
    made = {}
    for name, secret in {"plain": PLAIN, **SECRETS}.items():
        place = tmp_path_factory.mktemp("twin")
        copies = Copies(place, sqlite_template, partial(house, secret=secret))
        made[name] = replace(copies.kept, store=copies.store())
    return made


@pytest.mark.parametrize("role", OUTSIDE)
def test_no_view_tells_illnesses_apart(twins: dict[str, World], role: Role) -> None:
    apart = {}
    plain = twins["plain"]
    for name in READS:
        told = said(plain, reader(plain, role), name)
        for secret in SECRETS:
            other = said(twins[secret], reader(twins[secret], role), name)
            if told != other:
                apart[f"{name} {secret}"] = next(
                    (a, b) for a, b in zip(told, other, strict=True) if a != b
                )
    assert apart == {}
