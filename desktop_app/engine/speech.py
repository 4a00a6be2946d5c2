"""`POST /audio/transcriptions` and `/audio/translations`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.routing import Route

from desktop_app.engine.bodies import Body
from desktop_app.engine.catalogue import ModelCard, Part, pick
from desktop_app.engine.errors import EngineError, missing_part
from desktop_app.engine.replies import unless_gone
from desktop_app.engine.transcripts import FORMATS
from desktop_app.engine.weights import HalvedWeights, WholeWeights
from desktop_app.engine.whisper import PARTS, Hearing, Task, Whisper

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LARGEST_FILE = 100 * 1024 * 1024  # bytes; sound is held in memory


def _card(model_id: str, display_name: str) -> ModelCard:
    return ModelCard(
        id=model_id,
        model_type="STT",
        display_name=display_name,
        license="mit",
        input_modalities=("audio",),
    )


class SpeechPart:
    """Writes down speech, or translates it into English."""

    def __init__(self) -> None:
        models = (
            Whisper(
                _card("whisper-base", "Whisper base (99 languages)"),
                HalvedWeights(),
                is_multilingual=True,
            ),
            Whisper(
                _card("whisper-tiny.en", "Whisper tiny (English only)"),
                WholeWeights(),
                is_multilingual=False,
            ),
        )
        self._models = {model.card.id: model for model in models if not model.missing}
        self._missing = {model.card.id: model.missing for model in models if model.missing}

    def part(self) -> Part:
        """What this adds to the engine."""
        return Part(
            routes=(
                Route("/audio/transcriptions", self._transcribe, methods=["POST"]),
                Route("/audio/translations", self._translate, methods=["POST"]),
            ),
            cards=tuple(model.card for model in self._models.values()),
            missing=self._missing,
        )

    async def _transcribe(self, request: Request) -> Response:
        return await self._answer(request, "transcribe")

    async def _translate(self, request: Request) -> Response:
        return await self._answer(request, "translate")

    async def _answer(self, request: Request, task: Task) -> Response:
        if PARTS["python_multipart"] in self._missing.values():
            raise missing_part(PARTS["python_multipart"], "for speech")
        async with request.form(max_files=1) as form:
            fields: dict[str, Any] = {
                name: value for name, value in form.items() if isinstance(value, str)
            }
            body = Body({**fields, "temperature": _as_number(fields.get("temperature"))})
            model = pick(self._models, body.text("model"), self._missing)
            upload = form.get("file")
            if not isinstance(upload, UploadFile):
                raise body.refuse("file", "a sound file")
            if (upload.size or 0) > LARGEST_FILE:
                raise EngineError(413, f"The file is larger than {LARGEST_FILE} bytes.")
            write = FORMATS[body.choice("response_format", tuple(FORMATS), "json")]
            wanted = form.getlist("timestamp_granularities[]")
            hearing = Hearing(
                task=task,
                language=_language(model, body, task),
                temperature=body.number("temperature", 0, 1) or 0.0,
                prompt=body.text("prompt", "") or None,
                with_words="word" in wanted,
            )
            return write(await unless_gone(request, model.hear(upload.file, hearing)))


def _language(model: Whisper, body: Body, task: Task) -> str | None:
    language = body.text("language", "").lower() or None
    if not model.is_multilingual and (task == "translate" or language not in {None, "en"}):
        raise EngineError(400, f"{model.card.id} knows English only.")
    return language


def _as_number(text: Any) -> Any:  # noqa: ANN401 (checked by the body)
    try:
        return float(text) if text else None
    except ValueError:
        return text
