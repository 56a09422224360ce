"""Residents: coded values, commands and the frozen rows that screens and papers show."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class LegalStatus(StrEnum):
    """Title under which a resident is here (domain.md 1.2)."""

    CI_HERE = "ci_here"
    CI_OTHER = "ci_other"
    CI_DET = "ci_det"
    MED_RELEASE = "med_release"
    COM_DETOX = "com_detox"
    COM_REHAB = "com_rehab"
    VOLUNTARY = "voluntary"
    CI_VOLUNTARY = "ci_voluntary"
    CRIMINAL_GUARDED = "criminal_guarded"


class CareLevel(StrEnum):
    """Nursing level, ordered by a doctor (domain.md 2.4)."""

    N0 = "n0"
    N1 = "n1"
    N2 = "n2"
    N3 = "n3"


class Condition(StrEnum):
    """How ill: sets the rhythm of progress notes (MED-06 … MED-09)."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    STABLE = "stable"
    CHRONIC = "chronic"


class PrecautionKind(StrEnum):
    """What everybody on duty must wear or do; never names an illness (domain.md 2.8)."""

    BLOOD = "blood"
    CONTACT = "contact"
    DROPLET = "droplet"
    AIRBORNE = "airborne"
    PROTECT = "protect"


class FeeClass(StrEnum):
    """Class of the fixed fee (domain.md 5.2)."""

    F1 = "F1"
    F2 = "F2"
    F3 = "F3"
    F4 = "F4"


class Grade(StrEnum):
    """Severity of illness or disability (domain.md 1.8)."""

    SEVERE = "severe"
    MODERATE = "moderate"
    MILD = "mild"


class AbsenceKind(StrEnum):
    """Why somebody on the roll is not in the house (domain.md 13.1 side states)."""

    HOSPITAL_TRIP = "hospital_trip"
    HOSPITAL_INPATIENT = "hospital_inpatient"
    MEDICAL_LEAVE = "medical_leave"
    FAMILY_LEAVE = "family_leave"
    ESCAPED = "escaped"
    OTHER_ORGAN = "other_organ"


class ExitKind(StrEnum):
    """How a stay ends (domain.md 8.1 `dis`)."""

    EXPIRED = "expired"
    EARLY = "early"
    TO_JUSTICE = "to_justice"
    TO_OTHER = "to_other"
    TO_COMMUNITY = "to_community"
    MEDICAL_OUT = "medical_out"
    VOLUNTARY_END = "voluntary_end"
    DEATH = "death"
    OTHER = "other"


class AlertKind(StrEnum):
    """What staff are warned of; `restricted` alerts show to custody only as their neutral word."""

    ALLERGY = "allergy"
    SUICIDE = "suicide"
    ESCAPE = "escape"
    VIOLENCE = "violence"
    FALL = "fall"
    DIET = "diet"
    EMOTION = "emotion"
    OTHER = "other"


class AlertLevel(StrEnum):
    """Two levels (A4): `red` must be read before acting, `amber` informs."""

    RED = "red"
    AMBER = "amber"


SPECIAL_WORDS = re.compile(
    r"HIV|艾滋|抗病毒|(?<![A-Z\d])ART(?![A-Z\d])|CD4|替诺福韦|拉米夫定|齐多夫定|司他夫定|阿巴卡韦|恩曲他滨|依非韦伦|奈韦拉平|利匹韦林|"
    r"洛匹那韦|达芦那韦|阿扎那韦|多替拉韦|拉替拉韦|艾考恩丙替|比克恩丙诺|艾博韦泰", re.IGNORECASE,
)  # fmt: skip
"""Words that name a special diagnosis (D8): an allergy to a drug of its treatment tells it (SEC-01)."""

TELLING_WORDS = re.compile(
    SPECIAL_WORDS.pattern
    + r"|H[ .·]I[ .·]V|AIDS|爱滋|抗逆转录|必妥维|捷扶康|克力芝|免疫缺陷"
    r"|结核|肺痨|抗痨|涂阳|痰菌|利福平|利福喷丁|利福布汀|异烟肼|吡嗪酰胺|乙胺丁醇"
    r"|梅毒|淋病|尖锐湿疣|生殖器疱疹|性传播|皮肤性病|(?<![一-龥])性病"
    r"|[甲乙丙丁戊]肝|肝炎|[大小]三阳|恩替卡韦|索磷布韦|维帕他韦|干扰素"
    r"|(?<![A-Z\d])(?:TB|MTB|HCV|HBV|HBSAG|TPPA|RPR|HAART|3TC|TDF|EFV"
    r"|(?:A1[5-9]|A5\d|A6[0-4]|B1[5-9]|B2[0-4])(?:\.\d+)?)(?![A-Z\d-])",
    re.IGNORECASE,
)  # fmt: skip
"""The same with tuberculosis, sexually transmitted and liver infections, and their ICD-10 codes (not
followed by a hyphen, as codes of beds are): what nobody outside the treating team reads (SEC-01)."""

