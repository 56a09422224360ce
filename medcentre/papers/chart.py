"""The temperature chart as plain values (TC-01 … TC-05): which line, mark and word goes where.

Computed once here; drawn on paper by `pen.Pen.marks` and on screens by any drawer of marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from medcentre.papers.marks import Area, Hand, Mark, Ring, Stroke, Words
from medcentre.papers.styles import BLACK, BLUE, GREY, MM, RED, WHITE, Align, Colour

TOP_DEGREE = 42
LOW_DEGREE = 35
TOP_PULSE = 180
ROWS = 40
"""Small squares from 42 °C / 180 down to 34 °C / 20."""
DAYS = 7
SLOTS = 6
_LINE = Colour(0.78, 0.78, 0.8)
_STRONG = Colour(0.42, 0.42, 0.44)
_DIGITS = "零一二三四五六七八九"


class Site(StrEnum):
    """Where a temperature was taken: × axillary, ● oral, ○ rectal."""

    AXILLARY = "axillary"
    ORAL = "oral"
    RECTAL = "rectal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One column: `day` 0…6, `slot` 0…5. Temperatures in tenths of a degree (385).

    `heart` only when it differs from the pulse. `cooled` is the value 30 minutes after cooling.
    `gap` breaks the curves: refused or absent.
    """

    day: int
    slot: int
    temperature: int | None = None
    site: Site = Site.AXILLARY
    pulse: int | None = None
    heart: int | None = None
    breath: int | None = None
    ventilated: bool = False
    cooled: int | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """Red words downwards from the 42 line (TC-03); see `event_words`."""

    day: int
    slot: int
    words: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """A row under the chart: 7 values, or 14 for two a day."""

    name: str
    values: tuple[str, ...]
    red: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days of one chart page; all words as shown."""

    dates: tuple[str, ...] = ("",) * DAYS
    hospital_days: tuple[str, ...] = ("",) * DAYS
    operation_days: tuple[str, ...] = ("",) * DAYS
    hours: tuple[int, ...] = (2, 6, 10, 14, 18, 22)
    readings: tuple[Reading, ...] = ()
    events: tuple[ChartEvent, ...] = ()
    rows: tuple[DayRow, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class ChartGeometry:
    """Sizes in the unit of the drawer: points on paper, pixels on a screen."""

    cell_w: float = 3.62 * MM
    cell_h: float = 3.62 * MM
    label_w: float = 26 * MM
    row_h: float = 6.2 * MM
    size: float = 9

    @property
    def day_w(self) -> float:
        """Width of a day."""
        return self.cell_w * SLOTS

    @property
    def width(self) -> float:
        """Width of the whole chart."""
        return self.label_w + self.day_w * DAYS

    @property
    def top(self) -> float:
        """Upper edge of the curve field: four head rows above it."""
        return 4 * self.row_h

    @property
    def breath_top(self) -> float:
        """Upper edge of the breathing row."""
        return self.top + ROWS * self.cell_h

    @property
    def rows_top(self) -> float:
        """Upper edge of the first row under the breathing row."""
        return self.breath_top + 1.4 * self.row_h

    def height(self, week: Week) -> float:
        """Height with all rows and the line of signs under them."""
        return self.rows_top + len(week.rows) * self.row_h + self.size * 1.9

    def x(self, day: int, slot: int) -> float:
        """Middle of a column."""
        return self.label_w + (day * SLOTS + slot + 0.5) * self.cell_w

    def temperature_y(self, tenths: int) -> float:
        """Height of a temperature."""
        return self.top + (TOP_DEGREE * 10 - tenths) / 2 * self.cell_h

    def pulse_y(self, beats: int) -> float:
        """Height of a pulse; outside the scale it stays at the edge."""
        beats = min(max(beats, TOP_PULSE - ROWS * 4), TOP_PULSE)
        return self.top + (TOP_PULSE - beats) / 4 * self.cell_h


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The fixed words of the chart in the language of the print."""

    date: str = "日 期"
    hospital_day: str = "住院日数"
    operation_day: str = "手术后日数"
    time: str = "时 间"
    pulse: str = "脉搏"
    pulse_unit: str = "次/分"
    temperature: str = "体温"
    degree: str = "℃"
    breath: str = "呼吸（次/分）"
    not_rising: str = "不升"
    signs: tuple[str, str, str, str, str] = ("腋温", "口温", "肛温", "脉搏", "心率")


