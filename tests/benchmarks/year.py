"""The folders of a person who has used the program for a year, or for a day."""

from __future__ import annotations

import random
import time
import wave
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from desktop_app.audio.recordings import Recordings, TranscriptState
from desktop_app.core.calls import CallKind, CallRecord, CallSummary, Content, Timing
from desktop_app.storage.database import ConversationDatabase
from desktop_app.storage.ledger import Ledger, keeping
from tests.tabs.chat.sidebar.filling import Talk, fill

if TYPE_CHECKING:
    from desktop_app.core.paths import Paths

_VOCABULARY = 4_000
_SENTENCES = 2_000
_LEDGER_DAYS = 30
RARE = "quixotry"  # said in one conversation of each folder


class Use:
    """How much somebody has used the program."""

    def __init__(self, conversations: int, recordings: int, calls: int) -> None:
        self.conversations, self.recordings, self.calls = conversations, recordings, calls


A_DAY = Use(conversations=10, recordings=2, calls=30)
A_YEAR = Use(conversations=10_000, recordings=500, calls=_LEDGER_DAYS * 100)


async def live_through(paths: Paths, use: Use) -> None:
    """Fill the folders, through the program's own storage."""
    sentence = _speaker()
    database = await ConversationDatabase.open(paths.conversations)
    await fill(database, _talks(use.conversations, sentence))
    await database.close()
    ledger = await Ledger.open(paths.ledger_file)
    step = _LEDGER_DAYS * 24 * 3600 / use.calls
    calls = [_call(time.time() - 60 - step * number, sentence) for number in range(use.calls)]
    await ledger._thread.write(partial(_keep_all, calls))
    await ledger.close()
    _record(paths, use.recordings, sentence)


def _keep_all(calls: list[CallRecord], connection: object) -> None:
    for call in calls:
        keeping.add(connection, call)  # type: ignore[arg-type]


def _speaker() -> Callable[[], str]:
    """Sentences with a few common words and many rare ones, as languages have them."""
    source = random.Random(1)
    letters = "aeinrstlodumcghkbpfvwz"
    words = ["".join(source.choices(letters, k=source.randint(2, 11))) for _ in range(_VOCABULARY)]
    weights = [1 / (rank + 2) for rank in range(_VOCABULARY)]
    said = source.choices(words, weights, k=12 * _SENTENCES)
    sentences = [" ".join(said[start : start + 12]) for start in range(0, len(said), 12)]
    return lambda: f"{source.choice(sentences).capitalize()}."


def _talks(count: int, sentence: Callable[[], str]) -> list[Talk]:
    apart = timedelta(days=365) / max(count, 365)
    return [
        Talk(
            sentence()[:40],
            apart * number,
            messages=(
                f"{sentence()} {RARE if number == count // 2 else ''}",
                " ".join(sentence() for _ in range(8)),
            ),
        )
        for number in range(count)
    ]


def _call(began: float, sentence: Callable[[], str]) -> CallRecord:
    summary = CallSummary(
        began=began,
        profile="Environment",
        kind=CallKind.CHAT,
        method="POST",
        url="https://hub.example/v2/chat/completions",
        model="llama",
        status=200,
        duration=2.0,
        tokens_in=120,
        tokens_out=240,
    )
    said = " ".join(sentence() for _ in range(20))
    content = Content(media_type="application/json", text=said, size=len(said))
    return CallRecord(
        summary=summary,
        request_headers=(),
        request=content,
        response=content,
        timing=Timing(send=0.1, wait=0.5),
    )


def _record(paths: Paths, count: int, sentence: Callable[[], str]) -> None:
    paths.recordings.mkdir(parents=True)
    recordings = Recordings(paths.recordings)
    silence = bytes(2 * 16_000 // 4)
    for number in range(count):
        moment = datetime.now() - timedelta(hours=17 * number)  # noqa: DTZ005 - as they are named
        path = paths.recordings / f"{moment:%Y-%m-%d %H-%M-%S}.wav"
        with wave.open(str(path), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(16_000)
            sound.writeframes(silence)
        recordings.set_transcript(path, TranscriptState.DONE, sentence())
