"""Text is read in whatever encoding it comes; what is no text is refused."""

from __future__ import annotations

import struct
import zlib

import pytest

from desktop_app.core.text_decoding import decoded_text

TEXT = "Grüße, “quoted”:\n\tprice\t5 €\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_it_reads_the_encodings_that_programs_write(encoding: str) -> None:
    assert decoded_text(TEXT.encode(encoding)) == TEXT


def test_languages_beyond_the_western_come_in_utf_8() -> None:
    text = "Привет, 世界 🙂"
    assert decoded_text(text.encode()) == text


def test_the_colours_of_a_terminals_log_are_text() -> None:
    assert decoded_text(b"\x1b[31mERROR\x1b[0m caf\xe9\n") == "\x1b[31mERROR\x1b[0m café\n"


@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0",
        zlib.compress(b"words and more words " * 50),
        struct.pack("<20d", *(0.1 * number for number in range(20))),
        b"PK\x03\x04\x14\0\x06\0",
        b"\xff\xfeH\0i\0\0\0",
        b"H\0i\0\0\0\0\0!",
    ],
    ids=["program", "compressed", "numbers", "archive", "marked with a zero", "odd length"],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decoded_text(content)
