"""The command line. `argparse` is loaded only when there is something to parse."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from desktop_app import __version__


class Arguments(NamedTuple):
    """What was asked for at the start."""

    profile: str = ""
    files: tuple[Path, ...] = ()
    data_dir: Path | None = None
    toggle_dictation: bool = False
    hidden: bool = False

    @property
    def starts_hidden(self) -> bool:
        """Whether no window is wanted: somebody who dictates is in another program."""
        return self.hidden or (self.toggle_dictation and not self.files)


def parse_arguments(arguments: Sequence[str]) -> Arguments:
    """Read the arguments after the program's name; `--help` and `--version` end the program."""
    if not arguments:
        return Arguments()
    import argparse

    parser = argparse.ArgumentParser(
        prog="llmhub-desktop",
        description="Chat, completion, embeddings, pictures, speech and tools with the T-Systems "
        "LLM Hub, any OpenAI-compatible server, or the model on this computer.",
        epilog="API_KEY and API_BASE (else OPENAI_API_KEY and OPENAI_BASE_URL) make the profile "
        "“Environment”; its key is never stored.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--profile", default="", metavar="NAME", help="the server to begin with")
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="keep settings, conversations and recordings below DIR alone (portable mode)",
    )
    parser.add_argument(
        "--toggle-dictation",
        action="store_true",
        help="begin a dictation in the running program, or end it: its words go to the clipboard",
    )
    parser.add_argument(
        "--hidden", action="store_true", help="start in the tray, where there is one"
    )
    parser.add_argument("files", nargs="*", type=Path, help="pictures for Vision, sound for Audio")
    parsed = parser.parse_args(arguments)
    if parsed.data_dir is not None:
        parsed.data_dir = parsed.data_dir.expanduser().resolve()
        try:
            parsed.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            parser.error(f"{parsed.data_dir} is no folder to keep data in: {error.strerror}")
    return Arguments(
        profile=parsed.profile,
        files=tuple(parsed.files),
        data_dir=parsed.data_dir,
        toggle_dictation=parsed.toggle_dictation,
        hidden=parsed.hidden,
    )
