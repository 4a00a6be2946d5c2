"""A key is in the store that a person chose for it, and nowhere else, whatever went wrong."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.end_to_end.secret_forms import traces_of
from tests.end_to_end.window import paths_below

KEY = "sk-N0wh/ere+To=Be~Seen.7"
_LONGEST = 600  # seconds; a slow machine is no failure


def test_after_every_error_the_key_is_written_nowhere_but_in_its_own_file(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    said = subprocess.run(
        (sys.executable, "-X", "dev", "-m", "tests.end_to_end.every_error", str(folder)),
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
    assert {"settings.json", "conversations.sqlite3", "everything.log"} <= {
        file.name for file in written
    }
    for trace in traces_of(KEY):
        for file in written:
            assert trace.encode() not in file.read_bytes(), (trace, file)
            assert trace not in file.name
        for stream in (said.stdout, said.stderr):
            assert trace not in stream, (trace, _around(stream, trace))


def _around(text: str, part: str) -> str:
    place = text.index(part)
    return text[max(0, place - 400) : place + 100]
