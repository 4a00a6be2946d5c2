"""Vectors are checked, compared, ranked, mapped and written."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.errors import FileUnwritable, VectorProblem, VectorsUnusable
from desktop_app.core.vectors import (
    as_matrix,
    cosine_similarity,
    norms,
    principal_plane,
    rank,
    write_csv,
    write_npy,
)


def test_vectors_become_rows() -> None:
    matrix = as_matrix([(1.0, 2.0), (3.0, 4.0)])
    assert matrix.dtype == np.float32
    assert matrix.tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("vectors", "problem"),
    [
        ([], VectorProblem.EMPTY),
        ([()], VectorProblem.EMPTY),
        ([(1.0, 2.0), (1.0,)], VectorProblem.DIMENSION),
        ([(1.0, float("nan"))], VectorProblem.NOT_FINITE),
        ([(1.0, float("inf"))], VectorProblem.NOT_FINITE),
    ],
)
def test_unusable_vectors_are_refused(
    vectors: list[tuple[float, ...]], problem: VectorProblem
) -> None:
    with pytest.raises(VectorsUnusable) as caught:
        as_matrix(vectors)
    assert caught.value.problem is problem


def test_norms_stand_large_numbers() -> None:
    assert norms(as_matrix([(3.0, 4.0), (3e30, 4e30)])).tolist() == pytest.approx([5, 5e30])


def test_cosine_similarity_is_that_of_the_directions() -> None:
    similarity = cosine_similarity(as_matrix([(1, 0), (5, 5), (0, 2), (-3, 0)]))
    half = np.sqrt(0.5)
    assert similarity == pytest.approx(
        np.array([[1, half, 0, -1], [half, 1, half, -half], [0, half, 1, 0], [-1, -half, 0, 1]]),
        abs=1e-6,
    )
    assert similarity.max() <= 1


def test_a_vector_of_zeros_is_similar_to_nothing() -> None:
    assert cosine_similarity(as_matrix([(0, 0), (1, 0)])).tolist() == [[0, 0], [0, 1]]


def test_texts_are_ranked_best_first_and_equal_ones_in_their_order() -> None:
    matrix = as_matrix([(0, 1), (2, 0), (1, 1), (9, 0)])
    assert [found.row for found in rank(matrix, (1, 0))] == [1, 3, 2, 0]
    assert [found.row for found in rank(matrix, (1, 0), limit=2)] == [1, 3]
    assert rank(matrix, (1, 0))[0].similarity == pytest.approx(1)


def test_a_query_of_another_dimension_is_refused() -> None:
    with pytest.raises(VectorsUnusable) as caught:
        rank(as_matrix([(1, 2, 3)]), (1, 2))
    assert (caught.value.expected, caught.value.found) == (3, 2)


@pytest.mark.parametrize("shape", [(40, 6), (6, 40)], ids=["tall", "wide"])
def test_the_plane_is_that_of_the_largest_singular_values(shape: tuple[int, int]) -> None:
    matrix = np.random.default_rng(7).normal(size=shape).astype(np.float32)
    matrix[:, 0] *= 5
    plane = principal_plane(matrix)
    centred = matrix - matrix.mean(axis=0)
    _, singular, axes = np.linalg.svd(centred, full_matrices=False)
    expected = centred @ axes[:2].T
    assert np.abs(plane.points) == pytest.approx(np.abs(expected), abs=1e-3)
    shares = singular[:2] ** 2 / (singular**2).sum()
    assert plane.shares == pytest.approx(tuple(shares), abs=1e-4)
    largest = np.abs(plane.points).argmax(axis=0)
    assert (plane.points[largest, [0, 1]] > 0).all()


@pytest.mark.parametrize(
    "vectors",
    [[(1.0, 2.0, 3.0)], [(1.0, 2.0, 3.0)] * 4, [(1.0,), (2.0,)], [(0.1, 0.2), (0.3, 0.4)]],
)
def test_few_or_equal_vectors_have_a_plane_too(vectors: list[tuple[float, ...]]) -> None:
    plane = principal_plane(as_matrix(vectors))
    assert plane.points.shape == (len(vectors), 2)
    assert np.isfinite(plane.points).all()
    assert not plane.points[:, 1].any()
    assert plane.shares[1] == 0


def test_npy_holds_the_matrix(tmp_path: Path) -> None:
    matrix = as_matrix([(0.1, 0.2), (0.3, 0.4)])
    write_npy(tmp_path / "vectors.npy", matrix)
    assert np.array_equal(np.load(tmp_path / "vectors.npy"), matrix)


def test_csv_gives_texts_and_numbers_back_exactly(tmp_path: Path) -> None:
    texts = ['a, "b"', "größer ✓"]
    matrix = as_matrix([(0.1, -2e-9), (1 / 3, 4e12)])
    write_csv(tmp_path / "vectors.csv", texts, matrix)
    with (tmp_path / "vectors.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["text", "1", "2"]
    assert [row[0] for row in rows] == texts
    assert np.array_equal(np.array([row[1:] for row in rows]).astype(np.float32), matrix)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    matrix = as_matrix([(1.0,)])
    with pytest.raises(FileUnwritable) as caught:
        write_npy(tmp_path / "missing" / "vectors.npy", matrix)
    assert caught.value.name == "vectors.npy"
    with pytest.raises(FileUnwritable):
        write_csv(tmp_path / "missing" / "vectors.csv", ["a"], matrix)
