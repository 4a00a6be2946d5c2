"""Vectors go to files and texts come from them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import (
    QFileDialog,
)

from tests.end_to_end.embeddings_tab import GUIDE_TEXTS, choose_file, opened, run_example
from tests.end_to_end.window import environ, running_window
from tests.servers.hub import vector_of

if TYPE_CHECKING:
    from tests.servers import ScriptedServer


async def test_vectors_are_exported_and_texts_come_back(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    table, array = tmp_path / "vectors.csv", tmp_path / "vectors.npy"
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run_example(window)
        for file in (table, array):
            await choose_file(window, "embeddings.export", file)
            await window.until_text("embeddings.usage", f"Saved as {file.name}")
            await window.until(lambda: not window.root.findChildren(QFileDialog), "the end")
        window.type("embeddings.texts", "")
        await choose_file(window, "embeddings.import", table)
        await window.until_text("embeddings.texts", GUIDE_TEXTS[-1])
        assert window.text("embeddings.texts").splitlines() == GUIDE_TEXTS
        assert window.text("embeddings.count") == "5 texts"
    with table.open(encoding="utf-8", newline="") as file_object:
        rows = list(csv.reader(file_object))[1:]
    expected = np.array([vector_of(text) for text in GUIDE_TEXTS], dtype=np.float32)
    assert np.array_equal(np.load(array), expected)
    assert np.array_equal(np.array([row[1:] for row in rows]).astype(np.float32), expected)
