"""A call as Python with the `openai` package, in the style of the service's guide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.service.snippets.calls import Operation
from desktop_app.service.snippets.notation import PYTHON
from desktop_app.service.snippets.python_client import client_code, extra_headers

if TYPE_CHECKING:
    from desktop_app.service.snippets.calls import ServiceCall

_CREATE = {
    Operation.CHAT: "client.chat.completions.create",
    Operation.COMPLETION: "client.completions.create",
    Operation.EMBEDDINGS: "client.embeddings.create",
    Operation.TRANSCRIPTION: "client.audio.transcriptions.create",
    Operation.TRANSLATION: "client.audio.translations.create",
}
# What the SDK's functions take by name; it sends other fields as its extra_body.
_ARGUMENTS = frozenset(
    {
        *("model", "messages", "prompt", "input", "encoding_format", "language", "temperature"),
        *("top_p", "max_tokens", "stop", "seed", "n", "logprobs", "stream", "stream_options"),
        *("tools", "tool_choice"),
    }
)
_ARGUMENTS_OF_COMPLETION = _ARGUMENTS | {"echo"}

_CHAT_STREAM = """
for chunk in chat_response:
    if chunk.choices:
        if chunk.choices[0].delta.content is not None:
            print(chunk.choices[0].delta.content, end="", flush=True)
"""
_CALL_STREAM = """\
        if chunk.choices[0].delta.tool_calls is not None:
            print(chunk.choices[0].delta.tool_calls)
"""
_COMPLETION_STREAM = """
for chunk in completion:
    if chunk.choices:
        if chunk.choices[0].text is not None:
            print(chunk.choices[0].text, end="", flush=True)
"""
_COMPLETIONS_STREAM = """
for chunk in completion:
    for choice in chunk.choices:
        print(choice.index, repr(choice.text))
"""
_COMPLETIONS = """
for choice in completion.choices:
    print(choice.index, choice.text)
"""
_VECTORS = """
print("Embedding dimension: ", len(embeddings.data[0].embedding))
print("Number of embedding vector: ", len(embeddings.data))
print("Token usage: ", embeddings.usage)
"""
_BATCHES = """
texts = {texts}

vectors = []
for start in range(0, len(texts), {size}):
    embeddings = {create}
    vectors += [entry.embedding for entry in embeddings.data]

print("Embedding dimension: ", len(vectors[0]))
print("Number of embedding vector: ", len(vectors))
"""


def python_code(call: ServiceCall) -> str:
    """The program; what is secret is taken from variables, the key from API_KEY."""
    write = {
        Operation.CHAT: _chat,
        Operation.COMPLETION: _completion,
        Operation.EMBEDDINGS: _embeddings,
        Operation.TRANSCRIPTION: _speech,
        Operation.TRANSLATION: _speech,
        Operation.MODELS: _models,
    }[call.operation]
    return client_code(call.base_url, call.access) + write(call)


def _models(call: ServiceCall) -> str:
    return (
        f"\nfor model in client.models.list({extra_headers(call.access)}):\n    print(model.id)\n"
    )


def _chat(call: ServiceCall) -> str:
    code = f"\nchat_response = {_create(call, _arguments(call.body))}\n"
    tools = bool(call.body.get("tools"))
    if call.body.get("stream"):
        return code + _CHAT_STREAM + (_CALL_STREAM if tools else "")
    return code + f"\nprint(chat_response.choices[0].message{'' if tools else '.content'})\n"


def _completion(call: ServiceCall) -> str:
    arguments = _arguments(call.body, known=_ARGUMENTS_OF_COMPLETION)
    code = f"\ncompletion = {_create(call, arguments)}\n"
    several = "n" in call.body
    if call.body.get("stream"):
        return code + (_COMPLETIONS_STREAM if several else _COMPLETION_STREAM)
    code += _COMPLETIONS if several else "\nprint(completion.choices[0].text)\n"
    return code + ("\nprint(completion.choices[0].logprobs)\n" if "logprobs" in call.body else "")


def _embeddings(call: ServiceCall) -> str:
    # Where nothing is said of the encoding the SDK asks for base64, and decodes it.
    body = {k: v for k, v in call.body.items() if (k, v) != ("encoding_format", "base64")}
    if not call.is_in_batches:
        return f"\nembeddings = {_create(call, _arguments(body))}\n{_VECTORS}"
    batch = f"input=texts[start : start + {call.batch_size}]"
    texts = body.pop("input")
    arguments = [batch, *_arguments(body, "    ")]
    return _BATCHES.format(
        texts=PYTHON.write(texts),
        size=call.batch_size,
        create=_create(call, arguments, "    "),
    )


def _speech(call: ServiceCall) -> str:
    assert call.file is not None
    path, media_type = call.file
    file = PYTHON.enclose(
        "(", [PYTHON.write(path.name), "audio_file", PYTHON.write(media_type)], ")", " " * 8
    )
    name = "translation" if call.operation is Operation.TRANSLATION else "transcription"
    arguments = [*_arguments(call.body, "    "), f"file={file}"]
    return (
        f"\naudio_file_path = {PYTHON.write(str(path))}\n"
        f'\nwith open(audio_file_path, "rb") as audio_file:\n'
        f"    {name} = {_create(call, arguments, '    ')}\n"
        f'\nprint("{name.capitalize()}:", {name})\n'
    )


def _create(call: ServiceCall, arguments: list[str], indent: str = "") -> str:
    inner = indent + PYTHON.step
    arguments = [*arguments, extra_headers(call.access)]
    lines = "".join(f"{inner}{argument},\n" for argument in arguments if argument)
    return f"{_CREATE[call.operation]}(\n{lines}{indent})"


def _arguments(
    body: Mapping[str, Any], indent: str = "", known: frozenset[str] = _ARGUMENTS
) -> list[str]:
    inner = indent + PYTHON.step
    arguments = [
        f"{name}={PYTHON.write(value, inner)}" for name, value in body.items() if name in known
    ]
    others = {name: value for name, value in body.items() if name not in known}
    if others:
        arguments.append(f"extra_body={PYTHON.write(others, inner)}")
    return arguments
