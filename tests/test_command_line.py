"""What the command line asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.command_line import Arguments, parse_arguments
from desktop_app.core.paths import portable_paths


def test_nothing_is_asked_for_by_default() -> None:
    assert parse_arguments([]) == Arguments()


def test_a_portable_folder_is_made_and_holds_everything(tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "hub"
    asked = parse_arguments(["--data-dir", str(folder / ".." / "hub"), "photo.jpg"])
    assert asked.data_dir == folder
    assert folder.is_dir()
    paths = portable_paths(folder)
    assert all(kept.is_relative_to(folder) for kept in paths[:4])
    assert paths.keyring_name != portable_paths(tmp_path).keyring_name


def test_a_portable_folder_that_cannot_be_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SystemExit):
        parse_arguments(["--data-dir", str(file)])
    assert "file is no folder to keep data in: File exists" in capsys.readouterr().err
