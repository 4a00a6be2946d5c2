"""Scenes of the Chat tab with a history behind it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.servers.replies import chat_chunk, chat_stream, sse

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"
LONG = r"""The time until a charge has fallen to half follows from the exponential decay.

## Derivation

A capacitor of capacity $C$ over a resistance $R$ obeys

$$
U(t) = U_0 \, e^{-t / RC}
$$

so that $t_{1/2} = RC \ln 2$. With the values of the data sheet:

| Part | Value | Tolerance |
|:--|--:|:-:|
| Resistor $R$ | 4.7 kΩ | ±1 % |
| Capacitor $C$ | 100 µF | ±20 % |
| **Half life** | **0.33 s** | ±21 % |

```python
from math import log

def half_life(resistance: float, capacity: float) -> float:
    # seconds
    return resistance * capacity * log(2)

print(f"{half_life(4_700, 100e-6):.2f} s")
```

- [x] formula derived
- [x] values inserted
- [ ] measured with an oscilloscope

> The capacitor's tolerance dominates; ~~a better resistor~~ a better capacitor helps.
"""
THOUGHT = "The person wants the half life of an RC circuit. First the law, then the numbers. " * 4


async def _ask(window: Window, question: str) -> None:
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)
    await asyncio.sleep(0.1)
    await window.until(
        lambda: not window.find(QAbstractButton, "chat.stop").isEnabled(), "the end of the answer"
    )


async def _history(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    for question in (
        "Draft a reply to the customer about the late delivery",
        "Translate the release notes into German",
        "What is Open Telekom Cloud?",
        "Which Python version do I need for the tutorial on async iterators?",
    ):
        await _ask(window, question)
        window.click("chat.new")


async def chat_long(window: Window, hub: ScriptedServer) -> None:
    """A conversation with reasoning, a formula, a table, code, and others in the list."""
    await _history(window)
    words = [chat_chunk({"reasoning_content": THOUGHT})]
    words += [chat_chunk({"content": word + " "}) for word in LONG.split(" ")]
    hub.on("POST", CHAT, sse(words))
    await _ask(window, "How long until my capacitor has lost half of its voltage?")
    await asyncio.sleep(2.5)  # formulas and colours


async def chat_streaming(window: Window, hub: ScriptedServer) -> None:
    """A table is being written while another conversation goes on."""
    await _history(window)
    slow = [chat_chunk({"content": word + " "}) for word in LONG.split(" ")]
    hub.on("POST", CHAT, sse(slow, pause=0.03))
    window.type("chat.prompt", "Slowly, please")
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.transcript", "Resistor")


async def chat_branches(window: Window, hub: ScriptedServer) -> None:
    """An answer that was asked for again, and an edit that has begun."""
    await window.until_text("main.connection", "connected, ")
    hub.on("POST", CHAT, chat_stream(["A first answer."]), chat_stream(["A second answer."]))
    await _ask(window, "Tell me something about Darmstadt")
    window.click("chat.regenerate")
    await window.until_text("chat.transcript", "A second answer.")
    await asyncio.sleep(0.3)


SCENES = (chat_long, chat_streaming, chat_branches)
