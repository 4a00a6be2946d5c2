"""A key is in the store that a person chose for it, and nowhere else, whatever went wrong."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.end_to_end.every_error import ECHO, QUESTION
from tests.end_to_end.secret_forms import traces_of
from tests.end_to_end.window import paths_below

KEY = "sk-N0wh/ere+To=Be~Seen.7"
_LONGEST = 600  # seconds; a slow machine is no failure


def test_after_every_error_the_key_is_written_nowhere_but_in_its_own_file(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    said = subprocess.run(
        (sys.executable, "-m", "tests.end_to_end.every_error", str(folder)),
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TYPED_KEY": KEY, "OPENAI_LOG": "debug", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST,
    )
    assert "played to the end" in said.stdout, said.stderr[-4000:]

    own_file = paths_below(folder).key_file
    assert KEY in own_file.read_text(encoding="utf-8"), "what is looked for can be found"
    assert stat.S_IMODE(own_file.stat().st_mode) == 0o600
    written = [file for file in folder.rglob("*") if file.is_file() and file != own_file]
    assert {"settings.json", "conversations.sqlite3", "everything.log", "llmhub-desktop.log"} <= {
        file.name for file in written
    }
    contents = {str(file): file.read_bytes() for file in written}
    contents |= {"stdout": said.stdout.encode(), "stderr": said.stderr.encode()}
    assert not list(_found_in(contents))
    # What a person has written stands in the window, which is printed, and in the conversations;
    # the log quotes none of it, whatever went wrong.
    log = paths_below(folder).log_file.read_text(encoding="utf-8")
    assert log.count("ValueError") == 4, "a slot, the loop, a thread and a task have failed"
    assert log.count("library: ") == 2
    assert QUESTION not in log
    assert ECHO not in log


def _found_in(contents: Mapping[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Where a trace of the key is, and what stands before it."""
    for trace in traces_of(KEY):
        for name, content in contents.items():
            if trace in name:
                yield trace, name, b""
            place = content.find(trace.encode())
            if place >= 0:
                yield trace, name, content[max(0, place - 200) : place + 40]
