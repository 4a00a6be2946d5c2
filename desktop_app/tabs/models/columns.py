"""The columns of the table of models: what each shows and by what it sorts."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo

# Fields that the service documents come first, in this order; all others follow as they come.
_FIRST = (
    "model_lifecycle_stage",
    "max_sequence_length",
    "max_output_length",
    "hidden_size",
    "model_type",
    "input_modalities",
    "output_modalities",
    "deployment_country",
    "deployment_region",
    "location",
    "is_externally_hosted",
    "license",
    "display_name",
    "source_type",
)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_LONGEST_CELL = 200  # characters

SortKey = tuple[int, float, str]


def meta_fields(models: Iterable[ModelInfo]) -> tuple[str, ...]:
    """Every field that any of the models has."""
    seen = dict.fromkeys(name for model in models for name in model.meta)
    known = [name for name in _FIRST if name in seen]
    return (*known, *(name for name in seen if name not in _FIRST))


def plain_text(value: Any) -> str:  # noqa: ANN401 - whatever a server sends
    """A value that is no number as a cell shows it; "" for what is missing."""
    match value:
        case None:
            return ""
        case str():
            text = value
        case list() | tuple():
            text = ", ".join(plain_text(item) for item in value)
        case _:
            text = json.dumps(value, ensure_ascii=False, default=str)
    return " ".join(text[: _LONGEST_CELL + 1].split())[:_LONGEST_CELL]


def as_number(value: Any) -> float | None:  # noqa: ANN401 - whatever a server sends
    """The number that a value is, or that its text says; None when it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value)
    return None


def sort_key(value: Any) -> SortKey | None:  # noqa: ANN401 - whatever a server sends
    """Numbers by size before texts by letter; None for what is missing, which is always last."""
    number = as_number(value)
    if number is not None:
        return (0, number, "")
    text = plain_text(value)
    return (1, 0.0, text.casefold()) if text else None


def details(model: ModelInfo) -> str:
    """Everything that is known of a model, as JSON."""
    entry: dict[str, Any] = {"id": model.id}
    if model.owned_by:
        entry["owned_by"] = model.owned_by
    return json.dumps(
        {**entry, "meta_data": dict(model.meta)}, indent=2, ensure_ascii=False, default=str
    )


def words_of(model: ModelInfo, more: Sequence[str]) -> str:
    """What the filter looks at: values, not the names of fields, which all rows share."""
    parts = [model.id, model.owned_by, *more]
    parts += [
        value if isinstance(value, str) else str(value)
        for value in model.meta.values()
        if not isinstance(value, bool) and value is not None
    ]
    return "\n".join(parts).casefold()
