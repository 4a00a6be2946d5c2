"""Loads the drawing library once: it warns of a call of its own that Python 3.11 deprecates."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import ziamath  # noqa: F401 - loaded for its effect
