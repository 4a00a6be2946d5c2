"""The whole way of an answer: server, SDK, normaliser, database and transcript in the real window.

Run as `python -m tests.benchmarks.bench_chat [--quick]`. A server in a process of its own sends a
thousand chunks of one token a second; the window is the program's, with its database. Beside it
run a bare window and the naive way, which gets its tokens for nothing. Two conversations stream at
once with a thousand tokens a second each. The limits are those of `bench_streaming`; CPU is that of
the whole process with network, parser and database. Asking, from Enter until the answer streams,
may not take the window longer in a long conversation than in a short one.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

from tests.benchmarks.answers import ANSWERS, WORDS
from tests.benchmarks.chat_window import ChatWindow, chat_window
from tests.benchmarks.contenders import BareWindow, conversation, shown, shown_naive
from tests.benchmarks.running import run
from tests.benchmarks.stalls import Heartbeat, Run, idle, print_table, result, streamed
from tests.benchmarks.streaming_server import question, streaming_server
from tests.benchmarks.verdicts import Verdict, against, broken
from tests.tabs.chat.sidebar.filling import Talk

FEW, MANY = 100, 5_000
BARE = "bare window"
NAIVE = {answer: f"naive, {FEW}, {answer}" for answer in ANSWERS}
PLAIN_FEW, PLAIN_MANY = f"Chat, {FEW}, plain", f"Chat, {MANY:,}, plain"
RICH, TWO = f"Chat, {FEW}, rich", f"Chat, {FEW}, two at once"
ASKED_FEW, ASKED_MANY = f"asking in {FEW}", f"asking in {MANY:,}"
_ENDLESS = 1_000_000


def talk(count: int, number: int = 0) -> Talk:
    """A conversation that ends with its own name."""
    name = f"Talk of {count}, {number}"
    return Talk(name, timedelta(minutes=number), messages=(*[WORDS] * (count - 1), name))


async def opened(chat: ChatWindow, count: int, number: int = 0) -> None:
    chat.open(talk(count, number).title)
    await chat.until_shown(talk(count, number).title)
    await asyncio.sleep(0.2)


async def asked(chat: ChatWindow, answer: str) -> Run:
    """From the question until the answer streams."""
    heartbeat = Heartbeat(chat.transcript.viewport())
    heartbeat.start()
    chat.ask(question(answer, tokens=_ENDLESS))
    await chat.until_answering()
    await asyncio.sleep(0.3)
    return heartbeat.stop()


async def measure_one(chat: ChatWindow, count: int, answer: str, seconds: float) -> list[Run]:
    """Asking, then streaming."""
    await opened(chat, count)
    taken = [await asked(chat, answer), await idle(chat.transcript.viewport(), seconds)]
    await chat.stop()
    return taken


async def measure_two(chat: ChatWindow, seconds: float) -> Run:
    for number in (1, 0):
        await opened(chat, FEW, number)
        await asked(chat, "plain")
    taken = await idle(chat.transcript.viewport(), seconds)
    for number in (0, 1):
        await opened(chat, FEW, number)
        await chat.stop()
    return taken


async def naive(answer: str, seconds: float) -> Run:
    async with shown_naive(conversation(FEW)) as view:
        return await streamed(view.viewport(), view.append_text, ANSWERS[answer], seconds)


async def measure(quick: bool) -> int:
    """Print the table; how many ratios are broken."""
    seconds, rounds = (1.0, 3) if quick else (4.0, 4)
    runs: dict[str, list[Run]] = {}

    def keep(name: str, *taken: Run) -> None:
        runs.setdefault(name, []).extend(taken)

    async with asyncio.timeout(600):
        with streaming_server() as url:
            async with chat_window(url, [talk(FEW), talk(FEW, 1), talk(MANY)]) as chat:
                await measure_one(chat, FEW, "rich", 0.5)
                for number in range(rounds):
                    window = BareWindow()
                    async with shown(window):
                        keep(BARE, await idle(window, seconds / 2))
                    asking, streaming = await measure_one(chat, FEW, "plain", seconds)
                    keep(ASKED_FEW, asking)
                    keep(PLAIN_FEW, streaming)
                    asking, streaming = await measure_one(chat, MANY, "plain", seconds)
                    keep(ASKED_MANY, asking)
                    keep(PLAIN_MANY, streaming)
                    keep(RICH, (await measure_one(chat, FEW, "rich", seconds))[1])
                    keep(TWO, await measure_two(chat, seconds))
                    for answer in NAIVE if number == 0 or not quick else ():
                        keep(NAIVE[answer], await naive(answer, 1.0))
    results = {name: result(taken) for name, taken in runs.items()}
    print_table(results)
    few, bare = results[PLAIN_FEW], results[BARE]
    return broken(
        *against("plain: ", few, results[NAIVE["plain"]], bare),
        *against("rich: ", results[RICH], results[NAIVE["rich"]], bare),
        Verdict("p99 at 5,000 / at 100", results[PLAIN_MANY].calmest / few.calmest, 1.2),
        Verdict(
            "work in one go, asking in 5,000 / in 100",
            results[ASKED_MANY].own / results[ASKED_FEW].own,
            2.0,
        ),
        Verdict("p99 of two at once / of one", results[TWO].calmest / few.calmest, 1.4),
    )


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
