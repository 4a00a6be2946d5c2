"""Presenter of the dialog in which tools are defined: drafts until they are saved."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.tabs.tools.editor_view import ToolEditorView
from desktop_app.tabs.tools.live_check import LiveCheck
from desktop_app.tabs.tools.problem_text import ProblemText
from desktop_app.tooling.built_in import BUILT_IN_TOOLS
from desktop_app.tooling.checking import Checked, check_name, check_schema
from desktop_app.tooling.definitions import ToolDefinition
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.tabs.tools.toolbox import Toolbox

_NEW_SCHEMA = """{
  "type": "object",
  "properties": {
    "text": {"type": "string", "description": ""}
  },
  "required": ["text"]
}"""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A tool as it stands in the dialog; `former` is its name in force, or "" for a new one."""

    name: str = ""
    description: str = ""
    schema: str = _NEW_SCHEMA
    former: str = ""

    @property
    def is_built_in(self) -> bool:
        return self.former in BUILT_IN_TOOLS


class ToolEditor(QObject):
    """Edits copies of all tools; Save puts them into the toolbox at once."""

    def __init__(self, toolbox: Toolbox, parent: QWidget) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._window = parent
        self._words = ProblemText(self)
        self._drafts: list[_Draft] = []
        self._current = 0
        self._view: ToolEditorView | None = None
        self._live = LiveCheck(self)
        self._live.checked.connect(self._show_check)
        self._runner = TaskRunner(self)

    def open(self, name: str) -> None:
        """Show the dialog at a tool, or at a new one when there is none of that name."""
        view = self._dialog()
        self._drafts = [_draft_of(tool) for tool in self._toolbox.tools.all]
        names = [draft.name for draft in self._drafts]
        if name in names:
            self._pick(names.index(name))
        else:
            self._add()
        view.open()
        (view.schema if name in names else view.name).setFocus()

    async def close(self) -> None:
        """End what is being checked."""
        await asyncio.gather(self._live.close(), self._runner.close())

    def _dialog(self) -> ToolEditorView:
        if self._view is None:
            self._view = view = ToolEditorView(self._window)
            view.tool_picked.connect(self._pick)
            view.add_requested.connect(self._add)
            view.remove_requested.connect(self._remove)
            view.edited.connect(self._on_edited)
            view.save_requested.connect(self._on_save)
            view.finished.connect(self._live.cancel)
        return self._view

    def _pick(self, index: int) -> None:
        view = self._dialog()
        self._current = index
        draft = self._drafts[index]
        view.show_names([one.name for one in self._drafts], index)
        view.show_tool(draft.name, draft.description, draft.schema, is_built_in=draft.is_built_in)
        self._live.cancel()
        if draft.is_built_in:
            words = self.tr("Built in: its result is made by the program.")
        elif draft == _Draft():
            words = self.tr("Name it, say what it does, and describe its arguments.")
        else:
            words = ""
            self._check_soon()
        view.show_check(words, is_fitting=True)

    def _add(self) -> None:
        self._drafts.append(_Draft())
        self._pick(len(self._drafts) - 1)
        self._dialog().name.setFocus()

    def _remove(self) -> None:
        del self._drafts[self._current]
        self._pick(min(self._current, len(self._drafts) - 1))

    def _on_edited(self) -> None:
        view, draft = self._dialog(), self._drafts[self._current]
        self._drafts[self._current] = replace(
            draft,
            name=view.name.text().strip(),
            description=view.description.text().strip(),
            schema=view.schema.toPlainText(),
        )
        view.show_names([one.name for one in self._drafts], self._current)
        self._check_soon()

    def _check_soon(self) -> None:
        self._live.submit(partial(_check, tuple(self._drafts), self._current))

    def _show_check(self, checked: Checked) -> None:
        words = self._words.lines(checked.problems) or self.tr("A valid schema of Draft 2020-12")
        self._dialog().show_check(words, is_fitting=not checked.problems)

    def _on_save(self) -> None:
        if not self._runner.busy:
            self._runner.start(self._save(tuple(self._drafts)))

    async def _save(self, drafts: Sequence[_Draft]) -> None:
        own = []
        for index, draft in enumerate(drafts):
            if draft.is_built_in:
                continue
            checked = await asyncio.to_thread(_check, drafts, index)
            if checked.problems:
                self._pick(index)
                self._show_check(checked)
                return
            own.append(ToolDefinition(draft.name, draft.description, checked.value))
        offered = self._toolbox.tools.offered
        still = {draft.name for draft in drafts if not draft.former or draft.former in offered}
        self._toolbox.update(replace(self._toolbox.tools, own=tuple(own), offered=frozenset(still)))
        self._dialog().accept()


def _draft_of(tool: ToolDefinition) -> _Draft:
    schema = json.dumps(dict(tool.parameters), indent=2, ensure_ascii=False)
    return _Draft(tool.name, tool.description, schema, former=tool.name)


def _check(drafts: Sequence[_Draft], index: int) -> Checked:
    """What is wrong with a draft: its name first, then its schema."""
    draft = drafts[index]
    others = frozenset(one.name for number, one in enumerate(drafts) if number != index)
    checked = check_schema(draft.schema)
    return Checked(checked.value, (*check_name(draft.name, others), *checked.problems))
