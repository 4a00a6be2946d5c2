"""A person compares texts, through the real window, with a scripted hub and the real engine."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableView,
    QTabWidget,
)

from desktop_app.ui.plots import HeatMap
from tests.end_to_end.embeddings_tab import (
    GUIDE_MODEL,
    GUIDE_TEXTS,
    PATH,
    column,
    opened,
    run_example,
    search,
)
from tests.end_to_end.window import environ, running_window
from tests.servers import HUB_KEY, Reply, Request, ScriptedServer
from tests.servers.hub import vector_of
from tests.servers.messages import NEVER
from tests.servers.replies import embeddings


async def test_the_request_has_the_shape_of_the_guide(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run_example(window)
        summary = window.text("embeddings.summary")
        texts = column(window, "embeddings.vectors", 0)
        norms = column(window, "embeddings.vectors", 1)
        usage = window.text("embeddings.usage")
    sent = hub.last(PATH)
    assert sent.key == HUB_KEY
    body = dict(sent.json)
    assert body.pop("encoding_format", "float") in {"float", "base64"}  # as the package asks
    assert body == {"model": GUIDE_MODEL, "input": GUIDE_TEXTS}
    assert summary == "Embedding dimension: 8 · Number of vectors: 5 · Tokens: 31"
    assert texts == GUIDE_TEXTS
    assert norms == [f"{np.linalg.norm(vector_of(text)):.3f}" for text in GUIDE_TEXTS]
    assert usage.startswith("31 tokens · ")


async def test_a_query_is_ranked_by_the_model_of_the_texts(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run_example(window)
        window.choose("embeddings.model", "text-embedding-bge-m3")
        assert GUIDE_MODEL in window.text("embeddings.notice")
        ranked = await search(window, "I am Flash")
    asked = hub.last(PATH).json
    assert (asked["model"], asked["input"]) == (GUIDE_MODEL, ["I am Flash"])
    assert "input_type" not in asked
    assert ranked[0] == "I am Flash"


async def test_a_search_asked_for_too_early_is_done_when_the_vectors_are_there(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run_example(window)
        vectors_may_come = threading.Event()

        def answer(request: Request) -> Reply:
            vectors_may_come.wait()
            return embeddings([vector_of(text) for text in request.json["input"]])

        hub.on("POST", PATH, answer)
        window.type("embeddings.texts", "Mary is poor\nMary is rich")
        window.click("embeddings.run")
        window.find(QTabWidget, "embeddings.pages").setCurrentIndex(3)
        window.find(QLineEdit, "embeddings.query").setText("Mary is rich")
        window.press("embeddings.query", Qt.Key.Key_Return)
        vectors_may_come.set()
        await window.until(
            lambda: column(window, "embeddings.results", 1) == ["Mary is rich", "Mary is poor"],
            "the ranking of the new texts",
        )


async def test_stop_ends_the_request_and_keeps_what_was_there(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run_example(window)
        hub.on("POST", PATH, NEVER)
        window.type("embeddings.texts", "another text")
        window.press("embeddings.texts", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await window.until(lambda: hub.last(PATH).json["input"] == ["another text"], "the request")
        window.press("embeddings.texts", Qt.Key.Key_Escape)
        await window.until_text("embeddings.usage", "Stopped")
        await window.until(hub.last(PATH).client_left.is_set, "the end of the connection")
        assert "Number of vectors: 5" in window.text("embeddings.summary")
        assert not window.text("embeddings.error")
        assert window.find(QTableView, "embeddings.vectors").model().rowCount() == 5


async def test_many_texts_go_in_batches_with_progress(tmp_path: Path, hub: ScriptedServer) -> None:
    texts = [f"text {number}" for number in range(300)]

    def answer(request: Request) -> Reply:
        body = request.json
        vectors = [vector_of(text) for text in body["input"]]
        return embeddings(vectors, encoding=body["encoding_format"])

    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.type("embeddings.texts", "\n".join(texts))
        hub.on("POST", PATH, answer, NEVER)
        window.click("embeddings.run")
        await window.until(lambda: len(hub.requests_to(PATH)) == 2, "the second batch")
        done = len(hub.requests_to(PATH)[0].json["input"])
        await window.until_text("embeddings.usage", f"{done} of 300 texts")
        assert window.find(QProgressBar, "embeddings.progress").value() == done
        window.click("embeddings.stop")
        await window.until_text("embeddings.usage", "Stopped")
        hub.on("POST", PATH, answer)
        window.click("embeddings.run")
        await window.until_text("embeddings.summary", "Number of vectors: 300")
        assert column(window, "embeddings.vectors", 0) == texts
    batches = [sent.json["input"] for sent in hub.requests_to(PATH)[2:]]
    assert len(batches) > 1
    assert [text for batch in batches for text in batch] == texts


async def test_the_engine_knows_which_texts_are_alike(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        await opened(window, "multilingual-e5-small")
        await run_example(window)
        summary = window.text("embeddings.summary")
        assert summary.startswith("Embedding dimension: 384 · Number of vectors: 5 · Tokens: ")
        low, high = window.find(HeatMap, "embeddings.similarity").limits
        assert 0.5 < low < high < 1
        ranked = await search(window, "Who has a lot of money?")
        assert set(ranked[:2]) == {GUIDE_TEXTS[0], GUIDE_TEXTS[2]}


async def test_results_of_another_server_are_marked_and_not_searched(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run_example(window)
        window.find(QLineEdit, "embeddings.query").setText("Who is rich?")
        window.press("main.profile", Qt.Key.Key_L)
        await window.until_text("embeddings.notice", "is not connected now")
        await window.until_text("main.connection", "Local: connected")
        assert not window.find(QPushButton, "embeddings.search").isEnabled()
