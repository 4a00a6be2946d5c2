"""Texts from a file: the lines of a text file, or the first column of a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from desktop_app.core.errors import FileUnreadable
from desktop_app.core.text_decoding import decoded_text
from desktop_app.core.vectors import TEXT_COLUMN

LARGEST_FILE = 64 * 1024 * 1024  # bytes
_TABLE_SUFFIXES = {".csv", ".tsv"}
_DELIMITERS = ";\t,"  # where two are as frequent the comma may be that of numbers


def read_texts(path: Path) -> list[str]:
    """The texts of a file, each on one line, without empty ones. For a thread.

    A first row that only names the column `text`, as in our own export, is left out.

    Raises:
        FileUnreadable: it is missing, too large, no text, or no table.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileUnreadable(path.name)
        lines = decoded_text(path.read_bytes()).splitlines(keepends=True)
        rows = _first_column(lines) if path.suffix.lower() in _TABLE_SUFFIXES else lines
        return [text for row in rows if (text := " ".join(row.split()))]
    except OSError as error:
        raise FileUnreadable(path.name, error.strerror or "") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileUnreadable(path.name) from error


def _first_column(lines: list[str]) -> Iterable[str]:
    head = lines[0] if lines else ""
    delimiter = max(_DELIMITERS, key=head.count)
    column = [row[0] for row in csv.reader(lines, delimiter=delimiter) if row]
    return column[1:] if column and column[0].strip().lower() == TEXT_COLUMN else column
