"""Where the packaged program begins: the window, or after `--child` a module of the program."""

from __future__ import annotations

import os
import sys

from desktop_app.core.own_command import CHILD


def restore_library_path() -> None:
    """Give the programs that this one starts, such as the browser, the system's own libraries.

    PyInstaller's loader puts the folder of this program first, and keeps what was there.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


restore_library_path()
if sys.argv[1:2] == [CHILD]:
    import runpy

    module = sys.argv[2]
    del sys.argv[1:3]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
else:
    from desktop_app.bootstrap import main

    sys.exit(main())
