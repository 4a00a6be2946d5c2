"""Plots, rasterised by numpy: a heat map of similarities and a map of points."""

from __future__ import annotations

from desktop_app.ui.plots.heat_map import HeatMap
from desktop_app.ui.plots.scatter_map import ScatterMap

__all__ = ["HeatMap", "ScatterMap"]
