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
    parser.add_argument("files", nargs="*", type=Path, help="pictures for Vision, sound for Audio")
    parsed = parser.parse_args(arguments)
    if parsed.data_dir is not None:
        parsed.data_dir = parsed.data_dir.expanduser().resolve()
        try:
            parsed.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            parser.error(f"{parsed.data_dir} is no folder to keep data in: {error.strerror}")
    return Arguments(parsed.profile, tuple(parsed.files), parsed.data_dir)
