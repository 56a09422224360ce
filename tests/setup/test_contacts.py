"""IC-03 on the shipped centre: who shared a room with a case in three months, counted a second way.

The second way reads the spreadsheets themselves and goes through the window minute by minute.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber

from medcentre.kernel.clock import CENTRE_ZONE, StillClock
from medcentre.kernel.context import ServiceContext
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.lists import render_contact_list
from medcentre.placement.acts import exchange
from medcentre.placement.commands import Exchange
from medcentre.placement.files import contacts_workbook
from medcentre.placement.papers import contact_list
from medcentre.placement.views import bed_map, contacts
from medcentre.residents.views import roll
from medcentre.setup.acts import apply_import
from medcentre.setup.views import plan_import

CENTRE = Path(__file__).parents[1] / "data" / "centre"
CASE, OTHER = "许泽宇", "王大勇"
GONE = ("出所", "死亡")
MINUTE = timedelta(minutes=1)


@dataclass
class Lying:
    """A row of the spreadsheet: who, which room, from when until when, in minutes of the clock."""

    name: str
    room: str
    start: datetime
    end: datetime | None


def moment(day: Any, clock: Any) -> datetime:
    """A day and a time as a centre writes them: 2025-01-02, 2025/1/5, 2025年1月3日, 20250102."""
    if isinstance(day, datetime):
        year, month, number = day.year, day.month, day.day
    else:
        parts = re.findall(r"\d+", str(day))
        if len(parts) == 1:
            parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
        year, month, number = map(int, parts[:3])
    hour, minute = (int(p) for p in re.findall(r"\d+", str(clock))[:2])
    return datetime(year, month, number, hour, minute, tzinfo=CENTRE_ZONE).astimezone(UTC)


def spreadsheet() -> list[Lying]:
    """Everybody in a bed of census.xlsx, with the exits of movements.xlsx."""
    moves = openpyxl.load_workbook(CENTRE / "movements.xlsx").active
    assert moves is not None
    gone = {
        no: when.replace(tzinfo=CENTRE_ZONE).astimezone(UTC)
        for no, _, what, when, *_ in moves.iter_rows(min_row=2, values_only=True)
        if str(what).startswith(GONE) and isinstance(when, datetime)
    }
    census = openpyxl.load_workbook(CENTRE / "census.xlsx").worksheets[0]
    rows = list(census.iter_rows(values_only=True))
    at = {str(h): i for i, h in enumerate(rows[1])}
    return [
        Lying(
            str(r[at["姓名"]]), str(r[at["床号"]]).rsplit("-", 1)[0],
            moment(r[at["入所日期"]], r[at["入所时间"]]), gone.get(r[at["学员编号"]]),
        )
        for r in rows[2:]
        if r[at["床号"]] and r[at["入所时间"]]
    ]  # fmt: skip


def minutes_together(
    lying: list[Lying], case: str, start: datetime, end: datetime
) -> Counter[tuple[str, str]]:
    """Name and room -> minutes shared with the case, counted one by one."""
    together: Counter[tuple[str, str]] = Counter()
    at = start
    near = [p for p in lying if p.room.startswith("Z2")]
    while at < end:
        here = [p for p in near if p.start <= at and (p.end is None or at < p.end)]
        rooms = [p.room for p in here if p.name == case]
        for person in here:
            if person.name != case and person.room in rooms:
                together[person.name, person.room] += 1
        at += MINUTE
    return together


def test_contacts_of_a_case_over_three_months(
    context: Callable[..., ServiceContext], clock: StillClock
) -> None:
    ctx = context()
    apply_import(ctx, plan_import(ctx, CENTRE), good_rows_only=True)
    tiles = {t.name: t for z in bed_map(ctx).zones for t in z.tiles if t.stay_id}
    known = {r.name: r.stay_id for r in roll(ctx)}
    clock.forward(days=2, hours=3, minutes=17)
    swapped = clock.now()
    exchange(
        ctx,
        Exchange(
            places=(
                (known[CASE], tiles[OTHER].bed_id), (known[OTHER], tiles[CASE].bed_id),
            ),
            reason="互换病室", cleaning_signed=True,
        ),
    )  # fmt: skip
    clock.forward(days=6, hours=1)
    now, start = clock.now(), clock.now() - timedelta(days=92)

    lying = spreadsheet()
    mine = next(p for p in lying if p.name == CASE)
    his = next(p for p in lying if p.name == OTHER)
    mine.end = his.end = swapped
    lying += [
        Lying(CASE, his.room, swapped, None), Lying(OTHER, mine.room, swapped, None),
    ]  # fmt: skip
    expected = minutes_together(lying, CASE, start, now)
    assert len(expected) >= 2, "the case shared two rooms"

    found = contacts(ctx, known[CASE], start, now)
    got = {(c.name, c.place.split()[-1]): c.hours for c in found}
    assert got == {key: round(count / 60, 1) for key, count in expected.items()}
    assert [c.hours for c in found] == sorted((c.hours for c in found), reverse=True)

    doc = contact_list(ctx, known[CASE], start, now)
    book = openpyxl.load_workbook(BytesIO(contacts_workbook(ctx, doc)))
    cells = [r for r in book.worksheets[0].iter_rows(min_row=6, values_only=True) if r[2]]
    assert {(str(r[2]), float(str(r[6]))) for r in cells} == {(c.name, c.hours) for c in found}
    pdf = render_contact_list(
        doc, PrintContext(centre_name="收治中心", printed_by="测试", printed_at=now)
    )
    with pdfplumber.open(BytesIO(pdf)) as pages:
        words = "".join(p.extract_text() for p in pages.pages)
    for row in found:
        assert row.name in words
        assert f"{row.hours:.1f}" in words
    assert CASE not in words, "who is asked about is a number on paper (SEC-01)"