def event_words(name: str, hour: int, minute: int) -> str:
    """`外出就医九时二十分`: the event and its time in Chinese numerals (TC-03)."""
    return (
        f"{name}{_numeral(hour)}时{_numeral(minute)}分" if minute else f"{name}{_numeral(hour)}时"
    )


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def chart_marks(week: Week, g: ChartGeometry, words: ChartWords) -> list[Mark]:
    """Everything on one chart page, upper left corner at (0, 0)."""
    marks: list[Mark] = [
        *_grid(g),
        *_heads(week, g, words),
        *_scales(g, words),
        *_events(week, g),
        *_pulses(week, g),
        *_temperatures(week, g, words),
        *_breaths(week, g, words),
        *_day_rows(week, g),
        *_frame(week, g),
        *_legend(week, g, words),
    ]
    return [m for m in marks if not isinstance(m, Words) or m.text]


def _grid(g: ChartGeometry) -> list[Mark]:
    marks: list[Mark] = []
    low, right = g.breath_top, g.width
    for column in range(DAYS * SLOTS + 1):
        x = g.label_w + column * g.cell_w
        marks.append(Stroke(((x, g.top), (x, low)), 0.35, _LINE))
    for row in range(ROWS + 1):
        y = g.top + row * g.cell_h
        strong = row % 5 == 0
        marks.append(
            Stroke(
                ((g.label_w, y), (right, y)), 0.7 if strong else 0.35, _STRONG if strong else _LINE
            )
        )
    y37 = g.temperature_y(370)
    marks.append(Stroke(((g.label_w, y37), (right, y37)), 1.1, RED))
    for day in range(1, DAYS):
        x = g.label_w + day * g.day_w
        marks.append(Stroke(((x, g.top - g.row_h), (x, g.rows_top)), 0.7, RED))
    return marks


def _heads(week: Week, g: ChartGeometry, words: ChartWords) -> list[Mark]:
    marks: list[Mark] = []
    rows = (
        (words.date, week.dates),
        (words.hospital_day, week.hospital_days),
        (words.operation_day, week.operation_days),
    )
    for index, (name, values) in enumerate(rows):
        base = (index + 0.5) * g.row_h + g.size * 0.36
        marks.append(Words(g.label_w / 2, base, name, g.size, align=Align.CENTRE))
        for day, value in enumerate(values[:DAYS]):
            marks.append(
                Words(g.label_w + (day + 0.5) * g.day_w, base, value, g.size, align=Align.CENTRE)
            )
    base = 3.5 * g.row_h + g.size * 0.36
    marks.append(Words(g.label_w / 2, base, words.time, g.size, align=Align.CENTRE))
    for day in range(DAYS):
        for slot, hour in enumerate(week.hours[:SLOTS]):
            colour = BLACK if 8 <= hour < 17 else RED
            marks.append(
                Words(g.x(day, slot), base, str(hour), g.size * 0.78, colour, Align.CENTRE)
            )
    return marks


def _scales(g: ChartGeometry, words: ChartWords) -> list[Mark]:
    left, right = g.label_w * 0.27, g.label_w * 0.73
    y = g.top + g.size * 1.3
    marks: list[Mark] = [
        Words(left, y, words.pulse, g.size, RED, Align.CENTRE),
        Words(left, y + g.size * 1.25, words.pulse_unit, g.size * 0.85, RED, Align.CENTRE),
        Words(right, y, words.temperature, g.size, BLUE, Align.CENTRE),
        Words(right, y + g.size * 1.25, words.degree, g.size * 0.95, BLUE, Align.CENTRE),
        Stroke(((g.label_w / 2, g.top), (g.label_w / 2, g.breath_top)), 0.5, _STRONG),
    ]
    for degree in range(TOP_DEGREE - 1, LOW_DEGREE - 1, -1):
        base = g.temperature_y(degree * 10) + g.size * 0.36
        beats = TOP_PULSE - (TOP_DEGREE - degree) * 20
        marks.append(Words(left, base, str(beats), g.size, RED, Align.CENTRE))
        marks.append(Words(right, base, str(degree), g.size, BLUE, Align.CENTRE))
    return marks


def _events(week: Week, g: ChartGeometry) -> list[Mark]:
    marks: list[Mark] = []
    taken: set[int] = set()
    for event in week.events:
        column = event.day * SLOTS + event.slot
        while column in taken and column < DAYS * SLOTS - 1:
            column += 1
        taken.add(column)
        x = g.label_w + (column + 0.5) * g.cell_w
        if event.words.isascii():
            size = min(g.size, 20 * g.cell_h / max(len(event.words), 1) / 0.6)
            marks.append(Words(x, g.top + 2, event.words, size, RED, turned=True))
            continue
        step = min(g.cell_h, 20 * g.cell_h / max(len(event.words), 1))
        for index, char in enumerate(event.words):
            marks.append(
                Words(
                    x,
                    g.top + (index + 0.86) * step,
                    char,
                    min(g.size, step * 0.92),
                    RED,
                    Align.CENTRE,
                )
            )
    return marks


