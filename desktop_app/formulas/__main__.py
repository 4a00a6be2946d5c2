"""The program that draws: `python -m desktop_app.formulas`.

It reads formulas as lines of JSON on standard input, answers each with a line on standard output,
and ends with its standard input: so it also ends when the window was killed.
"""

from __future__ import annotations

import contextlib
import faulthandler
import signal
import sys

from desktop_app.formulas.messages import READY, decode_formula, encode_drawing


def main() -> int:
    """Answer line by line; the exit code is 0 when the window has ended it."""
    faulthandler.enable()  # the window logs it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the window
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    from desktop_app.formulas.drawing import draw

    out.write(READY + "\n")
    out.flush()
    for line in sys.stdin:
        with contextlib.suppress(ValueError, KeyError, TypeError):  # a line of a later version
            number, formula = decode_formula(line)
            out.write(encode_drawing(number, draw(formula)) + "\n")
            out.flush()
    return 0


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
