"""A test of the connection to a server, stage by stage, for a profile that need not be saved."""

from __future__ import annotations

from desktop_app.service.diagnosis.run import StageLimits, diagnose

__all__ = ["StageLimits", "diagnose"]
