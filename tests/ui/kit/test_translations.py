"""The English of kit and shell is complete and compiled; the tool finds what is not."""

import json
from pathlib import Path

import pytest

from ui.kit import translations


@pytest.mark.parametrize("room", ["kit", "shell"])
def test_english_is_complete_and_fresh(room: str) -> None:
    assert translations.check(room) == []


def test_the_tool_fills_compiles_and_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ui" / "room"
    folder.mkdir(parents=True)
    code = 'class A(QObject):\n    def f(self):\n        self.tr("床位"); self.tr("%n 张", "", 2)\n'
    (folder / "__init__.py").write_text(code, "utf-8")
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "I18N", tmp_path / "i18n")
    assert translations.rooms() == ("app", "room")
    assert translations.check("room") == ["room: room_en.ts is missing"]
    assert sorted(translations.renew("room", {})) == ["%n 张", "床位"]
    assert "room: unfinished: 床位" in translations.check("room")
    words = tmp_path / "words.json"
    words.write_text(json.dumps({"床位": "Beds", "%n 张": ["%n bed", "%n beds"]}), "utf-8")
    assert translations.main(["room", "--fill", str(words)]) == 0
    assert translations.main(["room", "--check"]) == 0
    (folder / "__init__.py").write_text(code.replace("床位", "房间"), "utf-8")
    assert translations.main(["all", "--check"]) == 1
