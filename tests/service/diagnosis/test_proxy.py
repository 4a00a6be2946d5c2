"""A person learns what the proxy has against the way to the server."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from desktop_app.core.credentials import NO_CREDENTIALS, Credentials
from desktop_app.core.diagnosis import Fact, Stage
from desktop_app.core.findings import Finding
from desktop_app.core.profiles import Profile
from desktop_app.service.diagnosis.proxy_choice import proxy_of
from desktop_app.service.http_client import new_http_client
from tests.servers import HUB_KEY, Reply, ScriptedServer, play_hub
from tests.servers.authority import Authority
from tests.servers.proxies import SocksProxy, tinyproxy
from tests.service.diagnosis.testing import diagnosed, ends_at, saying

FAR = "https://hub.invalid/v2"


async def test_a_proxy_lets_through(hub: ScriptedServer, tmp_path: Path) -> None:
    with tinyproxy(tmp_path) as proxy:
        results = await diagnosed(hub.base_url, proxy=f"http://127.0.0.1:{proxy.port}")

    assert results[Stage.TCP].facts[Fact.ADDRESS] == f"127.0.0.1:{proxy.port}"
    assert results[Stage.PROXY].finding is Finding.FINE
    assert results[Stage.CHAT].finding is Finding.FINE


async def test_a_proxy_lets_through_what_is_encrypted(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with (
        ScriptedServer(tls=authority.server_context(days=(-1, 90))) as server,
        tinyproxy(tmp_path / "proxy") as proxy,
    ):
        play_hub(server)
        way = f"http://127.0.0.1:{proxy.port}"
        results = await diagnosed(server.base_url, proxy=way, ca_file=str(authority.ca_file))

        assert results[Stage.TLS].finding is Finding.FINE
        assert results[Stage.CHAT].finding is Finding.FINE

        results = await diagnosed(server.base_url, proxy=way)

    assert ends_at(results, Stage.TLS) is Finding.ISSUER_UNKNOWN
    assert results[Stage.TLS].facts[Fact.ISSUER] == "Authority of the test"


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_proxy_wants_a_login(tmp_path: Path, scheme: str) -> None:
    url = f"{scheme}://hub.invalid/v2"
    with tinyproxy(tmp_path, user="person", password="secret-word") as proxy:
        address = f"127.0.0.1:{proxy.port}"
        wanted = await diagnosed(url, proxy=f"http://{address}")
        wrong = await diagnosed(
            url,
            proxy=f"http://person@{address}",
            credentials=Credentials(HUB_KEY, proxy_password="wrong-word"),
        )
        right = await diagnosed(
            url,
            proxy=f"http://person@{address}",
            credentials=Credentials(HUB_KEY, proxy_password="secret-word"),
        )

    assert ends_at(wanted, Stage.PROXY) is Finding.PROXY_WANTS_LOGIN
    assert ends_at(wrong, Stage.PROXY) is Finding.PROXY_LOGIN_WRONG
    # It is let in now, and there is no such server.
    assert ends_at(right, Stage.PROXY) in {Finding.PROXY_CANNOT_REACH, Finding.PROXY_REFUSES}


@pytest.mark.parametrize(
    ("status", "offers", "finding"),
    [
        (403, "", Finding.PROXY_REFUSES),
        (503, "", Finding.PROXY_CANNOT_REACH),
        (407, 'Basic realm="company"', Finding.PROXY_WANTS_LOGIN),
        (407, "NTLM", Finding.PROXY_LOGIN_UNSUPPORTED),
    ],
)
async def test_what_a_proxy_answers_is_told_apart(
    server: ScriptedServer, status: int, offers: str, finding: Finding
) -> None:
    headers = {"proxy-authenticate": offers} if offers else {}
    server.on("CONNECT", "443", Reply(status, headers, [b"no"]))

    results = await diagnosed(FAR, proxy=server.url)

    assert ends_at(results, Stage.PROXY) is finding
    assert results[Stage.PROXY].facts[Fact.STATUS] == status
    assert all(request.key is None for request in server.requests)


async def test_a_proxy_that_is_none_is_named_so() -> None:
    async with saying(b"220 mail.example.org ESMTP\r\n\r\n") as port:
        http = await diagnosed(FAR, proxy=f"http://127.0.0.1:{port}")
        socks = await diagnosed(FAR, proxy=f"socks5://127.0.0.1:{port}")
    unusable = await diagnosed(FAR, proxy="socks4://127.0.0.1:1")

    assert ends_at(http, Stage.PROXY) is Finding.PROXY_IS_NONE
    assert ends_at(socks, Stage.PROXY) is Finding.PROXY_IS_NONE
    assert ends_at(unusable, Stage.NAME) is Finding.PROXY_UNUSABLE


async def test_a_proxy_of_the_kind_socks(hub: ScriptedServer) -> None:
    url = hub.base_url.replace("127.0.0.1", "localhost")
    with SocksProxy() as proxy:
        results = await diagnosed(url, proxy=f"socks5h://127.0.0.1:{proxy.port}")

        assert results[Stage.PROXY].finding is Finding.FINE
        assert results[Stage.CHAT].finding is Finding.FINE
        assert proxy.destinations[0] == "localhost"

    with SocksProxy("person", "secret-word") as proxy:
        way = f"socks5://person@127.0.0.1:{proxy.port}"
        wrong = await diagnosed(
            url, proxy=way, credentials=Credentials(HUB_KEY, proxy_password="wrong-word")
        )
        right = await diagnosed(
            url, proxy=way, credentials=Credentials(HUB_KEY, proxy_password="secret-word")
        )
        wanted = await diagnosed(url, proxy=f"socks5://127.0.0.1:{proxy.port}")

    assert ends_at(wrong, Stage.PROXY) is Finding.PROXY_LOGIN_WRONG
    assert right[Stage.CHAT].finding is Finding.FINE
    assert ends_at(wanted, Stage.PROXY) is Finding.PROXY_WANTS_LOGIN


@pytest.mark.parametrize(
    "exempt",
    [
        "",
        "*",
        "hub.example",
        "example",
        ".example",
        "*.example",
        "ample",
        "other.example, hub.example",
        "hub.example:443",
        "hub.example:8443",
        "10.0.0.0/8",
        "10.1.2.3",
        "[::1]",
    ],
)
@pytest.mark.parametrize(
    "url",
    ["https://hub.example/v1", "http://hub.example:8443/v1", "https://10.1.2.3/v1"],
)
def test_the_proxy_of_the_system_is_chosen_as_calls_choose_it(
    monkeypatch: pytest.MonkeyPatch, exempt: str, url: str
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "user:pass%2Fword@proxy.example:3128")
    monkeypatch.setenv("all_proxy", "socks5://other.example")
    monkeypatch.setenv("no_proxy", exempt)
    profile = Profile("Far", url)

    async def ignored(_response: httpx2.Response) -> None:
        pass

    client = new_http_client(profile, NO_CREDENTIALS, headers={}, on_response=ignored)
    taken = client._transport_for_url(httpx2.URL(url))
    chosen = proxy_of(profile, NO_CREDENTIALS)

    assert (chosen is None) is (taken is client._transport)
    if chosen is not None and url.startswith("https"):
        assert chosen == ("http", "proxy.example", 3128, "user", "pass/word")
