"""The panel of the Chat tab: the parameters of the conversation that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop_app.core.conversation_parameters import ConversationParameters
from desktop_app.tabs.chat.panel.more_parameters import MoreParameters
from desktop_app.tabs.chat.panel.preset_bar import PresetBar
from desktop_app.ui.parameter_panel import ParameterPanel
from desktop_app.ui.wheel_guard import WheelGuard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ChatPanel(ParameterPanel):
    """Presets, model, system prompt, sampling, and what few people need.

    `changed` follows each edit of a person, `shown` follows `show_parameters`.
    """

    changed = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("chat", parent)
        self._is_showing = False
        self._leaves_out_oldest = False
        self.preset_bar = PresetBar()
        self.add(self.tr("Preset"), self.preset_bar)
        self.model_box = self.add_model_box()
        self._system_prompt = self.add_system_prompt()
        self._temperature = self.add_temperature(None)
        self._max_tokens = self.add_max_tokens(0)
        self._stream = self.add_stream()
        self._more = MoreParameters()
        self.add_plain(self._more)
        WheelGuard(self)
        self.show_parameters(ConversationParameters())
        for edited in (
            self.model_box.model_chosen,
            self._system_prompt.textChanged,
            self._temperature.valueChanged,
            self._max_tokens.valueChanged,
            self._stream.toggled,
            self._more.edited,
        ):
            edited.connect(self._on_edited)

    def parameters(self) -> ConversationParameters:
        """What the panel shows; of JSON that cannot be read, what it said before."""
        temperature = self._temperature.value()
        return ConversationParameters(
            model=self.model_box.chosen(),
            system_prompt=self._system_prompt.toPlainText(),
            temperature=temperature if temperature >= 0 else None,
            top_p=self._more.top_p(),
            max_tokens=self._max_tokens.value() or None,
            stop=self._more.stop(),
            seed=self._more.seed(),
            stream=self._stream.isChecked(),
            extra=self._more.extra.fields(),
            leaves_out_oldest=self._leaves_out_oldest,
        )

    def check(self) -> None:
        """Raise what is wrong with what is written: to be called before something is sent.

        JSON that was written a moment ago is read, and told by `changed`.

        Raises:
            ExtraFieldsUnusable: the JSON cannot be read, or names what the program sets itself.
        """
        self._more.extra.check()

    def show_parameters(self, parameters: ConversationParameters) -> None:
        """Show those of another conversation, without `changed`; a model of "" changes none."""
        self._is_showing = True
        self._leaves_out_oldest = parameters.leaves_out_oldest
        if parameters.model:
            self.model_box.show_model(parameters.model)
        if parameters.system_prompt != self._system_prompt.toPlainText():
            self._system_prompt.setPlainText(parameters.system_prompt)
        temperature = parameters.temperature
        self._temperature.setValue(
            self._temperature.minimum() if temperature is None else temperature
        )
        self._max_tokens.setValue(parameters.max_tokens or 0)
        self._stream.setChecked(parameters.stream)
        self._more.show_parameters(parameters)
        self._is_showing = False
        self.shown.emit()

    def take(self, parameters: ConversationParameters) -> None:
        """Set these as a person's own edit: Ctrl+Z brings a system prompt back that was written."""
        if parameters.system_prompt != self._system_prompt.toPlainText():
            self._is_showing = True
            cursor = self._system_prompt.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(parameters.system_prompt)
        self.show_parameters(parameters)
        self.changed.emit()

    def set_leaves_out_oldest(self, leaves_out: bool) -> None:
        """Whether the oldest turns stay behind when the conversation is too long."""
        self._leaves_out_oldest = leaves_out
        self.changed.emit()

    def _on_edited(self) -> None:
        if not self._is_showing:
            self.changed.emit()
