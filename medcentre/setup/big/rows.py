"""A planned stay as rows of the residents' and the placement room's tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from medcentre.kernel.clock import centre_day
from medcentre.kernel.texts import initials, pinyin
from medcentre.placement.facts import ZoneKind
from medcentre.placement.tables import (
    BedClosureModel,
    ChangeModel,
    CleaningModel,
    IsolationOrderModel,
    MoveRequestModel,
    OccupancyModel,
    ReservationModel,
    SharingRiskModel,
)
from medcentre.residents.facts import AbsenceKind, ExitKind, LegalStatus
from medcentre.residents.tables import (
    AbsenceModel,
    CareLevelModel,
    ConditionModel,
    FeeClassModel,
    IllnessModel,
    LegalStatusModel,
    MarkModel,
    PersonModel,
    StayModel,
)
from medcentre.setup.big.plan import (
    CLEANED_AFTER,
    DAY,
    HOUR,
    SEED,
    Cleaning,
    Closure,
    Person,
    Plan,
    Visit,
)
from medcentre.setup.demo_facts import ETHNIC, ORGANS
from medcentre.staff.facts import Category

Row = dict[str, Any]
EXITS = (ExitKind.EXPIRED, ExitKind.EXPIRED, ExitKind.EXPIRED, ExitKind.TO_JUSTICE,
         ExitKind.TO_COMMUNITY, ExitKind.TO_OTHER, ExitKind.MEDICAL_OUT)  # fmt: skip
ALERTS = (("allergy", "青霉素", "red"), ("fall", "45 分", "amber"), ("diet", "低盐低脂", "amber"),
          ("emotion", "近期情绪波动", "amber"), ("escape", "", "red"))  # fmt: skip
FEES = ("F1", "F2", "F3")


@dataclass(slots=True)
class Batch:
    """Rows of one month, by table; tables in the order in which they refer to one another."""

    rows: dict[Any, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, model: Any, row: Row) -> None:
        """One more row."""
        self.rows[model].append(row)


@dataclass(frozen=True, slots=True)
class Staff:
    """People who enter and sign: name and title by category."""

    by_category: Mapping[Category, tuple[tuple[str, str], ...]]

    def one(self, category: Category, number: int) -> tuple[str, str]:
        """Somebody of a category; the same number gives the same person."""
        people = self.by_category[category]
        return people[number % len(people)]


class Writer:
    """Turns the plan's stays into rows; `beds`: code -> number."""

    def __init__(self, plan: Plan, beds: Mapping[str, int], staff: Staff) -> None:
        self.plan, self.beds, self.staff = plan, beds, staff
        self.now = plan.now
        self._known: set[int] = set()
        self._spelt: dict[str, tuple[str, str]] = {}
        self._years: dict[int, int] = {}
        for visit in plan.visits:
            self._years.setdefault(centre_day(visit.admitted).year, visit.number - 1)

    def stay(self, batch: Batch, visit: Visit) -> None:
        """Person (when new), stay, its facts, its absences, its beds."""
        dice = Random(f"{SEED}/stay/{visit.number}")
        officer, _ = self.staff.one(Category.POLICE, visit.number)
        seen = {"entered_at": visit.admitted + timedelta(minutes=15), "entered_by": officer}
        new = {**seen, "version": 1}
        if visit.who.number not in self._known:
            self._known.add(visit.who.number)
            batch.add(PersonModel, self._person(visit.who, dice, new))
        batch.add(StayModel, self._stay(visit, dice, new))
        self._facts(batch, visit, dice, new)
        self._absences(batch, visit, dice, new)
        self._places(batch, visit, dice, new)

    def skip(self, visit: Visit) -> None:
        """A stay an earlier run wrote."""
        self._known.add(visit.who.number)

    def _person(self, who: Person, dice: Random, new: Row) -> Row:
        if who.name not in self._spelt:
            self._spelt[who.name] = (pinyin(who.name), initials(who.name))
        spelt, letters = self._spelt[who.name]
        return {
            "id": who.number, "name": who.name, "pinyin": spelt, "initials": letters,
            "nickname": "", "sex": who.sex, "birth_date": who.birth, "id_number": who.id_number,
            "ethnic": ETHNIC[who.ethnic % len(ETHNIC)],
            "phone": f"199{dice.randrange(10_000_000, 99_999_999)}",
            "address": f"贵阳市某区某街道{dice.randrange(1, 200)}号", "education": "",
            "merged_into": None, **new,
        }  # fmt: skip

    def _stay(self, visit: Visit, dice: Random, new: Row) -> Row:
        gone = visit.exited(self.now)
        day = centre_day(gone) if gone else centre_day(visit.admitted)
        served = 729 if gone else dice.randrange(0, 200)
        decided = day - timedelta(days=served)
        kind = EXITS[dice.randrange(len(EXITS))] if gone else None
        return {
            "id": visit.number, "person_id": visit.who.number,
            "admission_no": self.number_of(visit), "admitted_at": visit.admitted,
            "decision_no": f"筑公（禁）强戒决字〔{decided.year}〕第{visit.number % 9000 + 1:04d}号",
            "decision_organ": dice.choice(ORGANS), "decision_on": decided,
            "agreement_until": None, "note": "", "exited_at": gone,
            "exit_kind": kind, "exit_paper": "", "exit_note": "", **new,
        }  # fmt: skip

    def number_of(self, visit: Visit) -> str:
        """Year and a count, as the program gives them."""
        year = centre_day(visit.admitted).year
        return f"{year}{visit.number - self._before(year):04d}"

    def _before(self, year: int) -> int:
        """Stays of the years before."""
        return self._years[year]

    def last_numbers(self) -> dict[int, int]:
        """Year -> the last admission number given in it."""
        found: dict[int, int] = {}
        for visit in self.plan.visits:
            year = centre_day(visit.admitted).year
            found[year] = visit.number - self._before(year)
        return found

    # ---- facts ------------------------------------------------------------------------------

    def _facts(self, batch: Batch, visit: Visit, dice: Random, new: Row) -> None:
        case, stays = visit.case, self._stays_for(visit)
        common = {"stay_id": visit.number, "revoked_at": None, "reason": "", **new}
        since = {"from_at": visit.admitted, "until_at": None, **common}
        care = case.care[dice.randrange(len(case.care))]
        batch.add(LegalStatusModel, {"value": LegalStatus.CI_HERE, **since})
        batch.add(
            ConditionModel, {"value": "chronic" if dice.random() < 0.4 else "stable", **since}
        )
        later = visit.admitted + stays * dice.uniform(0.3, 0.7)
        turns = care in ("n2", "n3") and dice.random() < 0.25 and later < self.now
        batch.add(CareLevelModel, {**since, "value": care, "until_at": later if turns else None})
        if turns:
            other = "n3" if care == "n2" else "n2"
            batch.add(CareLevelModel, {**since, "value": other, "from_at": later})
        fee, changes = case.fee, dice.random() < 0.15 and case.fee in FEES and later < self.now
        batch.add(FeeClassModel, {**since, "value": fee, "confirmed": True,
                                  "until_at": later if changes else None})  # fmt: skip
        if changes:
            value = FEES[(FEES.index(fee) + 1) % 3]
            batch.add(FeeClassModel, {**since, "value": value, "confirmed": True, "from_at": later})
        batch.add(IllnessModel, {**since, "category": case.category, "text": case.text,
                                 "grade": None, "main": True, "confirmed": True})  # fmt: skip
        self._marks(batch, visit, dice, since)

    def _stays_for(self, visit: Visit) -> timedelta:
        return min(visit.end, self.now) - visit.admitted

    def _marks(self, batch: Batch, visit: Visit, dice: Random, since: Row) -> None:
        def mark(group: str, kind: str, value: str = "", level: str = "amber", **more: Any) -> None:
            batch.add(MarkModel, {**since, "group": group, "kind": kind, "value": value,
                                  "level": level, "restricted": False, "review_on": None,
                                  **more})  # fmt: skip

        drug = dice.choice(("opioid", "opioid", "opioid", "amphetamine", "amphetamine", "other"))
        for kind in sorted(
            set(visit.case.precautions) | ({"blood"} if drug == "opioid" else set())
        ):
            mark("precaution", kind)
        for kind, value in visit.case.traits:
            mark("trait", kind, value)
        mark("trait", "drug_type", drug)
        mark("trait", "detox_count", str(dice.randrange(3)))
        if visit.intake:
            known = visit.placed if visit.placed <= self.now else None
            mark("trait", "tests_complete", "no", until_at=known)
            if known:
                mark("trait", "tests_complete", "yes", from_at=known)
        else:
            mark("trait", "tests_complete", "yes")
        if dice.random() < 0.3:
            mark("alert", *ALERTS[dice.randrange(len(ALERTS))])
        if dice.random() < 0.06:
            mark("trait", "focus", str(dice.randrange(1, 4)))

    def _absences(self, batch: Batch, visit: Visit, dice: Random, new: Row) -> None:
        """Trips, weeks in a hospital, leave: at most one in each third of the stay."""
        third = self._stays_for(visit) / 3
        if third < 10 * DAY:
            return
        for part, chance in ((0, 0.15), (1, 0.2), (2, 0.1)):
            if dice.random() > chance:
                continue
            kind, hours = dice.choice(
                ((AbsenceKind.HOSPITAL_TRIP, 6), (AbsenceKind.HOSPITAL_TRIP, 4),
                 (AbsenceKind.HOSPITAL_INPATIENT, 130), (AbsenceKind.FAMILY_LEAVE, 50))
            )  # fmt: skip
            left = visit.admitted + third * (part + dice.uniform(0.1, 0.3)) + 2 * HOUR
            self._absence(batch, visit, kind, left, timedelta(hours=hours), new)
        if visit.end > self.now and visit.pieces and visit.number % 29 == 0:
            left = self.now - timedelta(hours=2 + visit.number % 30)
            self._absence(batch, visit, AbsenceKind.HOSPITAL_INPATIENT, left, 4 * DAY, new)

    def _absence(
        self,
        batch: Batch,
        visit: Visit,
        kind: AbsenceKind,
        left: datetime,
        long: timedelta,
        new: Row,
    ) -> None:
        back = left + long
        batch.add(AbsenceModel, {
            "stay_id": visit.number, "from_at": left, "until_at": back if back <= self.now else None,
            "revoked_at": None, "reason": "", "kind": kind, "expected_back": back,
            "destination": "家中" if kind is AbsenceKind.FAMILY_LEAVE else "市第一医院",
            "paper_no": "", "note": "", **new,
        })  # fmt: skip

    # ---- beds -------------------------------------------------------------------------------

    def _places(self, batch: Batch, visit: Visit, dice: Random, new: Row) -> None:
        for piece in visit.pieces:
            batch.add(OccupancyModel, {
                "stay_id": visit.number, "bed_id": self.beds[piece.bed], "from_at": piece.start,
                "until_at": piece.end, "revoked_at": None, "reason": piece.opened.reason,
                "opened_by_id": piece.opened.id,
                "closed_by_id": piece.closed.id if piece.closed else None, **new,
            })  # fmt: skip
        if visit.intake and len(visit.pieces) > 1:
            self._request(batch, visit, new)
        if dice.random() < 0.06 and visit.pieces and not visit.intake:
            start = visit.placed - 2 * HOUR
            batch.add(ReservationModel, {
                "bed_id": self.beds[visit.pieces[0].bed], "stay_id": visit.number, "for_whom": "",
                "reason": "待入住", "from_at": start, "until_at": start + 12 * HOUR,
                "released_at": visit.placed, **new,
            })  # fmt: skip
        ended = visit.exited(self.now)
        if visit.zone.kind is ZoneKind.WATCH and visit.pieces:
            batch.add(IsolationOrderModel, {
                "stay_id": visit.number, "precaution": "contact", "agent": "", "alone": True,
                "reason": "接触隔离", "from_at": visit.placed, "review_at": visit.placed + 7 * DAY,
                "reviewed_by": "", "until_at": ended, "ended_by": "", "ended_reason": "", **new,
            })  # fmt: skip
        if dice.random() < 0.05:
            nurse, _ = self.staff.one(Category.NURSE, visit.number)
            batch.add(SharingRiskModel, {
                "stay_id": visit.number, "level": "raised", "reason": "情绪不稳",
                "police_by": new["entered_by"], "nurse_by": nurse, "from_at": visit.admitted + HOUR,
                "until_at": ended, "review_on": None, **new,
            })  # fmt: skip

    def _request(self, batch: Batch, visit: Visit, new: Row) -> None:
        doctor, _ = self.staff.one(Category.DOCTOR, visit.number)
        nurse, _ = self.staff.one(Category.NURSE, visit.number)
        asked = visit.placed - 5 * HOUR
        batch.add(MoveRequestModel, {
            "stay_id": visit.number, "from_bed_id": self.beds[visit.intake],
            "to_bed_id": self.beds[visit.pieces[1].bed], "crosses": True, "reason": "检查完毕转病区",
            "illness": True, "doctor_opinion": "可转入病区", "doctor_by": doctor, "belongings": "",
            "records_handed": True, "status": "received", "medical_by": doctor,
            "medical_at": asked + HOUR, "security_by": new["entered_by"],
            "security_at": asked + 2 * HOUR, "received_by": nurse, "closed_at": visit.placed,
            "answer": "", "change_id": visit.pieces[1].opened.id,
            **(new | {"entered_at": asked, "entered_by": nurse}),
        })  # fmt: skip

    def changes(self, batch: Batch, month: int) -> None:
        """The changes that the stays of a month are the first to name."""
        for change in self.plan.changes:
            if change.month == month:
                nurse, _ = self.staff.one(Category.NURSE, change.id)
                batch.add(ChangeModel, {
                    "id": change.id, "kind": change.kind, "at": change.at, "reason": change.reason,
                    "undone_at": None, "undone_by": "", "entered_at": change.at,
                    "entered_by": nurse, "version": 1,
                })  # fmt: skip

    def cleanings(self, batch: Batch, month: int) -> None:
        """Beds left, in the month their change was written."""
        for item in self.plan.cleanings:
            if item.change.month == month:
                batch.add(CleaningModel, self._cleaning(item))

    def _cleaning(self, item: Cleaning) -> Row:
        nurse, _ = self.staff.one(Category.NURSE, item.change.id + 1)
        signed = item.at + CLEANED_AFTER
        done = signed <= self.now
        return {
            "bed_id": self.beds[item.bed], "change_id": item.change.id,
            "disinfect": item.disinfect, "from_at": item.at,
            "started_at": item.at + HOUR / 3 if done else None,
            "ready_at": item.at + HOUR if done else None, "signed_at": signed if done else None,
            "signed_by": nurse if done else "", "note": "", "revoked_at": None,
            "entered_at": item.at, "entered_by": nurse, "version": 1,
        }  # fmt: skip

    def closures(self, batch: Batch, closures: Iterable[Closure]) -> None:
        """Repairs; the last of them may be running."""
        for item in closures:
            nurse, _ = self.staff.one(Category.NURSE, len(item.bed))
            batch.add(BedClosureModel, {
                "bed_id": self.beds[item.bed], "reason": "repair", "note": "水管维修",
                "from_at": item.start, "until_at": item.end if item.end <= self.now else None,
                "entered_at": item.start, "entered_by": nurse, "version": 1,
            })  # fmt: skip


ORDER = (
    PersonModel, StayModel, LegalStatusModel, ConditionModel, CareLevelModel, FeeClassModel,
    MarkModel, IllnessModel, AbsenceModel, ChangeModel, OccupancyModel, CleaningModel,
    BedClosureModel, ReservationModel, IsolationOrderModel, SharingRiskModel, MoveRequestModel,
)  # fmt: skip
"""Tables in the order their rows refer to one another."""
