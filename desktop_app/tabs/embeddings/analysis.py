"""What is worked out of the vectors of one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.vectors import as_matrix, cosine_similarity, norms, principal_plane

if TYPE_CHECKING:
    from desktop_app.core.requests import EmbeddingBatch
    from desktop_app.core.vectors import Matrix, Plane

MOST_COMPARED = 2_000  # texts in the similarity matrix, which grows with their square


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """Texts, their vectors (a row each), and where they come from: vectors are never mixed."""

    profile: str
    model: str
    texts: tuple[str, ...]
    matrix: Matrix
    norms: Matrix
    similarity: Matrix  # of the first MOST_COMPARED
    plane: Plane
    tokens: int | None

    @property
    def dimension(self) -> int:
        """Numbers in each vector."""
        return int(self.matrix.shape[1])


def analyse(profile: str, model: str, texts: Sequence[str], batch: EmbeddingBatch) -> Analysis:
    """Check and work out everything that is shown. For a thread: it takes a while.

    Raises:
        VectorsUnusable: the vectors cannot be compared with one another.
    """
    matrix = as_matrix(batch.vectors)
    return Analysis(
        profile,
        model,
        tuple(texts),
        matrix,
        norms(matrix),
        cosine_similarity(matrix[:MOST_COMPARED]),
        principal_plane(matrix),
        batch.total_tokens if batch.total_tokens is not None else batch.prompt_tokens,
    )
