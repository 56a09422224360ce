"""`medcentre seed FOLDER --big`: from an empty folder to a centre somebody signs in to."""

from pathlib import Path

import pytest

from medcentre import bootstrap, demo
from medcentre.cli import main
from medcentre.cli.frame import DONE, REFUSED
from medcentre.kernel.permissions import Role
from medcentre.placement.views import bed_map
from medcentre.setup import big


def test_the_load_is_built_killed_gone_on_with_and_refused_a_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "load"
    monkeypatch.setenv("MEDCENTRE_PASSPHRASE", demo.PASSPHRASE)
    command = ["seed", str(folder), "--big", "--years", "0"]
    with monkeypatch.context() as broken:
        broken.setattr(big, "finish", lambda _ctx: (_ for _ in ()).throw(KeyboardInterrupt))
        assert main(command) == REFUSED
    assert main(command) == DONE
    assert demo.PASSWORD in capsys.readouterr().out
    assert main(["audit", "verify", "--data", str(folder)]) == DONE
    assert main(command) == REFUSED
    ctx = bootstrap.sign_in(str(folder), demo.user_of(Role.DOCTOR), demo.PASSWORD)
    shown = bed_map(ctx)
    bootstrap.close(ctx)
    assert shown.beds == 300
    assert shown.occupied > 150


def test_somebody_elses_centre_is_left_alone(tmp_path: Path) -> None:
    at = bootstrap.desk()
    bootstrap.create_for_scripts(str(tmp_path / "own"), "something else", at)
    before = (tmp_path / "own" / "centre.db").stat().st_size
    assert main(["seed", str(tmp_path / "own"), "--big"]) == REFUSED
    assert (tmp_path / "own" / "centre.db").stat().st_size == before
