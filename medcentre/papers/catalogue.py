"""Every printed form of the centre (domain.md section 10): data, with names in the catalogues."""

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from medcentre.kernel.wording import Lang, label
from medcentre.papers.facts import Privacy
from medcentre.papers.styles import MM


class Paper(Enum):
    """Sheet sizes, width x height in millimetres."""

    A4 = (210, 297)
    A4_LANDSCAPE = (297, 210)
    A3_LANDSCAPE = (420, 297)
    A5 = (148, 210)
    BED_CARD = (90, 60)
    WRISTBAND = (250, 25)
    LABEL = (50, 30)

    @property
    def width(self) -> float:
        """In points."""
        return self.value[0] * MM

    @property
    def height(self) -> float:
        """In points."""
        return self.value[1] * MM


@dataclass(frozen=True, slots=True)
class Form:
    """One printed form. `filled_by` and `signed_by` are label keys; `version` of its layout."""

    code: str
    paper: Paper
    privacy: Privacy
    filled_by: str
    signed_by: str
    copies: int = 1
    version: int = 1

    def name(self, lang: Lang) -> str:
        """Its title."""
        return label(f"form.{self.code}", lang)

    def filler(self, lang: Lang) -> str:
        """Who fills it in."""
        return label(f"form_filled_by.{self.filled_by}", lang)

    def signer(self, lang: Lang) -> str:
        """Who signs it."""
        return label(f"form_signed_by.{self.signed_by}", lang)


def _f(
    code: str, paper: Paper, privacy: Privacy, filled_by: str, signed_by: str, copies: int = 1
) -> Form:
    return Form(code, paper, privacy, filled_by, signed_by, copies)


