"""Pictures and text files come by drop, paste and button, are shown, and can be taken away."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton

from desktop_app.core.conversations import Attachment, NewAttachment, NewMessage
from desktop_app.core.errors import AttachmentProblem, AttachmentUnusable, PictureUnreadable
from desktop_app.core.messages import Role
from desktop_app.images import read_picture
from tests.end_to_end.window import until
from tests.tabs.chat.attachments.form import files
from tests.tabs.chat.attachments.samples import drawing, saved, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tabs.chat.attachments.form import Form

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def new(form: Form) -> list[NewAttachment]:
    """What goes with the message, all of it new."""
    attachments = form.attachments.new_attachments()
    assert all(isinstance(each, NewAttachment) for each in attachments)
    return [each for each in attachments if isinstance(each, NewAttachment)]


async def test_a_dropped_picture_and_a_text_file_stand_above_the_text(
    form: Form, tmp_path: Path
) -> None:
    assert form.strip.isHidden()
    assert form.drop(files(saved(tmp_path), written(tmp_path, "notes.txt")))
    assert form.attachments.is_reading
    assert not form.attachments.is_empty
    await form.settled()
    assert form.strip.isVisible()
    assert form.strip.geometry().bottom() < form.prompt.field.geometry().top()
    picture_card, text_card = form.cards
    assert picture_card.startswith("drawing.png, 30 × 20 · ")
    assert text_card == "notes.txt, 12 bytes"
    picture, text = new(form)
    assert (picture.name, picture.media_type) == ("drawing.png", "image/png")
    assert QImage.fromData(picture.content).convertToFormat(drawing().format()) == drawing()
    assert (text.name, text.media_type, text.content) == (
        "notes.txt",
        "text/plain",
        b"Some words.\n",
    )
    assert form.errors == []


async def test_a_dozen_files_at_once_come_card_by_card_and_in_their_order(
    form: Form, tmp_path: Path
) -> None:
    names = [f"notes {number}.txt" for number in range(12)]
    form.drop(files(*(written(tmp_path, name) for name in names)))
    assert 0 < form.strip.count() < len(names)  # the window had its turn in between
    assert len(form.attachments.all()) == len(names)  # and none would be lost meanwhile
    await form.settled()
    assert form.cards == [f"{name}, 12 bytes" for name in names]
    assert [each.name for each in new(form)] == names


async def test_a_dozen_files_that_were_taken_back_at_once_do_not_come_after_all(
    form: Form, tmp_path: Path
) -> None:
    form.drop(files(*(written(tmp_path, f"notes {number}.txt") for number in range(12))))
    form.attachments.clear()
    form.drop(files(written(tmp_path, "others.txt")))
    await form.settled()
    assert form.cards == ["others.txt, 12 bytes"]


@pytest.mark.parametrize("place", ["prompt", "search"])
async def test_a_file_that_is_dropped_onto_a_field_is_attached_and_its_address_not_written(
    form: Form, tmp_path: Path, place: str
) -> None:
    field = form.prompt.field.viewport() if place == "prompt" else form.search
    assert form.drop(files(written(tmp_path, "notes.md")), field)
    await form.settled()
    assert [each.name for each in new(form)] == ["notes.md"]
    assert form.prompt.text() == form.search.text() == ""


async def test_a_large_picture_is_made_as_small_as_in_the_vision_tab(
    form: Form, tmp_path: Path
) -> None:
    path = saved(tmp_path, "large.jpg", 6000)
    form.drop(files(path))
    await form.settled()
    (picture,) = new(form)
    as_in_vision = read_picture(path)
    assert (picture.content, picture.media_type) == (as_in_vision.data, as_in_vision.media_type)


async def test_a_screenshot_is_pasted_into_the_prompt(form: Form) -> None:
    mime = QMimeData()
    mime.setImageData(drawing())
    form.paste(mime)
    await form.settled()
    (picture,) = new(form)
    assert picture.name == "Picture"
    assert QImage.fromData(picture.content).convertToFormat(drawing().format()) == drawing()


async def test_copied_files_are_pasted_as_attachments(form: Form, tmp_path: Path) -> None:
    form.paste(files(saved(tmp_path), written(tmp_path, "table.csv", "a;b\r\n1;2\r\n")))
    await form.settled()
    assert [(each.name, each.content) for each in new(form)][1] == ("table.csv", b"a;b\n1;2\n")
    assert form.prompt.text() == ""


async def test_a_data_url_is_pasted_as_the_picture_that_it_holds(
    form: Form, tmp_path: Path
) -> None:
    content = base64.b64encode(saved(tmp_path).read_bytes()).decode()
    mime = QMimeData()
    mime.setText(f"data:image/png;base64,{content}")
    form.paste(mime)
    await form.settled()
    assert [each.media_type for each in new(form)] == ["image/png"]


async def test_words_are_pasted_as_words(form: Form) -> None:
    mime = QMimeData()
    mime.setText("Just words")
    form.paste(mime)
    assert form.prompt.text() == "Just words"
    assert form.attachments.is_empty


async def test_the_button_and_its_keys_open_a_dialog_for_files(form: Form, tmp_path: Path) -> None:
    button = form.prompt.findChild(QToolButton, "chat.attach")
    assert button is not None
    assert button.accessibleName() == "Attach pictures and text files"
    QTest.keyClick(form.prompt.field, Qt.Key.Key_A, CONTROL | SHIFT)
    await until(lambda: bool(form.prompt.findChildren(QFileDialog)), "the dialog")
    dialog = form.prompt.findChild(QFileDialog, "chat.file_dialog")
    assert dialog is not None
    dialog.filesSelected.emit([str(written(tmp_path, "server.py", "x = 1\n"))])
    dialog.close()
    await form.settled()
    assert [each.name for each in new(form)] == ["server.py"]


async def test_each_can_be_taken_away_by_mouse_and_by_keyboard(form: Form, tmp_path: Path) -> None:
    form.attachments.add_files([written(tmp_path, f"{number}.txt") for number in range(3)])
    await form.settled()
    form.strip.setFocus()
    form.strip.setCurrentRow(2)
    QTest.keyClick(form.strip, Qt.Key.Key_Delete)
    button = form.prompt.findChild(QToolButton, "chat.remove_attachment")
    assert button is not None
    assert button.accessibleName() == "Remove 0.txt"
    button.click()
    assert [each.name for each in new(form)] == ["1.txt"]


async def test_with_an_attachment_it_can_be_sent_without_a_word(form: Form, tmp_path: Path) -> None:
    send = form.prompt.findChild(QPushButton, "chat.send")
    assert send is not None
    sent: list[str] = []
    form.prompt.send_requested.connect(sent.append)
    assert not send.isEnabled()
    form.attachments.add_files([written(tmp_path, "notes.txt")])
    await form.settled()
    QTest.keyClick(form.prompt.field, Qt.Key.Key_Return)
    assert sent == [""]
    form.attachments.clear()
    assert not send.isEnabled()


async def test_while_something_is_dragged_over_the_window_the_prompt_invites_it(
    form: Form, tmp_path: Path
) -> None:
    form.drag_over(files(tmp_path / "a.txt"))
    assert form.prompt.property("dragging")
    assert form.prompt.field.placeholderText() == "Drop to add"
    form.drag_away()
    assert not form.prompt.property("dragging")
    assert form.prompt.field.placeholderText() == "Ask something"


async def test_the_address_of_a_picture_is_attached_and_never_fetched(form: Form) -> None:
    mime = QMimeData()
    mime.setHtml('<img src="https://pictures.invalid/cat.jpg?size=2">')
    assert form.drop(mime)
    await form.settled()
    (kept,) = form.attachments.new_attachments()
    assert kept == Attachment("cat.jpg", "image/*", url="https://pictures.invalid/cat.jpg?size=2")
    assert form.cards == ["cat.jpg, From the web"]


async def test_the_address_of_a_page_is_written_into_the_prompt(form: Form) -> None:
    form.prompt.set_text("What does it say?")
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/page.html")])
    assert form.drop(mime)
    assert form.attachments.is_empty
    assert form.prompt.text() == "What does it say? https://example.org/page.html"


async def test_of_several_files_the_unusable_are_named_and_the_others_stay(
    form: Form, tmp_path: Path
) -> None:
    settled: list[bool] = []
    form.attachments.settled.connect(lambda: settled.append(True))
    form.attachments.add_files(
        [
            written(tmp_path, "letter.jpg", "Dear Sir"),
            written(tmp_path, "good.log", "fine\n"),
            written(tmp_path, "paper.pdf", b"%PDF-1.7\n"),
        ]
    )
    await until(lambda: bool(settled), "the end of the reading")
    assert [each.name for each in new(form)] == ["good.log"]
    picture, pdf = form.errors[-1]
    assert isinstance(picture, PictureUnreadable)
    assert isinstance(pdf, AttachmentUnusable)
    assert (pdf.name, pdf.problem) == ("paper.pdf", AttachmentProblem.PDF)


async def test_what_could_not_be_sent_comes_back(form: Form, tmp_path: Path) -> None:
    form.attachments.add_files([saved(tmp_path), written(tmp_path, "notes.txt")])
    await form.settled()
    before, cards = form.attachments.new_attachments(), form.cards
    form.attachments.clear()
    assert form.attachments.is_empty
    form.attachments.restore(before)
    await form.settled()
    assert form.attachments.new_attachments() == before
    assert form.cards == cards


async def test_what_was_kept_with_a_message_comes_back_for_its_editing(
    form: Form, tmp_path: Path
) -> None:
    form.attachments.add_files([saved(tmp_path), written(tmp_path, "notes.txt")])
    await form.settled()
    cards = form.cards
    database = await form.archive.database()
    conversation = await database.conversations.create({})
    message = NewMessage(role=Role.USER, text="?", attachments=form.attachments.new_attachments())
    stored = await database.messages.add(conversation.id, message)
    form.attachments.clear()
    lost = Attachment("lost.png", "image/png", 5)
    form.attachments.restore((*stored.attachments, lost))
    await form.settled()
    assert form.attachments.new_attachments() == (*stored.attachments, lost)
    assert form.cards == [*cards, "lost.png, Not at hand"]