MIND_WORDS = re.compile(
    r"精神(?:分裂|障碍|疾|病|科|卫生)|抑郁(?:症|障碍|发作)|双相|躁狂|焦虑(?:症|障碍)|妄想|幻听|幻觉|谵妄"
    r"|奥氮平|利培酮|氯氮平|喹硫平|阿立哌唑|氟哌啶醇|奋乃静|碳酸锂|妊娠|怀孕|流产|早孕|孕妇"
    r"|(?<![A-Z\d])F[23]\d(?:\.\d+)?(?![A-Z\d-])",
    re.IGNORECASE,
)  # fmt: skip
"""Words of mental illness (D9) and pregnancy (D7): officers and guards know the measures, not these."""

TELLING_DIET = re.compile("no_bones|无骨|无刺(?!激)")
"""The diet that tells (SEC-01); a bland one (无刺激) does not."""


def tells(words: str) -> bool:
    """Whether words name an illness of SEC-01, in whatever width the letters were typed."""
    return TELLING_WORDS.search(unicodedata.normalize("NFKC", words)) is not None


def tells_mind(words: str) -> bool:
    """Whether words name a mental illness, its drugs, or a pregnancy."""
    return MIND_WORDS.search(unicodedata.normalize("NFKC", words)) is not None


class TraitKind(StrEnum):
    """Further dated facts that placement, rosters and care read; values are short texts."""

    NGASR = "ngasr"
    """Suicide risk score 0–25."""
    VIOLENCE = "violence"
    """Violence scale 0–5."""
    CONSTANT_WATCH = "constant_watch"
    OXYGEN = "oxygen"
    WHEELCHAIR = "wheelchair"
    BEDRIDDEN = "bedridden"
    LAME = "lame"
    SEIZURES = "seizures"
    ACUTE_PSYCHOSIS = "acute_psychosis"
    TESTS_COMPLETE = "tests_complete"
    """Intake infection tests are back (PL-H13)."""
    DRUG_TYPE = "drug_type"
    """opioid, amphetamine or other."""
    DETOX_COUNT = "detox_count"
    """Number of earlier detox stays."""
    INJECTING = "injecting"
    SMOKER = "smoker"
    SNORES = "snores"
    DIALECT = "dialect"
    PEER_EDUCATOR = "peer_educator"
    TERMINAL = "terminal"
    FOCUS = "focus"
    """Focus person level 1–3 (domain.md 3.5)."""
    PREGNANT = "pregnant"
    BARTHEL = "barthel"


class LifeStage(StrEnum):
    """Where a stay is in the life cycle of domain.md 13.1; derived, never stored."""

    EXPECTED = "expected"
    TRANSITION = "transition"
    TREATMENT = "treatment"
    PRE_RELEASE = "pre_release"
    OUTSIDE = "outside"
    EXITED = "exited"


class ResidentCode(StrEnum):
    """Refusals of this room."""

    ALREADY_IN = "already_in"
    ALREADY_EXITED = "already_exited"
    ALREADY_OUT = "already_out"
    NOT_OUT = "not_out"
    NO_DECISION = "no_decision"
    NOT_FIT_PREGNANT = "not_fit_pregnant"
    UNDER_16 = "under_16_needs_head"
    BEFORE_ADMISSION = "before_admission"
    RETURN_BEFORE_LEAVE = "return_before_leave"
    EXIT_BEFORE_ADMISSION = "exit_before_admission_time"
    DECISION_AFTER_ADMISSION = "decision_after_admission"
    SEX_NOT_AS_ID = "sex_not_as_id"
    BIRTH_NOT_AS_ID = "birth_not_as_id"
    NUMBER_TAKEN = "admission_no_taken"
    PERSON_KNOWN = "person_known"
    LEAVE_TOO_LONG = "leave_too_long"
    EARLY_AFTER_ESCAPE = "early_after_escape"
    EXTENSION_TOO_LONG = "extension_too_long"
    SAME_VALUE = "same_value"
    REASON_TOO_SHORT = "reason_too_short"
    NO_ZONE = "reach_no_zone"
    OFF_SHIFT = "reach_off_shift"
    OUT_OF_ZONE = "reach_out_of_zone"
    KEEP_AWAY = "reach_keep_away"
    NO_STAFF_RECORD = "reach_no_staff_record"
    PHOTO_NOT_JPEG = "photo_not_jpeg"
    PHOTO_TOO_LARGE = "photo_too_large"
    PHOTO_NONE = "photo_none"


