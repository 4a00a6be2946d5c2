"""How long a conversation takes to be on the screen.

Run as `python -m tests.benchmarks.bench_opening [--quick]`. The transcript alone, and the real
Chat tab from the choice in the list to the end of the stored conversation on the screen, both with
5,000 messages against 100 and against setting the whole document. In processor time, which other
programs do not lengthen, and the quickest of several times: a neighbour that empties the caches can
only add to it. The longest stall while the rest is read, behind the end, is printed beside it.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import timedelta

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from tests.benchmarks.answers import WORDS
from tests.benchmarks.chat_window import ChatWindow, chat_window
from tests.benchmarks.contenders import Naive, conversation, shown
from tests.benchmarks.running import run
from tests.benchmarks.stalls import idle, result
from tests.benchmarks.streaming_server import streaming_server
from tests.benchmarks.verdicts import Verdict, broken
from tests.tabs.chat.sidebar.filling import Talk

FEW, MANY = 100, 5_000


def talk(count: int) -> Talk:
    """A conversation that ends with its own name."""
    name = f"Talk of {count}"
    return Talk(name, timedelta(minutes=count), messages=(*[WORDS] * (count - 1), name))


def milliseconds(began: float) -> float:
    return 1_000 * (time.process_time() - began)


async def opening(messages: list[TranscriptMessage]) -> float:
    view = Transcript()
    async with shown(view, rest=0.02):
        began = time.process_time()
        view.show_messages(messages)
        view.grab()
        return milliseconds(began)


async def opening_naively(count: int) -> float:
    view = Naive(conversation(count))
    async with shown(view, rest=0.02):
        began = time.process_time()
        view.show_all()
        view.grab()
        return milliseconds(began)


async def opening_in_chat(chat: ChatWindow, count: int) -> tuple[float, float]:
    """Until the end is painted; then the longest stall while the rest is read."""
    view = chat.transcript.viewport()
    began = time.process_time()
    chat.open(talk(count).title)
    await chat.until_shown(talk(count).title)
    view.grab()
    taken = milliseconds(began)
    return taken, result([await idle(view, 0.5)]).longest


async def measure(quick: bool) -> int:
    """Print the table; how many ratios are broken."""
    alone: dict[int, list[float]] = {FEW: [], MANY: []}
    in_chat: dict[int, list[float]] = {FEW: [], MANY: []}
    reading: dict[int, list[float]] = {FEW: [], MANY: []}
    messages = {count: conversation(count) for count in alone}
    for _ in range(25 if quick else 40):
        for count, taken in alone.items():
            taken.append(await opening(messages[count]))
    with streaming_server() as url:
        async with chat_window(url, [talk(FEW), talk(MANY)]) as chat:
            for number in range(-1, 9 if quick else 15):  # the first round warms up
                for count in (FEW, MANY):
                    shown_after, stall = await opening_in_chat(chat, count)
                    if number >= 0:
                        in_chat[count].append(shown_after)
                        reading[count].append(stall)
    naive = statistics.median([await opening_naively(MANY) for _ in range(1 if quick else 3)])
    return report(alone, in_chat, reading, naive)


def report(
    alone: dict[int, list[float]],
    in_chat: dict[int, list[float]],
    reading: dict[int, list[float]],
    naive: float,
) -> int:
    print(f"{'milliseconds':34}{FEW:>8,}{MANY:>8,}")
    found: list[Verdict] = []
    for name, taken in (("the transcript alone", alone), ("in the Chat tab", in_chat)):
        few, many = (min(taken[count]) for count in (FEW, MANY))
        print(f"{f'opening {name}':34}{few:8.1f}{many:8.1f}")
        found += (
            Verdict(f"{name}: 5,000 / 100", many / few, 1.2),
            Verdict(f"{name}: 5,000 / naive", many / naive, 0.03),
        )
    few, many = (statistics.median(reading[count]) for count in (FEW, MANY))
    print(f"{'longest stall while the rest is read':34}{few:6.1f}{many:8.1f}")
    print(f"{'opening naively':42}{naive:8.0f}")
    return broken(*found)


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
