"""Stop strings as a person writes them."""

from __future__ import annotations

import pytest

from desktop_app.core.stop_strings import parse_stop_strings, write_stop_strings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", ()),
        (" \n , ,\n", ()),
        ("###", ("###",)),
        ("###, END", ("###", "END")),
        ("###\nUser:\n", ("###", "User:")),
        (r"\n\n, \t", ("\n\n", "\t")),
        (r"a\, b", ("a, b",)),
        (r"C:\\dir", (r"C:\dir",)),
        (r"\ User:", (" User:",)),
        ("two words , x", ("two words", "x")),
        ("x, x", ("x",)),
        ("ends with \\", ("ends with",)),
    ],
)
def test_commas_and_lines_separate_and_escapes_are_understood(
    written: str, meant: tuple[str, ...]
) -> None:
    assert parse_stop_strings(written) == meant


@pytest.mark.parametrize(
    "strings",
    [
        (),
        ("###", "END"),
        ("\n\n", "\t", "\r\n"),
        ("a, b", "C:\\dir\\", "\\"),
        (" User:", "ends ", " ", "  ", "\u00a0", "\x0b,", "a \\ ", "\\ "),
    ],
)
def test_what_is_written_out_is_read_the_same(strings: tuple[str, ...]) -> None:
    assert parse_stop_strings(write_stop_strings(strings)) == strings
