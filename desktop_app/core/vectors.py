"""Mathematics of embedding vectors: checking, cosine similarity, ranking, a map, files.

A matrix holds one vector a row, in float32. numpy is imported where it is first needed: call
these functions in a thread. Work that holds the interpreter's lock is cut into rows, so that a
window stays alive beside it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from desktop_app.core.errors import FileUnwritable, VectorProblem, VectorsUnusable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = NDArray[np.float32]

TEXT_COLUMN = "text"
_NOISE = 1e-6  # a share of the variance that float32 cannot tell from none


class Plane(NamedTuple):
    """Points of shape (n, 2), and the shares of the variance that the two axes carry, 0 to 1."""

    points: Matrix
    shares: tuple[float, float]


class Ranked(NamedTuple):
    """A row of a matrix and its cosine similarity, -1 to 1, to what was asked."""

    row: int
    similarity: float


def as_matrix(vectors: Sequence[Sequence[float]]) -> Matrix:
    """Vectors as a matrix of shape (n, dimension), for n of at least 1.

    Raises:
        VectorsUnusable: there are none, their lengths differ, or a number is not finite.
    """
    import numpy as np

    if not vectors or not vectors[0]:
        raise VectorsUnusable(VectorProblem.EMPTY)
    dimension = len(vectors[0])
    matrix = np.empty((len(vectors), dimension), dtype=np.float32)
    for row, vector in enumerate(vectors):
        if len(vector) != dimension:
            raise VectorsUnusable(VectorProblem.DIMENSION, expected=dimension, found=len(vector))
        matrix[row] = vector
    if not np.isfinite(matrix).all():
        raise VectorsUnusable(VectorProblem.NOT_FINITE)
    return matrix


def norms(matrix: Matrix) -> Matrix:
    """Euclidean lengths, shape (n,)."""
    import numpy as np

    # Squared in float64: in float32 the square of a large number is infinite.
    lengths: Matrix = np.sqrt(np.einsum("ij,ij->i", matrix, matrix, dtype=np.float64)).astype(
        np.float32
    )
    return lengths


def unit_vectors(matrix: Matrix) -> Matrix:
    """Each row at length 1; a row of zeros stays as it is and is similar to nothing."""
    import numpy as np

    lengths = norms(matrix)
    lengths[lengths == 0] = 1
    return matrix / lengths[:, np.newaxis]


def cosine_similarity(matrix: Matrix) -> Matrix:
    """Similarity of each row to each, shape (n, n), -1 to 1."""
    import numpy as np

    units = unit_vectors(matrix)
    similarity: Matrix = np.clip(units @ units.T, -1, 1)
    return similarity


def rank(matrix: Matrix, query: Sequence[float], *, limit: int | None = None) -> list[Ranked]:
    """Rows by their similarity to `query`, best first; equal ones in their order.

    Raises:
        VectorsUnusable: `query` has another dimension, or a number that is not finite.
    """
    import numpy as np

    asked = as_matrix([query])
    if asked.shape[1] != matrix.shape[1]:
        raise VectorsUnusable(
            VectorProblem.DIMENSION, expected=matrix.shape[1], found=asked.shape[1]
        )
    similarity = np.clip(unit_vectors(matrix) @ unit_vectors(asked)[0], -1, 1)
    order = np.argsort(-similarity, kind="stable")[:limit]
    return [Ranked(int(row), float(similarity[row])) for row in order]


def principal_plane(matrix: Matrix) -> Plane:
    """The plane in which the rows differ most, by principal component analysis.

    The eigenvectors are those of the covariance of the dimensions or, when there are fewer rows,
    of the rows' inner products: both lead to the same points. Each axis points to where its
    largest coordinate is positive, so that the same vectors always give the same map.
    """
    import numpy as np

    count, dimension = matrix.shape
    points = np.zeros((count, 2), dtype=np.float32)
    centred = matrix - matrix.mean(axis=0, dtype=np.float64).astype(np.float32)
    by_rows = count < dimension
    products = centred @ centred.T if by_rows else centred.T @ centred
    values, axes = np.linalg.eigh(products)
    total = float(np.trace(products))
    shares = [0.0, 0.0]
    for axis in range(min(2, len(values))):
        value = max(float(values[-1 - axis]), 0.0)
        if value <= total * _NOISE:
            continue  # the rows do not differ along this axis
        direction = axes[:, -1 - axis]
        along = direction * np.sqrt(value) if by_rows else centred @ direction
        points[:, axis] = along if along[np.abs(along).argmax()] > 0 else -along
        shares[axis] = value / total
    return Plane(points, (shares[0], shares[1]))


def write_npy(path: Path, matrix: Matrix) -> None:
    """Write the matrix for `numpy.load`.

    Raises:
        FileUnwritable: the file could not be written.
    """
    import numpy as np

    try:
        with path.open("wb") as file:
            np.save(file, matrix, allow_pickle=False)
    except OSError as error:
        raise FileUnwritable(path.name, error.strerror or "") from error


def write_csv(path: Path, texts: Sequence[str], matrix: Matrix) -> None:
    """Write a line a text: the text, then its numbers, each as short as float32 allows.

    Raises:
        FileUnwritable: the file could not be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([TEXT_COLUMN, *range(1, matrix.shape[1] + 1)])
            for text, vector in zip(texts, matrix, strict=True):
                writer.writerow([text, *vector.astype(str)])
    except OSError as error:
        raise FileUnwritable(path.name, error.strerror or "") from error
