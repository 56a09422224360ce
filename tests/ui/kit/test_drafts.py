"""Drafts survive a kill, stay private, and go when the work is saved."""

import subprocess
import sys
import textwrap
from pathlib import Path

from cryptography.fernet import Fernet
from pytestqt.qtbot import QtBot

from medcentre.kernel.clock import StillClock
from ui.kit.drafts import DraftKeeper, FileDrafts, NoDrafts
from ui.kit.widgets import Label

ROOT = Path(__file__).resolve().parents[3]


def test_a_draft_is_there_after_the_process_was_killed(tmp_path: Path) -> None:
    key = Fernet.generate_key()
    program = textwrap.dedent(
        f"""
        import os, signal
        from pathlib import Path
        from ui.kit.drafts import FileDrafts
        store = FileDrafts(Path({str(tmp_path)!r}), {key!r}, "D0117")
        store.save("talk:1", {{"fields": {{"text": "整夜未睡"}}}}, "个别谈话")
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert ended.returncode == -9
    again = FileDrafts(tmp_path, key, "D0117")
    assert again.load("talk:1") == {"fields": {"text": "整夜未睡"}}
    assert [d.title for d in again.all()] == ["个别谈话"]


def test_a_kill_while_writing_leaves_the_old_draft(tmp_path: Path) -> None:
    store = FileDrafts(tmp_path, Fernet.generate_key(), "D0117")
    store.save("a", {"n": 1})
    half = next(tmp_path.rglob("*.draft")).with_suffix(".new")
    half.write_bytes(b"half written")
    assert store.load("a") == {"n": 1}


def test_files_show_neither_text_nor_owner_and_other_keys_read_nothing(tmp_path: Path) -> None:
    FileDrafts(tmp_path, Fernet.generate_key(), "沈若兰").save("talk:1", {"t": "秘密"}, "谈话")
    everything = b"".join(
        p.read_bytes() + str(p).encode() for p in tmp_path.rglob("*") if p.is_file()
    )
    assert "秘密".encode() not in everything
    assert "沈若兰".encode() not in everything
    stranger = FileDrafts(tmp_path, Fernet.generate_key(), "沈若兰")
    assert stranger.load("talk:1") is None
    assert stranger.all() == ()


def test_closed_drafts_are_swept_after_thirty_days(tmp_path: Path) -> None:
    clock = StillClock()
    store = FileDrafts(tmp_path, Fernet.generate_key(), "a", clock)
    store.save("old", {})
    clock.forward(days=31)
    store.save("new", {})
    assert store.sweep() == 1
    assert [d.key for d in store.all()] == ["new"]


def test_the_keeper_writes_after_typing_and_forgets_when_saved(qtbot: QtBot) -> None:
    store, host = NoDrafts(), Label()
    qtbot.addWidget(host)
    text = {"t": "a"}
    keeper = DraftKeeper(store, "k", lambda: text, lambda: "题目", host)
    keeper.flush()
    assert store.load("k") is None
    with qtbot.waitSignal(keeper.saved, timeout=3_000):
        keeper.touched()
    assert store.load("k") == {"t": "a"}
    text["t"] = "b"
    keeper.touched()
    keeper.flush()
    assert store.load("k") == {"t": "b"}
    keeper.forget()
    assert store.load("k") is None
