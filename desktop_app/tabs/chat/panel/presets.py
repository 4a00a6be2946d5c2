"""Named sets of parameters: chosen, saved, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.conversation_parameters import ConversationParameters

if TYPE_CHECKING:
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.chat.panel.parameters import ChatPanel
    from desktop_app.tabs.chat.panel.preset_bar import PresetBar

_PAUSE = 350  # milliseconds without an edit before the presets are compared with the panel
_OF_A_CONVERSATION = "leaves_out_oldest"  # belongs to one conversation, not to a preset


class Presets(QObject):
    """The presets of the settings in the panel of the Chat tab.

    A preset is in force while the panel shows its values. One whose model the server does not
    offer leaves the model as it is. `undo_offered` carries a sentence and what undoes it.
    """

    undo_offered = Signal(str, object)  # Callable[[], None]

    def __init__(self, bar: PresetBar, panel: ChatPanel, settings: SettingsStore) -> None:
        super().__init__(panel)
        self._bar = bar
        self._panel = panel
        self._settings = settings
        self._last = ""  # of several with the same values, the one that was chosen is in force
        self._asked_for: Callable[[str], None] = self._save
        self._asked_name = ""
        bar.preset_chosen.connect(self._choose)
        bar.save_as_requested.connect(self._on_save_as)
        bar.rename_requested.connect(self._on_rename)
        bar.delete_requested.connect(self._on_delete)
        bar.name_given.connect(self._on_name_given)
        bar.replace_confirmed.connect(self._on_replace_confirmed)
        bar.cancelled.connect(bar.show_choice)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.refresh)
        panel.changed.connect(self._soon.start)
        panel.shown.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show which preset is in force."""
        self._bar.show_presets(self._names(), self._current())

    def _choose(self, name: str) -> None:
        self._last = name
        self._panel.take(self._meaning(self._presets()[name]))

    def _on_save_as(self) -> None:
        self._ask(self._save, self._current() or self._last)

    def _on_rename(self) -> None:
        former = self._current()
        self._ask(partial(self._rename, former), former)

    def _on_delete(self) -> None:
        name = self._current()
        values = self._presets()[name]
        self._put({key: value for key, value in self._presets().items() if key != name})
        sentence = self.tr("The preset “{name}” is deleted.").format(name=name)
        self.undo_offered.emit(sentence, partial(self._restore, name, values))

    def _ask(self, then: Callable[[str], None], proposed: str) -> None:
        self._asked_for = then
        self._bar.ask_name(proposed)

    def _on_name_given(self, name: str) -> None:
        self._asked_name = name
        is_own = self._asked_for != self._save and name == self._current()
        if name in self._presets() and not is_own:
            self._bar.ask_replace(name)
        else:
            self._on_replace_confirmed()

    def _on_replace_confirmed(self) -> None:
        self._asked_for(self._asked_name)
        self._bar.show_choice()

    def _save(self, name: str) -> None:
        self._last = name
        self._put({**self._presets(), name: _values(self._panel.parameters())})

    def _rename(self, former: str, name: str) -> None:
        presets = self._presets()
        values = presets.pop(former, None)
        if values is not None:
            self._last = name
            self._put({**presets, name: values})

    def _restore(self, name: str, values: Mapping[str, Any]) -> None:
        self._put({name: values, **self._presets()})  # one saved since under that name stays

    def _put(self, presets: Mapping[str, Mapping[str, Any]]) -> None:
        self._settings.update(self._settings.current._replace(presets=presets))
        self.refresh()

    def _presets(self) -> dict[str, Mapping[str, Any]]:
        return dict(self._settings.current.presets)

    def _names(self) -> list[str]:
        return sorted(self._presets(), key=str.casefold)

    def _current(self) -> str:
        """The preset whose values the panel shows, or ""."""
        shown = self._panel.parameters()
        presets = self._presets()
        names = [name for name in self._names() if self._meaning(presets[name]) == shown]
        return self._last if self._last in names else next(iter(names), "")

    def _meaning(self, values: Mapping[str, Any]) -> ConversationParameters:
        """What a preset sets here and now."""
        shown = self._panel.parameters()
        preset = ConversationParameters.from_json(values)
        offered = preset.model and self._panel.model_box.offers(preset.model)
        return replace(
            preset,
            model=preset.model if offered else shown.model,
            leaves_out_oldest=shown.leaves_out_oldest,
        )


def _values(parameters: ConversationParameters) -> dict[str, Any]:
    values = parameters.as_json()
    del values[_OF_A_CONVERSATION]
    return values
