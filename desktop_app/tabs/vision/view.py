"""The look of the Vision tab: it emits what a person wants and shows what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.tabs.chat_parameters import ChatParameters
from desktop_app.tabs.vision.drop_area import DropArea
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.conversation_pane import ConversationPane, PaneNames
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.first_focus import lead_focus
from desktop_app.ui.image_drop import DroppedFile
from desktop_app.ui.model_box import sees
from desktop_app.ui.picture_paste import PicturePaste
from desktop_app.ui.tab_page import below_toolbar, lay_out_tab
from desktop_app.ui.widgets import push_button
from desktop_app.ui.window_drops import WindowDrops

if TYPE_CHECKING:
    from desktop_app.core.errors import ServiceError
    from desktop_app.ui.image_drop import DroppedSource
    from desktop_app.ui.theme import ThemeManager
    from desktop_app.ui.transcript import FormulaRenderer

# The values of the service's guide.
GUIDE_TEMPERATURE = 0.01
GUIDE_MAX_TOKENS = 300
GUIDE_QUESTION = "What is depicted in this image?"
GUIDE_SYSTEM_PROMPT = (
    "You are an helpful AI assistant named Qwen and help people to answer their question based on "
    "the image and text provided."
)
GUIDE_ADDRESS = (
    "https://upload.wikimedia.org/wikipedia/commons/thumb/d/dd/"
    "Gfp-wisconsin-madison-the-nature-boardwalk.jpg/"
    "2560px-Gfp-wisconsin-madison-the-nature-boardwalk.jpg"
)


class VisionView(QWidget):
    """Pictures and conversation in the middle, parameters at the right."""

    sources_offered = Signal(list)  # of DroppedSource
    address_entered = Signal(str)
    clear_requested = Signal()
    download_requested = Signal()

    def __init__(
        self,
        theme: ThemeManager,
        formulas: FormulaRenderer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.pane = ConversationPane(
            PaneNames("vision", "vision.answer", "vision.question", "vision.ask"),
            theme,
            placeholder=self.tr("Ask about the pictures"),
            send_text=self.tr("Ask"),
            formulas=formulas,
        )
        self.pane.transcript.set_placeholder(
            self.tr("What would you like to know?"),
            self.tr("Write a question below. The pictures go with it."),
        )
        self.drop_area = DropArea()
        self.pane.add_below_transcript(self.drop_area)
        self._download = self.pane.banner.add_action("vision.download", self.tr("Download here"))
        self._download.setToolTip(self.tr("Fetch the picture to this computer and send it along"))
        self.copy_as = CopyAsButton("vision")
        self.parameters = ChatParameters(
            "vision", temperature=GUIDE_TEMPERATURE, max_tokens=GUIDE_MAX_TOKENS, fits=sees
        )
        middle = below_toolbar(self._toolbar(), self.pane)
        lay_out_tab(self, middle, right=self.parameters)
        lead_focus(self, self.pane.prompt.field)
        self._connect()
        self.show_state(has_pictures=False, has_conversation=False)

    def show_state(self, *, has_pictures: bool, has_conversation: bool) -> None:
        """Invite to add pictures while there is nothing yet; else there is something to clear."""
        is_empty = not has_pictures and not has_conversation
        self.drop_area.set_large(is_empty)
        self.pane.show_transcript(not is_empty)
        self._clear.setEnabled(not is_empty)

    def show_unreadable(self, errors: Sequence[BaseException]) -> None:
        """Say of each picture why it cannot be used."""
        self._download.hide()
        self.pane.banner.show_errors(errors)

    def show_no_pictures(self) -> None:
        """The question has nothing to ask about."""
        self._download.hide()
        self.pane.banner.show_sentence(
            self.tr("Add a picture first: drop it here, paste it with Ctrl+V or choose a file.")
        )

    def show_no_address(self) -> None:
        """What was entered is no address of a picture."""
        self._download.hide()
        self.pane.banner.show_sentence(
            self.tr("Enter an address that begins with https:// or http://, or a data URL.")
        )

    def show_failure(self, error: BaseException) -> None:
        """The answer, or a download, failed."""
        self._download.hide()
        self.pane.banner.show_error(error)

    def show_remote_refused(self, error: ServiceError) -> None:
        """The server refused a question whose pictures it was to fetch."""
        sentence = self.tr(
            "{host} refuses the request; perhaps it cannot fetch the picture from the web. It can "
            "be downloaded to this computer and sent along."
        ).format(host=error.host)
        self.pane.banner.show_sentence(
            f"{sentence} “{error.detail}”" if error.detail else sentence, can_retry=True
        )
        self._download.show()

    def _toolbar(self) -> QHBoxLayout:
        self._clear = push_button("vision.clear", self.tr("Clear"), role="quiet", icon_name="trash")
        press_by(self._clear, "Ctrl+N")
        self._clear.setToolTip(self.tr("Start anew, without pictures and conversation (Ctrl+N)"))
        self._clear.clicked.connect(self.clear_requested)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self._clear)
        row.addStretch(1)
        row.addWidget(self.copy_as)
        return row

    def _connect(self) -> None:
        drops = WindowDrops(self)
        drops.pictures_dropped.connect(self._offer)
        drops.files_dropped.connect(self._offer_files)
        drops.drag_entered.connect(lambda: self.drop_area.set_dragging(True))
        drops.drag_left.connect(lambda: self.drop_area.set_dragging(False))
        PicturePaste(self).pictures_pasted.connect(self.sources_offered)
        self.drop_area.files_chosen.connect(self._offer_files)
        self.drop_area.address_entered.connect(self.address_entered)
        self._download.clicked.connect(self.download_requested)
        example = self.pane.prompt.add_action(
            "vision.example", "edit", self.tr("Write the example of the service’s guide")
        )
        example.clicked.connect(self._write_example)

    def _offer_files(self, paths: list[Path]) -> None:
        self._offer([DroppedFile(path) for path in paths])

    def _offer(self, sources: list[DroppedSource]) -> None:
        # Dragged from another program: the question is what comes next.
        self.activateWindow()
        self.pane.prompt.field.setFocus()
        self.sources_offered.emit(sources)

    def _write_example(self) -> None:
        self.parameters.system_prompt.setPlainText(GUIDE_SYSTEM_PROMPT)
        self.pane.prompt.set_text(GUIDE_QUESTION)
        self.address_entered.emit(GUIDE_ADDRESS)
