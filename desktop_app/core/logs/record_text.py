"""What a line of the log says; of other packages' lines, which may quote anything, the place."""

from __future__ import annotations

import logging

from desktop_app.core.logs.traces import place_in, trace_of

OWN = "desktop_app"
_WARNINGS = "py.warnings"


def is_own(name: str) -> bool:
    """Whether a logger is one of this program's."""
    return name.partition(".")[0] == OWN


def is_kept(record: logging.LogRecord) -> bool:
    """Whether a line is for the log file: of other packages, only what went wrong."""
    return record.levelno >= (logging.INFO if is_own(record.name) else logging.WARNING)


def text_of(record: logging.LogRecord) -> str:
    """The finished text of a record, with the places of its exception."""
    said = record.getMessage() if is_own(record.name) else _without_values(record)
    error = record.exc_info[1] if record.exc_info else None
    return said if error is None else f"{said}\n{trace_of(error)}"


def _without_values(record: logging.LogRecord) -> str:
    place = f"({place_in(record.pathname)}:{record.lineno})"
    # A template with arguments is text of the program; one without may be finished text.
    is_template = bool(record.args) and isinstance(record.msg, str) and record.name != _WARNINGS
    return f"{record.msg} {place}" if is_template else place
