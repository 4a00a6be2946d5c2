"""A call as commands of curl, for bash and its kin."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.profiles import NO_PROXY
from desktop_app.service.snippets.access import KEY, PROXY_PASSWORD
from desktop_app.service.snippets.notation import JSON

if TYPE_CHECKING:
    from desktop_app.service.snippets.access import Access
    from desktop_app.service.snippets.calls import ServiceCall

_CONTINUED = " \\\n  "


def curl_code(call: ServiceCall) -> str:
    """The command, or one a batch; what is secret is taken from variables, the key from API_KEY."""
    return _note(call.access) + _commands(call)


def _commands(call: ServiceCall) -> str:
    if call.operation.method == "GET":
        return _CONTINUED.join(_head(call)) + "\n"
    if call.file is not None:
        return _upload(call, *call.file)
    return "\n".join(_post(call, body) for body in _bodies(call))


def _post(call: ServiceCall, body: Mapping[str, Any]) -> str:
    parts = [*_head(call), '-H "Content-Type: application/json"']
    if body.get("stream"):
        parts.append("--no-buffer")
    # A document has no limit of length, as an argument has, and needs no quoting: in JSON no line
    # of a text begins a line, so none can be taken for its end.
    parts.append("--data-binary @- <<'JSON'")
    return f"{_CONTINUED.join(parts)}\n{JSON.write(body)}\nJSON\n"


def _upload(call: ServiceCall, path: Path, media_type: str) -> str:
    parts = _head(call)
    for name, value in call.body.items():
        # Unlike -F, it takes a value that begins with @ or < as it is.
        parts.append(f"--form-string {shlex.quote(f'{name}={value}')}")
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    file = shlex.quote(f'file=@"{escaped}";type={media_type}')
    parts.append(f"-F {file}")
    return _CONTINUED.join(parts) + "\n"


def _head(call: ServiceCall) -> list[str]:
    return [f"curl {shlex.quote(call.url)}", *_headers(call.access), *_network(call.access)]


def _headers(access: Access) -> Iterator[str]:
    if access.sends_key and access.key_header:
        yield _secret(access.key_header, f"${KEY}")
    elif access.sends_key:
        yield f'-H "Authorization: Bearer ${KEY}"'
    for name, value in access.open_headers:
        yield f"-H {shlex.quote(f'{name}: {value}')}"
    for name, variable in access.secret_variables:
        # With a question mark, for curl would leave a header out that has no value.
        yield _secret(name, f"${{{variable}:?}}")


def _secret(name: str, value: str) -> str:
    """A header; in its name, characters may stand that mean something to the shell."""
    is_plain = name.replace("-", "").isalnum()
    return f'-H "{name}: {value}"' if is_plain else f"""-H {shlex.quote(f"{name}: ")}"{value}\""""


def _network(access: Access) -> Iterator[str]:
    if access.proxy == NO_PROXY:
        yield "--noproxy '*'"
    elif access.is_through_own_proxy:
        yield f"--proxy {shlex.quote(access.proxy_url)}"
        yield "--noproxy ''"
        if access.proxy_user:
            yield f'--proxy-user {shlex.quote(access.proxy_user)}:"${PROXY_PASSWORD}"'
    files = (
        ("--cacert", access.ca_file),
        ("--proxy-cacert", access.ca_file if access.proxy.startswith("https:") else ""),
        ("--cert", access.client_certificate),
        ("--key", access.client_key),
    )
    for option, path in files:
        if path:
            yield f"{option} {shlex.quote(path)}"


def _note(access: Access) -> str:
    """Which variables to set, where the key is not all."""
    variables = " ".join(access.variables)
    return "" if variables == KEY else f"# Variables to set: {variables}\n"


def _bodies(call: ServiceCall) -> Iterator[Mapping[str, Any]]:
    if not call.is_in_batches:
        yield call.body
        return
    texts = call.body["input"]
    for start in range(0, len(texts), call.batch_size):
        yield {**call.body, "input": texts[start : start + call.batch_size]}