def _runs(week: Week, key: str) -> list[list[Reading]]:
    """Readings that have the value, in order of time, cut where the curve breaks."""
    parts: list[list[Reading]] = [[]]
    for reading in sorted(week.readings, key=lambda r: (r.day, r.slot)):
        value = getattr(reading, key)
        low = key == "temperature" and value is not None and value < LOW_DEGREE * 10
        if reading.gap or low:
            parts.append([])
        elif value is not None:
            parts[-1].append(reading)
    return [part for part in parts if part]


def _temperatures(week: Week, g: ChartGeometry, words: ChartWords) -> list[Mark]:
    marks: list[Mark] = []
    for part in _runs(week, "temperature"):
        points = [(g.x(r.day, r.slot), g.temperature_y(r.temperature or 0)) for r in part]
        if len(points) > 1:
            marks.append(Stroke(tuple(points), 0.8, BLUE))
        for reading, (x, y) in zip(part, points, strict=True):
            marks += _temperature_sign(reading.site, x, y, g)
            if reading.cooled is not None:
                low = g.temperature_y(reading.cooled)
                marks.append(Stroke(((x, y), (x, low)), 0.7, RED, (1.6, 1.6)))
                marks.append(Ring(x, low, g.cell_w * 0.2, fill=WHITE, line=RED, width=0.8))
            if reading.pulse is not None and abs(g.pulse_y(reading.pulse) - y) < g.cell_h * 0.25:
                marks.append(Ring(x, y, g.cell_w * 0.36, line=RED, width=0.9))
    for reading in week.readings:
        if reading.temperature is not None and reading.temperature < LOW_DEGREE * 10:
            y = g.temperature_y(LOW_DEGREE * 10)
            if words.not_rising.isascii():
                x = g.x(reading.day, reading.slot)
                marks.append(Words(x, y + 2, words.not_rising, g.size, BLUE, turned=True))
                continue
            for index, char in enumerate(words.not_rising):
                marks.append(
                    Words(
                        g.x(reading.day, reading.slot),
                        y + (index + 0.9) * g.cell_h,
                        char,
                        g.size * 0.95,
                        BLUE,
                        Align.CENTRE,
                    )
                )
    return marks


def _temperature_sign(site: Site, x: float, y: float, g: ChartGeometry) -> list[Mark]:
    r = g.cell_w * 0.2
    if site is Site.ORAL:
        return [Ring(x, y, r, fill=BLUE, line=BLUE)]
    if site is Site.RECTAL:
        return [Ring(x, y, r, fill=WHITE, line=BLUE, width=0.9)]
    return [
        Stroke(((x - r, y - r), (x + r, y + r)), 1.1, BLUE),
        Stroke(((x - r, y + r), (x + r, y - r)), 1.1, BLUE),
    ]


def _pulses(week: Week, g: ChartGeometry) -> list[Mark]:
    marks: list[Mark] = []
    for part in _runs(week, "pulse"):
        xs = [g.x(r.day, r.slot) for r in part]
        pulses = [g.pulse_y(r.pulse or 0) for r in part]
        hearts = [g.pulse_y(r.heart if r.heart is not None else r.pulse or 0) for r in part]
        marks += _deficit(xs, pulses, hearts, g)
        if len(xs) > 1:
            marks.append(Stroke(tuple(zip(xs, pulses, strict=True)), 0.8, RED))
        for reading, x, y, heart in zip(part, xs, pulses, hearts, strict=True):
            same = (
                reading.temperature is not None
                and abs(g.temperature_y(reading.temperature) - y) < g.cell_h * 0.25
            )
            if not same:
                marks.append(Ring(x, y, g.cell_w * 0.21, fill=RED, line=RED))
            if reading.heart is not None:
                marks.append(Ring(x, heart, g.cell_w * 0.21, fill=WHITE, line=RED, width=0.9))
    return marks


def _deficit(
    xs: Sequence[float], pulses: Sequence[float], hearts: Sequence[float], g: ChartGeometry
) -> list[Mark]:
    """Heart line and red strokes wherever heart rate and pulse differ (TC-02)."""
    marks: list[Mark] = []
    for i in range(len(xs) - 1):
        if pulses[i] == hearts[i] and pulses[i + 1] == hearts[i + 1]:
            continue
        marks.append(Stroke(((xs[i], hearts[i]), (xs[i + 1], hearts[i + 1])), 0.8, RED))
        steps = max(int((xs[i + 1] - xs[i]) / (g.cell_w * 0.3)), 1)
        for step in range(steps + 1):
            t = step / steps
            x = xs[i] + (xs[i + 1] - xs[i]) * t
            upper = hearts[i] + (hearts[i + 1] - hearts[i]) * t
            lower = pulses[i] + (pulses[i + 1] - pulses[i]) * t
            if abs(upper - lower) > 0.5:
                marks.append(Stroke(((x, upper), (x, lower)), 0.4, RED))
    return marks


