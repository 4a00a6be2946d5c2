"""Request bodies: read as JSON and checked field by field, every refusal naming the field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop_app.engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

LARGEST_BODY = 64 * 1024 * 1024  # bytes; pictures travel inside the JSON


async def read_body(request: Request) -> Body:
    """The JSON object of a request.

    Raises:
        EngineError: 413 if it is too large, 400 if it is no JSON object.
    """
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > LARGEST_BODY:
        raise EngineError(413, f"The body is larger than {LARGEST_BODY} bytes.")
    raw = await request.body()
    try:
        data = json.loads(raw)
        if b"\\ud" in raw.lower():
            json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:  # half a surrogate pair, which no model can read
        raise EngineError(400, "The body holds a character that is not Unicode.") from error
    except (ValueError, RecursionError) as error:
        raise EngineError(400, "The body is not JSON.") from error
    if not isinstance(data, dict):
        raise EngineError(400, "The body is not a JSON object.")
    return Body(data)


class Body:
    """A checked view of a JSON object; `null` counts as absent, as in OpenAI's API."""

    def __init__(self, data: Mapping[str, Any], path: str = "") -> None:
        self._data = data
        self._path = path

    def raw(self, name: str) -> Any:  # noqa: ANN401 (JSON of any type, checked by the caller)
        """The value as it came, or None."""
        return self._data.get(name)

    def fields(self) -> dict[str, Any]:
        """All fields as they came."""
        return dict(self._data)

    def refuse(self, name: str, expected: str) -> EngineError:
        """The 422 error for a field, to be raised."""
        return EngineError(422, f"{self._path}{name}: expected {expected}.")

    def text(self, name: str, default: str | None = None) -> str:
        """A string; required if there is no default."""
        value = self._data.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.refuse(name, "a string")
        return value

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """One of the allowed strings."""
        value = self.text(name, default)
        if value not in allowed:
            raise self.refuse(name, "one of " + ", ".join(allowed))
        return value

    def number(self, name: str, low: float, high: float) -> float | None:
        """A number within the bounds (inclusive), or None if absent."""
        value = self._data.get(name)
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not low <= value <= high
        ):
            raise self.refuse(name, f"a number from {low:g} to {high:g}")
        return value

    def integer(self, name: str, low: int) -> int | None:
        """A whole number of at least `low`, or None if absent."""
        value = self._data.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            raise self.refuse(name, f"a whole number of at least {low}")
        return value

    def flag(self, name: str) -> bool:
        """A boolean, False if absent."""
        value = self._data.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(name, "true or false")
        return bool(value)

    def strings(self, name: str) -> list[str]:
        """A string or a list of strings, as a list; empty if absent."""
        value = self._data.get(name)
        if value is None:
            return []
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in values):
            raise self.refuse(name, "a string or a list of strings")
        return values

    def section(self, name: str) -> Body:
        """An object inside this one; empty if absent."""
        value = self._data.get(name)
        if value is not None and not isinstance(value, dict):
            raise self.refuse(name, "an object")
        return Body(value or {}, f"{self._path}{name}.")

    def sections(self, name: str) -> list[Body]:
        """A list of objects; empty if absent."""
        value = self._data.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.refuse(name, "a list of objects")
        return [Body(item, f"{self._path}{name}[{i}].") for i, item in enumerate(value)]
