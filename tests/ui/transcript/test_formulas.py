"""Formulas in the transcript, drawn by the real process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QTextCursor

from desktop_app.formulas import FormulaProcess
from desktop_app.ui.transcript import DARK, LIGHT, Transcript, TranscriptMessage
from desktop_app.ui.transcript.formula_object import FORMULA_OBJECT
from desktop_app.ui.transcript.formula_renderer import FormulaRenderer
from desktop_app.ui.transcript.plain_text import with_whole_formulas

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ANSWER = r"""Then \(x_1 + x_2\) and $\frac{a}{b}$ hold:

$$
\sum_{i=1}^n x_i
$$

| name | formula |
|---|---|
| `$no$` | $y^2$ |
"""


@pytest.fixture
async def renderer() -> AsyncIterator[FormulaRenderer]:
    renderer = FormulaRenderer(FormulaProcess())
    yield renderer
    await renderer.close()


@pytest.fixture
def view(renderer: FormulaRenderer, qtbot: QtBot) -> Transcript:
    view = Transcript(formulas=renderer)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    return view


def answer(text: str, key: str = "a") -> TranscriptMessage:
    return TranscriptMessage(key, "assistant", text, title="model")


def drawn(view: Transcript) -> int:
    """How many formulas stand as pictures in the document."""
    count = 0
    block = view.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            characters = iterator.fragment().charFormat()
            if characters.objectType() == FORMULA_OBJECT:
                count += iterator.fragment().length()
            iterator += 1
        block = block.next()
    return count


async def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def colours(view: Transcript) -> list[QColor]:
    """What is painted on the line of the first formula, from left to right."""
    place = view.cursorRect(view.document().find("\ufffc"))
    image = view.viewport().grab().toImage()
    middle = place.center().y()
    return [image.pixelColor(x, middle) for x in range(image.width())]


async def test_the_source_stands_until_the_picture_comes(view: Transcript) -> None:
    view.show_messages([answer(ANSWER)])
    assert drawn(view) == 0
    before = view.plain_text()
    assert r"\(x_1 + x_2\) and $\frac{a}{b}$ hold" in before
    await until(lambda: drawn(view) == 4)
    assert view.plain_text().replace("\n", " ") == before.replace("\n", " ")
    assert "$no$" in view.plain_text()


async def test_what_was_drawn_once_stands_at_once(
    view: Transcript, renderer: FormulaRenderer
) -> None:
    view.show_messages([answer(ANSWER)])
    await until(lambda: drawn(view) == 4)
    view.show_messages([answer(ANSWER)])
    assert drawn(view) == 4
    view.set_style(DARK)
    assert drawn(view) == 4
    view.grab()
    await until(lambda: not renderer.is_busy)


async def test_a_formula_is_painted_in_the_colour_of_the_text(view: Transcript) -> None:
    view.show_messages([answer(r"\[\blacksquare\]")])
    await until(lambda: drawn(view) == 1)
    for style in (LIGHT, DARK):
        view.set_style(style)
        await until(lambda style=style: QColor(style.text) in colours(view))  # type: ignore[misc]  # mypy infers no default


async def test_what_cannot_be_drawn_stays_code(view: Transcript) -> None:
    view.show_messages([answer(r"Here \(\nonsense{x}\) and $x$.")])
    await until(lambda: drawn(view) == 1)
    found = view.document().find(r"\nonsense{x}")
    assert found.charFormat().fontFixedPitch()


async def test_a_formula_becomes_a_picture_as_soon_as_it_is_closed(view: Transcript) -> None:
    view.begin_reply("a")
    view.append_text(r"so \(\frac{a}{b")
    assert r"so \(\frac{a}{b" in view.plain_text()
    assert drawn(view) == 0
    view.append_text(r"}\) holds")
    await until(lambda: drawn(view) == 1)
    view.append_text("\n\n$$\nx_1\n$$\n\nand so on")
    await until(lambda: drawn(view) == 2)
    view.end_reply()
    assert r"so \(\frac{a}{b}\) holds" in view.plain_text()


async def test_a_streamed_answer_ends_like_a_stored_one(view: Transcript) -> None:
    view.show_messages([answer(ANSWER)])
    await until(lambda: drawn(view) == 4)
    stored = view.plain_text()
    view.clear_messages()
    view.begin_reply("a", "model")
    for character in ANSWER:
        view.append_text(character)
        if character == "\n":
            await asyncio.sleep(0.02)
    view.end_reply()
    view.plain_text()
    await until(lambda: drawn(view) == 4)
    assert view.plain_text() == stored


async def test_a_selection_is_copied_with_the_source(view: Transcript) -> None:
    view.show_messages([answer(ANSWER)])
    await until(lambda: drawn(view) == 4)
    view.selectAll()
    copied = view.createMimeDataFromSelection().text()
    assert r"Then \(x_1 + x_2\) and $\frac{a}{b}$ hold:" in copied
    assert r"$$ \sum_{i=1}^n x_i $$" in copied
    assert "$y^2$" in copied
    assert "\ufffc" not in copied


async def test_a_picture_alone_is_copied_as_its_source(view: Transcript) -> None:
    view.show_messages([answer(ANSWER)])
    await until(lambda: drawn(view) == 4)
    picture = view.document().find("\ufffc")
    view.setTextCursor(picture)
    assert view.createMimeDataFromSelection().text() == r"\(x_1 + x_2\)"


async def test_a_formula_is_found_by_its_source(view: Transcript) -> None:
    view.show_messages([answer(ANSWER)])
    await until(lambda: drawn(view) == 4)
    found = view.document().find("frac{a}")
    assert not found.isNull()
    assert view.find_text("frac{a}")
    whole = with_whole_formulas(found)
    assert whole.selectedText() == "$\\frac{a}{b}$\ufffc"


async def test_a_screen_reader_meets_the_source(view: Transcript) -> None:
    view.show_messages([answer(ANSWER)])
    await until(lambda: drawn(view) == 4)
    interface: QAccessibleInterface = QAccessible.queryAccessibleInterface(view)
    assert r"\sum_{i=1}^n x_i" in interface.text(QAccessible.Text.Value)


async def test_the_source_takes_no_room(view: Transcript) -> None:
    view.show_messages([answer("a $x$ b")])
    await until(lambda: drawn(view) == 1)
    picture = view.document().find("\ufffc")
    line = picture.block().layout().lineAt(0)
    start = picture.selectionStart() - picture.block().position()
    before = line.cursorToX(start - len("$x$"))
    after = line.cursorToX(start)
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert after[0] - before[0] < 1


async def test_what_is_read_stays_in_place_when_pictures_come(view: Transcript) -> None:
    texts = [f"Formula \\[\\sum_{{i={number}}}^n x_i\\]\n\nwords" for number in range(40)]
    messages = [answer(text, str(number)) for number, text in enumerate(texts)]
    view.show_messages([*messages, answer("words and words\n\n" * 60, "read")])
    view.show_message("read")
    while view._paging.is_loading:
        view._paging.load()
    place = QTextCursor(view.document().find("words and words"))
    before = view.cursorRect(place).top()
    await until(lambda: drawn(view) == 40)
    assert abs(view.cursorRect(place).top() - before) <= 2


async def test_two_hundred_formulas_come_bit_by_bit(view: Transcript) -> None:
    text = "\n\n".join(f"Let $a_{{{n}}}$ and $b_{{{n}}}$." for n in range(100))
    view.show_messages([answer(text)])
    await until(lambda: drawn(view) > 0)
    assert drawn(view) < 200
    await until(lambda: drawn(view) == 200)


async def test_a_wide_formula_is_made_to_fit(view: Transcript) -> None:
    view.show_messages([answer("$$" + "+".join("abcdefghijklmnop" * 3) + "$$")])
    await until(lambda: drawn(view) == 1)
    line = view.document().find("\ufffc").block().layout().lineAt(0)
    assert line.naturalTextWidth() <= view.viewport().width()


async def test_two_transcripts_share_the_process(
    view: Transcript, renderer: FormulaRenderer, qtbot: QtBot
) -> None:
    other = Transcript(LIGHT, formulas=renderer)
    qtbot.addWidget(other)
    for each in (view, other):
        each.show_messages([answer("$x$")])
    await until(lambda: drawn(view) == drawn(other) == 1)


async def test_without_a_process_the_source_stays(qtbot: QtBot) -> None:
    view = Transcript()
    qtbot.addWidget(view)
    view.show_messages([answer(ANSWER)])
    await asyncio.sleep(0.1)
    assert drawn(view) == 0
    assert r"\frac{a}{b}" in view.plain_text()


async def test_a_question_is_shown_as_it_was_typed(view: Transcript) -> None:
    view.show_messages([TranscriptMessage("q", "user", "What is $x$?"), answer("$x$")])
    await until(lambda: drawn(view) == 1)
    assert "What is $x$?" in view.plain_text()