# ---- commands -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Identity of somebody who was never here. `sex` is the GB/T 2261.1 code."""

    name: str
    sex: str
    birth_date: date
    id_number: str | None = None
    ethnic: str = ""
    phone: str = ""
    address: str = ""
    education: str = ""
    nickname: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IllnessFact:
    """One illness category; `text` is the diagnosis in words, for medical roles only."""

    category: str
    text: str = ""
    grade: Grade | None = None
    main: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit:
    """A whole admission: person (new or known), stay and first facts."""

    person: NewPerson | None = None
    person_id: int | None = None
    admission_no: str = ""
    admitted_at: datetime
    legal_status: LegalStatus = LegalStatus.CI_HERE
    decision_no: str = ""
    decision_organ: str = ""
    decision_on: date | None = None
    agreement_until: date | None = None
    care_level: CareLevel = CareLevel.N2
    condition: Condition = Condition.STABLE
    fee_class: FeeClass | None = None
    fee_class_confirmed: bool = True
    illnesses: tuple[IllnessFact, ...] = ()
    precautions: tuple[PrecautionKind, ...] = ()
    allergy: str = ""
    traits: tuple[tuple[TraitKind, str], ...] = ()
    pregnancy_checked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFact:
    """A new value of a one-at-a-time fact from a moment on."""

    stay_id: int
    value: str
    from_at: datetime
    reason: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StartAbsence:
    """Leaving the house while staying on the roll."""

    stay_id: int
    kind: AbsenceKind
    left_at: datetime
    expected_back: datetime | None = None
    destination: str = ""
    paper_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAbsence:
    """Coming back."""

    stay_id: int
    returned_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExit:
    """The stay ends. `version` is the stay's as the screen saw it."""

    stay_id: int
    version: int | None
    kind: ExitKind
    exited_at: datetime
    paper_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectIdentity:
    """Identity corrected with a reason; only given fields change."""

    person_id: int
    version: int
    reason: str
    name: str | None = None
    sex: str | None = None
    birth_date: date | None = None
    id_number: str | None = None
    ethnic: str | None = None
    phone: str | None = None
    address: str | None = None
    nickname: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectStay:
    """Admission data corrected with a reason; only given fields change."""

    stay_id: int
    version: int
    reason: str
    admitted_at: datetime | None = None
    decision_no: str | None = None
    decision_organ: str | None = None
    decision_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMark:
    """A precaution, alert or trait begins; `kind` decides which, `value` is free text."""

    stay_id: int
    kind: str
    from_at: datetime
    value: str = ""
    level: AlertLevel = AlertLevel.AMBER
    restricted: bool = False
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMark:
    """A precaution, alert or trait ends."""

    mark_id: int
    version: int
    until_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendTerm:
    """The deciding organ extended the term (LAW-10: at most 12 months in all)."""

    stay_id: int
    months: int
    decided_on: date
    decision_no: str


# ---- rows -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """What LAW-10 derives. `early_forbidden`: escaped and recaptured (or still away)."""

    start: date
    last_day: date
    base_last: date
    earliest_proposal: date
    early_forbidden: bool
    excluded_days: int
    extension_months: int
    transfer_from: date
    transfer_to: date
    transfer_limit: date

    def days_left(self, today: date) -> int:
        """0 on the last day, negative when overdue."""
        return (self.last_day - today).days


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person on the roll at a moment, as far as the reader may know.

    Masked values are None or masked text; `absence` says why the person is not in the house.
    """

    stay_id: int
    version: int
    person_id: int
    admission_no: str
    name: str
    pinyin: str
    initials: str
    sex: str
    birth_date: date | None
    admitted_at: datetime
    legal_status: LegalStatus | None
    care_level: CareLevel | None
    condition: Condition | None
    fee_class: FeeClass | None
    precautions: tuple[PrecautionKind, ...]
    red_alert: bool
    focus: int | None
    absence: AbsenceKind | None
    absent_since: datetime | None
    expected_back: datetime | None
    last_day: date | None
    exited_at: datetime | None
    exit_kind: ExitKind | None
    nickname: str = ""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A precaution, alert or trait in force or past."""

    id: int
    version: int
    group: str
    kind: str
    value: str
    level: AlertLevel
    from_at: datetime
    until_at: datetime | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class IllnessRow:
    """One illness category of a stay; empty text for readers who may see the category only."""

    id: int
    category: str
    text: str
    grade: Grade | None
    main: bool
    confirmed: bool
    from_at: datetime
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """One dated change in a stay's history, for the timeline."""

    at: datetime
    fact: str
    value: str
    until: datetime | None
    entered_by: str
    entered_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One absence, running while `returned_at` is None."""

    id: int
    version: int
    kind: AbsenceKind
    left_at: datetime
    returned_at: datetime | None
    expected_back: datetime | None
    destination: str
    note: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything the banner and the head of the person page show (J2)."""

    roll: RollRow
    person_version: int
    id_number: str
    ethnic: str
    phone: str
    address: str
    decision_no: str
    decision_organ: str
    decision_on: date | None
    term: Term | None
    days_left: int | None
    main_diagnosis: str
    illnesses: tuple[IllnessRow, ...]
    marks: tuple[MarkRow, ...]
    absences: tuple[AbsenceRow, ...]
    stage: LifeStage
    stays: int


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of the person search (J4)."""

    stay_id: int
    name: str
    pinyin: str
    admission_no: str
    sex: str
    birth_date: date | None
    exited: bool
    same_name: bool
    bed: str = ""


@dataclass(frozen=True, slots=True)
class RollCounts:
    """Live counters of the top bar."""

    on_roll: int
    out: int
    in_house: int
