"""The commands a centre's keepers type, as they type them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from medcentre import bootstrap, config
from medcentre.cli import DONE, FINDINGS, REFUSED, USAGE, main
from medcentre.kernel.context import ServiceContext
from medcentre.staff import acts, views
from medcentre.staff.facts import Category
from medcentre.store.backup import open_key
from medcentre.store.keyring import RECOVERY, Keyring
from medcentre.store.uow import store_of
from tests.postgres import PostgresServer

SECRET = "scripts-secret-2026"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(config.PASSPHRASE, SECRET)
    monkeypatch.delenv(config.DATA, raising=False)
    return tmp_path / "centre"


def open_centre(folder: Path | str) -> ServiceContext:
    return bootstrap.open_for_scripts(str(folder), SECRET, create=True)


def hire(folder: Path | str, number: str) -> None:
    ctx = open_centre(folder)
    acts.register_staff(
        ctx, acts.RegisterStaff(number=number, name="李小燕", sex="2", category=Category.NURSE)
    )
    store_of(ctx).close()


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    code = main(list(argv))
    out = capsys.readouterr()
    return code, out.out + out.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_help_in_both_languages(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text_ = run(capsys, "--lang", lang, "--help")
    assert code == DONE
    for command in ("backup", "restore", "migrate", "audit", "account", "doctor", "repl"):
        assert command in text_
    assert ("用法" in text_) == (lang == "zh")
    for words in (["backup"], ["restore"], ["migrate"], ["doctor"], ["repl"], ["audit", "verify"],
                  ["account", "first"], ["account", "reset"]):  # fmt: skip
        code, text_ = run(capsys, *words, "--lang", lang, "--help")
        assert code == DONE
        assert ("options" in text_) == (lang == "en")


def test_wrong_usage_is_exit_two(capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (["nonsense"], ["restore"], ["restore", "/no/such"], [], ["audit"]):
        assert run(capsys, *argv)[0] == USAGE


def test_a_store_is_made_backed_up_restored_and_its_trail_holds(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hire(folder, "N001")
    data = ["--data", str(folder)]
    assert run(capsys, "backup", str(tmp_path / "out"), *data)[0] == DONE
    file = next((tmp_path / "out").iterdir())
    assert run(capsys, "restore", str(file), "--test", *data)[0] == DONE
    code, said = run(capsys, "restore", str(file), *data, "--lang", "en")
    assert (code, "already holds" in said) == (REFUSED, True)
    new = ["--data", str(tmp_path / "new")]
    assert run(capsys, "restore", str(file), *new)[0] == DONE
    assert run(capsys, "audit", "verify", *new)[0] == DONE
    ctx = open_centre(tmp_path / "new")
    assert [r.name for r in views.staff_list(ctx)] == ["李小燕"]
    actors = {r.actor for r in views.audit_page(ctx, views.AuditFilter())}
    assert actors == {config.os_user()}
    store_of(ctx).close()


def test_a_server_centre_is_backed_up_and_moved(
    postgres: PostgresServer, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hire(folder, "N001")
    assert run(capsys, "backup", str(tmp_path), "--data", str(folder))[0] == DONE
    file = str(next(tmp_path.glob("*.mcbackup")))
    url = postgres.new_database(empty=True)
    assert run(capsys, "restore", file, "--data", url)[0] == DONE
    hire(url, "N002")
    assert run(capsys, "audit", "verify", "--data", url)[0] == DONE
    assert run(capsys, "doctor", "--data", url)[0] == DONE
    assert run(capsys, "backup", str(tmp_path / "pg"), "--data", url)[0] == DONE
    back = str(next((tmp_path / "pg").glob("*.mcbackup")))
    assert run(capsys, "restore", back, "--data", str(tmp_path / "back"))[0] == DONE
    ctx = open_centre(tmp_path / "back")
    assert len(views.staff_list(ctx)) == 2
    store_of(ctx).close()


def test_audit_verify_finds_a_hand_made_edit_and_a_cut_tail(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(4):
        hire(folder, f"N{n}")
    data, head = ["--data", str(folder), "--lang", "en"], tmp_path / "head.json"
    assert run(capsys, "audit", "verify", "--head", str(head), *data)[0] == DONE
    last = json.loads(head.read_text())["seq"]
    for statement, said in (
        (f"DELETE FROM audit_event WHERE seq = {last}", "end was cut"),
        ("UPDATE audit_event SET facts = '{}' WHERE seq = 3", "No. 3: Content"),
    ):
        ctx = open_centre(folder)
        with store_of(ctx).engine.begin() as conn:
            for event in ("update", "delete"):
                conn.execute(text(f"DROP TRIGGER IF EXISTS gd_audit_event_append_only_{event}"))
            conn.execute(text(statement))
        store_of(ctx).close()
        code, out = run(capsys, "audit", "verify", "--head", str(head), *data)
        assert (code, said in out) == (FINDINGS, True), out
    code, out = run(capsys, "doctor", *data)
    assert (code, "removed guards" in out) == (FINDINGS, True)
    head.write_text("{}")
    assert run(capsys, "audit", "verify", "--head", str(head), *data)[0] == REFUSED


def test_migrate_tells_and_does(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hire(folder, "N001")
    assert run(capsys, "migrate", "--dry-run", "--data", str(folder))[0] == DONE
    assert run(capsys, "migrate", "--data", str(folder))[0] == DONE


def test_three_administrators_from_the_command_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("IT", "SECURITY", "AUDIT"):
        monkeypatch.setenv(f"MEDCENTRE_{part}_PASSWORD", f"Kaiyang-{part}-1")
    first = ["account", "first", "--name", "云岭中心", "--it", "it01:甲", "--security", "sec01:乙",
             "--data", str(folder)]  # fmt: skip
    assert run(capsys, *first, "--audit", "it01:甲")[0] == REFUSED
    assert run(capsys, *first, "--audit", "aud01:丙")[0] == DONE
    code, out = run(capsys, "account", "list", "--data", str(folder))
    assert (code, out.count("管理员")) == (DONE, 3)
    ctx = bootstrap.sign_in(str(folder), "IT01", "Kaiyang-IT-1")
    assert ctx.actor.name == "甲"
    store_of(ctx).close()
    assert run(capsys, "account", "unlock", "aud01", "--data", str(folder))[0] == DONE
    assert run(capsys, "account", "unlock", "nobody", "--data", str(folder))[0] == REFUSED


def test_without_passphrase_a_new_centre_gives_its_recovery_key_once(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(config.PASSPHRASE)
    for part in ("IT", "SECURITY", "AUDIT"):
        monkeypatch.setenv(f"MEDCENTRE_{part}_PASSWORD", f"Kaiyang-{part}-1")
    code, out = run(capsys, "account", "first", "--name", "云岭中心", "--it", "it01:甲", "--security",
                    "sec01:乙", "--audit", "aud01:丙", "--data", str(folder))  # fmt: skip
    key = out.strip().rpartition("：")[2]
    assert (code, len(key)) == (DONE, 39)
    assert Keyring(folder).open(RECOVERY, key)


def test_doctor_of_a_good_centre_finds_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hire(folder, "N001")
    code, out = run(capsys, "doctor", "--data", str(folder))
    assert code == DONE, out
    assert run(capsys, "doctor", "--data", str(folder / "none"))[0] == DONE


def test_a_wrong_passphrase_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hire(folder, "N001")
    monkeypatch.setenv(config.PASSPHRASE, "wrong")
    code, out = run(capsys, "audit", "verify", "--data", str(folder), "--lang", "en")
    assert (code, "passphrase for scripts is wrong" in out) == (REFUSED, True)
    assert run(capsys, "backup", "--data", str(folder / "none"))[0] == REFUSED


def test_a_lost_recovery_sheet_is_replaced(
    folder: Path,
    postgres: PostgresServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for place in (str(folder), postgres.new_database(empty=True)):
        hire(place, "N001")
        code, out = run(capsys, "account", "recovery-key", "--data", place)
        key = out.strip().rpartition("：")[2]
        assert code == DONE
        out_folder = tmp_path / place[-4:]
        assert run(capsys, "backup", str(out_folder), "--data", place)[0] == DONE
        assert open_key(next(out_folder.iterdir()), RECOVERY, key)


def test_commands_without_a_screen_never_load_qt() -> None:
    program = (
        "import sys; from ui.__main__ import main; code = main(['audit', 'verify', '--help']); "
        "sys.exit(7 if any(m.startswith('PySide6') for m in sys.modules) else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == DONE, done.stderr
