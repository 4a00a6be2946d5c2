"""Stop strings as a person writes them."""

from __future__ import annotations

import pytest

from desktop_app.tabs.completion.stop_strings import parse_stop_strings


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
