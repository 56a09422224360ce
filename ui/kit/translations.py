"""English of the screens: `python -m ui.kit.translations ROOM [--fill FILE.json] [--check]`.

Collects the Chinese texts of `ui/ROOM` into `resources/i18n/ROOM_en.ts`, fills in English from a
JSON object zh -> en (also "zh": ["one", "many"] for texts with %n), lists what is unfinished and
compiles `ROOM_en.qm`. `--check` changes nothing and fails on a stale .ts, unfinished texts or a
stale .qm. ROOM `all` does every room.
"""

import argparse
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
I18N = ROOT / "resources" / "i18n"
English = str | Sequence[str]
APP = "app"
"""The files of `ui` itself."""


def rooms() -> tuple[str, ...]:
    """Every folder of `ui` that holds Python, and `app` for the files beside them."""
    return (APP, *sorted(p.parent.name for p in (ROOT / "ui").glob("*/__init__.py")))


def sources(room: str) -> list[str]:
    """Python files of a room, relative to the project."""
    files = (ROOT / "ui").glob("*.py") if room == APP else (ROOT / "ui" / room).rglob("*.py")
    return sorted(str(p.relative_to(ROOT)) for p in files)


def update(room: str, ts: Path) -> None:
    """Bring a .ts up to date with the sources; obsolete texts go, line numbers are left out."""
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    command = [
        str(tool),
        *sources(room),
        "-ts",
        str(ts),
        "-no-obsolete",
        "-locations",
        "none",
        "-source-language",
        "zh_CN",
        "-target-language",
        "en_GB",
        "-silent",
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def fill(ts: Path, english: Mapping[str, English]) -> int:
    """Write English into a .ts; returns how many texts were filled."""
    tree = ET.parse(ts)
    filled = 0
    for message in tree.iter("message"):
        source = message.findtext("source") or ""
        target = message.find("translation")
        if target is None or source not in english:
            continue
        words = english[source]
        if message.get("numerus") == "yes":
            for old in list(target):
                target.remove(old)
            forms = [words, words] if isinstance(words, str) else list(words)
            for form in forms:
                ET.SubElement(target, "numerusform").text = form
        else:
            target.text = words if isinstance(words, str) else words[0]
        target.attrib.pop("type", None)
        filled += 1
    write(tree, ts)
    return filled


def write(tree: "ET.ElementTree[ET.Element]", ts: Path) -> None:
    """The file as lupdate writes it, so that its next run changes nothing."""
    ET.indent(tree, "    ", 0)
    body = ET.tostring(tree.getroot(), encoding="unicode")
    ts.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def texts(ts: Path) -> dict[tuple[str, str], bool]:
    """(context, source) -> whether its English is finished."""
    found = {}
    for context in ET.parse(ts).iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            target = message.find("translation")
            words = "" if target is None else "".join(target.itertext()).strip()
            done = target is not None and target.get("type") is None and bool(words)
            found[name, message.findtext("source") or ""] = done
    return found


def release(ts: Path, qm: Path) -> None:
    """Compile."""
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([str(tool), str(ts), "-qm", str(qm), "-silent"], check=True, capture_output=True)


def check(room: str) -> list[str]:
    """What is wrong with the committed files of a room; empty when they are fresh and complete."""
    ts, qm = I18N / f"{room}_en.ts", I18N / f"{room}_en.qm"
    if not ts.exists():
        return [f"{room}: {ts.name} is missing"] if _has_texts(room) else []
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / ts.name
        fresh.write_bytes(ts.read_bytes())
        update(room, fresh)
        problems = []
        if texts(fresh).keys() != texts(ts).keys():
            problems.append(f"{room}: {ts.name} is stale")
        left = [source for (_, source), done in texts(fresh).items() if not done]
        problems += [f"{room}: unfinished: {source}" for source in left]
        compiled = Path(folder) / qm.name
        release(ts, compiled)
        if not qm.exists() or qm.read_bytes() != compiled.read_bytes():
            problems.append(f"{room}: {qm.name} is stale")
    return problems


def _has_texts(room: str) -> bool:
    with TemporaryDirectory() as folder:
        ts = Path(folder) / "any.ts"
        update(room, ts)
        return ts.exists() and bool(texts(ts))


def renew(room: str, english: Mapping[str, English]) -> list[str]:
    """Update, fill, compile; returns the texts still unfinished."""
    I18N.mkdir(parents=True, exist_ok=True)
    ts = I18N / f"{room}_en.ts"
    update(room, ts)
    fill(ts, english)
    release(ts, I18N / f"{room}_en.qm")
    return [source for (_, source), done in texts(ts).items() if not done]


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room")
    parser.add_argument("--fill", type=Path, help="JSON object zh -> en")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(arguments)
    chosen = rooms() if asked.room == "all" else (asked.room,)
    english = json.loads(asked.fill.read_text("utf-8")) if asked.fill else {}
    bad = 0
    for room in chosen:
        left = check(room) if asked.check else renew(room, english)
        bad += len(left)
        for line in left:
            sys.stdout.write(f"{line}\n")
    return 1 if bad and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
