"""The messages of a conversation, from any shape the API allows to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.engine.bodies import Body

ANSWER_FROM_RESULT = "Answer from this result."
_ROLES = ("system", "developer", "user", "assistant", "tool")


@dataclass(frozen=True)
class ToolCall:
    """A call that the model made earlier; arguments as JSON text."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class Message:
    """One message: its text, the URLs of its pictures, and its part in tool calling."""

    role: str
    text: str
    images: tuple[str, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""


@dataclass(frozen=True)
class Readable:
    """A conversation as text alone."""

    messages: list[Message]
    preface: str = ""
    """Words that come before the answer."""
    is_grounded: bool = False
    """The answer is to quote from what was read."""
    is_answered: bool = False
    """The preface is the whole answer."""


def read_messages(body: Body) -> list[Message]:
    """The conversation of a chat request.

    Raises:
        EngineError: 422 if it is empty or a message has a wrong shape.
    """
    messages = [_read_message(item) for item in body.sections("messages")]
    if not messages:
        raise body.refuse("messages", "at least one message")
    return messages


def plain_turns(messages: list[Message]) -> list[dict[str, str]]:
    """The conversation in roles that every model knows.

    The result of a tool becomes part of the question that led to it, for a small model knows
    nothing of tools but answers well from a text.
    """
    turns: list[dict[str, str]] = []
    names: dict[str, str] = {}
    for message, following in zip(messages, [*messages[1:], None], strict=True):
        names.update((call.id, call.name) for call in message.tool_calls)
        if message.role == "tool":
            name = names.get(message.tool_call_id, "Result")
            text = f"\n\n{name}: {message.text}"
            if following is None or following.role != "tool":
                text += f"\n\n{ANSWER_FROM_RESULT}"
            if not turns or turns[-1]["role"] != "user":
                turns.append({"role": "user", "content": ""})
            turns[-1]["content"] += text
        elif message.text or not message.tool_calls:
            turns.append({"role": message.role, "content": message.text})
    return turns


def _read_message(body: Body) -> Message:
    role = body.text("role")
    if role not in _ROLES:
        raise body.refuse("role", "one of " + ", ".join(_ROLES))
    text, images = _read_content(body)
    return Message(
        role="system" if role == "developer" else role,
        text=text,
        images=images,
        tool_calls=tuple(_read_call(call) for call in body.sections("tool_calls")),
        tool_call_id=body.text("tool_call_id", ""),
    )


def _read_content(body: Body) -> tuple[str, tuple[str, ...]]:
    content = body.raw("content")
    if content is None or isinstance(content, str):
        return content or "", ()
    texts: list[str] = []
    images: list[str] = []
    for part in body.sections("content"):
        kind = part.text("type")
        if kind == "text":
            texts.append(part.text("text"))
        elif kind == "image_url":
            images.append(part.section("image_url").text("url"))
        else:
            raise part.refuse("type", "text or image_url")
    return "\n".join(texts), tuple(images)


def _read_call(body: Body) -> ToolCall:
    function = body.section("function")
    return ToolCall(
        id=body.text("id", ""),
        name=function.text("name"),
        arguments=function.text("arguments", "{}"),
    )
