"""A person uses the further parameters of a completion: each does what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
)

from tests.end_to_end.window import Window, environ, running_window
from tests.servers.completions import (
    Chosen,
    choice,
    end,
    logprobs_of_chat,
    logprobs_of_completion,
    tokens_stream,
)
from tests.servers.replies import completion_stream, detail, error, sse

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers import ScriptedServer

PATH = "/v2/completions"
COMPLETION_TAB = 1
TOKENS = [Chosen(" Paris", 0.8, {" the": 0.1}), Chosen(".", 0.04, {",": 0.9})]


async def opened(window: Window, model: str = "Llama-3.3-70B-Instruct") -> None:
    window.show_tab(COMPLETION_TAB)
    await window.until_text("main.connection", "connected, ")
    window.choose("completion.model", model)


def set_number(window: Window, name: str, value: int) -> None:
    window.find(QSpinBox, name).setValue(value)


async def run(window: Window, prompt: str) -> None:
    window.type("completion.prompt", prompt)
    window.click("completion.run")
    await ended(window)


async def ended(window: Window) -> None:
    """Until the request is over."""
    button = window.find(QPushButton, "completion.stop")
    await window.until(lambda: not button.isVisible(), "the end")


def token_at(window: Window, words: str) -> str:
    """What is said when the cursor goes to the begin of these words."""
    field = window.find(QPlainTextEdit, "completion.output")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(field.toPlainText().index(words)):
        QTest.keyClick(field, Qt.Key.Key_Right)
    return window.text("completion.token")


async def test_every_parameter_is_sent_as_it_is_set(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.click("completion.more")
        window.find(QDoubleSpinBox, "completion.top_p").setValue(0.9)
        set_number(window, "completion.seed", 7)
        set_number(window, "completion.n", 2)
        set_number(window, "completion.logprobs", 5)
        window.find(QCheckBox, "completion.echo").setChecked(True)
        await run(window, "Hi")
        window.click("completion.more")
        assert window.text("completion.more_note") == "5 set"
    body = hub.last(PATH).json
    names = ("top_p", "seed", "n", "logprobs", "echo")
    assert [body[name] for name in names] == [0.9, 7, 2, 5, True]


async def test_texts_that_come_interleaved_are_shown_one_after_the_other(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    chunks = [choice("one", 1), choice("nought"), choice(" more", 1), choice("two", 2)]
    hub.on("POST", PATH, sse([*chunks, *end("stop", "length", "stop")]))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        set_number(window, "completion.n", 3)
        await run(window, "Count")
        assert window.text("completion.choice") == "1 / 3"
        assert window.text("completion.output") == "nought"
        window.click("completion.next_choice")
        assert window.text("completion.output") == "one more"
        assert "Cut at the maximum" in window.text("completion.state")
        hub.on("POST", PATH, completion_stream([" and on"]))
        set_number(window, "completion.n", 1)
        window.click("completion.continue")
        await ended(window)
        assert window.text("completion.output") == "one more and on"
        assert not window.find(QLabel, "completion.choice").isVisible()
    assert hub.last(PATH).json["prompt"] == "Countone more"


@pytest.mark.parametrize("form", [logprobs_of_completion, logprobs_of_chat])
async def test_a_token_tells_its_probability_and_its_alternatives(
    tmp_path: Path, hub: ScriptedServer, form: Callable[..., object]
) -> None:
    chunks = [choice(token.text, logprobs=form([token])) for token in TOKENS]
    hub.on("POST", PATH, sse([*chunks, *end("stop")]))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        set_number(window, "completion.logprobs", 2)
        await run(window, "The capital is")
        assert window.find(QLabel, "completion.legend").isVisible()
        assert "“␣Paris”  80 %" in token_at(window, " Paris")
        assert token_at(window, ".") == "“.”  4.0 %  ·  could have been: “,” 90 %"


async def test_an_echoed_prompt_is_shown_and_not_sent_twice(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    tokens = [Chosen("Once", None), Chosen(" upon", 0.9)]
    hub.on("POST", PATH, tokens_stream(tokens), completion_stream([" a time"]))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        set_number(window, "completion.logprobs", 2)
        window.find(QCheckBox, "completion.echo").setChecked(True)
        await run(window, "Once")
        assert window.text("completion.output") == "Once upon"
        window.click("completion.continue")
        await ended(window)
        assert window.text("completion.output") == "Once upon a time"
    bodies = [sent.json for sent in hub.requests_to(PATH)]
    assert [body["prompt"] for body in bodies] == ["Once", "Once upon"]
    assert ["echo" in body for body in bodies] == [True, False]


async def test_refused_probabilities_are_done_without_and_told_once(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    refusal = error("logprobs is not supported with this model")
    hub.on("POST", PATH, refusal, completion_stream(["a"]))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        set_number(window, "completion.logprobs", 2)
        await run(window, "Hi")
        assert "without logprobs" in window.text("completion.state")
        await run(window, "Hi again")
        state = window.text("completion.state")
        assert "without logprobs" not in state
        assert "sends no probabilities" in state
        assert window.text("completion.output") == "a"
    assert ["logprobs" in sent.json for sent in hub.requests_to(PATH)] == [True, False, False]


async def test_continue_goes_on_from_the_output_as_it_was_edited(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", PATH, completion_stream([" one two"]), completion_stream([" three"]))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run(window, "Count:")
        window.type("completion.output", " eins")
        window.click("completion.continue")
        await ended(window)
        assert window.text("completion.output") == " eins three"
        window.press("completion.output", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.text("completion.output") == " eins"
        window.click("completion.undo")
        assert window.text("completion.output") == " one two"
        window.click("completion.undo")
        assert window.text("completion.output") == ""
        for _ in range(3):
            window.click("completion.redo")
        assert window.text("completion.output") == " eins three"
    assert hub.last(PATH).json["prompt"] == "Count: eins"


async def test_a_failure_keeps_the_edited_output_and_its_undo(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST", PATH, completion_stream([" one"]), detail("Restarting", 503), sse([choice(" two")])
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await run(window, "Count:")
        window.type("completion.output", " eins")
        window.click("completion.continue")
        await window.until_text("completion.error", "Restarting")
        assert window.text("completion.output") == " eins"
        assert window.text("completion.prompt") == "Count:"
        window.click("completion.retry")
        await ended(window)
        assert window.text("completion.output") == " eins two"


async def test_a_template_is_put_around_the_prompt_with_the_advice_to_chat(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.type("completion.prompt", "Who?")
        menu = window.find(QMenu, "completion.template_menu")
        actions = {action.objectName(): action for action in menu.actions()}
        actions["completion.template_mistral"].trigger()
        assert window.text("completion.prompt") == "[INST] Who? [/INST]"
        assert "Chat adds them" in window.text("completion.state")
        window.find(QPlainTextEdit, "completion.prompt").undo()
        assert window.text("completion.prompt") == "Who?"
        assert "completion.template_chat" in actions


async def test_letters_of_equal_width_hold_for_later_texts_too(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.find(QToolButton, "completion.monospace").click()
        for _ in range(2):
            await run(window, "Hi")
            for name in ("completion.prompt", "completion.output"):
                field = window.find(QPlainTextEdit, name)
                assert field.document().defaultFont().families() == field.font().families()
        assert field.fontMetrics().horizontalAdvance("i") == field.fontMetrics().horizontalAdvance(
            "M"
        )


async def test_the_model_on_this_computer_tells_probabilities(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        await opened(window, "SmolLM2-135M-Instruct")
        set_number(window, "completion.max_tokens", 8)
        set_number(window, "completion.logprobs", 3)
        set_number(window, "completion.n", 2)
        set_number(window, "completion.seed", 5)
        window.find(QCheckBox, "completion.echo").setChecked(True)
        await run(window, "The capital of France is")
        await window.until_text("completion.usage", "tokens")
        assert window.text("completion.error") == ""
        assert window.text("completion.output").startswith("The capital of France is Paris")
        assert window.text("completion.choice") == "1 / 2"
        assert "“␣Paris”" in token_at(window, " Paris")
        assert "could have been" in token_at(window, " Paris")
        first = window.text("completion.output")
        window.click("completion.continue")
        await ended(window)
        assert window.text("completion.output").startswith(first)
