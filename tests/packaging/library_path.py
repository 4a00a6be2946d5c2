"""Prints where a program started from here would look for libraries first."""

from __future__ import annotations

import os

if __name__ == "__main__":
    print(os.environ.get("LD_LIBRARY_PATH", ""))  # noqa: T201
