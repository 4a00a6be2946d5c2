"""The way through a proxy: as the HTTP client goes it, with what the proxy says on refusing."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import httpcore2
import socksio.socks5 as socks
from socksio.exceptions import ProtocolError

from desktop_app.core.diagnosis import Fact, Facts
from desktop_app.core.findings import Finding

if TYPE_CHECKING:
    import ssl

    from desktop_app.service.diagnosis.proxy_choice import ProxyAddress

_SOCKS_UNREACHABLE = frozenset(
    {
        socks.SOCKS5ReplyCode.NETWORK_UNREACHABLE,
        socks.SOCKS5ReplyCode.HOST_UNREACHABLE,
        socks.SOCKS5ReplyCode.CONNECTION_REFUSED,
        socks.SOCKS5ReplyCode.TTL_EXPIRED,
        socks.SOCKS5ReplyCode.GENERAL_SERVER_FAILURE,
    }
)


class ProxyRefusal(Exception):
    """The proxy does not let us through, or is none."""

    def __init__(self, finding: Finding, facts: Facts) -> None:
        super().__init__(finding)
        self.finding = finding
        self.facts = facts


async def open_tunnel(
    proxy: ProxyAddress, context: ssl.SSLContext | None, host: str, port: int
) -> httpcore2.AsyncNetworkStream:
    """A connection to `host`, made by an HTTP proxy. `context` is for a proxy behind TLS.

    Raises:
        ProxyRefusal: the proxy has answered something else.
        httpcore2.NetworkError, httpcore2.ProtocolError: it has not answered in HTTP.
    """
    target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    response = await _ask(proxy, context, "CONNECT", target, target)
    stream = response.extensions["network_stream"]
    if 200 <= response.status < 300:
        return stream  # type: ignore[no-any-return]  # httpcore2 puts it among its extensions
    await stream.aclose()
    raise _refusal(proxy, response)


async def ask_forwarder(
    proxy: ProxyAddress, context: ssl.SSLContext | None, url: str, host: str
) -> None:
    """See whether an HTTP proxy passes on what is not encrypted; the key stays here.

    Raises: as `open_tunnel` does.
    """
    response = await _ask(proxy, context, "HEAD", url, host)
    await response.extensions["network_stream"].aclose()
    passed_on = any(name.lower() == b"via" for name, _ in response.headers)
    is_own = not passed_on and (response.status == 401 or response.status >= 500)
    if is_own or response.status == 407:
        raise _refusal(proxy, response)


async def open_socks(proxy: ProxyAddress, host: str, port: int) -> httpcore2.AsyncNetworkStream:
    """A connection to `host`, made by a SOCKS proxy.

    Raises: as `open_tunnel` does.
    """
    stream = await httpcore2.AnyIOBackend().connect_tcp(proxy.host, proxy.port)
    try:
        await _introduce(proxy, stream, host, port)
    except BaseException:
        await stream.aclose()
        raise
    return stream


async def _ask(
    proxy: ProxyAddress, context: ssl.SSLContext | None, method: str, target: str, host: str
) -> httpcore2.Response:
    origin = httpcore2.URL(proxy.url).origin
    headers = [("Host", host), ("Accept", "*/*")]
    if proxy.user:
        login = b64encode(f"{proxy.user}:{proxy.password}".encode()).decode("ascii")
        headers.append(("Proxy-Authorization", f"Basic {login}"))
    url = httpcore2.URL(
        scheme=origin.scheme, host=origin.host, port=origin.port, target=target.encode("ascii")
    )
    request = httpcore2.Request(method, url, headers=headers)
    connection = httpcore2.AsyncHTTPConnection(origin, ssl_context=context)
    try:
        return await connection.handle_async_request(request)
    except BaseException:
        await connection.aclose()
        raise


def _refusal(proxy: ProxyAddress, response: httpcore2.Response) -> ProxyRefusal:
    facts: dict[Fact, int | str | tuple[str, ...]] = {Fact.STATUS: response.status}
    if response.status >= 500:
        return ProxyRefusal(Finding.PROXY_CANNOT_REACH, facts)
    if response.status == 401 and proxy.user:  # tinyproxy says so
        return ProxyRefusal(Finding.PROXY_LOGIN_WRONG, facts)
    if response.status != 407:
        return ProxyRefusal(Finding.PROXY_REFUSES, facts)
    schemes = tuple(
        value.decode("latin-1").partition(" ")[0]
        for name, value in response.headers
        if name.lower() == b"proxy-authenticate"
    )
    facts[Fact.SCHEMES] = schemes
    if schemes and "basic" not in {scheme.lower() for scheme in schemes}:
        return ProxyRefusal(Finding.PROXY_LOGIN_UNSUPPORTED, facts)
    wants = Finding.PROXY_LOGIN_WRONG if proxy.user else Finding.PROXY_WANTS_LOGIN
    return ProxyRefusal(wants, facts)


async def _introduce(
    proxy: ProxyAddress, stream: httpcore2.AsyncNetworkStream, host: str, port: int
) -> None:
    talk = socks.SOCKS5Connection()

    async def exchange(request: object) -> object:
        talk.send(request)
        await stream.write(talk.data_to_send())
        try:
            return talk.receive_data(await stream.read(4096))
        except (ProtocolError, ValueError, IndexError) as error:
            raise ProxyRefusal(Finding.PROXY_IS_NONE, {}) from error

    methods = socks.SOCKS5AuthMethod
    method = methods.USERNAME_PASSWORD if proxy.user else methods.NO_AUTH_REQUIRED
    choice = await exchange(socks.SOCKS5AuthMethodsRequest([method]))
    if not isinstance(choice, socks.SOCKS5AuthReply) or choice.method is not method:
        wants = Finding.PROXY_LOGIN_UNSUPPORTED if proxy.user else Finding.PROXY_WANTS_LOGIN
        raise ProxyRefusal(wants, {Fact.SCHEMES: ("SOCKS",)})
    if proxy.user:
        login = (proxy.user.encode(), proxy.password.encode())
        answer = await exchange(socks.SOCKS5UsernamePasswordRequest(*login))
        if not getattr(answer, "success", False):
            raise ProxyRefusal(Finding.PROXY_LOGIN_WRONG, {})
    command = socks.SOCKS5CommandRequest.from_address(
        socks.SOCKS5Command.CONNECT, (host.encode("ascii"), port)
    )
    reply = await exchange(command)
    code = getattr(reply, "reply_code", None)
    if code is not socks.SOCKS5ReplyCode.SUCCEEDED:
        is_gone = code in _SOCKS_UNREACHABLE
        finding = Finding.PROXY_CANNOT_REACH if is_gone else Finding.PROXY_REFUSES
        raise ProxyRefusal(finding, {Fact.WORDS: getattr(code, "name", "")})
