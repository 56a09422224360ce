"""The same centre written five ways gives the same verdicts."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from medcentre.kernel.clock import at, centre_time
from medcentre.setup.facts import CensusLine, FileKind, MovementKind, MovementLine, Verdict
from medcentre.setup.preview import Preview, preview_sheets
from medcentre.setup.reading import find_files, read_file
from tests.setup.small_centre import TODAY, Centre, build
from tests.setup.variants import VARIANTS

Write = Callable[[Centre, Path], None]


def read_folder(folder: Path) -> Preview:
    """The preview of every file of a folder."""
    return preview_sheets([s for f in find_files(folder) for s in read_file(f)], TODAY)


def expected(centre: Centre) -> list[tuple[str, str]]:
    """(number, reason) in the order of the file."""
    found = []
    for i, p in enumerate(centre.census):
        if f"twin:{i}" in centre.mistakes:
            found.append((p["no"], centre.mistakes[f"twin:{i}"]))
        elif p["no"] in centre.mistakes and not (
            p is not next(q for q in centre.census if q["no"] == p["no"])
        ):
            found.append((p["no"], centre.mistakes[p["no"]]))
    return found


@pytest.mark.parametrize("shift", [0, 2, 5])
@pytest.mark.parametrize("write", VARIANTS, ids=lambda f: f.__name__)
def test_same_verdicts_however_it_was_written(write: Write, shift: int, tmp_path: Path) -> None:
    centre = build(shift)
    write(centre, tmp_path)
    preview = read_folder(tmp_path)
    census = preview.of(FileKind.CENSUS)
    assert len(census) == len(centre.census)
    ignored = (
        {"birth_mismatch_id"}
        if write.__name__ in ("two_rows", "gb_csv", "strange_headings")
        else set()
    )
    got = [(r.line.number, r.reason.value) for r in census
           if isinstance(r.line, CensusLine) and r.reason]  # fmt: skip
    assert got == [e for e in expected(centre) if e[1] not in ignored]
    others = [r for r in preview.rows if not isinstance(r.line, CensusLine)]
    assert [
        (preview.tables[r.ref.table].file, r.ref.row, r.findings)
        for r in others
        if r.verdict is not Verdict.OK
    ] == []
    assert len(preview.of(FileKind.ZONES)) == len(centre.zones)


@pytest.mark.parametrize("write", VARIANTS, ids=lambda f: f.__name__)
def test_values_are_the_truth_however_they_were_written(write: Write, tmp_path: Path) -> None:
    centre = build()
    write(centre, tmp_path)
    preview = read_folder(tmp_path)
    for row, person in zip(preview.of(FileKind.CENSUS), centre.census, strict=True):
        line = row.line
        assert isinstance(line, CensusLine)
        assert line.name == person["name"]
        assert line.id_number == person["id"]
        assert line.decision_date == person["decided"]
        assert line.admitted is not None
        assert centre_time(line.admitted).replace(tzinfo=None) == person["admitted"]
        assert line.fee_class == person["class"]
        assert line.decision_no == person["decision"]
    moves = [r.line for r in preview.of(FileKind.MOVEMENTS)]
    kinds = Counter(m.kind for m in moves if isinstance(m, MovementLine))
    for kind in (
        MovementKind.HOSPITAL_INPATIENT,
        MovementKind.EXIT,
        MovementKind.CLASS_CHANGE,
        MovementKind.ESCAPED,
    ):
        assert kinds[kind] == 1, kind
    leave = next(m for m in moves if isinstance(m, MovementLine) and m.kind is MovementKind.ESCAPED)
    assert leave.start == at(centre.movements[4]["start"].date(), 2)
