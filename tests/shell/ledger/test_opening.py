"""The ledger's window is made in pieces, so that the one that is in use goes on."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.core.settings import Theme
from desktop_app.shell.ledger.view import LedgerWindow
from desktop_app.ui.theme import ThemeManager

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def times_of_pieces(theme: ThemeManager, parent: QWidget) -> list[float]:
    moments = [time.thread_time()]
    window = LedgerWindow(theme, parent)
    moments.extend(time.thread_time() for _piece in window.build())
    window.deleteLater()
    return [after - before for before, after in itertools.pairwise(moments)]


def test_no_piece_is_most_of_the_work(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = ThemeManager(app, Theme.LIGHT)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    runs = [times_of_pieces(theme, parent) for _ in range(5)]
    pieces = [min(times) for times in zip(*runs, strict=True)]
    assert len(pieces) >= 4
    assert max(pieces) < 0.5 * sum(pieces)
    app.setStyleSheet("")
