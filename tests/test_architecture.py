"""The house rules a machine can check (architecture.md sections 3 and 4)."""

import ast
import importlib
import logging
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import medcentre
from medcentre.kernel import wording
from medcentre.kernel.context import SERVICES
from medcentre.kernel.wording import Lang
from medcentre.store import schema
from medcentre.store.base import Base

ROOT = Path(__file__).resolve().parents[1]
PURE = ("facts.py", "rules.py")
IMPURE = {"sqlalchemy", "os", "sqlite3", "sqlcipher3", "socket", "subprocess", "logging", "random"}
MAX_FILE, MAX_FUNCTION = 600, 50
ENTRANCES = (
    "medcentre/cli", "medcentre/bootstrap", "medcentre/demo", "ui/app", "ui/tour", "ui/self_test",
    "ui/__main__",
)  # fmt: skip
SAMPLES = ("gallery.py", "samples.py")
"""Files that hold invented content for pictures; their length says nothing."""


def sources(*tops: str) -> Iterator[Path]:
    for top in tops:
        for file in sorted((ROOT / top).rglob("*.py")):
            if "versions" not in file.parts:
                yield file


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="session", autouse=True)
def whole_centre() -> None:
    """Import every module once, so that registries are complete."""
    for found in pkgutil.walk_packages(medcentre.__path__, "medcentre."):
        if "migrations" not in found.name and not found.name.endswith("__main__"):
            importlib.import_module(found.name)


def test_import_contracts_hold() -> None:
    try:
        assert lint_imports() == 0
    finally:  # it switches off the loggers of the whole process
        for logger in logging.root.manager.loggerDict.values():
            if isinstance(logger, logging.Logger):
                logger.disabled = False


def test_rules_and_facts_are_pure() -> None:
    for file in sources("medcentre"):
        pure = file.name in PURE or file.parent.name in ("facts", "rules")
        if pure:
            found = {name.split(".")[0] for name in imports(ast.parse(file.read_text("utf-8")))}
            assert not found & IMPURE, file


def test_windows_import_no_tables() -> None:
    for file in sources("ui"):
        names = set(imports(ast.parse(file.read_text("utf-8"))))
        assert not any(n.startswith("medcentre.") and ".tables" in n for n in names), file


def test_bootstrap_is_used_by_the_entrances_only() -> None:
    for file in sources("medcentre", "ui"):
        relative = file.relative_to(ROOT).as_posix()
        if relative.startswith(ENTRANCES):
            continue
        names = set(imports(ast.parse(file.read_text("utf-8"))))
        assert "medcentre.bootstrap" not in names, file


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    for file in sources("medcentre", "ui"):
        if file.name == "clock.py":
            continue
        text = file.read_text("utf-8")
        assert "datetime.now(" not in text, file
        assert "date.today(" not in text, file


def test_files_and_functions_stay_readable() -> None:
    long: list[str] = []
    for file in sources("medcentre", "ui"):
        text = file.read_text("utf-8")
        lines = text.count("\n")
        if lines > MAX_FILE:
            long.append(f"{file.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(ast.parse(text)) if file.name not in SAMPLES else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > MAX_FUNCTION:
                    long.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name}: {size} lines")
    assert not long, "\n".join(long)


def test_every_refusal_has_a_sentence_in_both_languages() -> None:
    sentences = wording.catalogue("refusals")
    for codes in code_enums():
        for code in codes:
            assert set(sentences[code.value]) == set(Lang), code


def test_every_refusal_is_given_by_somebody() -> None:
    texts = [f.read_text("utf-8") for f in sources("medcentre", "ui")]
    for codes in code_enums():
        names = {codes.__name__}
        for text in texts:
            names.update(re.findall(rf"\b{codes.__name__} as (\w+)", text))
        given = re.compile(rf"\b(?:{'|'.join(names)})\.(\w+)")
        used = {member for text in texts for member in given.findall(text)}
        assert set(codes.__members__) <= used, set(codes.__members__) - used


def code_enums() -> Iterator[type[StrEnum]]:
    for found in pkgutil.walk_packages(medcentre.__path__, "medcentre."):
        if "migrations" in found.name or found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for thing in vars(module).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, StrEnum)
                and thing.__module__ == found.name
                and thing.__name__.endswith("Code")
            ):
                yield thing


def test_every_label_and_sentence_speaks_both_languages() -> None:
    for kind in ("refusals", "labels"):
        for key, texts in wording.catalogue(kind).items():
            assert set(texts) == set(Lang), key
            assert all(t.strip() for t in texts.values()), key
            used = {lang: placeholders(t) for lang, t in texts.items()}
            assert used[Lang.ZH] == used[Lang.EN], key


def placeholders(text: str) -> set[str]:
    """Names a text fills in; `post_en` is the English of `post`."""
    from string import Formatter

    return {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(text) if name}


def test_every_act_has_a_name_people_can_read() -> None:
    labels = wording.catalogue("labels")
    missing = [
        s.action for s in SERVICES.values() if s.action and f"action.{s.action}" not in labels
    ]
    assert not missing


def test_every_public_act_and_view_names_its_permission() -> None:
    for found in pkgutil.walk_packages(medcentre.__path__, "medcentre."):
        if found.name.rpartition(".")[2] not in ("acts", "views"):
            continue
        module = importlib.import_module(found.name)
        for name, thing in vars(module).items():
            takes_context = getattr(thing, "__code__", None) is not None and (
                thing.__code__.co_varnames[:1] == ("ctx",)
            )
            if (
                not name.startswith(("_", "refuse_"))
                and takes_context
                and thing.__module__ == found.name
            ):
                assert hasattr(thing, "requires"), f"{found.name}.{name}"


def test_every_constraint_has_a_short_enough_name() -> None:
    schema.load_tables()
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name is None or len(str(constraint.name)) <= 63, constraint.name
