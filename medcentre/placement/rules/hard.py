"""The hard rules PL-H01 … PL-H17: each yields every way one person in one bed breaks it.

Facts and codes name precautions and measures, never an illness (SEC-01); what a doctor may also
know stands in `detail`.
"""

from collections.abc import Callable, Iterator, Mapping

from medcentre.kernel.errors import Violation
from medcentre.placement.facts import (
    FEMALE,
    NEVER,
    ApartScope,
    Approver,
    Attribute,
    BedState,
    Broken,
    Check,
    Mobility,
    OverrideTerms,
    PlacementCode,
    ZoneKind,
)
from medcentre.placement.rules.layout import Case, names

HardRule = Callable[[Case], Iterator[Broken]]

SUICIDE_VERY_HIGH = 12
VIOLENCE_HIGH = 3

TERMS: Mapping[str, OverrideTerms] = {
    "PL-H01": NEVER,
    "PL-H02": OverrideTerms((Approver.MEDICAL_HEAD,), 24),
    "PL-H03": NEVER,
    "PL-H04": NEVER,
    "PL-H05": OverrideTerms((Approver.CENTRE_HEAD,), 72),
    "PL-H06": NEVER,
    "PL-H07": OverrideTerms((Approver.DOCTOR, Approver.LEADER)),
    "PL-H08": OverrideTerms((Approver.DOCTOR,), 12),
    "PL-H09": OverrideTerms((Approver.SECURITY_GROUP,)),
    "PL-H10": OverrideTerms((Approver.HEAD_NURSE,), 24),
    "PL-H11": OverrideTerms((Approver.INFECTION_CONTROL,)),
    "PL-H12": NEVER,
    "PL-H13": OverrideTerms((Approver.MEDICAL_GROUP,)),
    "PL-H14": NEVER,
    "PL-H15": NEVER,
    "PL-H16": OverrideTerms((Approver.INFECTION_CONTROL,)),
    "PL-H17": NEVER,
    "PL-02": NEVER,
}
"""Who may set which rule aside, and for how many hours, as section 11.2 says."""

CHECKS: Mapping[str, Check] = {
    "PL-H01": Check.SEX,
    "PL-H02": Check.INFECTION,
    "PL-H03": Check.INFECTION,
    "PL-H04": Check.AGE,
    "PL-H05": Check.BED,
    "PL-H06": Check.CARE,
    "PL-H07": Check.SAFETY,
    "PL-H08": Check.SAFETY,
    "PL-H09": Check.APART,
    "PL-H10": Check.CARE,
    "PL-H11": Check.INFECTION,
    "PL-H12": Check.INFECTION,
    "PL-H13": Check.INFECTION,
    "PL-H14": Check.BED,
    "PL-H15": Check.LAW,
    "PL-H16": Check.INFECTION,
    "PL-H17": Check.LAW,
    "PL-02": Check.BED,
}


def _broken(
    rule: str,
    code: PlacementCode,
    case: Case,
    *,
    terms: OverrideTerms | None = None,
    partner: int | None = None,
    detail: tuple[PlacementCode, Mapping[str, object]] | None = None,
    **facts: object,
) -> Broken:
    facts = {"name": case.person.name, "bed": case.spot.bed.code, **facts}
    return Broken(
        Violation(code, "bed", facts, rule),
        TERMS[rule] if terms is None else terms,
        CHECKS[rule],
        partner,
        None if detail is None else Violation(detail[0], "bed", {**facts, **detail[1]}, rule),
    )


def h01(case: Case) -> Iterator[Broken]:
    """PL-H01: bed, zone and room mates are of the person's sex."""
    sex, spot = case.person.sex, case.spot
    women = ZoneKind.WOMEN in (spot.kind, spot.zone.kind)
    wanted = spot.bed.sex or spot.zone.sex or (FEMALE if women else "")
    if wanted and wanted != sex:
        yield _broken("PL-H01", PlacementCode.H01_SEX, case, sex=f"label:sex.{wanted}")
    elif other := next((p for p in case.room_mates if p.sex != sex), None):
        yield _broken("PL-H01", PlacementCode.H01_SEX_MIXED, case, other=other.name)


def h02(case: Case) -> Iterator[Broken]:
    """PL-H02: airborne precaution asks for an airborne room; 24 h rescue in a critical single."""
    spot = case.spot
    if (
        not case.person.airborne
        or spot.kind is ZoneKind.AIRBORNE
        or Attribute.NEGATIVE_PRESSURE in spot.attributes
    ):
        return
    rescue = spot.kind is ZoneKind.CRITICAL and spot.single
    yield _broken("PL-H02", PlacementCode.H02_AIR_ROOM, case, terms=None if rescue else NEVER)


