"""Copied code says who asks and goes the way that the profile goes, and holds nothing secret."""

from __future__ import annotations

from contextlib import ExitStack, aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.core.credentials import Credentials
from desktop_app.core.messages import Message, Role
from desktop_app.core.profiles import NO_PROXY, Profile
from desktop_app.core.requests import ChatRequest
from desktop_app.service.connect import open_client
from desktop_app.service.snippets import Language, ServiceCall, code_for, recorded_call
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.authority import Authority
from tests.servers.proxies import SocksProxy, tinyproxy
from tests.servers.replies import chat_stream
from tests.service.recorded import Book
from tests.service.snippets.running import run_code

if TYPE_CHECKING:
    from tests.servers import Request

REQUEST = ChatRequest(model="m", messages=(Message(Role.USER, "Grüße 'aus' Köln"),), max_tokens=5)
TEAM, PLAN = "team-secret-value", "plan $(id) `id` \"'secret"
AWKWARD = "X-$HOME`id`'s"
OF_THE_LIBRARIES = frozenset({"accept", "accept-encoding", "connection", "user-agent"})

PROFILES: dict[str, tuple[dict[str, Any], Credentials, dict[str, str]]] = {
    "a key alone": ({}, Credentials(HUB_KEY), {}),
    "Azure": ({"key_header": "api-key"}, Credentials(HUB_KEY), {}),
    "organisation": ({"organisation": "org-'1' $HOME"}, Credentials(HUB_KEY), {}),
    "headers of its own": (
        {"header_names": ("X-Team", AWKWARD, "Api-Key", "X-Without-Value")},
        Credentials(HUB_KEY, (("X-Team", TEAM), (AWKWARD, PLAN), ("Api-Key", "k2"))),
        {"HEADER_X_TEAM": TEAM, "HEADER_X__HOME_ID__S": PLAN, "HEADER_API_KEY": "k2"},
    ),
    "a header in place of the key": (
        {"header_names": ("authorization",)},
        Credentials("", (("authorization", f"Basic {TEAM}"),)),
        {"HEADER_AUTHORIZATION": f"Basic {TEAM}"},
    ),
    "all of it": (
        {
            "key_header": "api-key",
            "organisation": "org-1",
            "header_names": ("Authorization", "X-Team"),
        },
        Credentials(HUB_KEY, (("Authorization", "Basic abcdef"), ("X-Team", TEAM))),
        {"HEADER_AUTHORIZATION": "Basic abcdef", "HEADER_X_TEAM": TEAM},
    ),
}


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


async def asked(profile: Profile, credentials: Credentials, book: Book) -> ServiceCall:
    """The request is made; it comes back as the call that a tab would copy."""
    api = await open_client(profile, credentials, observer=book.log)
    try:
        async with aclosing(api.stream_chat(REQUEST)) as events:
            [event async for event in events]
        return api.call_for(REQUEST)
    finally:
        await api.close()


def same_call(first: Request, second: Request) -> bool:
    assert (first.method, first.path, first.query) == (second.method, second.path, second.query)
    assert _headers(first) == _headers(second)
    assert first.json == second.json
    return True


def _headers(request: Request) -> dict[str, str]:
    """What a person's settings, and not a library, put there."""
    return {
        name: value
        for name, value in request.headers.items()
        if name not in OF_THE_LIBRARIES
        and not name.startswith("x-stainless-")
        and name != "content-length"
    }


@pytest.mark.parametrize(
    ("language", "source"),
    [(Language.PYTHON, "tab"), (Language.CURL, "tab"), (Language.CURL, "ledger")],
    indirect=["language"],
)
@pytest.mark.parametrize("case", PROFILES)
async def test_the_headers_of_the_profile_go_with_the_code(
    server: ScriptedServer, language: Language, case: str, source: str, tmp_path: Path
) -> None:
    fields, credentials, variables = PROFILES[case]
    server.on("POST", "/v2/chat/completions", chat_stream(["Hi"]))
    book = Book()
    call = await asked(Profile("Mine", server.base_url, **fields), credentials, book)
    if source == "ledger":
        recorded = recorded_call(book.last)
        assert recorded is not None
        call = recorded
    code = code_for(language, call)

    await run_code(language, code, tmp_path, variables)

    own, copied = server.requests
    assert same_call(own, copied)
    assert not any(secret in code for secret in (HUB_KEY, TEAM, PLAN, "k2", "abcdef"))
    assert all(name in code for name in variables)


