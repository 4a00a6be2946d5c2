"""The wire: calls through the openai SDK, with bounded replies and typed errors.

Imported in a worker thread by `connect` and by nothing else, because openai comes with it.
"""

from __future__ import annotations

import io
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

import anyio
import httpx2
import openai

from desktop_app.core.errors import ServerUnreachable
from desktop_app.service.connection_errors import FAILURES, error_of_connection
from desktop_app.service.diagnosis.proxy_choice import proxy_of
from desktop_app.service.errors import CallFacts, error_of_status
from desktop_app.service.handshakes import closing_broken_off
from desktop_app.service.http_client import new_http_client, profile_headers, quiet_libraries
from desktop_app.service.inactivity import InactivityGuard
from desktop_app.service.incoming import Incoming
from desktop_app.service.json_body import as_sent, encoded
from desktop_app.service.observing import NOBODY
from desktop_app.service.server_words import decoded

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile
    from desktop_app.service.observing import CallObserver, Observation
    from desktop_app.service.wire import Call, Upload

LARGEST_ERROR = 256 * 1024  # bytes of an error's body that are read
_NO_KEY = "none"  # the SDK wants one; no request carries it
_observation: ContextVar[Observation] = ContextVar("observation")  # of the request that is made
_body: ContextVar[bytearray | None] = ContextVar("body")  # of the same, unless it is a form


def warm_up() -> None:
    """Load what the HTTP library would load in its first call, on the window's thread."""
    quiet_libraries()  # after openai has read OPENAI_LOG
    anyio.run(anyio.sleep, 0)


class _Refusal(Exception):
    """A reply that is not 2xx; raised inside the SDK, which would read its body without bound."""

    def __init__(self, status: int, headers: httpx2.Headers, body: bytes) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers
        self.body = body


class Transport:
    """One HTTP client for one profile and its key. Nothing of the environment is sent.

    Redirects are not followed: neither key nor prompt goes where the profile does not point.

    Raises:
        ValueError: the profile's URL is none.
        HubError: its proxy, a header or a certificate cannot be used.
    """

    def __init__(
        self,
        profile: Profile,
        credentials: Credentials,
        *,
        inactivity_limit: float | None = None,
        observer: CallObserver = NOBODY,
    ) -> None:
        self._observer = observer
        self._profile_name = profile.name
        self.host = profile.host
        self.keys = credentials.secrets()
        self._proxy = _proxy_on_the_way(profile, credentials)
        self._inactivity_limit = inactivity_limit or profile.inactivity_timeout
        http_client = new_http_client(
            profile,
            credentials,
            headers=profile_headers(profile, credentials),
            on_response=_raise_refusal,
        )
        http_client.event_hooks["request"].append(_observe)  # as the last: it sees what is sent
        self._sdk = openai.AsyncOpenAI(
            api_key=credentials.key or _NO_KEY,
            base_url=profile.base_url,
            max_retries=0,
            http_client=http_client,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._sdk.close()

    @asynccontextmanager
    async def send(self, call: Call) -> AsyncIterator[Incoming]:
        """Make a call; the connection is free, or closed, when the block is left.

        Raises:
            ServiceError: in the block too, for a connection that fails there.
        """
        facts = CallFacts(
            host=self.host,
            keys=self.keys,
            model=call.model,
            parameters=frozenset(call.body or ()),
            proxy=self._proxy,
        )
        if self._sdk.is_closed():
            raise ServerUnreachable(host=self.host, model=call.model)
        with self._observer.begin(call, self._profile_name, self.keys) as observation:
            async with self._exchange(call, facts, observation) as incoming:
                yield incoming

    @asynccontextmanager
    async def _exchange(
        self, call: Call, facts: CallFacts, observation: Observation
    ) -> AsyncIterator[Incoming]:
        asked_at = time.perf_counter()
        limit = max(call.patience or 0.0, self._inactivity_limit)
        async with InactivityGuard(limit, host=self.host, model=call.model) as guard:
            response = await self._answered(call, facts, observation, guard)
            try:
                yield Incoming(response, guard, facts, observation.received, asked_at)
            finally:
                await response.aclose()

    async def _answered(
        self, call: Call, facts: CallFacts, observation: Observation, guard: InactivityGuard
    ) -> httpx2.Response:
        try:
            with guard:
                response = await self._request(call, observation)
        except _Refusal as refusal:
            observation.answered(refusal.status, refusal.headers.multi_items())
            observation.received(refusal.body)
            body = decoded(refusal.body)
            raise error_of_status(facts, refusal.status, body, refusal.headers) from None
        except FAILURES as error:
            raise error_of_connection(facts, error, answering=False) from error
        observation.answered(response.status_code, response.headers.multi_items())
        return response

    async def _request(self, call: Call, observation: Observation) -> httpx2.Response:
        observing, body = _observation.set(observation), _body.set(None)
        try:
            return await self._ask(call)
        finally:
            _observation.reset(observing)
            _body.reset(body)

    async def _ask(self, call: Call) -> httpx2.Response:
        options: dict[str, object] = {
            "cast_to": httpx2.Response,
            "stream": True,
            "stream_cls": openai.AsyncStream,
        }
        if call.method == "GET":
            reply = await self._sdk.get(call.path, **cast("Any", options))
        elif call.upload is None:
            content = await encoded(call.body or {})
            _body.set(content)
            options["options"] = {"headers": {"Content-Length": str(len(content))}}
            reply = await self._sdk.post(
                call.path, content=as_sent(content), **cast("Any", options)
            )
        else:
            reply = await self._sdk.post(
                call.path,
                body=dict(call.body or {}),
                files=[("file", _file_part(call.upload))],
                options={"headers": {"Content-Type": "multipart/form-data"}},
                **cast("Any", options),
            )
        return cast("httpx2.Response", reply)


def _proxy_on_the_way(profile: Profile, credentials: Credentials) -> str:
    proxy = proxy_of(profile, credentials)
    return f"{proxy.host}:{proxy.port}" if proxy is not None else ""


async def _observe(request: httpx2.Request) -> None:
    observation = _observation.get()
    request.extensions["trace"] = closing_broken_off(observation.passed)
    observation.sending(str(request.url), request.headers.multi_items(), _body.get())


async def _raise_refusal(response: httpx2.Response) -> None:
    if response.is_success:
        return
    body = bytearray()
    async for data in response.aiter_bytes():
        body += data
        if len(body) > LARGEST_ERROR:
            break
    raise _Refusal(response.status_code, response.headers, bytes(body))


def _file_part(upload: Upload) -> tuple[str, io.BytesIO, str]:
    # A file is sent in small pieces; bytes would be written, and copied, all at once.
    return upload.file_name, io.BytesIO(upload.content), upload.media_type
