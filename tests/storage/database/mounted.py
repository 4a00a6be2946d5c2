"""Programs that run with a folder on a disk of its own, in a mount namespace."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

_SHELL = ("unshare", "-rm", "sh", "-ec")
READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"'


def small_disk(*, kilobytes: int) -> str:
    """A command that mounts an empty disk of that size."""
    return f'mount -t tmpfs -o size={kilobytes}k none "$1"'


def run_mounted(program: str, folder: Path, mount: str) -> str:
    """What a Python program prints that is given `folder`, mounted by a shell command on "$1"."""
    if not _can_mount():
        pytest.skip("no user namespaces here")
    done = subprocess.run(
        (*_SHELL, f'{mount}; exec "$2" -c "$3" "$1"', "sh", str(folder), sys.executable, program),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    return done.stdout


@cache
def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    trial = (*_SHELL, "mount -t tmpfs none /mnt")
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0
