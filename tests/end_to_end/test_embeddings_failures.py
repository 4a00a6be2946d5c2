"""What goes wrong with texts, vectors and their files is said in the Embeddings tab."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QLineEdit,
    QTabWidget,
)

from tests.end_to_end.embeddings_tab import PATH, choose_file, column, opened, run_example
from tests.end_to_end.window import environ, running_window
from tests.servers import ScriptedServer, play_hub
from tests.servers.replies import detail, embeddings


async def test_a_refusal_is_said_and_retry_asks_again(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        hub.on("POST", PATH, detail("Rate limit of 20 requests/min exceeded", 429))
        window.click("embeddings.example")
        window.click("embeddings.run")
        await window.until_text("embeddings.countdown", "Asking again in")
        window.click("embeddings.cancel_retry")
        await window.until_text("embeddings.error", "no more requests this minute")
        play_hub(hub)
        window.click("embeddings.retry")
        await window.until_text("embeddings.summary", "Number of vectors: 5")
        assert not window.text("embeddings.error")


@pytest.mark.parametrize(
    "vectors",
    [[[0.1, float("nan")]] * 5, [[0.1, 0.2]] * 4 + [[0.1]], [[0.1, 0.2]] * 4],
    ids=["no number", "another dimension", "one missing"],
)
async def test_vectors_that_cannot_be_used_are_refused(
    tmp_path: Path, hub: ScriptedServer, vectors: list[list[float]]
) -> None:
    hub.on("POST", PATH, lambda sent: embeddings(vectors, encoding=sent.json["encoding_format"]))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.click("embeddings.example")
        window.click("embeddings.run")
        await window.until(lambda: bool(window.text("embeddings.error")), "the error")
        assert not window.text("embeddings.summary")


async def test_a_query_of_another_dimension_is_refused(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run_example(window)
        hub.on("POST", PATH, embeddings([[0.1, 0.2, 0.3]]))
        window.find(QLineEdit, "embeddings.query").setText("Who is rich?")
        window.find(QTabWidget, "embeddings.pages").setCurrentIndex(3)
        window.click("embeddings.search")
        await window.until_text("embeddings.error", "3 numbers where 8 are expected")
        assert not column(window, "embeddings.results", 1)


async def test_a_file_that_is_no_text_is_said(tmp_path: Path, hub: ScriptedServer) -> None:
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.type("embeddings.texts", "a text")
        await choose_file(window, "embeddings.import", picture)
        await window.until_text("embeddings.error", "“picture.txt” cannot be read as text.")
        assert window.text("embeddings.texts") == "a text"
