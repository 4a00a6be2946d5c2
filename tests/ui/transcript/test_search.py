"""What is searched is what is shown, message by message."""

from __future__ import annotations

import pytest

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from desktop_app.ui.transcript.search import Search
from desktop_app.ui.transcript.shown_text import shown_text
from tests.ui.transcript.reading import answer, question

MARKDOWN = """# A *big* heading

- [x] an item with `code *as is*`
- a [link](https://example.org) and ![a chart](https://example.org/x.png)

| one | two |
|-----|-----|
| 1 | **2** |

> quoted \\*text\\* &amp; more

```python
x = a * b  # **no** marks
```

snake_case_names and __strong__ ~~gone~~"""


@pytest.mark.parametrize(
    "text",
    [
        "A big heading",
        "an item with code *as is*",
        "a link and a chart",
        "quoted *text* & more",
        "x = a * b  # **no** marks",
        "snake_case_names and strong gone",
        "one",
        "2",
    ],
)
def test_what_is_searched_is_what_is_shown(transcript: Transcript, text: str) -> None:
    message = answer(MARKDOWN)
    assert text in shown_text(message)
    transcript.show_messages([message])
    assert text in transcript.plain_text()


@pytest.mark.parametrize("mark", ["~~~", "```", "**", "](", "---", "\\", "# A", "[x]", "| 1"])
def test_marks_that_are_not_shown_are_not_found(mark: str) -> None:
    text = shown_text(answer(MARKDOWN.replace("# **no** marks", "")))
    assert mark not in text


def test_a_question_is_searched_as_it_was_typed() -> None:
    assert shown_text(question("**as is**")) == "**as is**"


def test_the_next_hit_is_in_the_next_message_that_has_one() -> None:
    messages = [TranscriptMessage(str(n), "user", text) for n, text in enumerate("abcab")]
    search = Search()
    search.start("a", messages, 1)
    assert search.run(10.0) == 3
    assert search.is_complete
    assert search.hit_beside(3, 0, 1) == (0, 0)
    assert search.hit_beside(0, 0, -1) == (3, 0)
    assert search.number(3, 0) == 2
    search.start("nothing", messages, 0)
    assert search.run(10.0) is None
    assert search.hit_beside(0, 0, 1) is None
