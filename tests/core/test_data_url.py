"""A data URL holds its content, however long."""

from __future__ import annotations

import base64

import pytest

from desktop_app.core.data_url import content_of_data_url, data_url


@pytest.mark.parametrize("length", [0, 1, 2, 3, 393_215, 393_216, 393_217, 1_000_000])
def test_the_content_can_be_read_back(length: int) -> None:
    content = bytes(number % 251 for number in range(length))
    scheme, _, payload = data_url("image/png", content).partition(",")
    assert scheme == "data:image/png;base64"
    assert base64.b64decode(payload, validate=True) == content
    assert content_of_data_url(f"{scheme},{payload}") == content


def test_other_programs_write_it_plain_or_damaged() -> None:
    assert content_of_data_url("data:text/plain,a%20b") == b"a b"
    assert content_of_data_url("data:image/png;base64,abcde") == b""
