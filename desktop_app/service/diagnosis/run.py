"""Runs the stages one after the other, each within its own time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.core.credentials import normal_key
from desktop_app.core.diagnosis import Facts, FactValue, Stage, StageResult
from desktop_app.core.errors import KeyUnusable
from desktop_app.core.findings import Finding, StageState
from desktop_app.core.redaction import redact
from desktop_app.service.connect import warm_up
from desktop_app.service.diagnosis.outcome import Outcome
from desktop_app.service.observing import NOBODY

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile
    from desktop_app.service.diagnosis.network_probe import NetworkProbe
    from desktop_app.service.diagnosis.service_probe import ServiceProbe
    from desktop_app.service.observing import CallObserver

_GOES_ON = frozenset({Stage.CHAT})  # what follows does not need it


class StageLimits(NamedTuple):
    """Seconds that each stage may take."""

    name: float = 10.0
    tcp: float = 10.0
    proxy: float = 15.0
    tls: float = 15.0
    key: float = 30.0
    models: float = 30.0
    chat: float = 90.0  # a model may have to be loaded first
    audio: float = 90.0


async def diagnose(
    profile: Profile,
    credentials: Credentials,
    limits: StageLimits | None = None,
    *,
    observer: CallObserver = NOBODY,
) -> AsyncGenerator[StageResult, None]:
    """Test the way to a server and what it gives: one result for each stage, in their order.

    The profile need not be saved. To be used within `contextlib.aclosing`; no connection is left
    open. No stage waits on the loop's own thread. `observer` is told of every call.
    """
    await warm_up()
    network, service = await asyncio.to_thread(_probes, profile, credentials, observer)
    limits = limits or StageLimits(tcp=profile.connect_timeout)
    probes: dict[Stage, Callable[[], Awaitable[Outcome]]] = {
        Stage.NAME: network.name,
        Stage.TCP: network.tcp,
        Stage.PROXY: network.proxy,
        Stage.TLS: network.tls,
        Stage.KEY: service.key,
        Stage.MODELS: service.models,
        Stage.CHAT: service.chat,
        Stage.AUDIO: service.audio,
    }
    secrets = _secrets(credentials)
    goes_on = True
    try:
        for stage, probe in probes.items():
            if not goes_on:
                yield StageResult(stage, Finding.NOT_REACHED)
                continue
            began = time.perf_counter()
            finding, facts = await _within(getattr(limits, stage.value), probe)
            seconds = time.perf_counter() - began
            goes_on = finding.state is not StageState.FAILED or stage in _GOES_ON
            yield StageResult(stage, finding, seconds, _masked(facts, secrets))
    finally:
        await service.close()


def _probes(
    profile: Profile, credentials: Credentials, observer: CallObserver
) -> tuple[NetworkProbe, ServiceProbe]:
    """In a worker thread, because libraries of the network come with them."""
    from desktop_app.service.diagnosis.network_probe import NetworkProbe
    from desktop_app.service.diagnosis.service_probe import ServiceProbe

    return NetworkProbe(profile, credentials), ServiceProbe(profile, credentials, observer)


async def _within(seconds: float, probe: Callable[[], Awaitable[Outcome]]) -> Outcome:
    try:
        async with asyncio.timeout(seconds):
            return await probe()
    except TimeoutError:
        return Outcome(Finding.TIMED_OUT)


def _secrets(credentials: Credentials) -> tuple[str, ...]:
    """What must not be seen, as it was entered and as it is sent."""
    try:
        return (*credentials.secrets(), normal_key(credentials.key))
    except KeyUnusable:
        return credentials.secrets()


def _masked(facts: Facts, secrets: tuple[str, ...]) -> Facts:
    def masked(value: FactValue) -> FactValue:
        if isinstance(value, str):
            return redact(value, secrets)
        if isinstance(value, tuple):
            return tuple(redact(part, secrets) for part in value)
        return value

    return {fact: masked(value) for fact, value in facts.items()}
