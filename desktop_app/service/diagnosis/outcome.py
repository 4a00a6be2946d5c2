"""What a stage hands over when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop_app.core.diagnosis import NO_FACTS, Facts

if TYPE_CHECKING:
    from desktop_app.core.findings import Finding


class Outcome(NamedTuple):
    """A finding and what is known besides; facts may still hold secrets."""

    finding: Finding
    facts: Facts = NO_FACTS
