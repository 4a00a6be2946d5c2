"""Where the packaged engine begins."""

from __future__ import annotations

import runpy

runpy.run_module("desktop_app.engine", run_name="__main__", alter_sys=True)
