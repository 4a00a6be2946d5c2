"""A run that does not end in order is told of at the next start, once."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from desktop_app.core.logs.crashes import crashes, last_crash

_RUN = """
import os, pathlib, sys, time
from desktop_app.core.logs.runs import noted_run
with noted_run(pathlib.Path(sys.argv[1]), "Program 1.2") as run:
    {body}
"""


def run(folder: Path, body: str) -> int:
    source = _RUN.format(body=body)
    return subprocess.run(
        (sys.executable, "-c", source, folder), check=False, stderr=subprocess.DEVNULL
    ).returncode


def test_an_orderly_end_leaves_nothing(tmp_path: Path) -> None:
    assert run(tmp_path / "runs", "pass") == 0
    assert run(tmp_path / "runs", "sys.exit(3)") == 3
    assert list((tmp_path / "runs").iterdir()) == []
    assert crashes(tmp_path / "runs") == []
    assert last_crash(tmp_path / "runs") is None


def test_a_crash_is_told_with_its_place_and_only_once(tmp_path: Path) -> None:
    code = run(tmp_path, "import faulthandler; faulthandler._sigsegv()")
    assert code == -signal.SIGSEGV
    (crash,) = crashes(tmp_path)
    assert crash.header == "Program 1.2"
    assert "Fatal Python error: Segmentation fault" in crash.trace
    assert '"<string>", line 5 in <module>' in crash.trace
    assert crashes(tmp_path) == []
    assert last_crash(tmp_path) == crash


def test_a_killed_program_is_told_of_without_a_place(tmp_path: Path) -> None:
    assert run(tmp_path, "os.kill(os.getpid(), 9)") == -signal.SIGKILL
    (crash,) = crashes(tmp_path)
    assert crash.trace == ""


def test_an_exception_that_ends_the_program_is_told_by_its_kind_and_places(tmp_path: Path) -> None:
    assert run(tmp_path, "raise ValueError('Dear diary')") == 1
    (crash,) = crashes(tmp_path)
    assert crash.trace.startswith("ValueError\n  ")
    assert "<string>:5 in <module>" in crash.trace
    assert "diary" not in crash.trace


def test_an_end_that_hangs_is_ended_and_told_of(tmp_path: Path) -> None:
    assert run(tmp_path, "run.limit_ending(0.2); time.sleep(60)") == 1
    (crash,) = crashes(tmp_path)
    assert "line 5 in <module>" in crash.trace


def test_a_program_that_runs_is_no_crash(tmp_path: Path) -> None:
    waiting = _RUN.format(body="print('runs', flush=True); sys.stdin.read()")
    with subprocess.Popen(
        (sys.executable, "-c", waiting, tmp_path), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"runs\n"
        assert crashes(tmp_path) == []
        process.kill()
    assert len(crashes(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_troubles_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert run(tmp_path / "file" / "runs", "run.note('x'); run.limit_ending(9)") == 0


def test_the_last_three_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"run-{number}-1.txt").write_text(f"Program {number}\n")
    assert len(crashes(tmp_path)) == 5
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        f"crash-{number}-1.txt" for number in (2, 3, 4)
    ]
