"""A call as commands of curl, for bash and its kin."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.service.snippets.notation import JSON

if TYPE_CHECKING:
    from desktop_app.service.snippets.calls import ServiceCall

_CONTINUED = " \\\n  "


def curl_code(call: ServiceCall) -> str:
    """The command, or one a batch; the key is taken from the variable API_KEY."""
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
    return [f"curl {shlex.quote(call.url)}", '-H "Authorization: Bearer $API_KEY"']


def _bodies(call: ServiceCall) -> Iterator[Mapping[str, Any]]:
    if not call.is_in_batches:
        yield call.body
        return
    texts = call.body["input"]
    for start in range(0, len(texts), call.batch_size):
        yield {**call.body, "input": texts[start : start + call.batch_size]}
