"""The list of models, read from whatever form a server gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import NotAnApi
from desktop_app.core.models import ModelInfo
from desktop_app.service.errors import error_in_reply
from desktop_app.service.server_words import decoded, error_in, words_of
from desktop_app.service.wire import Call

if TYPE_CHECKING:
    from desktop_app.service.wire import Reply, Wire

_LARGEST_LIST = 32 * 1024 * 1024  # bytes
_NOT_SHOWN = frozenset({"id", "object", "meta_data", "owned_by"})


async def fetch_models(wire: Wire, path: str) -> list[ModelInfo]:
    """The models in the server's order; entries without an id are left out.

    Raises:
        NotAnApi: the reply is a web page or holds no list.
        ServiceError: the call failed.
    """
    async with wire.send(Call(method="GET", path=path)) as reply:
        content = decoded(await reply.body(_LARGEST_LIST))
        entries = _entries(reply, content)
    found = {model.id: model for entry in entries if (model := _model(entry))}
    return list(found.values())


def _entries(reply: Reply, content: object) -> list[Any]:
    failure = error_in(content)
    if failure is not None:
        raise error_in_reply(reply.facts, failure)
    if isinstance(content, Mapping):
        content = next(
            (content[name] for name in ("data", "models") if isinstance(content.get(name), list)),
            None,
        )
    if isinstance(content, list):
        return content
    words = words_of(content, reply.facts.keys) if isinstance(content, str) else ""
    raise reply.error(NotAnApi, words)


def _model(entry: object) -> ModelInfo | None:
    if isinstance(entry, str):
        return ModelInfo(entry) if entry else None
    if not isinstance(entry, Mapping):
        return None
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        return None
    meta = {key: value for key, value in entry.items() if key not in _NOT_SHOWN}
    described = entry.get("meta_data")
    if isinstance(described, Mapping):
        meta.update(described)
    owner = entry.get("owned_by")
    return ModelInfo(name, meta, owner if isinstance(owner, str) else "")
