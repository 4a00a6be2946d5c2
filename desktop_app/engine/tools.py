"""Tool calls: which tool a question needs, and its arguments by grammar-constrained decoding.

A model this small chooses tools badly but fills in arguments well. So the choice is made by
likeness (the question against what each tool and ordinary talk are about), and llama.cpp lets
the language model write nothing but JSON that fits the tool's schema.
"""

from __future__ import annotations

import json
import secrets
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.engine.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from desktop_app.engine.bodies import Body
    from desktop_app.engine.embeddings import Embedder
    from desktop_app.engine.language import LanguageModel
    from desktop_app.engine.messages import Message

LONGEST_ARGUMENTS = 512  # tokens
MARGIN = 0.012  # of cosine likeness by which a tool must be nearer than ordinary talk; measured
ORDINARY_TALK = (
    "a greeting, thanks or small talk",
    "tell a joke, a story or a poem",
    "explain something, general knowledge",
    "facts about history, geography, people",
    "write, translate or correct a text",
)


@dataclass(frozen=True)
class Tool:
    """A function that the client offers; `parameters` is its JSON schema."""

    name: str
    description: str
    parameters: dict[str, Any]

    @property
    def about(self) -> str:
        """What it is for, in words."""
        return f"{self.name.replace('_', ' ')}: {self.description}"


@dataclass(frozen=True)
class ToolRequest:
    """The tools that may be called now, and whether one must be."""

    tools: tuple[Tool, ...]
    must_call: bool


def read_tool_request(body: Body, messages: list[Message]) -> ToolRequest | None:
    """What a chat request says of tools; None if the answer is to be text.

    Raises:
        EngineError: 422 if a definition or the choice has a wrong shape.
    """
    tools = tuple(_read_tool(item) for item in body.sections("tools"))
    choice = body.raw("tool_choice")
    if isinstance(choice, dict):
        name = body.section("tool_choice").section("function").text("name")
        named = tuple(tool for tool in tools if tool.name == name)
        if not named:
            raise body.refuse("tool_choice", "the name of one of the tools")
        return ToolRequest(named, must_call=True)
    choice = body.choice("tool_choice", ("none", "auto", "required"), "auto")
    if choice == "required" and not tools:
        raise body.refuse("tools", "at least one, since tool_choice is required")
    has_result = messages[-1].role == "tool"
    if not tools or choice == "none" or (choice == "auto" and has_result):
        return None
    return ToolRequest(tools, must_call=choice == "required")


class ToolCaller:
    """Chooses a tool for a question and writes the call."""

    def __init__(self, language: LanguageModel, embedder: Embedder) -> None:
        self._language = language
        self._embedder = embedder

    async def choose(self, request: ToolRequest, question: str) -> Tool | None:
        """The tool that fits the question; None if ordinary talk fits better."""
        if request.must_call and len(request.tools) == 1:
            return request.tools[0]
        if not self._embedder.is_installed:
            return request.tools[0]  # a needless call can be denied, a missing one not be made
        topics = [*(tool.about for tool in request.tools), *ORDINARY_TALK]
        asked, _ = await self._embedder.embed([question], is_query=True)
        offered, _ = await self._embedder.embed(topics, is_query=False)
        likeness: list[float] = (offered @ asked[0]).tolist()
        of_tools, of_talk = likeness[: len(request.tools)], likeness[len(request.tools) :]
        if not request.must_call and max(of_tools) < max(of_talk) + MARGIN:
            return None
        return request.tools[of_tools.index(max(of_tools))]

    async def call(
        self, tool: Tool, messages: list[Message], options: dict[str, Any]
    ) -> AsyncGenerator[Piece, None]:
        """Write the call of a tool, as OpenAI's deltas."""
        function = {"name": tool.name, "arguments": ""}
        call_id = f"call_{secrets.token_hex(12)}"
        opening = {"index": 0, "id": call_id, "type": "function", "function": function}
        written = ""
        pieces = self._language.generate("chat", _fill_request(tool, messages, options))
        async with aclosing(pieces):
            yield await anext(pieces)  # a request that is refused has begun no call
            yield Piece(tool_calls=(opening,))
            async for piece in pieces:
                written += piece.text
                if piece.finish_reason:
                    arguments, reason = _finished(written, piece.finish_reason)
                    delta = {"index": 0, "function": {"arguments": arguments}}
                    yield Piece(tool_calls=(delta,), finish_reason=reason, usage=piece.usage)
                else:
                    yield Piece(usage=piece.usage)


def joined_calls(pieces: list[Piece]) -> list[dict[str, Any]]:
    """The deltas of a whole reply put together."""
    calls: dict[int, dict[str, Any]] = {}
    for delta in (delta for piece in pieces for delta in piece.tool_calls):
        known = {key: value for key, value in delta.items() if key != "index"}
        call = calls.setdefault(delta["index"], {**known, "function": {"arguments": ""}})
        arguments = call["function"]["arguments"] + delta["function"]["arguments"]
        call["function"] = {**call["function"], **delta["function"], "arguments": arguments}
    return list(calls.values())


def last_question(messages: list[Message]) -> str:
    """What the user asked last."""
    return next((message.text for message in reversed(messages) if message.role == "user"), "")


def _read_tool(body: Body) -> Tool:
    function = body.section("function")
    parameters = function.section("parameters")
    return Tool(
        name=function.text("name"),
        description=function.text("description", ""),
        parameters=parameters.fields(),
    )


def _fill_request(tool: Tool, messages: list[Message], options: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = tool.parameters.get("properties") or {}
    about = [message.text for message in messages if message.role == "system"]
    fields = "\n".join(_described(name, field) for name, field in properties.items())
    task = f"Answer with JSON only: the arguments of the function {tool.name}"
    about.append(f"{task}: {tool.description}.\n{fields}")
    schema = {"type": "object", "additionalProperties": False, **tool.parameters}
    return {
        "messages": [
            {"role": "system", "content": "\n\n".join(about)},
            {"role": "user", "content": f"{last_question(messages)}\nArguments:"},
        ],
        "temperature": 0,
        "max_tokens": min(options["max_tokens"], LONGEST_ARGUMENTS),
        "response_format": {"type": "json_schema", "json_schema": {"schema": schema}},
    }


def _described(name: str, field: Any) -> str:  # noqa: ANN401 (a schema may be true or false)
    facts = field if isinstance(field, dict) else {}
    choices = facts.get("enum")
    one_of = f" One of: {', '.join(map(str, choices))}." if isinstance(choices, list) else ""
    return f"- {name}: {facts.get('description', '')}{one_of}"


def _finished(written: str, reason: str) -> tuple[str, str]:
    """The arguments without needless spaces, and OpenAI's reason; cut ones stay as they are."""
    try:
        arguments = json.loads(written)
    except ValueError:
        return written, reason
    return json.dumps(arguments, ensure_ascii=False, separators=(",", ":")), "tool_calls"