def _breaths(week: Week, g: ChartGeometry, words: ChartWords) -> list[Mark]:
    high = 1.4 * g.row_h
    marks: list[Mark] = [
        Words(
            g.label_w / 2,
            g.breath_top + high / 2 + g.size * 0.36,
            words.breath,
            g.size * 0.95,
            align=Align.CENTRE,
        )
    ]
    up = True
    for r in sorted(week.readings, key=lambda r: (r.day, r.slot)):
        if r.breath is None and not r.ventilated:
            continue
        y = g.breath_top + high * (0.42 if up else 0.9)
        sign = "Ⓡ" if r.ventilated else str(r.breath)
        marks.append(
            Words(
                g.x(r.day, r.slot),
                y,
                sign,
                g.size * 0.86,
                BLACK if r.ventilated else BLUE,
                Align.CENTRE,
            )
        )
        up = not up
    return marks


def _day_rows(week: Week, g: ChartGeometry) -> list[Mark]:
    marks: list[Mark] = []
    for index, row in enumerate(week.rows):
        top = g.rows_top + index * g.row_h
        base = top + g.row_h / 2 + g.size * 0.36
        marks.append(Words(g.label_w / 2, base, row.name, g.size * 0.95, align=Align.CENTRE))
        per_day = 2 if len(row.values) > DAYS else 1
        wide = g.day_w / per_day
        size = g.size if per_day == 1 else g.size * 0.8
        for position, value in enumerate(row.values[: DAYS * per_day]):
            x = g.label_w + (position + 0.5) * wide
            fit = min(size, wide / max(len(value) * 0.62, 1))
            marks.append(Words(x, base, value, fit, RED if row.red else BLACK, Align.CENTRE))
            if per_day == 2 and position % 2:
                marks.append(
                    Stroke(((x - wide / 2, top), (x - wide / 2, top + g.row_h)), 0.35, _LINE)
                )
    return marks


def _frame(week: Week, g: ChartGeometry) -> list[Mark]:
    low = g.rows_top + len(week.rows) * g.row_h
    marks: list[Mark] = [Area(0, 0, g.width, low, line=_STRONG, width=0.9)]
    levels = [i * g.row_h for i in range(1, 5)] + [g.breath_top, g.rows_top]
    levels += [g.rows_top + i * g.row_h for i in range(1, len(week.rows))]
    marks += [Stroke(((0, y), (g.width, y)), 0.6, _STRONG) for y in levels]
    marks.append(Stroke(((g.label_w, 0), (g.label_w, low)), 0.9, _STRONG))
    for day in range(1, DAYS):
        x = g.label_w + day * g.day_w
        marks.append(Stroke(((x, 0), (x, g.top - g.row_h)), 0.6, _STRONG))
        marks.append(Stroke(((x, g.rows_top), (x, low)), 0.6, _STRONG))
    return marks


def _legend(week: Week, g: ChartGeometry, words: ChartWords) -> list[Mark]:
    y = g.height(week) - g.size * 0.3
    size = g.size * 0.9
    marks: list[Mark] = []
    if week.title:
        marks.append(Words(0, y, week.title, g.size, hand=Hand.SANS_BOLD))
    x = g.width
    r = size * 0.24
    makers = (
        lambda a, b: [
            Stroke(((a - r, b - r), (a + r, b + r)), 1, BLUE),
            Stroke(((a - r, b + r), (a + r, b - r)), 1, BLUE),
        ],
        lambda a, b: [Ring(a, b, r, fill=BLUE, line=BLUE)],
        lambda a, b: [Ring(a, b, r, fill=WHITE, line=BLUE, width=0.9)],
        lambda a, b: [Ring(a, b, r, fill=RED, line=RED)],
        lambda a, b: [Ring(a, b, r, fill=WHITE, line=RED, width=0.9)],
    )
    for name, make in reversed(list(zip(words.signs, makers, strict=True))):
        marks += make(x - r, y - size * 0.34)
        x -= 2 * r + 3
        marks.append(Words(x, y, name, size, GREY, Align.RIGHT))
        x -= size * max(len(name) * (1.0 if ord(name[0]) > 0x2E80 else 0.56), 2) + 8
    return marks
