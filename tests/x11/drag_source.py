"""A program whose window can be dragged from, offering a picture as other programs do.

`drag_source` runs it; see tests.x11.display for how a test uses both.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from tests.x11.messages import Messages, telling_program

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from tests.x11.display import X11Display

Kind = Literal["files", "pixels", "chromium", "firefox", "chromium_link", "data_url", "text"]
IMAGE_URL = "http://pictures.example/some%20picture.png"
LINK_URL = "http://pictures.example/page.html"
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class DragSource:
    """The running program; `window` is the id of its window."""

    window: str
    messages: Messages

    def outcome(self) -> str:
        """What the target did in the end: "CopyAction", "MoveAction" or "IgnoreAction"."""
        return str(self.messages.next()["outcome"])


@contextmanager
def drag_source(display: X11Display, kind: Kind, *files: Path) -> Iterator[DragSource]:
    """Show the window from which `files` can be dragged, in the manner of `kind`.

    "files" offers them as a file manager does, and to move them as well; "pixels" the first one
    as an image program; "chromium", "firefox" and "chromium_link" as these browsers do for a
    picture (inside a link); "data_url" for a picture whose address holds it; "text" for words.
    """
    command = [sys.executable, "-m", "tests.x11.drag_source", kind, *map(str, files)]
    with telling_program(command, display.environ, _ROOT) as messages:
        yield DragSource(str(messages.next()["window"]), messages)


def mime_data(kind: Kind, files: list[Path]) -> QMimeData:
    """What a program of this kind offers."""
    import base64

    from PySide6.QtCore import QMimeData, QUrl
    from PySide6.QtGui import QImage

    mime = QMimeData()
    if kind == "files":
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        return mime
    if kind == "text":
        mime.setText("some words")
        mime.setHtml("<b>some words</b>")
        return mime
    content = files[0].read_bytes()
    if kind == "pixels":
        mime.setImageData(QImage(str(files[0])))
        return mime
    address = IMAGE_URL
    if kind == "data_url":
        address = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    link = LINK_URL if kind == "chromium_link" else address
    mime.setData("text/uri-list", f"{link}\r\n".encode())
    mime.setData("text/html", f'\ufeff<img src="{address}" alt="x"/>'.encode())
    if kind == "firefox":
        mime.setData("image/png", content)
        mime.setText(address)
    elif kind != "data_url":
        mime.setData("application/octet-stream", content)
    return mime


def main() -> None:
    """Show the window, tell its id, and tell the outcome of each drag."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QDrag, QMouseEvent
    from PySide6.QtWidgets import QApplication, QLabel
    from typing_extensions import override

    kind, *names = sys.argv[1:]
    known = next(each for each in get_args(Kind) if each == kind)
    offers = (
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        if kind == "files"
        else Qt.DropAction.CopyAction | Qt.DropAction.LinkAction
    )

    class Source(QLabel):
        @override
        def mouseMoveEvent(self, event: QMouseEvent) -> None:
            dragged = QDrag(self)
            dragged.setMimeData(mime_data(known, [Path(name) for name in names]))
            outcome = dragged.exec(offers)
            # A test may end this program at once, and the target must hear that the drag is over.
            app.sync()
            _tell("outcome", str(outcome.name))

    app = QApplication(sys.argv[:1])
    window = Source("Drag from here")
    window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
    corner = app.primaryScreen().geometry().bottomRight()
    window.setGeometry(corner.x() - 180, corner.y() - 100, 160, 80)
    window.show()
    # Until the window manager has mapped it, nobody can press a button in it.
    mapped = QTimer(interval=10)

    def tell_window() -> None:
        if window.windowHandle().isExposed():
            mapped.stop()
            _tell("window", str(int(window.winId())))

    mapped.timeout.connect(tell_window)
    mapped.start()
    app.exec()


def _tell(key: str, value: str) -> None:
    sys.stdout.write(json.dumps({key: value}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
