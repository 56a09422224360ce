"""Notes and talks of planned stays: heads, signed versions with their links (MED-52)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from medcentre.care.facts import SECTIONS, NoteKind
from medcentre.care.tables import NoteModel, NoteVersionModel
from medcentre.kernel.clock import at as moment_at
from medcentre.kernel.clock import centre_day
from medcentre.kernel.periods import add_months
from medcentre.kernel.records import VersionSeal, canonical, digest, link_of, stamp
from medcentre.setup.big.plan import DAY, HOUR, INTO_WARD, SEED, Plan, Visit
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

TALK, MOVED_TALK = "officer", "officer after a move"
TALKS_KEPT = (TALK, MOVED_TALK)
RHYTHM = timedelta(hours=470)
"""Between two progress notes of the years gone by: 300 000 notes in 36 000 stays."""

LATELY = timedelta(days=21)
"""How long back the notes of those in the house follow the rules' own rhythm."""

FIRST = (
    (5, NoteKind.ADMISSION), (7, NoteKind.FIRST_PROGRESS), (40, NoteKind.ATTENDING_FIRST),
    (66, NoteKind.CHIEF_FIRST),
)  # fmt: skip
"""Hours after the admission, and what is written then (MED-01 … MED-13)."""

NEWCOMER = (0.8, 2.5, 6.5, 14.5, 27)
"""Days after the admission on which those in the house were talked to (TLK-01)."""


def items_of(plan: Plan, visit: Visit) -> Iterator[Item]:
    """Every record of a stay, in order of time."""
    dice = Random(f"{SEED}/records/{visit.number}")
    end = min(visit.end, plan.now - HOUR)
    found: list[Item] = [
        (visit.admitted + timedelta(hours=hours), visit, kind) for hours, kind in FIRST
    ]
    when = visit.admitted + timedelta(hours=dice.randrange(80, 120))
    while when < end:
        found.append((when, visit, NoteKind.PROGRESS))
        lately = visit.end > plan.now and when > plan.now - LATELY
        when += 2 * DAY if lately else RHYTHM * dice.uniform(0.8, 1.2)
    first = centre_day(visit.admitted)
    for month in range(1, 13):
        found.append((moment_at(add_months(first, month), 10), visit, NoteKind.STAGE_SUMMARY))
    found += _talks(plan, visit, end, dice)
    for piece in visit.pieces:
        if piece.opened.reason == INTO_WARD:
            found.append((piece.start - HOUR, visit, NoteKind.TRANSFER_OUT))
            found.append((piece.start + 3 * HOUR, visit, NoteKind.TRANSFER_IN))
    if visit.end <= plan.now:
        found.append((visit.end - HOUR, visit, NoteKind.DISCHARGE))
    found.sort(key=lambda i: i[0])
    return (i for i in found if visit.admitted < i[0] < end)


def _talks(plan: Plan, visit: Visit, end: datetime, dice: Random) -> Iterator[Item]:
    """Once in four weeks; with those in the house also as newcomers and after each move."""
    when = visit.admitted + timedelta(hours=dice.randrange(6, 23))
    if visit.end > plan.now:
        for days in NEWCOMER:
            yield visit.admitted + timedelta(days=days), visit, TALK
        for piece in visit.pieces[1:]:
            yield piece.start + 5 * HOUR, visit, MOVED_TALK
        when += timedelta(days=40)
    while when < end:
        yield when, visit, TALK
        when += timedelta(days=dice.randrange(24, 28), hours=dice.randrange(6))


class Recorder:
    """Numbers and writes records in the order they are handed over."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self.notes = self.talks = 0

    def skip(self, item: Item) -> None:
        """A record an earlier run wrote."""
        if item[2] in TALKS_KEPT:
            self.talks += 1
        else:
            self.notes += 1

    def write(self, batch: Batch, item: Item) -> int:
        """Head, draft and signed version; the record's number."""
        self.skip(item)
        return self._talk(batch, item) if item[2] in TALKS_KEPT else self._note(batch, item)

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
        when, visit, kind = item
        number = self.talks
        trigger = TalkTrigger.BED_CHANGE if kind == MOVED_TALK else TalkTrigger.MONTHLY
        officer = self.staff.one(Category.POLICE, visit.number)
        content = TalkContent(
            started=when, ended=when + timedelta(minutes=25), place="谈话室", recorder=officer[0],
            reasons=(TalkReason.REGULAR,), triggers=(trigger,),
            topics=(TalkTopic.ADAPTATION, TalkTopic.FAMILY), content=TALKS[number % len(TALKS)],
            emotion=3, sleep=Band.FAIR, appetite=Band.GOOD, attitude=Attitude.COOPERATING,
            measures="继续关注，按期谈话。", risk_before=RiskLevel.LOW, risk_after=RiskLevel.LOW,
            woman_present=True,
        )  # fmt: skip
        signed = when + timedelta(minutes=50)
        batch.add(TalkModel, {
            **_head(number, visit, TALK, when, officer, signed), "ended_at": content.ended,
            "triggers": str(trigger), "follow_up_on": None,
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
