"""The panel of the Completion tab: the parameters of its request and the guide's advice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.tabs.completion.more_parameters import MoreParameters
from desktop_app.ui.parameter_panel import ParameterPanel
from desktop_app.ui.stop_strings_field import StopStringsField
from desktop_app.ui.widgets import label, push_button

# The values of the service's guide.
GUIDE_TEMPERATURE = 0.2
GUIDE_MAX_TOKENS = 128


class CompletionParameters(ParameterPanel):
    """Model, length, stop strings, and folded away what few people need."""

    chat_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("completion", parent)
        self.model_box = self.add_model_box()
        self.temperature = self.add_temperature(GUIDE_TEMPERATURE)
        self.max_tokens = self.add_max_tokens(GUIDE_MAX_TOKENS)
        self._stop_strings = StopStringsField("completion.stop_strings")
        self.add(self.tr("Stop strings"), self._stop_strings)
        self.stream = self.add_stream()
        self.more = MoreParameters()
        self.add_plain(self.more)
        self.add_plain(self._advice())

    def stop_strings(self) -> tuple[str, ...]:
        """The strings at which the model is to stop."""
        return self._stop_strings.strings()

    def _advice(self) -> QFrame:
        words = label(
            self.tr(
                "The model goes on from exactly what you write. Models trained to follow "
                "instructions expect the marks of their template, such as ## System and "
                "## Assistant. Chat adds them for you and is usually the better way."
            ),
            "muted",
        )
        words.setWordWrap(True)
        chat = push_button("completion.advice_chat", self.tr("Use Chat instead"), icon_name="chat")
        chat.clicked.connect(self.chat_requested)
        frame = QFrame()
        frame.setProperty("role", "notice")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(words)
        layout.addWidget(chat)
        return frame
