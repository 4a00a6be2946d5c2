"""A window stands where it stood, and always where it can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from desktop_app.ui.window_geometry import StoredGeometry, on_screen

LAPTOP = QRect(0, 0, 1280, 800)
BESIDE = QRect(1280, 0, 2560, 1440)
ABOVE_LEFT = QRect(-1920, -400, 1920, 1080)
RECT = tuple[int, int, int, int]


@pytest.mark.parametrize(
    ("stood", "screens", "stands"),
    [
        pytest.param((100, 100, 800, 600), [LAPTOP], (100, 100, 800, 600), id="as it was"),
        pytest.param(
            (1000, 100, 800, 600), [LAPTOP, BESIDE], (1000, 100, 800, 600), id="across two screens"
        ),
        pytest.param(
            (1500, 300, 800, 600), [LAPTOP], (480, 200, 800, 600), id="its screen is gone"
        ),
        pytest.param(
            (-1800, -300, 900, 600), [LAPTOP], (0, 40, 900, 600), id="a screen at the left is gone"
        ),
        pytest.param(
            (-1800, -300, 900, 600), [LAPTOP, ABOVE_LEFT], (-1800, -300, 900, 600), id="at the left"
        ),
        pytest.param(
            (1300, 60, 2500, 1300), [LAPTOP], (0, 40, 1280, 760), id="larger than what is left"
        ),
        pytest.param((200, -10, 800, 600), [LAPTOP], (200, 40, 800, 600), id="without a title bar"),
        pytest.param(
            (300, 500, 900, 600), [LAPTOP, BESIDE], (300, 200, 900, 600), id="over the lower edge"
        ),
    ],
)
def test_it_is_seen_whole(stood: RECT, screens: list[QRect], stands: RECT) -> None:
    assert on_screen(QRect(*stood), screens) == QRect(*stands)


@pytest.mark.parametrize("maximised", [True, False])
def test_a_line_of_the_settings_says_it_all(maximised: bool) -> None:
    stored = StoredGeometry(QRect(-5, 40, 1280, 800), maximised)
    assert StoredGeometry.of_text(str(stored)) == stored


@pytest.mark.parametrize(
    "text", ["", "AdnQywADAAA=", "1 2 3", "1 2 0 4", "a b c d", "1 2 3 9999999999999999999"]
)
def test_another_line_says_nothing(text: str) -> None:
    assert StoredGeometry.of_text(text) is None
