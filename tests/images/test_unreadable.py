"""A file that is no usable picture is told at once, and why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from desktop_app.core.errors import PictureProblem, PictureUnreadable
from desktop_app.images import read_picture
from tests.images.pictures import encoded, photo, png_of_nothing, quarters

_CUT_OFF = PictureProblem.TRUNCATED
_MEMORY_OF_A_READER = """
import resource, sys
from pathlib import Path
from desktop_app.core.errors import PictureUnreadable
from desktop_app.images import read_picture
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_picture(Path(sys.argv[1]))
except PictureUnreadable as error:
    print(error.problem, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.fixture(autouse=True)
def no_word_from_qt(capfd: pytest.CaptureFixture[str]) -> object:
    lines: list[str] = []

    def listen(_kind: QtMsgType, _context: object, message: str) -> None:
        lines.append(message)

    before = qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(before)
    assert lines == []
    assert capfd.readouterr().err == ""


def problem_of(source: Path | bytes) -> PictureProblem:
    with pytest.raises(PictureUnreadable) as caught:
        read_picture(source)
    return caught.value.problem


@pytest.mark.parametrize("part", [0.05, 0.5, 0.999])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_a_download_that_was_broken_off_is_found(kind: str, part: float) -> None:
    content = encoded(photo(400, 304), kind)
    assert problem_of(content[: int(len(content) * part)]) is _CUT_OFF


@pytest.mark.parametrize("filling", [b"", b"\0" * 20_000])
def test_a_broken_photo_is_found_in_spite_of_its_whole_thumbnail(filling: bytes) -> None:
    thumbnail = encoded(quarters(), "JPEG")
    content = encoded(photo(800, 600), "JPEG", progressive=True, comment=thumbnail)
    assert problem_of(content[: len(content) // 2] + filling) is _CUT_OFF


def test_a_photo_with_a_second_one_behind_it_is_read() -> None:
    content = encoded(quarters(), "JPEG")
    assert read_picture(content + encoded(photo(80, 80), "JPEG")).width == 80


def test_a_broken_scan_is_found() -> None:
    content = encoded(photo(400, 304), "TIFF")
    assert problem_of(content[: len(content) // 2]) is PictureProblem.DAMAGED


def test_a_flipped_bit_is_found() -> None:
    content = bytearray(encoded(photo(400, 304), "PNG"))
    content[5000] ^= 4
    assert problem_of(bytes(content)) is PictureProblem.DAMAGED


def test_a_text_named_like_a_picture_is_found(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_text("BMW and other words, not at all a picture")
    with pytest.raises(PictureUnreadable) as caught:
        read_picture(path)
    assert caught.value.problem is PictureProblem.NOT_A_PICTURE
    assert caught.value.name == "picture.png"
    assert "picture.png" not in str(caught.value)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "AVIF"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg>", "SVG"),
        (b"8BPS\0\1", "PSD"),
    ],
)
def test_a_format_that_cannot_be_read_is_named(head: bytes, name: str) -> None:
    with pytest.raises(PictureUnreadable) as caught:
        read_picture(head + bytes(100))
    assert caught.value.problem is PictureProblem.UNSUPPORTED_FORMAT
    assert caught.value.format_name == name


def test_files_that_cannot_be_read_are_told_apart(tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    loop = tmp_path / "loop.png"
    loop.symlink_to(loop)
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    assert problem_of(empty) is PictureProblem.EMPTY
    assert problem_of(b"") is PictureProblem.EMPTY
    assert problem_of(tmp_path / "gone.png") is PictureProblem.MISSING
    assert problem_of(tmp_path) is PictureProblem.NOT_A_PICTURE
    assert problem_of(pipe) is PictureProblem.NOT_A_PICTURE
    assert problem_of(loop) is PictureProblem.NO_ACCESS


def _huge(path: Path) -> PictureProblem:
    path.write_bytes(png_of_nothing(20_000, 20_000))
    return PictureProblem.TOO_LARGE


def _huge_progressive(path: Path) -> PictureProblem:
    content = encoded(quarters(16, 16), "JPEG", progressive=True)
    frame = content.index(b"\xff\xc2") + 5
    size = (14_000).to_bytes(2, "big") * 2
    path.write_bytes(content[:frame] + size + content[frame + 4 :])
    return PictureProblem.TOO_LARGE


def _lying_and_long(path: Path) -> PictureProblem:
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    return PictureProblem.NOT_A_PICTURE


def _long(path: Path) -> PictureProblem:
    path.write_bytes(encoded(quarters(), "JPEG"))
    with path.open("ab") as file:
        file.truncate(3_000_000_000)
    return PictureProblem.TOO_LARGE


def _cut_off(path: Path) -> PictureProblem:
    content = encoded(photo(2000, 1504), "JPEG")
    path.write_bytes(content[: len(content) // 2])
    return _CUT_OFF


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory as Unix does")
@pytest.mark.parametrize("make", [_huge, _huge_progressive, _lying_and_long, _long, _cut_off])
def test_a_hostile_file_takes_no_memory(tmp_path: Path, make: object) -> None:
    path = tmp_path / "picture.png"
    assert callable(make)
    expected = make(path)
    run = [sys.executable, "-c", _MEMORY_OF_A_READER, str(path)]
    answer = subprocess.run(run, capture_output=True, text=True, check=True)
    problem, kilobytes = answer.stdout.split()
    assert problem == expected
    assert int(kilobytes) < 16_000
    assert answer.stderr == ""
