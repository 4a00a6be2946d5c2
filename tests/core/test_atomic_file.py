"""A file is replaced as a whole or stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.atomic_file import replacement, write_atomically


def test_a_file_is_replaced_when_all_is_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.txt"
    write_atomically(file, "older")
    with replacement(file) as stream:
        stream.write(b"newer")
        assert file.read_text() == "older"
    assert file.read_text() == "newer"
    assert list(file.parent.iterdir()) == [file]


def test_whatever_goes_wrong_the_older_file_stays_and_nothing_else(tmp_path: Path) -> None:
    (file := tmp_path / "a.txt").write_text("older")
    with pytest.raises(TypeError), replacement(file) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item] # raises in the middle
    assert file.read_text() == "older"
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(FileNotFoundError), replacement(tmp_path / "nowhere" / "a.txt"):
        pass
