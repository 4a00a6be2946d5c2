"""Every kind of problem is said in words, with its place."""

from __future__ import annotations

import pytest

from desktop_app.tabs.tools.problem_text import ProblemText
from desktop_app.tooling.checking import Problem, ProblemKind
from desktop_app.tooling.positions import Position

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_has_words(kind: ProblemKind) -> None:
    line = ProblemText().line(Problem(kind, "$.a", "{x}", "{y}", "{z}", Position(3, 7)))
    assert line.startswith("Line 3, column 7: ")
    assert "{path}" not in line
    assert kind is ProblemKind.OTHER or "does not fit" not in line


def test_of_many_problems_the_first_are_said() -> None:
    problems = [Problem(ProblemKind.MISSING, expected=f"field{n}") for n in range(7)]
    lines = ProblemText().lines(problems).splitlines()
    assert lines[0] == "field0 is missing"
    assert lines[-1] == "and 4 more"
