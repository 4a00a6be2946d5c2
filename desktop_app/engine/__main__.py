"""Starts the engine: `python -m desktop_app.engine [--model-file FILE.gguf]`."""

from __future__ import annotations

import argparse
import faulthandler
import logging
import os
import sys
from pathlib import Path

from desktop_app.engine.parent import Parent


def main() -> int:
    """Run the engine; the exit code is 0 after an orderly end, else 1."""
    faulthandler.enable()  # the window logs it
    arguments = _parse_arguments()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    # Its tracebacks may hold texts; a defect is logged by its place (errors.on_defect).
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    parent = Parent()
    parent.announce("starting", part="web server")
    try:
        from desktop_app.engine import gguf, language, server
    except ModuleNotFoundError as error:
        parent.announce("missing_part", part=(error.name or "unknown").partition(".")[0])
        return 1
    parent.announce("starting", part="models")
    try:
        model = language.find_language_model(arguments.model_file)
        server.run(model, parent)
    except gguf.ModelFileError as error:
        parent.announce("failed", reason=str(error))
        return 1
    except OSError:
        parent.announce("failed", reason="no_free_port")
        return 1
    return 0


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m desktop_app.engine", description=__doc__)
    parser.add_argument("--model-file", type=Path, help="a GGUF file instead of the built-in one")
    return parser.parse_args()


if __name__ == "__main__":
    code = main()
    # Not sys.exit: llama.cpp's destructor and its threads can hold the interpreter for ever.
    sys.stderr.flush()
    os._exit(code)
