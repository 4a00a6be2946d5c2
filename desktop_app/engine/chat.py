"""`POST /chat/completions`: answers, tool calls, and questions about pictures."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Protocol

from starlette.routing import Route

from desktop_app.engine.bodies import Body, read_body
from desktop_app.engine.catalogue import ModelCard, Part, pick
from desktop_app.engine.messages import Message, Readable, plain_turns, read_messages
from desktop_app.engine.pieces import Piece, Usage
from desktop_app.engine.replies import Choice, reply
from desktop_app.engine.sampling import QUOTING, sampling
from desktop_app.engine.tools import (
    ToolCaller,
    ToolRequest,
    joined_calls,
    last_question,
    read_tool_request,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from desktop_app.engine.language import LanguageModel

# The model's own template names a system prompt with which it answers far worse.
DEFAULT_SYSTEM = Message(role="system", text="You are a helpful assistant.")


class Reader(Protocol):
    """A chat model: the language model behind a reader of what it cannot read itself."""

    @property
    def card(self) -> ModelCard:
        """What the list of models tells."""

    @property
    def missing(self) -> str | None:
        """The package that is not installed, if any."""

    async def read(self, messages: list[Message]) -> Readable:
        """The conversation as text alone.

        Raises:
            EngineError: it holds something that cannot be read.
        """


class ChatPart:
    """Answers chat requests with the language model."""

    def __init__(
        self, language: LanguageModel, tools: ToolCaller, readers: Sequence[Reader]
    ) -> None:
        self._language = language
        self._tools = tools
        self._readers = {reader.card.id: reader for reader in readers if not reader.missing}
        self._missing = {reader.card.id: reader.missing for reader in readers if reader.missing}

    def part(self) -> Part:
        """What this adds to the engine."""
        cards = tuple(reader.card for reader in self._readers.values())
        route = Route("/chat/completions", self._create, methods=["POST"])
        return Part(routes=(route,), cards=cards, missing=self._missing)

    async def _create(self, request: Request) -> Response:
        body = await read_body(request)
        reader = pick(self._readers, body.text("model"), self._missing)
        messages = read_messages(body)
        options = {**sampling(body, self._language.card), **_response_format(body)}
        tools = read_tool_request(body, messages)
        answer = self._answer(reader, messages, options, tools)
        return await reply(request, body, ChatShape(), answer)

    async def _answer(
        self,
        reader: Reader,
        messages: list[Message],
        options: dict[str, Any],
        tools: ToolRequest | None,
    ) -> AsyncGenerator[Piece, None]:
        readable = await reader.read(messages)
        if readable.is_answered:
            yield Piece(text=readable.preface, finish_reason="stop", usage=Usage())
            return
        if readable.is_grounded or messages[-1].role == "tool":
            options = {**options, **QUOTING}
        question = last_question(readable.messages)
        tool = await self._tools.choose(tools, question) if tools else None
        pieces = (
            self._tools.call(tool, readable.messages, options)
            if tool
            else self._language.generate("chat", _chat_request(readable.messages, options))
        )
        async with aclosing(pieces):
            yield await anext(pieces)  # the first tells that the request was accepted
            if readable.preface and not tool:
                yield Piece(text=readable.preface)
            async for piece in pieces:
                yield piece


def _chat_request(messages: list[Message], options: dict[str, Any]) -> dict[str, Any]:
    """llama.cpp's request for a conversation, with a system prompt if there is none."""
    if messages[0].role != "system":
        messages = [DEFAULT_SYSTEM, *messages]
    return {"messages": plain_turns(messages), **options}


def _response_format(body: Body) -> dict[str, Any]:
    wanted = body.section("response_format")
    kinds = ("text", "json_object", "json_schema")
    kind = wanted.choice("type", kinds, "text")
    return {} if kind == "text" else {"response_format": wanted.fields()}


class ChatShape:
    """OpenAI's `chat.completion` and `chat.completion.chunk`."""

    id_prefix = "chatcmpl"
    object_names = ("chat.completion.chunk", "chat.completion")

    def opening(self) -> list[Choice]:
        """The role, before any text."""
        return [{"delta": {"role": "assistant", "content": ""}}]

    def chunk(self, piece: Piece) -> Choice | None:
        """The delta of a piece."""
        delta: dict[str, Any] = {}
        if piece.text:
            delta["content"] = piece.text
        if piece.reasoning:
            delta["reasoning_content"] = piece.reasoning
        if piece.tool_calls:
            delta["tool_calls"] = list(piece.tool_calls)
        return {"delta": delta} if delta else None

    def ending(self) -> Choice:
        """An empty delta."""
        return {"delta": {}}

    def whole(self, pieces: list[Piece]) -> Choice:
        """The message."""
        text = "".join(piece.text for piece in pieces)
        calls = joined_calls(pieces)
        message: dict[str, Any] = {
            "role": "assistant",
            "content": None if calls and not text else text,
        }
        if reasoning := "".join(piece.reasoning for piece in pieces):
            message["reasoning_content"] = reasoning
        if calls:
            message["tool_calls"] = calls
        return {"message": message}
