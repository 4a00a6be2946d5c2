"""What a person sees of finished messages, and takes from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor, QTextDocument

from desktop_app.ui.transcript import DARK, Transcript, TranscriptMessage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def question(text: str, key: str = "q") -> TranscriptMessage:
    return TranscriptMessage(key, "user", text)


def answer(text: str, key: str = "a") -> TranscriptMessage:
    return TranscriptMessage(key, "assistant", text, title="model")


def hrefs(transcript: Transcript) -> list[str]:
    found = []
    block = transcript.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            found.append(iterator.fragment().charFormat().anchorHref())
            iterator += 1
        block = block.next()
    return [href for href in found if href]


def test_question_and_answer_stand_under_their_names(transcript: Transcript) -> None:
    transcript.show_messages([question("Why?"), answer("Because of **this**.")])
    assert transcript.plain_text().split("\n\n") == [
        "You",
        "Why?",
        "model",
        "Because of this.",
        "Copy",
    ]


def test_a_question_is_shown_as_it_was_typed(transcript: Transcript) -> None:
    transcript.show_messages([question("# no heading\n  *as is*\n<b>")])
    assert "# no heading\n  *as is*\n<b>" in transcript.plain_text()


def test_html_is_text_and_is_never_run(transcript: Transcript) -> None:
    html = '<img src="http://evil.example/x.png"> <script>alert(1)</script>'
    transcript.show_messages([answer(html)])
    assert html in transcript.plain_text()


def test_no_picture_is_loaded_from_elsewhere(transcript: Transcript) -> None:
    transcript.show_messages([answer("![a chart](https://evil.example/x.png) ![](file:///etc/x)")])
    assert "a chart" in transcript.plain_text()
    assert "https://evil.example/x.png" in hrefs(transcript)
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in ("https://evil.example/x.png", "file:///etc/passwd", "//server/x.png"):
        image = transcript.loadResource(kind, QUrl(address))
        assert isinstance(image, QImage)
        assert image.width() == 1


def test_attached_pictures_are_shown_and_forgotten_with_their_message(
    transcript: Transcript,
) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    transcript.show_messages([question("Hi", "1")])
    transcript.append_message(TranscriptMessage("k/1 %", "user", "Look", images=(image,)))
    url = QUrl("picture:k%2F1%20%25%2F0")
    assert transcript.pictures.load(url).size() == image.size()
    transcript.remove_from("k/1 %")
    assert transcript.pictures.load(url).width() == 1


def test_a_code_block_is_copied_by_its_link(transcript: Transcript) -> None:
    transcript.show_messages([answer("```python\nx = 1\n\ny = 2\n```\n\n```\nother\n```")])
    links = [href for href in hrefs(transcript) if href.startswith("copycode:")]
    transcript.anchorClicked.emit(QUrl(links[0]))
    assert QGuiApplication.clipboard().text() == "x = 1\n\ny = 2"
    transcript.anchorClicked.emit(QUrl(links[1]))
    assert QGuiApplication.clipboard().text() == "other"


def test_an_answer_is_copied_as_markdown(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages([answer("**bold**", "key/with ä%")])
    link = next(href for href in hrefs(transcript) if href.startswith("copy:"))
    with qtbot.waitSignal(transcript.copy_requested) as copied:
        transcript.anchorClicked.emit(QUrl(link))
    assert copied.args == ["key/with ä%"]
    assert QGuiApplication.clipboard().text() == "**bold**"


def test_a_web_link_is_handed_out_and_not_opened(transcript: Transcript, qtbot: QtBot) -> None:
    with qtbot.waitSignal(transcript.link_activated) as activated:
        transcript.anchorClicked.emit(QUrl("https://example.org"))
    assert activated.args == [QUrl("https://example.org")]
    with qtbot.assertNotEmitted(transcript.link_activated):
        transcript.anchorClicked.emit(QUrl("file:///etc/passwd"))


def test_a_selection_is_copied_without_the_programs_labels(transcript: Transcript) -> None:
    text = "- one\n- two\n\n```py\ncode()\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nend"
    transcript.show_messages([question("Why?"), answer(text)])
    transcript.plain_text()
    transcript.selectAll()
    copied = transcript.createMimeDataFromSelection().text()
    assert copied == "You\n\nWhy?\n\nmodel\n\n- one\n- two\n\ncode()\n\na\tb\n1\t2\n\nend"


def test_reasoning_is_folded_until_it_is_asked_for(transcript: Transcript) -> None:
    message = TranscriptMessage(
        "a", "assistant", "Yes.", reasoning="Let me *see*.", reasoning_seconds=75
    )
    transcript.show_messages([question("Why?"), message, question("And?", "q2")])
    assert "Thought for 1 min 15 s" in transcript.plain_text()
    assert "Let me see." not in transcript.plain_text()
    transcript.anchorClicked.emit(QUrl("fold:a"))
    lines = transcript.plain_text().split("\n\n")
    assert lines[lines.index("Let me see.") + 1 :][:1] == ["Yes."]
    transcript.anchorClicked.emit(QUrl("fold:a"))
    assert "Let me see." not in transcript.plain_text()
    assert transcript.plain_text().endswith("You\n\nAnd?")


def test_how_an_answer_ended_is_said(transcript: Transcript) -> None:
    for state, mark in (("stopped", "Stopped"), ("failed", "Failed"), ("interrupted", "Interru")):
        message = TranscriptMessage("a", "assistant", "Half an", state=state, footer="3 tokens")  # type: ignore[arg-type]  # each is a state
        transcript.show_messages([message])
        assert mark in transcript.plain_text()
        assert "3 tokens" in transcript.plain_text()


def test_removing_from_a_message_leaves_what_is_above(transcript: Transcript) -> None:
    transcript.show_messages([question(f"text {number}", str(number)) for number in range(9)])
    before = transcript.plain_text()
    transcript.append_message(answer("| a |\n|---|\n| 1 |", "table"))
    transcript.append_message(question("later", "later"))
    transcript.remove_from("table")
    assert transcript.plain_text() == before
    transcript.remove_from("0")
    assert transcript.plain_text() == ""


def test_another_style_shows_the_same(transcript: Transcript) -> None:
    transcript.show_messages([question("Why?"), answer("`code`\n\n```py\nx\n```")])
    before = transcript.plain_text()
    transcript.set_style(DARK)
    assert transcript.plain_text() == before


def test_text_is_found_round_the_end(transcript: Transcript) -> None:
    transcript.show_messages([question("alpha beta"), answer("gamma alpha")])
    transcript.plain_text()
    places = []
    for _ in range(3):
        assert transcript.find_text("alpha")
        places.append(transcript.textCursor().selectionStart())
    assert places[0] == places[2] != places[1]
    assert transcript.find_text("alpha", backwards=True)
    assert transcript.textCursor().selectionStart() == places[1]
    assert not transcript.find_text("omega")


def test_code_is_coloured_once_its_language_is_loaded(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages([answer("```python\nimport os\n```")])
    found = transcript.document().find("import os", QTextCursor(transcript.document()))
    qtbot.waitUntil(lambda: bool(found.block().layout().formats()), timeout=10_000)


def test_what_follows_a_list_keeps_as_far_away_as_after_a_paragraph(
    transcript: Transcript,
) -> None:
    transcript.show_messages([answer("Before.\n\n- one\n- [x] two\n\n> Said after.\n\nThe end.")])
    layout, document = transcript.document().documentLayout(), transcript.document()

    def gap(first: str, second: str) -> float:
        above, below = (document.find(text).block() for text in (first, second))
        assert above.next() == below
        bottom = layout.blockBoundingRect(above).bottom()
        return layout.blockBoundingRect(below).top() - bottom

    assert gap("two", "Said after.") == pytest.approx(gap("Said after.", "The end."), abs=1)
    assert gap("one", "two") < gap("two", "Said after.") - 4
