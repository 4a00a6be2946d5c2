"""A transcript on the (offscreen) screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop_app.ui.transcript import Transcript

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    view = Transcript()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitExposed(view)
    return view
