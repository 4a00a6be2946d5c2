"""Scenes of the Embeddings tab for screenshots."""

from __future__ import annotations

import math
import random
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QTabWidget

from tests.servers.replies import detail, embeddings

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import Reply, Request, ScriptedServer

EMBEDDINGS_TAB = 2
_DIMENSION = 1024
_THEMES = {
    "weather": ["rain in Hamburg", "a storm at sea", "sun over Munich", "snow in the Alps", "fog"],
    "money": ["the bank raised rates", "a rich heir", "billions of shares", "a loan", "tax"],
    "food": ["bread and butter", "a bowl of soup", "ripe cherries", "coffee", "grilled fish"],
    "travel": ["the night train", "a flight to Rome", "harbour ferries", "cycling", "a map"],
    "music": ["a string quartet", "drums and bass", "an old song", "the choir", "jazz"],
}
MANY_TEXTS = [text for texts in _THEMES.values() for text in texts]


def _vector(text: str) -> list[float]:
    """A vector near those of texts with the same words, or of the same theme."""
    theme = next((name for name, texts in _THEMES.items() if text in texts), "none")
    vector = [0.6] * _DIMENSION
    for part, weight in [(theme, 1.0), *((word, 0.5) for word in text.lower().split())]:
        source = random.Random(part)
        vector = [value + weight * source.gauss(0, 1) for value in vector]
    length = math.hypot(*vector)
    return [value / length for value in vector]


def _answer(request: Request, pause: float = 0.0) -> Reply:
    time.sleep(pause)
    body = request.json
    return embeddings([_vector(text) for text in body["input"]], encoding=body["encoding_format"])


def _play(hub: ScriptedServer, pause: float = 0.0) -> None:
    hub.on("POST", "/v2/embeddings", partial(_answer, pause=pause))


async def _open(window: Window) -> None:
    window.show_tab(EMBEDDINGS_TAB)
    await window.until_text("main.connection", "connected, ")
    window.choose("embeddings.model", "jina-embeddings-v2-base-de")


async def _run(window: Window, hub: ScriptedServer, page: int, texts: list[str] | None) -> None:
    _play(hub)
    await _open(window)
    if texts is None:
        window.click("embeddings.example")
    else:
        window.type("embeddings.texts", "\n".join(texts))
    window.click("embeddings.run")
    await window.until_text("embeddings.summary", "Tokens")
    window.find(QTabWidget, "embeddings.pages").setCurrentIndex(page)


async def embeddings_empty(window: Window, _hub: ScriptedServer) -> None:
    """Nothing written yet."""
    await _open(window)


async def embeddings_busy(window: Window, hub: ScriptedServer) -> None:
    """The first run, in batches."""
    _play(hub, pause=0.6)
    await _open(window)
    window.type("embeddings.texts", "\n".join(MANY_TEXTS * 40))
    window.click("embeddings.run")
    await window.until(
        lambda: window.text("embeddings.usage")[:1] not in {"", "0"}, "the first batch"
    )


async def embeddings_vectors(window: Window, hub: ScriptedServer) -> None:
    """The guide's example: the table."""
    await _run(window, hub, 0, None)


async def embeddings_similarity(window: Window, hub: ScriptedServer) -> None:
    """The guide's example: the heat map."""
    await _run(window, hub, 1, None)


async def embeddings_similarity_many(window: Window, hub: ScriptedServer) -> None:
    """25 texts, the most whose values are written from the start."""
    await _run(window, hub, 1, MANY_TEXTS)


async def embeddings_similarity_crowd(window: Window, hub: ScriptedServer) -> None:
    """More texts than have room for labels."""
    await _run(window, hub, 1, MANY_TEXTS + [f"{text} today" for text in MANY_TEXTS * 3])


async def embeddings_map(window: Window, hub: ScriptedServer) -> None:
    """The guide's example on the map."""
    await _run(window, hub, 2, None)


async def embeddings_map_many(window: Window, hub: ScriptedServer) -> None:
    """Five themes on the map."""
    await _run(window, hub, 2, MANY_TEXTS)


async def embeddings_search(window: Window, hub: ScriptedServer) -> None:
    """A question, and the texts ranked; then another model is chosen."""
    await _run(window, hub, 3, MANY_TEXTS)
    window.find(QLineEdit, "embeddings.query").setText("a storm in the Alps")
    window.click("embeddings.search")
    await window.until(lambda: _rows(window) == len(MANY_TEXTS), "the ranking")
    window.choose("embeddings.model", "text-embedding-bge-m3")


async def embeddings_failed(window: Window, hub: ScriptedServer) -> None:
    """The server fails."""
    hub.on("POST", "/v2/embeddings", detail("The back end is restarting", 503))
    await _open(window)
    window.click("embeddings.example")
    window.click("embeddings.run")
    await window.until(lambda: bool(window.text("embeddings.error")), "the error")


def _rows(window: Window) -> int:
    from PySide6.QtWidgets import QTableView

    return window.find(QTableView, "embeddings.results").model().rowCount()


SCENES = (
    embeddings_empty,
    embeddings_busy,
    embeddings_vectors,
    embeddings_similarity,
    embeddings_similarity_many,
    embeddings_similarity_crowd,
    embeddings_map,
    embeddings_map_many,
    embeddings_search,
    embeddings_failed,
)
