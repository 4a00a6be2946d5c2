"""The model `local-ocr`: rapidocr reads the text in a picture, the language model answers from it.

It sees text only, and says so: in its display name, and at the beginning of the first answer.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop_app.engine.catalogue import ModelCard, package_folder
from desktop_app.engine.errors import EngineError
from desktop_app.engine.messages import Message, Readable
from desktop_app.engine.worker import Worker

if TYPE_CHECKING:
    from desktop_app.engine.language import LanguageModel

PARTS = {"rapidocr_onnxruntime": "rapidocr-onnxruntime", "cv2": "opencv-python-headless"}
LARGEST_PICTURE = 50_000_000  # pixels; a small file can hold far more than memory can
LONGEST_SIDE = 1280  # pixels in which text is looked for; the readings are made in full size
REMEMBERED = 32  # readings; a conversation sends its pictures again with every question

SEES_TEXT_ONLY = "This model sees only the text in a picture, not what it shows."
NO_TEXT = "It found no text here, so it cannot answer about this picture."


class PictureReader:
    """A chat model that turns pictures into the text in them."""

    def __init__(self, language: LanguageModel) -> None:
        self._language = language
        self._ocr: Any = None
        self._worker = Worker("ocr")
        self._known: OrderedDict[str, str] = OrderedDict()
        self.card = ModelCard(
            id="local-ocr",
            model_type="LLM",
            display_name="Local OCR (sees only the text in a picture)",
            license="apache-2.0",
            max_sequence_length=language.card.max_sequence_length,
            max_output_length=language.card.max_output_length,
            input_modalities=("text", "image"),
        )

    @property
    def missing(self) -> str | None:
        """The package that is not installed, if any."""
        absent = (part for module, part in PARTS.items() if package_folder(module) is None)
        return next(absent, self._language.missing)

    async def read(self, messages: list[Message]) -> Readable:
        """The conversation with the text of each picture in its place.

        Raises:
            EngineError: 400 if a picture is a web address or cannot be read.
        """
        found: list[str] = []
        readable: list[Message] = []
        for message in messages:
            texts = [await self._read_picture(url) for url in message.images]
            found.extend(texts)
            readable.append(replace(message, text=_with_texts(message.text, texts), images=()))
        if found and not any(found):
            return Readable(readable, f"{SEES_TEXT_ONLY} {NO_TEXT}", is_answered=True)
        is_first = all(message.role != "assistant" for message in messages)
        preface = _preface(found) if is_first else ""
        return Readable(readable, preface, is_grounded=bool(found))

    async def _read_picture(self, url: str) -> str:
        data = _picture_bytes(url)
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._known:
            self._known[digest] = await self._worker.run(self._recognise, data)
        text = self._known[digest]
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return text

    def _recognise(self, data: bytes) -> str:
        import numpy as np

        if self._ocr is None:
            from rapidocr_onnxruntime import RapidOCR

            self._ocr = RapidOCR(det_limit_type="max", det_limit_side_len=LONGEST_SIDE)
        found, _times = self._ocr(np.ascontiguousarray(np.asarray(_upright(data))[:, :, ::-1]))
        return "\n".join(text for _box, text, _score in found or ())


def _picture_bytes(url: str) -> bytes:
    """The bytes in a data URL."""
    if url.lower().startswith(("http:", "https:")):
        detail = "The engine fetches nothing from the network: send the picture as a data URL."
        raise EngineError(400, detail)
    head, comma, content = url.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64") or not comma:
        raise EngineError(400, "image_url: expected a data URL of a picture, in base64.")
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error as error:
        raise EngineError(400, "image_url: the base64 is broken.") from error


def _upright(data: bytes) -> Any:  # noqa: ANN401 (Pillow is imported when it is needed)
    """The picture as RGB, turned as its camera says, on white where it is transparent."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise EngineError(400, f"The picture has more than {LARGEST_PICTURE} pixels.")
            turned = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise EngineError(400, "The picture cannot be read.") from error
    white = Image.new("RGBA", turned.size, "white")
    return Image.alpha_composite(white, turned).convert("RGB")


def _with_texts(question: str, texts: list[str]) -> str:
    if not texts:
        return question
    pictures = "\n\n".join(f"Text:\n{text or '(none)'}" for text in texts)
    return f"{pictures}\n\nQuestion: {question}\nAnswer with words of the text."


def _preface(texts: list[str]) -> str:
    if not texts:
        return f"{SEES_TEXT_ONLY}\n\n"
    lines = "\n".join(f"> {line}" for text in texts for line in text.splitlines())
    return f"{SEES_TEXT_ONLY} It reads:\n\n{lines}\n\n"
