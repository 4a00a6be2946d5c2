"""The keys of every button of the tabs, in one table, so that no two active at once collide.

A button may have keys of its own instead, by `setShortcut`; dialogs are used by Tab, Enter, Esc.
"""

from __future__ import annotations

# By the whole name of a button, else by what follows its tab's name. Those in brackets are shown
# only: the field or the page to which they belong listens to them.
_KEYS = {
    # in several tabs
    "retry": "Alt+R",
    "retry_now": "Alt+R",  # takes the place of `retry`
    "cancel_retry": "Alt+Shift+R",
    "dismiss_error": "Alt+X",
    "undo": "Ctrl+Z",  # a field that is written in comes first
    "undo_delete": "Alt+U",
    "dismiss_undo": "Alt+Shift+U",
    "data_send": "Alt+S",
    "data_decline": "Alt+N",
    "data_never_ask": "Alt+Shift+S",
    "copy": "Ctrl+Shift+C",
    "copy_as": "Ctrl+Shift+J",
    "example": "Alt+E",
    "export": "Ctrl+Shift+X",  # in a line of text, Ctrl+E goes to its end where X11 is used
    "more": "Ctrl+M",
    "to_end": "Alt+End",
    "stop": "(Esc)",
    "send": "(Return)",
    "find_previous": "(Shift+F3)",
    "find_next": "(F3)",
    "find_close": "(Esc)",
    # the window's own banner, which may be there together with a tab's
    "main.retry": "Alt+Shift+T",
    "main.retry_now": "Alt+Shift+T",
    "main.cancel_retry": "Alt+Shift+G",
    "main.dismiss_error": "Alt+Shift+X",
    "main.theme": "(Ctrl+Shift+L)",
    "main.settings": "(Ctrl+,)",
    "main.ledger": "(Ctrl+L)",
    # Chat
    "chat.bin": "Ctrl+Shift+B",
    "chat.tag_filter": "Ctrl+Shift+G",
    "chat.compare": "(Ctrl+Shift+Return)",
    "chat.compare_start": "(Ctrl+Shift+Return)",
    "chat.compare_add": "Alt+M",
    "chat.compare_close": "(Esc)",
    "chat.cancel_edit": "(Esc)",
    "chat.cancel_later": "Alt+Shift+L",
    "chat.close_comparison": "Alt+W",
    "chat.save_conversations": "Alt+B",
    "chat.leave_out_oldest": "Alt+O",
    "chat.send_oldest": "Alt+Shift+O",
    "chat.export_cancel": "Alt+C",
    "chat.export_close": "Alt+Shift+C",
    "chat.preset_menu": "Alt+P",
    "chat.preset_save": "(Return)",
    "chat.preset_cancel": "(Esc)",
    # Completion
    "completion.previous_choice": "Alt+Left",
    "completion.next_choice": "Alt+Right",
    "completion.undo": "(Ctrl+Z)",
    "completion.redo": "(Ctrl+Shift+Z)",
    "completion.template": "Alt+T",
    "completion.monospace": "Alt+M",
    "completion.run": "(Ctrl+Return)",
    "completion.open_chat": "Alt+H",
    "completion.advice_chat": "Alt+Shift+H",
    # Embeddings
    "embeddings.import": "Ctrl+O",
    "embeddings.search": "(Return)",
    # Vision
    "vision.ask": "(Return)",
    "vision.add_url": "(Return)",
    "vision.download": "Alt+L",
    # Audio
    "audio.run": "Ctrl+Return",
    "audio.play": "Alt+P",
    "audio.pause": "Alt+Shift+P",
    "audio.retry_recording": "Alt+T",
    "audio.delete": "Alt+Backspace",
    "audio.open_folder": "Alt+F",
    # Tools
    "tools.ask_again": "Alt+G",
    "tools.edit": "Ctrl+Shift+E",
    "tools.add": "Ctrl+Shift+T",
    "tools.approve": "(Ctrl+Return)",
    "tools.deny": "Alt+D",
    "tools.always": "Alt+A",
    # Models
    "models.copy_id": "Ctrl+Shift+C",
    "models.copy_details": "Alt+Shift+C",
    "models.use": "(Return)",
    "models.use_elsewhere": "Alt+W",
    "models.forget": "Alt+G",
    "models.chip_chat": "Alt+1",
    "models.chip_embedding": "Alt+2",
    "models.chip_speech": "Alt+3",
    "models.chip_vision": "Alt+4",
    "models.chip_tools": "Alt+5",
}


def keys_of(name: str) -> tuple[str, bool]:
    """The keys of the button of that name, and whether another than it listens to them."""
    keys = _KEYS.get(name) or _KEYS.get(name.partition(".")[2], "")
    return keys.strip("()"), keys.startswith("(")
