"""While a person types, only what stands there last is checked."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QObject

from desktop_app.tabs.tools.live_check import LiveCheck
from desktop_app.tooling.checking import Checked
from tests.end_to_end.window import until

pytestmark = pytest.mark.usefixtures("qapp")


def _read(text: str) -> Checked:
    return Checked({"text": text}, ())


async def test_only_the_last_text_is_checked() -> None:
    owner = QObject()
    live = LiveCheck(owner)
    seen: list[str] = []
    live.checked.connect(lambda checked: seen.append(checked.value["text"]))
    for text in ("a", "ab", "abc"):
        live.submit(partial(_read, text))
    await until(lambda: bool(seen), "a check")
    assert seen == ["abc"]
    live.submit(partial(_read, "abcd"))
    live.cancel()
    await live.close()
    assert seen == ["abc"]
