"""SEC-02: the files finance hands out name no illness, wherever somebody wrote one."""

from collections.abc import Callable
from io import BytesIO

from openpyxl import load_workbook

from medcentre.fees import acts
from medcentre.fees.commands import CloseMonth
from medcentre.fees.handing_in import FileKind, export_statement
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.permissions import Role
from medcentre.residents import acts as residents
from medcentre.residents.facts import (
    TELLING_WORDS,
    AbsenceKind,
    EndAbsence,
    FeeClass,
    StartAbsence,
)
from medcentre.residents.views import card
from tests.fees.house import OCTOBER, SEPTEMBER, admit, small_house
from tests.fees.vectors import moment

SAID = "HIV感染，肺结核 TB，梅毒 A53.9，替诺福韦"


def test_no_file_of_a_statement_names_an_illness(
    context: Callable[..., ServiceContext],
) -> None:
    program = context()
    small_house(program)
    stay = admit(program, "20260005", "2026-09-02 09:00", FeeClass.F3)
    residents.leave(
        program,
        StartAbsence(
            stay_id=stay, kind=AbsenceKind.HOSPITAL_INPATIENT, destination=SAID, note=SAID,
            left_at=moment("2026-10-02 09:00"),
        ),
    )  # fmt: skip
    residents.come_back(program, EndAbsence(stay_id=stay, returned_at=moment("2026-10-06 09:00")))
    assert TELLING_WORDS.search(repr(card(context(Role.DOCTOR), stay))), "it is written"
    for month in (SEPTEMBER, OCTOBER):
        acts.close_month(program, CloseMonth(month=month, reason="测试"))
    for kind in (FileKind.JSON, FileKind.XLSX, FileKind.CSV):
        data = export_statement(context(Role.FINANCE), OCTOBER, kind).data
        text = data.decode("utf-8", "ignore")
        if kind is FileKind.XLSX:
            text = "\n".join(
                str(c.value) for sheet in load_workbook(BytesIO(data)) for row in sheet for c in row
                if c.data_type != "f"
            )  # fmt: skip
        assert kind is not FileKind.XLSX or "20260005" in text
        assert TELLING_WORDS.findall(text) == []
