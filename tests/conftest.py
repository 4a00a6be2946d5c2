"""What all tests share: an offscreen Qt, folders of their own, and no unexpected log line."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.servers import ScriptedServer, play_hub
from tests.x11.display import X11Display, x11_display

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("API_KEY", "API_BASE", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
    os.environ.pop(name, None)
# A machine for tests has no keyring; the one real run sets its own back end.
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

# As in the program: Qt objects are destroyed on the main thread only.
gc.disable()

_ON_QT = ("ui", "tabs", "shell", "end_to_end", "accessibility")
LoopFactory = Callable[[], asyncio.AbstractEventLoop]


def pytest_asyncio_loop_factories(
    config: pytest.Config,  # noqa: ARG001 - the hook's signature
    item: pytest.Item,
) -> Mapping[str, LoopFactory]:
    """Tests of the window run on Qt's loop, all others on asyncio's own."""
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    if folder in _ON_QT:
        return {"qt": _qt_loop}
    return {"asyncio": asyncio.new_event_loop}


def _qt_loop() -> asyncio.AbstractEventLoop:
    from tests.qt_loop import new_test_loop

    return new_test_loop()


def pytest_collection_finish() -> None:
    """What all tests share is looked through once, not after each of them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collect_on_the_main_thread() -> Iterator[None]:
    """Free what a test left behind, on the thread that may free Qt objects."""
    yield
    gc.collect()


@pytest.fixture
def hub() -> Iterator[ScriptedServer]:
    """A small hub on loopback that answers everything in the guide for HUB_KEY."""
    with ScriptedServer() as server:
        play_hub(server)
        yield server


@pytest.fixture(scope="module")
def display() -> Iterator[X11Display]:
    """A real screen with a window manager, for all tests of a file."""
    with x11_display() as running:
        yield running


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log_line(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test unless it is marked `expects_log`."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    if request.node.get_closest_marker("expects_log") is None:
        assert not collector.lines, f"unexpected log lines: {collector.lines}"
