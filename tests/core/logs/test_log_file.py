"""The log tells where something went wrong, and neither a key nor a person's text."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.logs.log_file import LogFile

own = logging.getLogger("desktop_app.part")
library = logging.getLogger("library.part")
TEXT = "Dear diary"


class Log:
    """A log that is being written, and what stands in its files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = LogFile(path)
        self.file.start()
        self._is_closed = False

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self.file.close()

    def read(self) -> str:
        self.close()
        return "".join(file.read_text() for file in sorted(self.path.parent.iterdir()))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    log = Log(tmp_path / "state" / "logs" / "program.log")
    yield log
    log.close()


@pytest.mark.expects_log
def test_an_exception_is_told_by_its_kind_and_places_alone(log: Log) -> None:
    try:
        json.loads(TEXT)
    except ValueError as error:
        cause = KeyError(TEXT)
        cause.__cause__ = error
        own.error("A task failed", exc_info=cause)
    said = log.read()
    assert "ERROR desktop_app.part: A task failed" in said
    assert "json.decoder.JSONDecodeError" in said
    assert "in JSONDecoder.raw_decode" in said
    assert "KeyError" in said
    assert TEXT not in said


@pytest.mark.expects_log
def test_lines_of_libraries_say_what_is_constant_in_them_and_where_they_come_from(log: Log) -> None:
    library.info("Request: %s", "unimportant")
    library.warning("It took %s", TEXT)
    library.warning(f"It took {TEXT}")
    said = log.read()
    assert said.count("WARNING library.part") == 2
    assert "It took %s (test_log_file.py:" in said
    assert TEXT not in said
    assert "unimportant" not in said


@pytest.mark.expects_log
def test_keys_and_pictures_are_masked_whatever_wrote_them(log: Log) -> None:
    log.file.mask(lambda: ("pa+ss/word",))
    own.warning("It says %s", "Bearer abcdefgh and pa%2Bss%2Fword and data:image/png;base64,iVBO")
    said = log.read()
    for secret in ("abcdefgh", "pa%2Bss", "iVBO"):
        assert secret not in said
    assert said.count("•••") == 3


@pytest.mark.expects_log
def test_what_is_long_is_cut_and_only_an_entry_begins_at_the_margin(log: Log) -> None:
    own.warning("One\n2026-01-01 ERROR forged: %s", "x" * 100_000)
    lines = log.read().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("    2026-01-01")
    assert len(lines[1]) < 5_000


@pytest.mark.expects_log
def test_the_log_never_grows_beyond_three_files_of_a_megabyte(log: Log) -> None:
    for _ in range(1_300):
        own.warning("x" * 3_900)
    assert len(log.read()) < 3_100_000
    files = list(log.path.parent.iterdir())
    assert len(files) == 3
    assert all(file.stat().st_size <= 1_000_000 for file in files)


@pytest.mark.expects_log
def test_the_disk_is_touched_by_another_thread_and_a_full_one_troubles_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    opened: list[threading.Thread] = []
    open_file = Path.mkdir

    def mkdir(path: Path, *arguments: object, **options: object) -> None:
        opened.append(threading.current_thread())
        open_file(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", mkdir)
    log = LogFile(tmp_path / "file" / "program.log")
    log.start()
    own.warning("Lost")
    log.close()
    assert opened
    assert threading.current_thread() not in opened


def test_after_the_end_all_is_as_it_was(tmp_path: Path) -> None:
    before = list(logging.getLogger().handlers)
    log = LogFile(tmp_path / "program.log")
    log.start()
    log.close()
    assert logging.getLogger().handlers == before
    assert logging.getLogger("desktop_app").level == logging.NOTSET
