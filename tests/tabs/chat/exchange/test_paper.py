"""A conversation on pages: whole, in order, and made while the window lives on."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageRanges, QTextTable

from desktop_app.core.messages import Role
from desktop_app.core.worker_thread import in_thread
from desktop_app.formulas import Drawing
from desktop_app.tabs.chat.exchange.paper.document import PaperDocument, line_spans
from desktop_app.tabs.chat.exchange.paper.message import MessageOnPaper
from desktop_app.tabs.chat.exchange.paper.objects import Objects
from desktop_app.tabs.chat.exchange.paper.pdf_file import usual_layout, write_pdf
from desktop_app.tabs.chat.exchange.paper.style import STYLE, PaperFormats
from desktop_app.tabs.chat.exchange.paper.tables import table_lines
from desktop_app.tabs.chat.exchange.words import ExchangeWords
from desktop_app.ui.transcript.formula_object import FORMULA_OBJECT
from tests.tabs.chat.exchange.papers import RICH, conversation, message, printing

if TYPE_CHECKING:
    import threading

    from PySide6.QtGui import QTextBlock

_PAGE = QSizeF(680, 900)


def _laid_out(text: str, start: float = 0, drawing: Drawing | None = None) -> PaperDocument:
    document = PaperDocument(_PAGE, start, 10)
    objects = Objects(lambda _formula: drawing)
    objects.show_in(document)
    document.setProperty("objects", objects)  # as long as the document
    writer = document.writer(PaperFormats(STYLE))
    written = MessageOnPaper(ExchangeWords().on_paper(), objects, lambda _digest: None)
    for _ in written.message(writer, message(2, Role.ASSISTANT, text)):
        document.keep_headings()
    return document


def _blocks(document: PaperDocument) -> list[QTextBlock]:
    blocks = [document.begin()]
    while blocks[-1].next().isValid():
        blocks.append(blocks[-1].next())
    return blocks


async def _pdf(
    path: Path,
    pairs: int = 1,
    answer: str = RICH,
    *,
    ranges: str = "",
    picture: bytes | None = None,
) -> bytes:
    tree = conversation(pairs, answer)

    def write(cancelled: threading.Event) -> None:
        pages = QPageRanges.fromString(ranges)
        paper = printing(tree, picture)
        write_pdf(path, paper, "On paper", cancelled, lambda *_: None, usual_layout(), pages)

    await in_thread(write)
    return await asyncio.to_thread(path.read_bytes)


def _pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("start", [0, 211.5, 640, 843, 871, 890, 899])
def test_no_line_is_cut_by_the_edge_of_a_page_and_no_heading_is_left_alone(start: float) -> None:
    document = _laid_out(RICH, start)
    blocks = _blocks(document)[1 if start else 0 :]
    for block in blocks:
        for top, bottom in line_spans(document, block):
            assert top // 900 == (bottom - 0.5) // 900, block.text()
    for block, following in pairwise(blocks):
        if block.blockFormat().headingLevel():
            assert document.page_of(block) == document.page_of(following), block.text()
    assert document.page_of(blocks[0]) == document.page_of(blocks[1]), "who says it"
    assert document.pageCount() == document.page_of(blocks[-1]) + 1
    assert document.pageCount() < 8, "no page is left empty"


@pytest.mark.usefixtures("qapp")
def test_a_long_table_is_one_whose_header_every_page_repeats() -> None:
    document = _laid_out(RICH)
    (table,) = document.rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    assert (table.rows(), table.format().headerRowCount()) == (61, 1)
    lines = list(table_lines(document))
    pages = {line.page for line in lines}
    assert len(pages) > 1
    assert {line.page for line in lines if line.is_below_header} == pages


@pytest.mark.usefixtures("qapp")
def test_formulas_are_drawn_and_what_cannot_be_drawn_keeps_its_source() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
    drawn = _laid_out("A $x$ b", drawing=Drawing(svg, 1, 1, 0))
    assert "A \ufffc b" in drawn.toPlainText()
    assert "$x$" not in drawn.toPlainText()
    formats = [f.format.objectType() for b in _blocks(drawn) for f in b.textFormats()]
    assert FORMULA_OBJECT in formats
    assert "A $x$ b" in _laid_out("A $x$ b").toPlainText()


async def test_a_pdf_has_all_pages_or_those_that_were_asked_for(tmp_path: Path) -> None:
    whole = await _pdf(tmp_path / "whole.pdf", pairs=2)
    assert whole.startswith(b"%PDF-")
    assert _pages(whole) > 5
    assert _pages(await _pdf(tmp_path / "part.pdf", pairs=2, ranges="2-3,5")) == 3


async def test_pictures_that_are_at_hand_are_in_the_pdf(tmp_path: Path) -> None:
    image = QImage(2_000, 50, QImage.Format.Format_RGB32)
    image.fill(0xFF8800)
    assert image.save(str(tmp_path / "a.png"))
    content = await asyncio.to_thread((tmp_path / "a.png").read_bytes)
    sizes = []
    for name, picture in (("none", None), ("broken", b"no picture"), ("png", content)):
        pdf = await _pdf(tmp_path / f"{name}.pdf", answer="short", picture=picture)
        sizes.append(pdf.count(b"/Subtype /Image"))
    assert sizes == [0, 0, 1]


async def test_the_window_lives_while_a_long_conversation_is_laid_out(tmp_path: Path) -> None:
    longest, last = 0.0, time.perf_counter()
    begun = last
    writing = asyncio.create_task(_pdf(tmp_path / "long.pdf", pairs=40))
    while not writing.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    assert _pages(await writing) > 100
    assert longest < 0.1 * (last - begun)


@pytest.mark.usefixtures("qapp")
def test_paper_is_light_in_a_dark_theme_and_of_the_usual_size() -> None:
    layout = usual_layout()
    assert layout.pageSize().name() in {"A4", "Letter"}
    assert layout.orientation() is QPageLayout.Orientation.Portrait
    document = _laid_out("words")
    colours = {
        f.format.foreground().color().lightness() < 160
        for block in _blocks(document)
        for f in block.textFormats()
    }
    assert colours == {True}
