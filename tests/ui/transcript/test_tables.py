"""Tables, short and long, stored and streamed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable

from desktop_app.ui.transcript import DARK, Transcript, TranscriptMessage
from desktop_app.ui.transcript.formats import CELL_PAD
from desktop_app.ui.transcript.grid import Grid, grids

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QTextBlock

HEADER = "| name | price | remark |\n|:--|--:|:-:|\n"


def table(rows: int) -> str:
    return HEADER + "".join(
        f"| n{row} | {row} | **bold** and `code` {row} |\n" for row in range(rows)
    )


def answer(text: str) -> TranscriptMessage:
    return TranscriptMessage("a", "assistant", text, title="model")


def blocks(view: Transcript) -> list[tuple[QTextBlock, QRectF]]:
    layout = view.document().documentLayout()
    found = []
    block = view.document().begin()
    while block.isValid():
        found.append((block, layout.blockBoundingRect(block)))
        block = block.next()
    return found


def parts(view: Transcript) -> list[Grid]:
    return grids(blocks(view))


def test_columns_are_aligned_as_they_were_told(transcript: Transcript) -> None:
    transcript.show_messages([answer(table(2))])
    horizontally = Qt.AlignmentFlag.AlignHorizontal_Mask
    alignments = {
        text: transcript.document().find(text).blockFormat().alignment() & horizontally
        for text in ("name", "price", "remark", "n1", "bold and")
    }
    assert alignments == {
        "name": Qt.AlignmentFlag.AlignLeft,
        "price": Qt.AlignmentFlag.AlignRight,
        "remark": Qt.AlignmentFlag.AlignHCenter,
        "n1": Qt.AlignmentFlag.AlignLeft,
        "bold and": Qt.AlignmentFlag.AlignHCenter,
    }


def test_code_and_emphasis_stand_in_cells(transcript: Transcript) -> None:
    transcript.show_messages([answer(table(1))])
    assert transcript.document().find("code").charFormat().fontFixedPitch()
    assert transcript.document().find("bold").charFormat().fontWeight() > 400


@pytest.mark.parametrize("rows", [1, 4, 5, 40])
def test_a_table_is_whole_whatever_its_length(transcript: Transcript, rows: int) -> None:
    transcript.show_messages([answer(f"above\n\n{table(rows)}\nbelow")])
    lines = transcript.plain_text().split("\n\n")[2].split("\n")
    assert lines[0] == "name\tprice\tremark"
    assert lines[1:] == [f"n{row}\t{row}\tbold and code {row}" for row in range(rows)]
    assert transcript.plain_text().split("\n\n")[3] == "below"


def test_a_long_table_has_no_seam(transcript: Transcript) -> None:
    transcript.show_messages([answer(table(40))])
    stack = parts(transcript)
    assert len(stack) == 6
    for above, below in pairwise(stack):
        assert abs(below.rows[0] - above.bottom) < 1
        assert below.columns == pytest.approx(above.columns, abs=1)
        assert below.right == pytest.approx(above.right, abs=1)
    assert [part.has_header for part in stack[:2]] == [True, False]


def test_a_streamed_table_ends_like_a_stored_one(transcript: Transcript) -> None:
    text = f"above\n\n{table(12)}\nbelow"
    transcript.show_messages([answer(text)])
    stored = [rect for _, rect in blocks(transcript)]
    words = transcript.plain_text()
    transcript.clear_messages()
    transcript.begin_reply("a", "model")
    for start in range(0, len(text), 5):
        transcript.append_text(text[start : start + 5])
        transcript.plain_text()
    transcript.end_reply()
    assert transcript.plain_text() == words
    assert [rect for _, rect in blocks(transcript)] == stored


def test_finished_rows_are_not_written_again(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_text(table(12))
    transcript.plain_text()
    changed: list[int] = []
    transcript.document().contentsChange.connect(lambda position, *_: changed.append(position))
    transcript.append_text("| n12 | 12 |")
    transcript.plain_text()
    assert min(changed) > transcript.document().find("n10").position()


def test_a_wide_table_stays_within_the_view(transcript: Transcript) -> None:
    wide = "| a | b |\n|--|--|\n" + f"| {'many words ' * 20} | {'and more ' * 30} |\n" * 9
    transcript.show_messages([answer(wide)])
    assert all(part.right <= transcript.viewport().width() for part in parts(transcript))
    transcript.resize(500, 600)
    assert all(part.right <= transcript.viewport().width() for part in parts(transcript))


def test_lines_are_painted_around_the_cells(transcript: Transcript) -> None:
    transcript.set_style(DARK)
    transcript.show_messages([answer(table(2))])
    image = transcript.viewport().grab().toImage()
    border = transcript.look.border
    offset = transcript.verticalScrollBar().value()
    grid = parts(transcript)[0]
    for x in (*grid.columns, grid.right):
        y = round(grid.rows[1] - offset) + CELL_PAD // 2
        assert image.pixelColor(round(x), y).name() == border


def test_two_tables_stay_two(transcript: Transcript) -> None:
    transcript.show_messages([answer(f"{table(2)}\n{table(2)}")])
    frames = transcript.document().rootFrame().childFrames()
    assert len([frame for frame in frames if isinstance(frame, QTextTable)]) == 2
    first, second = parts(transcript)
    assert second.rows[0] - first.bottom > 10
    assert second.has_header
