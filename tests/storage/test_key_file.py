"""Keys in a file: for its owner alone, or not used at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from desktop_app.core.errors import KeyFileProblem, KeyFileUnusable
from desktop_app.storage.key_file import KeyFile

SECRET = "sk-secret-of-the-file"


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "state" / "keys.json")


def problem_of(file: KeyFile) -> KeyFileProblem:
    with pytest.raises(KeyFileUnusable) as caught:
        file.get("Mine")
    assert SECRET not in f"{caught.value!r} {caught.value} {caught.value.reason}"
    return caught.value.problem


def test_what_was_kept_is_read_at_the_next_start(file: KeyFile) -> None:
    file.set("Mine", SECRET)
    file.set("Über", "sk-2")
    assert KeyFile(file.path).get("Mine") == SECRET
    assert KeyFile(file.path).get("Über") == "sk-2"
    assert file.get("Other") == ""


def test_its_owner_alone_may_read_it_whatever_the_mask(file: KeyFile) -> None:
    former = os.umask(0)
    try:
        for secret in (SECRET, "sk-2"):
            file.set("Mine", secret)
            assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    finally:
        os.umask(former)
    assert [path.name for path in file.path.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("rights", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_can_open_is_neither_read_nor_written(
    file: KeyFile, rights: int
) -> None:
    file.set("Mine", SECRET)
    file.path.chmod(rights)
    assert problem_of(file) is KeyFileProblem.READABLE_BY_OTHERS
    before = file.path.read_bytes()
    with pytest.raises(KeyFileUnusable):
        file.set("Mine", "sk-new")
    assert file.path.read_bytes() == before


def test_a_link_and_a_pipe_are_not_followed(file: KeyFile, tmp_path: Path) -> None:
    elsewhere = KeyFile(tmp_path / "elsewhere.json")
    elsewhere.set("Mine", SECRET)
    file.path.parent.mkdir()
    file.path.symlink_to(elsewhere.path)
    assert problem_of(file) is KeyFileProblem.NOT_OURS
    file.path.unlink()
    os.mkfifo(file.path, 0o600)
    assert problem_of(file) is KeyFileProblem.NOT_OURS


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
def test_the_file_of_another_user_is_not_used(file: KeyFile) -> None:
    file.set("Mine", SECRET)
    os.chown(file.path, 65534, -1)
    assert problem_of(file) is KeyFileProblem.NOT_OURS


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"Mine": "' + SECRET.encode()])
def test_a_damaged_file_is_said_to_be_so_and_written_anew(file: KeyFile, content: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(content)
    file.path.chmod(0o600)
    assert problem_of(file) is KeyFileProblem.DAMAGED
    file.set("Mine", "sk-new")
    assert file.get("Mine") == "sk-new"


def test_the_last_key_takes_the_file_with_it(file: KeyFile) -> None:
    file.set("Mine", SECRET)
    file.set("Mine", "")
    file.set("Mine", "")
    assert not file.path.exists()


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    with pytest.raises(KeyFileUnusable) as caught:
        KeyFile(tmp_path / "state" / "keys.json").set("Mine", SECRET)
    assert caught.value.problem is KeyFileProblem.UNREACHABLE
