"""Brings each call of the model to a decision: by the person, or as decided before."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop_app.tabs.tools.call_card import Draft
from desktop_app.tabs.tools.live_check import LiveCheck
from desktop_app.tabs.tools.problem_text import ProblemText
from desktop_app.tooling import results
from desktop_app.tooling.built_in import BUILT_IN_TOOLS
from desktop_app.tooling.checking import check_arguments

if TYPE_CHECKING:
    from desktop_app.core.messages import ToolCall
    from desktop_app.tabs.tools.call_card import CallCard
    from desktop_app.tabs.tools.toolbox import Toolbox
    from desktop_app.tooling.checking import Checked
    from desktop_app.tooling.definitions import ToolDefinition


class _Wish(Enum):
    APPROVE = auto()
    DENY = auto()
    ALWAYS = auto()


class Decided(NamedTuple):
    """A call as it was run, with the arguments that the person may have changed, and its result."""

    call: ToolCall
    result: str


class CallDesk(QObject):
    """Shows calls in the card, checks them, runs tools that run by themselves.

    What is allowed for always: a built-in tool runs without asking, until that is taken back; for
    any other tool the typed result is given again to each call of the conversation.
    """

    asked = Signal()  # the card waits for the person
    settled = Signal()  # it is about to go
    standing_changed = Signal()

    def __init__(self, card: CallCard, toolbox: Toolbox) -> None:
        super().__init__(card)
        self._card = card
        self._toolbox = toolbox
        self._words = ProblemText(self)
        self._repeated: dict[str, str] = {}  # results by the name of their tool
        self._drafts: dict[tuple[str, str], Draft] = {}  # of stopped calls: name and arguments
        self._name = ""
        self._tool: ToolDefinition | None = None  # of the call that is decided
        self._wish: asyncio.Future[_Wish] | None = None
        self._live = LiveCheck(self)
        self._live.checked.connect(self._show_check)
        toolbox.changed.connect(self.standing_changed)
        card.arguments_edited.connect(lambda text: self._live.submit(partial(self._check, text)))
        card.approve_requested.connect(lambda: self._decide(_Wish.APPROVE))
        card.deny_requested.connect(lambda: self._decide(_Wish.DENY))
        card.always_requested.connect(lambda: self._decide(_Wish.ALWAYS))

    @property
    def standing(self) -> list[str]:
        """The tools whose calls are not asked about."""
        return sorted(self._toolbox.tools.always | self._repeated.keys())

    def ask_again(self) -> None:
        """Ask about every call from now on."""
        self._repeated.clear()
        self._toolbox.update(replace(self._toolbox.tools, always=frozenset()))
        self.standing_changed.emit()

    def forget_conversation(self) -> None:
        """Another conversation begins: typed results are not given again."""
        self._repeated.clear()
        self.standing_changed.emit()

    async def close(self) -> None:
        """End the check that runs."""
        await self._live.close()

    async def decide(self, call: ToolCall, place: tuple[int, int]) -> Decided:
        """The call with its result; `place` is (number, total) among the calls of the reply.

        What was written for a call that was stopped is there again when the same call comes again.
        """
        self._name, self._tool = call.name, self._toolbox.tools.find(call.name)
        shown, checked = await asyncio.to_thread(self._prepare, call.arguments)
        if self._tool is not None and not checked.problems and call.name in self.standing:
            repeated = self._repeated.get(call.name)
            return Decided(call, _run(call.name, checked) if repeated is None else repeated)
        draft = self._drafts.get((call.name, shown), Draft(shown))
        if draft.arguments != shown:
            checked = await asyncio.to_thread(self._check, draft.arguments)
        self._wish = asyncio.get_running_loop().create_future()
        runs_by_itself = self._tool is not None and call.name in BUILT_IN_TOOLS
        self._card.show_call(call.name, draft, place, runs_by_itself=runs_by_itself)
        self._show_check(checked)
        self.asked.emit()
        try:
            wish = await self._wish
            written = self._card.arguments()
            if written != shown:
                call = replace(call, arguments=written)
                checked = await asyncio.to_thread(self._check, written)
            self._drafts.pop((call.name, shown), None)
            return Decided(call, self._result(wish, call.name, checked))
        except asyncio.CancelledError:
            self._drafts[call.name, shown] = self._card.draft()
            raise
        finally:
            self._wish = None
            self._live.cancel()
            self.settled.emit()
            self._card.hide()

    def _result(self, wish: _Wish, name: str, checked: Checked) -> str:
        if wish is _Wish.DENY:
            return results.denied(self._card.reason())
        typed = self._card.result() if checked.is_json else ""
        refusal = self._refusal(name, checked)
        if wish is _Wish.ALWAYS and not checked.problems:
            self._allow_always(name, typed)
        return typed or refusal or _run(name, checked)

    def _refusal(self, name: str, checked: Checked) -> str:
        """What the model is told in place of a result, or ""."""
        if not checked.is_json:
            return results.unusable(checked.problems)
        if self._tool is None:
            return results.unknown_tool(name)
        if checked.problems and name in BUILT_IN_TOOLS:
            return results.unusable(checked.problems)
        return ""

    def _allow_always(self, name: str, typed: str) -> None:
        if typed:
            self._repeated[name] = typed
        else:
            tools = self._toolbox.tools
            self._toolbox.update(replace(tools, always=tools.always | {name}))
        self.standing_changed.emit()

    def _decide(self, wish: _Wish) -> None:
        if self._wish is not None and not self._wish.done():
            self._wish.set_result(wish)

    def _prepare(self, arguments: str) -> tuple[str, Checked]:
        """The arguments as they are shown, a field a line, and what is wrong there."""
        checked = self._check(arguments)
        if not checked.is_json:
            return arguments, checked
        shown = json.dumps(checked.value, indent=2, ensure_ascii=False)
        return shown, self._check(shown) if checked.problems else checked

    def _check(self, arguments: str) -> Checked:
        return check_arguments(arguments, self._tool.parameters if self._tool else {})

    def _show_check(self, checked: Checked) -> None:
        words = self._words.lines(checked.problems) or self.tr("Fits the schema")
        if self._tool is None:
            words = self.tr("No tool of this name is offered to the model")
        is_fitting = self._tool is not None and not checked.problems
        self._card.show_check(words, is_fitting=is_fitting, is_usable=checked.is_json)
        self._card.offer_result(self._refusal(self._name, checked))


def _run(name: str, checked: Checked) -> str:
    return BUILT_IN_TOOLS[name].run(checked.value)
