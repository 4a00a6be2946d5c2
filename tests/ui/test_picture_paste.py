"""Ctrl+V adds a picture wherever the cursor is, and pastes text where text belongs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.ui.image_drop import DroppedBytes, DroppedFile, DroppedImage, DroppedSource
from desktop_app.ui.picture_paste import PicturePaste
from desktop_app.ui.transcript import Transcript

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@dataclass
class Form:
    root: QWidget
    pasted: list[list[DroppedSource]]

    def paste_into(self, kind: type[QWidget]) -> None:
        field = self.root.findChild(kind)
        assert field is not None
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    root = QWidget()
    qtbot.addWidget(root)
    layout = QVBoxLayout(root)
    for field in (QPlainTextEdit(), QLineEdit(), Transcript()):
        layout.addWidget(field)
    form = Form(root, [])
    PicturePaste(root).pictures_pasted.connect(form.pasted.append)
    root.show()
    root.activateWindow()
    assert QTest.qWaitForWindowActive(root)
    return form


def copy(**offered: object) -> None:
    mime = QMimeData()
    for kind, value in offered.items():
        getattr(mime, f"set{kind.capitalize()}")(value)
    QApplication.clipboard().setMimeData(mime)


@pytest.mark.parametrize("kind", [QPlainTextEdit, QLineEdit, Transcript])
def test_a_screenshot_is_taken_everywhere(form: Form, kind: type[QWidget]) -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    mime = QMimeData()
    mime.setImageData(image)
    QApplication.clipboard().setMimeData(mime)
    form.paste_into(kind)
    ((pasted,),) = form.pasted
    assert isinstance(pasted, DroppedImage)
    assert QImage.fromData(pasted.png()).pixel(3, 3) == 0xFF336699


def test_a_copied_file_is_a_picture_and_not_its_address(form: Form) -> None:
    copy(urls=[QUrl.fromLocalFile("/pictures/a.png")], text="/pictures/a.png")
    form.paste_into(QPlainTextEdit)
    assert form.pasted == [[DroppedFile(Path("/pictures/a.png"))]]
    field = form.root.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == ""


def test_text_is_pasted_as_text(form: Form) -> None:
    copy(text="What is this?", html="<b>What is this?</b>")
    form.paste_into(QPlainTextEdit)
    form.paste_into(QLineEdit)
    field, line = form.root.findChild(QPlainTextEdit), form.root.findChild(QLineEdit)
    assert isinstance(field, QPlainTextEdit)
    assert isinstance(line, QLineEdit)
    assert field.toPlainText() == line.text() == "What is this?"
    assert form.pasted == []


def test_an_address_is_text(form: Form) -> None:
    copy(urls=[QUrl("https://example.org/a.png")], text="https://example.org/a.png")
    form.paste_into(QLineEdit)
    line = form.root.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "https://example.org/a.png"
    assert form.pasted == []


def test_a_data_url_is_the_picture_that_it_holds(form: Form) -> None:
    copy(text="data:image/png;base64,iVBORw0KGgo=")
    form.paste_into(QLineEdit)
    assert form.pasted == [[DroppedBytes(b"\x89PNG\r\n\x1a\n", "")]]
    line = form.root.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == ""
