"""Results of calls that were not run, as JSON that a model understands."""

from __future__ import annotations

import json
from collections.abc import Iterable

from desktop_app.tooling.checking import Problem, ProblemKind


def failure(what: str, **facts: object) -> str:
    """A result that says what failed; facts that are empty are left out."""
    known = {name: fact for name, fact in facts.items() if fact}
    return json.dumps({"error": what, **known}, ensure_ascii=False)


def unusable(problems: Iterable[Problem]) -> str:
    """The arguments cannot be used; the model reads where and why, and may correct them."""
    said = [_facts(problem) for problem in problems]
    is_json = not any(fact["rule"] == ProblemKind.NOT_JSON.value for fact in said)
    what = "arguments do not fit the schema" if is_json else "arguments are not valid JSON"
    return json.dumps(
        {"error": f"{what}; the tool was not run", "problems": said}, ensure_ascii=False
    )


def unknown_tool(name: str) -> str:
    """The model called a tool that it was not offered."""
    return failure("there is no such tool", name=name)


def denied(reason: str) -> str:
    """The person does not want this call to be run."""
    return failure("the user denied this call", reason=reason.strip())


NOT_RUN = failure("not run: the user stopped")


def _facts(problem: Problem) -> dict[str, object]:
    line, column = problem.position or (0, 0)
    facts = {
        "rule": problem.kind.value,
        "path": problem.path,
        "expected": problem.expected,
        "found": problem.found,
        "detail": problem.detail,
        "line": line,
        "column": column,
    }
    return {name: fact for name, fact in facts.items() if fact}
