"""JSON is laid out to be read, whole or cut."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from desktop_app.shell.ledger.json_layout import laid_out, laid_out_end

_CHARACTERS = 'ab"\\,:[]{} \n\u00e9\U0001f600'


def some_json(chance: random.Random, depth: int = 0) -> Any:
    match chance.randrange(7 if depth < 4 else 4):
        case 0:
            return chance.uniform(-1, 1)
        case 1:
            return chance.choice([None, True, False])
        case 2:
            return "".join(chance.choices(_CHARACTERS, k=chance.randrange(12)))
        case 3:
            return chance.randrange(99)
        case 4:
            return [some_json(chance, depth + 1) for _ in range(chance.randrange(5))]
        case 5:
            count = chance.randrange(4)
            return {str(name): some_json(chance, depth + 1) for name in range(count)}
        case _:
            return [chance.random() for _ in range(50)]


def without_white_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("seed", range(20))
def test_nothing_but_white_space_becomes_another_wherever_the_text_is_cut(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        value = some_json(chance)
        text = json.dumps(value, ensure_ascii=False)
        assert json.loads(laid_out(text)) == value
        place = chance.randrange(len(text) + 1)
        first, last = text[:place], text[place:]
        assert without_white_space(laid_out(first)) == without_white_space(first)
        assert without_white_space(laid_out_end(last)) == without_white_space(last)


def test_members_have_a_line_each_and_what_is_short_stands_in_one() -> None:
    text = json.dumps({"a": [], "b": {}, "c": ["x", 1, None], "d": {"e": "[f] {g}: \\"}})
    assert laid_out(text).split("\n") == [
        "{",
        '  "a": [],',
        '  "b": {},',
        '  "c": ["x", 1, null],',
        '  "d": {',
        '    "e": "[f] {g}: \\\\"',
        "  }",
        "}",
    ]


def test_a_vector_fills_lines() -> None:
    vector = [number / 1000 for number in range(1_000)]
    lines = laid_out(json.dumps({"embedding": vector})).split("\n")
    assert len(lines) < 250
    assert max(map(len, lines)) <= 45
    texts = laid_out(json.dumps(["x" * 60, "y" * 60])).split("\n")
    assert len(texts) == 4


@pytest.mark.parametrize(
    ("end", "lines"),
    [
        (
            'words, it said"}], "usage": {"n": 1}}',
            ['words, it said"', "    }", "  ],", '  "usage"'],
        ),
        ('0.1, 0.2, 0.3]}], "usage": {"n": 1}}', ["0.1, 0.2, 0.3", "      ]", "    }", "  ],"]),
        ('"b": 2}', ['"b": 2', "}"]),
    ],
)
def test_the_end_of_a_text_stands_as_deep_as_it_would_in_the_whole(
    end: str, lines: list[str]
) -> None:
    shown = laid_out_end(end).split("\n")
    assert all(each.startswith(line) for each, line in zip(shown, lines, strict=False)), "\n".join(
        shown
    )
    assert shown[-1] == "}"
