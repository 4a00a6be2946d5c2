"""`python -m desktop_app` is the same as the command `llmhub-desktop`."""

from __future__ import annotations

import sys

from desktop_app.bootstrap import main

sys.exit(main())
