"""Texts are read from what people have: lines and tables, in the codes of their programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.errors import FileUnreadable
from desktop_app.tabs.embeddings.text_file import read_texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lines_are_read_whatever_their_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "texts.txt"
    file.write_bytes("Größe\r\n\r\n  zwei   Wörter \n".encode(encoding))
    assert read_texts(file) == ["Größe", "zwei Wörter"]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("one,1\ntwo,2\n", ["one", "two"]),
        ("eins;1,5\nzwei;2,5\n", ["eins", "zwei"]),
        ('text,1,2\n"a, b",0.1,0.2\n"two\nlines",0,0\n', ["a, b", "two lines"]),
        ("one\ntwo\n", ["one", "two"]),
        ("", []),
    ],
)
def test_the_first_column_of_a_table_is_read(
    tmp_path: Path, content: str, texts: list[str]
) -> None:
    file = tmp_path / "texts.csv"
    file.write_text(content, encoding="utf-8")
    assert read_texts(file) == texts


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vectors.npy").write_bytes(b"\x93NUMPY\x00\x01")
    for name in ("vectors.npy", "missing.txt"):
        with pytest.raises(FileUnreadable) as caught:
            read_texts(tmp_path / name)
        assert caught.value.name == name