_ALL = (
    _f(
        "P01",
        Paper.A4,
        Privacy.PERSONAL,
        "police_intake",
        "case_unit_doctor_head_three_levels_possible",
    ),
    _f("P02", Paper.A4, Privacy.PERSONAL, "police", "officer_resident"),
    _f("P03", Paper.A4, Privacy.MEDICAL, "doctor_nurse", "doctor_police_hand_over"),
    _f("P04", Paper.A4, Privacy.PERSONAL, "nurse", "nurse_handing_police_resident"),
    _f("P05", Paper.A4, Privacy.CUSTODY, "police", "at_least_2_officers_resident"),
    _f("P06", Paper.A4, Privacy.PERSONAL, "police", "2_officers_resident_relative", 3),
    _f("P07", Paper.A4, Privacy.PERSONAL, "police", "officer_resident_finger_print_box", 2),
    _f("P08", Paper.A4, Privacy.PERSONAL, "police", "stamp"),
    _f("P09", Paper.A4, Privacy.PERSONAL, "archivist", "none"),
    _f("P10", Paper.A4, Privacy.MEDICAL, "doctor", "doctor_coder"),
    _f("P11", Paper.A4, Privacy.MEDICAL, "doctor", "doctor_attending"),
    _f("P12", Paper.A4, Privacy.MEDICAL, "doctor", "doctor"),
    _f("P13", Paper.A4, Privacy.MEDICAL, "doctor", "doctor_co_sign"),
    _f("P14", Paper.A4, Privacy.MEDICAL, "nurse", "none"),
    _f("P15", Paper.A4, Privacy.MEDICAL, "doctor", "doctor_nurse"),
    _f("P16", Paper.A4, Privacy.MEDICAL, "doctor", "doctor_executor"),
    _f("P17", Paper.A4_LANDSCAPE, Privacy.MEDICAL, "nurse", "nurse"),
    _f("P18", Paper.A4, Privacy.MEDICAL, "nurse", "nurse_head_nurse"),
    _f("P19", Paper.A4, Privacy.MEDICAL, "doctor", "doctor_family_or_unit", 2),
    _f("P20", Paper.A4, Privacy.MEDICAL, "doctor", "doctor_resident_guardian"),
    _f("P21", Paper.A4, Privacy.CUSTODY, "team_doctor", "medical_management_head"),
    _f("P22", Paper.A4_LANDSCAPE, Privacy.CUSTODY, "nurse_police", "both_each_check"),
    _f("P23", Paper.A4, Privacy.CUSTODY, "team", "doctor_head"),
    _f("P24", Paper.A4, Privacy.CUSTODY, "police", "user_shift_leader_head"),
    _f("P25", Paper.A5, Privacy.MEDICAL, "doctor", "doctor_issuer_checker_receiver"),
    _f("P26", Paper.A4_LANDSCAPE, Privacy.MEDICAL, "pharmacist_nurse", "two"),
    _f("P27", Paper.A4_LANDSCAPE, Privacy.CUSTODY, "nurse", "nurse_custody_witness"),
    _f("P28", Paper.A4, Privacy.CUSTODY, "doctor", "medical_group_security_group_head"),
    _f("P29", Paper.A4, Privacy.CUSTODY, "police", "escort_leader_both_sides"),
    _f("P30", Paper.A4, Privacy.PERSONAL, "police_doctor", "head_superior", 3),
    _f("P31", Paper.A4, Privacy.PERSONAL, "police", "stamp"),
    _f("P32", Paper.A4, Privacy.PERSONAL, "police", "head"),
    _f("P33", Paper.A4, Privacy.PERSONAL, "working_group", "assessors_board_resident"),
    _f("P34", Paper.A4, Privacy.PERSONAL, "police", "head"),
    _f("P35", Paper.A4, Privacy.PERSONAL, "police", "stamp"),
    _f("P36", Paper.A4, Privacy.PERSONAL, "police", "officer_resident_receiver"),
    _f("P37", Paper.A4, Privacy.CUSTODY, "shift_leader", "both_leader"),
    _f("P38", Paper.A4, Privacy.CUSTODY, "custody", "2"),
    _f("P39", Paper.A4, Privacy.CUSTODY, "custody", "walker"),
    _f("P40", Paper.A4, Privacy.CUSTODY, "joint", "at_least_2"),
    _f("P41", Paper.A4, Privacy.CUSTODY, "police", "2_owner"),
    _f("P42", Paper.A4, Privacy.CUSTODY, "witness_leader", "head"),
    _f("P43", Paper.A5, Privacy.PERSONAL, "gate", "visitor_officer"),
    _f("P44", Paper.A4, Privacy.CUSTODY, "talker", "talker_recorder"),
    _f("P45", Paper.A4, Privacy.SEALED, "counsellor", "counsellor"),
    _f("P46", Paper.A4, Privacy.SEALED, "team", "team"),
    _f("P47", Paper.A4, Privacy.PERSONAL, "host", "host_recorder"),
    _f("P48", Paper.A4, Privacy.OFFICE, "officer", "none"),
    _f("P49", Paper.A4, Privacy.OFFICE, "office", "both_co_chairs"),
    _f("P50", Paper.A4, Privacy.OFFICE, "office", "owner"),
    _f("P51", Paper.A4, Privacy.MONEY, "finance", "preparer_checker_head_police_payer_stamps"),
    _f("P52", Paper.A4_LANDSCAPE, Privacy.MONEY, "finance", "none"),
    _f("P53", Paper.A4_LANDSCAPE, Privacy.OFFICE, "office", "preparer_head"),
    _f("P54", Paper.A4, Privacy.MEDICAL, "doctor", "doctor"),
    _f("P55", Paper.A4, Privacy.CUSTODY, "doctor_police", "head"),
    _f("P56", Paper.BED_CARD, Privacy.PERSONAL, "system", "none"),
    _f("P57", Paper.A4, Privacy.OFFICE, "joint_office", "head"),
    _f("P58", Paper.A4, Privacy.OFFICE, "leader", "home_and_host"),
    _f("P59", Paper.A3_LANDSCAPE, Privacy.OFFICE, "team_leader", "leader"),
    _f("P60", Paper.A4_LANDSCAPE, Privacy.OFFICE, "nurse_collector", "both"),
    _f("P56-1", Paper.BED_CARD, Privacy.PERSONAL, "system", "none"),
    _f("P56-2", Paper.WRISTBAND, Privacy.PERSONAL, "system", "none"),
    _f("P56-3", Paper.LABEL, Privacy.PERSONAL, "system", "none"),
    _f("P59-1", Paper.A4, Privacy.OFFICE, "system", "none"),
    _f("P59-2", Paper.A4, Privacy.OFFICE, "team_leader", "leader"),
    _f("P59-3", Paper.A4_LANDSCAPE, Privacy.OFFICE, "team_leader", "leader"),
    _f("L01", Paper.A4, Privacy.PERSONAL, "system", "none"),
    _f("L02", Paper.A4, Privacy.PERSONAL, "nurse", "both"),
    _f("L03", Paper.A4, Privacy.PERSONAL, "system", "leader"),
    _f("L04", Paper.A4, Privacy.MEDICAL, "nurse", "doctor"),
    _f("L05", Paper.A4, Privacy.PERSONAL, "system", "none"),
    _f("L06", Paper.A4_LANDSCAPE, Privacy.OFFICE, "system", "none"),
    _f("L07", Paper.A4, Privacy.SEALED, "system", "two"),
)

FORMS = MappingProxyType({form.code: form for form in _ALL})
"""Code -> form."""
