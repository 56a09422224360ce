"""Reader of the patient admission scheduling text format (Demeester et al. 2010), and its checker.

The checker recomputes costs from the raw instance and shares no code with the engine.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Department:
    """Age limits (0: none) and specialisms in order of preference."""

    min_age: int
    max_age: int
    specialisms: frozenset[int]


@dataclass(frozen=True, slots=True)
class HospitalRoom:
    """A room; `gender` is D, M, F or N; `priorities` of its specialisms."""

    id: int
    name: str
    capacity: int
    department: int
    gender: str
    priorities: dict[int, int]
    properties: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One stay in one specialism: nights first … last - 1."""

    patient: int
    number: int
    age: int
    gender: str
    first: int
    last: int
    specialism: int
    preferred_capacity: int
    needed: tuple[bool, ...]
    preferred: tuple[bool, ...]

    @property
    def nights(self) -> int:
        """Length of the stay."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Instance:
    """A whole instance."""

    name: str
    horizon: int
    departments: dict[int, Department]
    rooms: tuple[HospitalRoom, ...]
    parts: tuple[Part, ...]


def read(path: Path) -> Instance:
    """Read an instance. Raises ValueError or KeyError for something else."""
    sections = _sections(path.read_text("utf-8"))
    horizon = int(sections["Planning horizon"][0])
    departments = {}
    for line in sections["DEPARTMENTS"]:
        head, tail = line.split("|")
        key, _, low, high = head.split()
        pairs = [int(x) for x in tail.split()]
        departments[int(key)] = Department(
            int(low), int(high), frozenset(s for s in pairs[1::2] if s)
        )
    rooms = tuple(_room(line) for line in sections["ROOMS"])
    parts = tuple(p for line in sections["PATIENTS"] for p in _parts(line, horizon))
    return Instance(path.stem, horizon, departments, rooms, parts)


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for raw in text.splitlines():
        line = raw.strip()
        if line.endswith(":") and line[:-1].isupper():
            name = line[:-1]
            found[name] = []
        elif name and line and not line.startswith("END"):
            found[name].append(line)
        elif ":" in line:
            key, _, value = line.partition(":")
            found[key] = [value.strip()]
    return found


def _flags(text: str) -> tuple[bool, ...]:
    return tuple(x == "1" for x in text.split())


def _room(line: str) -> HospitalRoom:
    name, capacity, department, gender, specialisms, properties = line.split("|")
    pairs = [int(x) for x in specialisms.split()]
    key, label = name.split()
    return HospitalRoom(
        int(key),
        label,
        int(capacity),
        int(department),
        gender.strip(),
        {s: p for p, s in zip(pairs[::2], pairs[1::2], strict=True) if s},
        _flags(properties),
    )


def _parts(line: str, horizon: int) -> list[Part]:
    who, when, specialisms, capacity, needed, preferred = line.split("|")
    fields = who.split()
    first, last = (int(x) for x in when.split())
    if last <= first or first >= horizon:
        return []
    numbers = [int(x) for x in specialisms.split()][1:]
    found: list[Part] = []
    night = first
    for specialism, nights in zip(numbers[::2], numbers[1::2], strict=True):
        end = min(night + nights, horizon)
        if nights and night < horizon:
            found.append(
                Part(
                    int(fields[0]), len(found), int(fields[2]), fields[3], night, end, specialism,
                    int(capacity), _flags(needed), _flags(preferred),
                )
            )  # fmt: skip
        night += nights
    return found


@dataclass(frozen=True, slots=True)
class Checked:
    """Cost in tenths, and every hard rule found broken."""

    tenths: int
    broken: tuple[str, ...]

    @property
    def cost(self) -> float:
        """As the literature writes it."""
        return self.tenths / 10


def night_cost(instance: Instance, part: Part, room: HospitalRoom) -> int:
    """Tenths of one night of a part in a room, straight from FORMAT.md."""
    tenths = 8 if 0 < part.preferred_capacity < room.capacity else 0
    for wanted, needed, there in zip(part.preferred, part.needed, room.properties, strict=True):
        if wanted and not needed and not there:
            tenths += 20
    if part.specialism not in instance.departments[room.department].specialisms:
        tenths += 10
    priority = room.priorities.get(part.specialism)
    return tenths + (20 if priority is None else 10 * (priority - 1))


def check(instance: Instance, rooms_of_parts: list[int]) -> Checked:
    """Cost and hard rules of a solution: index of the room of each part, in the file's order."""
    broken: list[str] = []
    tenths = 0
    if len(rooms_of_parts) != len(instance.parts):
        return Checked(0, ("not every part has a room",))
    beds: dict[tuple[int, int], int] = {}
    genders: dict[tuple[int, int], set[str]] = {}
    for part, index in zip(instance.parts, rooms_of_parts, strict=True):
        room = instance.rooms[index]
        department = instance.departments[room.department]
        tenths += part.nights * night_cost(instance, part, room)
        if part.age < department.min_age or (department.max_age and part.age > department.max_age):
            broken.append(f"age of {part.patient} in {room.name}")
        if any(n and not there for n, there in zip(part.needed, room.properties, strict=True)):
            broken.append(f"need of {part.patient} in {room.name}")
        if room.gender in "MF" and part.gender != room.gender:
            broken.append(f"gender of {part.patient} in {room.name}")
        for night in range(part.first, part.last):
            beds[index, night] = beds.get((index, night), 0) + 1
            genders.setdefault((index, night), set()).add(part.gender)
    for (index, night), count in beds.items():
        room = instance.rooms[index]
        if count > room.capacity:
            broken.append(f"beds of {room.name}, night {night}")
        if room.gender == "D" and len(genders[index, night]) > 1:
            broken.append(f"genders of {room.name}, night {night}")
    return Checked(tenths, tuple(broken))
