"""How smoothly a raw completion streams, with the probabilities of its tokens and without.

Run as `python -m tests.benchmarks.bench_completion [--quick]`. All contenders run in turn in one
process; the verdict is a ratio between them, never a time.
"""

from __future__ import annotations

import sys

from desktop_app.core.replies import TextDelta
from desktop_app.core.tokens import Alternative, Token
from desktop_app.tabs.completion.output_card import OutputCard
from tests.benchmarks.contenders import shown
from tests.benchmarks.running import run
from tests.benchmarks.stalls import Run, print_table, result, streamed
from tests.benchmarks.verdicts import Verdict, broken

SENTENCE = "A text that goes on and on, as those of models do. "
PARAGRAPHS = f"{SENTENCE * 8}\n\n"
# As models choose: most tokens are nearly certain, few are a surprise.
LOGPROBS = (-0.01, -0.02, -0.4, -0.01, -0.05, -1.2, -0.03, -0.02, -0.08, -2.4, -0.01, -0.3, -5.0)
OTHERS = tuple(Alternative(f" {place}", -float(place)) for place in range(5))


async def output(text: str, seconds: float, *, texts: int = 1, shaded: bool = True) -> Run:
    card = OutputCard()
    count = 0

    def append(piece: str) -> None:
        nonlocal count
        count += 1
        token = Token(piece, LOGPROBS[count % len(LOGPROBS)], OTHERS)
        card.append(TextDelta(piece, count % texts, (token,) if shaded else ()))

    async with shown(card):
        card.begin(None)
        taken = await streamed(card.field.viewport(), append, text, seconds)
        card.end()
    return taken


async def measure(quick: bool) -> int:
    """Print the table; how many ratios are broken."""
    seconds, rounds = (2.0, 2) if quick else (5.0, 3)
    await output(PARAGRAPHS, 0.3)
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds):
        for name, taken in (
            ("plain", await output(PARAGRAPHS, seconds, shaded=False)),
            ("shaded", await output(PARAGRAPHS, seconds)),
            ("four texts, shaded", await output(PARAGRAPHS, seconds, texts=4)),
            ("one line, plain", await output(SENTENCE, seconds, shaded=False)),
            ("one line, shaded", await output(SENTENCE, seconds)),
        ):
            runs.setdefault(name, []).append(taken)
    results = {name: result(taken) for name, taken in runs.items()}
    print_table(results)
    plain, shaded, several = (results[name] for name in ("plain", "shaded", "four texts, shaded"))
    return broken(
        Verdict("p99 shaded / plain", shaded.p99 / plain.p99, 2.5),
        Verdict("p99 four texts / one", several.p99 / shaded.p99, 2.0),
    )


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
