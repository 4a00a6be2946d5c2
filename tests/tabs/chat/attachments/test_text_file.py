"""A text file is read whatever its encoding; of everything else it is said what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_app.core.errors import AttachmentProblem, AttachmentUnusable
from desktop_app.tabs.chat.attachments.text_file import LARGEST_TEXT, read_text_file
from desktop_app.ui.errors import ErrorText
from tests.tabs.chat.attachments.samples import written

TEXT = "Grüße\nfrom “here”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_it_is_kept_as_utf_8(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "notes.txt", TEXT.replace("\n", "\r\n").encode(encoding))
    assert read_text_file(path, "notes.txt").content == TEXT.encode()


@pytest.mark.parametrize("name", ["main.rs", "Makefile", "data.json", "drawing.svg", ".env"])
def test_no_name_is_needed_to_be_text(tmp_path: Path, name: str) -> None:
    assert read_text_file(written(tmp_path, name), name).content == b"Some words.\n"


def problem_of(path: Path) -> AttachmentUnusable:
    with pytest.raises(AttachmentUnusable) as caught:
        read_text_file(path, path.name)
    assert caught.value.name == path.name
    return caught.value


WAV = b"RIFF\x24\0\0\0WAVEfmt "
REFUSED = {
    "sound": ("speech.wav", WAV, AttachmentProblem.SOUND),
    "sound by content": ("speech", b"ID3\x04\0\0\0\0\0\0", AttachmentProblem.SOUND),
    "pdf": ("paper.pdf", b"%PDF-1.7\n", AttachmentProblem.PDF),
    "program": ("tool", b"\x7fELF\x02\x01\x01\0\0\0", AttachmentProblem.NOT_TEXT),
    "office": ("letter.docx", b"PK\x03\x04\x14\0\x06\0", AttachmentProblem.NOT_TEXT),
    "empty": ("nothing.txt", b"", AttachmentProblem.EMPTY),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_told_apart(tmp_path: Path, case: str) -> None:
    name, content, problem = REFUSED[case]
    assert problem_of(written(tmp_path, name, content)).problem is problem


@pytest.mark.usefixtures("qapp")
def test_the_largest_that_is_taken_is_two_megabytes(tmp_path: Path) -> None:
    path = written(tmp_path, "server.log", b"x" * LARGEST_TEXT)
    assert len(read_text_file(path, path.name).content) == LARGEST_TEXT
    path.write_bytes(b"x" * (LARGEST_TEXT + 500_000))
    error = problem_of(path)
    assert error.problem is AttachmentProblem.TOO_LARGE
    sentence = ErrorText().sentence(error)
    assert sentence.startswith("server.log has 2.5 MB, and a text file may have 2.0 MB.")


def test_missing_files_folders_and_pipes_are_said_so(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "gone.txt").problem is AttachmentProblem.MISSING
    assert problem_of(tmp_path).problem is AttachmentProblem.NOT_A_FILE
    os.mkfifo(tmp_path / "pipe")
    assert problem_of(tmp_path / "pipe").problem is AttachmentProblem.NOT_A_FILE
