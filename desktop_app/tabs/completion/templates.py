"""The marks of the common chat formats, for models that were trained with them.

The mark that begins a text (<s>, <bos>, <|begin_of_text|>) is left out: servers add it themselves,
and a model that reads it twice answers worse.
"""

from __future__ import annotations

from typing import NamedTuple

_SYSTEM = "You are a helpful assistant."


class Template(NamedTuple):
    """A chat format: what stands before and after the words of the user."""

    name: str
    before: str
    after: str


TEMPLATES = (
    Template(
        "ChatML",
        f"<|im_start|>system\n{_SYSTEM}<|im_end|>\n<|im_start|>user\n",
        "<|im_end|>\n<|im_start|>assistant\n",
    ),
    Template(
        "Llama 3",
        f"<|start_header_id|>system<|end_header_id|>\n\n{_SYSTEM}<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\n",
        "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    Template("Mistral", "[INST] ", " [/INST]"),
    Template("Gemma", "<start_of_turn>user\n", "<end_of_turn>\n<start_of_turn>model\n"),
)