def h03(case: Case) -> Iterator[Broken]:
    """PL-H03: who needs protection never shares room or air with airborne precaution."""
    person = case.person
    if person.airborne:
        if risky := next((p for p in case.air_mates if p.protect), None):
            yield _broken(
                "PL-H03",
                PlacementCode.H03_AIR_PROTECT,
                case,
                partner=risky.stay_id,
                other=risky.name,
            )
    elif person.protect and (other := next((p for p in case.air_mates if p.airborne), None)):
        yield _broken(
            "PL-H03", PlacementCode.H03_AIR_PROTECT, case, partner=other.stay_id, other=other.name
        )


def h04(case: Case) -> Iterator[Broken]:
    """PL-H04: under 18 and adults never share a room; the minors' unit takes minors only."""
    minor = case.person.minor
    if other := next((p for p in case.room_mates if p.minor is not minor), None):
        yield _broken(
            "PL-H04", PlacementCode.H04_AGE, case, partner=other.stay_id, other=other.name
        )
    elif not minor and case.spot.kind is ZoneKind.MINORS:
        yield _broken("PL-H04", PlacementCode.H04_MINORS_UNIT, case)


def h05(case: Case) -> Iterator[Broken]:
    """PL-H05: no more people than working beds in room and zone; a bed holds one."""
    spot, layout = case.spot, case.layout
    if case.holder is not None:
        yield _broken(
            "PL-H05",
            PlacementCode.BED_TAKEN,
            case,
            terms=NEVER,
            partner=case.holder.stay_id,
            other=case.holder.name,
        )
        return
    here = len(case.room_mates) + 1
    if here > spot.working:
        yield _broken(
            "PL-H05", PlacementCode.H05_CAPACITY, case, place=spot.room.code, beds=spot.working
        )
        return
    mine = layout.spot_of(case.person)
    inside = mine is not None and mine.zone.id == spot.zone.id
    zone_count = len(layout.in_zone.get(spot.zone.id, ())) + (not inside)
    if zone_count > layout.zone_working.get(spot.zone.id, 0):
        yield _broken(
            "PL-H05",
            PlacementCode.H05_CAPACITY,
            case,
            place=spot.zone.name,
            beds=layout.zone_working.get(spot.zone.id, 0),
        )


def h06(case: Case) -> Iterator[Broken]:
    """PL-H06: special care asks for oxygen and monitor, oxygen need for oxygen."""
    attributes = case.spot.attributes
    if case.person.care_level == 0 and not (
        Attribute.OXYGEN in attributes and Attribute.MONITOR in attributes
    ):
        yield _broken("PL-H06", PlacementCode.H06_CRITICAL_BED, case)
    elif case.person.oxygen and Attribute.OXYGEN not in attributes:
        yield _broken("PL-H06", PlacementCode.H06_OXYGEN, case)


def h07(case: Case) -> Iterator[Broken]:
    """PL-H07: constant watch or NGASR of 12 and more: camera and near the station, never single."""
    person, spot = case.person, case.spot
    if not person.constant_watch and person.suicide_score < SUICIDE_VERY_HIGH:
        return
    if not (Attribute.CAMERA in spot.attributes and Attribute.NEAR_STATION in spot.attributes):
        yield _broken("PL-H07", PlacementCode.H07_WATCH, case)
    if spot.single:
        yield _broken("PL-H07", PlacementCode.H07_ALONE, case)


def h08(case: Case) -> Iterator[Broken]:
    """PL-H08: violence of 3 and more or an acute state: not in a general room of several beds."""
    person, spot = case.person, case.spot
    if (
        (person.violence >= VIOLENCE_HIGH or person.acute)
        and not spot.single
        and Attribute.SAFE_ROOM not in spot.attributes
    ):
        yield _broken("PL-H08", PlacementCode.H08_VIOLENCE, case)


def h09(case: Case) -> Iterator[Broken]:
    """PL-H09: separated pairs, in the scope each pair names."""
    layout = case.layout
    for pair in layout.pairs.get(case.person.stay_id, ()):
        partner = layout.people.get(pair.other(case.person.stay_id) or 0)
        there = None if partner is None else layout.spot_of(partner)
        if partner is None or there is None:
            continue
        code = None
        if there.room.id == case.spot.room.id:
            code = PlacementCode.H09_APART_ROOM
        elif pair.scope is not ApartScope.ROOM and there.zone.id == case.spot.zone.id:
            code = PlacementCode.H09_APART_ZONE
        elif pair.scope is ApartScope.CENTRE:
            code = PlacementCode.H09_APART_CENTRE
        if code is not None:
            yield _broken(
                "PL-H09",
                code,
                case,
                partner=partner.stay_id,
                other=partner.name,
                other_bed=there.bed.code,
                why=f"label:apart_reason.{pair.reason}",
            )


