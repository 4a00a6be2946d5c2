"""A program with one window that takes drops and tells what arrived, a JSON line each."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.ui.drop_target import DropTarget
from desktop_app.ui.image_drop import DroppedBytes, DroppedFile, DroppedImage, DroppedSource


def main() -> None:
    """Show the window until the program is ended."""
    app = QApplication(sys.argv)
    window = QLabel("Drop here")
    window.setWindowTitle("Drop here")
    window.setGeometry(60, 60, 400, 300)
    target = DropTarget(window)
    target.pictures_dropped.connect(_tell_pictures)
    target.files_dropped.connect(_tell_files)
    window.show()
    app.exec()


def _tell_pictures(sources: list[DroppedSource]) -> None:
    _tell("pictures", [_described(source) for source in sources])


def _tell_files(files: list[Path]) -> None:
    _tell("files", [str(file) for file in files])


def _described(source: DroppedSource) -> dict[str, str]:
    kind = type(source).__name__
    if isinstance(source, DroppedFile):
        return {"kind": kind, "path": str(source.path)}
    if isinstance(source, DroppedBytes):
        return {"kind": kind, "content": _text(source.content), "name": source.name}
    if isinstance(source, DroppedImage):
        return {"kind": kind, "content": _text(source.png())}
    return {"kind": kind, "url": source.url}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _tell(key: str, values: object) -> None:
    sys.stdout.write(json.dumps({key: values}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
