"""What is dropped or pasted is understood in its best form."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from desktop_app.ui.image_drop import (
    DroppedBytes,
    DroppedFile,
    DroppedImage,
    DroppedUrl,
    is_acceptable,
    sources_from_clipboard,
    sources_from_drop,
)

_ADDRESS = "https://pictures.example/a%20cat.png?size=2"


@pytest.fixture
def pixels() -> QImage:
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    return image


@pytest.fixture
def png(pixels: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(pixels)
    return bytes(buffer.data().data())


def mime(**kinds: bytes | str) -> QMimeData:
    data = QMimeData()
    for kind, content in kinds.items():
        name = _KINDS[kind]
        data.setData(name, content.encode() if isinstance(content, str) else content)
    return data


_KINDS = {
    "urls": "text/uri-list",
    "html": "text/html",
    "text": "text/plain",
    "content": "application/octet-stream",
    "png": "image/png",
}


def test_files_come_before_everything_else(png: bytes) -> None:
    data = mime(urls="file:///home/a%20b.png\r\nfile:///c.jpg\r\n", png=png, html="<img src=x>")
    assert sources_from_drop(data) == [
        DroppedFile(Path("/home/a b.png")),
        DroppedFile(Path("/c.jpg")),
    ]


def test_a_picture_from_firefox_keeps_its_file_and_name(png: bytes) -> None:
    data = mime(urls=_ADDRESS, html=f'<img src="{_ADDRESS}">', png=png, text=_ADDRESS)
    assert sources_from_drop(data) == [DroppedBytes(png, "a cat.png")]


def test_a_picture_from_chromium_keeps_its_file_and_name(png: bytes) -> None:
    data = mime(urls=_ADDRESS, html=f'\ufeff<img src="{_ADDRESS}"/>', content=png)
    assert sources_from_drop(data) == [DroppedBytes(png, "a cat.png")]


def test_pixels_become_a_png_file(pixels: QImage) -> None:
    data = QMimeData()
    data.setImageData(pixels)
    (dropped,) = sources_from_drop(data)
    assert isinstance(dropped, DroppedImage)
    assert QImage.fromData(dropped.png()) == pixels


def test_a_picture_in_a_link_is_the_picture_and_not_the_page() -> None:
    data = mime(
        urls="https://example.org/page", html=f"<a href='/page'><IMG alt='' SRC='{_ADDRESS}'></a>"
    )
    assert sources_from_drop(data) == [DroppedUrl(_ADDRESS)]


def test_content_that_is_no_picture_is_passed_over() -> None:
    data = mime(urls=_ADDRESS, content=b"PK\3\4 an archive")
    assert sources_from_drop(data) == [DroppedUrl(_ADDRESS)]


def test_pictures_in_a_page_come_once_each_and_never_from_this_machine() -> None:
    page = f"<img src='{_ADDRESS}'><img src='file:///etc/passwd'><img><img src='{_ADDRESS}'>"
    assert sources_from_drop(mime(html=page)) == [DroppedUrl(_ADDRESS)]


def test_an_address_that_holds_the_picture_is_unpacked(png: bytes) -> None:
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    assert sources_from_drop(mime(html=f"<img src='{address}'>")) == [DroppedBytes(png, "")]
    assert sources_from_drop(mime(urls=address)) == [DroppedBytes(png, "")]


@pytest.mark.parametrize("address", ["data:image/png;base64,A", "data:text/plain,hello", "data:"])
def test_an_address_that_holds_no_picture_is_nothing(address: str) -> None:
    assert sources_from_drop(mime(html=f"<img src='{address}'>")) == []


def test_copied_cells_are_pasted_as_text_although_they_have_a_picture(png: bytes) -> None:
    assert sources_from_clipboard(mime(text="1\t2\n", html="<table/>", png=png)) == []


def test_a_copied_picture_or_file_is_pasted(png: bytes) -> None:
    picture = mime(html=f'<img src="{_ADDRESS}">', png=png)
    file = mime(urls="file:///c.jpg\r\n", text="/c.jpg")
    assert sources_from_clipboard(picture) == [DroppedBytes(png, "")]
    assert sources_from_clipboard(file) == [DroppedFile(Path("/c.jpg"))]


@pytest.mark.usefixtures("qapp")
def test_the_clipboard_itself_can_be_read(pixels: QImage) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(pixels)
    (pasted,) = sources_from_clipboard(clipboard.mimeData())
    assert isinstance(pasted, DroppedImage)
    assert pasted.image.size() == pixels.size()


def test_dragged_words_are_not_acceptable() -> None:
    assert not is_acceptable(mime(text="words", html="<b>words</b>"))
    assert is_acceptable(mime(html="<img>"))
    assert is_acceptable(mime(urls="file:///c.jpg"))
