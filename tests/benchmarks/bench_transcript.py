"""How smoothly an answer streams: the transcript against setting the whole document anew.

Run as `python -m tests.benchmarks.bench_transcript [--quick]`. All contenders run in turn in one
process; the verdict is a ratio between them, never a time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from tests.benchmarks.stalls import Result, measure, median, spin

PARAGRAPH = (
    "The **answer** goes on with `code`, a [link](https://example.org) and plain words. " * 4
)
ANSWER = f"""## A heading

{PARAGRAPH}

- first item of a list
- second item, *with emphasis*

```python
def area(radius: float) -> float:
    # of a circle
    return 3.14159 * radius ** 2
```

| model | context |
|---|--:|
| small | 8,000 |
| large | 128,000 |

> A quote.

{PARAGRAPH}

"""


class Naive(QTextBrowser):
    """The contender: every frame sets the whole conversation anew."""

    def __init__(self, messages: list[TranscriptMessage]) -> None:
        super().__init__()
        self._history = "\n\n".join(message.text for message in messages)
        self._reply = ""
        self._frame = QTimer(self, singleShot=True, interval=16)
        self._frame.timeout.connect(self.paint_all)

    def append_text(self, delta: str) -> None:
        self._reply += delta
        if not self._frame.isActive():
            self._frame.start()

    def paint_all(self) -> None:
        self.setMarkdown(f"{self._history}\n\n{self._reply}")
        self.moveCursor(QTextCursor.MoveOperation.End)


def conversation(count: int) -> list[TranscriptMessage]:
    words = "A sentence of *ten* words that fills the history evenly. " * 15
    return [
        TranscriptMessage(str(number), "user" if number % 2 == 0 else "assistant", words)
        for number in range(count)
    ]


def transcript(messages: list[TranscriptMessage]) -> Transcript:
    view = Transcript()
    view.resize(1_000, 800)
    view.show()
    view.show_messages(messages)
    view.plain_text()
    spin(400)
    return view


def naive(messages: list[TranscriptMessage]) -> Naive:
    view = Naive(messages)
    view.resize(1_000, 800)
    view.show()
    view.paint_all()
    spin(100)
    return view


def stream(count: int, seconds: float) -> Result:
    view = transcript(conversation(count))
    view.begin_reply("reply", "model")
    result = measure(view, view.append_text, ANSWER, seconds)
    view.end_reply()
    view.deleteLater()
    spin(0)
    return result


def stream_naively(count: int, seconds: float) -> Result:
    view = naive(conversation(count))
    result = measure(view, view.append_text, ANSWER, seconds)
    view.deleteLater()
    spin(0)
    return result


def opening(count: int) -> float:
    """Milliseconds of processor time until a conversation is on the screen."""
    messages = conversation(count)
    view = Transcript()
    view.resize(1_000, 800)
    view.show()
    spin(20)
    started = time.process_time()
    view.show_messages(messages)
    view.grab()
    taken = 1_000 * (time.process_time() - started)
    view.deleteLater()
    spin(0)
    return taken


def opening_naively(count: int) -> float:
    view = Naive(conversation(count))
    view.resize(1_000, 800)
    view.show()
    started = time.process_time()
    view.paint_all()
    view.grab()
    taken = 1_000 * (time.process_time() - started)
    view.deleteLater()
    spin(0)
    return taken


def main() -> int:
    """Print the table; 1 if a ratio is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter runs, less exact")
    quick = parser.parse_args().quick
    seconds, rounds = (1.5, 2) if quick else (3.5, 3)
    counts = (100, 5_000) if quick else (0, 100, 1_000, 5_000)
    application = QApplication(sys.argv[:1])
    stream(0, 0.3)
    ours: dict[int, list[Result]] = {count: [] for count in counts}
    theirs: list[Result] = []
    opened: dict[int, list[float]] = {100: [], 5_000: []}
    for _ in range(rounds):
        for count in counts:
            ours[count].append(stream(count, seconds))
        theirs.append(stream_naively(100, seconds))
        for count, times in opened.items():
            times.append(opening(count))
    results = {count: median(runs) for count, runs in ours.items()}
    baseline = median(theirs)
    print(f"{'milliseconds':26}{'p99':>8}{'max':>8}{'by clock':>10}{'a frame':>9}")
    for name, row in (
        *((f"transcript, {count:,} messages", result) for count, result in results.items()),
        ("naive, 100 messages", baseline),
    ):
        print(f"{name:26}{row.p99:8.1f}{row.longest:8.1f}{row.wall:10.1f}{row.frame:9.1f}")
    few, many = statistics.median(opened[100]), statistics.median(opened[5_000])
    whole = opening_naively(5_000)
    print(f"opening 100: {few:.1f} ms, 5,000: {many:.1f} ms, naively 5,000: {whole:.0f} ms\n")
    # What a timer of 1 ms shows of the machine itself is no stall of ours.
    noise = 1.0
    verdicts = (
        ("p99 at 5,000 / at 100", results[5_000].p99 / (results[100].p99 + noise), 1.2),
        ("p99 at 100 / naive", results[100].p99 / baseline.p99, 0.25),
        ("CPU a frame / naive", results[100].frame / baseline.frame, 0.25),
        ("opening 5,000 / 100", many / (few + noise), 1.2),
        ("opening 5,000 / naive", many / whole, 0.03),
    )
    broken = 0
    for name, ratio, limit in verdicts:
        broken += ratio > limit
        print(f"{name:26}{ratio:8.3f}  limit {limit:<5}  {'BROKEN' if ratio > limit else 'ok'}")
    application.quit()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
