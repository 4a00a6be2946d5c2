"""Values written as Python and as JSON are read back as they were."""

from __future__ import annotations

import ast
import json
import random

from desktop_app.service.snippets.notation import JSON, PYTHON

AWKWARD = "ab'\"\\\n\r\t\x00\x1b\x7f\x85\u2028ü👩\u200d{}$`%\ue000 "


def test_every_text_is_read_back_in_both() -> None:
    chance = random.Random(1)
    for _ in range(2_000):
        text = "".join(chance.choices(AWKWARD, k=chance.randrange(12)))
        value = {text: [text, {"inner": {text: None}}], "others": [1, 0.5, True, False, [], {}]}
        assert ast.literal_eval(PYTHON.write(value)) == value
        assert json.loads(JSON.write(value)) == value


def test_what_is_short_stands_on_one_line_and_what_is_long_is_indented() -> None:
    assert PYTHON.write({"role": "user", "on": True}) == '{"role": "user", "on": True}'
    assert JSON.write({"role": "user", "on": True}) == '{"role": "user", "on": true}'
    assert PYTHON.write(["a" * 50, "b" * 50]).splitlines() == [
        "[",
        f'    "{"a" * 50}",',
        f'    "{"b" * 50}",',
        "]",
    ]


def test_lines_of_a_text_stay_lines_in_python() -> None:
    assert PYTHON.write("One\nTwo").splitlines() == ["(", r'    "One\n"', '    "Two"', ")"]
