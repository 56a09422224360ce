"""Notes and talks of planned stays: heads, signed versions with their links (MED-52)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from medcentre.care.facts import SECTIONS, NoteKind
from medcentre.care.tables import NoteModel, NoteVersionModel
from medcentre.kernel.records import VersionSeal, canonical, digest, link_of, stamp
from medcentre.setup.big.plan import DAY, HOUR, SEED, Plan, Visit
from medcentre.setup.big.rows import Batch, Row, Staff
from medcentre.setup.demo_facts import NOTES, TALKS
from medcentre.staff.facts import Category
from medcentre.support.facts import (
    Attitude,
    Band,
    RiskLevel,
    TalkContent,
    TalkReason,
    TalkTopic,
    TalkTrigger,
)
from medcentre.support.rules import picture
from medcentre.support.tables import TalkModel, TalkVersionModel

Item = tuple[datetime, Visit, str]
"""Moment, stay and kind of a record."""

TALK = "officer"
RHYTHM = timedelta(hours=238)
"""Between two progress notes of the years gone by: 300 000 notes in 36 000 stays."""

LATELY = timedelta(days=21)
"""How long back the notes of those in the house follow the rules' own rhythm."""


def items_of(plan: Plan, visit: Visit) -> Iterator[Item]:
    """Every record of a stay, in order of time."""
    dice = Random(f"{SEED}/records/{visit.number}")
    end = min(visit.end, plan.now - HOUR)
    found: list[Item] = []
    for hours, kind in ((5, NoteKind.ADMISSION), (7, NoteKind.FIRST_PROGRESS)):
        found.append((visit.admitted + timedelta(hours=hours), visit, kind))
    when = visit.admitted + timedelta(hours=dice.randrange(24, 72))
    while when < end:
        found.append((when, visit, NoteKind.PROGRESS))
        lately = visit.end > plan.now and when > plan.now - LATELY
        when += 2 * DAY if lately else RHYTHM * dice.uniform(0.8, 1.2)
    when = visit.admitted + timedelta(hours=dice.randrange(6, 23))
    while when < end:
        found.append((when, visit, TALK))
        when += timedelta(days=dice.randrange(24, 30), hours=dice.randrange(6))
    if visit.end <= plan.now:
        found.append((visit.end - HOUR, visit, NoteKind.DISCHARGE))
    found.sort(key=lambda i: i[0])
    return (i for i in found if visit.admitted < i[0] < end)


class Recorder:
    """Numbers and writes records in the order they are handed over."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self.notes = self.talks = 0

    def skip(self, item: Item) -> None:
        """A record an earlier run wrote."""
        if item[2] == TALK:
            self.talks += 1
        else:
            self.notes += 1

    def write(self, batch: Batch, item: Item) -> int:
        """Head, draft and signed version; the record's number."""
        self.skip(item)
        return self._talk(batch, item) if item[2] == TALK else self._note(batch, item)

    def _note(self, batch: Batch, item: Item) -> int:
        when, visit, kind = item
        number = self.notes
        doctor = self.staff.one(Category.DOCTOR, visit.number)
        text = NOTES[number % len(NOTES)]
        parts = [spec.key for spec in SECTIONS[NoteKind(kind)] if spec.required]
        content = {"at": stamp(when), "sections": [[key, text] for key in parts]}
        signed = when + timedelta(minutes=20)
        batch.add(NoteModel, {
            **_head(number, visit, str(kind), when, doctor, signed), "parent_id": None,
        })  # fmt: skip
        _versions(batch, NoteVersionModel, number, content, doctor, "doctor", signed)
        return number

    def _talk(self, batch: Batch, item: Item) -> int:
        when, visit, _ = item
        number = self.talks
        officer = self.staff.one(Category.POLICE, visit.number)
        content = TalkContent(
            started=when, ended=when + timedelta(minutes=25), place="谈话室", recorder=officer[0],
            reasons=(TalkReason.REGULAR,), triggers=(TalkTrigger.MONTHLY,),
            topics=(TalkTopic.ADAPTATION, TalkTopic.FAMILY), content=TALKS[number % len(TALKS)],
            emotion=3, sleep=Band.FAIR, appetite=Band.GOOD, attitude=Attitude.COOPERATING,
            measures="继续关注，按期谈话。", risk_before=RiskLevel.LOW, risk_after=RiskLevel.LOW,
            woman_present=True,
        )  # fmt: skip
        signed = when + timedelta(minutes=50)
        batch.add(TalkModel, {
            **_head(number, visit, TALK, when, officer, signed), "ended_at": content.ended,
            "triggers": str(TalkTrigger.MONTHLY), "follow_up_on": None,
        })  # fmt: skip
        _versions(batch, TalkVersionModel, number, picture(content), officer, "police", signed)
        return number


def _head(
    number: int, visit: Visit, kind: str, when: datetime, who: tuple[str, str], signed: datetime
) -> Row:
    return {
        "id": number, "stay_id": visit.number, "kind": kind, "at": when, "status": "signed",
        "version_no": 2, "author_account": None, "signed_at": signed, "signer": who[0],
        "signer_title": who[1], "signer_account": None, "needs_cosign": False, "cosigner": "",
        "cosigned_at": None, "altered": False, "void_reason": "", "entered_at": signed,
        "entered_by": who[0], "version": 3,
    }  # fmt: skip


def _versions(
    batch: Batch, model: Any, number: int, content: Row, who: tuple[str, str], role: str,
    signed: datetime,
) -> None:  # fmt: skip
    """Draft and signature, as starting and signing a record leave them."""
    text = canonical(content)
    hashed, link = digest(text), ""
    for place, status in ((1, "draft"), (2, "signed")):
        mine = (who[0], role, who[1]) if status == "signed" else ("", "", "")
        seal = VersionSeal(
            f"{model.__tablename__}:{number}", place, status, hashed, who[0], *mine, None,
            stamp(signed), "", "",
        )  # fmt: skip
        before, link = link, link_of(link, seal)
        batch.add(model, {
            "record_id": number, "version_no": place, "status": status, "content": text,
            "content_hash": hashed, "prev_link": before, "link": link, "author": who[0],
            "signer": mine[0], "signer_role": mine[1], "signer_title": mine[2],
            "account_id": None, "at": signed, "reason": "", "workstation": "",
        })  # fmt: skip


ORDER = (NoteModel, NoteVersionModel, TalkModel, TalkVersionModel)
"""Heads before their versions."""
