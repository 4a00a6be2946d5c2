"""What a person does in the Embeddings tab."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTableView,
    QTabWidget,
)

if TYPE_CHECKING:
    from tests.end_to_end.window import Window

EMBEDDINGS_TAB = 2
PATH = "/v2/embeddings"
GUIDE_MODEL = "jina-embeddings-v2-base-de"
# As in the service's guide, its spelling included.
GUIDE_TEXTS = [
    "I am Batman and I'm rich",
    "I am Spiderman",
    "I am Ironman and I'm a bilionaire",
    "I am Flash",
    "I am the president of USA",
]


async def opened(window: Window, model: str = GUIDE_MODEL) -> None:
    window.show_tab(EMBEDDINGS_TAB)
    await window.until_text("main.connection", "connected, ")
    window.choose("embeddings.model", model)


async def run_example(window: Window) -> None:
    window.click("embeddings.example")
    window.click("embeddings.run")
    await window.until_text("embeddings.summary", "Number of vectors: 5")
    await window.until(window.find(QPushButton, "embeddings.run").isEnabled, "the end of the run")


def column(window: Window, table: str, number: int) -> list[str]:
    model = window.find(QTableView, table).model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


async def search(window: Window, query: str, expected: int = 5) -> list[str]:
    """The texts, best first."""
    window.find(QTabWidget, "embeddings.pages").setCurrentIndex(3)
    window.find(QLineEdit, "embeddings.query").setText(query)
    window.press("embeddings.query", Qt.Key.Key_Return)
    await window.until(
        lambda: len(column(window, "embeddings.results", 1)) == expected, "the ranking"
    )
    return column(window, "embeddings.results", 1)


async def choose_file(window: Window, button: str, file: Path) -> None:
    # What was chosen before may be still at work.
    await window.until(window.find(QAbstractButton, button).isEnabled, f"{button} to be enabled")
    window.click(button)
    await window.until(lambda: bool(window.root.findChildren(QFileDialog)), "the dialog")
    dialog = window.root.findChildren(QFileDialog)[0]
    dialog.selectFile(str(file))
    dialog.accept()