async def test_a_header_without_its_variable_is_not_just_left_out(
    server: ScriptedServer, language: Language, tmp_path: Path
) -> None:
    server.on("POST", "/v2/chat/completions", chat_stream(["Hi"]))
    fields, credentials, _ = PROFILES["headers of its own"]
    call = await asked(Profile("Mine", server.base_url, **fields), credentials, Book())
    with pytest.raises(AssertionError, match="HEADER_X_TEAM"):
        await run_code(language, code_for(language, call), tmp_path)
    assert len(server.requests) == 1


@pytest.mark.parametrize("shows_certificate", [False, True])
async def test_the_authority_and_the_certificate_of_the_profile_are_used(
    language: Language, shows_certificate: bool, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "Jane's authority")
    mine = authority.issue("mine")
    fields = {"ca_file": str(authority.ca_file)}
    if shows_certificate:
        fields |= {"client_certificate": str(mine.certificate), "client_key": str(mine.key)}
    context = authority.server_context(asks_clients=shows_certificate)
    with ScriptedServer(tls=context) as server:
        play_hub(server)
        server.on("POST", "/v2/chat/completions", chat_stream(["Hi"]))
        profile = Profile("Mine", server.base_url, **fields)  # type: ignore[arg-type]
        book = Book()
        call = await asked(profile, Credentials(HUB_KEY), book)
        await run_code(language, code_for(language, call), tmp_path)
        assert same_call(*server.requests)
        recorded = recorded_call(book.last, profile)
        assert recorded is not None
        assert recorded.access == call.access
        other = recorded_call(book.last, profile._replace(base_url="https://other.example"))
        assert other is not None
        assert not other.access.ca_file


@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_the_proxy_of_the_profile_is_gone_through(
    server: ScriptedServer, language: Language, kind: str, tmp_path: Path
) -> None:
    server.on("POST", "/v2/chat/completions", chat_stream(["Hi"]))
    user, password = "me@x", "word1"
    with ExitStack() as stack:
        if kind == "http":
            user = "me"
            proxy: Any = stack.enter_context(tinyproxy(tmp_path / "p", user=user, password="word1"))
        else:
            proxy = stack.enter_context(SocksProxy(user, password))
        url = f"{kind}://{user.replace('@', '%40')}@127.0.0.1:{proxy.port}"
        credentials = Credentials(HUB_KEY, proxy_password=password)
        call = await asked(Profile("Mine", server.base_url, proxy=url), credentials, Book())
        code = code_for(language, call)
        # NO_PROXY of whoever runs it does not make the profile's proxy another one.
        variables = {"PROXY_PASSWORD": password, "NO_PROXY": "127.0.0.1"}
        await run_code(language, code, tmp_path, variables)
        seen = proxy.log.count("/v2/chat/completions") if kind == "http" else proxy.destinations
    assert seen in (2, ["127.0.0.1", "127.0.0.1"])
    assert server.requests[0].json == server.requests[1].json
    assert password not in code


async def test_no_proxy_means_none_of_the_environment_either(
    server: ScriptedServer, language: Language, tmp_path: Path
) -> None:
    server.on("POST", "/v2/chat/completions", chat_stream(["Hi"]))
    call = await asked(
        Profile("Mine", server.base_url, proxy=NO_PROXY), Credentials(HUB_KEY), Book()
    )
    nobody = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    await run_code(language, code_for(language, call), tmp_path, nobody)
    assert same_call(*server.requests)
