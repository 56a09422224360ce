"""P14 temperature chart on A4, a page a week (mock-up 04b)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from medcentre.papers.catalogue import FORMS
from medcentre.papers.cells import Picture
from medcentre.papers.chart import ChartGeometry, ChartWords, DayRow, Week, chart_marks
from medcentre.papers.facts import NOBODY, Person, PrintContext, iso_day
from medcentre.papers.page import Head, Margins, Sheet
from medcentre.papers.styles import MM

_MARGINS = Margins(16 * MM, 13 * MM, 16 * MM, 11 * MM)
_ENGLISH = ChartWords(
    "Date",
    "Day in hospital",
    "Day after op.",
    "Hour",
    "Pulse",
    "/min",
    "Temp.",
    "°C",
    "Respiration /min",
    "<35",
    ("axillary", "oral", "rectal", "pulse", "heart rate"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureChartDoc:
    """The weeks to print, each a page."""

    person: Person = NOBODY
    admitted_on: date | None = None
    weeks: tuple[Week, ...] = ()


def render_temperature_chart(doc: TemperatureChartDoc, ctx: PrintContext) -> bytes:
    """Symbols, colours and gaps of TC-02 to TC-05; always light."""
    if ctx.blank or not doc.weeks:
        names = _ROWS_ZH if ctx.say("zh", "en") == "zh" else _ROWS_EN
        empty = TemperatureChartDoc() if ctx.blank else doc
        doc = replace(empty, weeks=(Week(rows=blank_rows(names)),))
    words = ctx.say("zh", "en") == "zh"
    g = ChartGeometry()
    head = Head(
        form=FORMS["P14"],
        margins=_MARGINS,
        sans=True,
        person=doc.person,
        title=ctx.say("体　温　单", "Temperature chart"),
        person_extra=((ctx.say("入院日期", "Admitted"), iso_day(doc.admitted_on)),),
    )
    pictures = [
        Picture(chart_marks(week, g, ChartWords() if words else _ENGLISH), g.width, g.height(week))
        for week in doc.weeks
    ]
    return Sheet(head, ctx).render(pictures)


_ROWS_ZH = (
    "血压（mmHg）",
    "入量（ml）",
    "尿量（ml）",
    "大便（次）",
    "体重（kg）",
    "身高（cm）",
    "疼痛评分",
    "药物过敏",
)
_ROWS_EN = (
    "BP (mmHg)",
    "Intake (ml)",
    "Urine (ml)",
    "Stool (times)",
    "Weight (kg)",
    "Height (cm)",
    "Pain score",
    "Drug allergy",
)


def blank_rows(names: Sequence[str]) -> tuple[DayRow, ...]:
    """Empty rows under the chart; the first is halved for two blood pressures a day."""
    rows = [DayRow(name, ("",) * 7) for name in names]
    return (replace(rows[0], values=("",) * 14), *rows[1:])
