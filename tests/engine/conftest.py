"""One real engine for all tests of this folder, and clients of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import openai
import pytest

from tests.engine.process import Engine, command, end, start

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LLMHUB_ENGINE_CACHE", str(tmp_path_factory.mktemp("engine-cache")))
        running = start(*command())
        yield running
        assert end(running.process) == 0


@pytest.fixture(scope="session")
def client(engine: Engine) -> Iterator[openai.OpenAI]:
    """The SDK, as the service layer uses it."""
    with openai.OpenAI(base_url=engine.base_url, api_key=engine.key, max_retries=0) as client:
        yield client


@pytest.fixture(scope="session")
def http(engine: Engine) -> Iterator[httpx2.Client]:
    """A plain HTTP client with the right key, for what the SDK would not send."""
    headers = {"Authorization": f"Bearer {engine.key}"}
    with httpx2.Client(base_url=engine.base_url, headers=headers, timeout=30) as client:
        yield client
