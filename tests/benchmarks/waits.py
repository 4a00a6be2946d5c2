"""How long the window does not answer while a person opens what was not there before.

Run as `python -m tests.benchmarks.waits [--rounds N] [--split ACTION]`. The real window with
400 models, each action in turn, each round in a process of its own: what is shown for the first
time is made then. Of each action the longest stall is printed, as work of the window's own thread,
which no neighbour lengthens, and as a multiple of the longest beat of the window at rest. With
`--split`, what that action works is shown function by function.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtWidgets import QTabWidget

from desktop_app.core.settings import Settings, save_settings
from tests.benchmarks.running import on_the_programs_loop
from tests.benchmarks.stalls import Heartbeat, Run, result
from tests.end_to_end.window import Window, connected, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.replies import models_list

MODELS = 400
AT_REST = "at rest"
_TABS = ("completion", "chat", "embeddings", "vision", "audio", "tools", "models")
_IN_ORDER = ("chat", "completion", "embeddings", "vision", "audio", "tools", "models")
_CALM = 0.6  # seconds; what an action sets off has ended by then


def many_models() -> dict[str, dict[str, object]]:
    """As a large hub lists them."""
    kinds = ("LLM", "EMBEDDING", "SPEECH", "VLM")
    places = ("DE", "NL", "", "US")
    return {
        f"maker-{number % 23}/model-{number:03}-instruct": {
            "model_type": kinds[number % 4],
            "max_sequence_length": 1024 * (number % 128 + 1),
            "deployment_country": places[number % 4],
            "is_externally_hosted": bool(number % 3),
            "license": f"licence {number % 7}",
            "display_name": f"Model {number} of the hub",
            "input_modalities": ["text", "image"] if number % 2 else ["text"],
        }
        for number in range(MODELS)
    }


def show_tab(name: str) -> Callable[[Window], None]:
    return lambda window: window.show_tab(_IN_ORDER.index(name))


def click(name: str) -> Callable[[Window], None]:
    return lambda window: window.click(name)


def turn_to(page: int) -> Callable[[Window], None]:
    return lambda window: window.find(QTabWidget, "settings.pages").setCurrentIndex(page)


def compare(window: Window) -> None:
    window.show_tab(0)
    window.type("chat.prompt", "Which is the largest planet?")
    window.click("chat.compare")


ACTIONS: dict[str, Callable[[Window], None]] = {
    AT_REST: lambda _window: None,
    **{f"tab {name}": show_tab(name) for name in _TABS[1:]},
    "models refreshed": click("models.refresh"),
    "tab tools again": show_tab("tools"),
    "tab models again": show_tab("models"),
    "theme": click("main.theme"),
    "theme back": click("main.theme"),
    "settings": click("main.settings"),
    "settings: conversations": turn_to(1),
    "settings: general": turn_to(2),
    "settings: export": turn_to(3),
    "settings: closed": click("settings.cancel"),
    "settings again": click("main.settings"),
    "settings: closed again": click("settings.cancel"),
    "ledger": click("main.ledger"),
    "compare: models": compare,
    "compare: columns": click("chat.compare_start"),
}


async def taken(
    window: Window, action: Callable[[Window], None], split: cProfile.Profile | None
) -> Run:
    """What the window does from an action on until it rests."""
    heartbeat = Heartbeat(window.root)
    heartbeat.start()
    await asyncio.sleep(0.05)
    with split or nullcontext():
        action(window)
        await asyncio.sleep(_CALM)
    return heartbeat.stop()


async def one_round(url: str, split: str) -> dict[str, tuple[float, float, float]]:
    """Every action once; of each the longest stall: own work, stall and by the clock, in ms."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = paths_below(Path(folder))
        save_settings(paths.settings_file, Settings(current_tab=_TABS[0]))
        async with running_window(Path(folder), {"API_BASE": url, "API_KEY": HUB_KEY}) as window:
            window.root.resize(1_280, 800)
            await connected(window)
            await asyncio.sleep(1)
            for name, action in ACTIONS.items():
                profile = cProfile.Profile() if name == split else None
                seen = result([await taken(window, action, profile)])
                found[name] = seen.own, seen.longest, seen.longest_by_clock
                if profile is not None:
                    pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(25)
                    pstats.Stats(profile, stream=sys.stderr).sort_stats("cumtime").print_stats(60)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--split", default="", choices=["", *ACTIONS])
    parser.add_argument("--round", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.round:
        print(json.dumps(on_the_programs_loop(one_round(asked.round, asked.split))))
        return
    with ScriptedServer() as server:
        play_hub(server)
        server.on("GET", "/v2/models", models_list(many_models()))
        command = [sys.executable, "-m", "tests.benchmarks.waits", "--round", server.base_url]
        command += ["--split", asked.split] if asked.split else []
        with tempfile.TemporaryDirectory() as folder:
            # As installed: with its bytecode. The first round writes it, and does not count.
            environ = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
            environ.pop("PYTHONDONTWRITEBYTECODE", None)
            rounds = [
                json.loads(
                    subprocess.run(command, env=environ, stdout=subprocess.PIPE, check=True).stdout
                )
                for _ in range(asked.rounds + 1)
            ][1:]
    print(f"{'longest stall, milliseconds':28}{'own':>8}{'stall':>8}{'clock':>8}{'beats':>8}")
    median = statistics.median
    rest = median(each[AT_REST][2] for each in rounds)
    for name in ACTIONS:
        own, stall, clock = (
            sorted(column) for column in zip(*(each[name] for each in rounds), strict=True)
        )
        figures = own[0], median(stall), median(clock), median(stall) / rest
        print(f"{name:28}" + "".join(f"{figure:8.1f}" for figure in figures))


if __name__ == "__main__":
    main()