def h10(case: Case) -> Iterator[Broken]:
    """PL-H10: a wheelchair asks for an accessible bed, a bed-ridden person for a lower bed."""
    needed = {
        Mobility.WHEELCHAIR: Attribute.WHEELCHAIR,
        Mobility.BEDRIDDEN: Attribute.LOWER_BED,
    }.get(case.person.mobility)
    if needed is not None and needed not in case.spot.attributes:
        yield _broken("PL-H10", PlacementCode.H10_ACCESS, case, needed=f"label:attribute.{needed}")


def h11(case: Case) -> Iterator[Broken]:
    """PL-H11: contact isolation shares a room only with the same agents."""
    person = case.person
    for other in case.room_mates:
        if (person.contact or other.contact) and (
            person.contact is not other.contact or person.agents != other.agents
        ):
            agents = {
                "agents": "、".join(sorted(person.agents)) or "–",
                "other_agents": "、".join(sorted(other.agents)) or "–",
            }
            yield _broken(
                "PL-H11",
                PlacementCode.H11_CONTACT,
                case,
                partner=other.stay_id,
                detail=(PlacementCode.H11_CONTACT_DETAIL, agents),
                other=other.name,
            )
            return


def h12(case: Case) -> Iterator[Broken]:
    """PL-H12: who must be alone is alone, and nobody joins them."""
    if not case.room_mates:
        return
    if case.person.air_alone:
        other = names(case.room_mates)
        partner = case.room_mates[0].stay_id
        form = case.person.air_form
    else:
        alone = next((p for p in case.room_mates if p.air_alone), None)
        if alone is None:
            return
        other, partner, form = alone.name, alone.stay_id, alone.air_form
    yield _broken(
        "PL-H12",
        PlacementCode.H12_ALONE,
        case,
        partner=partner,
        detail=(PlacementCode.H12_ALONE_DETAIL, {"form": form}) if form else None,
        other=other,
    )


def h13(case: Case) -> Iterator[Broken]:
    """PL-H13: until the intake tests are complete: intake, watch or critical only."""
    if not case.person.tests_complete and case.spot.kind not in (
        ZoneKind.INTAKE,
        ZoneKind.WATCH,
        ZoneKind.CRITICAL,
    ):
        yield _broken("PL-H13", PlacementCode.H13_TESTS, case)


def h14(case: Case) -> Iterator[Broken]:
    """PL-H14: closed beds and beds whose cleaning is not signed take nobody; PL-02 reservations."""
    bed = case.spot.bed
    if bed.state is BedState.CLOSED:
        reason = f"label:closure_reason.{bed.closed_reason or 'other'}"
        yield _broken("PL-H14", PlacementCode.H14_BED_CLOSED, case, reason=reason)
    elif bed.state in (BedState.TO_CLEAN, BedState.DISINFECTING):
        yield _broken("PL-H14", PlacementCode.H14_NOT_CLEAN, case)
    elif bed.state is BedState.RESERVED and bed.reserved_for != case.person.stay_id:
        yield _broken("PL-02", PlacementCode.BED_RESERVED, case)


def h15(case: Case) -> Iterator[Broken]:
    """PL-H15: no locked special room without a legal ground for coercion."""
    if not case.person.coercible and (case.spot.room.locked or case.spot.kind is ZoneKind.APART):
        yield _broken("PL-H15", PlacementCode.H15_LOCKED, case)


def h16(case: Case) -> Iterator[Broken]:
    """PL-H16: airborne with a second reason: alone by build in an airborne room."""
    spot = case.spot
    if case.person.air_single and not (
        spot.single
        and (spot.kind is ZoneKind.AIRBORNE or Attribute.NEGATIVE_PRESSURE in spot.attributes)
    ):
        yield _broken(
            "PL-H16",
            PlacementCode.H16_AIR_SINGLE,
            case,
            detail=(PlacementCode.H16_AIR_SINGLE_DETAIL, {}),
        )


def h17(case: Case) -> Iterator[Broken]:
    """PL-H17: a women's zone takes nobody while no woman of the staff is on the roster."""
    zone = case.spot.zone
    if zone.female_staff is False and zone.women:
        yield _broken("PL-H17", PlacementCode.H17_WOMEN_STAFF, case, zone=zone.name)


HARD_RULES: tuple[HardRule, ...] = (
    h01, h02, h03, h04, h05, h06, h07, h08, h09, h10, h11, h12, h13, h14, h15, h16, h17,
)  # fmt: skip
