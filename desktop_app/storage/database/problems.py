"""Says in the program's own terms what SQLite and the file system say."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable

# Primary result codes, https://www.sqlite.org/rescode.html
_BY_CODE = {
    sqlite3.SQLITE_CORRUPT: DatabaseProblem.DAMAGED,
    sqlite3.SQLITE_NOTADB: DatabaseProblem.DAMAGED,
    sqlite3.SQLITE_BUSY: DatabaseProblem.LOCKED,
    sqlite3.SQLITE_LOCKED: DatabaseProblem.LOCKED,
    sqlite3.SQLITE_FULL: DatabaseProblem.DISK_FULL,
    sqlite3.SQLITE_READONLY: DatabaseProblem.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: DatabaseProblem.READ_ONLY,
    sqlite3.SQLITE_PERM: DatabaseProblem.READ_ONLY,
    sqlite3.SQLITE_IOERR: DatabaseProblem.DISK_FAILED,
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}


@contextmanager
def typed_errors() -> Iterator[None]:
    """Raise what the disk or the file is to blame for as a DatabaseUnusable.

    Raises:
        DatabaseUnusable: with its problem; defects of the program pass as they are.
    """
    try:
        yield
    except sqlite3.Error as error:
        # Errors of the module itself, such as a closed connection, carry no code.
        code = getattr(error, "sqlite_errorcode", 0)
        problem = _BY_CODE.get(code & 0xFF)
        if problem is None:
            raise
        raise DatabaseUnusable(problem) from error
    except OSError as error:
        raise DatabaseUnusable(_problem_of(error)) from error


def _problem_of(error: OSError) -> DatabaseProblem:
    if error.errno in _FULL:
        return DatabaseProblem.DISK_FULL
    if error.errno in _READ_ONLY:
        return DatabaseProblem.READ_ONLY
    return DatabaseProblem.DISK_FAILED
