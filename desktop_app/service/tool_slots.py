"""Tells the tool calls of one reply apart, however sloppily the server names them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.core.replies import ToolCallDelta


@dataclass(slots=True)
class _Slot:
    id: str
    name: str
    wire_id: str  # as the server sent it, "" when it sent none


class ToolSlots:
    """Gives each delta the place of its call: by index, else by id, else a new one.

    A delta without index and id and name continues the newest call.
    """

    def __init__(self) -> None:
        self._slots: list[_Slot] = []
        self._by_index: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def feed(self, delta: Mapping[str, Any]) -> ToolCallDelta:
        """The delta with its place; id and name are in the first delta of a call only."""
        function = delta.get("function")
        function = function if isinstance(function, Mapping) else delta
        call_id, name = _text(delta.get("id")), _text(function.get("name"))
        arguments = _arguments(function.get("arguments"))
        place = self._place(delta.get("index"), call_id, name)
        if place is None:
            self._slots.append(_Slot(call_id or f"call_{uuid.uuid4().hex[:24]}", name, call_id))
            place = len(self._slots) - 1
            if isinstance(delta.get("index"), int):
                self._by_index[delta["index"]] = place
            return ToolCallDelta(place, self._slots[place].id, name, arguments)
        slot = self._slots[place]
        slot.wire_id = slot.wire_id or call_id
        if name and not slot.name:
            slot.name = name
            return ToolCallDelta(place, "", name, arguments)
        return ToolCallDelta(place, "", "", arguments)

    def _place(self, index: object, call_id: str, name: str) -> int | None:
        if isinstance(index, int):
            place = self._by_index.get(index)
            if place is None:
                return None
            # Some servers give every call of a reply the index 0.
            other = name and call_id and self._slots[place].wire_id not in {"", call_id}
            return self._place_of_id(call_id) if other else place
        if call_id:
            return self._place_of_id(call_id)
        return len(self._slots) - 1 if self._slots and not name else None

    def _place_of_id(self, call_id: str) -> int | None:
        places = (place for place, slot in enumerate(self._slots) if slot.wire_id == call_id)
        return next(places, None)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _arguments(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
