"""A data URL holds its content, however long."""

from __future__ import annotations

import base64

import pytest

from desktop_app.core.data_url import data_url


@pytest.mark.parametrize("length", [0, 1, 2, 3, 393_215, 393_216, 393_217, 1_000_000])
def test_the_content_can_be_read_back(length: int) -> None:
    content = bytes(number % 251 for number in range(length))
    scheme, _, payload = data_url("image/png", content).partition(",")
    assert scheme == "data:image/png;base64"
    assert base64.b64decode(payload, validate=True) == content
